"""What becomes of wrong words and of errors: a sentence and an exit code, never a traceback."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest
import typer
from sqlalchemy.exc import OperationalError

from bot import __version__
from bot.cli import database, inspect
from bot.errors import StewardError
from tests.bot.cli.conftest import Steward

ROOT = Path(__file__).resolve().parents[3]
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"
COMMANDS = (
    "run", "demo", "check", "db", "import", "report", "rebuild", "commands", "backup", "forget",
)  # fmt: skip


def test_the_version(steward: Steward) -> None:
    outcome = steward("--version")

    assert (outcome.code, outcome.out.strip(), outcome.err) == (0, __version__, "")


def test_as_a_process_of_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "nonsense"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr == "No such command 'nonsense'. See python -m bot --help.\n"
    assert not done.stdout


def test_without_words_every_command_is_shown(steward: Steward) -> None:
    outcome = steward()

    assert outcome.code == 2
    assert all(
        re.search(rf"^│ {name} ", outcome.out + outcome.err, re.MULTILINE) for name in COMMANDS
    )


@pytest.mark.parametrize("command", [*COMMANDS, "db upgrade", "db downgrade", "db current"])
def test_every_command_explains_itself(steward: Steward, command: str) -> None:
    outcome = steward(*command.split(), "--help")

    assert (outcome.code, outcome.err) == (0, "")
    assert "Usage: python -m bot" in outcome.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("nonsense", "No such command 'nonsense'. See python -m bot --help."),
        ("repor", "No such command 'repor'. Did you mean 'report'? See python -m bot --help."),
        ("report", "Missing option '--guild'. See python -m bot report --help."),
        ("import", "Missing argument 'files'. See python -m bot import --help."),
        ("db downgrade", "Missing argument 'revision'. See python -m bot db downgrade --help."),
    ],
)
def test_wrong_words_are_told(steward: Steward, words: str, sentence: str) -> None:
    outcome = steward(*words.split())

    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"{sentence}\n"


def test_a_wrong_value_is_told(steward: Steward) -> None:
    outcome = steward("report", "--guild", "gophers")

    assert outcome.code == 2
    assert outcome.err.startswith("Invalid value for '--guild': ")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    "words", ["run", "check", "commands", "db current", "import x.json", "report --guild 1"]
)
def test_settings_that_are_refused_are_told_by_every_command(
    steward: Steward, words: str, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text("[ops]\nhealth_port = 'http'\n")

    outcome = steward(*words.split())

    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("One setting is refused:\n  ops.health_port: given 'http'; ")


def test_a_settings_file_that_is_missing_is_told(steward: Steward) -> None:
    outcome = steward("check", "--config", "gone.toml")

    assert outcome.code == 2
    assert outcome.err == "gone.toml cannot be read: No such file or directory.\n"


# -- what nobody expects ---------------------------------------------------------------------


def failing(error: BaseException) -> object:
    def fail(*_args: object, **_kwargs: object) -> NoReturn:
        raise error

    return fail


def test_the_unexpected_is_one_sentence_with_the_details_in_a_file(
    steward: Steward, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(inspect, "load_settings", failing(RuntimeError(f"token {TOKEN}")))

    outcome = steward("check")

    (details,) = tmp_path.glob("steward-error-*.txt")
    assert outcome.code == 1
    assert outcome.err == (
        f"Something went wrong that should not have (RuntimeError). The details are in {details}: "
        "please send them along when you report it.\n"
    )
    assert "in fail\n" in details.read_text()
    assert TOKEN not in details.read_text()
    assert details.stat().st_mode & 0o077 == 0


def test_even_where_no_file_can_be_written(
    steward: Steward, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/proc/gone")
    monkeypatch.setattr(inspect, "load_settings", failing(RuntimeError()))

    outcome = steward("check")

    assert outcome.code == 1
    assert outcome.err == "Something went wrong that should not have (RuntimeError).\n"


def broken(reason: str, *, lost: bool = False) -> OperationalError:
    return OperationalError("", {}, Exception(reason), connection_invalidated=lost)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (broken("database or disk is full"), "The disk is full: free some space"),
        (broken('could not extend file "b": No space left on device'), "The disk is full"),
        (broken("attempt to write a readonly database"), "The database is read-only: give"),
        (sqlite3.OperationalError("database is locked"), "The database is locked by another"),
        (broken("disk I/O error\nand more"), "The database refused: disk I/O error.\n"),
        (broken(""), "The database refused: Exception.\n"),
        (broken("x", lost=True), "The connection to the database was lost; try again"),
        (OSError(28, "No space left on device", "x"), "No space left on device (x). Nothing"),
        (OSError("odd"), "odd. Nothing half-written is left."),
        (StewardError("The lamp is out."), "The lamp is out.\n"),
        (typer.Abort(), "Stopped.\n"),
    ],
)
def test_errors_of_the_machine_are_sentences(
    steward: Steward, monkeypatch: pytest.MonkeyPatch, error: Exception, sentence: str
) -> None:
    monkeypatch.setattr(database, "load_settings", failing(error))

    outcome = steward("backup", "copy.db")

    assert outcome.code == 1
    assert outcome.err.startswith(sentence)
    assert outcome.err.count("\n") == 1


def test_ctrl_c_ends_with_the_usual_code(steward: Steward, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect, "load_settings", failing(KeyboardInterrupt()))

    assert steward("check").code == 130


def test_names_cannot_steer_the_terminal(steward: Steward, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect, "load_settings", failing(StewardError("a\x1b[2Jb\u202ec [bold]")))

    assert steward("check").err == "a[2Jbc [bold]\n"
