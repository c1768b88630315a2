"""Recognition in the weekly report: figures of the server, and nobody by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from bot.reports import Figure, ReportRequest, Section
from cogs.recognition.domain.figures import RecognitionFigures
from cogs.recognition.service.figures import FigureService
from cogs.recognition.texts import T


class RecognitionSection:
    """Who is recognised, by how many, and who is overlooked."""

    key = "recognition"
    order = 25

    def __init__(self, service: FigureService) -> None:
        self._service = service

    async def collect(self, request: ReportRequest) -> Section:
        """Compute the section of ``request``'s window."""
        locale = request.locale
        found = await self._service.of(request.guild_id, request.window)
        figures = list(_figures(found))
        notes = []
        if found.unthanked:
            notes.append(T.plain("note-unthanked", locale, count=found.unthanked))
        return Section(
            key=self.key,
            title=T.plain("section-recognition", locale),
            figures=figures,
            labels={
                figure.key: T.plain(f"figure-{figure.key.replace('_', '-')}", locale)
                for figure in figures
            },
            notes=notes,
        )


def _figures(found: RecognitionFigures) -> Iterator[Figure]:
    yield _rate("recognised_rate", found.recognised, found.active, 1)
    yield Figure("kudos", found.kudos, better=1)
    yield Figure("kudos_givers", found.givers, better=1)
    yield Figure("kudos_receivers", found.receivers, better=1)
    yield Figure("helpers_unthanked", found.unthanked, better=-1)
    yield _rate("kudos_top10_share", found.top, found.kudos, -1)
    if found.badges is not None:
        yield Figure("badges_earned", found.badges, better=1)


def _rate(key: str, part: int, whole: int, better: Literal[-1, 1]) -> Figure:
    return Figure(key, part / whole if whole else None, "rate", better, (part, whole))
