// A client for the WebSocket of the Virtuoso Trading System.

import { createHmac } from 'node:crypto';
import WebSocket from 'ws';
import { Backoff, Ended, hello, items, log, run, say, text } from './contract.mjs';

const CHANNELS = ['market_data', 'orderbook', 'trades', 'orders', 'positions', 'system_events'];
let socket = null;

function authentication() {
  const timestamp = Date.now();
  const { pathname } = new URL(text('URL'));
  const signature = createHmac('sha256', text('API_SECRET')).update(`GET\n${pathname}\n${timestamp}\n`).digest('hex');
  return { action: 'authenticate', api_key: text('API_KEY'), timestamp, signature };
}

const subscription = () => ({
  action: 'subscribe',
  channels: items('CHANNELS').length > 0 ? items('CHANNELS') : CHANNELS,
  params: { exchange: text('EXCHANGE') || 'binance', symbols: items('SYMBOLS') },
});

/** What to send back, if anything. */
function answer(message) {
  switch (message.event) {
    case 'authenticated':
      return subscription();
    case 'ping':
      return { action: 'pong', timestamp: Date.now() };
    case 'error':
      log(`error ${message.code}: ${message.message}`);
      if ([400, 401, 403, 404].includes(message.code)) throw new Ended('the server refuses');
      return null;
    default:
      return null;
  }
}

function understand(data) {
  try {
    const message = JSON.parse(data);
    if (message === null || typeof message !== 'object' || Array.isArray(message)) throw new Error('no object');
    return message;
  } catch (problem) {
    log(`skipped a malformed message: ${problem.message}`);
    return {};
  }
}

/** One connection, to its end. */
function converse(backoff) {
  return new Promise((resolve, reject) => {
    socket = new WebSocket(text('WS') + new URL(text('URL')).pathname, { handshakeTimeout: 15_000 });
    socket.on('open', () => socket.send(JSON.stringify(authentication())));
    socket.on('message', (data, isBinary) => {
      const message = isBinary ? {} : understand(data);
      if ('channel' in message) {
        backoff.dataArrived();
        if ('data' in message) say(message);
        return;
      }
      try {
        const reply = answer(message);
        if (reply) socket.send(JSON.stringify(reply));
      } catch (end) {
        socket.close(1000);
        reject(end);
      }
    });
    socket.on('error', (problem) => log(`lost: ${problem.message}`));
    socket.on('close', (code, reason) => {
      log(`closed: ${code} ${reason}`);
      resolve();
    });
  });
}

async function stream() {
  hello('node virtuoso sample', 'echo', 'reconnect', 'resubscribe');
  const backoff = new Backoff();
  for (;;) {
    await converse(backoff);
    await backoff.wait();
  }
}

await run(stream, () => socket?.close(1000));
