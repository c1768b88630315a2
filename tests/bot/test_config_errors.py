"""What is refused says its path, what was given and what is allowed; secrets are never told."""

from __future__ import annotations

import json
import traceback
from pathlib import Path
from typing import Any

import pytest

from bot.config import load_settings
from bot.errors import ConfigError

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refusal(**overrides: Any) -> str:
    with pytest.raises(ConfigError) as caught:
        load_settings(**overrides)
    assert caught.value.exit_code == 2
    return str(caught.value)


def refused_file(text: str) -> str:
    Path("config.toml").write_text(text, "utf-8")
    return refusal()


# -- unknown keys ----------------------------------------------------------------------------


def test_an_unknown_key_in_the_file_is_refused_with_the_nearest_one() -> None:
    assert refused_file("[ops]\nhelth_port = 1\n") == (
        "One setting is refused:\n"
        "  ops.helth_port: no such key. Did you mean 'health_port'? Allowed here: health, "
        "health_host, health_port, log_format, log_level."
    )


def test_an_unknown_section_is_refused() -> None:
    assert "  opps: no such key. Did you mean 'ops'? Allowed here: " in refused_file(
        "[opps]\nhealth = true\n"
    )


@pytest.mark.parametrize(
    "name",
    ["STEWARD_TOKEN", "STEWARD_DISCORD__TOKN", "STEWARD_DISCORD", "steward_ops__x", "STEWARD_"],
)
def test_an_unknown_variable_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, TOKEN)

    assert refusal() == (
        f"The environment sets {name}, which is no setting; config.example.toml lists all keys "
        "(write a dot as two underscores)."
    )


@pytest.mark.parametrize("name", ["discord__tokn", "steward_tokn", "STEWARD_DISCORD_TOKEN"])
def test_an_unknown_secret_file_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "secrets"
    folder.mkdir()
    (folder / name).write_text(TOKEN)
    monkeypatch.setenv("STEWARD_SECRETS_DIR", str(folder))

    assert refusal().startswith(f"The folder of secrets holds {name}, which is no setting; ")


# -- wrong types and impossible values -------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value", "allowed"),
    [
        ("ledger.flush_size", "many", "a whole number at least 1 and at most 5,000"),
        ("ledger.flush_size", 0, "a whole number at least 1 and at most 5,000"),
        ("ledger.flush_size", 1.5, "a whole number at least 1 and at most 5,000"),
        ("ledger.flush_size", True, "a number"),
        ("ledger.flush_interval_s", 0, "a number above 0 and at most 60"),
        ("ledger.flush_interval_s", False, "a number"),
        ("ledger.retention_days", 34, "a whole number at least 35 and at most 3,650"),
        ("jobs.concurrency", [1], "a whole number at least 1 and at most 100"),
        ("ops.health_port", 65_536, "a whole number at least 0 and at most 65,535"),
        ("ops.health", "perhaps", "true or false"),
        ("ops.log_level", "LOUD", "'DEBUG', 'INFO', 'WARNING', 'ERROR'"),
        ("ops.health_host", 1, "a valid string"),
        ("discord.api_base", "ftp://x", r"text that matches ^https?://\S+$"),
        ("discord.shards", "1-0/4", "first-last/count with first <= last < count"),
        ("discord.shards", "4/4", "first-last/count with first <= last < count"),
        ("discord.shards", "0/0", "first-last/count with first <= last < count"),
    ],
)
def test_a_value_that_cannot_be_is_refused(path: str, value: Any, allowed: str) -> None:
    section, key = path.split(".")

    message = refused_file(f"[{section}]\n{key} = {json.dumps(value)}\n")

    assert f"  {path}: given {value!r}; allowed: {allowed}. (" in message


@pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
def test_what_is_no_number_is_refused(value: str) -> None:
    assert "jobs.lease_s: given" in refused_file(f"[jobs]\nlease_s = {value}\n")


def test_a_variable_is_refused_by_its_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEWARD_OPS__HEALTH_PORT", "http")

    assert "ops.health_port: given 'http'; allowed: a whole number at least 0" in refusal()


def test_every_refused_key_is_listed() -> None:
    message = refused_file("x = 1\n[ops]\nhealth_port = -1\nlog_format = 'xml'\n")

    assert message.startswith("3 settings are refused:\n")
    assert [line.split(":")[0].strip() for line in message.splitlines()[1:]] == [
        "ops.log_format",
        "ops.health_port",
        "x",
    ]


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("mysql://u:hunter2@h/d", "it starts with 'mysql'"),
        ("hunter2", "it is not a URL"),
        ("postgresql://u:p@h:hunter2/d", "it is not a URL"),
        ("sqlite://", "it names no file"),
        ("sqlite:///:memory:", "it names no file"),
        ("sqlite:///file:x?mode=memory&uri=true", "it names no file"),
        ("sqlite:///x.db?mode=ro", "it names no file"),
    ],
)
def test_a_database_that_cannot_be_is_refused_at_start(url: str, why: str) -> None:
    message = refusal(database_url=url)

    assert f"database_url: given a secret, not shown; {why}; allowed are sqlite:///" in message
    assert "hunter2" not in message


# -- secrets ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        f'[discord]\ntoken = ["{TOKEN}"]',
        f'[discord]\ntoken = {{ value = "{TOKEN}" }}',
        f'[discord]\ntoken = "Bot {TOKEN}"',
        f'[discord]\ntokn = "{TOKEN}"',
        f'[discord]\nshards = "{TOKEN}"',
        f'[discord]\napi_base = "{TOKEN}"',
        f'discord = "{TOKEN}"',
        f'discord = ["{TOKEN}"]',
        f'token = "{TOKEN}"',
        f'[ops]\nlog_level = "{TOKEN}"',
        f'[discord]\ntoken = "{TOKEN}"\n[ops]\nhealth_port = 99999',
        f'[discord]\ntoken = "{TOKEN}',
    ],
)
def test_no_message_and_no_traceback_tells_the_token(text: str) -> None:
    Path("config.toml").write_text(text, "utf-8")

    with pytest.raises(ConfigError) as caught:
        load_settings()

    assert TOKEN not in str(caught.value)
    assert TOKEN not in "".join(traceback.format_exception(caught.value))


def test_a_token_with_the_word_bot_is_refused_with_a_hint() -> None:
    assert (
        "discord.token: given a secret, not shown; allowed: the token alone, without blanks or "
        "the word Bot." in refused_file(f'[discord]\ntoken = "Bot {TOKEN}"')
    )


def test_no_repr_tells_the_token_or_the_password() -> None:
    url = "postgresql://steward:hunter2@localhost/steward"

    settings = load_settings(discord={"token": TOKEN}, database_url=url)

    for text in (repr(settings), str(settings), repr(settings.discord), f"{settings.model_dump()}"):
        assert TOKEN not in text
    assert "hunter2" not in repr(settings)
    assert "hunter2" not in str(settings)
