"""The database goes away during a flood: people are answered, facts wait, nothing is lost."""

from __future__ import annotations

import asyncio
import re
import sys
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.chaos.equality import compared, settled
from tests.chaos.figure import Figure, at_least, at_most, exactly
from tests.chaos.outage import database_away
from tests.chaos.stage import Stage
from tests.wire.bot_process import BotProcess
from tests.wire.double import MadeGuild, WireDouble
from tests.wire.interactions import AUTOCOMPLETE, COMPONENT, MODAL

RATE = 500
CHANNELS = 20
# What is being written is in memory beside the buffer.
BATCH = 500
FIRST_RESPONSE_MS = 3_000
AWAY = "I cannot reach my notes right now"
_WAITING = re.compile(r"^steward_facts_waiting (\S+)$", re.MULTILINE)
Answer = dict[str, Any]


async def run(stage: Stage) -> list[Figure]:
    """Take the database away in the middle of a flood, ask the bot for things, give it back."""
    double = stage.double
    made = await double.guild(members=200, channels=CHANNELS)
    away_s = stage.size(3.0, 60.0)
    asked = _Asked(_WRITING if stage.postgres is None else (*_WRITING, "look"))
    # Less than people write meanwhile: the rest must come back from the channels' history.
    buffer = stage.size(1_000, 20_000)
    settings = {"ledger__buffer_limit": str(buffer), "ledger__recover_rate": "50"}
    bot = stage.bot(extension="tests.chaos.notes", **settings)
    async with bot, aiohttp.ClientSession() as http:
        before = await double.wait_for("connected")
        people = _People(double, made, asked)
        await people.prepare()
        flood = await double.flood(made.channels, RATE, seconds=away_s + 3.0, people=200)
        await asyncio.sleep(1.0)
        async with database_away(stage):
            most, ready = await _meanwhile(people, away_s, bot, http)
        after = await people.ask_all()
        await double.flooded(flood)
        await settled(stage, stage.size(40.0, 90.0))
        name = f"database outage, {stage.dialect}"
        figures = await compared(stage, name)
        status = await double.status()
    return [
        at_least(f"{name}: interactions while it was away", len(asked.first_ms), 6),
        at_most(f"{name}: slowest first response, ms", max(asked.first_ms), FIRST_RESPONSE_MS),
        at_most(f"{name}: slowest last word, ms", max(asked.final_ms), FIRST_RESPONSE_MS),
        exactly(f"{name}: unanswered", asked.unanswered, 0),
        exactly(f"{name}: answered without the sentence", len(asked.unkind), 0),
        exactly(f"{name}: answered with the sentence afterwards", _away_in(after), 0),
        exactly(f"{name}: /readyz said ready", ready, 0),
        at_most(f"{name}: facts in memory", most, buffer + BATCH),
        exactly(f"{name}: new sessions", status["identifies"] - before["identifies"], 0),
        exactly(
            f"{name}: broken connections",
            sum(not session["connected"] for session in status["sessions"]),
            0,
        ),
        *figures,
    ]


@dataclass(slots=True)
class _Asked:
    """What became of the interactions; a locked SQLite file can still be read."""

    refused: tuple[str, ...]
    first_ms: list[float] = field(default_factory=list)
    final_ms: list[float] = field(default_factory=list)
    unanswered: int = 0
    unkind: list[Answer] = field(default_factory=list)

    def take(self, answers: dict[str, Answer]) -> None:
        for what, answer in answers.items():
            if answer["timed_out"]:
                self.unanswered += 1
                sys.stderr.write(f"unanswered: {what}, of {len(self.first_ms)}: {answer}\n")
                continue
            self.first_ms.append(answer["first_ms"])
            self.final_ms.append(answer["final_ms"])
            if what in self.refused and AWAY not in _said(answer):
                self.unkind.append(answer)


_WRITING = ("keep", "later", "button", "form")


class _People:
    """Members who use a command, a deferred one, a button, a form and a completion."""

    def __init__(self, double: WireDouble, made: MadeGuild, asked: _Asked) -> None:
        self._double = double
        self._channel = made.channels[0]
        self.asked = asked
        self._menu = self._form = ""

    async def prepare(self) -> None:
        """Have the button and the form shown, while all is well."""
        shown = await self._command("menu")
        self._menu = shown["messages"][0]["id"]

    async def ask_all(self) -> dict[str, Answer]:
        """Do everything at once; return what came of each."""
        form = await self._press("form")
        # discord.py knows a form once Discord has confirmed it, and people need a while to type.
        await asyncio.sleep(0.2)
        tasks = {
            "keep": self._command("keep", word="a"),
            "later": self._command("later", word="b"),
            "look": self._command("look"),
            "completion": self._complete(),
            "button": self._press("keep"),
            "form": self._submit(form["data"]["custom_id"]),
        }
        return dict(zip(tasks, await asyncio.gather(*tasks.values()), strict=True))

    async def _command(self, name: str, **options: str) -> Answer:
        return await self._ask("command", name=f"word {name}", options=options)

    async def _press(self, custom_id: str) -> Answer:
        data = {"custom_id": custom_id, "component_type": 2}
        return await self._ask("interact", kind=COMPONENT, message=self._menu, data=data)

    async def _submit(self, custom_id: str) -> Answer:
        typed = {"type": 4, "custom_id": "word", "value": "typed"}
        data = {"custom_id": custom_id, "components": [{"type": 1, "components": [typed]}]}
        return await self._ask("interact", kind=MODAL, data=data)

    async def _complete(self) -> Answer:
        focused = {"name": "word", "type": 3, "value": "a", "focused": True}
        inner = {"name": "keep", "type": 1, "options": [focused]}
        data = {"id": "1", "name": "word", "type": 1, "options": [inner]}
        return await self._ask("interact", kind=AUTOCOMPLETE, data=data)

    async def _ask(self, verb: str, **what: Any) -> Answer:
        answer: Answer = await self._double.call(
            verb, channel=self._channel, until="settled", **what
        )
        return answer


async def _meanwhile(
    people: _People, seconds: float, bot: BotProcess, http: aiohttp.ClientSession
) -> tuple[float, int]:
    """Ask for things until ``seconds`` are over.

    Returns how many facts waited in memory at most, and how often the bot called itself ready.
    """
    loop = asyncio.get_running_loop()
    ends = loop.time() + seconds
    most, ready = 0.0, 0
    while True:
        people.asked.take(await people.ask_all())
        most = max(most, await _facts_waiting(bot, http))
        async with http.get(f"http://127.0.0.1:{bot.health_port}/readyz") as response:
            ready += response.status == 200
        if loop.time() >= ends:
            return most, ready


async def _facts_waiting(bot: BotProcess, http: aiohttp.ClientSession) -> float:
    async with http.get(f"http://127.0.0.1:{bot.health_port}/metrics") as response:
        found = _WAITING.search(await response.text())
    return float(found.group(1)) if found else 0.0


def _away_in(answers: dict[str, Answer]) -> int:
    return sum(AWAY in _said(answer) for answer in answers.values())


def _said(answer: Answer) -> str:
    return " ".join(message["content"] for message in answer["messages"])
