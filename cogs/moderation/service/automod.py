"""Each server's automod: its engine, ready when a message comes, renewed when settings change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Final

from bot.guild_settings import GuildSettings as Store
from bot.guild_settings import NewValue
from bot.signals import GuildSettingChanged
from cogs.moderation.domain.automod.crowd import Crowd
from cogs.moderation.domain.automod.engine import Engine
from cogs.moderation.domain.automod.rule import RuleSettings
from cogs.moderation.settings import GuildSettings, automod_field

_PREFIXES: Final = ("automod_", "raid_texts")


class Automod:
    """Use cases of automod."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # None: looked up, and nothing is to be looked for.
        self._engines: dict[int, Engine | None] = {}
        self._renewing = asyncio.Lock()

    async def engine(self, guild_id: int) -> Engine | None:
        """Return a server's engine; None where nothing is to be looked for."""
        if guild_id in self._engines:
            return self._engines[guild_id]
        async with self._renewing:
            if guild_id not in self._engines:
                self._engines[guild_id] = await self._made(guild_id)
        return self._engines[guild_id]

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return a server's settings of moderation."""
        return await self._store.get(guild_id, GuildSettings)

    async def whole(self, guild_id: int) -> Engine:
        """Return an engine to explain with, also where no rule is on; it is nobody's memory."""
        settings = await self.settings(guild_id)
        return await asyncio.to_thread(Engine, settings.policy())

    async def change(
        self,
        guild_id: int,
        rule: str,
        by: int,
        change: Callable[[RuleSettings], RuleSettings],
    ) -> RuleSettings:
        """Give a rule the settings that ``change`` makes of its present ones; return them.

        Raises UserError where they are not allowed, and what ``change`` raises.
        """
        settings = await self.settings(guild_id)
        wanted = change(getattr(settings, automod_field(rule)))
        value = NewValue(GuildSettings, automod_field(rule), wanted.model_dump(mode="json"))
        await self._store.change(guild_id, [value], by)
        return wanted

    async def dry_run(self, guild_id: int, by: int, *, on: bool) -> None:
        """Let automod only say what it would do, or act again."""
        await self._store.set(guild_id, GuildSettings, "automod_dry_run", on, by)

    async def know_native(self, guild_id: int, ids: Mapping[str, int], by: int) -> None:
        """Keep which rules in Discord's own AutoMod are ours."""
        await self._store.set(guild_id, GuildSettings, "automod_native", dict(ids), by)

    async def setting_changed(self, signal: GuildSettingChanged) -> None:
        """Take new settings over, with what is remembered of the last minutes."""
        if signal.section == GuildSettings.section and signal.key.startswith(_PREFIXES):
            # Of two changes at once, the later must not be overtaken.
            async with self._renewing:
                self._engines[signal.guild_id] = await self._made(signal.guild_id)

    def forget(self, guild_id: int, member_id: int) -> None:
        """Let go of what is remembered of a member."""
        engine = self._engines.get(guild_id)
        if engine is not None:
            engine.forget(member_id)

    def forget_guild(self, guild_id: int) -> None:
        """Let go of a server."""
        self._engines.pop(guild_id, None)

    async def _made(self, guild_id: int) -> Engine | None:
        settings = await self.settings(guild_id)
        policy, people = settings.policy(), settings.raid_texts
        if not people and not any(rule.enabled for rule in policy.values()):
            return None
        known = self._engines.get(guild_id)
        # A thousand words take a while to compile.
        if known is None:
            return await asyncio.to_thread(Engine, policy, crowd=Crowd(people))
        return await asyncio.to_thread(known.renewed, policy, people)
