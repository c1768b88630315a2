"""Onboarding in the weekly report."""

from __future__ import annotations

from collections.abc import Iterator

from bot.reports import Figure, ReportRequest, Section
from cogs.onboarding.domain.funnel import SourceResult, best_and_worst
from cogs.onboarding.domain.invites import INVITE
from cogs.onboarding.service.funnel import FunnelReport, FunnelService
from cogs.onboarding.texts import T

_WISHES = 5


class OnboardingSection:
    """Joiners and their funnel, the best and the worst invite, greetings that are open."""

    key = "onboarding"
    order = 20

    def __init__(self, service: FunnelService) -> None:
        self._service = service

    async def collect(self, request: ReportRequest) -> Section:
        """Compute the section of ``request``'s window."""
        report = await self._service.report(request.guild_id, request.window)
        figures = list(_figures(report))
        return Section(
            key=self.key,
            title=T.plain("section-onboarding", request.locale),
            figures=figures,
            labels={
                figure.key: T.plain(f"figure-{figure.key.replace('_', '-')}", request.locale)
                for figure in figures
            },
            notes=list(_notes(report, request.locale)),
        )


def _figures(report: FunnelReport) -> Iterator[Figure]:
    yield Figure("newcomers", report.now.joined, better=1)
    for name, count, of in report.now.stages:
        rate = count / of if of else None
        yield Figure(f"newcomers_{name}", rate, "rate", 1, (count, of))
    yield Figure("newcomers_first_message_s", report.now.first_message_median_s, "seconds", -1)
    yield Figure("greetings_open", report.waiting, better=-1)


def _notes(report: FunnelReport, locale: str) -> Iterator[str]:
    found = best_and_worst(report.sources)
    if found is not None:
        best, worst = found
        yield T.plain(
            "note-invites",
            locale,
            best=_name(best, locale),
            best_share=_percent(best),
            worst=_name(worst, locale),
            worst_share=_percent(worst),
        )
    if report.wishes:
        topics = ", ".join(f"{topic} ({count})" for topic, count in report.wishes[:_WISHES])
        yield T.plain("note-wishes", locale, topics=topics)
    if report.now.joined and not report.now.day_7_of:
        yield T.plain("note-day7", locale)


def _name(result: SourceResult, locale: str) -> str:
    if result.source.kind == INVITE:
        return T.plain("source-invite", locale, code=result.source.code or "?")
    return T.plain("source-vanity", locale)


def _percent(result: SourceResult) -> int:
    return round(100 * (result.staying or 0))
