"""All gateway sessions: who hears what, who may identify, which session is still alive."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from typing import Any

import orjson

from tests.wire import payloads
from tests.wire.frames import Socket
from tests.wire.ids import APPLICATION_ID, member_index, now_ms
from tests.wire.options import Options
from tests.wire.sessions import Session
from tests.wire.truth import Truth
from tests.wire.world import Guild, World

GUILDS = 1 << 0
GUILD_MEMBERS = 1 << 1
GUILD_MODERATION = 1 << 2
GUILD_VOICE_STATES = 1 << 7
GUILD_PRESENCES = 1 << 8
GUILD_MESSAGES = 1 << 9
GUILD_MESSAGE_REACTIONS = 1 << 10
DIRECT_MESSAGES = 1 << 12
MESSAGE_CONTENT = 1 << 15
ALWAYS = 0
PRIVILEGED = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT

_CHUNK = 1_000
_REAP_S = 1.0


class Hub:
    """Knows the sessions, and publishes what happens to the right ones."""

    def __init__(self, options: Options, world: World, truth: Truth) -> None:
        self.options = options
        self.world = world
        self.truth = truth
        self.sessions: dict[str, Session] = {}
        self.sockets: set[Socket] = set()
        self.resume_url = ""
        self.identifies = 0
        self._identified: dict[int, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    # -- publishing ------------------------------------------------------------------------

    def heard(self, guild_id: int, intent: int) -> bool:
        """Tell whether anybody would get such an event: nothing else need be encoded."""
        return any(self._hears(session, guild_id, intent) for session in self.sessions.values())

    def publish(
        self,
        event: bytes,
        intent: int,
        guild_id: int,
        body: bytes,
        *,
        hidden: bytes | None = None,
        channel_id: int = 0,
    ) -> None:
        """Dispatch an event; ``hidden`` is for those without the message content intent."""
        for session in self.sessions.values():
            if self._hears(session, guild_id, intent):
                sees = hidden is None or session.intents & MESSAGE_CONTENT
                session.add(event, body if sees else hidden or body, channel_id)

    def tell(
        self,
        event: bytes,
        intent: int,
        guild_id: int,
        payload: dict[str, Any],
        channel_id: int = 0,
    ) -> None:
        """Dispatch an event that is rare; with ``channel_id`` it keeps its place there."""
        self.publish(event, intent, guild_id, orjson.dumps(payload), channel_id=channel_id)

    def announce(self, guild: Guild, *, joined: bool) -> None:
        """Dispatch a server that came into sight; ``joined`` where the bot was just added."""
        for session in self.sessions.values():
            if session.owns(guild.id) and session.intents & GUILDS:
                self._create(session, guild, joined=joined)

    def _create(self, session: Session, guild: Guild, *, joined: bool = False) -> None:
        body = payloads.guild_create(self.world, guild, joined=joined)
        session.guilds.add(guild.id)
        session.add(b"GUILD_CREATE", orjson.dumps(body))

    @staticmethod
    def _hears(session: Session, guild_id: int, intent: int) -> bool:
        if intent and not session.intents & intent:
            return False
        return guild_id in session.guilds if guild_id else session.shard == 0

    # -- sessions --------------------------------------------------------------------------

    def may_identify(self, shard: int, now: float) -> bool:
        """Take one of the session starts; False where the shard's key did so just before."""
        window = self.options.identify_window_s
        key = shard % self.options.max_concurrency
        last = self._identified.get(key)
        if window and last is not None and now - last < window:
            return False
        self._identified[key] = now
        self.identifies += 1
        return True

    def open_session(
        self, socket: Socket, shard: int, shard_count: int, intents: int, version: int
    ) -> Session:
        """Begin a session: READY, then every server of the shard."""
        session = Session(secrets.token_hex(16), shard, shard_count, intents)
        # A client that identifies has forgotten its older sessions.
        for other in list(self.sessions.values()):
            if (other.shard, other.shard_count) == (shard, shard_count) and other.socket is None:
                del self.sessions[other.id]
        self.sessions[session.id] = session
        guilds = [guild for guild in self.world.guilds.values() if session.owns(guild.id)]
        ready = {
            "v": version,
            "user": payloads.user(self.world, APPLICATION_ID)
            | {"verified": True, "mfa_enabled": False, "email": None},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.resume_url,
            "session_type": "normal",
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "shard": [shard, shard_count],
            "application": {"id": str(APPLICATION_ID), "flags": 0},
        }
        session.add(b"READY", orjson.dumps(ready))
        session.attach(socket, 0)
        self.start(self._show_guilds(session, guilds))
        return session

    async def _show_guilds(self, session: Session, guilds: list[Guild]) -> None:
        for guild in guilds:
            if session.intents & GUILDS and guild.available and guild.id not in session.guilds:
                self._create(session, guild)
            await asyncio.sleep(0)

    def forget(self, session: Session) -> None:
        """End a session: it cannot be resumed."""
        self.sessions.pop(session.id, None)
        session.socket = None
        session.wake.set()

    async def reap(self) -> None:
        """End sessions that were without a socket for too long, or missed too much."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(_REAP_S)
            for session in list(self.sessions.values()):
                lost_s = loop.time() - session.detached_at if session.socket is None else 0.0
                if lost_s > self.options.session_ttl_s:
                    self.forget(session)
                elif len(session.log) > self.options.backlog_limit:
                    self.drop(session)

    def drop(self, session: Session) -> None:
        """End a session with its socket."""
        socket = session.socket
        self.forget(session)
        if socket is not None:
            socket.abort()

    # -- members ---------------------------------------------------------------------------

    def request_members(self, session: Session, asked: dict[str, Any]) -> None:
        """Answer op 8 in chunks of a thousand."""
        guild = self.world.guilds.get(int(asked["guild_id"]))
        if guild is not None and guild.id in session.guilds:
            self.start(self._send_chunks(session, guild, asked))

    async def _send_chunks(self, session: Session, guild: Guild, asked: dict[str, Any]) -> None:
        wanted, missing = self._wanted(guild, asked)
        count = max(1, -(-len(wanted) // _CHUNK))
        for index in range(count):
            part = wanted[index * _CHUNK : (index + 1) * _CHUNK]
            members = b",".join(self._member(guild, user_id) for user_id in part)
            head = {"guild_id": str(guild.id), "chunk_index": index, "chunk_count": count}
            if asked.get("nonce") is not None:
                head["nonce"] = asked["nonce"]
            if missing:
                head["not_found"] = missing
            body = orjson.dumps(head)[:-1] + b',"members":[%b]}' % members
            session.add(b"GUILD_MEMBERS_CHUNK", body)
            await asyncio.sleep(0.001)

    def _member(self, guild: Guild, user_id: int) -> bytes:
        if user_id == APPLICATION_ID or user_id in self.world.bots:
            return orjson.dumps(payloads.member(self.world, guild, user_id))
        return payloads.member_bytes(guild, user_id)

    def _wanted(self, guild: Guild, asked: dict[str, Any]) -> tuple[list[int], list[str]]:
        ids = asked.get("user_ids")
        if ids is not None:
            users = [int(one) for one in (ids if isinstance(ids, list) else [ids])]
            found = [one for one in users if guild.joined_at_ms(one) is not None]
            return found[:100], [str(one) for one in users if one not in found]
        limit, query = int(asked.get("limit") or 0), str(asked.get("query") or "")
        everyone = [APPLICATION_ID, *guild.members()]
        if query:
            everyone = [u for u in everyone if f"member{member_index(u)}".startswith(query)]
        return everyone[:limit] if limit else everyone, []

    def close(self) -> None:
        """Cut every connection and end what runs beside."""
        for socket in self.sockets:
            socket.abort()
        for task in self._tasks:
            task.cancel()

    # -- background ------------------------------------------------------------------------

    def start(self, work: Any) -> None:
        """Run something beside; a failure is kept for the test to see."""
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.truth.failures.append(repr(error))

    def note(self, what: str, **details: Any) -> None:
        """Write down what a gateway client did."""
        self.truth.gateway.append({"at_ms": now_ms(), "what": what, **details})


class CommandBudget:
    """Counts the commands of one connection; Discord allows 120 a minute."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._times: deque[float] = deque()

    def take(self, now: float) -> bool:
        """Count one; False where that is too many."""
        while self._times and now - self._times[0] > 60:
            self._times.popleft()
        self._times.append(now)
        return len(self._times) <= self._limit
