// What a developer would write with the package ws: one broadcast loop, one send per client and message.
// Arguments: messages per second, payload bytes. Prints "ready PORT".
const { WebSocketServer, WebSocket } = require('ws');

const [rate, size] = process.argv.slice(2).map(Number);
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false, clientTracking: true });

function message() {
  const micros = Math.round((performance.timeOrigin + performance.now()) * 1000);
  const stamp = new Date(Math.floor(micros / 1000)).toISOString().slice(0, 23) + String(micros % 1000).padStart(3, '0');
  const head = `{"channel":"best-limit","timestamp":"${stamp}","data":"`;
  return Buffer.from(head + 'x'.repeat(Math.max(0, size - head.length - 2)) + '"}');
}

server.on('connection', (socket) => {
  socket.on('message', (data) => {
    if (data.toString().includes('"ping"')) socket.send('{"type":"pong"}');
  });
});
server.on('listening', () => console.log(`ready ${server.address().port}`));

const started = performance.now();
let sent = 0;
if (rate > 0) {
  setInterval(() => {
    const due = Math.floor(((performance.now() - started) / 1000) * rate);
    // What is more than a second late is given up, as the others do; and nobody could connect while all of the rest is caught up with at once.
    sent = Math.max(sent, due - Math.ceil(rate));
    for (const most = Math.min(due, sent + Math.ceil(rate / 50)); sent < most; sent++) {
      const bytes = message();
      for (const client of server.clients) {
        if (client.readyState === WebSocket.OPEN && client.bufferedAmount < 1 << 18) client.send(bytes, { binary: false });
      }
    }
  }, 1);
}

process.on('SIGTERM', () => process.exit(0));
