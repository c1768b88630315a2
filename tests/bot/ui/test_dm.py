from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.ui.dm import DmOutcome, send_dm

Stage = Any


def close_dms(stage: Stage, code: int, status: int = 403) -> None:
    dm = stage.ada.user.dm_channel
    stage.env.inject_error("POST", f"/channels/{dm.id}/messages", status=status, code=code)


@pytest.fixture
async def ada(stage: Stage) -> discord.Member:
    member = stage.ada.member
    await member.create_dm()
    return member  # type: ignore[no-any-return]


async def test_it_is_delivered_and_pings_nobody(stage: Stage, ada: discord.Member) -> None:
    outcome = await send_dm(
        ada, "Welcome, @everyone", embed=discord.Embed(title="Rules"), nonce="welcome-1"
    )

    assert outcome is DmOutcome.DELIVERED
    message = stage.ada.user.dm_channel.last_message
    assert message.content == "Welcome, @everyone"
    assert message.embeds[0].title == "Rules"
    body = stage.env.http_requests[-1].json
    assert body["allowed_mentions"] == {"parse": []}
    assert (body["nonce"], body["enforce_nonce"]) == ("welcome-1", True)


@pytest.mark.parametrize(("code", "status"), [(50007, 403), (50278, 403), (40003, 400)])
async def test_closed_dms_go_to_the_fallback(
    stage: Stage, ada: discord.Member, code: int, status: int
) -> None:
    close_dms(stage, code, status)

    outcome = await send_dm(
        ada, "Welcome!", embed=discord.Embed(title="Rules"), fallback=stage.real_channel
    )

    assert outcome is DmOutcome.FALLBACK
    message = stage.channel.last_message
    assert message.content == f"{ada.mention} Welcome!"
    assert message.embeds[0].title == "Rules"
    mentions = stage.env.http_requests[-1].json["allowed_mentions"]
    assert mentions["users"] == [ada.id]
    assert mentions["parse"] == []


async def test_private_content_stays_private(stage: Stage, ada: discord.Member) -> None:
    close_dms(stage, 50007)

    await send_dm(
        ada,
        "You were warned.",
        embed=discord.Embed(title="Case 7"),
        fallback=stage.real_channel,
        fallback_content="Please open your direct messages.",
    )

    message = stage.channel.last_message
    assert message.content == f"{ada.mention} Please open your direct messages."
    assert message.embeds == []


async def test_without_a_fallback_it_is_undelivered(stage: Stage, ada: discord.Member) -> None:
    close_dms(stage, 50007)

    assert await send_dm(ada, "Welcome!") is DmOutcome.UNDELIVERED


async def test_a_fallback_that_may_not_be_written_to(stage: Stage, ada: discord.Member) -> None:
    close_dms(stage, 50007)
    stage.env.inject_error("POST", f"/channels/{stage.channel.id}/messages", status=403, code=50001)

    outcome = await send_dm(ada, "Welcome!", fallback=stage.real_channel)

    assert outcome is DmOutcome.UNDELIVERED


async def test_other_errors_are_raised(stage: Stage, ada: discord.Member) -> None:
    close_dms(stage, 50035, 400)

    with pytest.raises(discord.HTTPException):
        await send_dm(ada, "Welcome!", fallback=stage.real_channel)
