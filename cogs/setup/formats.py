"""Values of settings as people read them on Discord."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from bot.text.catalogue import ENGLISH
from bot.text.escape import escape
from bot.text.truncate import truncate
from cogs.setup.domain.names import Names
from cogs.setup.domain.setting import Kind, Setting
from cogs.setup.texts import T

_LONG = 200


def shown_value(setting: Setting, value: Any, names: Names, locale: str = ENGLISH) -> str:
    """Return a JSON ``value`` of ``setting`` as Discord shows it; harmless, and never empty."""
    if value is None or value in ("", [], {}):
        return T.say("shown-none", locale)
    if isinstance(value, list):
        return ", ".join(_one(setting, part, names, locale) for part in value)
    return _one(setting, value, names, locale)


def _one(setting: Setting, value: Any, names: Names, locale: str) -> str:
    if setting.kind is Kind.CHANNEL and isinstance(value, int):
        return mention_channel(value, names, locale)
    if setting.kind is Kind.ROLE and isinstance(value, int):
        return mention_role(value, names, locale)
    if isinstance(value, dict):
        return _group(setting, value, locale)
    if isinstance(value, bool):
        return T.say("shown-on" if value else "shown-off", locale)
    text = value if isinstance(value, str | int | float) else orjson.dumps(value).decode()
    return escape(truncate(str(text), _LONG))


def _group(setting: Setting, value: dict[str, Any], locale: str) -> str:
    """Return what was changed in a setting that has several parts."""
    usual = setting.default if isinstance(setting.default, dict) else {}
    parts = [
        f"{key}: {part if isinstance(part, str) else orjson.dumps(part).decode()}"
        for key, part in value.items()
        if part != usual.get(key)
    ]
    if not parts:
        return T.say("shown-usual", locale)
    return escape(truncate(", ".join(parts), _LONG))


def mention_channel(channel_id: int, names: Names, locale: str = ENGLISH) -> str:
    """Return a channel as Discord shows it, or that it is gone."""
    if channel_id in names.channels:
        return f"<#{channel_id}>"
    return T.say("shown-gone", locale, id=str(channel_id))


def mention_role(role_id: int, names: Names, locale: str = ENGLISH) -> str:
    """Return a role as Discord shows it, or that it is gone; @everyone pings nobody in embeds."""
    if role_id in names.roles:
        name = names.roles[role_id]
        return escape(name) if name.startswith("@") else f"<@&{role_id}>"
    return T.say("shown-gone", locale, id=str(role_id))


def bullets(lines: Sequence[str]) -> str:
    """Return ``lines`` as a list."""
    return "\n".join(f"- {line}" for line in lines)
