"""The demo from beginning to end: four weeks of a community, then a manager asks for the report."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import discord
from simcord import InteractionResult

from bot.client import create_bot
from bot.config import KernelSettings
from bot.demo.player import World, live_four_weeks
from bot.demo.simulation import SimulatedDiscord
from bot.errors import OperatorError
from bot.reports import ReportOrder, ReportWriter
from bot.text.escape import unescape

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
    pictures = {picture.filename: await picture.read() for picture in response.attachments}
    files = _keep(response.embeds[0], pictures, folder)
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
    return Shown(written.text, [*files, *written.files])


def _keep(embed: discord.Embed, pictures: dict[str, bytes], folder: Path) -> list[Path]:
    """Write what Discord got: the embed as it was sent and as text, and its pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        "embed.json": json.dumps(embed.to_dict(), indent=2, ensure_ascii=False).encode() + b"\n",
        "embed.txt": readable(embed).encode(),
        **pictures,
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


def readable(embed: discord.Embed) -> str:
    """Return an embed as text for a terminal: title, description, fields, footer."""
    fields = [
        f"{field.name}: {(field.value or '').replace(chr(10), '  ')}" for field in embed.fields
    ]
    parts = [embed.title, embed.description, "\n".join(fields), embed.footer.text]
    text = "\n\n".join(part for part in parts if part)
    return unescape(text.replace("**", "")) + "\n"
