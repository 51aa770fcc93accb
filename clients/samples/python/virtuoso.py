"""A client for the WebSocket of the Virtuoso Trading System. Needs the package websockets, 10 or later."""

import asyncio
import hashlib
import hmac
import json
import time
import urllib.parse

import websockets

from contract import Backoff, Ended, hello, items, log, run, say, text

CHANNELS = ["market_data", "orderbook", "trades", "orders", "positions", "system_events"]


def now():
    return int(time.time() * 1000)


def authentication():
    timestamp = now()
    path = urllib.parse.urlsplit(text("URL")).path
    signed = f"GET\n{path}\n{timestamp}\n"
    signature = hmac.new(text("API_SECRET").encode(), signed.encode(), hashlib.sha256).hexdigest()
    return {"action": "authenticate", "api_key": text("API_KEY"), "timestamp": timestamp, "signature": signature}


def subscription():
    return {
        "action": "subscribe",
        "channels": items("CHANNELS") or CHANNELS,
        "params": {"exchange": text("EXCHANGE") or "binance", "symbols": items("SYMBOLS")},
    }


def answer(message):
    """What to send back, if anything; data is echoed."""
    if "channel" in message:
        if "data" in message:
            say(message)
        return None
    event = message.get("event")
    if event == "authenticated":
        return subscription()
    if event == "ping":
        return {"action": "pong", "timestamp": now()}
    if event == "error":
        log(f"error {message.get('code')}: {message.get('message')}")
        if message.get("code") in (400, 401, 403, 404):
            raise Ended("the server refuses")
    return None


async def converse(backoff):
    async with websockets.connect(text("WS") + urllib.parse.urlsplit(text("URL")).path) as socket:
        await socket.send(json.dumps(authentication()))
        async for message in socket:
            try:
                understood = json.loads(message)
                if not isinstance(understood, dict):
                    raise ValueError("no object")
            except ValueError as problem:
                log(f"skipped a malformed message: {problem}")
                continue
            if "channel" in understood:
                backoff.data_arrived()
            reply = answer(understood)
            if reply is not None:
                await socket.send(json.dumps(reply))


async def stream():
    hello("python virtuoso sample", "echo", "reconnect", "resubscribe")
    backoff = Backoff()
    while True:
        try:
            await converse(backoff)
            log("closed")
        except (websockets.WebSocketException, OSError, asyncio.TimeoutError) as problem:
            log(f"lost: {problem!r}")
        await backoff.wait()


run(stream())
