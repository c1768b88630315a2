"""Verbs that tell what happened."""

from __future__ import annotations

from typing import Any

from tests.wire.ids import iso, now_ms
from tests.wire.truth import FactKind
from tests.wire.wire import Wire

_PAUSE_MS = 1_000


class TruthVerbs:
    """Every public coroutine is a verb."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def status(self) -> dict[str, Any]:
        """Return how things stand: sessions, facts, requests, what went wrong in the double."""
        wire, truth = self._wire, self._wire.truth
        return {
            "now": iso(now_ms()),
            "facts": truth.counts(),
            "deleted": len(truth.deleted),
            "dispatches": dict(truth.dispatches),
            "requests": len(truth.requests),
            "invalid": wire.limits.invalid,
            "invalid_run": truth.invalid_run(_PAUSE_MS),
            "identifies": wire.hub.identifies,
            "unknown_routes": truth.unknown_routes,
            "failures": truth.failures,
            "sessions": [
                {
                    "id": session.id,
                    "shard": session.shard,
                    "shard_count": session.shard_count,
                    "connected": session.socket is not None,
                    "sequence": session.sequence,
                    "written": session.written,
                    "kept": len(session.log),
                    "guilds": len(session.guilds),
                }
                for session in wire.hub.sessions.values()
            ],
        }

    async def facts(self, kind: str, start: int = 0, limit: int = 100_000) -> dict[str, Any]:
        """Return a page of facts as columns."""
        return self._wire.truth.facts(FactKind[kind.upper()], start, limit)

    async def daily(self, kind: str = "message", guild: int | None = None) -> list[list[int]]:
        """Return rows of guild, UTC day, member, number of facts."""
        at = None if guild is None else int(guild)
        return self._wire.truth.daily(FactKind[kind.upper()], at)

    async def deleted(self) -> list[int]:
        """Return the ids of deleted messages."""
        return self._wire.truth.deleted

    async def sent(self) -> list[dict[str, Any]]:
        """Return what the bot said, in order."""
        return self._wire.truth.sent

    async def audit(self, guild: int) -> list[dict[str, Any]]:
        """Return the entries of a server's audit log, oldest first."""
        return self._wire.audit.get(int(guild), [])

    async def members(
        self, guild: int, after: int = 0, limit: int = 10_000
    ) -> list[tuple[int, int | None]]:
        """Return a page of human members: id, joined at in Unix milliseconds."""
        there = self._wire.world.guilds[int(guild)]
        found: list[tuple[int, int | None]] = []
        for user_id in there.members(int(after)):
            found.append((user_id, there.joined_at_ms(user_id)))
            if len(found) == limit:
                break
        return found

    async def banned(self, guild: int) -> list[int]:
        """Return who is banned."""
        return sorted(self._wire.world.guilds[int(guild)].banned)

    async def requests(
        self,
        start: int = 0,
        limit: int = 10_000,
        body: bool = False,
    ) -> list[dict[str, Any]]:
        """Return a page of the requests that came, oldest first."""
        rows = self._wire.truth.requests[start : start + limit]
        return [request.row(body=body) for request in rows]

    async def request_counts(self) -> list[list[Any]]:
        """Return rows of method, template, status, number."""
        return self._wire.truth.request_counts()

    async def gateway_log(self) -> list[dict[str, Any]]:
        """Return who identified, resumed and left, oldest first."""
        return self._wire.truth.gateway

    async def commands(self, guild: int = 0) -> list[dict[str, Any]]:
        """Return the registered commands."""
        return self._wire.commands.get(int(guild), [])
