// What every sample client has in common: its task, what it prints, how long it waits, how it ends.
//
// The task comes in HARNESS_* environment variables. The first line printed says what the client can do; each further line is a
// message as the client understood it. SIGTERM ends the client.

import { setTimeout as sleep } from 'node:timers/promises';

export const text = (name) => process.env[`HARNESS_${name}`] ?? '';
export const items = (name) => text(name).split(',').filter(Boolean);
export const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
export const hello = (name, ...capabilities) => say({ hello: { name, capabilities } });
export const log = (what) => process.stderr.write(`${what}\n`);

/** Waits that double from 1 s to 30 s, give or take 20 %. A connection that brought data and lasted 5 s starts them anew. */
export class Backoff {
  #failures = 0;
  #dataSince = null;

  dataArrived() {
    this.#dataSince ??= performance.now();
  }

  async wait() {
    if (this.#dataSince !== null && performance.now() - this.#dataSince >= 5000) this.#failures = 0;
    this.#dataSince = null;
    const delay = Math.min(30, 2 ** Math.min(this.#failures++, 5) * (0.8 + 0.4 * Math.random()));
    await sleep(delay * 1000);
  }
}

/** The server ended the session for good. */
export class Ended extends Error {}

/** Runs a client until it ends or SIGTERM comes; `leave` is called then. */
export async function run(client, leave) {
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => {
      leave();
      setTimeout(() => process.exit(0), 500);
    });
  }
  try {
    await client();
  } catch (end) {
    if (!(end instanceof Ended)) throw end;
    log(end.message);
    process.exit(1);
  }
}
