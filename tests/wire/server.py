"""The process of the double: ``python -m tests.wire.server``.

Prints one line of JSON with its addresses, and ends when its standard input does: it never
outlives the test that started it.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import json
import sys

import uvloop
from aiohttp import web

from tests.wire import routes_guilds, routes_messages
from tests.wire.control import Control
from tests.wire.gateway import Gateway
from tests.wire.interactions import Interactions
from tests.wire.listener import Listener
from tests.wire.options import Options
from tests.wire.rest import PREFIX, Rest
from tests.wire.wire import Wire


async def serve(options: Options, port: int) -> None:
    """Serve until standard input ends. ``port`` is REST's; 0 takes any, as the others do."""
    wire = Wire(options)
    interactions = Interactions(wire)
    gateway = Gateway(wire.hub)
    routes = routes_guilds.ROUTES | routes_messages.ROUTES | interactions.routes()
    rest = Listener(Rest(wire, routes).application, port)
    gateway_application = web.Application()
    gateway_application.router.add_get("/", gateway.serve)
    sockets = Listener(gateway_application)
    control = Listener(Control(wire, gateway, interactions, rest).application)
    wire.resume_url = wire.hub.resume_url = f"ws://127.0.0.1:{sockets.port}"
    for listener in (rest, sockets, control):
        await listener.start()
    wire.hub.start(wire.hub.reap())
    addresses = {
        "rest": f"http://127.0.0.1:{rest.port}{PREFIX}",
        "gateway": wire.resume_url,
        "control": f"http://127.0.0.1:{control.port}",
    }
    sys.stdout.write(json.dumps(addresses) + "\n")
    sys.stdout.flush()
    await _input_ended()
    for socket in list(wire.hub.sockets):
        socket.abort()
    for listener in (rest, sockets, control):
        await listener.stop()


async def _input_ended() -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


def options_of(arguments: list[str]) -> tuple[Options, int]:
    """Read the command line: ``--port``, and every option by its name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--options", type=json.loads, default={}, help="options as JSON")
    given = parser.parse_args(arguments)
    known = {option.name for option in dataclasses.fields(Options)}
    if not known.issuperset(given.options):
        parser.error(f"options are {sorted(known)}")
    return Options(**given.options), given.port


if __name__ == "__main__":
    uvloop.run(serve(*options_of(sys.argv[1:])))
