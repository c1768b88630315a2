"""The made-up community: four weeks of Meeple Harbour, a place for people who design board games.

The story has what a report should find: newcomers every week and some who go, weekdays and
evenings, questions with and without answers, voice evenings, another bot, a file server that
fails for two days of the last week (grumpy #help), and the jam that makes its weekend lively.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.demo import phrases
from bot.demo.events import Event, Joined, Left, Posted, Reacted, Said, VoiceIn, VoiceOut
from bot.demo.people import DAYS, Part, Person, cast

TITLE = "Meeple Harbour"
TEXT_CHANNELS = ("general", "introductions", "help", "show-and-tell", "off-topic")
FORUM = "questions"
VOICE = "lounge"
DICE_BOT = "Dicebot"
OUTAGE_DAYS = (22, 23)
JAM_DAYS = (25, 26, 27)

_CONVERSATIONS_A_DAY = 12.5
_QUESTIONS_A_DAY = 5.0
_POSTS_A_DAY = 1.1
_WEEKDAY = (0.9, 0.88, 0.95, 0.95, 1.05, 1.3, 1.2)
_WEEK = (0.92, 1.0, 0.93, 1.02)
_JAM = 1.55
_WHERE = (("general", 5.0), ("off-topic", 3.0), ("show-and-tell", 2.0))
# Shares of positive and negative lines; the rest is neutral.
_MOOD = {"general": (0.36, 0.14), "off-topic": (0.34, 0.12), "show-and-tell": (0.55, 0.06)}
_VOICE_WEEKDAYS = (1, 3, 5)


@dataclass(frozen=True, slots=True)
class Story:
    """What happens between ``start`` and ``end`` (aware, UTC), in the order of time."""

    start: datetime
    end: datetime
    people: tuple[Person, ...]
    events: tuple[Event, ...]


def tell_story(start: datetime, seed: int = 11) -> Story:
    """Return the community's four weeks from ``start`` (an aware Monday midnight) on.

    The same ``start`` and ``seed`` always give the same story.
    """
    return _Teller(start, random.Random(seed)).tell()  # noqa: S311 - a story, not a secret


class _Teller:
    def __init__(self, start: datetime, rng: random.Random) -> None:
        self._start = start
        self._rng = rng
        self._people = cast(rng)
        self._events: list[Event] = []
        self._keys = 0

    def tell(self) -> Story:
        for person in self._people:
            self._membership(person)
        for day in range(DAYS):
            self._day(day)
        end = self._start + timedelta(days=DAYS)
        events = sorted((event for event in self._events if event.at < end), key=lambda e: e.at)
        return Story(self._start, end, self._people, tuple(_whole(events)))

    # -- a day --------------------------------------------------------------

    def _day(self, day: int) -> None:
        lively = _WEEKDAY[day % 7] * _WEEK[day // 7] * (_JAM if day in JAM_DAYS else 1.0)
        for _ in range(self._about(_CONVERSATIONS_A_DAY * lively)):
            self._conversation(day)
        for _ in range(self._about(_QUESTIONS_A_DAY * lively)):
            self._question(day)
        for _ in range(self._about(_POSTS_A_DAY * lively)):
            self._post(day)
        if day in OUTAGE_DAYS:
            for _ in range(14):
                self._complaint(day)
        if day % 7 in _VOICE_WEEKDAYS:
            self._voice_evening(day)
        if self._chance(0.4):
            self._waits_alone(day)
        for _ in range(2):
            at = day + self._rng.uniform(0.3, 0.95)
            self._say(DICE_BOT, at, "off-topic", self._pick(phrases.DICE_BOT))

    def _conversation(self, day: int) -> None:
        starter, at = self._someone_at(day)
        channel = self._rng.choices([c for c, _ in _WHERE], [w for _, w in _WHERE])[0]
        jam = day in JAM_DAYS and channel != "off-topic" and self._chance(0.6)
        lines = phrases.JAM if jam else phrases.OPENERS[channel]
        last = self._say(starter.name, at, channel, self._pick(lines))
        group = [starter, *self._others(at, self._rng.randint(1, 4), {starter.name})]
        speaker = starter
        for _ in range(min(2 + int(self._rng.expovariate(1 / 3.4)), 14)):
            at += self._minutes(0.3, 4)
            speaker = self._rng.choice([p for p in group if p is not speaker] or group)
            answers = last if self._chance(0.3) else None
            last = self._say(
                speaker.name, at, channel, self._reply_in(channel, jam=jam), reply_to=answers
            )

    def _reply_in(self, channel: str, *, jam: bool) -> str:
        if self._chance(0.03):
            return self._rng.choice(phrases.FOREIGN)
        positive, negative = (0.55, 0.05) if jam else _MOOD[channel]
        roll = self._rng.random()
        if roll < positive:
            mood = "positive"
        elif roll < positive + negative:
            mood = "negative"
        else:
            mood = "neutral"
        return self._pick(phrases.REPLIES[mood])

    def _question(self, day: int) -> None:
        asker, at = self._someone_at(day)
        question = self._say(asker.name, at, "help", self._pick(phrases.QUESTIONS))
        slow = day in OUTAGE_DAYS
        if self._chance(0.35 if slow else 0.1):
            return
        at += self._minutes(40, 400) if slow else self._minutes(1, 25)
        helper = self._helper(at, asker)
        mentions = (asker.name,) if self._chance(0.3) else ()
        answer = self._say(
            helper.name,
            at,
            "help",
            self._pick(phrases.ANSWERS),
            reply_to=None if mentions else question,
            mentions=mentions,
        )
        if self._chance(0.35):
            at += self._minutes(1, 6)
            self._say(asker.name, at, "help", self._pick(phrases.FOLLOW_UPS), reply_to=answer)
            at += self._minutes(2, 10)
            answer = self._say(helper.name, at, "help", self._pick(phrases.ANSWERS))
        if self._chance(0.7):
            at += self._minutes(1, 15)
            self._say(asker.name, at, "help", self._pick(phrases.THANKS), reply_to=answer)
            self._add(Reacted(self._at(at), asker.name, answer, "✅"), asker.name)

    def _complaint(self, day: int) -> None:
        first, at = self._someone_at(day)
        last = self._say(first.name, at, "help", self._pick(phrases.OUTAGE))
        for other in self._others(at, self._rng.randint(0, 3), {first.name}):
            at += self._minutes(1, 12)
            reply = last if self._chance(0.4) else None
            text = self._pick(phrases.OUTAGE_REPLIES)
            last = self._say(other.name, at, "help", text, reply_to=reply)

    def _post(self, day: int) -> None:
        asker, at = self._someone_at(day)
        key = self._next_key()
        text = self._pick(phrases.QUESTIONS)
        title = self._pick(phrases.POST_TITLES)
        self._add(Posted(self._at(at), asker.name, FORUM, title, text, key), asker.name)
        for _ in range(self._rng.choice((0, 1, 2, 2, 3, 4))):
            at += self._minutes(10, 240)
            text = self._pick(phrases.ANSWERS)
            self._say(self._helper(at, asker).name, at, FORUM, text, post=key)

    def _voice_evening(self, day: int) -> None:
        begin = day + self._rng.uniform(18.5, 19.3) / 24
        for person in self._others(begin, self._rng.randint(3, 7), set()):
            arrives = begin + self._minutes(0, 35)
            leaves = arrives + self._minutes(30, 110)
            self._visit(person, arrives, leaves)

    def _waits_alone(self, day: int) -> None:
        begin = day + self._rng.uniform(10, 14) / 24
        for person in self._others(begin, 1, set()):
            self._visit(person, begin, begin + self._minutes(5, 30))

    def _visit(self, person: Person, arrives: float, leaves: float) -> None:
        if person.is_here(arrives) and person.is_here(leaves) and leaves < DAYS:
            self._add(VoiceIn(self._at(arrives), person.name, VOICE), person.name)
            self._add(VoiceOut(self._at(leaves), person.name), person.name)

    # -- coming and going ---------------------------------------------------

    def _membership(self, person: Person) -> None:
        if person.joined_day >= 0:
            self._events.append(Joined(self._at(person.joined_day), person.name))
            self._introduces_themselves(person)
        if person.left_day is not None:
            self._events.append(Left(self._at(person.left_day), person.name))

    def _introduces_themselves(self, person: Person) -> None:
        if self._chance(0.2):
            return
        at = person.joined_day + self._minutes(5, 180)
        text = self._pick(phrases.INTRODUCTIONS, person.name)
        hello = self._say(person.name, at, "introductions", text)
        for other in self._others(at, self._rng.randint(1, 4), {person.name}):
            at += self._minutes(1, 40)
            text = self._pick(phrases.WELCOMES, person.name)
            self._say(other.name, at, "introductions", text, reply_to=hello)

    # -- who ----------------------------------------------------------------

    def _someone_at(self, day: int) -> tuple[Person, float]:
        """Return somebody and an instant of ``day`` at which they would be about."""
        noon = day + 0.5
        weights = [p.presence(day + p.peak_hour / 24) for p in self._people]
        person = self._rng.choices(self._people, weights)[0]
        hour = (person.peak_hour + self._rng.gauss(0, 2.2)) % 24
        at = day + hour / 24
        return (person, at) if person.is_here(at) else (self._others(noon, 1, set())[0], noon)

    def _others(self, at: float, count: int, without: set[str]) -> list[Person]:
        pool = [p for p in self._people if p.name not in without]
        weights = [p.presence(at) for p in pool]
        chosen: list[Person] = []
        for _ in range(count):
            if not any(weights):
                break
            index = self._rng.choices(range(len(pool)), weights)[0]
            chosen.append(pool[index])
            weights[index] = 0.0
        return chosen

    def _helper(self, at: float, asker: Person) -> Person:
        helpers = [p for p in self._people if p.part is Part.HELPER and p is not asker]
        if self._chance(0.65):
            return self._rng.choices(helpers, [p.presence(at) for p in helpers])[0]
        return (self._others(at, 1, {asker.name}) or helpers)[0]

    # -- writing it down ----------------------------------------------------

    def _say(
        self,
        name: str,
        at: float,
        channel: str,
        text: str,
        *,
        reply_to: int | None = None,
        mentions: tuple[str, ...] = (),
        post: int | None = None,
    ) -> int:
        key = self._next_key()
        said = Said(self._at(at), name, channel, text, key, reply_to, mentions, post)
        self._add(said, name)
        if name != DICE_BOT and self._chance(0.2):
            self._reactions(at, key, name)
        return key

    def _reactions(self, at: float, key: int, author: str) -> None:
        for person in self._others(at, self._rng.choice((1, 1, 2, 3)), {author}):
            later = at + self._minutes(0.2, 30)
            emoji = self._rng.choice(phrases.REACTIONS)
            self._add(Reacted(self._at(later), person.name, key, emoji), person.name)

    def _add(self, event: Event, name: str) -> None:
        day = (event.at - self._start) / timedelta(days=1)
        person = next((p for p in self._people if p.name == name), None)
        if person is None or person.is_here(day):
            self._events.append(event)

    def _pick(self, lines: Sequence[str], name: str = "") -> str:
        slots = {
            "{game}": self._rng.choice(phrases.GAMES),
            "{part}": self._rng.choice(phrases.PARTS),
            "{mechanic}": self._rng.choice(phrases.MECHANICS),
            "{n}": str(self._rng.randint(2, 12)),
            "{m}": str(self._rng.randint(20, 90)),
            "{name}": name,
        }
        text = self._rng.choice(lines)
        for slot, word in slots.items():
            text = text.replace(slot, word)
        return text

    def _chance(self, probability: float) -> bool:
        return self._rng.random() < probability

    def _next_key(self) -> int:
        self._keys += 1
        return self._keys

    def _about(self, mean: float) -> int:
        return max(0, round(self._rng.gauss(mean, mean**0.5 * 0.5)))

    def _minutes(self, low: float, high: float) -> float:
        """Return a stretch in days: between ``low`` and ``high`` minutes, rather short."""
        return self._rng.triangular(low, high, low) / 1440

    def _at(self, day: float) -> datetime:
        return self._start + timedelta(seconds=round(day * 86400))


def _whole(events: list[Event]) -> Iterator[Event]:
    """Leave out what refers to something that was never said."""
    said: set[int] = set()
    for event in events:
        if isinstance(event, Said):
            known = all(key is None or key in said for key in (event.reply_to, event.post))
        else:
            known = not isinstance(event, Reacted) or event.key in said
        if known:
            yield event
            if isinstance(event, (Said, Posted)):
                said.add(event.key)
