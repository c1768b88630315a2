"""Durable jobs: what is due is a row, and the row is the truth.

A feature schedules through ``JobStore`` in its own transaction and registers a handler
with ``JobRunner``. Each job is done once: a lease keeps others off while it runs, and
after a crash in between ``Job.begun_before`` says that there may be something to find.
"""

from bot.jobs.backoff import Backoff
from bot.jobs.job import GiveUp, Handler, Job, Postpone
from bot.jobs.models import JobState
from bot.jobs.runner import JobRunner
from bot.jobs.store import JobRecord, JobStore

__all__ = [
    "Backoff",
    "GiveUp",
    "Handler",
    "Job",
    "JobRecord",
    "JobRunner",
    "JobState",
    "JobStore",
    "Postpone",
]
