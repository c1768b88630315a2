"""The operator's settings: config.toml, environment and secret files, checked at start.

Precedence, highest first: environment (``STEWARD_DISCORD__TOKEN``), secret files
(``discord__token`` in the folder that ``STEWARD_SECRETS_DIR`` names, also with the prefix
``steward_``), config.toml, defaults. Each feature adds its own section.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, create_model
from pydantic import field_validator as validates
from pydantic_settings import (
    BaseSettings,
    NestedSecretsSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from bot.config_errors import explain
from bot.errors import ConfigError
from bot.features import discover, load_room

ENV_PREFIX = "STEWARD_"
ENV_NESTING = "__"
# Variables that steer where settings are looked for, not settings themselves.
ENV_STEERING = {"STEWARD_CONFIG", "STEWARD_SECRETS_DIR"}


class Section(BaseModel):
    """One [section] of config.toml. Unknown keys are refused; values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


class DiscordSettings(Section):
    """How to reach Discord."""

    token: SecretStr | None = Field(
        None, description="The bot's token. Better kept in the environment or a secret file."
    )
    api_base: str = Field(
        "https://discord.com/api/v10",
        pattern=r"^https?://\S+$",
        description="Address of Discord's HTTP API; change it to go through a proxy.",
    )
    gateway_url: str | None = Field(
        None,
        pattern=r"^wss?://\S+$",
        description="Address of the gateway; unset means the one that Discord names.",
    )
    message_content: bool = Field(
        True,
        description="Ask for the message content intent. Without it sentiment is off.",
    )
    shards: str | None = Field(
        None,
        pattern=r"^\d+(-\d+)?/\d+$",
        description='Shards of this process as "first-last/count"; unset means all.',
    )

    @validates("shards")
    @classmethod
    def _shards_fit(cls, value: str | None) -> str | None:
        if value is not None:
            ids, count = parse_shards(value)
            if not ids or ids[-1] >= count:
                raise ValueError("first-last/count with first <= last < count")
        return value


class LedgerSettings(Section):
    """How facts are written and how long they are kept."""

    flush_size: int = Field(
        500, ge=1, le=5_000, description="Facts that are written in one transaction at most."
    )
    flush_interval_s: float = Field(
        1.0, gt=0, le=60, description="Seconds that a fact waits in memory at most."
    )
    buffer_limit: int = Field(
        50_000,
        ge=1_000,
        le=1_000_000,
        description="Facts that may wait while the database is away.",
    )
    retention_days: int = Field(
        400,
        ge=35,
        le=3_650,
        description="Days that single facts are kept; daily figures stay after that.",
    )


class JobSettings(Section):
    """How due work is carried out."""

    sweep_interval_s: float = Field(
        30.0, gt=0, le=3_600, description="Seconds between two looks for work that a crash left."
    )
    lease_s: float = Field(
        60.0, ge=5, le=3_600, description="Seconds that a process holds a job before others may."
    )
    concurrency: int = Field(
        8, ge=1, le=100, description="Jobs that run at the same time in this process."
    )


class OpsSettings(Section):
    """Logs, health and metrics."""

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="How much is logged."
    )
    log_format: Literal["console", "json"] = Field("console", description="How logs look.")
    health: bool = Field(True, description="Serve /healthz, /readyz and /metrics.")
    health_host: str = Field(
        "127.0.0.1", description="Address that the health endpoint listens on."
    )
    health_port: int = Field(
        8811, ge=0, le=65_535, description="Port of the health endpoint; 0 takes any free one."
    )


class KernelSettings(BaseSettings):
    """What the kernel needs; the features' sections are added by ``settings_model()``."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        env_prefix=ENV_PREFIX,
        env_nested_delimiter=ENV_NESTING,
        hide_input_in_errors=True,
    )

    database_url: str = Field(
        "sqlite:///steward.db",
        description="sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME.",
        repr=False,
    )
    discord: DiscordSettings = DiscordSettings()
    ledger: LedgerSettings = LedgerSettings()
    jobs: JobSettings = JobSettings()
    ops: OpsSettings = OpsSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the sources, highest precedence first."""
        secrets = os.environ.get("STEWARD_SECRETS_DIR")
        sources = [init_settings, env_settings]
        if secrets:
            sources += [
                NestedSecretsSettingsSource(
                    file_secret_settings,
                    secrets_dir=secrets,
                    secrets_prefix=prefix,
                    secrets_nested_delimiter=ENV_NESTING,
                )
                for prefix in ("", ENV_PREFIX)
            ]
        return (*sources, TomlConfigSettingsSource(settings_cls, cls._toml_file()))

    @classmethod
    def _toml_file(cls) -> Path | None:
        return None

    def feature(self, model: type[SectionT]) -> SectionT:
        """Return the section that a feature described by ``model``.

        Raises KeyError where no feature brought it.
        """
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, model):
                return value
        raise KeyError(model.__name__)


SectionT = TypeVar("SectionT", bound=Section)


def parse_shards(text: str) -> tuple[list[int], int]:
    """Return the shard ids and the shard count of ``"0-3/16"`` or ``"2/16"``."""
    span, count = text.split("/")
    first, _, last = span.partition("-")
    return list(range(int(first), int(last or first) + 1)), int(count)


def settings_model() -> type[KernelSettings]:
    """Return the settings class with the section of every feature that has one."""
    sections: dict[str, Any] = {}
    for feature in discover():
        room = load_room(feature, "settings")
        model = getattr(room, "Settings", None)
        if model is not None:
            sections[feature] = (model, model())
    return create_model("Settings", __base__=KernelSettings, **sections)


def load_settings(path: Path | None = None, **overrides: Any) -> KernelSettings:
    """Read and check the settings.

    ``path`` is the TOML file; None means ``STEWARD_CONFIG`` or ``config.toml`` in the
    working directory, where either exists. ``overrides`` are top-level keys that win over
    all. Raises ConfigError that lists every refused key: its path, what was given and what
    is allowed.
    """
    file = _find_file(path)
    base = settings_model()
    model = cast(
        "type[KernelSettings]",
        type("Settings", (base,), {"_toml_file": classmethod(lambda _cls: file)}),
    )
    _refuse_unknown_environment(model)
    try:
        return model(**overrides)
    except ValidationError as error:
        raise ConfigError(explain(error, model)) from None
    except SettingsError as error:
        raise ConfigError(f"A setting cannot be read: {error}.") from None


def _find_file(path: Path | None) -> Path | None:
    from_env = os.environ.get("STEWARD_CONFIG")
    file = path or (Path(from_env) if from_env else Path("config.toml"))
    if path is None and not from_env and not file.exists():
        return None
    try:
        tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file} is not valid TOML: {error}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file} is not UTF-8 text; save it as UTF-8.") from error
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}.") from error
    return file


def _refuse_unknown_environment(model: type[BaseModel]) -> None:
    known = {ENV_PREFIX + path.upper().replace(".", ENV_NESTING) for path in keys(model)}
    unknown = [
        name
        for name in os.environ
        if name.upper().startswith(ENV_PREFIX) and name.upper() not in known | ENV_STEERING
    ]
    if unknown:
        raise ConfigError(
            f"The environment sets {', '.join(sorted(unknown))}, which is no setting; "
            "config.example.toml lists all keys (write a dot as two underscores)."
        )


def keys(model: type[BaseModel], prefix: str = "") -> list[str]:
    """Return the dotted path of every key of ``model``, sections descended into."""
    paths: list[str] = []
    for name, field in model.model_fields.items():
        annotation = field.annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            paths += keys(annotation, f"{prefix}{name}.")
        else:
            paths.append(f"{prefix}{name}")
    return paths


def field_of(model: type[BaseModel], path: str) -> Any:
    """Return the pydantic field at a dotted ``path``. Raises KeyError where there is none."""
    *sections, name = path.split(".")
    for section in sections:
        model = cast("type[BaseModel]", model.model_fields[section].annotation)
    return model.model_fields[name]
