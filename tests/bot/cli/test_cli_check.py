"""``check``: what is fine and what is not, without connecting."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli.inspect import application_of
from tests.bot.cli.conftest import Steward

# The shape of a token, and nobody's.
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"
APPLICATION = 123_456_789_012_345_678


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("STEWARD_DISCORD__TOKEN", TOKEN)
    return TOKEN


@pytest.mark.usefixtures("token", "up_to_date")
def test_all_is_fine(steward: Steward) -> None:
    outcome = steward("check")

    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert all(line.startswith("✔ ") for line in lines)
    assert "✔ the database answers (sqlite)" in lines
    assert "✔ the database is up to date" in lines
    assert any(f"client_id={APPLICATION}" in line for line in lines)
    assert TOKEN not in outcome.out


@pytest.mark.usefixtures("token")
def test_a_new_database_will_be_brought_up_to_date(steward: Steward) -> None:
    outcome = steward("check")

    assert outcome.code == 0
    assert "✔ the database will be brought up to date at start\n" in outcome.out


@pytest.mark.usefixtures("up_to_date")
def test_a_missing_token_is_told_and_the_rest_is_looked_at(steward: Steward) -> None:
    outcome = steward("check")

    assert outcome.code == 1
    assert "✘ discord.token is not set: copy it from the Developer Portal" in outcome.out
    assert "✔ the database is up to date" in outcome.out
    assert outcome.err == "Mend what is marked with ✘ and check again.\n"


@pytest.mark.parametrize("given", ["not-a-token", "a.b.c", f"x{TOKEN}", TOKEN[:-12]])
def test_what_looks_like_no_token_is_told_and_not_repeated(
    steward: Steward, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("STEWARD_DISCORD__TOKEN", given)

    outcome = steward("check")

    assert outcome.code == 1
    assert "✘ discord.token does not look like a bot token" in outcome.out
    assert given not in outcome.out


@pytest.mark.parametrize(
    ("text", "application"),
    [
        (TOKEN, APPLICATION),
        ("", None),
        ("a.b.c", None),
        ("Tm90LUEtTnVtYmVyLUF0LUFsbA.GabcdE." + "x" * 38, None),
        ("AAAAAAAAAAAAAAAAAAAAA.GabcdE." + "x" * 38, None),
    ],
)
def test_a_token_begins_with_its_application(text: str, application: int | None) -> None:
    assert application_of(text) == application


@pytest.mark.usefixtures("token")
def test_a_server_that_is_down_is_told(steward: Steward, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEWARD_DATABASE_URL", "postgresql://u:hunter2@127.0.0.1:9/steward")

    outcome = steward("check")

    assert outcome.code == 1
    assert (
        "✘ The database steward on 127.0.0.1:9 cannot be opened: no server answers there."
        in outcome.out
    )
    assert "hunter2" not in outcome.out + outcome.err


@pytest.mark.usefixtures("token")
def test_a_newer_database_is_told(steward: Steward, up_to_date: Path) -> None:
    with closing(sqlite3.connect(up_to_date)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    outcome = steward("check")

    assert outcome.code == 1
    assert "✔ the database answers" in outcome.out
    assert "✘ The database was made by a newer version of Steward" in outcome.out


@pytest.mark.usefixtures("token")
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder where nobody may write")
def test_a_folder_where_nobody_may_write_is_told(
    steward: Steward, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEWARD_DATABASE_URL", "sqlite:////proc/steward/steward.db")

    outcome = steward("check")

    assert outcome.code == 1
    assert "✘ The database file /proc/steward/steward.db cannot be written: " in outcome.out
    assert not os.path.lexists("/proc/steward")
