// A client for the TSE and IFB streams of the HedgeTech Data Engine.

import { hello, items, run } from './contract.mjs';
import { endpoint, envelope, isNameEndpoint, leave, stream } from './hedgetech.mjs';

const CHANNELS = [
  'best-limit', 'order-book', 'ohlcv-last-1m', 'aggregate', 'institutional-vs-individual', 'contract-info', 'fund-info',
];

function address() {
  const symbols = isNameEndpoint() ? 'symbol_names' : 'symbol_isins';
  const channels = items('CHANNELS').length > 0 ? items('CHANNELS') : CHANNELS;
  return endpoint(...channels.map((channel) => ['channels', channel]), ...items('SYMBOLS').map((symbol) => [symbols, symbol]));
}

hello('node ht-tse sample', 'echo', 'reconnect', 'resubscribe');
await run(() => stream(address(), (data) => envelope(data, 'symbolIsin', 'symbolName')), leave);
