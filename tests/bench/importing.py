"""Importing an export: how fast without scoring, and whether memory stays flat.

The whole command is timed: start, the look through the file beforehand, and the import.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import psutil

from tests.bench import corpus
from tests.bench.figure import Figure, at_least, at_most, middle
from tests.bench.scale import Scale
from tests.wire.double_process import ROOT

_START = datetime(2024, 1, 1, tzinfo=UTC)
_MESSAGE = """    {{
      "id": "{id}",
      "type": "Default",
      "timestamp": "{at}",
      "timestampEdited": null,
      "callEndedTimestamp": null,
      "isPinned": false,
      "content": {content},
      "author": {{
        "id": "{author}",
        "name": "somebody",
        "discriminator": "0000",
        "nickname": "Somebody",
        "color": null,
        "isBot": false,
        "roles": [],
        "avatarUrl": "https://cdn.discordapp.com/embed/avatars/0.png"
      }},
      "attachments": [],
      "embeds": [],
      "stickers": [],
      "reactions": [],
      "mentions": [],
      "inlineEmojis": []
    }}"""
_HEAD = """{
  "guild": {"id": "1001", "name": "Somewhere", "iconUrl": ""},
  "channel": {"id": "1002", "type": "GuildTextChat", "categoryId": "1003", "name": "talk"},
  "dateRange": {"after": null, "before": null},
  "exportedAt": "2026-01-01T00:00:00+00:00",
  "messages": [
"""


async def run(scale: Scale) -> list[Figure]:
    """Measure the speed of the larger file, and the memory of both."""
    small, large = scale.size((500, 5_000), (20_000, 200_000))
    rates, grown = [], []
    for repetition in range(scale.size(1, 3)):
        peaks = []
        for count in (small, large):
            export = scale.folder / f"{count}.json"
            if repetition == 0:
                await asyncio.to_thread(write_export, export, count)
            seconds, peak = await imported(export, scale.folder / f"{count}-{repetition}.db")
            peaks.append(peak)
        rates.append(large / seconds)
        grown.append(peaks[1] / peaks[0])
    how = f"python -m bot import, {large:,} messages, look-through included, three runs"
    flat = f"peak memory, {large:,} messages over {small:,}"
    return [
        at_least("import without scoring", middle(rates), "/s", how, 30_000),
        at_most("memory of an import", middle(grown), "×", flat, 1.25),
    ]


def write_export(path: Path, count: int, people: int = 200) -> None:
    """Write an export in the form of DiscordChatExporter."""
    dice = random.Random("export")  # noqa: S311 - a repeatable course, no secret
    said, _ = corpus.texts()
    contents = [orjson.dumps(text).decode() for text in said]
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        for number in range(count):
            file.write(",\n" if number else "")
            file.write(
                _MESSAGE.format(
                    id=2_000 + number,
                    at=(_START + timedelta(seconds=60 * number)).isoformat(),
                    content=dice.choice(contents),
                    author=5_000 + dice.randrange(people),
                )
            )
        file.write(f'\n  ],\n  "messageCount": {count}\n}}\n')


async def imported(export: Path, database: Path) -> tuple[float, float]:
    """Import a file into a new database; return the seconds and the peak megabytes."""
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "import", str(export)),
        cwd=ROOT,
        env=dict(os.environ)
        | {
            "STEWARD_DATABASE_URL": f"sqlite:///{database}",
            "STEWARD_SENTIMENT__ENABLED": "false",
        },
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    peak = 0
    watched = psutil.Process(process.pid)
    while process.returncode is None:
        try:
            peak = max(peak, watched.memory_info().rss)
        except psutil.NoSuchProcess:
            break
        try:
            async with asyncio.timeout(0.02):
                await process.wait()
        except TimeoutError:
            continue
    seconds = time.monotonic() - began
    if await process.wait():
        raise RuntimeError(f"the import ended with {process.returncode}")
    return seconds, peak / 1e6
