// A client in the way the TSE and IFB document shows one (section 9.2): npm ws, the token in a header, then listen for ever.
// usage: subscribe.cjs URL TOKEN
const WebSocket = require('ws');

const [, , url, token] = process.argv;
const socket = new WebSocket(url, { headers: { Authorization: token } });

socket.on('message', (message) => console.log(JSON.stringify(JSON.parse(message))));
socket.on('error', (error) => console.log('error', error.message));
socket.on('close', (code, reason) => console.log('closed', code, reason.toString()));
