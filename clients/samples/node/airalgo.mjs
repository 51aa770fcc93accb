// A client for AirAlgo, prices and orders.

import WebSocket from 'ws';
import { Backoff, Ended, hello, items, log, run, say, text } from './contract.mjs';

const MAX_RENEWALS = 3;
const backoff = new Backoff();
const orders = JSON.parse(text('ORDERS') || '[]');
let socket = null;
let token = null;
let renewals = 0;
let reference = 0;

async function issueToken() {
  const response = await fetch(`${text('HTTP')}/api/token?api_key=${encodeURIComponent(text('API_KEY'))}`, {
    signal: AbortSignal.timeout(15_000),
  });
  const busy = response.status >= 500 || [408, 429].includes(response.status);
  if (!response.ok && !busy) throw new Ended(`no token: HTTP ${response.status} ${await response.text()}`);
  if (!response.ok) throw new Error(`the token endpoint answered HTTP ${response.status}`);
  return (await response.json()).access_token;
}

function send(event, payload, topic = `api:${text('API_KEY')}`) {
  reference += 1;
  socket.send(JSON.stringify({ topic, event, payload, ref: String(reference) }));
}

function takeReply({ status, response }) {
  if (status === 'ok') {
    send('subscribe', { list: items('SYMBOLS') });
    return;
  }
  const reason = response?.reason ?? '';
  log(`error: ${reason}`);
  if (reason.includes('API Key')) throw new Ended(reason);
  if (!reason.includes('Access Token')) return;
  token = null;
  renewals += 1;
  if (renewals > MAX_RENEWALS) throw new Ended(reason);
  socket.close(1000);
}

function take(data) {
  let message;
  try {
    message = JSON.parse(data);
    if (typeof message?.event !== 'string' || typeof message.payload !== 'object' || message.payload === null) throw new Error('no event');
  } catch (problem) {
    log(`skipped a malformed message: ${problem.message}`);
    return;
  }
  const { topic, event, payload } = message;
  if (event === 'phx_reply' && topic !== 'phoenix') takeReply(payload);
  if (event !== 'ltp' && event !== 'order_response') return;
  renewals = 0;
  backoff.dataArrived();
  say({ event, payload });
  // Each order is placed once, whatever becomes of the connection.
  if (event === 'ltp' && Object.keys(payload).length > 0) orders.splice(0).forEach((order) => send('order', order));
}

/** One connection, to its end. */
function converse() {
  return new Promise((resolve, reject) => {
    socket = new WebSocket(text('WS') + new URL(text('URL')).pathname, { handshakeTimeout: 15_000 });
    const beating = setInterval(() => socket.readyState === WebSocket.OPEN && send('heartbeat', {}, 'phoenix'), 30_000);
    socket.on('open', () => send('phx_join', { access_token: token }));
    socket.on('message', (data, isBinary) => {
      try {
        if (!isBinary) take(data);
      } catch (end) {
        socket.close(1000);
        reject(end);
      }
    });
    socket.on('error', (problem) => log(`lost: ${problem.message}`));
    socket.on('close', (code, reason) => {
      clearInterval(beating);
      log(`closed: ${code} ${reason}`);
      resolve();
    });
  });
}

async function stream() {
  hello('node airalgo sample', 'echo', 'orders', 'reconnect', 'resubscribe');
  for (;;) {
    try {
      token ??= await issueToken();
      await converse();
    } catch (problem) {
      if (problem instanceof Ended) throw problem;
      log(`lost: ${problem.message}`);
    }
    await backoff.wait();
  }
}

await run(stream, () => socket?.close(1000));
