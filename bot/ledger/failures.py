"""The database's failures, under the name that the ledger knows them by."""

from __future__ import annotations

from bot.db.failures import Failure, failure_of

__all__ = ["Failure", "failure_of"]
