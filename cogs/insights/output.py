"""The report as files, for the command line."""

from __future__ import annotations

import asyncio
import errno
import os
from pathlib import Path

from bot.reports import ReportOrder, WrittenReport
from bot.ui.drawing import draw_off_loop
from cogs.insights.embeds import report_text
from cogs.insights.exports import chart_files, csv_text, json_bytes, page
from cogs.insights.service.reports import InsightsService


class ReportFiles:
    """Makes a report and writes the files that were asked for, all or none."""

    def __init__(self, service: InsightsService) -> None:
        self._service = service

    async def write(self, order: ReportOrder) -> WrittenReport:
        """Carry out ``order``. Raises UserError for a week that cannot be, OSError for files."""
        window = await self._service.window(order.guild_id, order.week)
        report = await self._service.report(
            order.guild_id, window, help_channel_ids=order.help_channel_ids
        )
        contents: dict[Path, bytes] = {}
        if order.json is not None:
            contents[order.json] = json_bytes(report)
        if order.html is not None:
            contents[order.html] = (await draw_off_loop(page, report, report.locale)).encode()
        if order.csv is not None:
            contents[order.csv] = csv_text(report).encode("utf-8-sig")
        if order.charts is not None:
            for name, picture in (await draw_off_loop(chart_files, report)).items():
                contents[order.charts / f"{name}.png"] = picture
        files = await asyncio.to_thread(_write_all, contents)
        return WrittenReport(report_text(report), files)


def _write_all(contents: dict[Path, bytes]) -> list[Path]:
    """Write every file or none: beside its place first, then all are moved into place."""
    for path in contents:
        if path.is_dir():  # found out while moving, it would be too late
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    drafts: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f".{path.name}.part")
            drafts[draft] = path
            draft.write_bytes(content)
        for draft, path in drafts.items():
            draft.replace(path)
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)
    return list(contents)
