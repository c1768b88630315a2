"""Per-server settings: typed models, kept in the database, cached, renewed on change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final, TypeVar, cast
from zoneinfo import ZoneInfo

import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from sqlalchemy import JSON, String, Table, delete, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from bot.clock import Clock
from bot.db import Base, Database, Snowflake
from bot.db.upsert import put
from bot.errors import UserError
from bot.features import discover, feature_of, load_room
from bot.jobs.job import JobIds
from bot.member_data import MemberTable
from bot.setting_changes import CHANGES, SettingChange, changes_of
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
MEMBER_TABLES = (MemberTable(_TABLE, "changed_by", "blank", "settings", about="held-settings"),)


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
    faq_channel_id: int | None = Field(
        None,
        description="Channel with questions and their answers; /help names it.",
        json_schema_extra={"permissions": ["view_channel"]},
    )
    features_off: list[str] = Field([], description="Features that are switched off.")

    @field_validator("zone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            return zone_named(value).key
        except UserError as error:
            raise ValueError(str(error)) from None


M = TypeVar("M", bound=GuildModel)


def guild_models() -> tuple[type[GuildModel], ...]:
    """Return every model of per-server settings: the kernel's, then those of the features.

    Raises FeatureError where a feature's settings cannot be loaded.
    """
    rooms = [load_room(feature, "settings") for feature in discover()]
    found = [
        model
        for room in rooms
        for model in vars(room or object).values()
        if isinstance(model, type) and issubclass(model, GuildModel) and feature_of(model)
    ]
    return (ServerSettings, *dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class NewValue:
    """A setting and what it becomes; the value ``DEFAULT`` takes it back to its default."""

    model: type[GuildModel]
    key: str
    value: Any


DEFAULT: Final = object()


class GuildSettings:
    """Reads and changes per-server settings."""

    def __init__(self, database: Database, clock: Clock, signals: Signals) -> None:
        self._database = database
        self._clock = clock
        self._signals = signals
        self._cache: dict[tuple[int, str], GuildModel] = {}
        self._changes: Counter[tuple[int, str]] = Counter()
        self._ids = JobIds(clock)

    async def get(self, guild_id: int, model: type[M]) -> M:
        """Return the guild's settings of one section; defaults where nothing was set."""
        place = (guild_id, model.section)
        cached = self._cache.get(place)
        if isinstance(cached, model):
            return cached
        changes = self._changes[place]
        async with self._database.read() as connection:
            settings = await self.read(connection, guild_id, model)
        # Somebody may have changed them while they were read.
        if changes == self._changes[place]:
            self._cache[place] = settings
        return settings

    async def read(self, connection: AsyncConnection, guild_id: int, model: type[M]) -> M:
        """Return the same as ``get``, as the running transaction sees it."""
        rows = await connection.execute(
            select(_TABLE.c.key, _TABLE.c.value).where(
                _TABLE.c.guild_id == guild_id, _TABLE.c.section == model.section
            )
        )
        stored = {key: value for key, value in rows if key in model.model_fields}
        return _valid_part(model, stored, guild_id)

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
        await self.change(guild_id, [NewValue(model, key, value)], by)

    async def reset(
        self, guild_id: int, model: type[GuildModel], key: str, by: int | None = None
    ) -> None:
        """Give a setting its default again. Raises UserError for an unknown key."""
        await self.change(guild_id, [NewValue(model, key, DEFAULT)], by)

    async def check(self, guild_id: int, values: Sequence[NewValue]) -> list[NewValue]:
        """Return those of ``values`` that would change something, as they would be kept.

        Raises UserError for the first one that is unknown or not allowed.
        """
        changed = []
        for model in dict.fromkeys(value.model for value in values):
            mine = [value for value in values if value.model is model]
            before = await self.get(guild_id, model)
            after = _changed(model, before, mine).model_dump(mode="json")
            old = before.model_dump(mode="json")
            changed += [
                NewValue(model, value.key, after[value.key])
                for value in mine
                if after[value.key] != old[value.key]
            ]
        return changed

    async def change(
        self, guild_id: int, values: Sequence[NewValue], by: int | None = None
    ) -> None:
        """Change several settings, all or none; they work at once.

        ``by`` is the member who did it; who changed what and when is kept. Raises UserError
        for an unknown key or a value that is not allowed, and changes nothing then.
        """
        kept: list[dict[str, Any]] = []
        for model in dict.fromkeys(value.model for value in values):
            mine = [value for value in values if value.model is model]
            after = _changed(model, await self.get(guild_id, model), mine)
            stored = after.model_dump(mode="json")
            kept += [_row(guild_id, value, stored[value.key]) for value in mine]
        async with self._database.begin() as connection:
            for row in kept:
                await self._keep(connection, row, by)
        for row in kept:
            await self._renew(guild_id, row["section"], row["key"])

    async def _keep(self, connection: AsyncConnection, row: dict[str, Any], by: int | None) -> None:
        """Write one value and that it was changed; ``row`` has what was asked for."""
        place = (
            (_TABLE.c.guild_id == row["guild_id"])
            & (_TABLE.c.section == row["section"])
            & (_TABLE.c.key == row["key"])
        )
        now = self._clock.now()
        before = (await connection.execute(select(_TABLE.c.value).where(place))).one_or_none()
        old = row["default"] if before is None else before.value
        named = {name: row[name] for name in ("guild_id", "section", "key")}
        if row["reset"]:
            await connection.execute(delete(_TABLE).where(place))
        else:
            written = {"value": row["value"], "changed_at": now, "changed_by": by}
            await put(connection, _TABLE, [named | written])
        if old != row["value"]:
            change = {"change_id": self._ids.take(), "old": old, "new": row["value"]}
            who = {"changed_at": now, "changed_by": by}
            await connection.execute(CHANGES.insert().values(**named, **change, **who))

    async def history(
        self, guild_id: int, *, section: str | None = None, key: str | None = None, limit: int = 100
    ) -> Sequence[SettingChange]:
        """Return the latest changes, newest first, of one section or setting if given."""
        return await changes_of(self._database, guild_id, section=section, key=key, limit=limit)

    async def changed_keys(self, guild_id: int) -> frozenset[tuple[str, str]]:
        """Return the (section, key) of every setting that was given a value."""
        async with self._database.read() as connection:
            rows = await connection.execute(
                select(_TABLE.c.section, _TABLE.c.key).where(_TABLE.c.guild_id == guild_id)
            )
            return frozenset((row.section, row.key) for row in rows)

    async def forget_guild(self, guild_id: int) -> None:
        """Remove every setting of a guild, and what is remembered of them."""
        async with self._database.begin() as connection:
            removed = await connection.execute(
                delete(_TABLE)
                .where(_TABLE.c.guild_id == guild_id)
                .returning(_TABLE.c.section, _TABLE.c.key)
            )
            keys = removed.all()
        for section, key in keys:
            await self._renew(guild_id, section, key)

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


def _changed(model: type[M], before: M, values: Sequence[NewValue]) -> M:
    """Return the model with ``values`` in place. Raises UserError where that cannot be."""
    fields = before.model_dump()
    for value in values:
        _must_know(model, value.key)
        if value.value is DEFAULT:
            fields.pop(value.key)
        else:
            fields[value.key] = value.value
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        blamed = error.errors()[0]["loc"]
        key = str(blamed[0]) if blamed else values[-1].key
        raise UserError(_refusal(key, error)) from None


def _row(guild_id: int, value: NewValue, stored: Any) -> dict[str, Any]:
    return {
        "guild_id": guild_id,
        "section": value.model.section,
        "key": value.key,
        "value": stored,
        "default": value.model().model_dump(mode="json")[value.key],
        "reset": value.value is DEFAULT,
    }


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
