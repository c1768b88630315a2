"""What `/privacy data` says of a row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Table

from bot.activity.models import MemberDay
from bot.ledger.models import Reaction, Use
from bot.member_data import MemberTable, declared_tables
from cogs.moderation.models import CaseRow, table
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


def test_a_row_is_told_in_the_words_of_its_feature() -> None:
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    case = dict.fromkeys(table(CaseRow).columns.keys())
    case |= {"guild_id": 1, "number": 4, "target_id": 11, "action": "untimeout", "outcome": "done"}
    case |= {"source": "audit_log", "dm": "none", "reason": "kick", "strikes": 0, "created_at": at}
    raider = {"guild_id": 1, "number": 4, "member_id": 11, "cluster": 1, "traits": "name,new"}
    raider |= dict.fromkeys(("quarantine_case", "ban", "ban_case", "banned_at"))
    raider |= {"quarantine": "undone"}
    places = {one.place.name: one for one in declared_tables()}
    told = [
        row_text(cast("Any", row), places[name].place, places[name].word)
        for name, row in (("cases", case), ("raids", raider))
    ]

    assert told[0] == (
        "case 4, what end of timeout, how it came By hand in Discord, how it went done, "
        "message to you none, why kick, when <t:1772452800:f>"
    )
    assert told[1] == (
        "case 4, cluster 1, because like names + a new account, quarantine taken back"
    )


def test_a_word_that_a_person_wrote_stays_theirs() -> None:
    place = MemberTable(table(CaseRow), "target_id", "keep", "of-a-test")
    row = dict.fromkeys(table(CaseRow).columns.keys()) | {"number": 1, "reason": "outcome"}

    assert (
        row_text(cast("Any", row), place, {"reason-outcome": None}.get)
        == "number 1, reason outcome"
    )
