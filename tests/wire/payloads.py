"""The JSON that Discord sends: dictionaries for what is rare, ready-made bytes for messages."""

from __future__ import annotations

from typing import Any

import orjson

from tests.wire.ids import APPLICATION_ID, iso, member_index, ms_of
from tests.wire.messages import WRITTEN_OUT
from tests.wire.world import THREADS, Channel, Guild, Kind, World

BOT_NAME = "Steward"
_LARGE = 250


def user(world: World, user_id: int) -> dict[str, Any]:
    """Return a user; every id of a person gives one."""
    is_us = user_id == APPLICATION_ID
    return {
        "id": str(user_id),
        "username": BOT_NAME if is_us else f"member{member_index(user_id)}",
        "discriminator": "0",
        "global_name": None,
        "avatar": None,
        "banner": None,
        "accent_color": None,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
        "clan": None,
        "public_flags": 0,
        "flags": 0,
        **({"bot": True} if is_us or user_id in world.bots else {}),
    }


def member(
    world: World, guild: Guild, user_id: int, *, with_user: bool = True, at_ms: int | None = None
) -> dict[str, Any]:
    """Return a member; ``at_ms`` stands for the join of somebody who has left."""
    joined = guild.joined_at_ms(user_id)
    payload: dict[str, Any] = {
        "avatar": None,
        "avatar_decoration_data": None,
        "banner": None,
        "collectibles": None,
        "communication_disabled_until": None,
        "deaf": False,
        "flags": 0,
        "joined_at": iso(joined or at_ms or guild.made_at_ms),
        "mute": False,
        "nick": None,
        "pending": False,
        "premium_since": None,
        "roles": [str(guild.bot_role_id)] if user_id == APPLICATION_ID else [],
    }
    if with_user:
        payload["user"] = user(world, user_id)
    return payload


def role(role_id: int, name: str, permissions: int, position: int) -> dict[str, Any]:
    """Return a role without colours."""
    return {
        "id": str(role_id),
        "name": name,
        "description": None,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": position,
        "permissions": str(permissions),
        "managed": position > 0,
        "mentionable": False,
        "flags": 0,
    }


def roles(guild: Guild) -> list[dict[str, Any]]:
    """Return @everyone and the bot's own role."""
    return [
        role(guild.id, "@everyone", guild.everyone, 0),
        role(guild.bot_role_id, BOT_NAME, guild.bot_permissions, 1),
    ]


def channel(world: World, there: Channel) -> dict[str, Any]:
    """Return a channel, thread or direct message."""
    if there.kind in THREADS:
        return thread(there)
    last = str(there.last_message_id) if there.last_message_id else None
    if there.kind is Kind.DM:
        return {
            "id": str(there.id),
            "type": Kind.DM,
            "flags": 0,
            "last_message_id": last,
            "recipients": [user(world, there.recipient_id)],
        }
    payload: dict[str, Any] = {
        "id": str(there.id),
        "type": there.kind,
        "guild_id": str(there.guild_id),
        "name": there.name,
        "position": there.position,
        "permission_overwrites": [],
        "parent_id": str(there.parent.id) if there.parent else None,
        "nsfw": False,
        "flags": 0,
    }
    if there.kind is not Kind.CATEGORY:
        payload |= {"last_message_id": last, "rate_limit_per_user": 0, "topic": None}
    if there.kind in {Kind.VOICE, Kind.STAGE}:
        payload |= {"bitrate": 64_000, "user_limit": 0, "rtc_region": None}
    if there.kind is Kind.FORUM:
        payload |= {"available_tags": [], "default_reaction_emoji": None}
    return payload


def thread(there: Channel) -> dict[str, Any]:
    """Return a thread or forum post."""
    at = there.archived_at_ms or there.made_at_ms
    count = len(there.messages.ids)
    return {
        "id": str(there.id),
        "type": there.kind,
        "guild_id": str(there.guild_id),
        "parent_id": str(there.parent.id) if there.parent else None,
        "owner_id": str(there.owner_id),
        "name": there.name,
        "last_message_id": str(there.last_message_id) if there.last_message_id else None,
        "message_count": count,
        "member_count": 1,
        "total_message_sent": count,
        "rate_limit_per_user": 0,
        "flags": 0,
        "applied_tags": [],
        "thread_metadata": {
            "archived": there.archived,
            "archive_timestamp": iso(at),
            "auto_archive_duration": 4_320,
            "locked": False,
            "create_timestamp": iso(there.made_at_ms),
        },
    }


def guild(there: Guild) -> dict[str, Any]:
    """Return what REST tells of a server: no channels, no members."""
    empty = (
        "icon", "banner", "description", "home_header", "splash", "discovery_splash",
        "afk_channel_id", "application_id", "system_channel_id", "rules_channel_id",
        "safety_alerts_channel_id", "public_updates_channel_id", "vanity_url_code",
        "widget_channel_id", "owner_configured_content_level", "hub_type", "incidents_data",
        "max_presences", "latest_onboarding_question_id",
    )  # fmt: skip
    zero = (
        "verification_level", "default_message_notifications", "explicit_content_filter",
        "mfa_level", "nsfw_level", "premium_tier", "premium_subscription_count",
        "system_channel_flags",
    )  # fmt: skip
    return dict.fromkeys(empty) | dict.fromkeys(zero, 0) | {
        "id": str(there.id),
        "name": there.name,
        "owner_id": str(there.owner_id),
        "region": "deprecated",
        "afk_timeout": 300,
        "features": [],
        "emojis": [],
        "stickers": [],
        "roles": roles(there),
        "nsfw": False,
        "widget_enabled": False,
        "preferred_locale": "en-US",
        "max_members": 25_000_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "premium_progress_bar_enabled": False,
    }  # fmt: skip


def guild_create(world: World, there: Guild, *, joined: bool = False) -> dict[str, Any]:
    """Return a server as the gateway tells it: members are the bot and who is in voice."""
    seen = [APPLICATION_ID, *there.voice]
    return guild(there) | {
        "joined_at": iso(there.made_at_ms),
        "large": there.member_count > _LARGE,
        "member_count": there.member_count,
        "members": [member(world, there, user_id) for user_id in seen],
        "presences": [],
        "voice_states": [
            voice_state(there, user_id, where) for user_id, where in there.voice.items()
        ],
        "channels": [channel(world, c) for c in there.channels.values() if not c.is_thread],
        "threads": [thread(t) for t in there.threads()],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        **({} if joined else {"unavailable": False}),
    }


def voice_state(there: Guild, user_id: int, channel_id: int | None) -> dict[str, Any]:
    """Return where somebody is in voice; None: nowhere any more."""
    off = ("deaf", "mute", "self_deaf", "self_mute", "self_video", "suppress")
    return dict.fromkeys(off, False) | {
        "guild_id": str(there.id),
        "channel_id": str(channel_id) if channel_id else None,
        "user_id": str(user_id),
        "session_id": f"voice-{user_id}",
        "request_to_speak_timestamp": None,
    }


def message(
    message_id: int, channel_id: int, author: dict[str, Any], content: str, **more: Any
) -> dict[str, Any]:
    """Return a message that is kept whole; ``more`` wins over the defaults."""
    return {
        "id": str(message_id),
        "type": 0,
        "channel_id": str(channel_id),
        "author": author,
        "content": content,
        "timestamp": iso(ms_of(message_id)),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "flags": 0,
        **more,
    }


_USER = (
    b'{"id":"%d","username":"member%d","discriminator":"0","global_name":null,"avatar":null,'
    b'"avatar_decoration_data":null,"collectibles":null,"primary_guild":null,"clan":null,'
    b'"banner":null,"accent_color":null,"public_flags":0,"flags":0}'
)
_MEMBER = (
    b'{"avatar":null,"banner":null,"communication_disabled_until":null,"deaf":false,"flags":0,'
    b'"joined_at":"%b","mute":false,"nick":null,"pending":false,"premium_since":null,"roles":[]'
)
_MESSAGE = (
    b'{"id":"%d","type":%d,"channel_id":"%d","author":%b,"content":%b,"timestamp":"%b",'
    b'"edited_timestamp":null,"tts":false,"mention_everyone":false,"mentions":[],'
    b'"mention_roles":[],"attachments":[],"embeds":[],"components":[],"pinned":false,"flags":0%b}'
)


def _user_bytes(user_id: int) -> bytes:
    return _USER % (user_id, member_index(user_id))


def member_bytes(there: Guild, user_id: int, *, with_user: bool = True) -> bytes:
    """Return a human member, ready-made."""
    joined = iso(there.joined_at_ms(user_id) or there.made_at_ms)
    tail = b',"user":%b}' % _user_bytes(user_id) if with_user else b"}"
    return _MEMBER % joined.encode() + tail


def plain_bytes(there: Channel, place: int, texts: list[bytes], *, live: bool) -> bytes:
    """Return a stored message; ``live`` adds what only the gateway tells."""
    kept = there.messages
    message_id, author_id, text = kept.ids[place], kept.authors[place], kept.texts[place]
    if text == WRITTEN_OUT:
        # What REST tells of an old message holds no nonce: nobody may rely on it.
        whole = kept.whole[message_id]
        return orjson.dumps({name: part for name, part in whole.items() if name != "nonce"})
    return live_bytes(there, message_id, author_id, texts[text], live=live)


def live_bytes(
    there: Channel, message_id: int, author_id: int, content: bytes, *, live: bool = True
) -> bytes:
    """Return a plain message by a human; ``content`` is a JSON string."""
    reply = there.messages.replies.get(message_id)
    tail = b""
    if reply is not None:
        tail = b',"message_reference":{"type":0,"channel_id":"%d","message_id":"%d"}' % (
            there.id,
            reply,
        )
    if live and there.guild is not None:
        tail += b',"guild_id":"%d","member":%b' % (
            there.guild.id,
            member_bytes(there.guild, author_id, with_user=False),
        )
    return _MESSAGE % (
        message_id,
        19 if reply is not None else 0,
        there.id,
        _user_bytes(author_id),
        content,
        iso(ms_of(message_id)).encode(),
        tail,
    )
