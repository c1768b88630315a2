"""A flood of emoji, Unicode's and the server's own."""

from __future__ import annotations

import re

from pydantic import Field

from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.rule import Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past

_CUSTOM = re.compile(r"<a?:\w{2,32}:\d{15,21}>")
# Pairs of indicators are one flag; joined and coloured emoji count their parts' first only.
_UNICODE = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    "|[\U0001f300-\U0001f3fa\U0001f400-\U0001faff\u2600-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23fa]"
    "(?:[\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[\u2600-\u27bf\U0001f300-\U0001faff])*"
)


class EmojiSettings(RuleSettings):
    """Settings of the rule."""

    count: int = Field(20, ge=3, le=500, description="So many emoji in one message are too many.")


class EmojiRule(Rule[EmojiSettings]):
    """Counts emoji."""

    key = "emoji"
    settings_type = EmojiSettings

    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Count emoji."""
        text = reading.text
        count = len(_CUSTOM.findall(text)) if "<" in text else 0
        if not text.isascii():
            count += len(_UNICODE.findall(text))
        return Measure(count, self.settings.count)
