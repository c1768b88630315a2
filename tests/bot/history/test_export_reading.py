from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.history import Entry, Tally, open_export, survey
from bot.history.records import DELETED_USERS
from bot.ledger.facts import JoinFact, MessageFact, MessageFlag, ReactionFact

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "community-2020q1.json.gz"
FIRST, LAST = datetime(2015, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001 - hypothesis adds it


def read(path: Path, *, reactions: bool = False) -> tuple[list[Entry], Tally]:
    with open_export(path) as export:
        return list(export.facts(reactions=reactions)), export.tally


def only(path: Path) -> MessageFact:
    [(fact, _)], _ = read(path)
    assert isinstance(fact, MessageFact)
    return fact


def test_the_head_says_where_and_when(exports: Any) -> None:
    asked = {"after": "2021-01-01T02:00:00+02:00", "before": "2021-02-01T00:00:00Z"}
    path = exports.write(exports.document(dateRange=asked))

    with open_export(path) as export:
        assert (export.guild_id, export.guild_name) == (exports.guild, "Gilde")
        assert (export.channel_id, export.channel_name) == (exports.channel, "general")
        assert export.channel_kind == "GuildTextChat"
        assert (export.parent_id, export.is_forum_post) == (None, False)
        assert export.after == datetime(2021, 1, 1, tzinfo=UTC)
        assert export.before == datetime(2021, 2, 1, tzinfo=UTC)
        assert list(export.facts()) == []


def test_a_message_becomes_a_fact_with_its_text(exports: Any) -> None:
    people = [exports.user(2), exports.user(3, bot=True), exports.user(1), exports.user(2)]
    sent = exports.message(
        content="a “b”\n🙂",
        timestamp="2021-03-01T12:00:00.1234567+02:00",
        mentions=people,
        attachments=[{"id": "5"}],
    )

    [(fact, text)], tally = read(exports.write(exports.document(sent)))

    assert text == "a “b”\n🙂"
    assert fact == MessageFact(
        guild_id=exports.guild,
        message_id=int(sent["id"]),
        channel_id=exports.channel,
        author_id=1,
        at=datetime(2021, 3, 1, 10, 0, 0, 123456, tzinfo=UTC),
        mentions=(2,),
        length=7,
        flags=MessageFlag.ATTACHMENT,
    )
    assert tally == Tally(messages=1, written=1, first=fact.at, last=fact.at)


@pytest.mark.parametrize("kind", ["Reply", "19", 19])
def test_a_reply_points_at_its_message(exports: Any, kind: str | int) -> None:
    reference = {"messageId": "77", "channelId": "5", "guildId": "6"}

    fact = only(exports.write(exports.document(exports.message(type=kind, reference=reference))))

    assert fact.reply_to == 77
    assert fact.flags == MessageFlag.REPLY


@pytest.mark.parametrize("reference", [{"messageId": None}, None])
def test_a_reply_to_an_unknown_message_stays_a_reply(exports: Any, reference: object) -> None:
    sent = exports.message(type="Reply", reference=reference)

    fact = only(exports.write(exports.document(sent)))

    assert fact.reply_to is None
    assert fact.flags == MessageFlag.REPLY


def test_a_forward_is_no_reply(exports: Any) -> None:
    sent = exports.message(content="", reference={"messageId": "77", "channelId": "5"})

    fact = only(exports.write(exports.document(sent)))

    assert (fact.reply_to, fact.length, fact.flags) == (None, 0, MessageFlag(0))


def test_what_no_human_wrote_is_counted_and_left_out(exports: Any) -> None:
    deleted = [exports.user(number) for number in DELETED_USERS]
    messages = [
        exports.message(1, author=exports.user(9, bot=True)),
        exports.message(2, type="20", author=exports.user(9, bot=True)),
        exports.message(3, type="20"),
        exports.message(4, type="ChannelPinnedMessage", reference={"messageId": "77"}),
        exports.message(5, type="21"),
        exports.message(6, type=8),
        *(exports.message(7, author=user) for user in deleted),
        exports.message(9, type="GuildMemberJoin", author=deleted[0]),
        exports.message(10, type="GuildMemberJoin", author=exports.user(9, bot=True)),
    ]

    entries, tally = read(exports.write(exports.document(*messages)))

    assert entries == []
    assert tally.messages == 10
    assert (tally.bots, tally.system, tally.unattributable) == (3, 4, 3)


@pytest.mark.parametrize("kind", ["GuildMemberJoin", "7"])
def test_a_join_is_a_fact(exports: Any, kind: str) -> None:
    [entry], tally = read(exports.write(exports.document(exports.message(type=kind))))

    at = datetime(2021, 3, 1, 12, 1, 30, 500000, tzinfo=UTC)
    assert entry == (JoinFact(exports.guild, 1, at), "")
    assert (tally.joins, tally.written) == (1, 0)


def test_reactions_come_when_asked_for(exports: Any) -> None:
    thumb = {"id": "", "name": "👍", "code": "thumbsup", "isAnimated": False}
    custom = {"id": "42", "name": "party", "isAnimated": True}
    bare = {"emoji": thumb, "count": 7}
    unknown = {"emoji": {"id": None, "name": None}, "count": 1, "users": [exports.user(2)]}
    shown = [
        bare | {"users": [exports.user(1), exports.user(3, bot=True), exports.user(0)]},
        {"emoji": custom, "count": 2, "users": [exports.user(2), exports.user(4)]},
        bare,
        unknown,
    ]
    path = exports.write(
        exports.document(exports.message(reactions=shown, author=exports.user(9, bot=True)))
    )

    entries, _ = read(path, reactions=True)
    facts = [fact for fact, _ in entries]

    assert all(isinstance(fact, ReactionFact) for fact in facts)
    assert [(fact.member_id, fact.emoji) for fact in facts] == [(1, "👍"), (2, "42"), (4, "42")]
    assert {fact.at for fact in facts} == {datetime(2021, 3, 1, 12, 1, 30, 500000, tzinfo=UTC)}
    assert read(path)[0] == []


def test_a_thread_opened_by_its_own_message_is_a_forum_post(exports: Any) -> None:
    opening = exports.message(1, id=str(exports.channel))
    path = exports.write(exports.thread(opening, exports.message(2)))

    with open_export(path) as export:
        facts = [fact for fact, _ in export.facts()]

    assert export.is_forum_post
    assert export.parent_id == exports.parent
    assert [fact.flags for fact in facts] == [MessageFlag.FORUM_POST, MessageFlag(0)]
    assert {fact.parent_id for fact in facts} == {exports.parent}


def test_a_thread_of_a_text_channel_is_no_forum_post(exports: Any) -> None:
    path = exports.write(exports.thread(exports.message(2), categoryId="0"))

    with open_export(path) as export:
        assert not export.is_forum_post
        assert export.parent_id is None
        assert [fact.flags for fact, _ in export.facts()] == [MessageFlag(0)]


def test_the_first_message_of_a_text_channel_is_no_forum_post(exports: Any) -> None:
    path = exports.write(exports.document(exports.message(id=str(exports.channel))))

    assert only(path).flags == MessageFlag(0)


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_and_white_space_are_fine(
    exports: Any, mark: bytes, *, packed: bool
) -> None:
    data = mark + b" \r\n" + exports.encode(exports.document(exports.message())) + b"\r\n\n"

    assert only(exports.write(data, packed=packed)).author_id == 1


def test_half_a_surrogate_pair_becomes_a_question_mark(exports: Any) -> None:
    document = exports.document(
        exports.message(content="bad \ud800 one"),
        guild={"id": "5", "name": "\udc00"},
    )
    data = exports.encode(document, ascii_only=True).replace(b"one", "öne".encode())

    with open_export(exports.write(data)) as export:
        [(fact, text)] = export.facts()

    assert (export.guild_name, text, fact.length) == ("?", "bad ? öne", 9)


def test_progress_runs_from_the_start_to_the_end_of_the_file(exports: Any) -> None:
    path = exports.write(
        exports.document(*(exports.message(number) for number in range(2000))), packed=True
    )
    size = path.stat().st_size

    with open_export(path) as export:
        seen = [export.progress for _ in export.facts()]
        seen.append(export.progress)

    assert seen == sorted(seen)
    assert seen[0][0] < size
    assert seen[-1] == (size, size)


def test_an_export_is_read_once(exports: Any) -> None:
    with open_export(exports.write(exports.document(exports.message()))) as export:
        assert len(list(export.facts())) == 1
        with pytest.raises(RuntimeError, match="read once"):
            list(export.facts())


def test_the_survey_says_what_is_in_the_file(exports: Any) -> None:
    times = ["2021-03-02T00:00:00Z", "2021-03-01T00:00:00Z", "2021-03-03T00:00:00+01:00"]
    path = exports.write(
        exports.document(*(exports.message(n, timestamp=at) for n, at in enumerate(times)))
    )
    told: list[tuple[int, int]] = []

    found = survey(path, lambda done, total: told.append((done, total)))

    assert (found.guild_id, found.channel_name) == (exports.guild, "general")
    assert (found.tally.messages, found.tally.written) == (3, 3)
    assert found.tally.first == datetime(2021, 3, 1, tzinfo=UTC)
    assert found.tally.last == datetime(2021, 3, 2, 23, tzinfo=UTC)
    assert told[-1] == (path.stat().st_size, path.stat().st_size)
    assert survey(path) == found


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
people = st.tuples(st.integers(1, 6), st.booleans())


@st.composite
def sent_messages(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what matters of a message."""
    return {
        "kind": draw(st.sampled_from(["Default", "Reply", "20", "GuildMemberJoin"])),
        "text": draw(texts),
        "author": draw(people),
        "mentions": draw(st.lists(people, max_size=3)),
        "at": draw(st.datetimes(FIRST, LAST, timezones=st.just(UTC))),
        "offset": timezone(timedelta(minutes=draw(st.integers(-12 * 60, 14 * 60)))),
        "reply_to": draw(st.none() | st.integers(1, 2**63 - 1)),
    }


def expected(number: int, sent: dict[str, Any], exports: Any) -> list[Entry]:
    (author, is_bot), at = sent["author"], sent["at"]
    if is_bot or sent["kind"] == "20":
        return []
    if sent["kind"] == "GuildMemberJoin":
        return [(JoinFact(exports.guild, author, at), "")]
    mentions: list[int] = []
    for person, mentioned_bot in sent["mentions"]:
        if not mentioned_bot and person != author and person not in mentions:
            mentions.append(person)
    is_reply = sent["kind"] == "Reply"
    fact = MessageFact(
        guild_id=exports.guild,
        message_id=number,
        channel_id=exports.channel,
        author_id=author,
        at=at,
        reply_to=sent["reply_to"] if is_reply else None,
        mentions=tuple(mentions),
        length=len(sent["text"]),
        flags=MessageFlag.REPLY if is_reply else MessageFlag(0),
    )
    return [(fact, sent["text"])]


@settings(deadline=None, max_examples=150)
@given(
    sent=st.lists(sent_messages(), max_size=8),
    indent=st.sampled_from([None, 2, 4]),
    packed=st.booleans(),
    ascii_only=st.booleans(),
    piece=st.integers(1, 3000),
)
def test_what_is_written_is_read_in_every_form_and_however_it_is_split(
    exports: Any,
    sent: list[dict[str, Any]],
    indent: int | None,
    packed: bool,
    ascii_only: bool,
    piece: int,
) -> None:
    messages = [
        exports.message(
            id=str(number),
            type=one["kind"],
            content=one["text"],
            timestamp=one["at"].astimezone(one["offset"]).isoformat(),
            author=exports.user(one["author"][0], bot=one["author"][1]),
            mentions=[exports.user(who, bot=bot) for who, bot in one["mentions"]],
            reference={"messageId": str(one["reply_to"]) if one["reply_to"] else None},
        )
        for number, one in enumerate(sent, 1)
    ]
    path = exports.write(
        exports.document(*messages), indent=indent, packed=packed, ascii_only=ascii_only
    )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.history.source.PIECE_BYTES", piece)
        entries, tally = read(path)
        path.unlink()

    wanted = [
        entry for number, one in enumerate(sent, 1) for entry in expected(number, one, exports)
    ]
    assert entries == wanted
    assert tally.messages == len(sent)
    assert tally.first == min((one["at"] for one in sent), default=None)
    assert tally.last == max((one["at"] for one in sent), default=None)


@pytest.mark.skipif(not REAL.exists(), reason="shared/data beside the checkout is absent")
def test_a_real_community_is_read_to_the_count() -> None:
    entries, tally = read(REAL, reactions=True)
    facts = [fact for fact, _ in entries if isinstance(fact, MessageFact)]

    assert len(entries) == len(facts) == tally.messages == 32_061
    assert len({fact.author_id for fact in facts}) == 196
    assert sum(bool(fact.mentions) for fact in facts) == 4_531
    assert survey(REAL).tally == tally
