"""Where the cards of events are."""

from __future__ import annotations

from bot.db import Database
from cogs.events.repository import occurrences
from cogs.events.service.planning import Details
from cogs.events.service.queue import CARD, Queue


class CardService:
    """Keeps which message shows an occurrence, and as of which revision."""

    def __init__(self, database: Database, queue: Queue) -> None:
        self._database = database
        self._queue = queue

    async def posted(self, shown: Details, channel_id: int, message_id: int) -> None:
        """Keep where a card is; what changed since it was drawn is drawn by a further job."""
        key = (shown.occurrence.guild_id, shown.occurrence.event_id, shown.occurrence.number)
        async with self._database.begin() as connection:
            occurrence = await occurrences.get(connection, *key, lock=True)
            if occurrence is None or occurrence.card_message_id is not None:
                return
            await occurrences.change(
                connection,
                occurrence,
                card_channel_id=channel_id,
                card_message_id=message_id,
                card_revision=shown.occurrence.revision,
            )
            # Somebody may have answered by another card of the same event, while it was sent.
            await self._queue.gather(connection, occurrence, CARD)
        self._queue.wake()

    async def drawn(self, shown: Details) -> None:
        """Keep that the card shows the revision of ``shown``."""
        async with self._database.begin() as connection:
            await occurrences.change(
                connection, shown.occurrence, card_revision=shown.occurrence.revision
            )
