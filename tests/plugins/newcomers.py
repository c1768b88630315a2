"""What the tests of onboarding do again and again: settings, joins, reading greetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor, RoleHandle, UserHandle

from bot.signals import MemberWelcomed
from cogs.onboarding.settings import GuildSettings
from tests.plugins.town import Town

# https://docs.discord.com/developers/resources/guild#guild-member-object-guild-member-flags
COMPLETED_ONBOARDING = 1 << 1
STARTED_ONBOARDING = 1 << 3


async def choose(town: Town, **settings: Any) -> None:
    """Set settings of onboarding."""
    for key, value in settings.items():
        await town.bot.guild_settings.set(town.guild.id, GuildSettings, key, value)


def welcomed(town: Town) -> list[MemberWelcomed]:
    """Return a list that fills with what is announced from now on."""
    heard: list[MemberWelcomed] = []

    async def hear(signal: MemberWelcomed) -> None:
        heard.append(signal)

    town.bot.signals.listen(MemberWelcomed, hear)
    return heard


def arrive(town: Town, name: str, *, pending: bool = False, flags: int = 0) -> UserHandle:
    """Let somebody join, with Discord's own ``flags``; ``pending`` keeps them in screening."""
    user = town.sim.user(name)
    world = town.sim.env.backend
    world.add_member(town.guild.id, user.id)
    member = world.get_guild(town.guild.id).members[user.id]
    member.pending = pending
    _tell(town, user, "GUILD_MEMBER_ADD", flags)
    return user


async def end_discords_onboarding(town: Town, user: UserHandle) -> None:
    """Let somebody end the questions that Discord itself asks newcomers."""
    _tell(town, user, "GUILD_MEMBER_UPDATE", STARTED_ONBOARDING | COMPLETED_ONBOARDING)
    await town.sim.settle()


def come_back(town: Town, user: UserHandle) -> None:
    """Let somebody who left join again."""
    town.sim.env.backend.add_member(town.guild.id, user.id)
    _tell(town, user, "GUILD_MEMBER_ADD")


def _tell(town: Town, user: UserHandle, event: str, flags: int = 0) -> None:
    from simcord.backend import serializers

    world = town.sim.env.backend
    guild = world.get_guild(town.guild.id)
    payload = dict(serializers.member_payload(world, guild, guild.members[user.id]))
    world.emit(event, payload | {"guild_id": str(town.guild.id), "flags": flags})


async def pass_screening(town: Town, user: UserHandle) -> None:
    """Let somebody accept Discord's own rules."""
    world = town.sim.env.backend
    world.get_guild(town.guild.id).members[user.id].pending = False
    world.announce_member_update(town.guild.id, user.id)
    await town.sim.settle()


async def moment(town: Town, seconds: float = 2) -> None:
    """Let what is due now happen."""
    await town.sim.advance(timedelta(seconds=seconds))


def close_dms(town: Town, user: UserHandle, code: int = 50007, status: int = 403) -> None:
    """Let Discord refuse direct messages to somebody."""
    town.sim.env.inject_error(
        "POST",
        f"/channels/{user.dm_channel.id}/messages",
        status=status,
        code=code,
        message="Cannot send messages to this user",
        times=None,
    )


def open_dms(town: Town) -> None:
    """End every refusal."""
    town.sim.env.backend.faults.clear()


def dms(user: UserHandle) -> list[discord.Message]:
    """Return the direct messages that somebody got from the bot."""
    return [message for message in user.dm_channel.history() if message.author.bot]


def shown(message: Any) -> str:
    """Return every text of a message made of Components V2, or its content."""
    parts = [part["content"] for part in components(message) if part["type"] == 10]
    return "\n".join(parts) or message.content


def labels(message: Any) -> list[str]:
    """Return the labels of the buttons that can be pressed."""
    return [
        part.get("label") or ""
        for part in components(message)
        if part["type"] == 2 and not part.get("disabled")
    ]


def components(message: Any) -> Iterator[dict[str, Any]]:
    """Give every component of a message."""
    rows = [row if isinstance(row, dict) else row.to_dict() for row in message.components]
    yield from _walk(rows)


def _walk(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield row
        yield from _walk(row.get("components", []))


def member_roles(town: Town, who: UserHandle | MemberActor) -> set[int]:
    """Return the roles that somebody has."""
    return set(town.sim.env.backend.get_guild(town.guild.id).members[who.id].role_ids)


def sent_to(channel: ChannelHandle) -> list[discord.Message]:
    """Return what the bot wrote in a channel, oldest first."""
    return [message for message in channel.history() if message.author.bot]


def role(town: Town, name: str) -> RoleHandle:
    """Make a role below the bot's own."""
    return town.guild.create_role(name)


async def fill(
    who: MemberActor | UserHandle, form: InteractionResult, texts: dict[str, str]
) -> InteractionResult:
    """Fill a form by the labels of its fields, and submit it."""
    assert form.modal is not None, "no form was shown"
    fields = {
        row["label"]: row["component"]["custom_id"]
        for row in form.modal["components"]
        if row["type"] == 18
    }
    return await who.submit_modal(form, {fields[label]: text for label, text in texts.items()})
