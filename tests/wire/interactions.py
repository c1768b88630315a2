"""Interactions: injected by the test, answered by the bot, timed.

https://docs.discord.com/developers/interactions/receiving-and-responding
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Any

import orjson

from tests.wire import payloads
from tests.wire.hub import ALWAYS
from tests.wire.ids import APPLICATION_ID, ticks
from tests.wire.lookup import MAX_CONTENT
from tests.wire.rest import Answer, Ask, RefusalError, Routes
from tests.wire.routes_messages import change, note_sent, parts, whole
from tests.wire.wire import Wire
from tests.wire.world import Channel, Guild

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
_PONG, _MESSAGE, _DEFER, _DEFER_UPDATE, _UPDATE, _CHOICES, _FORM = 1, 4, 5, 6, 7, 8, 9
_TOKEN_S = 900.0
# https://docs.discord.com/developers/interactions/application-commands, option types
_USER = 6
_LOADING = 128
_EPHEMERAL = 64
_ORIGINAL = "@original"


@dataclass(eq=False)
class Interaction:
    """One interaction. Times are milliseconds since it was dispatched."""

    id: int
    token: str
    channel: Channel
    user_id: int
    began: float
    component_of: int | None = None
    responded: asyncio.Event = field(default_factory=asyncio.Event)
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    first_ms: float | None = None
    final_ms: float | None = None
    response_type: int | None = None
    response_data: dict[str, Any] = field(default_factory=dict)
    original: int | None = None
    hidden: dict[int, dict[str, Any]] = field(default_factory=dict)
    said: list[int] = field(default_factory=list)


class Interactions:
    """Those of the last quarter of an hour, by token."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._by_token: dict[str, Interaction] = {}

    def begin(
        self,
        channel: Channel,
        user_id: int,
        kind: int,
        data: dict[str, Any],
        *,
        message: dict[str, Any] | None = None,
        permissions: int = (1 << 50) - 1,
        locale: str = "en-US",
    ) -> Interaction:
        """Dispatch an interaction. Raises LookupError where no gateway client would get it."""
        wire = self._wire
        if not wire.hub.heard(channel.guild_id, ALWAYS):
            raise LookupError("no client is connected that would get this interaction")
        now = ticks()
        token = secrets.token_urlsafe(24)
        interaction = Interaction(wire.world.ids.next(), token, channel, user_id, now)
        interaction.component_of = int(message["id"]) if message and kind == COMPONENT else None
        self._by_token[token] = interaction
        payload: dict[str, Any] = {
            "id": str(interaction.id),
            "application_id": str(APPLICATION_ID),
            "type": kind,
            "data": data,
            "token": token,
            "version": 1,
            "channel_id": str(channel.id),
            "channel": payloads.channel(wire.world, channel),
            "app_permissions": str(permissions),
            "locale": locale,
            "entitlements": [],
            "authorizing_integration_owners": {"0": str(channel.guild_id)},
            "context": 0 if channel.guild else 1,
            "attachment_size_limit": 10_485_760,
        }
        if message is not None:
            payload["message"] = message
        payload |= self._who(channel.guild, user_id, permissions)
        wire.hub.tell(b"INTERACTION_CREATE", ALWAYS, channel.guild_id, payload)
        return interaction

    def _who(self, guild: Guild | None, user_id: int, permissions: int) -> dict[str, Any]:
        if guild is None:
            return {"user": payloads.user(self._wire.world, user_id)}
        member = payloads.member(self._wire.world, guild, user_id)
        return {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "member": member | {"permissions": str(permissions)},
        }

    def find(self, token: str, limit_s: float) -> Interaction:
        """Return an interaction whose token is good. Raises RefusalError (10062, 50027)."""
        interaction = self._by_token.get(token)
        now = ticks()
        if interaction is None:
            raise RefusalError(404, 10015, "Unknown Webhook")
        if now - interaction.began > limit_s:
            raise RefusalError(401, 50027, "Invalid Webhook Token")
        return interaction

    def forget_all(self) -> None:
        """Make every token unknown."""
        self._by_token.clear()

    # -- routes ----------------------------------------------------------------------------

    def routes(self) -> Routes:
        """Return the routes of interactions and their follow-ups."""
        hook = "/webhooks/{application}/{token}"
        return {
            "POST /interactions/{interaction}/{token}/callback": self._respond,
            f"POST {hook}": self._follow_up,
            f"GET {hook}/messages/{{message}}": self._fetch,
            f"PATCH {hook}/messages/{{message}}": self._edit,
            f"DELETE {hook}/messages/{{message}}": self._delete,
        }

    async def _respond(self, ask: Ask) -> Answer:
        interaction = self._by_token.get(ask.match["token"])
        now = ticks()
        late_s = ask.wire.options.interaction_ttl_s
        if interaction is None or now - interaction.began > late_s:
            raise RefusalError(404, 10062, "Unknown interaction")
        if interaction.response_type is not None:
            raise RefusalError(400, 40060, "Interaction has already been acknowledged.")
        kind, data = int(ask.body["type"]), ask.body.get("data") or {}
        message = self._first_message(ask, interaction, kind, data)
        interaction.response_type, interaction.response_data = kind, data
        interaction.first_ms = (now - interaction.began) * 1_000
        interaction.responded.set()
        if kind not in {_DEFER, _DEFER_UPDATE}:
            self._settle(interaction)
        if ask.query.get("with_response") not in {"1", "true"}:
            return None
        resource = {"type": kind} | ({"message": message} if message else {})
        about: dict[str, Any] = {"id": str(interaction.id), "type": COMMAND}
        if message is not None:
            about |= {
                "response_message_id": message["id"],
                "response_message_loading": kind == _DEFER,
                "response_message_ephemeral": bool(message["flags"] & _EPHEMERAL),
            }
        return {"interaction": about, "resource": resource}

    def _first_message(
        self, ask: Ask, interaction: Interaction, kind: int, data: dict[str, Any]
    ) -> dict[str, Any] | None:
        if kind == _MESSAGE:
            message = self._say(ask, interaction, parts(ask, data))
        elif kind == _DEFER:
            flags = int(data.get("flags", 0)) | _LOADING
            message = self._say(ask, interaction, {"flags": flags})
        elif kind == _UPDATE:
            return self._change(ask, interaction, interaction.component_of, parts(ask, data))
        elif kind in {_DEFER_UPDATE, _CHOICES, _FORM, _PONG}:
            interaction.original = interaction.component_of
            return None
        else:
            raise RefusalError(400, 50035, "Invalid Form Body")
        interaction.original = int(message["id"])
        return message

    async def _follow_up(self, ask: Ask) -> Answer:
        interaction = self.find(ask.match["token"], _TOKEN_S)
        content = parts(ask)
        original = self._look(interaction, interaction.original)
        # The first follow-up of a deferred response takes its place.
        if original is not None and original["flags"] & _LOADING:
            message = self._change(ask, interaction, interaction.original, content)
        else:
            message = self._say(ask, interaction, content)
        self._settle(interaction)
        return message

    async def _fetch(self, ask: Ask) -> Answer:
        interaction = self.find(ask.match["token"], _TOKEN_S)
        message = self._look(interaction, self._named(ask, interaction))
        if message is None:
            raise RefusalError(404, 10008, "Unknown Message")
        return message

    async def _edit(self, ask: Ask) -> Answer:
        interaction = self.find(ask.match["token"], _TOKEN_S)
        message = self._change(ask, interaction, self._named(ask, interaction), parts(ask))
        self._settle(interaction)
        return message

    async def _delete(self, ask: Ask) -> Answer:
        interaction = self.find(ask.match["token"], _TOKEN_S)
        message_id = self._named(ask, interaction)
        if self._look(interaction, message_id) is None:
            raise RefusalError(404, 10008, "Unknown Message")
        if interaction.hidden.pop(message_id or 0, None) is None:
            ask.wire.delete_message(interaction.channel, message_id or 0)
        return None

    # -- messages --------------------------------------------------------------------------

    def _say(self, ask: Ask, interaction: Interaction, content: dict[str, Any]) -> dict[str, Any]:
        text = content.pop("content", "")
        if len(text) > MAX_CONTENT:
            raise RefusalError(400, 50035, "Invalid Form Body")
        content |= {"application_id": str(APPLICATION_ID), "webhook_id": str(APPLICATION_ID)}
        content["type"] = 20
        wire = ask.wire
        if content.get("flags", 0) & _EPHEMERAL:
            message_id = wire.world.ids.next()
            author = payloads.user(wire.world, APPLICATION_ID)
            message = payloads.message(message_id, interaction.channel.id, author, text, **content)
            interaction.hidden[message_id] = message
        else:
            message = wire.say(interaction.channel, APPLICATION_ID, text, **content)
        interaction.said.append(int(message["id"]))
        if not content.get("flags", 0) & _LOADING:
            note_sent(ask, message)
        return message

    def _change(
        self,
        ask: Ask,
        interaction: Interaction,
        message_id: int | None,
        content: dict[str, Any],
    ) -> dict[str, Any]:
        message = self._look(interaction, message_id)
        if message is None or message_id is None:
            raise RefusalError(404, 10008, "Unknown Message")
        was_loading = message["flags"] & _LOADING
        content["flags"] = (message["flags"] | content.get("flags", 0)) & ~_LOADING
        if message_id in interaction.hidden:
            message.update(content)
        else:
            message = change(ask, interaction.channel, message_id, content)
        if was_loading:
            note_sent(ask, message)
        return message

    def _look(self, interaction: Interaction, message_id: int | None) -> dict[str, Any] | None:
        if message_id is None:
            return None
        hidden = interaction.hidden.get(message_id)
        if hidden is not None:
            return hidden
        for other in self._by_token.values():
            if message_id in other.hidden:
                return other.hidden[message_id]
        return whole(interaction.channel, message_id)

    def ephemeral(self, message_id: int) -> dict[str, Any] | None:
        """Return a message that only one person sees."""
        for interaction in self._by_token.values():
            if message_id in interaction.hidden:
                return interaction.hidden[message_id]
        return None

    @staticmethod
    def _named(ask: Ask, interaction: Interaction) -> int | None:
        name = ask.match["message"]
        return interaction.original if name == _ORIGINAL else ask.number("message")

    @staticmethod
    def _settle(interaction: Interaction) -> None:
        if interaction.final_ms is None:
            now = ticks()
            interaction.final_ms = (now - interaction.began) * 1_000
        interaction.settled.set()

    def result(self, interaction: Interaction) -> dict[str, Any]:
        """Return what became of an interaction."""
        messages = [self._look(interaction, message_id) for message_id in interaction.said]
        return {
            "first_ms": interaction.first_ms,
            "final_ms": interaction.final_ms,
            "type": interaction.response_type,
            "data": interaction.response_data,
            "messages": orjson.loads(orjson.dumps([m for m in messages if m is not None])),
        }


def command_data(wire: Wire, name: str, options: dict[str, Any], guild: int) -> dict[str, Any]:
    """Return the data of a slash command such as ``report weekly``.

    Raises LookupError where the bot registered no such command or option.
    """
    first, *rest = name.split(" ")
    registered = [*wire.commands.get(0, []), *wire.commands.get(guild, [])]
    command = next((c for c in registered if c["name"] == first and c["type"] == 1), None)
    if command is None:
        raise LookupError(f"no command /{first} is registered")
    data: dict[str, Any] = {"id": command["id"], "name": first, "type": 1}
    level, inner = command, data
    for step in rest:
        level = _option(level, step)
        inner["options"] = [{"name": step, "type": level["type"]}]
        inner = inner["options"][0]
    inner["options"] = [
        {"name": key, "type": _option(level, key)["type"], "value": value}
        for key, value in options.items()
    ]
    people = [int(one["value"]) for one in inner["options"] if one["type"] == _USER]
    if people:
        there = wire.world.guilds[guild]
        data["resolved"] = {
            "users": {str(user): payloads.user(wire.world, user) for user in people},
            "members": {
                str(user): payloads.member(wire.world, there, user, with_user=False)
                | {"permissions": str(there.everyone)}
                for user in people
                if there.joined_at_ms(user) is not None
            },
        }
    return data


def _option(level: dict[str, Any], name: str) -> dict[str, Any]:
    for option in level.get("options") or ():
        if option["name"] == name:
            return dict(option)
    raise LookupError(f"/{level['name']} has no {name}")
