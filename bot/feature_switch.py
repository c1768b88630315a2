"""Whether a feature is on in a server."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from bot.db import Database
from bot.guild_settings import GuildSetting, GuildSettings, ServerSettings
from bot.signals import GuildSettingChanged, Signals

# Without these a server could not be set up, nor anybody get their data.
ALWAYS_ON: Final = frozenset({"setup", "privacy"})


class FeatureSwitch:
    """Reads the switches that managers set."""

    def __init__(self, settings: GuildSettings) -> None:
        self._settings = settings
        self._off: dict[int, frozenset[str]] = {}

    async def begin(self, database: Database, signals: Signals) -> None:
        """Read what is off everywhere and keep it up to date, for ``is_on_now``."""
        row = GuildSetting
        chosen = select(row.guild_id, row.value).where(
            row.section == ServerSettings.section, row.key == "features_off"
        )
        async with database.read() as connection:
            for guild_id, value in await connection.execute(chosen):
                self._off[guild_id] = frozenset(value if isinstance(value, list) else ())
        signals.listen(GuildSettingChanged, self._changed)

    def is_on_now(self, guild_id: int, feature: str) -> bool:
        """Tell the same as ``is_on`` where nothing can be awaited, such as in a thread."""
        return feature in ALWAYS_ON or feature not in self._off.get(guild_id, ())

    async def is_on(self, guild_id: int, feature: str) -> bool:
        """Tell whether ``feature`` (the name of its folder) is on in the guild."""
        if feature in ALWAYS_ON:
            return True
        settings = await self._settings.get(guild_id, ServerSettings)
        return feature not in settings.features_off

    async def _changed(self, signal: GuildSettingChanged) -> None:
        if (signal.section, signal.key) == (ServerSettings.section, "features_off"):
            settings = await self._settings.get(signal.guild_id, ServerSettings)
            self._off[signal.guild_id] = frozenset(settings.features_off)
