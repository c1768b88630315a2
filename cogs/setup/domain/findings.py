"""Findings of the doctor: what is wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

# A job this late is no longer about to run by itself.
OVERDUE_AFTER = timedelta(minutes=5)
# As many failed jobs as fit a row of buttons.
SHOWN_FAILED = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be; both texts are ready for Discord."""

    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Retryable:
    """A job that failed for good and may be tried again."""

    job_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was found; empty means well."""

    findings: tuple[Finding, ...]
    retryable: tuple[Retryable, ...]
