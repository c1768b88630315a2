"""``import``: whole, again without harm, and nothing half-written."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.db import Database
from tests.bot.cli.conftest import GUILD, Steward, content_of, document, rows, write

ROOT = Path(__file__).resolve().parents[3]


def messages(file: Path) -> int:
    return int(rows(file, "SELECT count(*) FROM ledger_message")[0][0])


def test_an_export_is_read_and_the_next_step_is_named(
    steward: Steward, export: Path, up_to_date: Path
) -> None:
    outcome = steward("import", export)

    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == (
        f"Gophers ({GUILD}), #general: 80 messages read, 80 facts new, 0 by bots and 0 of the "
        "system left out.\n"
        "Single facts older than 400 days go once the bot runs (ledger.retention_days): daily "
        "figures stay, waits for answers of that time do not.\n"
        f"See its newest week:  python -m bot report --guild {GUILD} --week 2020-W13\n"
    )
    assert messages(up_to_date) == 80


def test_the_step_that_is_named_can_be_taken(
    steward: Steward, export: Path, up_to_date: Path
) -> None:
    assert up_to_date.exists()
    words = steward("import", export).out.splitlines()[-1].partition("python -m bot ")[2]

    outcome = steward(*words.split())

    assert outcome.code == 0
    assert "Gophers" in outcome.out
    assert "2020-W13" in outcome.out


def test_a_second_time_brings_nothing_new(steward: Steward, export: Path, up_to_date: Path) -> None:
    steward("import", export)
    before = content_of(up_to_date)

    outcome = steward("import", export)

    assert outcome.code == 0
    assert "80 messages read, 0 facts new" in outcome.out
    assert content_of(up_to_date) == before


@pytest.mark.usefixtures("up_to_date")
def test_several_files_packed_or_not(steward: Steward, tmp_path: Path) -> None:
    other = document(20)
    other["guild"] |= {"id": "700", "name": "[b]Zebras[/b]\u001b[2J"}
    files = [
        write(tmp_path / "gophers [old].json.gz", document(30)),
        write(tmp_path / "zebras.json", other),
    ]

    outcome = steward("import", *files)

    assert outcome.code == 0
    assert f"Gophers ({GUILD}), #general: 30 messages read" in outcome.out
    assert "[b]Zebras[/b]" in outcome.out
    assert "\x1b" not in outcome.out
    assert f"--guild {GUILD} --week 2020-W13" in outcome.out
    assert "--guild 700 --week 2020-W13" in outcome.out


def test_on_postgresql(
    steward: Steward, export: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEWARD_DATABASE_URL", postgres_url)

    assert "80 messages read, 80 facts new" in steward("import", export).out
    assert "80 messages read, 0 facts new" in steward("import", export).out
    assert "2020-W10" in steward("report", "--guild", GUILD, "--week", "2020-W10").out
    assert steward("rebuild").out == f"{GUILD}: 80 facts counted anew.\n"
    assert steward("forget", "--guild", GUILD, "--member", 503).out.startswith("8 facts of")


def test_an_export_without_messages_names_no_week(
    steward: Steward, tmp_path: Path, up_to_date: Path
) -> None:
    outcome = steward("import", write(tmp_path / "empty.json", document(0)))

    assert outcome.code == 0
    assert outcome.out.count("\n") == 1
    assert messages(up_to_date) == 0


# -- files that cannot be --------------------------------------------------------------------


def bad_files(folder: Path) -> dict[str, Path]:
    whole = write(folder / "whole.json", document(40)).read_bytes()
    packed = write(folder / "whole.json.gz", document(40)).read_bytes()
    (folder / "folder").mkdir()
    return {
        "missing": folder / "gone.json",
        "a folder": folder / "folder",
        "cut short": write(folder / "cut.json", whole[: len(whole) // 2]),
        "packed and cut short": write(folder / "packed.json", packed[: len(packed) // 2]),
        "foreign": write(folder / "foreign.json", b'{"hello": "world"}'),
        "no JSON": write(folder / "letter.json", b"Dear reader,"),
        "empty": write(folder / "empty.json", b""),
    }


@pytest.mark.parametrize(
    "kind",
    ["missing", "a folder", "cut short", "packed and cut short", "foreign", "no JSON", "empty"],
)
def test_a_file_that_cannot_be_read_leaves_nothing_behind(
    steward: Steward, tmp_path: Path, export: Path, kind: str
) -> None:
    bad = bad_files(tmp_path)[kind]

    outcome = steward("import", export, bad)

    assert (outcome.code, outcome.out) == (1, "")
    assert bad.name in outcome.err
    assert outcome.err.count("\n") == 1
    assert not (tmp_path / "steward.db").exists(), "not even of the good file before it"


def test_a_bad_file_leaves_the_database_as_it_was(
    steward: Steward, tmp_path: Path, export: Path, up_to_date: Path
) -> None:
    steward("import", export)
    before = content_of(up_to_date)

    assert steward("import", bad_files(tmp_path)["cut short"]).code == 1

    assert content_of(up_to_date) == before


def test_a_database_that_another_process_holds(
    steward: Steward, export: Path, up_to_date: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(Database.open.__func__.__kwdefaults__, "busy_timeout_s", 0.1)  # type: ignore[attr-defined]

    with closing(sqlite3.connect(up_to_date, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        outcome = steward("import", export)

    assert outcome.code == 1
    assert outcome.err == (
        "The database is locked by another process; try again when that one is done.\n"
    )
    assert messages(up_to_date) == 0


# -- interrupted -----------------------------------------------------------------------------

# In small transactions with pauses, so that there is a middle to be interrupted in.
SLOWLY = """
import signal
import time
# As a terminal gives it: what runs in the background of a shell is told to ignore it.
signal.signal(signal.SIGINT, signal.default_int_handler)
import bot.history.load as load
from bot.cli import main
chunk, load._CHUNK = load._chunk, 25
read = []
def slowly(*given):
    # The end is far away, so that it is interrupted before, however slow the machine is.
    read.append(1)
    time.sleep(0.05 if len(read) < 60 else 0.5)
    return chunk(*given)
load._chunk = slowly
main()
"""


def test_an_interrupted_import_is_whole_and_is_finished_by_the_next(
    steward: Steward, tmp_path: Path, up_to_date: Path
) -> None:
    export = write(tmp_path / "long.json", document(3_000))
    process = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", SLOWLY, "import", str(export)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "STEWARD_DATABASE_URL": f"sqlite:///{up_to_date}"},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 30
    while messages(up_to_date) == 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)

    assert process.returncode == 130
    assert (out, err) == (
        "",
        "Stopped. What is written is whole; run the same command again to finish.\n",
    )
    written = messages(up_to_date)
    assert 0 < written < 3_000
    counted = rows(up_to_date, "SELECT sum(messages) FROM activity_member_day")[0][0]
    assert counted == written, "facts and figures in step"

    outcome = steward("import", export)

    assert outcome.code == 0
    assert f"3,000 messages read, {3_000 - written:,} facts new" in outcome.out
    assert messages(up_to_date) == 3_000
    assert rows(up_to_date, "SELECT sum(messages) FROM activity_member_day") == [(3_000,)]
