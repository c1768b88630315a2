"""What automod is told of a message, and of who wrote it: facts, copied once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message. ``at`` is UTC; ages are at that time.

    ``mentions`` counts distinct people and roles that are mentioned, with others and bots.
    """

    guild_id: int
    channel_id: int
    message_id: int
    author_id: int
    at: datetime
    text: str
    parent_channel_id: int | None = None
    role_ids: frozenset[int] = frozenset()
    mentions: int = 0
    mentions_everyone: bool = False
    attachments: tuple[str, ...] = ()
    account_age: timedelta = timedelta(days=365)
    member_age: timedelta = timedelta(days=365)
    has_avatar: bool = True
    edited_after: timedelta | None = None

    @property
    def edited(self) -> bool:
        """Whether this is what a message became, not how it came."""
        return self.edited_after is not None
