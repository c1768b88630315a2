"""A server's rules: a numbered list, and what is different between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

# What one menu of Discord can list: https://docs.discord.com/developers/components/reference
MOST_RULES: Final = 25
TITLE_LIMIT: Final = 100
TEXT_LIMIT: Final = 1_000
# All rules stand in one message, whose embeds hold 6,000 characters; the rest is for what frames
# them: https://docs.discord.com/developers/resources/message#embed-object-embed-limits
TOTAL_LIMIT: Final = 5_400
# The number and the markup that each rule is written with: "**25. " and "**", and line breaks.
_FRAME: Final = 12


class Refusal(StrEnum):
    """Why a change of the rules cannot be."""

    EMPTY = "empty"
    MANY = "many"
    LONG = "long"
    GONE = "gone"


class RulesRefusedError(ValueError):
    """The rules cannot become that; ``reason`` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``key`` stays its own when it moves; its number is its place in the list."""

    key: int
    title: str
    text: str = ""

    @property
    def size(self) -> int:
        """How many characters it takes where all rules are shown."""
        return len(self.title) + len(self.text) + _FRAME


Rules = tuple[Rule, ...]


def added(rules: Rules, title: str, text: str, number: int | None = None) -> Rules:
    """Return ``rules`` with a new one at ``number`` (from 1; at the end without one).

    Raises RulesRefusedError for an empty title, too many rules, or more text than one message
    holds.
    """
    key = max((rule.key for rule in rules), default=0) + 1
    return _checked(_placed(rules, _rule(key, title, text), number))


def changed(rules: Rules, key: int, title: str, text: str, number: int | None = None) -> Rules:
    """Return ``rules`` with the one named ``key`` worded anew, and moved to ``number`` if given.

    Raises RulesRefusedError as ``added``, and where the rule is not there any more.
    """
    place = _place(rules, key)
    others = rules[:place] + rules[place + 1 :]
    return _checked(_placed(others, _rule(key, title, text), number or place + 1))


def removed(rules: Rules, key: int) -> Rules:
    """Return ``rules`` without the one named ``key``.

    Raises RulesRefusedError where it is not there any more.
    """
    place = _place(rules, key)
    return rules[:place] + rules[place + 1 :]


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of rules: numbers, those of ``removed`` as they were before."""

    added: tuple[int, ...]
    removed: tuple[int, ...]
    reworded: tuple[int, ...]
    moved: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.reworded or self.moved)


def difference(before: Sequence[Rule], after: Sequence[Rule]) -> Difference:
    """Return what was done to ``before`` to make ``after`` of it.

    A rule has moved where it stands in another order among those that stayed, not where its
    number changed because another one came or went.
    """
    old = {rule.key: (number, rule) for number, rule in enumerate(before, 1)}
    new = {rule.key: (number, rule) for number, rule in enumerate(after, 1)}
    stayed_before = [rule.key for rule in before if rule.key in new]
    stayed_after = [rule.key for rule in after if rule.key in old]
    return Difference(
        added=tuple(number for key, (number, _) in new.items() if key not in old),
        removed=tuple(number for key, (number, _) in old.items() if key not in new),
        reworded=tuple(
            number for key, (number, rule) in new.items() if key in old and old[key][1] != rule
        ),
        moved=tuple(
            new[key][0] for key, was in zip(stayed_after, stayed_before, strict=True) if key != was
        ),
    )


def _rule(key: int, title: str, text: str) -> Rule:
    rule = Rule(key, " ".join(title.split())[:TITLE_LIMIT], text.strip()[:TEXT_LIMIT])
    if not rule.title:
        raise RulesRefusedError(Refusal.EMPTY)
    return replace(rule, title=rule.title.strip())


def _placed(rules: Rules, rule: Rule, number: int | None) -> Rules:
    place = len(rules) if number is None else min(max(number, 1) - 1, len(rules))
    return (*rules[:place], rule, *rules[place:])


def _place(rules: Rules, key: int) -> int:
    for place, rule in enumerate(rules):
        if rule.key == key:
            return place
    raise RulesRefusedError(Refusal.GONE)


def _checked(rules: Rules) -> Rules:
    if len(rules) > MOST_RULES:
        raise RulesRefusedError(Refusal.MANY)
    if sum(rule.size for rule in rules) > TOTAL_LIMIT:
        raise RulesRefusedError(Refusal.LONG)
    return rules
