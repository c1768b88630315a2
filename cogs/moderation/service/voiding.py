"""Taking cases back, inside a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from cogs.moderation.domain.case import Case
from cogs.moderation.domain.strikes import Step
from cogs.moderation.domain.voiding import fallen
from cogs.moderation.repository import cases
from cogs.moderation.repository.cases import Change


@dataclass(frozen=True, slots=True)
class Voided:
    """Cases that were voided: the one that was asked for, and those that followed from it."""

    case: Case
    followed: list[Case]


async def take_back(
    connection: AsyncConnection, case: Case, steps: Sequence[Step], why: Change
) -> Voided:
    """Void a case, and what would not have followed without it; the cases are locked by then."""
    at: datetime = why.changed_at
    theirs: Sequence[Case] = ()
    if case.target_id is not None:
        theirs = await cases.weighing(connection, case.guild_id, case.target_id)
    followed = fallen(case, theirs, steps, at)
    for one in (case, *followed):
        await cases.change(connection, one.guild_id, one.number, voided_at=at)
        await cases.add_change(connection, one.guild_id, one.number, why)
    return Voided(replace(case, voided_at=at), [replace(one, voided_at=at) for one in followed])
