"""REST: what every request goes through before a route answers it.

https://docs.discord.com/developers/reference
"""

from __future__ import annotations

import asyncio
import functools
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from aiohttp import web

from tests.wire.faults import RestFault
from tests.wire.ids import now_ms, ticks
from tests.wire.limits import Verdict
from tests.wire.truth import Request
from tests.wire.wire import Wire

PREFIX = "/api/v10"
_INVALID = (401, 403, 429)
_WITHOUT_TOKEN = ("/interactions/", "/webhooks/", "/gateway")
# discord.py takes a 429 without this header for Cloudflare's.
_VIA = {"Via": "1.1 google"}
_PAGE = "<html><head><title>{0} Server Error</title></head><body>{0}</body></html>"


class RefusalError(Exception):
    """Discord's error answer."""

    def __init__(self, status: int, code: int = 0, message: str = "") -> None:
        super().__init__(status, code, message)
        self.status = status
        self.code = code
        self.message = message or f"{status}: refused"


class Ask:
    """A request as a route sees it."""

    def __init__(self, wire: Wire, request: web.Request, body: Any, files: list[Any]) -> None:
        self.wire = wire
        self.match: dict[str, str] = dict(request.match_info)
        self.query = request.query
        self.body: dict[str, Any] = body if isinstance(body, dict) else {}
        self.whole_body = body
        self.files = files
        self.reason: str | None = request.headers.get("X-Audit-Log-Reason")

    def number(self, name: str) -> int:
        """Return a snowflake of the path. Raises RefusalError where it is none."""
        text = self.match[name]
        if not text.isdecimal():
            raise RefusalError(400, 50035, "Invalid Form Body")
        return int(text)

    def asked(self, name: str) -> int | None:
        """Return a number of the query, None where it is not there."""
        text = self.query.get(name)
        if text is None:
            return None
        if not text.isdecimal():
            raise RefusalError(400, 50035, "Invalid Form Body")
        return int(text)


Answer = bytes | dict[str, Any] | list[Any] | None
Route = Callable[[Ask], Awaitable[Answer]]
Routes = dict[str, Route]


class Rest:
    """The application behind the REST address."""

    def __init__(self, wire: Wire, routes: Routes) -> None:
        self._wire = wire
        self.application = web.Application(
            middlewares=[self._around], client_max_size=64 * 1024 * 1024
        )
        for route, handler in routes.items():
            method, template = route.split(" ")
            self.application.router.add_route(
                method, PREFIX + template, functools.partial(self._answer, handler, template)
            )

    @web.middleware
    async def _around(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[Any]]
    ) -> web.StreamResponse:
        began = ticks()
        known = request.match_info.http_exception is None
        resource = request.match_info.route.resource
        template = resource.canonical.removeprefix(PREFIX) if known and resource else None
        path = request.path.removeprefix(PREFIX)
        record = Request(now_ms(), request.method, path, template)
        self._wire.truth.request(record)
        request["record"] = record
        fault = self._wire.faults.find(request.method, path, began)
        if fault is not None:
            await asyncio.sleep(fault.delay_s)
        response = await self._decide(request, handler, fault)
        record.status = response.status
        record.took_ms = round((ticks() - began) * 1_000, 3)
        if response.status in _INVALID and record.scope != "shared":
            self._wire.limits.note_invalid(ticks())
        if fault is not None:
            await asyncio.sleep(fault.answer_delay_s)
            if fault.lost or fault.cut:
                _cut(request)
        return response

    async def _decide(
        self,
        request: web.Request,
        handler: Callable[[web.Request], Awaitable[Any]],
        fault: RestFault | None,
    ) -> web.StreamResponse:
        record: Request = request["record"]
        if record.template is None:
            self._wire.truth.unknown_routes.append(f"{record.method} {record.path}")
            return _error(501, 0, "this double has no such route")
        body, files = await _read(request)
        record.body = body
        if isinstance(body, dict) and body.get("nonce") is not None:
            record.nonce = str(body["nonce"])
        refused = self._refused(request, record, record.template, fault)
        if refused is not None:
            return refused
        now = ticks()
        match = dict(request.match_info)
        verdict = self._wire.limits.take(record.method, record.template, match, now)
        if verdict.retry_s is not None:
            return self._limited(record, verdict)
        request["ask"] = Ask(self._wire, request, body, files)
        response: web.StreamResponse = await handler(request)
        response.headers.update(verdict.headers)
        return response

    def _refused(
        self, request: web.Request, record: Request, template: str, fault: RestFault | None
    ) -> web.Response | None:
        if self._wire.limits.blocked(ticks()):
            return web.Response(status=429, text="You are being blocked")
        if fault is not None and fault.cut:
            return web.Response(status=500)
        if fault is not None and fault.status is not None:
            return self._failing(record, fault)
        if not template.startswith(_WITHOUT_TOKEN) and not self._token_fits(request):
            return _error(401, 0, "401: Unauthorized")
        return None

    async def _answer(self, route: Route, template: str, request: web.Request) -> web.Response:
        try:
            answer = await route(request["ask"])
        except RefusalError as refusal:
            return _error(refusal.status, refusal.code, refusal.message)
        except Exception:  # noqa: BLE001 - a fault of the double fails the test, not the bot
            self._wire.truth.failures.append(f"{template}\n{traceback.format_exc()}")
            return _error(500, 0, "the double failed")
        if answer is None:
            return web.Response(status=204)
        body = answer if isinstance(answer, bytes) else orjson.dumps(answer)
        return web.Response(body=body, content_type="application/json")

    def _token_fits(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == f"Bot {self._wire.options.token}"

    def _failing(self, record: Request, fault: RestFault) -> web.Response:
        status = fault.status or 500
        if status == 429:
            return self._limited(record, Verdict({}, fault.retry_s, fault.scope))
        if status >= 500:
            page = _PAGE.format(status)
            return web.Response(status=status, text=page, content_type="text/html")
        return _error(status, fault.code, fault.message)

    @staticmethod
    def _limited(record: Request, verdict: Verdict) -> web.Response:
        record.scope = verdict.scope
        retry_s = verdict.retry_s or 0.0
        everywhere = verdict.scope == "global"
        headers = verdict.headers | _VIA | {
            "Retry-After": str(int(retry_s + 1)),
            "X-RateLimit-Scope": verdict.scope,
        }  # fmt: skip
        if everywhere:
            headers["X-RateLimit-Global"] = "true"
        body = {
            "message": "You are being rate limited.",
            "retry_after": retry_s,
            "global": everywhere,
        }
        return _json(body, 429, headers)


async def _read(request: web.Request) -> tuple[Any, list[Any]]:
    if request.content_type == "multipart/form-data":
        form = await request.post()
        files = [(name, field) for name, field in form.items() if isinstance(field, web.FileField)]
        payload = form.get("payload_json")
        return (orjson.loads(payload) if isinstance(payload, str) else {}), files
    raw = await request.read()
    return (orjson.loads(raw) if raw else None), []


def _error(status: int, code: int, message: str) -> web.Response:
    return _json({"message": message, "code": code}, status)


def _json(body: Any, status: int, headers: dict[str, str] | None = None) -> web.Response:
    # Without a charset: discord.py reads as JSON what is exactly application/json.
    return web.Response(
        body=orjson.dumps(body), status=status, headers=headers, content_type="application/json"
    )


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
