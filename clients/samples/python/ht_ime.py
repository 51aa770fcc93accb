"""A client for the streams of the Iran Mercantile Exchange of the HedgeTech Data Engine."""

from contract import hello, items, run
from hedgetech import endpoint, envelope, is_name_endpoint, stream


def address():
    contract = "contract_name" if is_name_endpoint() else "contract_id"
    return endpoint(*((contract, symbol) for symbol in items("SYMBOLS")))


hello("python ht-ime sample", "echo", "reconnect", "resubscribe")
run(stream(address(), lambda message: envelope(message, "contractId", "contractName")))
