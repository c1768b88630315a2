"""A member's data as files: ZIP archives with a JSON and a CSV file of every place."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

import orjson
from sqlalchemy import RowMapping

from bot.member_data import Declared, MemberTable
from bot.text.escape import csv_cell
from cogs.privacy.formats import exact
from cogs.privacy.texts import T

# Discord takes 10 MiB a file: https://docs.discord.com/developers/reference#uploading-files
# An archive is ended past the first figure, and holds at most what a part compresses to more,
# some 4 MiB.
FULL_BYTES = 5 * 1024 * 1024
PART_ROWS = 50_000
READ_ME = "READ-ME.txt"


class Archive:
    """Writes archives into ``folder``, place by place and page by page.

    For each place ``begin``, then ``add`` for its pages; at last ``finish``. Every call writes
    to disk, so make them off the event loop, one after the other.
    """

    def __init__(
        self, folder: Path, full_bytes: int = FULL_BYTES, part_rows: int = PART_ROWS
    ) -> None:
        self._folder = folder
        self._full_bytes = full_bytes
        self._part_rows = part_rows
        self._zips: list[ZipFile] = []
        self._place: MemberTable | None = None
        self._part = 0
        self._rows = 0
        self._json: IO[bytes] | None = None
        self._csv: IO[bytes] | None = None

    def begin(self, place: MemberTable) -> None:
        """Go on with the next place; one that gets no rows has no files."""
        self._end_part()
        self._place, self._part = place, 0

    def add(self, rows: Sequence[RowMapping]) -> None:
        """Write one page of rows of the place. Raises ValueError before the first ``begin``."""
        if self._place is None:
            raise ValueError("begin a place first")
        columns = self._place.told
        if self._rows >= self._part_rows:
            self._end_part()
        values = [
            {column.name: exact(row[column.name], column) for column in columns} for row in rows
        ]
        self._write(values, [column.name for column in columns])

    def finish(self, read_me: str) -> list[Path]:
        """End the archives, ``read_me`` in the first; return their paths."""
        self._end_part()
        self._archive(0).writestr(READ_ME, read_me)
        for archive in self._zips:
            archive.close()
        return [Path(str(archive.filename)) for archive in self._zips]

    def close(self) -> None:
        """Let go of what is open, where the export was broken off."""
        for file in (self._json, self._csv, *self._zips):
            if file is not None:
                file.close()

    def _write(self, values: Sequence[Mapping[str, Any]], names: Sequence[str]) -> None:
        if self._json is None or self._csv is None:
            self._part += 1
            self._json = (self._folder / "part.json").open("wb")
            self._csv = (self._folder / "part.csv").open("wb")
            # Spreadsheets know by the mark that it is UTF-8.
            self._csv.write("\ufeff".encode())
            _write_rows(self._csv, [names])
        self._json.write(b"" if self._rows else b"[\n")
        for row in values:
            self._json.write((b",\n" if self._rows else b"") + orjson.dumps(row))
            self._rows += 1
        _write_rows(self._csv, ([_cell(row[name]) for name in names] for row in values))

    def _end_part(self) -> None:
        if self._json is None or self._csv is None or self._place is None:
            return
        self._json.write(b"\n]\n")
        self._json.close()
        self._csv.close()
        number = "" if self._part == 1 else f"-{self._part}"
        archive = self._archive(-1)
        for suffix in ("json", "csv"):
            archive.write(self._folder / f"part.{suffix}", f"{self._place.name}{number}.{suffix}")
        self._json = self._csv = None
        self._rows = 0

    def _archive(self, which: int) -> ZipFile:
        """Return the archive at ``which``: 0 the first, -1 one with room."""
        if not self._zips or (which and _size(self._zips[-1]) >= self._full_bytes):
            number = len(self._zips) + 1
            path = self._folder / f"my-data{'' if number == 1 else f'-{number}'}.zip"
            self._zips.append(ZipFile(path, "w", ZIP_DEFLATED))
        return self._zips[which]


def read_me(everything: Iterable[Declared], periods: Mapping[str, int], locale: str) -> str:
    """Return what stands in the archive about its files."""
    lines = [T.plain("export-read-me", locale), ""]
    lines += [
        f"{one.place.name}: {one.text(one.place.about, locale, **periods)}" for one in everything
    ]
    return "\n".join(lines) + "\n"


def _size(archive: ZipFile) -> int:
    return Path(str(archive.filename)).stat().st_size


def _cell(value: Any) -> str:
    return csv_cell(orjson.dumps(value).decode() if isinstance(value, list | dict) else value)


def _write_rows(file: IO[bytes], rows: Iterable[Sequence[str]]) -> None:
    text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    csv.writer(text).writerows(rows)
    text.detach()
