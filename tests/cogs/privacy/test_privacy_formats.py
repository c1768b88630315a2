"""What `/privacy data` says of a row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Table

from bot.activity.models import MemberDay
from bot.ledger.models import Reaction, Use
from bot.member_data import MemberTable
from cogs.privacy.formats import row_text


def told(model: type[Any], **values: Any) -> str:
    place = MemberTable(cast("Table", model.__table__), "member_id", "delete", "of-a-test")
    return row_text(cast("Any", {"guild_id": 1, "member_id": 11, **values}), place)


def test_counts_of_nothing_are_left_out() -> None:
    day = datetime(2026, 3, 2, tzinfo=UTC).toordinal()
    counts = {"messages": 3, "reactions": 0, "voice_s": 90, "uses": 0, "scored": 0}

    assert told(MemberDay, day=day, **counts) == "day 2026-03-02, messages 3, voice seconds 90"


def test_ids_that_discord_shows_to_nobody_are_left_out() -> None:
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)

    assert told(Use, interaction_id=5, at=at, kind="command", name="pulse") == (
        "at <t:1772452800:f>, kind command, name pulse"
    )
    assert told(Reaction, message_id=5, emoji="🎲", channel_id=7, at=at) == (
        "emoji 🎲, channel <#7>, at <t:1772452800:f>"
    )
