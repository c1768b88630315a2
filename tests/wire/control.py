"""What a test can ask of the double: one HTTP POST for each verb, JSON in and out."""

from __future__ import annotations

import dataclasses
import inspect
import resource
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from aiohttp import web

from tests.wire.gateway import Gateway
from tests.wire.interactions import Interactions
from tests.wire.listener import Listener
from tests.wire.verbs_faults import FaultVerbs
from tests.wire.verbs_people import PeopleVerbs
from tests.wire.verbs_truth import TruthVerbs
from tests.wire.verbs_world import WorldVerbs
from tests.wire.wire import Wire

_MAX_BYTES = 256 * 1024 * 1024

Verb = Callable[..., Awaitable[Any]]


class Control:
    """The application behind the control address; a body's keys are a verb's arguments."""

    def __init__(
        self, wire: Wire, gateway: Gateway, interactions: Interactions, rest: Listener
    ) -> None:
        self._wire = wire
        self._gateway = gateway
        self._interactions = interactions
        self._rest = rest
        self._world = WorldVerbs(wire)
        self._verbs: dict[str, Verb] = {
            "configure": self._configure,
            "reset": self._reset,
            "cost": self._cost,
        }
        faults, people = FaultVerbs(wire, gateway, rest), PeopleVerbs(wire, interactions)
        for part in (self._world, people, faults, TruthVerbs(wire)):
            for name, verb in inspect.getmembers(part, inspect.iscoroutinefunction):
                if not name.startswith("_"):
                    self._verbs[name] = verb
        self.application = web.Application(client_max_size=_MAX_BYTES)
        self.application.router.add_post("/{verb}", self._serve)

    async def _serve(self, request: web.Request) -> web.Response:
        name = request.match_info["verb"]
        verb = self._verbs.get(name)
        if verb is None:
            return web.json_response({"error": f"no verb {name}"}, status=404)
        raw = await request.read()
        try:
            result = await verb(**(orjson.loads(raw) if raw else {}))
        except (LookupError, ValueError, TypeError) as error:
            wrong = f"{name}: {type(error).__name__}: {error}"
            return web.json_response({"error": wrong}, status=400)
        body = orjson.dumps(result, option=orjson.OPT_NON_STR_KEYS)
        return web.Response(body=body, content_type="application/json")

    async def _configure(self, **options: Any) -> dict[str, Any]:
        """Set options; returns all."""
        known = {option.name for option in dataclasses.fields(self._wire.options)}
        if not known.issuperset(options):
            raise LookupError(f"options are {sorted(known)}")
        for name, value in options.items():
            setattr(self._wire.options, name, value)
        return dataclasses.asdict(self._wire.options)

    async def _reset(self, **options: Any) -> None:
        """Cut every connection and begin anew with an empty Discord; addresses stay.

        ``options`` are set, all others go back to their defaults.
        """
        await self._world.stop_floods()
        self._wire.hub.close()
        await self._rest.listen()
        for option in dataclasses.fields(self._wire.options):
            setattr(self._wire.options, option.name, option.default)
        await self._configure(**options)
        self._wire.reset()
        self._interactions.forget_all()
        self._gateway.hub = self._wire.hub
        self._gateway.refusing_until = 0.0
        self._wire.hub.start(self._wire.hub.reap())

    async def _cost(self) -> dict[str, float]:
        """Return what the double itself has cost so far."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        return {"cpu_s": used.ru_utime + used.ru_stime, "max_rss_mb": used.ru_maxrss / 1_024}
