// Phoenix's own JavaScript client as AirAlgo's users have it: joins, subscribes, places the document's order, and leaves after its own heartbeats have
// kept it for a while. Version 1.2.1 speaks the service's messages by itself; a later one has to be told to.
// usage: phoenix.cjs PACKAGE HTTP_BASE WS_BASE
const WebSocket = require('ws');

const [, , name, http, ws] = process.argv;
const { Socket } = require(name);

const plain = {
  vsn: '1.0.0',
  encode: (message, callback) => callback(JSON.stringify(message)),
  decode: (message, callback) => callback(JSON.parse(message)),
};

const order = { token_number: '2885', market_limit_sl: 'market', price: 0, order_type: 'B', trigger_price: 0, validity: 'Day', quantity: 20, ltp: 0 };

async function main() {
  const answer = await fetch(`${http}/api/token/?api_key=demo-key`);
  const { access_token } = await answer.json();
  const socket = new Socket(`${ws}/socket`, { transport: WebSocket, heartbeatIntervalMs: 500, ...(name === 'phoenix' ? plain : {}) });
  socket.onClose(() => console.log('closed'));
  socket.connect();

  const channel = socket.channel('api:demo-key', { access_token });
  let prices = 0;
  channel.on('ltp', (payload) => {
    prices += 1;
    if (prices === 1) console.log('first', Object.keys(payload).join(','));
    if (prices === 2) channel.push('order', order);
  });
  channel.on('order_response', (payload) => {
    console.log('order', payload.status, payload.symbol, payload.volume);
    if (payload.status !== 'Executed') return;
    // Longer than the server waits for a word from its client.
    setTimeout(() => channel.leave().receive('ok', () => console.log('left')), 4000);
  });
  channel.join()
    .receive('ok', () => {
      console.log('joined');
      channel.push('subscribe', { list: ['2885', '22'] });
    })
    .receive('error', ({ reason }) => console.log('refused', reason));
}

main();
