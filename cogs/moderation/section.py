"""Moderation in the weekly report: figures of the server, and never of one person by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.reports import Figure, ReportRequest, Section
from cogs.moderation.domain.actions import Action
from cogs.moderation.domain.figures import ModerationFigures, Share
from cogs.moderation.service.figures import FigureService
from cogs.moderation.texts import T

# These have a figure of their own; all are in the series.
_SHOWN: Final = (Action.WARN, Action.TIMEOUT, Action.KICK, Action.BAN, Action.DELETE)


class ModerationSection:
    """The moderation figures of kpis.md, and those of the moderators' wellbeing."""

    key = "moderation"
    order = 30

    def __init__(self, service: FigureService) -> None:
        self._service = service

    async def collect(self, request: ReportRequest) -> Section:
        """Compute the section of ``request``'s window."""
        locale = request.locale
        found = await self._service.of(request.guild_id, request.window)
        figures = list(_figures(found))
        return Section(
            key=self.key,
            title=T.plain("section-moderation", locale),
            figures=figures,
            labels={
                figure.key: T.plain(f"figure-{figure.key.replace('_', '-')}", locale)
                for figure in figures
            },
            series={
                "cases_by_action": {
                    str(action): found.by_action[action]
                    for action in Action
                    if found.by_action.get(action)
                }
            },
            notes=[T.plain(f"note-strain-{one}", locale) for one in sorted(found.strains)],
        )


def _figures(found: ModerationFigures) -> Iterator[Figure]:
    measures = found.measures
    yield Figure("cases", found.cases)
    for action in _SHOWN:
        yield Figure(f"cases_{action}", found.by_action.get(action, 0))
    counts = (measures.part, measures.whole)
    yield Figure("measures_per_1000", found.per_1000, "count", -1, counts)
    yield Figure("decision_median_s", found.decision_median_s, "seconds", -1)
    yield Figure("queue_waiting", found.waiting, better=-1)
    yield Figure("appeals", found.appeals)
    yield Figure("appeals_upheld", found.appeals_upheld)
    yield Figure("appeals_overturned", found.appeals_overturned)
    yield _rate("automod_voided", found.false_positives)
    yield _rate("busiest_share", found.busiest)
    yield _rate("night_share", found.night)
    yield Figure("queue_time_s", found.queue_minutes * 60, "seconds", -1)
    yield from _duty(found)


def _duty(found: ModerationFigures) -> Iterator[Figure]:
    time, done = found.duty_time, found.per_duty_hour
    yield Figure("duty_time_s", None if time is None else time.total_seconds(), "seconds")
    if done is None or done.value is None:
        yield Figure("done_per_duty_hour", None, "count", -1)
    else:
        counts = (done.part, done.whole)
        yield Figure("done_per_duty_hour", done.value * 60, "count", -1, counts)


def _rate(key: str, share: Share | None) -> Figure:
    """Return a share of which less is better, with its two counts."""
    if share is None:
        return Figure(key, None, "rate", -1)
    return Figure(key, share.value, "rate", -1, (share.part, share.whole))
