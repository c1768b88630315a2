"""Whatever can hold a member says how it is exported and deleted."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import JSON, BigInteger, Column, Index, LargeBinary, MetaData, String, Table, Text

from bot.db import Base, Snowflake
from bot.features import load_models
from bot.member_data import MemberTable, declared_tables

# What an id is of, as its column's name tells. Anything else may be a member.
NO_MEMBER = re.compile(
    r"(^|_)(guild|channel|parent|message|role|job|change|interaction|application|event|thread)_id$"
)
# Names of ids that say too little, and free forms, looked at one by one: why no member is in
# there, or how a deletion reaches them all the same.
LOOKED_AT = {
    "activity_day_set.bits": "bits by number; bot.ledger.forget takes the member's out",
    "events_ama_question.answer": "what the host wrote; goes with the row by asker_id",
    "events_ama_question.reason": "what a moderator wrote; goes with the row by asker_id",
    "events_ama_question.text": "what was asked; goes with the row by asker_id",
    "events_ama_question.wording": "as events_ama_question.text",
    "events_occurrence.native": "what Discord's own event looks like",
    "events_picture.content": "the picture of an event",
    "events_plan.address": "where an event is",
    "events_plan.description": "what an event is about, as managers wrote it",
    "events_plan.link": "where an event is",
    "events_plan.partners": "who an event is held with, as managers wrote it",
    "events_plan.recurrence": "days and numbers",
    "events_rating.comment": "what a member said of an event; goes with the row by member_id",
    "guild_setting.value": "settings are of channels, roles, numbers and words",
    "guild_setting_change.new": "as guild_setting.value",
    "guild_setting_change.old": "as guild_setting.value",
    "job.key": "goes with the row by member_id",
    "job.last_error": "a sentence about a task; goes with the row by member_id",
    "job.payload": "goes with the row by member_id",
    "answers_accepted.answer_id": "a message",
    "answers_accepted.query_id": "a message",
    "answers_faq.text": "what the team wrote for everyone",
    "answers_solved.query_id": "a message",
    "delivery.after_id": "a message",
    "ledger_forgotten.fingerprint": "a hash, which bot.ledger.forgotten drops in time",
    "ledger_gap.after_id": "a message",
    "ledger_gap.until_id": "a message",
    "ledger_message.mentions": "bot.ledger.forget takes the member out",
    "ledger_message.reply_to": "a message",
    "process_note.value": "of the process: digests of commands and when a shard identified",
    "insights_outlet.address": "a webhook's or a mailbox's address that a manager gave",
    "moderation_case.audit_entry_id": "an entry of Discord's audit log",
    "moderation_case.evidence": "what a moderator noted; goes with the case",
    "moderation_case.failure": "why something was not done, in our words; goes with the case",
    "moderation_case.reason": "what a moderator noted; goes with the case",
    "moderation_case_change.after": "a reason, as moderation_case.reason",
    "moderation_case_change.before": "a reason, as moderation_case.reason",
    "moderation_channel_hold.after": "as moderation_channel_hold.before",
    "moderation_channel_hold.before": "a channel's overwrites, until they are Discord's again",
    "moderation_rules_draft.rules": "the server's rules",
    "moderation_rules_version.rules": "the server's rules",
    "moderation_queue_item.content": "what was reported; goes after the server's evidence_days",
    "moderation_queue_item.found": "rules of automod and their lists; goes with the content",
    "moderation_queue_item.item_id": "an item",
    "moderation_queue_item.reply": "a moderator's word on an appeal; goes with the item",
    "moderation_report.item_id": "an item",
    "moderation_report.reason": "goes with the row by reporter_id, or with the evidence",
    "moderation_raid_measure.after": "as moderation_raid_measure.before",
    "moderation_raid_measure.before": "a level of the server, or an instant",
    "recognition_award.reason": "what a manager wrote; goes with the row by member_id",
    "recognition_award.revoked_reason": "as recognition_award.reason",
    "recognition_count.counts": "how many have how many points, without names",
    "recognition_day.early": "ten minutes of a day; goes with the row by member_id",
    "recognition_day.middle": "as recognition_day.early",
    "recognition_day.late": "as recognition_day.early",
    "recognition_kudos.kudos_id": "an interaction or a message",
    "recognition_kudos.reason": "what the giver said; goes with the row by either of the two",
    "recognition_kudos.revoke_reason": "what a manager said; goes with the row",
    "recognition_move.reason": "what a manager wrote; goes with the row by member_id",
    "recognition_score.points": "a number; goes with the row by member_id",
    "onboarding_kept_roles.role_ids": "roles; goes with the row by member_id",
    "recognition_badge_draft.draft_id": "an interaction",
}
ROOM_FOR_AN_ID = 100


def can_hold_a_member(column: Column[object]) -> bool:
    """Tell whether a column is an id of nobody knows what, or of a free form."""
    kind = column.type
    if isinstance(kind, Snowflake) or type(kind) is BigInteger:
        return NO_MEMBER.search(column.name) is None
    if isinstance(kind, JSON | LargeBinary | Text):
        return True
    return isinstance(kind, String) and (kind.length or ROOM_FOR_AN_ID + 1) > ROOM_FOR_AN_ID


def silent_columns(metadata: MetaData, declared: tuple[MemberTable, ...]) -> set[str]:
    """Return the columns that can hold a member and say nothing about it."""
    spoken = {f"{place.table.name}.{place.column}" for place in declared}
    return {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if can_hold_a_member(column)
    } - spoken


def declared() -> tuple[MemberTable, ...]:
    load_models()
    return tuple(one.place for one in declared_tables())


def test_every_column_that_can_hold_a_member_is_declared() -> None:
    places = declared()

    silent = silent_columns(Base.metadata, places)

    assert silent <= set(LOOKED_AT), f"add to MEMBER_TABLES: {sorted(silent - set(LOOKED_AT))}"
    assert set(LOOKED_AT) <= silent, f"not there any more: {sorted(set(LOOKED_AT) - silent)}"


@pytest.mark.parametrize(
    "column",
    [
        Column("member_id", Snowflake),
        Column("created_by", Snowflake),
        Column("winner", BigInteger),
        Column("state", JSON),
        Column("voters", Text),
        Column("bits", LargeBinary),
        Column("picked", String(200)),
    ],
    ids=lambda column: column.name,
)
def test_a_new_table_that_says_nothing_is_found(column: Column[object]) -> None:
    metadata = MetaData()
    table = Table("lamps_owner", metadata, Column("guild_id", Snowflake, primary_key=True), column)

    assert silent_columns(metadata, ()) == {f"lamps_owner.{column.name}"}
    place = MemberTable(table, column.name, "delete", "lamps")
    assert silent_columns(metadata, (place,)) == set()


def test_what_is_no_member_needs_no_declaration() -> None:
    metadata = MetaData()
    Table(
        "lamps_lamp",
        metadata,
        Column("guild_id", Snowflake, primary_key=True),
        Column("channel_id", Snowflake),
        Column("log_channel_id", Snowflake),
        Column("name", String(60)),
    )

    assert silent_columns(metadata, ()) == set()


def test_every_declaration_can_be_carried_out() -> None:
    for place in declared():
        where = f"{place.table.name}.{place.column}"
        assert place.table is Base.metadata.tables[place.table.name], where
        assert "guild_id" in place.table.c, where
        assert isinstance(place.table.c[place.column].type, Snowflake), where
        if place.on_delete == "blank":
            assert place.table.c[place.column].nullable, f"{where} cannot be blank"


def test_a_deletion_never_reads_a_whole_server() -> None:
    # Some few rows a server, or a member's rows lie together in a key or an index.
    small = {
        "guild_setting",
        "guild_setting_change",
        "moderation_raid",
        "moderation_rules_draft",
        "moderation_rules_version",
        "onboarding_wish",
    }
    by_day = {"activity_member_week"}
    slow = []
    for place in declared():
        found = [
            list(index.columns.keys()) for index in place.table.indexes if isinstance(index, Index)
        ]
        found.append(list(place.table.primary_key.columns.keys()))
        if place.table.name not in small | by_day and not any(
            columns[:2] == ["guild_id", place.column] for columns in found
        ):
            slow.append(f"{place.table.name}.{place.column}")

    assert not slow


def test_files_of_an_export_have_names_of_their_own() -> None:
    names = [place.name for place in declared()]

    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z_]{1,39}", name) for name in names)


def test_people_are_told_what_is_kept_and_why() -> None:
    numbers = {
        "retention_days": 1,
        "done_days": 1,
        "dead_days": 1,
        "forgotten_days": 1,
        "erase_days": 1,
    }
    for one in declared_tables():
        name, colon, rest = one.text(one.place.about, **numbers).partition(":")
        assert name, one.place.name
        assert colon, f"{one.place.about}: write “Name: explanation”"
        assert rest.endswith("."), one.place.about
        assert bool(one.place.kept) == (one.place.on_delete == "keep"), one.place.name
        if one.place.kept:
            assert one.text(one.place.kept, **numbers)
