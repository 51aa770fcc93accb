// A client for the streams of the Iran Mercantile Exchange of the HedgeTech Data Engine.

import { hello, items, run } from './contract.mjs';
import { endpoint, envelope, isNameEndpoint, leave, stream } from './hedgetech.mjs';

function address() {
  const contract = isNameEndpoint() ? 'contract_name' : 'contract_id';
  return endpoint(...items('SYMBOLS').map((symbol) => [contract, symbol]));
}

hello('node ht-ime sample', 'echo', 'reconnect', 'resubscribe');
await run(() => stream(address(), (data) => envelope(data, 'contractId', 'contractName')), leave);
