"""Hundreds of cases within a minute: each is there, and the mod log stays readable."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from simcord import ChannelHandle

from cogs.moderation.domain.actions import Action, Outcome
from cogs.moderation.embeds.batches import batch_embed
from cogs.moderation.service.cases import Cases, NewCase
from cogs.moderation.views.acting import Acting, act
from tests.plugins.moderators import case, choose, moderator, moment, numbers, open_log, posted
from tests.plugins.town import OpenTown, Town, said
from tests.sim.test_automod_by_people import forbid, there

WARNED = 200


def together(log: ChannelHandle) -> list[discord.Message]:
    return [
        message
        for message in log.history()
        if message.author.bot and "cases within moments" in (message.embeds[0].title or "")
    ]


def text(message: discord.Message) -> str:
    return message.embeds[0].description or ""


async def warn_often(town: Town, mia_id: int, times: int) -> None:
    guild = town.bot.guilds[0]
    mia, ada = guild.get_member(mia_id), guild.get_member(town.ada.id)
    assert ada is not None
    acting = Acting(town.bot, guild, mia, "en")
    for number in range(times):
        new = NewCase(
            guild_id=guild.id,
            action=Action.WARN,
            moderator_id=mia_id,
            target_id=ada.id,
            reason=f"Stop it @everyone ({number})",
        )
        await act(acting, new, ada)


async def test_200_warnings_in_a_minute(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        await choose(town, escalation=[])

        await town.sim.as_bot(warn_often(town, mia.id, WARNED))
        await moment(town, 60)

        assert await numbers(town) == list(range(1, WARNED + 1))
        assert (await case(town, WARNED)).outcome is Outcome.DONE
        assert len(posted(log)) == 10
        batches = together(log)
        assert len(batches) == 7
        for number in range(11, WARNED + 1):
            assert sum(f"#{number} <@{town.ada.id}>" in text(one) for one in batches) == 1
        assert text(batches[0]).startswith(f"**warning** × 30 · <@{mia.id}> · Stop it")
        assert "and other reasons" in text(batches[0])
        assert "/case show" in (batches[0].embeds[0].footer.text or "")
        assert not any(one.mention_everyone or one.mentions for one in batches)

        result = await mia.slash(town.general, "case void", number=50, reason="Too many")
        assert "void" in said(result)
        (shown,) = [one for one in together(log) if f"~~#50 <@{town.ada.id}>~~" in text(one)]
        assert f"#51 <@{town.ada.id}>" in text(shown)


async def test_a_sweep_of_automod_does_not_drown_the_mod_log(
    open_town: OpenTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_town() as town:
        log, cases = await open_log(town), town.bot.ports.get(Cases)
        died = []

        async def die(*what: Any) -> None:
            died.append(what)
            monkeypatch.undo()
            raise RuntimeError("killed after the message was sent, before that was written down")

        monkeypatch.setattr(cases, "logged_together", die)
        await choose(town, raid_joins=0, raid_texts=0)
        await forbid(town, "blorp")
        await town.crowd(25)

        for guest in town.guests:
            await guest.send(town.general, "blorp")
        await moment(town, 300)

        assert len(died) == 1
        assert there(town) == []
        assert await numbers(town) == list(range(1, 26))
        assert len(posted(log)) == 10
        (batch,) = together(log)
        assert (await case(town, 25)).log_message_id == batch.id
        assert text(batch).startswith("**message deleted** × 15 · Steward · Automod: Forbidden")


async def test_a_batch_names_nobody_where_a_case_is_about_nobody(open_town: OpenTown) -> None:
    async with open_town() as town:
        cases = town.bot.ports.get(Cases)
        for channel_id in (None, town.general.id):
            await cases.open(
                NewCase(
                    guild_id=town.guild.id,
                    action=Action.UNLOCK,
                    moderator_id=None,
                    channel_id=channel_id,
                    reason="",
                )
            )
        shown = batch_embed([await case(town, number) for number in (1, 2)], "en")

        assert (shown.description or "").splitlines()[1] == (
            f"#1 (not done), #2 <#{town.general.id}> (not done)"
        )
