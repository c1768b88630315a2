"""The operator's settings: config.toml, environment and secret files, checked at start.

Precedence, highest first: what the command line gives, environment
(``STEWARD_DISCORD__TOKEN``), secret files (``discord__token`` in the folder that
``STEWARD_SECRETS_DIR`` names, also with the prefix ``steward_``), config.toml, defaults. A
variable that is set and empty counts as not set. Each feature adds its own section.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    create_model,
)
from pydantic import field_validator as validates
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    NestedSecretsSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from bot.config_errors import explain
from bot.db.engine import parse_url
from bot.errors import ConfigError, FeatureError
from bot.features import discover, load_room

ENV_PREFIX = "STEWARD_"
ENV_NESTING = "__"
# Variables that steer where settings are looked for, not settings themselves.
ENV_STEERING = {"STEWARD_CONFIG", "STEWARD_SECRETS_DIR"}


class Section(BaseModel):
    """One [section] of config.toml. Unknown keys are refused; values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)

    @validates("*", mode="before")
    @classmethod
    def _truth_is_no_number(cls, value: Any, info: ValidationInfo) -> Any:
        # pydantic would take true for 1.
        if isinstance(value, bool) and cls.model_fields[str(info.field_name)].annotation in {
            int,
            float,
        }:
            raise ValueError("allowed: a number")
        return value


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
    heartbeat_timeout_s: float = Field(
        50.0,
        ge=1,
        le=80,
        description="Seconds of silence after which a connection to the gateway counts as dead; "
        "more than Discord's heartbeat interval, which is about 41.",
    )
    shards: str | None = Field(
        None,
        pattern=r"^\d{1,6}(-\d{1,6})?/\d{1,6}$",
        description='Shards of this process as "first-last/count"; unset means all.',
    )

    @validates("token")
    @classmethod
    def _token_is_one_word(cls, value: SecretStr | None) -> SecretStr | None:
        text = value.get_secret_value().strip() if value is not None else ""
        if not text:
            return None
        if len(text.split()) > 1:
            raise ValueError("allowed: the token alone, without blanks or the word Bot")
        return SecretStr(text)

    @validates("shards")
    @classmethod
    def _shards_fit(cls, value: str | None) -> str | None:
        if value is not None:
            ids, count = parse_shards(value)
            if not ids or ids[-1] >= count:
                raise ValueError("allowed: first-last/count with first <= last < count")
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
    recover_days: int = Field(
        14,
        ge=0,
        le=365,
        description="Days of history read back at most for messages missed while away; 0: none.",
    )
    recover_rate: float = Field(
        10.0,
        gt=0,
        le=50,
        description="Requests a second for missed history at most, of the 50 that Discord allows "
        "all processes of a bot together.",
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


class PrivacySettings(Section):
    """What happens to the data of servers that Steward is no longer in."""

    erase_after_days: int = Field(
        30,
        ge=1,
        le=3_650,
        description="Days after which everything of a server that removed Steward is erased.",
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
        env_ignore_empty=True,
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
    privacy: PrivacySettings = PrivacySettings()
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
                    secrets_dir_missing="error",
                    secrets_prefix=prefix,
                    secrets_nested_delimiter=ENV_NESTING,
                )
                for prefix in ("", ENV_PREFIX)
            ]
        return (*sources, InitSettingsSource(settings_cls, cls._from_file()))

    @classmethod
    def _from_file(cls) -> dict[str, Any]:
        return {}

    @validates("database_url")
    @classmethod
    def _database_can_be(cls, value: str) -> str:
        try:
            parse_url(value)
        except ConfigError as error:
            raise ValueError(str(error).removeprefix("database_url: ")) from None
        return value

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
    """Return the settings class with the section of every feature that has one.

    Raises FeatureError where a feature's settings cannot be loaded, or its name is one of the
    kernel's sections.
    """
    sections: dict[str, Any] = {}
    for feature in discover():
        room = load_room(feature, "settings")
        model = getattr(room, "Settings", None)
        if model is None:
            continue
        if feature in KernelSettings.model_fields:
            raise FeatureError(
                f"The feature {feature!r} cannot have settings: the kernel's section of that "
                "name is taken. Rename its folder."
            )
        sections[feature] = (model, model())
    return create_model(
        "Settings", __base__=KernelSettings, __doc__="Every setting of a process.", **sections
    )


def load_settings(path: Path | None = None, **overrides: Any) -> KernelSettings:
    """Read and check the settings.

    ``path`` is the TOML file; None means ``STEWARD_CONFIG``, which must exist, or
    ``config.toml`` in the working directory where there is one. ``overrides`` win over all;
    a section's are given as a dictionary and merged into it. Raises ConfigError that lists
    every refused key: its path, what was given and what is allowed.
    """
    values = _read_file(path)
    base = settings_model()
    model = cast(
        "type[KernelSettings]",
        type("Settings", (base,), {"_from_file": classmethod(lambda _cls: values)}),
    )
    _refuse_unknown_names(model)
    try:
        return model(**overrides)
    except ValidationError as error:
        raise ConfigError(explain(error, model)) from None
    except SettingsError as error:
        # A folder of secrets that is missing, no folder, or far too large.
        raise ConfigError(f"STEWARD_SECRETS_DIR cannot be used: {error}.") from None
    except UnicodeDecodeError:
        raise ConfigError("STEWARD_SECRETS_DIR holds a file that is not UTF-8 text.") from None


def _read_file(path: Path | None) -> dict[str, Any]:
    from_env = os.environ.get("STEWARD_CONFIG")
    file = path or (Path(from_env) if from_env else Path("config.toml"))
    if path is None and not from_env and not file.exists():
        return {}
    try:
        # Editors on Windows put a byte order mark first.
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file} is not valid TOML: {error}.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{file} is not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}.") from error


def _refuse_unknown_names(model: type[BaseModel]) -> None:
    """Refuse variables, and secret files of our own, that no setting is named after."""
    known = {path.upper().replace(".", ENV_NESTING) for path in keys(model)}
    variables = {ENV_PREFIX + name for name in known} | ENV_STEERING
    unknown = [
        name
        for name in os.environ
        if name.upper().startswith(ENV_PREFIX) and name.upper() not in variables
    ]
    if unknown:
        raise _unknown("The environment sets", unknown)
    # The folder may be shared: only what can have been meant for Steward is looked at.
    files = [
        name
        for name in _secret_names()
        if (name.upper().startswith(ENV_PREFIX) or ENV_NESTING in name)
        and name.upper().removeprefix(ENV_PREFIX) not in known
    ]
    if files:
        raise _unknown("The folder of secrets holds", files)


def _unknown(where: str, names: list[str]) -> ConfigError:
    return ConfigError(
        f"{where} {', '.join(sorted(names))}, which is no setting; config.example.toml lists "
        "all keys (write a dot as two underscores)."
    )


def _secret_names() -> list[str]:
    folder = os.environ.get("STEWARD_SECRETS_DIR")
    if not folder:
        return []
    try:
        return [file.name for file in Path(folder).iterdir() if file.is_file()]
    except OSError as error:
        raise ConfigError(
            f"STEWARD_SECRETS_DIR names {folder}, which cannot be read: {error.strerror}."
        ) from error


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
