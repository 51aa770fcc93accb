"""A client for the Odin Streamer. Needs the package websockets, 10 or later."""

import asyncio
import json
import urllib.parse

import websockets

from contract import Backoff, hello, items, log, run, say, text


def address():
    path = urllib.parse.urlsplit(text("URL")).path
    query = "?client_id=" + urllib.parse.quote(text("CLIENT_ID")) if text("CLIENT_ID") else ""
    return text("WS") + path + query


def understand(message):
    """A message as an object with a type; None when it is malformed."""
    try:
        understood = json.loads(message)
        if not isinstance(understood, dict) or "type" not in understood:
            raise ValueError("no object with a type")
        return understood
    except ValueError as problem:
        log(f"skipped a malformed message: {problem}")
        return None


async def converse(backoff):
    async with websockets.connect(address()) as socket:
        await socket.send(json.dumps({"action": "subscribe", "stocks": items("SYMBOLS")}))
        async for message in socket:
            understood = understand(message)
            if understood is None:
                continue
            if understood["type"] == "market_data" and "data" in understood:
                backoff.data_arrived()
                say(understood)
            elif understood["type"] == "error":
                log(f"error: {understood.get('message')}")


async def stream():
    hello("python odin sample", "echo", "reconnect", "resubscribe")
    backoff = Backoff()
    while True:
        try:
            await converse(backoff)
            log("closed")
        except (websockets.WebSocketException, OSError, asyncio.TimeoutError) as problem:
            log(f"lost: {problem!r}")
        await backoff.wait()


run(stream())
