"""What features hand to the weekly report: figures, series and sentences, one section each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, Literal, Protocol

from bot.errors import DatabaseAwayError, UserError
from bot.faults import Faults
from bot.features import feature_of
from bot.windows import Window

# A section takes part of a second; somebody waits for the report.
LIMIT: Final = timedelta(seconds=20)

Number = float | int
Unit = Literal["count", "rate", "seconds", "score"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a window.

    ``value`` is None where it is undefined (a zero denominator, or too few people). A rate
    is a fraction and carries its two counts. ``better`` is +1 where more is better, -1 where
    less is, 0 where neither. ``headline`` figures stand at the top of a report.
    """

    key: str
    value: Number | None
    unit: Unit = "count"
    better: Literal[-1, 0, 1] = 0
    counts: tuple[Number, Number] | None = None
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence about what stands out, with how unusual it is (larger: more so).

    ``weight`` is in standard deviations, so that those of all features can be compared.
    ``advice`` is what could be done about it, with the numbers that say so; empty for none.
    """

    text: str
    weight: float
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A feature's part of a report.

    ``title`` and ``notes`` are text for people; ``labels`` names each figure for people.
    ``series`` holds what charts show: lists of numbers, None where there is none, for JSON.
    """

    key: str
    title: str
    figures: Sequence[Figure] = ()
    labels: dict[str, str] = field(default_factory=dict)
    series: dict[str, object] = field(default_factory=dict)
    findings: Sequence[Finding] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What a section is asked for. ``locale`` is the language of its texts.

    Of a window that only serves to compare, ``figures_only`` are wanted: series, findings and
    notes may be left out. ``shared`` is one dictionary for the requests of one report: what a
    section read for one window and needs for another, under a key that begins with its own.
    """

    guild_id: int
    window: Window
    locale: str = "en"
    help_channel_ids: frozenset[int] = frozenset()
    figures_only: bool = False
    shared: dict[tuple[object, ...], Any] = field(default_factory=dict, compare=False, repr=False)


class ReportSection(Protocol):
    """Gives a feature's section; ``order`` places it, lowest first."""

    key: str
    order: int

    async def collect(self, request: ReportRequest) -> Section:
        """Compute the section of one window; called for the window before it, too."""
        ...


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """A report asked for from the command line: of whom, of when, into which files.

    ``week`` is written as ``2020-W10``; None means the last full one.
    """

    guild_id: int
    week: str | None = None
    help_channel_ids: frozenset[int] = frozenset()
    json: Path | None = None
    html: Path | None = None
    csv: Path | None = None
    charts: Path | None = None


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """The report as text for a terminal, and the files that were written."""

    text: str
    files: Sequence[Path]


class ReportWriter(Protocol):
    """Makes a report into files; the feature that composes reports provides it as a port."""

    async def write(self, order: ReportOrder) -> WrittenReport:
        """Carry out ``order``.

        Raises UserError for a guild or week that cannot be, OSError where a file cannot be
        written; then none is.
        """
        ...


async def _always(_guild_id: int, _feature: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Collected:
    """The sections in the order of the report, and the keys of those that failed."""

    sections: Sequence[Section]
    missing: Sequence[str]


class Reports:
    """The registry of sections.

    ``is_away`` tells whether an error says that the database is away, which is no fault of a
    section. ``is_on`` tells whether a feature is on in a guild.
    """

    def __init__(
        self,
        faults: Faults | None = None,
        *,
        limit: timedelta = LIMIT,
        is_away: Callable[[Exception], bool] = lambda error: isinstance(error, DatabaseAwayError),
        is_on: Callable[[int, str], Awaitable[bool]] = _always,
    ) -> None:
        self._sections: list[ReportSection] = []
        self._faults = faults or Faults()
        self._limit_s = limit.total_seconds()
        self._is_away = is_away
        self._is_on = is_on

    def register(self, section: ReportSection) -> None:
        """Add a section. Raises ValueError where its key is taken."""
        if any(known.key == section.key for known in self._sections):
            raise ValueError(f"two report sections are called {section.key!r}")
        self._sections.append(section)
        self._sections.sort(key=lambda known: (known.order, known.key))

    @property
    def sections(self) -> Sequence[ReportSection]:
        """All sections in the order of the report."""
        return tuple(self._sections)

    async def of(self, guild_id: int) -> Sequence[ReportSection]:
        """Return the sections of the features that are on in the guild."""
        features = [(section, feature_of(section)) for section in self._sections]
        return [
            section
            for section, feature in features
            if feature is None or await self._is_on(guild_id, feature)
        ]

    async def collect(self, request: ReportRequest, *, only: str | None = None) -> Collected:
        """Compute every section of the features that are on, or the one with the key ``only``.

        One that raises, or takes too long, is left out, logged and counted. Raises UserError
        where a section does, and whatever says that the database is away: then there is no
        report.
        """
        here = await self.of(request.guild_id)
        chosen = [section for section in here if only is None or section.key == only]
        # Side by side: the database may work on several at once.
        found = await asyncio.gather(
            *(self._collect(section, request) for section in chosen), return_exceptions=True
        )
        for one in found:
            if isinstance(one, BaseException):
                raise one
        return Collected(
            [one for one in found if isinstance(one, Section)],
            [section.key for section, one in zip(chosen, found, strict=True) if one is None],
        )

    async def _collect(self, section: ReportSection, request: ReportRequest) -> Section | None:
        bound = asyncio.timeout(self._limit_s)
        try:
            async with bound:
                return await section.collect(request)
        except UserError:
            raise
        except Exception as error:
            if self._is_away(error) and not bound.expired():
                raise
            self._faults.note(
                "report section failed",
                error,
                place="report",
                part=section.key,
                guild_id=request.guild_id,
            )
            return None
