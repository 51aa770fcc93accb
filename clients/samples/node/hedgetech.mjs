// What the HedgeTech samples share: the token, and a stream that survives losses and rejections.

import WebSocket from 'ws';
import { Backoff, Ended, log, say, text } from './contract.mjs';

const MAX_RENEWALS = 3;
const CLOCK_ERROR = 60;
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

/** Whether a JWT says so of itself, by more than the two clocks may differ: the document wants it looked at before subscribing. */
function hasExpired(token) {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1], 'base64url')).exp < Date.now() / 1000 - CLOCK_ERROR;
  } catch {
    return false;
  }
}

/** The full address: each parameter a pair of name and value, repeated names and all. */
export function endpoint(...parameters) {
  const query = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${text('WS')}${new URL(text('URL')).pathname}?${query.join('&')}`;
}

export const isNameEndpoint = () => new URL(text('URL')).pathname.endsWith('/name');

/** The known part of a message, with whichever identifier it carries; null when it is malformed. */
export function envelope(message, ...identifiers) {
  try {
    const parsed = JSON.parse(message);
    const identifier = identifiers.find((name) => parsed[name]);
    const { channel, timestamp, data } = parsed;
    if (!channel || !timestamp || !data || !identifier) throw new Error('a member is missing');
    return { channel, [identifier]: parsed[identifier], timestamp, data };
  } catch (problem) {
    log(`skipped a malformed message: ${problem.message}`);
    return null;
  }
}

/** One connection, to its end: how it closed, or the status that refused it. */
function connect(address, token, onMessage) {
  return new Promise((resolve) => {
    socket = new WebSocket(address, { headers: { Authorization: token }, handshakeTimeout: 15_000 });
    socket.on('message', (data, isBinary) => isBinary || onMessage(data));
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      resolve({ status: response.statusCode, reason: '' });
    });
    socket.on('error', (problem) => log(`lost: ${problem.message}`));
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
}

const namesTheSubscription = (reason) => /symbol|isin|contract|channel|access|approv/i.test(reason);

/** Echoes what `understand` makes of each message of `address`, on one connection after another. */
export async function stream(address, understand) {
  const backoff = new Backoff();
  let token = null;
  let renewals = 0;
  for (;;) {
    try {
      token ??= await issueToken();
      const end = hasExpired(token) ? { code: 1008, reason: 'the token that was issued has expired' } : await connect(address, token, (data) => {
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

export const leave = () => socket?.close(1000);
