"""Cases as files."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.text.escape import csv_cell
from cogs.moderation.domain.case import Case
from cogs.moderation.texts import T

# Discord's default limit of an upload is 10 MiB; some room is left for the request around it.
_UPLOAD: Final = 9 * 1024 * 1024
# What fits in an upload when it is packed; the latest ones are kept.
MOST: Final = 100_000
_COLUMNS: Final = (
    "number",
    "created_at",
    "action",
    "source",
    "outcome",
    "target_id",
    "moderator_id",
    "channel_id",
    "rule",
    "reason",
    "evidence",
    "dm",
    "strikes",
    "ends_at",
    "ended_at",
    "voided_at",
    "cause",
    "rule_title",
    "messages",
)


def cases_csv(cases: Iterable[Case], locale: str) -> bytes:
    """Return cases as CSV (UTF-8 with a byte order mark, for spreadsheets); instants in UTC."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(T.plain(f"column-{name.replace('_', '-')}", locale) for name in _COLUMNS)
    for case in cases:
        writer.writerow(_cell(getattr(case, name)) for name in _COLUMNS)
    return file.getvalue().encode("utf-8-sig")


def fitting(name: str, data: bytes) -> tuple[str, bytes]:
    """Return name and content of a file that fits in an upload: packed where it is large."""
    if len(data) <= _UPLOAD:
        return name, data
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return f"{name}.zip", packed.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    # Spreadsheets round long numbers: an id is kept as text.
    return csv_cell(str(value) if isinstance(value, int) else value)
