"""A client for the TSE and IFB streams of the HedgeTech Data Engine."""

from contract import hello, items, run
from hedgetech import endpoint, envelope, is_name_endpoint, stream

CHANNELS = [
    "best-limit", "order-book", "ohlcv-last-1m", "aggregate", "institutional-vs-individual", "contract-info", "fund-info",
]


def address():
    symbols = "symbol_names" if is_name_endpoint() else "symbol_isins"
    channels = [("channels", channel) for channel in items("CHANNELS") or CHANNELS]
    return endpoint(*channels, *((symbols, symbol) for symbol in items("SYMBOLS")))


hello("python ht-tse sample", "echo", "reconnect", "resubscribe")
run(stream(address(), lambda message: envelope(message, "symbolIsin", "symbolName")))
