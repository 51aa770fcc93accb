// A client for the TSE and IFB streams of the HedgeTech Data Engine.

import WebSocket from 'ws';
import { Backoff, Ended, hello, items, log, run, say, text } from './contract.mjs';

const CHANNELS = [
  'best-limit', 'order-book', 'ohlcv-last-1m', 'aggregate', 'institutional-vs-individual', 'contract-info', 'fund-info',
];
const MAX_RENEWALS = 3;
let socket = null;

async function issueToken() {
  const response = await fetch(`${text('HTTP')}/auth/user/token/issue`, {
    method: 'POST',
    body: new URLSearchParams({ username: text('USERNAME'), password: text('PASSWORD') }),
    signal: AbortSignal.timeout(15_000),
  });
  const busy = response.status >= 500 || [408, 429].includes(response.status);
  if (!response.ok && !busy) throw new Ended(`no token: HTTP ${response.status} ${await response.text()}`);
  if (!response.ok) throw new Error(`the token endpoint answered HTTP ${response.status}`);
  return (await response.json()).Authorization;
}

function address() {
  const path = new URL(text('URL')).pathname;
  const symbols = path.endsWith('/name') ? 'symbol_names' : 'symbol_isins';
  const channels = items('CHANNELS').length > 0 ? items('CHANNELS') : CHANNELS;
  const query = [
    ...channels.map((channel) => `channels=${encodeURIComponent(channel)}`),
    ...items('SYMBOLS').map((symbol) => `${symbols}=${encodeURIComponent(symbol)}`),
  ];
  return `${text('WS')}${path}?${query.join('&')}`;
}

/** The known part of a message; null when it is malformed. */
function understand(message) {
  try {
    const { channel, symbolIsin, symbolName, timestamp, data } = JSON.parse(message);
    if (!channel || !timestamp || !data || !(symbolIsin ?? symbolName)) throw new Error('a member is missing');
    return { channel, symbolIsin, symbolName, timestamp, data };
  } catch (problem) {
    log(`skipped a malformed message: ${problem.message}`);
    return null;
  }
}

/** One connection, to its end: how it closed, or the status that refused it. */
function connect(token, onMessage) {
  return new Promise((resolve) => {
    socket = new WebSocket(address(), { headers: { Authorization: token }, handshakeTimeout: 15_000 });
    socket.on('message', (data, isBinary) => isBinary || onMessage(data));
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      resolve({ status: response.statusCode, reason: '' });
    });
    socket.on('error', (problem) => log(`lost: ${problem.message}`));
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
}

const namesTheSubscription = (reason) => /symbol|isin|channel|access|approv/i.test(reason);

async function stream() {
  hello('node ht-tse sample', 'echo', 'reconnect', 'resubscribe');
  const backoff = new Backoff();
  let token = null;
  let renewals = 0;
  for (;;) {
    try {
      token ??= await issueToken();
      const end = await connect(token, (data) => {
        const understood = understand(data);
        if (!understood) return;
        renewals = 0;
        backoff.dataArrived();
        say(understood);
      });
      log(`closed: ${end.status ?? end.code} ${end.reason}`);
      if (end.code === 1008 || [401, 403].includes(end.status)) {
        renewals += 1;
        if (namesTheSubscription(end.reason) || renewals > MAX_RENEWALS) throw new Ended(`rejected: ${end.reason}`);
        token = null;
      }
    } catch (problem) {
      if (problem instanceof Ended) throw problem;
      log(`lost: ${problem.message}`);
    }
    await backoff.wait();
  }
}

await run(stream, () => socket?.close(1000));
