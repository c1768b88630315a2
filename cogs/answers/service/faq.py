"""The FAQ: short answers under names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz, process, utils

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.faq import FaqPair
from bot.text.truncate import truncate
from cogs.answers.models import NAME_LIMIT, TEXT_LIMIT
from cogs.answers.repository import faq
from cogs.answers.repository.faq import Entry
from cogs.answers.texts import T

MOST: Final = 500
_CLOSE: Final = 60
_SAME: Final = 90


class FaqService:
    """Use cases of the FAQ."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def get(self, guild_id: int, name: str, locale: str) -> Entry:
        """Return an entry, and count its use; a name that is nearly right will do.

        Raises UserError where there is none.
        """
        given = key_of(name)
        async with self._database.begin() as connection:
            found = await faq.read(connection, guild_id, given)
            if found is None:
                names = [entry.name for entry in await faq.every(connection, guild_id)]
                near = process.extractOne(given, names, scorer=fuzz.WRatio, score_cutoff=_SAME)
                if near is not None:
                    found = await faq.read(connection, guild_id, near[0])
            if found is None:
                raise UserError(T.say("faq-none", locale, name=name))
            await faq.use(connection, guild_id, found.name)
        return found

    async def set(self, guild_id: int, name: str, text: str, by_id: int, locale: str) -> bool:
        """Keep an entry; return whether it is new.

        Raises UserError where name or text are empty, or there are too many entries.
        """
        title, said = " ".join(name.split())[:NAME_LIMIT], text.strip()
        if not key_of(title) or not said:
            raise UserError(T.say("faq-empty", locale))
        kept = await self._keep(guild_id, title, said, by_id)
        if kept is None:
            raise UserError(T.say("faq-full", locale, most=MOST))
        return kept

    async def keep(self, guild_id: int, pairs: Sequence[FaqPair], by_id: int) -> int:
        """Keep pairs that are not there yet (``bot.ports.FaqBook``); return how many were new.

        An entry of that name stays as the team wrote it. Long texts are shortened; where the FAQ
        is full the rest is left out.
        """
        kept = 0
        for pair in pairs:
            title = truncate(" ".join(pair.question.split()), NAME_LIMIT)
            said = truncate(pair.answer.strip(), TEXT_LIMIT)
            kept += await self._keep(guild_id, title, said, by_id, anew=False) is True
        return kept

    async def delete(self, guild_id: int, name: str, locale: str) -> Entry:
        """Delete an entry of exactly this name. Raises UserError where there is none."""
        async with self._database.begin() as connection:
            found = await faq.read(connection, guild_id, key_of(name))
            if found is None:
                raise UserError(T.say("faq-none", locale, name=name))
            await faq.remove(connection, guild_id, found.name)
        return found

    async def every(self, guild_id: int) -> list[Entry]:
        """Return all entries, the most used first."""
        async with self._database.read() as connection:
            return await faq.every(connection, guild_id)

    async def like(self, guild_id: int, typed: str, most: int) -> list[Entry]:
        """Return entries whose names are like what was ``typed``, the best first."""
        entries = await self.every(guild_id)
        if not typed.strip():
            return entries[:most]
        found = process.extract(
            typed,
            [entry.title for entry in entries],
            scorer=fuzz.WRatio,
            processor=utils.default_process,
            limit=most,
            score_cutoff=_CLOSE,
        )
        return [entries[place] for _, _, place in found]

    async def _keep(
        self, guild_id: int, title: str, text: str, by_id: int, *, anew: bool = True
    ) -> bool | None:
        name = key_of(title)
        async with self._database.begin() as connection:
            before = await faq.read(connection, guild_id, name)
            if before is None and await faq.count(connection, guild_id) >= MOST:
                return None
            if before is not None and not anew:
                return False
            uses = 0 if before is None else before.uses
            entry = Entry(name, title, uses, text)
            await faq.write(connection, guild_id, entry, by_id, self._clock.now())
        return before is None


def key_of(name: str) -> str:
    """Return the name under which an entry is kept: in lower case, single blanks."""
    return " ".join(name.casefold().split())[:NAME_LIMIT]
