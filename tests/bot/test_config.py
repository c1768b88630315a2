"""Where settings come from, and which source wins."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot import config, features
from bot.config import (
    KernelSettings,
    LedgerSettings,
    OpsSettings,
    Section,
    field_of,
    keys,
    load_settings,
    parse_shards,
    settings_model,
)
from bot.errors import ConfigError, FeatureError

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "secrets"
    folder.mkdir()
    monkeypatch.setenv("STEWARD_SECRETS_DIR", str(folder))
    return folder


def toml(text: str, name: str = "config.toml") -> Path:
    path = Path(name)
    path.write_text(text, "utf-8")
    return path


# -- sources ---------------------------------------------------------------------------------


def test_without_any_source_the_defaults_hold() -> None:
    settings = load_settings()

    assert settings.database_url == "sqlite:///steward.db"
    assert settings.discord.token is None
    assert settings.ledger == LedgerSettings()


def test_the_file_in_the_working_directory_is_read() -> None:
    toml('database_url = "sqlite:///mine.db"\n[ops]\nlog_level = "DEBUG"\nhealth_port = 0\n')

    settings = load_settings()

    assert settings.database_url == "sqlite:///mine.db"
    assert settings.ops == OpsSettings(log_level="DEBUG", health_port=0)


def test_a_given_file_is_read_instead_of_the_one_in_the_working_directory() -> None:
    toml("[jobs]\nconcurrency = 2\n")
    other = toml("[jobs]\nconcurrency = 3\n", "other.toml")

    assert load_settings(other).jobs.concurrency == 3


def test_the_environment_can_name_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEWARD_CONFIG", str(toml("[jobs]\nconcurrency = 3\n", "other.toml")))

    assert load_settings().jobs.concurrency == 3


def test_a_byte_order_mark_does_no_harm() -> None:
    toml("\ufeff[jobs]\nconcurrency = 3\n")

    assert load_settings().jobs.concurrency == 3


def test_each_source_wins_over_the_one_before(
    secrets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []

    toml("[ledger]\nflush_size = 11\nretention_days = 100\n")
    found.append(load_settings().ledger.flush_size)
    (secrets / "steward_ledger__flush_size").write_text("12\n")
    found.append(load_settings().ledger.flush_size)
    (secrets / "ledger__flush_size").write_text("13\n")
    found.append(load_settings().ledger.flush_size)
    monkeypatch.setenv("STEWARD_LEDGER__FLUSH_SIZE", "14")
    found.append(load_settings().ledger.flush_size)
    settings = load_settings(ledger={"flush_size": 15})
    found.append(settings.ledger.flush_size)

    assert found == [11, 12, 13, 14, 15]
    assert settings.ledger.retention_days == 100, "its neighbours stay"


def test_top_level_keys_have_the_same_precedence(
    secrets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toml('database_url = "sqlite:///file.db"')
    (secrets / "database_url").write_text("sqlite:///secret.db")
    assert load_settings().database_url == "sqlite:///secret.db"

    monkeypatch.setenv("STEWARD_DATABASE_URL", "sqlite:///environment.db")
    assert load_settings().database_url == "sqlite:///environment.db"

    assert load_settings(database_url="sqlite:///given.db").database_url == "sqlite:///given.db"


def test_one_section_may_come_from_several_sources(
    secrets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toml("[discord]\nmessage_content = false\n")
    (secrets / "discord__token").write_text(f"{TOKEN}\n")
    monkeypatch.setenv("STEWARD_DISCORD__SHARDS", "0-1/4")

    discord = load_settings().discord

    assert discord.token is not None
    assert discord.token.get_secret_value() == TOKEN
    assert discord.shards == "0-1/4"
    assert not discord.message_content


def test_names_in_the_environment_are_taken_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("steward_jobs__Concurrency", "5")

    assert load_settings().jobs.concurrency == 5


def test_a_variable_that_is_set_and_empty_counts_as_not_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STEWARD_DISCORD__TOKEN", "")
    monkeypatch.setenv("STEWARD_OPS__HEALTH_PORT", "")

    settings = load_settings()

    assert settings.discord.token is None
    assert settings.ops.health_port == 8811


def test_secrets_of_others_in_the_same_folder_are_left_alone(secrets: Path) -> None:
    (secrets / "postgres_password").write_text("hunter2")
    (secrets / "kubernetes.io").mkdir()

    assert load_settings().discord.token is None


@pytest.mark.parametrize("given", ["", "   ", "\n"])
def test_a_blank_token_is_none(given: str) -> None:
    assert load_settings(discord={"token": given}).discord.token is None


def test_blanks_around_the_token_are_dropped() -> None:
    token = load_settings(discord={"token": f" {TOKEN}\n"}).discord.token

    assert token is not None
    assert token.get_secret_value() == TOKEN


# -- files that cannot be --------------------------------------------------------------------


def refusal(path: Path | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        load_settings(path)
    return str(caught.value)


def test_a_given_file_that_is_missing_is_refused() -> None:
    assert refusal(Path("gone.toml")) == "gone.toml cannot be read: No such file or directory."


def test_a_named_file_that_is_missing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEWARD_CONFIG", "gone.toml")

    assert "gone.toml cannot be read" in refusal()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "Is a directory" in refusal(tmp_path)


def test_broken_toml_is_refused_with_its_place() -> None:
    toml("[ops\n")

    assert refusal().startswith("config.toml is not valid TOML: ")
    assert "line 1" in refusal()


def test_a_file_that_is_not_utf_8_is_refused() -> None:
    Path("config.toml").write_bytes('x = "ü"'.encode("latin-1"))

    assert refusal() == "config.toml is not UTF-8 text; save it as UTF-8."


def test_a_missing_folder_of_secrets_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEWARD_SECRETS_DIR", "gone")

    assert refusal() == (
        "STEWARD_SECRETS_DIR names gone, which cannot be read: No such file or directory."
    )


def test_a_secret_that_is_not_utf_8_is_refused(secrets: Path) -> None:
    (secrets / "discord__token").write_bytes(b"\xff\xfe")

    assert refusal() == "STEWARD_SECRETS_DIR holds a file that is not UTF-8 text."


def test_a_folder_of_secrets_that_is_far_too_large_is_refused(secrets: Path) -> None:
    with (secrets / "disk").open("wb") as file:
        os.truncate(file.fileno(), 2**26)

    assert refusal().startswith("STEWARD_SECRETS_DIR cannot be used: ")


# -- the model -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ids", "count"),
    [("0/1", [0], 1), ("2/16", [2], 16), ("0-3/16", [0, 1, 2, 3], 16), ("15-15/16", [15], 16)],
)
def test_shards_are_read(text: str, ids: list[int], count: int) -> None:
    assert load_settings(discord={"shards": text}).discord.shards == text
    assert parse_shards(text) == (ids, count)


def test_settings_never_change() -> None:
    settings = load_settings()

    with pytest.raises(ValueError, match="frozen"):
        settings.database_url = "sqlite:///other.db"  # type: ignore[misc]
    with pytest.raises(ValueError, match="frozen"):
        settings.jobs.concurrency = 1  # type: ignore[misc]


def test_keys_and_fields_are_found_by_path() -> None:
    model = settings_model()

    assert {"database_url", "discord.token", "ops.health_port"} <= set(keys(model))
    assert field_of(model, "ops.health_port").default == 8811
    with pytest.raises(KeyError):
        field_of(model, "ops.port")


def with_feature(
    monkeypatch: pytest.MonkeyPatch, folder: Path, name: str, settings: str
) -> type[KernelSettings]:
    """Give the settings of a house that has one more feature."""
    package = folder / "cogs" / name
    package.mkdir(parents=True)
    (package / "cog.py").write_text("")
    (package / "settings.py").write_text(settings)
    monkeypatch.setattr(features, "COGS", folder / "cogs")
    monkeypatch.setattr("cogs.__path__", [str(folder / "cogs")])
    return settings_model()


SECTION = """
from pydantic import Field
from bot.config import Section

class Settings(Section):
    "Lamps."
    watts: int = Field(40, ge=1, le=60, description="How bright.")
"""


def test_a_feature_brings_its_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = with_feature(monkeypatch, tmp_path, "lamps_config", SECTION)
    monkeypatch.setenv("STEWARD_LAMPS_CONFIG__WATTS", "50")

    settings = load_settings()

    assert "lamps_config.watts" in keys(model)
    lamps = settings.feature(model.model_fields["lamps_config"].annotation)  # type: ignore[arg-type]
    assert lamps.model_dump() == {"watts": 50}


def test_a_feature_cannot_take_a_section_of_the_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FeatureError, match="'ledger' cannot have settings"):
        with_feature(monkeypatch, tmp_path, "ledger", SECTION)


def test_a_section_that_nobody_brings_is_not_found() -> None:
    class Lamps(Section):
        """Lamps."""

    with pytest.raises(KeyError, match="Lamps"):
        load_settings().feature(Lamps)


def test_what_steers_is_no_setting() -> None:
    assert not config.ENV_STEERING & {
        config.ENV_PREFIX + key.upper().replace(".", "__") for key in keys(settings_model())
    }
