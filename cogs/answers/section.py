"""Questions in the weekly report: where and when they wait, and who answers; nobody by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from datetime import timedelta
from typing import Final, Literal

from bot.reports import Figure, Finding, ReportRequest, Section
from bot.text.durations import format_duration
from cogs.answers.domain.asked import (
    MIN_PEOPLE,
    Asked,
    Waited,
    by_hour,
    by_place,
    by_staff,
    slowest,
)
from cogs.answers.service.responses import ResponseService
from cogs.answers.texts import T

# A week has too few questions of one hour.
_LOOKS_BACK_DAYS: Final = 84
_NOTED: Final = 3

# The ids of a guild's staff now; None where it is not known.
Staff = Callable[[int], Awaitable["Collection[int] | None"]]


class AnswersSection:
    """Waits by place and hour, staff and members told apart, and what helped."""

    key = "answers"
    order = 5

    def __init__(self, responses: ResponseService, staff: Staff) -> None:
        self._responses = responses
        self._staff = staff

    async def collect(self, request: ReportRequest) -> Section:
        """Compute the section of ``request``'s window; the hours are those of twelve weeks."""
        guild_id, window, places = request.guild_id, request.window, request.help_channel_ids
        asked = await self._responses.asked(guild_id, window, places)
        figures = [
            *_answered_by(asked, await self._staff(guild_id)),
            *_helped(await self._responses.accepted(guild_id, window)),
        ]
        labels = {
            figure.key: T.plain(f"figure-{figure.key.replace('_', '-')}", request.locale)
            for figure in figures
        }
        title = T.plain("section-answers", request.locale)
        if request.figures_only:
            return Section(self.key, title, figures, labels)
        longer = max(_LOOKS_BACK_DAYS, window.days)
        long = type(window)(window.zone, window.end_day - longer, window.end_day)
        history = await self._responses.asked(guild_id, long, places)
        names = await self._responses.channel_names(guild_id)
        spread = by_place(asked)
        return Section(
            self.key,
            title,
            figures,
            labels,
            series={
                "answers_by_channel": [
                    _row(names.get(place, str(place)), one) for place, one in spread.items()
                ],
                "answers_wait_by_weekday_and_hour_s": by_hour(history, window.zone),
            },
            findings=list(_findings(history, request)),
            notes=[
                *_channel_notes(
                    [(names.get(place, str(place)), one) for place, one in spread.items()],
                    request.locale,
                ),
                *([T.plain("note-staff-now", request.locale, people=MIN_PEOPLE)] if asked else []),
            ],
        )


def _answered_by(asked: Sequence[Asked], staff: Collection[int] | None) -> Iterator[Figure]:
    share, by_team, by_members = (None, None, None) if staff is None else by_staff(asked, staff)
    value = None if share is None else share[0] / share[1]
    yield Figure("answers_by_staff", value, "rate", 0, share)
    for who, found in (("staff", by_team), ("members", by_members)):
        median, p90 = (None, None) if found is None else (found.median_s, found.p90_s)
        yield Figure(f"answers_{who}_median_s", median, "seconds", -1)
        yield Figure(f"answers_{who}_p90_s", p90, "seconds", -1)


def _helped(accepted: tuple[int, int, int]) -> Iterator[Figure]:
    more: Literal[1] = 1
    for key, value in zip(
        ("answers_accepted", "answers_helpers", "answers_people_helped"), accepted, strict=True
    ):
        yield Figure(key, value, "count", more)


def _row(name: str, found: Waited) -> dict[str, object]:
    return {
        "channel": name,
        "queries": found.queries,
        "answered_24h": found.answered_24h,
        "answered_7d": found.answered,
        "median_s": found.median_s,
        "p90_s": found.p90_s,
    }


def _channel_notes(found: Sequence[tuple[str, Waited]], locale: str) -> Iterator[str]:
    for name, one in found[:_NOTED]:
        if one.median_s is None or one.p90_s is None:
            yield T.plain("note-channel-silent", locale, channel=name, queries=one.queries)
            continue
        yield T.plain(
            "note-channel",
            locale,
            channel=name,
            queries=one.queries,
            answered=one.answered_24h,
            wait=_time(one.median_s, locale),
            longest=_time(one.p90_s, locale),
        )


def _findings(history: Sequence[Asked], request: ReportRequest) -> Iterator[Finding]:
    slow = slowest(history, request.window.zone)
    if slow is not None:
        locale = request.locale
        yield Finding(
            T.plain(
                "finding-slow-hours",
                locale,
                first=f"{slow.first:02}:00",
                end=f"{slow.end:02}:00",
                queries=slow.queries,
                wait=_time(slow.median_s, locale),
                other=_time(slow.else_s, locale),
            ),
            slow.weight,
        )


def _time(seconds: float, locale: str) -> str:
    return format_duration(timedelta(seconds=round(seconds)), locale=locale, parts=2)
