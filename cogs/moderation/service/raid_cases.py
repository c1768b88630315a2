"""The cases of what is done to the accounts of a raid."""

from __future__ import annotations

from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from cogs.moderation.domain.actions import Action
from cogs.moderation.repository import raids
from cogs.moderation.repository.raids import Raid, Raider
from cogs.moderation.service.cases import Cases, NewCase
from cogs.moderation.texts import T


async def open_case(
    cases: Cases, raid: Raid, one: Raider, what: Literal[Action.QUARANTINE, Action.BAN], by: int
) -> int:
    """Begin the case of what is to be done to somebody, and note it; return its number.

    Both are one transaction: after a crash the same case goes on.
    """

    async def note(connection: AsyncConnection, number: int) -> None:
        values = {f"{what}_case": number}
        await raids.mark(connection, raid.guild_id, raid.number, [one.member_id], **values)

    new = NewCase(
        guild_id=raid.guild_id,
        action=what,
        moderator_id=by,
        target_id=one.member_id,
        reason=T.plain("raid-reason", number=raid.number, cluster=one.cluster),
    )
    return (await cases.open(new, note=note)).case.number
