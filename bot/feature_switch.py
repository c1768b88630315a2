"""Whether a feature is on in a server."""

from __future__ import annotations

from bot.guild_settings import GuildSettings, ServerSettings

# Without these a server could not be set up, nor anybody get their data.
ALWAYS_ON = frozenset({"setup", "privacy"})


class FeatureSwitch:
    """Reads the switches that managers set."""

    def __init__(self, settings: GuildSettings) -> None:
        self._settings = settings

    async def is_on(self, guild_id: int, feature: str) -> bool:
        """Tell whether ``feature`` (the name of its folder) is on in the guild."""
        if feature in ALWAYS_ON:
            return True
        settings = await self._settings.get(guild_id, ServerSettings)
        return feature not in settings.features_off
