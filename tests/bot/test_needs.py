"""What the bot asks of Discord, and why."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from bot.client import create_bot
from bot.config import settings_model
from bot.invite import invite_url
from bot.needs import Need, Needs, reason
from tests.house.house import ROOT


def asked(needs: Needs) -> discord.Permissions:
    url = urlsplit(invite_url(1234, needs))
    return discord.Permissions(int(parse_qs(url.query)["permissions"][0]))


def test_the_link_asks_for_what_the_kernel_and_the_features_need() -> None:
    needs = Needs()
    before = asked(needs)
    assert before.view_channel
    assert before.view_audit_log
    assert not before.manage_roles

    needs.add(Need("lamps", "manage_roles", "to light them"))
    needs.add(Need("lamps", "manage_roles", "to light them"))

    assert asked(needs).manage_roles
    assert [need.feature for need in needs].count("lamps") == 1


def test_a_permission_that_discord_does_not_have_is_refused() -> None:
    needs = Needs()
    needs.add(Need("lamps", "fly", "to see more"))

    with pytest.raises(TypeError, match="fly"):
        invite_url(1234, needs)


async def test_every_need_has_a_reason_for_people(sqlite_url: str) -> None:
    bot = create_bot(settings_model()(database_url=sqlite_url))
    async with bot:
        await bot.open()
        for need in bot.needs:
            # A key that no catalogue has would be shown as it is.
            assert reason(need).startswith("to "), need


async def test_nothing_dangerous_is_asked_for(sqlite_url: str) -> None:
    bot = create_bot(settings_model()(database_url=sqlite_url))
    async with bot:
        await bot.open()
        assert not asked(bot.needs).administrator
        assert not asked(bot.needs).manage_guild


async def test_the_readme_asks_for_the_same(sqlite_url: str) -> None:
    bot = create_bot(settings_model()(database_url=sqlite_url))
    async with bot:
        await bot.open()
        assert f"&permissions={asked(bot.needs).value}`" in (ROOT / "README.md").read_text("utf-8")
