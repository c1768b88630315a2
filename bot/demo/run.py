"""The demo from beginning to end: four weeks of a community, then a manager asks for the report."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
from simcord import InteractionResult

from bot.client import create_bot
from bot.config import KernelSettings
from bot.demo.player import World, live_four_weeks
from bot.demo.simulation import SimulatedDiscord
from bot.errors import OperatorError
from bot.reports import ReportOrder, ReportWriter

# A Monday, so that the four weeks are calendar weeks.
START = datetime(2026, 3, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demo gives: the report as text, and the files that were written."""

    text: str
    files: list[Path]


async def live_and_report(
    settings: KernelSettings, folder: Path, on_progress: Callable[[int, int], object]
) -> Shown:
    """Let the community live with the real bot, ask for ``/report weekly``, write the answer.

    Into ``folder`` go the embed as Discord got it (embed.json), the report as text, page,
    table and figures, and every picture. Raises OperatorError where the bot did not answer.
    """
    async with SimulatedDiscord(lambda clock: create_bot(settings, clock=clock), START) as sim:
        world = await live_four_weeks(sim, on_progress)
        result = await world.manager.slash(world.channels["general"], "report weekly")
        return await _write(sim, world, result, folder)


async def _write(
    sim: SimulatedDiscord, world: World, result: InteractionResult, folder: Path
) -> Shown:
    response = result.response
    if response is None or not response.embeds:
        raise OperatorError("The bot gave no report; please tell us, this is a defect.")
    folder.mkdir(parents=True, exist_ok=True)
    embed = folder / "embed.json"
    embed.write_text(json.dumps(_embed(response.embeds[0]), indent=2, ensure_ascii=False) + "\n")
    files = [embed, *await _attachments(response.attachments, folder)]
    writer = sim.bot.ports.get(ReportWriter)  # type: ignore[attr-defined]
    written = await writer.write(
        ReportOrder(
            guild_id=world.guild.id,
            json=folder / "report.json",
            html=folder / "report.html",
            csv=folder / "report.csv",
            charts=folder / "charts",
        )
    )
    text = folder / "report.txt"
    text.write_text(written.text + "\n")
    return Shown(written.text, [*files, text, *written.files])


def _embed(embed: discord.Embed) -> dict[str, Any]:
    return dict(embed.to_dict())


async def _attachments(attachments: list[discord.Attachment], folder: Path) -> list[Path]:
    files = []
    for attachment in attachments:
        path = folder / attachment.filename
        path.write_bytes(await attachment.read())
        files.append(path)
    return files
