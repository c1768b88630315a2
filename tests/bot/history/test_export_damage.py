from __future__ import annotations

import gzip
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ImportFileError
from bot.history import open_export, survey
from bot.history.scanner import Scanner

ODD = [None, True, 0, -1, 1.5, 10**30, "", "x", "\u0661", "0", "\ud800", [], [1], {}]
SECRET = "what was said is private"


def refusal(path: Path) -> str:
    """Read to the end; return why that was refused, which never quotes the file."""
    with pytest.raises(ImportFileError) as caught, open_export(path) as export:
        list(export.facts(reactions=True))
    with pytest.raises(ImportFileError) as surveyed:
        survey(path)
    assert str(surveyed.value) == str(caught.value)
    sentence = str(caught.value)
    assert sentence.startswith(str(path))
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert SECRET not in sentence
    return sentence


def passes(path: Path) -> bool:
    try:
        survey(path)
    except ImportFileError:
        return False
    return True


@pytest.mark.parametrize("indent", [None, 2])
def test_an_export_cut_anywhere_is_refused(
    exports: Any, indent: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.history.source.PIECE_BYTES", 500)
    messages = [exports.message(number, content="ö🙂") for number in (1, 2)]
    whole = exports.encode(exports.document(*messages), indent=indent)
    path = exports.write(whole)
    assert passes(path)

    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert not passes(path), length


def test_a_gzip_file_cut_anywhere_is_refused(exports: Any) -> None:
    packed = gzip.compress(exports.encode(exports.document(exports.message())))
    path = exports.write(packed)
    assert passes(path)

    for length in range(len(packed)):
        path.write_bytes(packed[:length])
        assert not passes(path), length


@settings(deadline=None, max_examples=300)
@given(data=st.data(), packed=st.booleans())
def test_damage_never_ends_in_another_error(
    exports: Any, data: st.DataObject, packed: bool
) -> None:
    reaction = {"emoji": {"id": "", "name": "👍"}, "count": 1, "users": [exports.user(2)]}
    sent = exports.message(
        type="Reply", reactions=[reaction], mentions=[exports.user(3)], reference={"messageId": "7"}
    )
    whole = bytearray(exports.encode(exports.thread(sent, sent)))
    if packed:
        whole = bytearray(gzip.compress(bytes(whole), 1))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=3))
    path = exports.write(bytes(whole))

    passes(path)
    path.unlink()


@settings(deadline=None, max_examples=300)
@given(data=st.data())
def test_odd_values_never_end_in_another_error(exports: Any, data: st.DataObject) -> None:
    reaction = {"emoji": {"id": "", "name": "x"}, "count": 1, "users": [exports.user(2)]}
    sent = exports.message(type="Reply", reactions=[reaction], reference={"messageId": "7"})
    document = exports.thread(sent)
    odd = data.draw(
        st.sampled_from(
            [None, True, 0, -1, 1.5, 10**30, "", "x", "\u0661", "0", [], {}, [1], "\ud800"]
        )
    )
    spot: Any = document
    while True:
        key = data.draw(st.sampled_from(list(spot) if isinstance(spot, dict) else range(len(spot))))
        below = spot[key]
        if not isinstance(below, dict | list) or not below or data.draw(st.booleans()):
            break
        spot = below
    spot[key] = odd
    path = exports.write(document, ascii_only=True)

    passes(path)
    path.unlink()


def test_a_cut_export_says_how_much_is_there(exports: Any) -> None:
    messages = [exports.message(number, content=SECRET) for number in range(3)]
    whole = exports.encode(exports.document(*messages))
    third = whole.rindex(SECRET.encode())

    assert "cut short: it ends after 2 complete messages;" in refusal(exports.write(whole[:third]))
    assert "after 3 complete messages;" in refusal(exports.write(whole[:-1]))
    assert "after 0 complete messages;" in refusal(exports.write(whole[:100]))
    first = whole.index(SECRET.encode(), whole.index(SECRET.encode()) + 1)
    assert "after 1 complete message;" in refusal(exports.write(whole[:first]))


def test_a_cut_gzip_file_says_so(exports: Any) -> None:
    packed = gzip.compress(exports.encode(exports.document(exports.message())))

    assert "cut short" in refusal(exports.write(packed[:-9]))


def test_a_damaged_gzip_file_says_so(exports: Any) -> None:
    packed = bytearray(gzip.compress(exports.encode(exports.document(exports.message()))))
    packed[-5] ^= 1  # in the checksum

    assert "its gzip data does not unpack" in refusal(exports.write(bytes(packed)))


def test_an_exporter_that_died_within_a_message_is_seen(exports: Any) -> None:
    """DiscordChatExporter then closes the list, but not the message (its issue 413)."""
    whole = exports.encode(exports.document(exports.message(1), exports.message(2)))
    cut = whole.rindex(b'"reactions"')
    path = exports.write(whole[:cut].rstrip().rstrip(b",") + b'\n  ],\n  "messageCount": 1\n}')

    assert "damaged: message 2 is not valid JSON;" in refusal(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"<!DOCTYPE html>", "it is HTML"),
        (b"AuthorID,Author,Date", "it is not JSON"),
        (b"PK\x03\x04", "it is not JSON"),
        (b'\xff\xfe{\x00"\x00', "it is not UTF-8 text"),
        (b'[{"type": "message", "ts": "1.2"}]', "it is a list"),
        (b'{"a": 1}', "it has no messages"),
        (b"{}", "it has no messages"),
        (b'{"messages": {}}', "its messages are no list"),
        (b'{"messages": []}', "no guild and channel stand before its messages"),
        (b'{"guild": {"id": "x"}, "channel": {}, "messages": []}', "it has no valid channel id"),
    ],
)
def test_a_foreign_file_is_named_as_such(exports: Any, content: bytes, reason: str) -> None:
    assert f"is no JSON export of DiscordChatExporter: {reason};" in refusal(exports.write(content))


@pytest.mark.parametrize(
    "changes",
    [
        {"guild": {"id": "0", "name": "Direct Messages"}},
        {"channel": {"id": "5", "type": "DirectTextChat"}},
    ],
)
def test_direct_messages_are_refused(exports: Any, changes: dict[str, Any]) -> None:
    assert "holds direct messages" in refusal(exports.write(exports.document(**changes)))


def test_a_date_range_without_a_zone_is_refused(exports: Any) -> None:
    asked = {"after": "2021-01-01T00:00:00", "before": None}

    assert "it has no valid dateRange" in refusal(exports.write(exports.document(dateRange=asked)))


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"id": None}, "id"),
        ({"id": "0"}, "id"),
        ({"id": "12x"}, "id"),
        ({"id": "9223372036854775808"}, "id"),
        ({"timestamp": None}, "timestamp"),
        ({"timestamp": "2021-03-01"}, "timestamp"),
        ({"timestamp": "2021-13-01T00:00:00Z"}, "timestamp"),
        ({"timestamp": "0001-01-01T00:00:00+02:00"}, "timestamp"),
        ({"author": None}, "author"),
        ({"author": {"name": "x"}}, "author"),
        ({"type": None}, "type"),
        ({"content": 5}, "content"),
        ({"mentions": {}}, "mentions"),
        ({"mentions": ["x"]}, "user"),
        ({"attachments": "x"}, "attachments"),
        ({"reactions": [5]}, "reactions"),
    ],
)
def test_a_message_of_another_form_is_named_by_its_place(
    exports: Any, changes: dict[str, Any], part: str
) -> None:
    bad = exports.message(3, content=SECRET) | changes
    path = exports.write(exports.document(exports.message(1), exports.message(2), bad))

    assert f"damaged: message 3 has no valid {part};" in refusal(path)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"5", "message 2 is no object"),
        (b'{"id": 1,, "x": "' + SECRET.encode() + b'"}', "message 2 is not valid JSON"),
        (b'{"id": "\xff\xfe"}', "message 2 is not UTF-8 text"),
        (b"[" * 100_000, "message 2 is no object"),
        (b'{"id": ' + b"[" * 100_000, "message 2 is not valid JSON"),
        (b'{"id": ' + b"9" * 5000 + b"}", "message 2 is not valid JSON"),
        (b"", "message 2 is no object"),
    ],
    ids=["number", "syntax", "encoding", "lists", "nesting", "digits", "comma"],
)
def test_broken_json_is_named_by_its_place(exports: Any, bad: bytes, reason: str) -> None:
    head, tail = exports.encode(exports.document("HERE")).split(b'"HERE"')
    padding = b" " * 100

    path = exports.write(
        head + json.dumps(exports.message()).encode() + b"," + bad + padding + tail
    )

    assert f"damaged: {reason};" in refusal(path)


def test_a_message_that_is_no_object_is_named_by_its_place(exports: Any) -> None:
    messages = [exports.message(1), 5, exports.message(3), exports.message(4)]

    assert "damaged: message 2 is no object;" in refusal(exports.write(exports.document(*messages)))


@pytest.mark.parametrize(
    "ending",
    [b"x", b"{}", b', "more": 1}'],
)
def test_what_follows_the_end_is_refused(exports: Any, ending: bytes) -> None:
    path = exports.write(exports.encode(exports.document(exports.message())) + ending)

    assert "damaged: it is not valid JSON;" in refusal(path)


@pytest.mark.parametrize("middle", [b"5", b'"messageCount" 1', b'"messageCount": 1 1'])
def test_a_broken_ending_is_refused(exports: Any, middle: bytes) -> None:
    whole = exports.encode(exports.document(exports.message()))
    path = exports.write(whole.replace(b'"messageCount": 1', middle + b" " * 40))

    assert "damaged: it is not valid JSON;" in refusal(path)


def test_a_value_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.history.scanner.MAX_VALUE_BYTES", 10_000)
    pieces = iter([b'{"content": "' + b"x" * 100] + [b"x" * 1_000] * 100)

    with pytest.raises(Exception, match="larger than any message"):
        Scanner(lambda: next(pieces, b"")).value()


def test_a_failing_disk_is_told(exports: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_size: int) -> bytes:
        raise OSError(5, "Input/output error")

    path = exports.write(exports.document())
    with open_export(path) as export:
        source = export.document.source
        monkeypatch.setattr(source, "_stream", SimpleNamespace(read=fail, close=lambda: None))
        with pytest.raises(ImportFileError, match="cannot be read: Input/output error"):
            source.read()


def test_a_file_that_cannot_be_opened_is_named(exports: Any, tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "none.json")
    assert "is a directory" in refusal(tmp_path)
    assert "is not a regular file" in refusal(Path("/dev/null"))
    assert "cannot be read: Not a directory" in refusal(exports.write(b"{}") / "export.json")
