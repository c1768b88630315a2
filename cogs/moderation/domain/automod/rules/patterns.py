"""A server's own regular expressions, which RE2 runs: none of them can stall."""

from __future__ import annotations

from pydantic import Field, field_validator

from cogs.moderation.domain.automod.pattern import Pattern
from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.rule import QUIET, Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import Past

# As long as Discord's own AutoMod takes them, and twice as many.
LENGTH = 260
COUNT = 20
_MEMORY = 1 << 20
# Where RE2 cannot keep all states, a character costs some nanoseconds a step: with these, 4,000
# characters take less than 5 ms, whatever they are.
STEPS = 300


class PatternsSettings(RuleSettings):
    """Settings of the rule."""

    patterns: tuple[str, ...] = Field(
        (), max_length=COUNT, description="Regular expressions (RE2) over the folded text."
    )

    @field_validator("patterns")
    @classmethod
    def _all_compile(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        steps = 0
        for pattern in patterns:
            if len(pattern) > LENGTH:
                raise ValueError(f"A pattern has at most {LENGTH} characters.")
            compiled = Pattern(pattern, memory=_MEMORY)
            if compiled.first("") is not None:
                raise ValueError("This pattern matches an empty text, so it would match all.")
            steps += compiled.size
        if steps > STEPS:
            raise ValueError(
                f"All patterns together are too large ({steps} of {STEPS} steps): shorten "
                "repetitions such as {1,100}, and write [a-z] for \\pL."
            )
        return patterns


class PatternsRule(Rule[PatternsSettings]):
    """Runs each pattern."""

    key = "patterns"
    settings_type = PatternsSettings

    def __init__(self, settings: PatternsSettings) -> None:
        super().__init__(settings)
        self._patterns = [(one, Pattern(one, memory=_MEMORY)) for one in settings.patterns]

    def measure(self, said: Said, reading: Reading, past: Past) -> Measure:
        """Find the first pattern that matches."""
        if not self._patterns:
            return QUIET
        folded = reading.folded
        for source, pattern in self._patterns:
            if pattern.first(folded) is not None:
                return Measure(1, 1, source)
        return QUIET
