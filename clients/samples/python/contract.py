"""What every sample client has in common: its task, what it prints, how long it waits, how it ends.

The task comes in HARNESS_* environment variables. The first line printed says what the client can do; each further line is a
message as the client understood it. SIGTERM ends the client.
"""

import asyncio
import json
import os
import random
import signal
import sys
import time


def text(name):
    return os.environ.get("HARNESS_" + name, "")


def items(name):
    return [item for item in text(name).split(",") if item]


def say(value):
    print(json.dumps(value), flush=True)


def hello(name, *capabilities):
    say({"hello": {"name": name, "capabilities": list(capabilities)}})


def log(what):
    print(what, file=sys.stderr, flush=True)


def headers_option(version):
    """The argument of websockets.connect that takes extra headers: renamed in version 14."""
    return "extra_headers" if int(version.split(".")[0]) < 14 else "additional_headers"


class Backoff:
    """Waits that double from 1 s to 30 s, give or take 20 %. A connection that brought data and lasted 5 s starts them anew."""

    def __init__(self):
        self._failures = 0
        self._data_since = None

    def data_arrived(self):
        if self._data_since is None:
            self._data_since = time.monotonic()

    async def wait(self):
        if self._data_since is not None and time.monotonic() - self._data_since >= 5:
            self._failures = 0
        self._data_since = None
        delay = min(30, 2 ** min(self._failures, 5) * random.uniform(0.8, 1.2))
        self._failures += 1
        await asyncio.sleep(delay)


class Ended(Exception):
    """The server ended the session for good."""


def run(client):
    """Runs a coroutine until it ends or SIGTERM comes."""

    async def until_told_to_stop():
        task = asyncio.current_task()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        await client

    try:
        asyncio.run(until_told_to_stop())
    except asyncio.CancelledError:
        pass
    except Ended as end:
        log(end)
        sys.exit(1)
