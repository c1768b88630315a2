"""Routes of messages.

https://docs.discord.com/developers/resources/message
"""

from __future__ import annotations

import mimetypes
from typing import Any

import orjson

from tests.wire import payloads
from tests.wire.ids import APPLICATION_ID, iso, now_ms, ticks
from tests.wire.lookup import MAX_CONTENT, channel_of, place_of, writable
from tests.wire.messages import WRITTEN_OUT
from tests.wire.rest import Answer, Ask, RefusalError, Routes
from tests.wire.world import Channel

_PAGE = 100
_EPHEMERAL = 64
_EDITABLE = ("content", "embeds", "components", "flags")


async def history(ask: Ask) -> Answer:
    """Page through a channel, newest first."""
    channel = channel_of(ask)
    limit = ask.asked("limit") or 50
    if not 1 <= limit <= _PAGE:
        raise RefusalError(400, 50035, "Invalid Form Body")
    steps = {name: ask.asked(name) for name in ("before", "after", "around")}
    if sum(step is not None for step in steps.values()) > 1:
        raise RefusalError(400, 50035, "before, after and around exclude each other")
    places = channel.messages.page(limit, **steps)
    return b"[%b]" % b",".join(ask.wire.stored(channel, place) for place in places)


async def fetch(ask: Ask) -> Answer:
    """Return one message."""
    channel = channel_of(ask)
    return ask.wire.stored(channel, place_of(ask, channel))


async def send(ask: Ask) -> Answer:
    """Write as the bot. A nonce that was used just before gives the first message again."""
    wire, channel = ask.wire, writable(ask)
    nonce = ask.body.get("nonce")
    now = ticks()
    if nonce is not None and ask.body.get("enforce_nonce"):
        at, first = wire.nonces.get(str(nonce), (0.0, None))
        if first is not None and now - at < wire.options.nonce_window_s:
            return first
    payload = own_message(ask, channel, **({} if nonce is None else {"nonce": nonce}))
    if nonce is not None:
        wire.nonces[str(nonce)] = (now, payload)
    return payload


def own_message(ask: Ask, channel: Channel, **more: Any) -> dict[str, Any]:
    """Let the bot write what the body says; returns the message as REST tells it."""
    content = parts(ask) | more
    _refuse_empty(content)
    reference = ask.body.get("message_reference")
    if reference:
        wanted = int(reference["message_id"])
        place = channel.messages.place(wanted)
        if place is None and reference.get("fail_if_not_exists", True):
            raise RefusalError(400, 50035, "Unknown message")
        content |= {"type": 19, "message_reference": reference | {"channel_id": str(channel.id)}}
        if place is not None:
            content["referenced_message"] = orjson.loads(ask.wire.stored(channel, place))
    text = content.pop("content", "")
    payload = ask.wire.say(channel, APPLICATION_ID, text, **content)
    note_sent(ask, payload)
    return payload


def note_sent(ask: Ask, payload: dict[str, Any]) -> None:
    """Write down that the bot said something."""
    nonce = ask.body.get("nonce")
    ask.wire.truth.sent.append(
        {
            "at_ms": now_ms(),
            "channel": int(payload["channel_id"]),
            "id": int(payload["id"]),
            "nonce": None if nonce is None else str(nonce),
            "content": payload["content"],
            "embeds": len(payload["embeds"]),
            "components": payload.get("components", []),
            "files": [attached["filename"] for attached in payload["attachments"]],
            "ephemeral": bool(payload["flags"] & _EPHEMERAL),
        }
    )


def parts(ask: Ask, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the parts of a message that a body gives, completed as Discord does."""
    given = ask.body if body is None else body
    found: dict[str, Any] = {}
    for name in _EDITABLE:
        if given.get(name) is not None:
            found[name] = given[name]
    if len(found.get("content", "")) > MAX_CONTENT:
        raise RefusalError(400, 50035, "Invalid Form Body")
    if "embeds" in found:
        found["embeds"] = [{"type": "rich", **embed} for embed in found["embeds"]]
    if ask.files:
        found["attachments"] = [_attachment(ask, field) for _, field in ask.files]
    if given.get("poll"):
        found["poll"] = given["poll"] | {"expiry": iso(now_ms() + 86_400_000)}
    return found


def _attachment(ask: Ask, field: Any) -> dict[str, Any]:
    number = ask.wire.world.ids.next()
    url = f"https://cdn.discordapp.com/attachments/{number}/{field.filename}"
    content = field.file.read()
    return {
        "id": str(number),
        "filename": field.filename,
        "size": len(content),
        "url": url,
        "proxy_url": url,
        "content_type": mimetypes.guess_type(field.filename)[0] or "application/octet-stream",
    }


def _refuse_empty(content: dict[str, Any]) -> None:
    if not any(content.get(part) for part in ("content", "embeds", "attachments", "components")):
        if content.get("poll") or content.get("flags", 0) & ~_EPHEMERAL:
            return
        raise RefusalError(400, 50006, "Cannot send an empty message")


async def edit(ask: Ask) -> Answer:
    """Change a message of the bot's own."""
    channel = writable(ask)
    place = place_of(ask, channel)
    if channel.messages.authors[place] != APPLICATION_ID:
        raise RefusalError(403, 50005, "Cannot edit a message authored by another user")
    return change(ask, channel, channel.messages.ids[place], parts(ask))


def change(ask: Ask, channel: Channel, message_id: int, content: dict[str, Any]) -> dict[str, Any]:
    """Change a stored message of the bot, and tell the gateway."""
    payload = channel.messages.whole[message_id]
    payload.update(content, edited_timestamp=iso(now_ms()))
    ask.wire.tell_message(b"MESSAGE_UPDATE", channel, APPLICATION_ID, payload)
    return payload


async def delete(ask: Ask) -> Answer:
    """Delete a message."""
    channel = channel_of(ask)
    place_of(ask, channel)
    ask.wire.delete_message(channel, ask.number("message"))
    return None


async def delete_many(ask: Ask) -> Answer:
    """Delete 2 to 100 messages."""
    channel = channel_of(ask)
    ids = ask.body.get("messages") or []
    if not 2 <= len(ids) <= _PAGE:
        raise RefusalError(400, 50016, "Provided too few or too many messages to delete")
    for message_id in ids:
        ask.wire.delete_message(channel, int(message_id))
    return None


async def react(ask: Ask) -> Answer:
    """Let the bot react, or take it back: nothing that counts anywhere."""
    place_of(ask, channel_of(ask))
    return None


async def type_(ask: Ask) -> Answer:
    """Show that the bot writes."""
    writable(ask)
    return None


async def open_direct(ask: Ask) -> Answer:
    """Return the channel of direct messages with somebody."""
    user_id = int(ask.body["recipient_id"])
    return payloads.channel(ask.wire.world, ask.wire.world.direct_channel(user_id))


def whole(channel: Channel, message_id: int) -> dict[str, Any] | None:
    """Return a message that is kept whole, None for others."""
    place = channel.messages.place(message_id)
    if place is None or channel.messages.texts[place] != WRITTEN_OUT:
        return None
    return channel.messages.whole[message_id]


_MESSAGES = "/channels/{channel}/messages"
ROUTES: Routes = {
    f"GET {_MESSAGES}": history,
    f"POST {_MESSAGES}": send,
    f"GET {_MESSAGES}/{{message}}": fetch,
    f"PATCH {_MESSAGES}/{{message}}": edit,
    f"DELETE {_MESSAGES}/{{message}}": delete,
    f"POST {_MESSAGES}/bulk-delete": delete_many,
    f"PUT {_MESSAGES}/{{message}}/reactions/{{emoji}}/@me": react,
    f"DELETE {_MESSAGES}/{{message}}/reactions/{{emoji}}/@me": react,
    "POST /channels/{channel}/typing": type_,
    "POST /users/@me/channels": open_direct,
}
