"""Routes of the application, servers, channels, threads and members."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.wire import payloads
from tests.wire.ids import APPLICATION_ID, iso
from tests.wire.lookup import channel_of, guild_of, member_of
from tests.wire.rest import Answer, Ask, RefusalError, Routes
from tests.wire.routes_messages import own_message
from tests.wire.world import Channel, Kind

_RESET_MS = 14_400_000
_THREADS_PAGE = 50
_KICK, _BAN, _UNBAN, _MEMBER_UPDATE = 20, 22, 23, 24


async def me(ask: Ask) -> Answer:
    """Return the bot's user."""
    more = {"verified": True, "mfa_enabled": False, "email": None, "locale": "en-US"}
    return payloads.user(ask.wire.world, APPLICATION_ID) | more


async def user(ask: Ask) -> Answer:
    """Return anybody's user."""
    return payloads.user(ask.wire.world, ask.number("user"))


async def application(ask: Ask) -> Answer:
    """Return the application; the bot's own user owns it."""
    return {
        "id": str(APPLICATION_ID),
        "name": payloads.BOT_NAME,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "bot": payloads.user(ask.wire.world, APPLICATION_ID),
        "owner": payloads.user(ask.wire.world, APPLICATION_ID),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": (1 << 15) | (1 << 19),
        "flags_new": str((1 << 15) | (1 << 19)),
        "team": None,
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "rpc_origins": [],
        "redirect_uris": [],
        "approximate_guild_count": len(ask.wire.world.guilds),
        "integration_types_config": {},
    }


async def gateway(ask: Ask) -> Answer:
    """Say where the gateway is, and how a bot may connect."""
    options = ask.wire.options
    return {
        "url": ask.wire.resume_url,
        "shards": options.shards,
        "session_start_limit": {
            "total": options.session_starts,
            "remaining": max(0, options.session_starts - ask.wire.hub.identifies),
            "reset_after": _RESET_MS,
            "max_concurrency": options.max_concurrency,
        },
    }


async def commands(ask: Ask) -> Answer:
    """Return the registered commands."""
    return ask.wire.commands.get(_scope(ask), [])


async def put_commands(ask: Ask) -> Answer:
    """Replace all commands; one that keeps its name keeps its id."""
    if not isinstance(ask.whole_body, list):
        raise RefusalError(400, 50035, "Invalid Form Body")
    scope = _scope(ask)
    known = {(c["type"], c["name"]): c["id"] for c in ask.wire.commands.get(scope, [])}
    made = []
    for command in ask.whole_body:
        key = (command.get("type", 1), command["name"])
        made.append(
            {
                "description": "",
                "default_member_permissions": None,
                **command,
                "type": key[0],
                "id": known.get(key) or str(ask.wire.world.ids.next()),
                "application_id": str(APPLICATION_ID),
                "version": str(ask.wire.world.ids.next()),
                "nsfw": command.get("nsfw", False),
            }
        )
        if scope:
            made[-1]["guild_id"] = str(scope)
    ask.wire.commands[scope] = made
    return made


def _scope(ask: Ask) -> int:
    if ask.number("application") != APPLICATION_ID:
        raise RefusalError(403, 20012, "You are not authorized to perform this action")
    return ask.number("guild") if "guild" in ask.match else 0


async def guild(ask: Ask) -> Answer:
    """Return a server."""
    there = guild_of(ask)
    counts = {}
    if ask.query.get("with_counts") in {"1", "true"}:
        counts = {
            "approximate_member_count": there.member_count,
            "approximate_presence_count": 1,
        }
    return payloads.guild(there) | counts


async def guild_channels(ask: Ask) -> Answer:
    """Return the channels of a server, without threads."""
    there = guild_of(ask)
    return [payloads.channel(ask.wire.world, c) for c in there.channels.values() if not c.is_thread]


async def roles(ask: Ask) -> Answer:
    """Return the roles of a server."""
    return payloads.roles(guild_of(ask))


async def invites(ask: Ask) -> Answer:
    """Return the invites of a server: people here come without one."""
    guild_of(ask)
    return []


async def members(ask: Ask) -> Answer:
    """Page through the members, by id."""
    there = guild_of(ask)
    limit = ask.asked("limit") or 1
    if not 1 <= limit <= 1_000:
        raise RefusalError(400, 50035, "Invalid Form Body")
    found: list[Any] = []
    after = ask.asked("after") or 0
    everyone = there.members(after)
    for user_id in everyone if after else (APPLICATION_ID, *everyone):
        found.append(payloads.member(ask.wire.world, there, user_id))
        if len(found) == limit:
            break
    return found


async def member(ask: Ask) -> Answer:
    """Return a member."""
    there = guild_of(ask)
    return payloads.member(ask.wire.world, there, member_of(ask, there))


async def edit_member(ask: Ask) -> Answer:
    """Time a member out, or change them otherwise."""
    there = guild_of(ask)
    user_id = member_of(ask, there)
    ask.wire.audited(there, _MEMBER_UPDATE, user_id, ask.reason)
    return payloads.member(ask.wire.world, there, user_id) | ask.body


async def kick(ask: Ask) -> Answer:
    """Remove a member."""
    there = guild_of(ask)
    user_id = member_of(ask, there)
    ask.wire.audited(there, _KICK, user_id, ask.reason)
    ask.wire.leave(there, user_id)
    return None


async def fetch_ban(ask: Ask) -> Answer:
    """Return a ban, of which no reason is kept."""
    there, user_id = guild_of(ask), ask.number("user")
    if user_id not in there.banned:
        raise RefusalError(404, 10026, "Unknown Ban")
    return {"reason": None, "user": payloads.user(ask.wire.world, user_id)}


async def ban(ask: Ask) -> Answer:
    """Ban somebody, member or not."""
    there, user_id = guild_of(ask), ask.number("user")
    there.banned.add(user_id)
    ask.wire.audited(there, _BAN, user_id, ask.reason)
    if there.joined_at_ms(user_id) is not None:
        ask.wire.leave(there, user_id)
    return None


async def unban(ask: Ask) -> Answer:
    """Lift a ban."""
    there, user_id = guild_of(ask), ask.number("user")
    if user_id not in there.banned:
        raise RefusalError(404, 10026, "Unknown Ban")
    there.banned.discard(user_id)
    ask.wire.audited(there, _UNBAN, user_id, ask.reason)
    return None


async def audit_log(ask: Ask) -> Answer:
    """Return the newest entries of the audit log."""
    there = guild_of(ask)
    action, before = ask.asked("action_type"), ask.asked("before")
    entries = [
        entry
        for entry in reversed(ask.wire.audit.get(there.id, []))
        if (action is None or entry["action_type"] == action)
        and (before is None or int(entry["id"]) < before)
    ]
    lists = ("application_commands", "auto_moderation_rules", "guild_scheduled_events",
             "integrations", "threads", "users", "webhooks")  # fmt: skip
    empty: dict[str, Any] = {name: [] for name in lists}
    return empty | {"audit_log_entries": entries[: ask.asked("limit") or 50]}


async def channel(ask: Ask) -> Answer:
    """Return a channel."""
    return payloads.channel(ask.wire.world, channel_of(ask))


async def delete_channel(ask: Ask) -> Answer:
    """Delete a channel or thread."""
    there = channel_of(ask)
    payload = payloads.channel(ask.wire.world, there)
    if there.kind is not Kind.DM:
        ask.wire.drop_channel(there, silently=False)
    return payload


async def edit_channel(ask: Ask) -> Answer:
    """Archive a thread or open it, rename a channel."""
    there = channel_of(ask)
    there.name = ask.body.get("name", there.name)
    if there.is_thread and "archived" in ask.body:
        ask.wire.archive(there, archived=bool(ask.body["archived"]))
    return payloads.channel(ask.wire.world, there)


async def active_threads(ask: Ask) -> Answer:
    """Return every thread of a server that is not archived."""
    return _threads(ask, guild_of(ask).threads())


async def archived_threads(ask: Ask) -> Answer:
    """Page through the archived threads of a channel, the last archived first."""
    there = channel_of(ask)
    kind = Kind.PRIVATE_THREAD if ask.match["scope"] == "private" else Kind.PUBLIC_THREAD
    if there.guild is None or ask.match["scope"] not in {"public", "private"}:
        raise RefusalError(404, 10003, "Unknown Channel")
    limit = min(ask.asked("limit") or _THREADS_PAGE, 100)
    found = [t for t in there.guild.threads(there, archived=True) if t.kind is kind]
    found.sort(key=lambda thread: thread.archived_at_ms, reverse=True)
    before = ask.query.get("before")
    if before is not None:
        instant = datetime.fromisoformat(before)
        found = [t for t in found if datetime.fromisoformat(iso(t.archived_at_ms)) < instant]
    return _threads(ask, found[:limit]) | {"has_more": len(found) > limit}


async def joined_threads(ask: Ask) -> Answer:
    """Page through the archived private threads that the bot is in, the newest first."""
    there = channel_of(ask)
    if there.guild is None:
        raise RefusalError(404, 10003, "Unknown Channel")
    limit, before = min(ask.asked("limit") or _THREADS_PAGE, 100), ask.asked("before")
    found = [
        thread
        for thread in there.guild.threads(there, archived=True)
        if thread.kind is Kind.PRIVATE_THREAD
        and thread.owner_id == APPLICATION_ID
        and (before is None or thread.id < before)
    ]
    return _threads(ask, found[:limit]) | {"has_more": len(found) > limit}


def _threads(ask: Ask, found: list[Channel]) -> dict[str, Any]:
    shown = [payloads.channel(ask.wire.world, t) for t in found]
    return {"threads": shown, "members": [], "has_more": False}


async def make_thread(ask: Ask) -> Answer:
    """Open a thread, from a message or without one, or a forum post with its message."""
    parent = channel_of(ask)
    starter = ask.number("message") if "message" in ask.match else None
    if starter is not None and parent.guild is not None and starter in parent.guild.channels:
        raise RefusalError(400, 160_004, "A thread has already been created for this message")
    kind = Kind.PRIVATE_THREAD if ask.body.get("type") == Kind.PRIVATE_THREAD else None
    thread = ask.wire.add_thread(
        parent, ask.body["name"], APPLICATION_ID, kind or Kind.PUBLIC_THREAD, starter
    )
    payload = payloads.channel(ask.wire.world, thread)
    if parent.kind is Kind.FORUM:
        ask.body = ask.body["message"]
        payload["message"] = own_message(ask, thread, message_id=thread.id)
    return payload


async def join_thread(ask: Ask) -> Answer:
    """Let the bot follow a thread."""
    channel_of(ask)
    return None


_COMMANDS = "/applications/{application}/commands"
_GUILD_COMMANDS = "/applications/{application}/guilds/{guild}/commands"
_THREADS = "/channels/{channel}/threads"
ROUTES: Routes = {
    "GET /users/@me": me,
    "GET /users/{user}": user,
    "GET /oauth2/applications/@me": application,
    "GET /applications/@me": application,
    "GET /gateway": gateway,
    "GET /gateway/bot": gateway,
    f"GET {_COMMANDS}": commands,
    f"PUT {_COMMANDS}": put_commands,
    f"GET {_GUILD_COMMANDS}": commands,
    f"PUT {_GUILD_COMMANDS}": put_commands,
    "GET /guilds/{guild}": guild,
    "GET /guilds/{guild}/channels": guild_channels,
    "GET /guilds/{guild}/roles": roles,
    "GET /guilds/{guild}/invites": invites,
    "GET /guilds/{guild}/members": members,
    "GET /guilds/{guild}/members/{user}": member,
    "PATCH /guilds/{guild}/members/{user}": edit_member,
    "DELETE /guilds/{guild}/members/{user}": kick,
    "GET /guilds/{guild}/bans/{user}": fetch_ban,
    "PUT /guilds/{guild}/bans/{user}": ban,
    "DELETE /guilds/{guild}/bans/{user}": unban,
    "GET /guilds/{guild}/audit-logs": audit_log,
    "GET /guilds/{guild}/threads/active": active_threads,
    "GET /channels/{channel}": channel,
    "PATCH /channels/{channel}": edit_channel,
    "DELETE /channels/{channel}": delete_channel,
    f"GET {_THREADS}/archived/{{scope}}": archived_threads,
    "GET /channels/{channel}/users/@me/threads/archived/private": joined_threads,
    f"POST {_THREADS}": make_thread,
    "POST /channels/{channel}/messages/{message}/threads": make_thread,
    "PUT /channels/{channel}/thread-members/@me": join_thread,
}
