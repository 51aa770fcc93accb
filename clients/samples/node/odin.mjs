// A client for the Odin Streamer.

import WebSocket from 'ws';
import { Backoff, hello, items, log, run, say, text } from './contract.mjs';

let socket = null;

function address() {
  const query = text('CLIENT_ID') ? `?client_id=${encodeURIComponent(text('CLIENT_ID'))}` : '';
  return text('WS') + new URL(text('URL')).pathname + query;
}

/** A message as an object with a type; an empty one when it is malformed. */
function understand(data) {
  try {
    const message = JSON.parse(data);
    if (typeof message?.type !== 'string') throw new Error('no object with a type');
    return message;
  } catch (problem) {
    log(`skipped a malformed message: ${problem.message}`);
    return {};
  }
}

/** One connection, to its end. */
function converse(backoff) {
  return new Promise((resolve) => {
    socket = new WebSocket(address(), { handshakeTimeout: 15_000 });
    socket.on('open', () => socket.send(JSON.stringify({ action: 'subscribe', stocks: items('SYMBOLS') })));
    socket.on('message', (data, isBinary) => {
      const message = isBinary ? {} : understand(data);
      if (message.type === 'market_data' && message.data) {
        backoff.dataArrived();
        say(message);
      } else if (message.type === 'error') {
        log(`error: ${message.message}`);
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
  hello('node odin sample', 'echo', 'reconnect', 'resubscribe');
  const backoff = new Backoff();
  for (;;) {
    await converse(backoff);
    await backoff.wait();
  }
}

await run(stream, () => socket?.close(1000));
