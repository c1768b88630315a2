"""What the tests of events do again and again: planning, pressing, reading the card."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
from simcord import InteractionResult, MemberActor

from tests.plugins.newcomers import sent_to
from tests.plugins.town import Town, said


async def create(town: Town, **options: Any) -> InteractionResult:
    given = {"name": "Harbour talk", "start": "friday 18:00"} | options
    return await town.mayor.slash(town.general, "event create", **given)


async def planned(town: Town, **options: Any) -> discord.Message:
    """Plan an event as the mayor; return its card."""
    shown = await create(town, **options)
    assert shown.response is not None
    await town.mayor.click(shown.response, label="Save")
    await town.sim.advance(timedelta(seconds=1))
    return cards(town)[-1]


async def change(town: Town, **options: Any) -> None:
    """Change the first event as the mayor."""
    shown = await town.mayor.slash(town.general, "event edit", **({"event": "1"} | options))
    assert shown.response is not None
    await town.mayor.click(shown.response, label="Save")
    await town.sim.advance(timedelta(seconds=10))


def cards(town: Town) -> list[discord.Message]:
    """Return every card in the channel, oldest first."""
    return [
        one
        for one in sent_to(town.general)
        if one.embeds and str(one.embeds[0].footer.text).startswith("Event ")
    ]


async def press(who: MemberActor, card: discord.Message, label: str) -> str:
    return said(await who.click(card, label=label))


async def card_now(town: Town) -> dict[str, str]:
    """Return the fields of the last card, once it has followed."""
    await town.sim.advance(timedelta(seconds=8))
    (embed,) = cards(town)[-1].embeds
    return {field.name or "": field.value or "" for field in embed.fields}
