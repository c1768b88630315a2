"""All rules of one server together: what a message breaks, and what is done about it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from cogs.moderation.domain.automod.crowd import NOBODY, Crowd
from cogs.moderation.domain.automod.fold import warm
from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.registry import RULES
from cogs.moderation.domain.automod.rule import Act, Measure, Rule, RuleSettings
from cogs.moderation.domain.automod.said import Said
from cogs.moderation.domain.automod.window import NOTHING, Moment, Past, Window, text_hash

# These are between the server and a person; the others are about the message, or the channel.
PERSONAL: Final = frozenset(set(Act) - {Act.ALERT, Act.DELETE, Act.HOLD, Act.SLOWMODE})
_ORDER: Final = list(Act)
_REMEMBERED: Final = 2_000


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a message breaks, and how it measured."""

    key: str
    measure: Measure


@dataclass(frozen=True, slots=True)
class Slowmode:
    """How long people are to wait between messages, and until it is over."""

    pace: timedelta
    lasts: timedelta


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a message breaks, worst first, and what is to be done, mildest first.

    ``timeout``, ``slowmode`` and ``role_ids`` say what those acts are. ``rule``: the number of the
    server's rule that is broken, where the worst that names one does. ``fresh``: some rule that is
    broken did not deal with this person just now. ``crowd``: who wrote nearly the same as this
    message, where they are so many that it matters, and more than before.
    """

    broken: tuple[Broken, ...] = ()
    acts: tuple[Act, ...] = ()
    timeout: timedelta = timedelta(0)
    slowmode: Slowmode | None = None
    role_ids: tuple[int, ...] = ()
    fresh: bool = False
    crowd: frozenset[int] = NOBODY
    rule: int | None = None

    @property
    def clean(self) -> bool:
        """Whether nothing is broken."""
        return not self.broken


CLEAN: Final = Verdict()


class State(StrEnum):
    """How a rule stands to a message."""

    OFF = "off"
    EXEMPT = "exempt"
    QUIET = "quiet"
    FIRED = "fired"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a rule does what it does about a message; ``measure`` only where it was taken."""

    key: str
    state: State
    measure: Measure | None = None

    @property
    def about_names(self) -> bool:
        """Whether the rule is about names: then the text was read as if it were one."""
        return RULES[self.key].about == "name"

    @property
    def fires(self) -> bool:
        """Whether a message like this breaks the rule."""
        return self.state is State.FIRED and not self.about_names


@dataclass(slots=True)
class Engine:
    """One server's rules with their settings in place, and what was said there just now."""

    policy: Mapping[str, RuleSettings]
    window: Window = field(default_factory=Window)
    crowd: Crowd = field(default_factory=Crowd)
    _rules: tuple[Rule[Any], ...] = field(init=False)
    _names: tuple[Rule[Any], ...] = field(init=False)
    _needs_past: bool = field(init=False)
    wants_roles: bool = field(init=False)
    _acted: OrderedDict[tuple[str, int], datetime] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        made = [RULES[key](settings) for key, settings in self.policy.items() if settings.enabled]
        self._rules = tuple(rule for rule in made if rule.about == "message")
        self._names = tuple(rule for rule in made if rule.about == "name")
        self.wants_roles = any(rule.settings.except_role_ids for rule in made)
        if made or self.crowd.people:
            warm()
        self._needs_past = any(rule.needs_past for rule in self._rules)

    @property
    def idle(self) -> bool:
        """Whether no rule is on, and nobody looks for crowds."""
        return not self._rules and not self._names and not self.crowd.people

    def renewed(self, policy: Mapping[str, RuleSettings], people: int = 0) -> Engine:
        """Return an engine with other settings and the same memory; ``people`` are a crowd."""
        self.crowd.people = people
        return Engine(policy, self.window, self.crowd, _acted=self._acted)

    def judge(self, said: Said) -> Verdict:
        """Take a message in and judge it."""
        looking = self.crowd.people and not said.edited
        if not self._rules and not looking:
            return CLEAN
        reading = Reading(said.text)
        crowd = self.crowd.note(said, reading) if looking else NOBODY
        past = self._noted(said, reading)
        broken: list[tuple[Rule[Any], Measure]] = []
        new = not said.edited
        for rule in self._rules:
            if (rule.everywhere and new) or rule.holds_for(said):
                measure = rule.measure(said, reading, past)
                if measure.value >= measure.limit:
                    broken.append((rule, measure))
        verdict = self._verdict(said, broken) if broken else CLEAN
        return replace(verdict, crowd=crowd) if crowd else verdict

    def judge_name(self, said: Said) -> Verdict:
        """Judge a name, handed in as the text."""
        reading = Reading(said.text)
        measured = [
            (rule, rule.measure(said, reading, NOTHING))
            for rule in self._names
            if rule.holds_for(said)
        ]
        broken = [(rule, measure) for rule, measure in measured if measure.fired]
        return self._verdict(said, broken) if broken else CLEAN

    def explain(self, said: Said) -> tuple[Explanation, ...]:
        """Tell what every rule, also those that are off, makes of a text by itself.

        Nothing is remembered of it.
        """
        reading = Reading(said.text)
        moment = _moment(said, reading)
        past = Past((moment,), (moment,))
        return tuple(
            self._explained(RULES[key](settings), said, reading, past)
            for key, settings in self.policy.items()
        )

    def forget(self, author_id: int) -> None:
        """Let go of all that is remembered of a member."""
        self.window.forget(author_id)
        self.crowd.forget(author_id)
        for key in [key for key in self._acted if key[1] == author_id]:
            del self._acted[key]

    def _explained(self, rule: Rule[Any], said: Said, reading: Reading, past: Past) -> Explanation:
        if not rule.holds_for(said):
            return Explanation(rule.key, State.EXEMPT)
        measure = rule.measure(said, reading, past)
        if not rule.settings.enabled:
            return Explanation(rule.key, State.OFF, measure)
        return Explanation(rule.key, State.FIRED if measure.fired else State.QUIET, measure)

    def _noted(self, said: Said, reading: Reading) -> Past:
        if not self._needs_past or said.edited:
            return NOTHING
        return self.window.note(_moment(said, reading))

    def others(self, said: Said, verdict: Verdict, *, names: bool = False) -> dict[str, State]:
        """Return how the rules that are on and were not broken stand to what was judged."""
        broken = {one.key for one in verdict.broken}
        return {
            rule.key: State.QUIET if rule.holds_for(said) else State.EXEMPT
            for rule in (self._names if names else self._rules)
            if rule.key not in broken
        }

    def would(self, explained: tuple[Explanation, ...]) -> Verdict:
        """Return what would be done with a message, had nobody been dealt with just now."""
        fired = [
            (RULES[one.key](self.policy[one.key]), one.measure)
            for one in explained
            if one.fires and one.measure is not None
        ]
        return _decided([(rule, measure, set(rule.settings.actions)) for rule, measure in fired])

    def _verdict(self, said: Said, broken: list[tuple[Rule[Any], Measure]]) -> Verdict:
        doing: list[tuple[Rule[Any], Measure, set[Act]]] = []
        fresh = False
        for rule, measure in broken:
            mine = set(rule.settings.actions)
            if self._is_cooling(rule, said):
                mine -= PERSONAL
            else:
                fresh = True
            doing.append((rule, measure, mine))
        return _decided(doing, fresh=fresh)

    def _is_cooling(self, rule: Rule[Any], said: Said) -> bool:
        """Tell whether the rule dealt with this person just now; if not, it does so now."""
        place = (rule.key, said.author_id)
        last = self._acted.get(place)
        if last is not None and said.at - last < timedelta(seconds=rule.settings.cooldown_seconds):
            return True
        self._acted[place] = said.at
        self._acted.move_to_end(place)
        if len(self._acted) > _REMEMBERED:
            self._acted.popitem(last=False)
        return False


def _decided(doing: list[tuple[Rule[Any], Measure, set[Act]]], *, fresh: bool = True) -> Verdict:
    def settings(act: Act) -> list[RuleSettings]:
        return [rule.settings for rule, _, acts in doing if act in acts]

    worst = sorted(doing, key=lambda one: -_weight(one[0]))
    acts = {act for _, _, mine in doing for act in mine}
    if Act.HOLD in acts:
        acts.discard(Act.DELETE)  # it goes, and waits for somebody
    return Verdict(
        tuple(Broken(rule.key, measure) for rule, measure, _ in worst),
        tuple(sorted(acts, key=_ORDER.index)),
        _timeout(settings(Act.TIMEOUT)),
        _slowmode(settings(Act.SLOWMODE)),
        _roles(settings(Act.ROLE)),
        fresh,
        rule=next((one.settings.rule for one, _, _ in worst if one.settings.rule), None),
    )


def _timeout(chosen: list[RuleSettings]) -> timedelta:
    return timedelta(minutes=max((one.timeout_minutes for one in chosen), default=0))


def _slowmode(chosen: list[RuleSettings]) -> Slowmode | None:
    if not chosen:
        return None
    return Slowmode(
        timedelta(seconds=max(one.slowmode_seconds for one in chosen)),
        timedelta(minutes=max(one.slowmode_minutes for one in chosen)),
    )


def _roles(chosen: list[RuleSettings]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(one.role_id for one in chosen if one.role_id is not None))


def _weight(rule: Rule[Any]) -> int:
    return max((_ORDER.index(act) for act in rule.settings.actions), default=-1)


def _moment(said: Said, reading: Reading) -> Moment:
    text = text_hash(reading.fingerprint, said.attachments)
    return Moment(said.at, said.channel_id, said.author_id, said.message_id, text)
