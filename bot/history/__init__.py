"""Reading a community's past from files, so that a new user sees it from the first day."""

from __future__ import annotations

from bot.history.export import Export, open_export
from bot.history.records import Entry, Tally
from bot.history.survey import Survey, survey

__all__ = ["Entry", "Export", "Survey", "Tally", "open_export", "survey"]
