"""Ports: how one part of the house gets a synchronous answer from another that it does not know.

The kernel, or a feature's own views, ask for a type; the feature that can answer provides it
when it is composed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar, cast

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.answers import Waits
from bot.badges import ShownBadge
from bot.deeds import Deed, DeedKind
from bot.errors import OperatorError
from bot.faq import FaqPair
from bot.windows import Window

P = TypeVar("P")


class RaidWatch(Protocol):
    """Knows whether a guild is being raided; whoever detects raids provides it as a port.

    When a raid ends, it also sends the signal ``RaidEnded``.
    """

    async def is_raided(self, guild_id: int) -> bool:
        """Tell whether a raid on the guild is on now."""
        ...


class DeedBook(Protocol):
    """Keeps deeds and what follows from them; whoever counts them provides it as a port.

    Both run in the caller's transaction, which has the guild's figures to itself from there on
    (``bot.ledger.transaction.lock_guild``): call them last. Order and repetition never matter.
    """

    async def note(self, connection: AsyncConnection, deeds: Sequence[Deed]) -> None:
        """Keep deeds of one guild, those that are new and of who may be written of."""
        ...

    async def void(
        self, connection: AsyncConnection, guild_id: int, kind: DeedKind, key: str, member_id: int
    ) -> None:
        """Let a deed count no more, also where it is noted (again) later."""
        ...


class HostBook(Protocol):
    """Knows who hosts events; whoever keeps events provides it as a port."""

    async def hosted(self, guild_id: int, window: Window) -> Mapping[int, int]:
        """Return how many different people came to what each host held in the window."""
        ...


class BadgeBook(Protocol):
    """Knows who earned badges; whoever awards badges provides it as a port."""

    async def earned(self, guild_id: int, window: Window) -> Sequence[int]:
        """Return the members who earned badges in the window, once for each tier of a badge."""
        ...


class BadgeShelf(Protocol):
    """Knows the badges that a member shows; whoever awards badges provides it as a port."""

    async def shown(self, guild_id: int, member_id: int, locale: str) -> Sequence[ShownBadge]:
        """Return a member's badges, most valued first; none of who is not shown."""
        ...


class QueryBook(Protocol):
    """Knows what was asked and how long it waited; whoever keeps queries provides it as a port."""

    async def waits(
        self,
        connection: AsyncConnection,
        guild_id: int,
        window: Window,
        help_channel_ids: Collection[int],
        until: datetime,
    ) -> Waits:
        """Return how long the queries of a window waited.

        Without ``help_channel_ids`` every forum counts. ``until`` (aware UTC) is the instant up
        to which messages are known.
        """
        ...


class HelpPlaces(Protocol):
    """Knows the channels and forums for help; whoever lets a server set them provides it."""

    async def help_channels(self, guild_id: int) -> frozenset[int]:
        """Return their ids; none means every forum."""
        ...


class DutyBook(Protocol):
    """Knows who is on duty; whoever keeps the team's hours provides it as a port."""

    async def on_now(self, guild_id: int, among: Collection[int]) -> Sequence[int]:
        """Return who of ``among`` is on duty now."""
        ...


class FaqBook(Protocol):
    """Keeps questions that are asked often, with answers; who answers them provides it as a port.

    Where nobody does, what came up elsewhere is not offered to be kept.
    """

    async def keep(self, guild_id: int, pairs: Sequence[FaqPair], by_id: int) -> int:
        """Keep pairs as entries, those that are new; return how many were."""
        ...


class Ports:
    """A registry of answers by their type."""

    def __init__(self) -> None:
        self._provided: dict[type[Any], Any] = {}

    def provide(self, kind: type[P], answer: P) -> None:
        """Let ``answer`` be found as ``kind``; a feature that is loaded again replaces its own."""
        self._provided[kind] = answer

    def get(self, kind: type[P]) -> P:
        """Return what was provided as ``kind``.

        Raises OperatorError where no feature provides it.
        """
        if kind not in self._provided:
            raise OperatorError(
                f"No feature provides {kind.__name__}: is its folder missing from cogs?"
            )
        return cast("P", self._provided[kind])

    def find(self, kind: type[P]) -> P | None:
        """Return what was provided as ``kind``, None where no feature provides it."""
        return cast("P | None", self._provided.get(kind))
