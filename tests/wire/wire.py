"""The double as a whole: its state, and what people in it can do."""

from __future__ import annotations

from typing import Any

import orjson

from tests.wire import hub as intents
from tests.wire import payloads
from tests.wire.faults import RestFaults
from tests.wire.hub import Hub
from tests.wire.ids import APPLICATION_ID, ms_of, now_ms
from tests.wire.limits import Limits
from tests.wire.options import Options
from tests.wire.truth import FactKind, Truth
from tests.wire.world import Channel, Guild, Kind, World

_EMPTY = b'""'
_HIDDEN = {"content": "", "embeds": [], "attachments": [], "components": []}


class Wire:
    """State and acts. An act changes the world, the truth, and tells the gateway."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.resume_url = ""
        self.reset()

    def reset(self) -> None:
        """Begin anew with an empty Discord; addresses and options stay."""
        self.world = World()
        self.truth = Truth()
        self.limits = Limits(self.options)
        self.faults = RestFaults()
        self.hub = Hub(self.options, self.world, self.truth)
        self.hub.resume_url = self.resume_url
        self.texts: list[bytes] = [orjson.dumps(f"message {number}") for number in range(10)]
        self.first_text = 0
        self.commands: dict[int, list[dict[str, Any]]] = {}
        self.nonces: dict[str, tuple[float, dict[str, Any]]] = {}
        self.audit: dict[int, list[dict[str, Any]]] = {}

    # -- messages --------------------------------------------------------------------------

    def speak(self, channel: Channel, author_id: int, text: int, reply_to: int | None) -> int:
        """Let a human write the text number ``text``; returns the message's id."""
        self._revive(channel)
        message_id = self.world.ids.next()
        channel.messages.add(message_id, author_id, text)
        if reply_to is not None:
            channel.messages.replies[message_id] = reply_to
        channel.last_message_id = message_id
        guild_id = channel.guild_id
        self.truth.fact(
            FactKind.MESSAGE, guild_id, channel.id, author_id, message_id, ms_of(message_id)
        )
        hub = self.hub
        if hub.heard(guild_id, intents.GUILD_MESSAGES):
            build = payloads.live_bytes
            hub.publish(
                b"MESSAGE_CREATE",
                intents.GUILD_MESSAGES,
                guild_id,
                build(channel, message_id, author_id, self.texts[text]),
                hidden=None if hub_sees_all(hub) else build(channel, message_id, author_id, _EMPTY),
                channel_id=channel.id,
            )
        return message_id

    def say(self, channel: Channel, author_id: int, content: str, **more: Any) -> dict[str, Any]:
        """Let anybody write a message with whatever it carries; returns its payload."""
        self._revive(channel)
        message_id = more.pop("message_id", None) or self.world.ids.next()
        author = payloads.user(self.world, author_id)
        payload = payloads.message(message_id, channel.id, author, content, **more)
        channel.messages.put(message_id, author_id, payload)
        channel.last_message_id = max(message_id, channel.last_message_id or 0)
        if not author.get("bot") and "webhook_id" not in payload and channel.guild is not None:
            at = ms_of(message_id)
            self.truth.fact(
                FactKind.MESSAGE, channel.guild_id, channel.id, author_id, message_id, at
            )
        self.tell_message(b"MESSAGE_CREATE", channel, author_id, payload)
        return payload

    def tell_message(
        self, event: bytes, channel: Channel, author_id: int, payload: dict[str, Any]
    ) -> None:
        """Dispatch a whole message; the content is hidden from those who may not see it."""
        live = dict(payload)
        intent = intents.DIRECT_MESSAGES
        open_to_us = channel.guild is None or author_id == APPLICATION_ID
        open_to_us |= any(user["id"] == str(APPLICATION_ID) for user in payload["mentions"])
        if channel.guild is not None:
            intent = intents.GUILD_MESSAGES
            live["guild_id"] = str(channel.guild_id)
            live["member"] = payloads.member(self.world, channel.guild, author_id, with_user=False)
        hidden = None if open_to_us else orjson.dumps(live | _HIDDEN)
        self.hub.publish(
            event,
            intent,
            channel.guild_id,
            orjson.dumps(live),
            hidden=hidden,
            channel_id=channel.id,
        )

    def delete_message(self, channel: Channel, message_id: int) -> bool:
        """Delete a message; tells whether it was there. ``last_message_id`` stays, as it does."""
        if not channel.messages.remove(message_id):
            return False
        self.truth.deleted.append(message_id)
        gone: dict[str, Any] = {"id": str(message_id), "channel_id": str(channel.id)}
        intent = intents.DIRECT_MESSAGES
        if channel.guild is not None:
            intent = intents.GUILD_MESSAGES
            gone["guild_id"] = str(channel.guild_id)
        self.hub.tell(b"MESSAGE_DELETE", intent, channel.guild_id, gone)
        return True

    def stored(self, channel: Channel, place: int) -> bytes:
        """Return a message of the history."""
        return payloads.plain_bytes(channel, place, self.texts, live=False)

    def _revive(self, channel: Channel) -> None:
        # A message in an archived thread opens it again.
        if channel.archived:
            self.archive(channel, archived=False)

    # -- people ----------------------------------------------------------------------------

    def react(self, channel: Channel, message_id: int, user_id: int, emoji: str) -> None:
        """Let a member add a unicode emoji to a message."""
        guild = _guild_of(channel)
        self.truth.reaction(guild.id, channel.id, user_id, message_id, emoji, now_ms())
        payload = {
            "user_id": str(user_id),
            "channel_id": str(channel.id),
            "message_id": str(message_id),
            "guild_id": str(guild.id),
            "member": payloads.member(self.world, guild, user_id),
            "emoji": {"id": None, "name": emoji},
            "burst": False,
            "type": 0,
        }
        intent = intents.GUILD_MESSAGE_REACTIONS
        self.hub.tell(b"MESSAGE_REACTION_ADD", intent, guild.id, payload)

    def join(self, guild: Guild, user_id: int) -> int:
        """Let somebody join now; returns ``joined_at`` in Unix milliseconds."""
        if guild.joined_at_ms(user_id) is not None:
            raise ValueError(f"{user_id} is a member already")
        # Who was one of the first members and left stays among the gone: the row here counts.
        at = guild.joined[user_id] = now_ms()
        self.truth.fact(FactKind.JOIN, guild.id, 0, user_id, 0, at)
        payload = payloads.member(self.world, guild, user_id) | {"guild_id": str(guild.id)}
        self.hub.tell(b"GUILD_MEMBER_ADD", intents.GUILD_MEMBERS, guild.id, payload)
        return at

    def leave(self, guild: Guild, user_id: int) -> None:
        """Let somebody leave, or be removed."""
        if guild.joined_at_ms(user_id) is None:
            raise LookupError(f"{user_id} is no member")
        if guild.joined.pop(user_id, None) is None:
            guild.gone.add(user_id)
        self.truth.fact(FactKind.LEAVE, guild.id, 0, user_id, 0, now_ms())
        payload = {"guild_id": str(guild.id), "user": payloads.user(self.world, user_id)}
        self.hub.tell(b"GUILD_MEMBER_REMOVE", intents.GUILD_MEMBERS, guild.id, payload)

    def voice(self, guild: Guild, user_id: int, channel: Channel | None) -> None:
        """Let a member enter a voice channel, or leave voice."""
        if channel is None:
            guild.voice.pop(user_id, None)
        else:
            guild.voice[user_id] = channel.id
        where = channel.id if channel else 0
        self.truth.fact(FactKind.VOICE, guild.id, where, user_id, 0, now_ms())
        payload = payloads.voice_state(guild, user_id, where or None)
        payload["member"] = payloads.member(self.world, guild, user_id)
        self.hub.tell(b"VOICE_STATE_UPDATE", intents.GUILD_VOICE_STATES, guild.id, payload)

    def audited(self, guild: Guild, action: int, target_id: int, reason: str | None) -> None:
        """Write what the bot did into the audit log."""
        entry = {
            "id": str(self.world.ids.next()),
            "action_type": action,
            "target_id": str(target_id),
            "user_id": str(APPLICATION_ID),
            "changes": [],
            **({"reason": reason} if reason else {}),
        }
        self.audit.setdefault(guild.id, []).append(entry)
        payload = entry | {"guild_id": str(guild.id)}
        intent = intents.GUILD_MODERATION
        self.hub.tell(b"GUILD_AUDIT_LOG_ENTRY_CREATE", intent, guild.id, payload)

    # -- channels --------------------------------------------------------------------------

    def add_channel(
        self, guild: Guild, name: str, kind: Kind, parent: Channel | None = None
    ) -> Channel:
        """Make a channel that everybody sees."""
        channel = self.world.make_channel(guild, name, kind, parent)
        self._tell_channel(b"CHANNEL_CREATE", channel)
        return channel

    def add_thread(
        self,
        parent: Channel,
        name: str,
        owner_id: int,
        kind: Kind = Kind.PUBLIC_THREAD,
        thread_id: int | None = None,
    ) -> Channel:
        """Make a thread or a forum post, without its opening message."""
        thread = self.world.make_thread(parent, name, owner_id, kind, thread_id)
        self._tell_channel(b"THREAD_CREATE", thread, newly_created=True)
        return thread

    def archive(self, thread: Channel, *, archived: bool) -> None:
        """Archive a thread, or open it again."""
        thread.archived = archived
        thread.archived_at_ms = now_ms()
        self._tell_channel(b"THREAD_UPDATE", thread)

    def drop_channel(self, channel: Channel, *, silently: bool) -> None:
        """Delete a channel; ``silently`` lets the bot find out by itself."""
        self.world.drop_channel(channel)
        if not silently:
            thread = channel.is_thread
            self._tell_channel(b"THREAD_DELETE" if thread else b"CHANNEL_DELETE", channel)

    def _tell_channel(self, event: bytes, channel: Channel, **more: Any) -> None:
        payload = payloads.channel(self.world, channel) | more
        # A thread's own events and messages keep their order.
        place = channel.id if channel.is_thread else 0
        self.hub.tell(event, intents.GUILDS, channel.guild_id, payload, place)


def hub_sees_all(hub: Hub) -> bool:
    """Tell whether no session needs the content hidden."""
    return all(session.intents & intents.MESSAGE_CONTENT for session in hub.sessions.values())


def _guild_of(channel: Channel) -> Guild:
    if channel.guild is None:
        raise ValueError("that happens in servers only")
    return channel.guild
