"""Reading what a person typed as the value of a setting, and what to suggest to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, Final

import orjson

from bot.errors import UserError
from bot.feature_switch import ALWAYS_ON
from bot.text.catalogue import ENGLISH
from bot.text.durations import parse_duration
from bot.text.truncate import truncate
from bot.windows import zone_names
from cogs.setup.domain.names import Names
from cogs.setup.domain.setting import Kind, Setting
from cogs.setup.domain.toml import NONE
from cogs.setup.texts import T

# https://docs.discord.com/developers/interactions/application-commands: autocomplete
SUGGESTIONS: Final = 25
LABEL: Final = 100
_MENTION = re.compile(r"<(?:#|@&)(\d{1,20})>|(\d{5,20})")
_ECHOED = 40
_LONGEST = timedelta(days=3_650)


def parse(setting: Setting, text: str, current: Any, names: Names, locale: str = ENGLISH) -> Any:
    """Return the value that ``text`` means, for the model to check.

    Of a list, ``+x`` adds to ``current`` and ``-x`` takes away; else the entries, with commas
    between, replace it. Channels and roles are named, mentioned or given by id; ``none``
    empties what may be empty. Raises UserError for a name that is not there.
    """
    text = text.strip()
    if text.lower() == NONE and (setting.optional or setting.many):
        return [] if setting.many else None
    if not setting.many:
        return _one(setting, text, names, locale)
    if text[:1] in {"+", "-"}:
        entry = _one(setting, text[1:].strip(), names, locale, current)
        others = [known for known in current or () if known != entry]
        return [*others, entry] if text[0] == "+" else others
    if text.startswith("["):
        return _json(text)
    return [_one(setting, part, names, locale) for part in re.split(r"\s*,\s*", text) if part]


def _one(
    setting: Setting, text: str, names: Names, locale: str, known: Iterable[Any] | None = None
) -> Any:
    there = {Kind.CHANNEL: names.channels, Kind.ROLE: names.roles}.get(setting.kind)
    if there is not None:
        return _entity(text, there, setting.kind.value, locale, known)
    if setting.kind is Kind.FEATURE and text not in switchable(names):
        raise feature_unknown(text, names, locale)
    if setting.kind is Kind.DURATION:
        return parse_duration(text, least=timedelta(0), most=_LONGEST, locale=locale)
    alike = zone_names() if setting.kind is Kind.ZONE else setting.choices
    spelt = next((one for one in alike if one.lower() == text.lower()), None)
    if spelt is not None:
        return spelt
    return _json(text) if text[:1] in {"{", "["} else text


def _json(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text


def _entity(
    text: str,
    there: Mapping[int, str],
    what: str,
    locale: str,
    known: Iterable[Any] | None,
) -> int:
    """Return the id of a channel or role; of one that is gone only where it is ``known``."""
    match = _MENTION.fullmatch(text)
    if match is not None:
        found = int(match[1] or match[2])
        if found in there or found in (known or ()):
            return found
    wanted = text.lstrip("#@").strip().lower()
    named = [found for found, name in there.items() if name.lstrip("@").lower() == wanted]
    given = truncate(text or "—", _ECHOED)
    if not named:
        raise UserError(T.say(f"unknown-{what}", locale, given=given))
    if len(named) > 1:
        raise UserError(T.say(f"ambiguous-{what}", locale, given=given, count=len(named)))
    return named[0]


def feature_unknown(text: str, names: Names, locale: str = ENGLISH) -> UserError:
    """Return the error for what is no feature that can be switched."""
    if text in ALWAYS_ON:
        return UserError(T.say("feature-always-on", locale, feature=text))
    known = ", ".join(switchable(names))
    given = truncate(text or "—", _ECHOED)
    return UserError(T.say("feature-unknown", locale, given=given, known=known))


def switchable(names: Names) -> tuple[str, ...]:
    """Return the features that can be switched on and off."""
    return tuple(feature for feature in names.features if feature not in ALWAYS_ON)


# -- suggestions -----------------------------------------------------------------------------


def suggest(
    setting: Setting, typed: str, current: Any, names: Names, locale: str = ENGLISH
) -> list[tuple[str, str]]:
    """Return up to 25 (label, value) to choose from for a setting's value."""
    if setting.kind is Kind.ZONE and not setting.many:
        return [(zone, zone) for zone in suggest_zones(typed)]
    wanted = typed.strip().lstrip("#@+-").lower()
    found = [
        (label, value)
        for label, value in _offers(setting, current, names, locale)
        if wanted in label.lower() or wanted == value.lower()
    ]
    # What begins with it, or has it after a blank or slash, is likelier meant.
    found.sort(key=lambda offer: _rank(offer[0].lower(), wanted))
    return [(truncate(label, LABEL), value) for label, value in found if len(value) <= LABEL][
        :SUGGESTIONS
    ]


def suggest_zones(typed: str) -> list[str]:
    """Return up to 25 zones that fit what was typed; the common ones where nothing was."""
    wanted = typed.strip().lower().replace(" ", "_")
    if not wanted:
        return list(COMMON_ZONES)
    found = sorted(zone for zone in zone_names() if wanted in zone.lower())
    return sorted(found, key=lambda zone: _rank(zone.lower(), wanted))[:SUGGESTIONS]


COMMON_ZONES: Final = (
    "UTC",
    "Europe/London",
    "Europe/Lisbon",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Warsaw",
    "Europe/Athens",
    "Europe/Istanbul",
    "Africa/Lagos",
    "Africa/Johannesburg",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/Sao_Paulo",
    "America/Argentina/Buenos_Aires",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Jakarta",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Australia/Sydney",
    "Pacific/Auckland",
)


def _rank(label: str, wanted: str) -> int:
    """Return how well a label fits, best first: all of it, its beginning, a word's, any part."""
    at = label.find(wanted)
    if label == wanted:
        return 0
    if at == 0:
        return 1
    return 2 if at > 0 and not label[at - 1].isalnum() else 3


def _offers(setting: Setting, current: Any, names: Names, locale: str) -> Iterable[tuple[str, str]]:
    if setting.kind is Kind.FLAG:
        return [(T.plain("value-on", locale), "on"), (T.plain("value-off", locale), "off")]
    options = _options(setting, names)
    none = [(T.plain("value-none", locale), NONE)] if setting.optional or setting.many else []
    if not setting.many:
        return [*options, *none]
    chosen = {str(entry) for entry in current or ()}
    known = {value for _, value in options}
    gone = [(value, value) for value in sorted(chosen - known)]
    there = [offer for offer in (*options, *gone) if offer[1] in chosen]
    left = [offer for offer in options if offer[1] not in chosen]
    return [
        *((T.plain("value-remove", locale, label=label), f"-{value}") for label, value in there),
        *((T.plain("value-add", locale, label=label), f"+{value}") for label, value in left),
        *none,
    ]


def _options(setting: Setting, names: Names) -> list[tuple[str, str]]:
    if setting.kind is Kind.CHANNEL:
        return [(f"#{name}", str(found)) for found, name in names.channels.items()]
    if setting.kind is Kind.ROLE:
        return [(f"@{name.lstrip('@')}", str(found)) for found, name in names.roles.items()]
    if setting.kind is Kind.FEATURE:
        return [(feature, feature) for feature in switchable(names)]
    return [(choice, choice) for choice in setting.choices]
