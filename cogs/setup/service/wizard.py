"""The wizard: what is chosen works at once; where one was is kept, so that it can be left."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from bot.clock import Clock
from bot.db import Database
from cogs.setup import repository
from cogs.setup.domain.setting import Kind, Setting
from cogs.setup.domain.steps import ASKED, CHANNELS, CHANNELS_A_STEP, PREVIEW, Steps, page_of
from cogs.setup.service.settings import SettingsService


@dataclass(frozen=True, slots=True)
class Chosen:
    """A setting and its present value as JSON."""

    setting: Setting
    value: Any


@dataclass(frozen=True, slots=True)
class Page:
    """What a step shows: every choice so far, and what this step asks for."""

    step: str
    steps: Steps
    zone: str
    managers: Sequence[int]
    moderators: Sequence[int]
    features: Sequence[str]
    off: frozenset[str]
    channels: Sequence[Chosen]
    questions: Sequence[Chosen] = ()

    @property
    def question(self) -> Chosen | None:
        """The question that this step is about."""
        return self.questions[page_of(self.step)] if self.step.startswith(ASKED) else None

    @property
    def beside(self) -> Chosen | None:
        """The channel that goes with the answer; None where it plays no part."""
        asked = self.question
        if asked is None or asked.value == asked.setting.default:
            return None
        name = f"{asked.setting.section}.{asked.setting.asked.get('beside')}"
        return next((one for one in self.channels if one.setting.name == name), None)

    @property
    def asked(self) -> Sequence[Chosen]:
        """The channels that this step asks for."""
        if not self.step.startswith(CHANNELS):
            return ()
        first = page_of(self.step) * CHANNELS_A_STEP
        return self.channels[first : first + CHANNELS_A_STEP]


class WizardService:
    """Use cases of ``/setup``."""

    def __init__(self, database: Database, settings: SettingsService, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.settings = settings
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def alone(self, guild_id: int) -> asyncio.Lock:
        """Return a lock: hold it while a channel is made, so that two presses make one."""
        return self._locks.setdefault(guild_id, asyncio.Lock())

    async def resume(self, guild_id: int) -> Page:
        """Return the step where the guild's managers were last; the preview once finished."""
        async with self._database.read() as connection:
            kept = await repository.progress(connection, guild_id)
        if kept is None:
            return await self.page(guild_id, None)
        step, finished = kept
        return await self.page(guild_id, PREVIEW if finished else step)

    async def go(self, guild_id: int, step: str) -> Page:
        """Go to a step and remember it."""
        page = await self.page(guild_id, step)
        async with self._database.begin() as connection:
            await repository.keep_progress(
                connection, guild_id, page.step, self._clock.now(), finished=False
            )
        return page

    async def finish(self, guild_id: int) -> None:
        """Write down that everything was gone through."""
        async with self._database.begin() as connection:
            await repository.keep_progress(
                connection, guild_id, PREVIEW, self._clock.now(), finished=True
            )

    async def page(self, guild_id: int, step: str | None) -> Page:
        """Return what a step shows; the first step for None, the nearest for one that is gone."""
        off = await self.settings.off(guild_id)
        channels = [
            Chosen(setting, await self.settings.value(guild_id, setting))
            for setting in self.settings.all
            if setting.kind is Kind.CHANNEL and setting.section not in off
        ]
        questions = [
            Chosen(setting, await self.settings.value(guild_id, setting))
            for setting in self.settings.all
            if setting.asked and setting.section not in off
        ]
        steps = Steps(len(channels), len(questions))

        async def value(name: str) -> Any:
            return await self.settings.value(guild_id, self.settings.find(name))

        return Page(
            step=steps.known(step),
            steps=steps,
            zone=await value("server.zone"),
            managers=await value("server.manager_role_ids"),
            moderators=await value("server.moderator_role_ids"),
            features=self.settings.features,
            off=off,
            channels=channels,
            questions=questions,
        )
