# A client in the way the TSE and IFB document shows one (section 9.1): the token in a header, then read for ever.
# usage: subscribe.py URL TOKEN
import asyncio
import json
import sys

import websockets

# The name of this argument changed in version 14 of the package; the document's sample is from before that.
HEADERS = "additional_headers" if int(websockets.__version__.split(".")[0]) >= 14 else "extra_headers"


async def subscribe(url, token):
    async with websockets.connect(url, **{HEADERS: {"Authorization": token}}) as socket:
        async for message in socket:
            print(json.dumps(json.loads(message)), flush=True)


try:
    asyncio.run(subscribe(sys.argv[1], sys.argv[2]))
except websockets.ConnectionClosed as closed:
    print("closed", closed.rcvd.code, closed.rcvd.reason, flush=True)
