"""``/doctor``: what a manager has it mend, and what it tells whoever runs the bot."""

from __future__ import annotations

import json
import shutil
from collections import namedtuple
from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import InteractionResult
from sqlalchemy import text

from bot.clock import ManualClock
from bot.guild_settings import ServerSettings
from cogs.insights.settings import GuildSettings as InsightsSettings
from cogs.moderation.settings import GuildSettings as ModerationSettings
from cogs.setup.service.doctor import DoctorService
from cogs.setup.service.settings import SettingsService
from tests.plugins.moderators import open_log
from tests.plugins.town import OpenTown, Town, embed_of, said

Usage = namedtuple("Usage", "total used free")


def text_of(result: InteractionResult) -> str:
    return json.dumps(embed_of(result).to_dict(), ensure_ascii=False)


def buttons(result: InteractionResult) -> list[dict[str, Any]]:
    assert result.response is not None
    return [item for row in result.response.components for item in row["components"]]


async def deny(town: Town, channel: str, **denied: bool) -> int:
    """Deny the bot something in a channel, by an overwrite for itself."""
    real = town.bot.get_guild(town.guild.id)
    assert real is not None
    found = real.get_channel(town.guild.channels[channel].id)
    assert found is not None
    await town.sim.as_bot(found.set_permissions(real.me, **denied))
    return found.id


async def test_a_permission_that_is_missing_comes_with_the_link_that_asks_for_it(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        await open_log(town)
        await town.forbid("manage_channels", "attach_files")

        result = await town.mayor.slash(town.general, "doctor")

        text = text_of(result)
        assert "I lack the permission Manage Channels" in text
        assert "Setup needs it to make the channels that you ask for" in text
        assert "I lack the permission Attach Files" in text
        (link,) = buttons(result)
        assert f"guild_id={town.guild.id}" in link["url"]
        assert "disable_guild_select=true" in link["url"]


async def test_it_lets_itself_into_a_channel_it_was_given(open_town: OpenTown) -> None:
    async with open_town() as town:
        await open_log(town)
        channel_id = await deny(
            town, "help", read_message_history=False, manage_roles=True, send_messages=False
        )
        await town.bot.guild_settings.set(
            town.guild.id, InsightsSettings, "help_channel_ids", [channel_id]
        )

        result = await town.mayor.slash(town.general, "doctor")

        text = text_of(result)
        assert "I may not do all I should in #help" in text
        assert "I lack Read Message History" in text
        assert "Send Messages" not in text
        await town.sim.restart()
        await town.mayor.click(result.response, label="Allow me in #help")  # type: ignore[arg-type]
        assert "in order" in text_of(result)
        real = town.bot.get_guild(town.guild.id)
        assert real is not None
        channel = real.get_channel(channel_id)
        assert channel is not None
        assert channel.permissions_for(real.me).read_message_history
        again = await town.mayor.slash(town.general, "doctor")
        assert "in order" in text_of(again)


async def test_a_mod_log_that_nobody_chose_is_told_and_made(open_town: OpenTown) -> None:
    async with open_town() as town:
        result = await town.mayor.slash(town.general, "doctor")
        text = text_of(result).replace("\\", "")
        assert "No channel is chosen: `moderation.log_channel_id`" in text
        assert "raids and what automod notices may reach nobody" in text

        await town.sim.restart()
        await town.mayor.click(result.response, label="Create #mod-log for me")  # type: ignore[arg-type]

        assert "in order" in text_of(result)
        settings = await town.bot.guild_settings.get(town.guild.id, ModerationSettings)
        real = town.bot.get_guild(town.guild.id)
        assert real is not None
        (made,) = [one for one in real.text_channels if one.name == "mod-log"]
        assert settings.log_channel_id == made.id
        assert not made.permissions_for(real.default_role).view_channel
        # Who does without moderation does without its log.
        await town.bot.guild_settings.set(town.guild.id, ModerationSettings, "log_channel_id", None)
        await town.bot.guild_settings.set(
            town.guild.id, ServerSettings, "features_off", ["moderation"]
        )
        assert "in order" in text_of(await town.mayor.slash(town.general, "doctor"))


async def test_what_is_gone_is_taken_out_once(open_town: OpenTown) -> None:
    async with open_town() as town:
        await open_log(town)
        staff = town.guild.create_role("Staff")
        await town.sim.settle()
        settings = town.bot.guild_settings
        ids = [town.guild.channels[name].id for name in ("help", "off-topic")]
        await settings.set(town.guild.id, InsightsSettings, "help_channel_ids", ids)
        await settings.set(town.guild.id, ServerSettings, "faq_channel_id", ids[0])
        await settings.set(town.guild.id, ServerSettings, "manager_role_ids", [staff.id])
        town.sim.env.backend.delete_channel(ids[0])
        town.sim.env.backend.delete_role(town.guild.id, staff.id)
        await town.sim.settle()

        result = await town.mayor.slash(town.general, "doctor")
        shown = text_of(result).replace("\\", "")
        for name in (
            "insights.help_channel_ids",
            "server.faq_channel_id",
            "server.manager_role_ids",
        ):
            assert f"gone: `{name}`" in shown
        stale = await town.mayor.slash(town.general, "doctor")

        for name in (
            "insights.help_channel_ids",
            "server.faq_channel_id",
            "server.manager_role_ids",
        ):
            await town.mayor.click(result.response, label=f"Take out of {name}")  # type: ignore[arg-type]

        assert "in order" in text_of(result)
        assert (await settings.get(town.guild.id, InsightsSettings)).help_channel_ids == ids[1:]
        server = await settings.get(town.guild.id, ServerSettings)
        assert (server.faq_channel_id, server.manager_role_ids) == (None, [])
        changes = len(await settings.history(town.guild.id))
        await town.mayor.click(stale.response, label="Take out of server.faq_channel_id")  # type: ignore[arg-type]
        assert len(await settings.history(town.guild.id)) == changes


async def test_a_channel_that_went_meanwhile_is_answered_kindly(open_town: OpenTown) -> None:
    async with open_town() as town:
        channel_id = await deny(town, "help", read_message_history=False, manage_roles=True)
        await town.bot.guild_settings.set(
            town.guild.id, InsightsSettings, "help_channel_ids", [channel_id]
        )
        result = await town.mayor.slash(town.general, "doctor")
        town.sim.env.backend.delete_channel(channel_id)
        await town.sim.settle()

        pressed = await town.mayor.click(result.response, label="Allow me in #help")  # type: ignore[arg-type]

        assert "That channel is gone" in said(pressed)


async def test_a_wrong_clock_is_found(open_town: OpenTown) -> None:
    async with open_town() as town:
        town.bot.clock = ManualClock(town.sim.now() + timedelta(minutes=3))

        result = await town.mayor.slash(town.general, "doctor")

        assert "My clock is wrong" in text_of(result)
        assert "by 3 minutes" in text_of(result)


async def test_a_disk_near_full_is_told(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_town() as town:
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(2**40, 2**40, 50 * 2**20))

        result = await town.mayor.slash(town.general, "doctor")

        assert "50 MB are left" in text_of(result)


async def test_a_database_of_another_version_is_told(open_town: OpenTown) -> None:
    async with open_town() as town:
        async with town.bot.database.begin() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))

        result = await town.mayor.slash(town.general, "doctor")

        assert "My database is of another version than I am" in text_of(result)


async def test_a_database_that_lags_is_told(open_town: OpenTown) -> None:
    async with open_town() as town:
        settings = town.bot.ports.get(SettingsService)
        slow = DoctorService(
            town.bot.database, town.bot.jobs, settings, town.bot.clock, lambda: False
        )
        town.bot.ports.provide(DoctorService, slow)

        result = await town.mayor.slash(town.general, "doctor")

        assert "My database does not keep up" in text_of(result)


async def test_who_is_no_manager_cannot_mend(open_town: OpenTown) -> None:
    async with open_town() as town:
        office = town.guild.create_role(
            "Deputy", permissions=discord.Permissions(manage_guild=True)
        )
        member = town.guild.add_member(town.sim.user("deputy"), roles=[office])
        await town.sim.settle()
        await town.bot.guild_settings.set(town.guild.id, ServerSettings, "faq_channel_id", 12345)
        result = await town.mayor.slash(town.general, "doctor")
        assert result.response is not None
        mine = await member.slash(town.general, "doctor")
        real = town.bot.get_guild(town.guild.id)
        assert real is not None
        seen = real.get_member(member.id)
        assert seen is not None
        await town.sim.as_bot(seen.remove_roles(*seen.roles[1:]))

        refused = await member.click(mine.response, label="Take out of server.faq_channel_id")  # type: ignore[arg-type]

        assert "This is for the managers of this server" in said(refused)
        server = await town.bot.guild_settings.get(town.guild.id, ServerSettings)
        assert server.faq_channel_id == 12345
