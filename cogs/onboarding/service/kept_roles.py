"""The roles that members had, for when they come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.clock import Clock
from bot.db import Database
from bot.ledger.forgotten import not_to_be_written
from cogs.onboarding.repository import contacts, newcomers
from cogs.onboarding.repository.contacts import Kept
from cogs.onboarding.service.welcomes import WelcomeService

# Members in one transaction.
_AT_ONCE = 200


class KeptRolesService:
    """Keeps roles while people are there: Discord tells no roles of who left unseen."""

    def __init__(self, database: Database, welcomes: WelcomeService, clock: Clock) -> None:
        self._database = database
        self._welcomes = welcomes
        self._clock = clock

    async def keep(self, guild_id: int, roles_of: Mapping[int, Sequence[int]]) -> None:
        """Keep the roles that members have now, where the server gives them back.

        Those of who came back and has not got the roles of before yet stay as they were.
        """
        if (await self._welcomes.settings(guild_id)).rejoin_roles == "none":
            return
        members = list(roles_of)
        for first in range(0, len(members), _AT_ONCE):
            some = members[first : first + _AT_ONCE]
            await self._keep(guild_id, {one: sorted(roles_of[one]) for one in some})

    async def _keep(self, guild_id: int, roles_of: Mapping[int, list[int]]) -> None:
        now = self._clock.now()
        async with self._database.read() as connection:
            kept = await contacts.kept_roles(connection, guild_id, roles_of)
            changed = {
                one: has
                for one, has in roles_of.items()
                if has != (kept[one].role_ids if one in kept else [])
            }
            if not changed:
                return
            left = await newcomers.awaiting_roles(connection, guild_id, changed)
            left |= await not_to_be_written(connection, guild_id, dict.fromkeys(changed, now))
        async with self._database.begin() as connection:
            fresh = {one: has for one, has in changed.items() if one not in left}
            await contacts.keep_roles(connection, guild_id, fresh, now)

    async def of(self, guild_id: int, member_id: int) -> Kept | None:
        """Return what was kept of somebody."""
        async with self._database.read() as connection:
            return (await contacts.kept_roles(connection, guild_id, [member_id])).get(member_id)

    async def drop(self, guild_id: int, member_id: int) -> None:
        """Forget the roles that were kept of somebody: given back, or lost by a ban."""
        async with self._database.begin() as connection:
            await contacts.drop_kept_roles(connection, guild_id, [member_id])
