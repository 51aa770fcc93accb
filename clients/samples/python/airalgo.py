"""A client for AirAlgo, prices and orders. Needs the package websockets, 10 or later."""

import asyncio
import itertools
import json
import urllib.error
import urllib.parse
import urllib.request

import websockets

from contract import Backoff, Ended, hello, items, log, run, say, text

MAX_RENEWALS = 3
references = itertools.count(1)


def issue_token():
    try:
        address = text("HTTP") + "/api/token?" + urllib.parse.urlencode({"api_key": text("API_KEY")})
        with urllib.request.urlopen(address, timeout=15) as response:
            return json.load(response)["access_token"]
    except urllib.error.HTTPError as refused:
        if refused.code < 500 and refused.code not in (408, 429):
            raise Ended(f"no token: HTTP {refused.code} {refused.read().decode(errors='replace')}") from refused
        raise


def frame(event, payload, topic=None):
    topic = topic or "api:" + text("API_KEY")
    return json.dumps({"topic": topic, "event": event, "payload": payload, "ref": str(next(references))})


class Refused(Exception):
    """The server refuses the access token."""


class Conversation:
    """The client's side, across connections: each order is placed once."""

    def __init__(self):
        self.backoff = Backoff()
        self.orders = json.loads(text("ORDERS") or "[]")
        self.token = None
        self.renewals = 0

    async def run(self):
        self.token = self.token or await asyncio.to_thread(issue_token)
        async with websockets.connect(text("WS") + urllib.parse.urlsplit(text("URL")).path) as socket:
            await socket.send(frame("phx_join", {"access_token": self.token}))
            beating = asyncio.create_task(self.beat(socket))
            try:
                async for message in socket:
                    await self.take(socket, message)
            finally:
                beating.cancel()

    async def beat(self, socket):
        while True:
            await asyncio.sleep(30)
            await socket.send(frame("heartbeat", {}, topic="phoenix"))

    async def take(self, socket, message):
        try:
            understood = json.loads(message)
            event, payload = understood["event"], understood["payload"]
        except (ValueError, KeyError, TypeError) as problem:
            log(f"skipped a malformed message: {problem!r}")
            return
        if event == "phx_reply" and understood.get("topic") != "phoenix":
            await self.take_reply(socket, payload)
        elif event in ("ltp", "order_response"):
            self.renewals = 0
            self.backoff.data_arrived()
            say({"event": event, "payload": payload})
            if event == "ltp" and payload:
                orders, self.orders = self.orders, []
                for order in orders:
                    await socket.send(frame("order", order))

    async def take_reply(self, socket, payload):
        if payload.get("status") == "ok":
            await socket.send(frame("subscribe", {"list": items("SYMBOLS")}))
            return
        reason = payload.get("response", {}).get("reason", "")
        log(f"error: {reason}")
        if "Access Token" in reason:
            raise Refused(reason)
        if "API Key" in reason:
            raise Ended(reason)


async def stream():
    hello("python airalgo sample", "echo", "orders", "reconnect", "resubscribe")
    conversation = Conversation()
    while True:
        try:
            await conversation.run()
            log("closed")
        except Refused as refused:
            conversation.token = None
            conversation.renewals += 1
            if conversation.renewals > MAX_RENEWALS:
                raise Ended(refused) from refused
        except (websockets.WebSocketException, OSError, ValueError, KeyError, asyncio.TimeoutError) as problem:
            log(f"lost: {problem!r}")
        await conversation.backoff.wait()


run(stream())
