"""Finding the features: every ``cogs/<name>/cog.py`` is one."""

from __future__ import annotations

import importlib
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.errors import FeatureError
from bot.ops import garbage

COGS = Path(__file__).resolve().parent.parent / "cogs"


def discover() -> list[str]:
    """Return the names of all features, in alphabetical order."""
    return sorted(path.parent.name for path in COGS.glob("*/cog.py"))


def feature_of(thing: object) -> str | None:
    """Return the feature that a function, class or object comes from; None for the kernel."""
    module = getattr(thing, "__module__", None) or type(thing).__module__
    package, _, rest = module.partition(".")
    return rest.partition(".")[0] if package == COGS.name and rest else None


def load_room(feature: str, room: str) -> ModuleType | None:
    """Import ``cogs.<feature>.<room>``, or return None where the feature has no such room.

    Raises FeatureError where the room is there and fails to import.
    """
    name = f"cogs.{feature}.{room}"
    try:
        # Asking for a room's spec imports the feature's package, which may fail, too.
        with garbage.paused():
            return importlib.import_module(name) if find_spec(name) else None
    except Exception as error:
        raise FeatureError(
            f"The feature {feature!r} cannot be loaded: {name} raised "
            f"{type(error).__name__}: {error}."
        ) from error


@lru_cache
def _catalogue(feature: str) -> Any:
    return getattr(load_room(feature, "texts"), "T", None) if feature in discover() else None


def text_of(feature: str, key: str, locale: str) -> str:
    """Return a sentence of a feature's own catalogue; ``key`` itself where it has no such one."""
    catalogue = _catalogue(feature)
    if catalogue is None or key not in catalogue.keys():  # noqa: SIM118 - a catalogue, no dict
        return key
    text: str = catalogue.plain(key, locale)
    return text


def job_name(kind: str, locale: str) -> str:
    """Return what a job does, in a few words: ``job-log`` of moderation's for ``moderation-log``.

    Where its feature says nothing of it, that is its kind.
    """
    feature, _, rest = kind.partition("-")
    key = f"job-{rest}"
    text = text_of(feature, key, locale)
    return kind.replace("-", " ") if text == key else text


def about(feature: str, locale: str) -> str:
    """Return in a few words what a feature is: ``feature-about`` of its catalogue, if there."""
    text = text_of(feature, "feature-about", locale)
    return "" if text == "feature-about" else text


# The kernel's tables, for migrations.
KERNEL_MODELS = (
    "bot.activity.models",
    "bot.command_sync",
    "bot.directory",
    "bot.guild_settings",
    "bot.jobs.models",
    "bot.ledger.models",
    "bot.member_zones",
    "bot.setting_changes",
)


def load_models() -> None:
    """Import the tables of the kernel and of every feature, so that the metadata is whole."""
    for name in KERNEL_MODELS:
        importlib.import_module(name)
    for feature in discover():
        load_room(feature, "models")
