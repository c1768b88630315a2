"""Reading what a manager typed as the value of a rule's setting."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, get_origin

from cogs.moderation.domain.automod.registry import RULES, settings_of
from cogs.moderation.domain.automod.rule import RuleSettings

_ID = re.compile(r"<(?:#|@&)(\d{5,20})>|(\d{5,20})")
_YES: Final = frozenset({"on", "yes", "true", "1"})
_NO: Final = frozenset({"off", "no", "false", "0"})
_NOTHING: Final = frozenset({"none", "-", ""})
# Is switched by commands of its own.
_HIDDEN: Final = frozenset({"enabled"})


def keys_of(rule: str) -> Mapping[str, str]:
    """Return the settings of a rule that can be set, with what each is for."""
    fields = RULES[rule].settings_type.model_fields
    return {key: field.description or "" for key, field in fields.items() if key not in _HIDDEN}


def is_switch(rule: str, key: str) -> bool:
    """Tell whether a setting is on or off."""
    return RULES[rule].settings_type.model_fields[key].annotation is bool


def is_list(rule: str, key: str) -> bool:
    """Tell whether a setting has several values."""
    kind = RULES[rule].settings_type.model_fields[key].annotation
    return get_origin(kind) in {tuple, frozenset}


def changed(rule: str, settings: RuleSettings, key: str, text: str) -> RuleSettings:
    """Return the settings with ``key`` as ``text`` says.

    Lists are separated by commas; ``none`` empties them. Channels and roles are mentioned or
    given by id. Raises KeyError for an unknown key, ValueError with a sentence for a value that
    cannot be.
    """
    if key not in keys_of(rule):
        raise KeyError(key)
    return with_value(rule, settings, key, _read(rule, key, text.strip()))


def with_value(rule: str, settings: RuleSettings, key: str, value: Any) -> RuleSettings:
    """Return the settings with another value. Raises ValueError where it is not allowed."""
    return settings_of(rule, settings.model_dump(mode="json") | {key: value})


def with_entries(rule: str, settings: RuleSettings, key: str, text: str) -> RuleSettings:
    """Return the settings with more entries in a list: several have commas between.

    A pattern may have commas of its own, so it is one entry. Raises ValueError where an entry is
    not allowed.
    """
    parts = [text] if key == "patterns" else text.split(",")
    known = getattr(settings, key)
    new = dict.fromkeys(part.strip() for part in parts if part.strip())
    return with_value(rule, settings, key, [*known, *(one for one in new if one not in known)])


def without_entry(rule: str, settings: RuleSettings, key: str, entry: str) -> RuleSettings:
    """Return the settings without an entry of a list. Raises KeyError where it has none such."""
    wanted = entry.strip()
    for known in (wanted, wanted.lower()):
        if known in getattr(settings, key):
            return with_value(
                rule, settings, key, [one for one in getattr(settings, key) if one != known]
            )
    raise KeyError(entry)


def _read(rule: str, key: str, text: str) -> Any:
    if is_list(rule, key):
        if text.lower() in _NOTHING:
            return []
        parts = [part for part in re.split(r"\s*,\s*", text) if part]
        return [_id(part) for part in parts] if key.endswith("_ids") else parts
    if text.lower() in _NOTHING and RULES[rule].settings_type.model_fields[key].default is None:
        return None
    if key.endswith("_id"):
        return _id(text)
    if is_switch(rule, key):
        if text.lower() in _YES | _NO:
            return text.lower() in _YES
        raise ValueError(f"{key}: say on or off.")
    return text


def _id(text: str) -> int:
    match = _ID.fullmatch(text)
    if match is None:
        raise ValueError("Mention channels and roles, or give their ids, with commas between.")
    return int(match[1] or match[2])
