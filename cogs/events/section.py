"""Events in the weekly report: figures of the server, and nobody by name."""

from __future__ import annotations

from collections.abc import Iterator

from bot.reports import Figure, ReportRequest, Section
from cogs.events.domain.figures import EventFigures
from cogs.events.domain.survey import LEAST_ANSWERS
from cogs.events.service.figures import FigureService
from cogs.events.texts import T


class EventSection:
    """What was held, who came, how long, and what they thought of it."""

    key = "events"
    order = 27

    def __init__(self, service: FigureService) -> None:
        self._service = service

    async def collect(self, request: ReportRequest) -> Section:
        """Compute the section of ``request``'s window."""
        locale = request.locale
        found = await self._service.of(request.guild_id, request.window)
        figures = list(_figures(found))
        notes = []
        if found.ratings and found.rating is None:
            notes.append(
                T.plain("note-few-ratings", locale, count=found.ratings, least=LEAST_ANSWERS)
            )
        return Section(
            key=self.key,
            title=T.plain("section-events", locale),
            figures=figures,
            labels={
                figure.key: T.plain(f"figure-{figure.key.replace('_', '-')}", locale)
                for figure in figures
            },
            notes=notes,
        )


def _figures(found: EventFigures) -> Iterator[Figure]:
    yield Figure("events_held", found.held, better=1)
    yield Figure("event_rsvps", found.rsvps, better=1)
    yield Figure("event_attended", found.attended, better=1)
    yield Figure("event_people", found.people, better=1)
    show_up = found.expected / found.rsvps if found.rsvps else None
    yield Figure("event_show_up", show_up, "rate", 1, (found.expected, found.rsvps))
    yield Figure("event_mean_s", found.mean_s, "seconds", 1)
    yield Figure("event_messages", found.messages, better=1)
    yield Figure("event_questions", found.questions, better=1)
    yield Figure("event_rating", found.rating, better=1)
    yield Figure("event_ratings", found.ratings, better=1)
