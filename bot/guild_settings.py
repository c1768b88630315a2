"""Per-server settings: typed models, kept in the database, cached, renewed on change."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any, ClassVar, TypeVar, cast
from zoneinfo import ZoneInfo

import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from sqlalchemy import JSON, String, Table, delete, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.clock import Clock
from bot.db import Base, Database, Snowflake
from bot.db.upsert import put
from bot.errors import UserError
from bot.signals import GuildSettingChanged, Signals
from bot.text.kernel import T
from bot.windows import zone_named

_log = structlog.get_logger(__name__)


class GuildSetting(Base):
    """One changed setting of one guild; what was never changed has no row."""

    __tablename__ = "guild_setting"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    section: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON().with_variant(JSONB(), "postgresql"))
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = mapped_column(Snowflake)


_TABLE = cast("Table", GuildSetting.__table__)


class GuildModel(BaseModel):
    """Base of every feature's per-server settings. ``section`` is the feature's name."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)
    section: ClassVar[str]


class ServerSettings(GuildModel):
    """What every feature needs to know of a server."""

    section: ClassVar[str] = "server"

    zone: str = Field("UTC", description="Time zone of days and weeks, an IANA name.")
    manager_role_ids: list[int] = Field([], description="Roles that count as managers.")
    moderator_role_ids: list[int] = Field([], description="Roles that count as moderators.")
    features_off: list[str] = Field([], description="Features that are switched off.")

    @field_validator("zone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            return zone_named(value).key
        except UserError as error:
            raise ValueError(str(error)) from None


M = TypeVar("M", bound=GuildModel)


class GuildSettings:
    """Reads and changes per-server settings."""

    def __init__(self, database: Database, clock: Clock, signals: Signals) -> None:
        self._database = database
        self._clock = clock
        self._signals = signals
        self._cache: dict[tuple[int, str], GuildModel] = {}
        self._changes: Counter[tuple[int, str]] = Counter()

    async def get(self, guild_id: int, model: type[M]) -> M:
        """Return the guild's settings of one section; defaults where nothing was set."""
        place = (guild_id, model.section)
        cached = self._cache.get(place)
        if isinstance(cached, model):
            return cached
        changes = self._changes[place]
        async with self._database.read() as connection:
            rows = await connection.execute(
                select(_TABLE.c.key, _TABLE.c.value).where(
                    _TABLE.c.guild_id == guild_id, _TABLE.c.section == model.section
                )
            )
            stored = {key: value for key, value in rows if key in model.model_fields}
        settings = _valid_part(model, stored, guild_id)
        # Somebody may have changed them while they were read.
        if changes == self._changes[place]:
            self._cache[place] = settings
        return settings

    async def zone(self, guild_id: int) -> ZoneInfo:
        """Return the guild's time zone."""
        return ZoneInfo((await self.get(guild_id, ServerSettings)).zone)

    async def set(
        self, guild_id: int, model: type[GuildModel], key: str, value: Any, by: int | None = None
    ) -> None:
        """Give a setting a new value; it works at once.

        ``by`` is the member who changed it. Raises UserError for an unknown key or a value
        that is not allowed, and changes nothing then.
        """
        _must_know(model, key)
        current = await self.get(guild_id, model)
        try:
            changed = model.model_validate({**current.model_dump(), key: value})
        except ValidationError as error:
            raise UserError(_refusal(key, error)) from None
        row = {
            "guild_id": guild_id,
            "section": model.section,
            "key": key,
            "value": changed.model_dump(mode="json")[key],
            "changed_at": self._clock.now(),
            "changed_by": by,
        }
        async with self._database.begin() as connection:
            await put(connection, _TABLE, [row])
        await self._renew(guild_id, model.section, key)

    async def forget_member(self, guild_id: int, member_id: int) -> None:
        """Forget that it was this member who changed settings; the settings stay."""
        async with self._database.begin() as connection:
            await connection.execute(
                update(_TABLE)
                .where(_TABLE.c.guild_id == guild_id, _TABLE.c.changed_by == member_id)
                .values(changed_by=None)
            )

    async def reset(self, guild_id: int, model: type[GuildModel], key: str) -> None:
        """Give a setting its default again. Raises UserError for an unknown key."""
        _must_know(model, key)
        async with self._database.begin() as connection:
            await connection.execute(
                delete(_TABLE).where(
                    _TABLE.c.guild_id == guild_id,
                    _TABLE.c.section == model.section,
                    _TABLE.c.key == key,
                )
            )
        await self._renew(guild_id, model.section, key)

    async def _renew(self, guild_id: int, section: str, key: str) -> None:
        self._cache.pop((guild_id, section), None)
        self._changes[guild_id, section] += 1
        await self._signals.send(GuildSettingChanged(guild_id, section, key))


def _valid_part(model: type[M], stored: dict[str, Any], guild_id: int) -> M:
    try:
        return model.model_validate(stored)
    except ValidationError as error:
        # A newer or older version wrote what this one does not allow: one bad value must
        # not take the whole section, or the server, down.
        bad = {str(item["loc"][0]) for item in error.errors() if item["loc"]}
        _log.warning(
            "stored settings are not allowed", guild_id=guild_id, section=model.section, keys=bad
        )
        good = {key: value for key, value in stored.items() if key not in bad}
        # Where no key is to blame, the values do not go together.
        return _valid_part(model, good, guild_id) if bad else model()


def _must_know(model: type[GuildModel], key: str) -> None:
    if key not in model.model_fields:
        known = ", ".join(sorted(model.model_fields))
        raise UserError(T.say("setting-unknown", given=key, known=known))


def _refusal(key: str, error: ValidationError) -> str:
    first = error.errors()[0]
    if first["type"] == "value_error":
        # Our own validators say a whole sentence.
        return str(first["ctx"]["error"])
    reason = first["msg"].removeprefix("Input ").removeprefix("String ")
    return T.say("setting-refused", setting=key, reason=reason)
