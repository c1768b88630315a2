"""What stands out in a window, and what must be known to read its figures, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from babel.dates import format_date

from bot.reports import Finding
from bot.text.durations import format_duration
from bot.windows import Window
from cogs.insights.domain import figures as f
from cogs.insights.domain.community import Activity, Counts
from cogs.insights.domain.findings import (
    Usual,
    count_weight,
    largest,
    rank_weight,
    share_weight,
    strongest,
    usual,
)
from cogs.insights.domain.known import Known
from cogs.insights.domain.responses import ResponseFigures
from cogs.insights.domain.staffing import slow_hours
from cogs.insights.texts import T

# Which day was the busiest can always be said: only where nothing else is to say.
_LEAST_WEIGHT = 0.0
# What holds every week is news to nobody, but worth a line beside small changes.
_STANDING_WEIGHT = 0.5
# A robust z beyond this is told of by itself (one week in twenty, were weeks all alike).
_UNUSUAL = 2.0
# Below this many, "+200 %" says less than the two counts.
_FEW = 10


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence needs beside the counts: window, what is known, names, language.

    ``names`` are the names of channels by id.
    """

    window: Window
    known: Known
    names: Mapping[int, str]
    locale: str = "en"
    has_help_channels: bool = False

    @property
    def before(self) -> Window:
        """The window of the same length right before."""
        return self.window.shifted(-self.window.days)

    @property
    def comparable(self) -> bool:
        """Whether both windows are known in full: only then a change means something."""
        return self.known.covers(self.window) and self.known.covers(self.before)

    def say(self, key: str, **args: str | float) -> str:
        """Return a sentence with its arguments as plain text."""
        length = "week" if self.window.days == f.WEEK_DAYS else "days"
        return T.plain(key, self.locale, length=length, **args)

    def channel(self, channel_id: int) -> str:
        """Return the name of a channel as people write it."""
        return "#" + self.names.get(channel_id, str(channel_id))

    def day(self, day: int) -> str:
        """Return the weekday of a local day, its date where the window has several of them."""
        language = T.plain("calendar-language", self.locale)
        form = "EEEE" if self.window.days <= 7 else "d MMMM"  # noqa: PLR2004 - days in a week
        return str(format_date(date.fromordinal(day), form, language))

    def date(self, day: int) -> str:
        """Return a local day in full."""
        language = T.plain("calendar-language", self.locale)
        return str(format_date(date.fromordinal(day), "d MMMM y", language))


def findings(
    c: Counts, setting: Setting, past: Mapping[str, Sequence[float]] | None = None
) -> list[Finding]:
    """Return what stands out, each sentence with how unusual it is; in no particular order.

    ``past`` are the values of earlier weeks by figure: where they are enough, a count is as
    unusual as it is far from them, and not from the week before alone.

    Where one of the two windows is not known in full nothing is compared. There is always a
    sentence where there is a message.
    """
    if not setting.comparable:
        return list(_first_look(c.now, setting))
    history = past or {}
    return [
        *_beside(_messages(c.now, c.before, setting), c.now.messages, "messages", history, setting),
        *_beside(_active(c, setting), c.now.active, "active_members", history, setting),
        *_unusual(c.membership.joins, "joins", history, setting),
        *_unusual(sum(c.membership.leaves.values()), "leaves", history, setting),
        *_lost(c.now, c.before, setting),
        *_reactivated(c.now, c.before, setting),
        *_responses(c.now.responses, c.before.responses, setting),
        *_coverage(c.now.responses, c.before.responses, setting),
        *_top(c.now, c.before, setting),
    ]


def _beside(
    found: Iterator[Finding],
    now: int,
    figure: str,
    past: Mapping[str, Sequence[float]],
    setting: Setting,
) -> Iterator[Finding]:
    """Weigh what was found by the past weeks, and say what is usual."""
    habit = usual(now, past.get(figure, ()))
    for finding in found:
        if habit is None or finding.weight == _LEAST_WEIGHT:
            yield finding
        else:
            text = f"{finding.text} {_usual_text('usual', habit, setting)}"
            yield replace(finding, text=text, weight=abs(habit.z))


def _unusual(
    now: int, figure: str, past: Mapping[str, Sequence[float]], setting: Setting
) -> Iterator[Finding]:
    habit = usual(now, past.get(figure, ()))
    if habit is not None and abs(habit.z) >= _UNUSUAL:
        key = f"finding-{figure}-unusual"
        yield Finding(_usual_text(key, habit, setting, now=now), abs(habit.z))


def _usual_text(key: str, habit: Usual, setting: Setting, **args: int) -> str:
    low, high = round(habit.low), round(habit.high)
    return setting.say(key, low=low, high=high, weeks=habit.weeks, **args)


# By whether there were few messages, and whether in several channels.
_MESSAGES = {
    (False, True): "finding-messages",
    (False, False): "finding-messages-here",
    (True, True): "finding-messages-few",
    (True, False): "finding-messages-few-here",
}


def _messages(now: Activity, before: Activity, setting: Setting) -> Iterator[Finding]:
    change = now.messages - before.messages
    percent = round(100 * abs(change) / before.messages) if before.messages else 0
    channel = strongest(now.by_channel, before.by_channel)
    if not percent or channel is None:
        yield from _first_look(now, setting)
        return
    day = strongest(
        now.days_of(channel.key),
        {key + setting.window.days: n for key, n in before.days_of(channel.key).items()},
    )
    several = len(now.by_channel.keys() | before.by_channel.keys()) > 1
    few = before.messages < _FEW
    yield Finding(
        setting.say(
            _MESSAGES[few, several],
            direction=_direction(change),
            percent=percent,
            now=now.messages,
            before=before.messages,
            channel=setting.channel(channel.key),
            channel_delta=abs(channel.delta),
            day=setting.day(day.key) if day is not None else "",
            day_delta=abs(day.delta) if day is not None else 0,
        ),
        count_weight(now.messages, before.messages),
        setting.say("advice-messages", channel=setting.channel(channel.key))
        if change < 0 and several and not few
        else "",
    )


def _first_look(now: Activity, setting: Setting) -> Iterator[Finding]:
    day, channel = largest(now.by_day), largest(now.by_channel)
    if day is None or channel is None:
        return
    yield Finding(
        setting.say(
            "finding-first" if len(now.by_channel) > 1 else "finding-first-here",
            day=setting.day(day),
            day_count=now.by_day[day],
            channel=setting.channel(channel),
            channel_count=now.by_channel[channel],
        ),
        _LEAST_WEIGHT,
    )


def _active(c: Counts, setting: Setting) -> Iterator[Finding]:
    if c.before.active:
        yield Finding(
            setting.say(
                "finding-active",
                direction=_direction(c.now.active - c.before.active),
                now=c.now.active,
                before=c.before.active,
                retained=c.retained,
                lost=c.before.active - c.retained,
                fresh=c.now.active - c.retained,
            ),
            count_weight(c.now.active, c.before.active),
            setting.say("advice-active", lost=c.before.active - c.retained, before=c.before.active)
            if c.now.active < c.before.active
            else "",
        )


def _lost(now: Activity, before: Activity, setting: Setting) -> Iterator[Finding]:
    if now.lost != before.lost:
        text = setting.say("finding-lost", now=now.lost, before=before.lost)
        advice = setting.say("advice-lost", now=now.lost) if now.lost > before.lost else ""
        yield Finding(text, count_weight(now.lost, before.lost), advice)


def _reactivated(now: Activity, before: Activity, setting: Setting) -> Iterator[Finding]:
    if now.reactivated and now.reactivated != before.reactivated:
        text = setting.say("finding-reactivated", now=now.reactivated, before=before.reactivated)
        yield Finding(text, count_weight(now.reactivated, before.reactivated))


def _responses(
    now: ResponseFigures | None, before: ResponseFigures | None, setting: Setting
) -> Iterator[Finding]:
    if now is None or before is None or now.median_s is None or before.median_s is None:
        return
    weight = rank_weight(now.waits_s, before.waits_s)
    typical, typical_before = _duration(now.median_s, setting), _duration(before.median_s, setting)
    # Median and ranks can disagree; then there is no plain sentence to say.
    if typical == typical_before or (now.median_s > before.median_s) != (weight > 0):
        return
    yield Finding(
        setting.say(
            "finding-response",
            direction="up" if weight > 0 else "down",
            now=typical,
            before=typical_before,
            queries=now.queries,
            unanswered=now.queries - now.answered,
        ),
        abs(weight),
        _staffing(now, setting) if weight > 0 else "",
    )


def _coverage(
    now: ResponseFigures | None, before: ResponseFigures | None, setting: Setting
) -> Iterator[Finding]:
    if now is None or before is None or not now.queries or not before.queries:
        return
    share, share_before = now.answered_24h / now.queries, before.answered_24h / before.queries
    if round(100 * share) == round(100 * share_before):
        return
    yield Finding(
        setting.say(
            "finding-coverage",
            direction=_direction(share - share_before),
            answered=now.answered_24h,
            queries=now.queries,
            percent=round(100 * share),
            before=round(100 * share_before),
        ),
        share_weight((now.answered_24h, now.queries), (before.answered_24h, before.queries)),
        _staffing(now, setting) if share < share_before else "",
    )


def _staffing(now: ResponseFigures, setting: Setting) -> str:
    """Return when to have more helpers; nothing where no hours stand out."""
    slow = slow_hours(now.asked, setting.window.zone)
    if slow is None:
        return ""
    return setting.say(
        "advice-helpers",
        begins=f"{slow.begins:02}:00",
        ends=f"{slow.ends:02}:00",
        wait=_duration(slow.typical_s, setting),
        others=_duration(slow.others_s, setting),
        asked=slow.asked,
        of=slow.of,
        helpers=slow.helpers,
    )


def _top(now: Activity, before: Activity, setting: Setting) -> Iterator[Finding]:
    shares = f.ratio(now.top, now.messages) or 0.0, f.ratio(before.top, before.messages) or 0.0
    # Where no more than ten people write, the ten busiest wrote everything.
    if min(shares) > f.FRAGILE_TOP_SHARE and now.top < now.messages:
        rising = share_weight((now.top, now.messages), (before.top, before.messages))
        yield Finding(
            setting.say("finding-top10", percent=round(100 * shares[0])),
            max(_STANDING_WEIGHT, rising if shares[0] > shares[1] else 0.0),
            setting.say("advice-top10", rest=now.messages - now.top, messages=now.messages),
        )


def _direction(delta: float) -> str:
    return "up" if delta > 0 else "down" if delta < 0 else "same"


def _duration(seconds: float, setting: Setting) -> str:
    return format_duration(timedelta(seconds=round(seconds)), parts=2, locale=setting.locale)


def notes(c: Counts, setting: Setting) -> list[str]:
    """Return what must be known to read the figures of a window."""
    return [*_coverage_notes(setting), *_member_notes(c, setting), *_answer_notes(c, setting)]


def _coverage_notes(setting: Setting) -> Iterator[str]:
    window, known = setting.window, setting.known
    seen, seen_before = len(known.days_of(window)), len(known.days_of(setting.before))
    if seen < window.days:
        state = "none" if not seen else "running" if known.runs(window) else "some"
        yield setting.say("note-coverage", observed=seen, of=window.days, state=state)
    if 0 < seen_before < setting.before.days:
        yield setting.say("note-coverage-before", observed=seen_before, of=setting.before.days)
    reach = window.days + f.REGULAR_DAYS
    if seen and known.first_day > window.end_day - reach:
        span = "both" if known.first_day > window.end_day - f.MONTH_DAYS else "long"
        yield setting.say("note-short-memory", days=known.back(window, reach), span=span)


def _member_notes(c: Counts, setting: Setting) -> Iterator[str]:
    m = c.membership
    if m.by_writing:
        yield setting.say("note-imported")
    elif not m.watched and setting.known.census_day is not None:
        yield setting.say("note-watched-since", day=setting.date(setting.known.census_day))
    if m.newcomers and m.newcomers_open:
        yield setting.say("note-newcomers-open", open=m.newcomers_open, of=m.newcomers)


def _answer_notes(c: Counts, setting: Setting) -> Iterator[str]:
    responses = c.now.responses
    if responses is None:
        yield setting.say("note-facts-gone")
    elif responses.open:
        yield setting.say("note-queries-open", open=responses.open, of=responses.queries)
    elif not responses.queries and not setting.has_help_channels:
        yield setting.say("note-no-help-channels")
