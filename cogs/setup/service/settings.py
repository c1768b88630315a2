"""Looking at and changing every per-server setting, and carrying them as a file."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.errors import UserError
from bot.feature_switch import ALWAYS_ON
from bot.features import discover
from bot.guild_settings import (
    DEFAULT,
    GuildModel,
    GuildSettings,
    NewValue,
    ServerSettings,
    guild_models,
)
from bot.setting_changes import SettingChange
from bot.text.catalogue import ENGLISH, Raw
from bot.text.truncate import truncate
from cogs.setup.domain import toml
from cogs.setup.domain.names import Names
from cogs.setup.domain.setting import Kind, Setting, settings_of
from cogs.setup.service.values import feature_unknown, parse, switchable
from cogs.setup.texts import T

_ECHOED = 60
PROBLEMS_SHOWN: Final = 15


@dataclass(frozen=True, slots=True)
class Shown:
    """A setting and its present value as JSON; ``set`` where a manager gave it one."""

    setting: Setting
    value: Any
    set: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What a setting was and becomes, as JSON."""

    setting: Setting
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a file would change, and what of it cannot be taken over and why."""

    differences: tuple[Difference, ...]
    problems: tuple[str, ...]


class SettingsService:
    """Use cases of ``/settings`` and ``/feature``."""

    def __init__(self, settings: GuildSettings) -> None:
        self._settings = settings
        self._models: dict[str, type[GuildModel]] = {
            model.section: model for model in guild_models()
        }
        self.all: tuple[Setting, ...] = settings_of(self._models.items())
        self.features = tuple(discover())

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections that settings stand in: ``server``, then one a feature."""
        return tuple(self._models)

    def find(self, name: str, locale: str = ENGLISH) -> Setting:
        """Return the setting called ``section.key``, or ``key`` where only one is called so.

        Raises UserError, naming what is alike, for another.
        """
        wanted = name.strip().lower()
        found = [s for s in self.all if wanted in {s.name, s.key}]
        if len(found) == 1 or (found and found[0].name == wanted):
            return found[0]
        names = [s.name for s in found or self.all]
        alike = difflib.get_close_matches(wanted, names, n=3, cutoff=0.4) or names[:3]
        given = truncate(name.strip() or "—", _ECHOED)
        raise UserError(T.say("setting-unknown", locale, given=given, alike=", ".join(alike)))

    async def value(self, guild_id: int, setting: Setting) -> Any:
        """Return a setting's present value as JSON."""
        values = await self._settings.get(guild_id, self._models[setting.section])
        return values.model_dump(mode="json")[setting.key]

    async def shown(
        self, guild_id: int, section: str | None = None, locale: str = ENGLISH
    ) -> list[Shown]:
        """Return all settings with their values, or those of one section.

        Raises UserError for a section that is not there.
        """
        if section is not None and section not in self._models:
            known = ", ".join(self._models)
            raise UserError(T.say("section-unknown", locale, given=section[:_ECHOED], known=known))
        given = await self._settings.changed_keys(guild_id)
        return [
            Shown(s, await self.value(guild_id, s), (s.section, s.key) in given)
            for s in self.all
            if section in {None, s.section}
        ]

    async def set(
        self,
        guild_id: int,
        name: str,
        text: str,
        names: Names,
        by: int,
        locale: str = ENGLISH,
    ) -> Difference:
        """Give a setting the value that ``text`` means. Raises UserError where it cannot be."""
        setting = self.find(name, locale)
        old = await self.value(guild_id, setting)
        value = parse(setting, text, old, names, locale)
        return await self.put(guild_id, setting, value, by)

    async def put(self, guild_id: int, setting: Setting, value: Any, by: int) -> Difference:
        """Give a setting a value. Raises UserError where it cannot be."""
        old = await self.value(guild_id, setting)
        await self._settings.set(guild_id, self._models[setting.section], setting.key, value, by)
        return Difference(setting, old, await self.value(guild_id, setting))

    async def reset(self, guild_id: int, name: str, by: int, locale: str = ENGLISH) -> Difference:
        """Give a setting its default again. Raises UserError for an unknown one."""
        return await self.put(guild_id, self.find(name, locale), DEFAULT, by)

    async def history(
        self, guild_id: int, name: str | None = None, limit: int = 50, locale: str = ENGLISH
    ) -> Sequence[SettingChange]:
        """Return the latest changes, newest first, of all or one setting.

        Raises UserError for an unknown one.
        """
        if name is None:
            return await self._settings.history(guild_id, limit=limit)
        setting = self.find(name, locale)
        return await self._settings.history(
            guild_id, section=setting.section, key=setting.key, limit=limit
        )

    # -- features --------------------------------------------------------------------------

    async def switch(
        self, guild_id: int, feature: str, *, on: bool, by: int, locale: str = ENGLISH
    ) -> bool:
        """Switch a feature on or off; return whether that changed anything.

        Raises UserError for what is no feature, or one that must stay on.
        """
        names = Names(features=self.features)
        if feature not in switchable(names) and not (on and feature in ALWAYS_ON):
            raise feature_unknown(feature, names, locale)
        off = (await self._settings.get(guild_id, ServerSettings)).features_off
        if (feature not in off) is on:
            return False
        changed = [known for known in off if known != feature]
        if not on:
            changed.append(feature)
        await self._settings.set(guild_id, ServerSettings, "features_off", changed, by)
        return True

    async def only_on(self, guild_id: int, features: Sequence[str], by: int) -> None:
        """Switch on exactly ``features`` (and those that are always on)."""
        off = [one for one in switchable(Names(features=self.features)) if one not in features]
        if off != (await self._settings.get(guild_id, ServerSettings)).features_off:
            await self._settings.set(guild_id, ServerSettings, "features_off", off, by)

    async def off(self, guild_id: int) -> frozenset[str]:
        """Return the features that are switched off."""
        return frozenset((await self._settings.get(guild_id, ServerSettings)).features_off)

    # -- files -----------------------------------------------------------------------------

    async def exported(self, guild_id: int, names: Names) -> str:
        """Return every setting as TOML, each with its description and the names of its ids."""
        sections = []
        for section in self._models:
            entries = [
                (
                    shown.setting.key,
                    shown.value,
                    "\n".join([shown.setting.description, *_named(shown, names)]),
                )
                for shown in await self.shown(guild_id, section)
            ]
            if entries:
                sections.append((section, entries))
        return toml.written(sections)

    async def plan(
        self, guild_id: int, text: str, names: Names, locale: str = ENGLISH
    ) -> ImportPlan:
        """Return what importing a TOML text would change; nothing is changed.

        What the file does not name stays as it is. Raises UserError for what is no TOML.
        """
        try:
            tables = toml.parsed(text)
        except toml.NoTomlError as error:
            raise UserError(T.say("import-no-toml", locale, reason=str(error))) from None
        problems: list[str] = []
        wanted: list[NewValue] = []
        by_name = {setting.name: setting for setting in self.all}
        for name, value in _flat(tables):
            setting = by_name.get(name)
            if setting is None:
                problems.append(T.say("import-unknown", locale, given=truncate(name, _ECHOED)))
                continue
            if missing := _foreign(setting, value, names):
                problems.append(T.say("import-foreign", locale, setting=Raw(name), ids=missing))
                continue
            given = None if value == toml.NONE and setting.optional else value
            wanted.append(NewValue(self._models[setting.section], setting.key, given))
        differences = await self._differences(guild_id, wanted, problems)
        return ImportPlan(tuple(differences), tuple(problems[:PROBLEMS_SHOWN]))

    async def _differences(
        self, guild_id: int, wanted: list[NewValue], problems: list[str]
    ) -> list[Difference]:
        found = []
        for model in dict.fromkeys(value.model for value in wanted):
            mine = [value for value in wanted if value.model is model]
            try:
                changes = await self._settings.check(guild_id, mine)
            except UserError:
                # One that cannot be must not keep the others out: each is looked at alone.
                changes = []
                for value in mine:
                    try:
                        changes += await self._settings.check(guild_id, [value])
                    except UserError as error:
                        problems.append(f"`{model.section}.{value.key}`: {error}")
            for change in changes:
                setting = Setting(model.section, change.key, model)
                found.append(Difference(setting, await self.value(guild_id, setting), change.value))
        return found

    async def apply(self, guild_id: int, plan: ImportPlan, by: int) -> None:
        """Carry out an import, all of it or nothing. Raises UserError where it cannot be."""
        values = [
            NewValue(self._models[one.setting.section], one.setting.key, one.new)
            for one in plan.differences
        ]
        await self._settings.change(guild_id, values, by)


def _flat(tables: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return (section.key, value) of every entry; what stands outside of tables by its name."""
    found = []
    for section, table in tables.items():
        if isinstance(table, dict):
            found += [(f"{section}.{key}", value) for key, value in table.items()]
        else:
            found.append((section, table))
    return found


def _ids(value: Any) -> list[int]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, int)]


def _named(shown: Shown, names: Names) -> list[str]:
    there = _there(shown.setting, names)
    if there is None:
        return []
    labels = ", ".join(there.get(one, "?") for one in _ids(shown.value))
    return [labels] if labels else []


def _foreign(setting: Setting, value: Any, names: Names) -> str:
    """Return the ids in ``value`` that stand for nothing in this server."""
    there = _there(setting, names)
    if there is None:
        return ""
    return ", ".join(str(one) for one in _ids(value) if one not in there)


def _there(setting: Setting, names: Names) -> dict[int, str] | None:
    if setting.kind is Kind.CHANNEL:
        return {found: f"#{name}" for found, name in names.channels.items()}
    if setting.kind is Kind.ROLE:
        return {found: f"@{name}" for found, name in names.roles.items()}
    return None
