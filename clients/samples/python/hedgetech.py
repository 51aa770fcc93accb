"""What the HedgeTech samples share: the token, and a stream that survives losses and rejections. Needs websockets, 10 or later."""

import asyncio
import base64
import json
import time
import urllib.error
import urllib.parse
import urllib.request

import websockets
from websockets.version import version

from contract import Backoff, Ended, headers_option, log, say, text

MAX_RENEWALS = 3
CLOCK_ERROR = 60


def issue_token():
    form = urllib.parse.urlencode({"username": text("USERNAME"), "password": text("PASSWORD")}).encode()
    try:
        with urllib.request.urlopen(text("HTTP") + "/auth/user/token/issue", form, timeout=15) as response:
            return json.load(response)["Authorization"]
    except urllib.error.HTTPError as refused:
        if refused.code < 500 and refused.code not in (408, 429):
            raise Ended(f"no token: HTTP {refused.code} {refused.read().decode(errors='replace')}") from refused
        raise


def has_expired(token):
    """Whether a JWT says so of itself, by more than the two clocks may differ: the document wants it looked at before subscribing."""
    try:
        claims = token.split(".")[1]
        return json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["exp"] < time.time() - CLOCK_ERROR
    except (ValueError, KeyError, IndexError, TypeError):
        return False


def envelope(message, *identifiers):
    """The known part of a message, with whichever identifier it carries; None when it is malformed."""
    try:
        parsed = json.loads(message)
        known = {name: parsed[name] for name in ("channel", "timestamp", "data")}
        identifier = next(name for name in identifiers if name in parsed)
        return {**known, identifier: parsed[identifier]}
    except (ValueError, KeyError, TypeError, StopIteration) as problem:
        log(f"skipped a malformed message: {problem!r}")
        return None


def endpoint(*parameters):
    """The full address: each parameter a pair of name and value, repeated names and all."""
    path = urllib.parse.urlsplit(text("URL")).path
    return text("WS") + path + "?" + urllib.parse.urlencode(parameters, quote_via=urllib.parse.quote)


def is_name_endpoint():
    return urllib.parse.urlsplit(text("URL")).path.endswith("/name")


def names_the_subscription(reason):
    return any(word in reason.lower() for word in ("symbol", "isin", "contract", "channel", "access", "approv"))


async def stream(address, understand):
    """Echoes what `understand` makes of each message of `address`, on one connection after another."""
    backoff = Backoff()
    token = None
    renewals = 0
    while True:
        rejected = None
        try:
            token = token or await asyncio.to_thread(issue_token)
            if has_expired(token):
                rejected = "the token that was issued has expired"
                raise ValueError(rejected)
            async with websockets.connect(address, **{headers_option(version): {"Authorization": token}}) as socket:
                async for message in socket:
                    understood = understand(message)
                    if understood is not None:
                        renewals = 0
                        backoff.data_arrived()
                        say(understood)
                log("closed")
        except websockets.ConnectionClosed as closed:
            log(f"closed: {closed}")
            if closed.rcvd is not None and closed.rcvd.code == 1008:
                rejected = closed.rcvd.reason
        except websockets.InvalidHandshake as refused:
            log(f"refused: {refused}")
            status = getattr(refused, "status_code", None) or getattr(getattr(refused, "response", None), "status_code", 0)
            if status in (401, 403):
                rejected = ""
        except (OSError, ValueError, KeyError, asyncio.TimeoutError) as problem:
            log(f"lost: {problem!r}")
        if rejected is not None:
            renewals += 1
            if names_the_subscription(rejected) or renewals > MAX_RENEWALS:
                raise Ended(f"rejected: {rejected}")
            token = None
        await backoff.wait()
