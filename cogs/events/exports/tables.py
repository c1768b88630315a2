"""How events went, as tables for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.text.escape import csv_cell
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.outcome import Outcome
from cogs.events.repository.attendance import Attendant

_FIGURES = (
    "event",
    "number",
    "name",
    "starts_at",
    "ends_at",
    "said_they_come",
    "came",
    "came_of_those",
    "first_time",
    "mean_minutes",
    "peak",
    "messages",
    "questions",
    "asked",
    "answers",
    "rating",
)
_CAME = ("event", "number", "starts_at", "member_id", "member", "minutes", "checked_in_at")


def figures_csv(rows: Iterable[tuple[str, Occurrence, Outcome]]) -> bytes:
    """Return (name, occurrence, figures) as CSV for spreadsheets; instants in UTC.

    Undefined figures are empty. No cell can run as a formula.
    """
    return _table(
        _FIGURES,
        (
            (
                one.event_id,
                one.number,
                name,
                _at(one.starts_at),
                _at(one.ends_at),
                outcome.rsvps,
                outcome.came,
                outcome.expected,
                outcome.first_timers,
                None if outcome.mean_s is None else round(outcome.mean_s / 60, 1),
                outcome.peak,
                outcome.messages,
                outcome.questions,
                outcome.survey.asked,
                outcome.survey.answers,
                outcome.survey.mean,
            )
            for name, one, outcome in rows
        ),
    )


def attendance_csv(
    rows: Iterable[tuple[Occurrence, Sequence[Attendant]]], names: Mapping[int, str]
) -> bytes:
    """Return who came, a row each time, as CSV; who did not come is in no list.

    ``names`` of members by id; who is gone has none.
    """
    return _table(
        _CAME,
        (
            (
                one.event_id,
                one.number,
                _at(one.starts_at),
                # As text: a spreadsheet would round so large a number.
                f"id {who.member_id}",
                names.get(who.member_id),
                None if who.seconds is None else round(who.seconds / 60, 1),
                None if who.checked_in_at is None else _at(who.checked_in_at),
            )
            for one, people in rows
            for who in people
            if who.attended
        ),
    )


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(csv_cell(cell) for cell in row)
    return file.getvalue().encode("utf-8-sig")


def _at(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"
