"""A per-server setting as people name it, and what kind of value it takes."""

from __future__ import annotations

import enum
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo


class Kind(enum.Enum):
    """What a value stands for; it decides what is suggested and how it is read and shown."""

    CHANNEL = "channel"
    ROLE = "role"
    ZONE = "zone"
    FEATURE = "feature"
    CHOICE = "choice"
    FLAG = "flag"
    DURATION = "duration"
    PLAIN = "plain"


@dataclass(frozen=True)
class Setting:
    """One field of a model of per-server settings; ``section`` is the model's."""

    section: str
    key: str
    model: type[BaseModel]

    @property
    def name(self) -> str:
        """What people call it: ``section.key``."""
        return f"{self.section}.{self.key}"

    @property
    def field(self) -> FieldInfo:
        """The field of the model."""
        return self.model.model_fields[self.key]

    @property
    def description(self) -> str:
        """What it is for, a sentence."""
        return self.field.description or ""

    @property
    def default(self) -> Any:
        """Its default as JSON."""
        return self.model().model_dump(mode="json")[self.key]

    @property
    def optional(self) -> bool:
        """Whether it may be None: nothing chosen."""
        return type(None) in _alternatives(self.field.annotation)

    @property
    def many(self) -> bool:
        """Whether it is a list."""
        return any(get_origin(kind) is list for kind in _alternatives(self.field.annotation))

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that it, or each entry of its list, may have; empty where it is open."""
        return _choices(self._one)

    @property
    def kind(self) -> Kind:
        """What its value, or each entry of its list, stands for."""
        named = kind_named(self.key)
        if named is not None:
            return named
        if self._one is bool:
            return Kind.FLAG
        if self._one is timedelta:
            return Kind.DURATION
        return Kind.CHOICE if self.choices else Kind.PLAIN

    @property
    def private(self) -> bool:
        """Whether a channel made for it is for staff: ``json_schema_extra={"private": True}``."""
        extra = self.field.json_schema_extra
        return isinstance(extra, dict) and bool(extra.get("private"))

    @property
    def permissions(self) -> tuple[str, ...] | None:
        """What the bot needs in its channel where that is said: ``{"permissions": [...]}``.

        None: what it needs in any channel that it posts in.
        """
        extra = self.field.json_schema_extra
        named = extra.get("permissions") if isinstance(extra, dict) else None
        return tuple(str(one) for one in named) if isinstance(named, list) else None

    @property
    def asked(self) -> Mapping[str, str]:
        """What the wizard asks, empty where it does not: ``json_schema_extra={"asked": {...}}``.

        ``question``, ``why`` and ``answer`` are keys of the feature's catalogue (an answer's
        goes on with ``-`` and the value); ``beside`` is the key of the channel that goes with
        every answer but the default, and ``alone`` what is said while there is none.
        """
        extra = self.field.json_schema_extra
        asked = extra.get("asked") if isinstance(extra, dict) else None
        return {str(k): str(v) for k, v in asked.items()} if isinstance(asked, dict) else {}

    @property
    def missed(self) -> str | None:
        """What is lost while no channel is chosen: a key of the feature's catalogue.

        ``json_schema_extra={"missed": "log-missed"}``; None where a server may do without.
        """
        extra = self.field.json_schema_extra
        missed = extra.get("missed") if isinstance(extra, dict) else None
        return str(missed) if missed else None

    @property
    def channel_name(self) -> str:
        """How a channel made for it is called: ``welcome_channel_id`` gives ``welcome``.

        ``json_schema_extra={"called": "lobby"}`` gives it another name.
        """
        extra = self.field.json_schema_extra
        called = extra.get("called") if isinstance(extra, dict) else None
        return str(called) if called else channel_name(self.name)

    @property
    def _one(self) -> Any:
        for kind in _alternatives(self.field.annotation):
            if get_origin(kind) is list:
                return get_args(kind)[0]
            if kind is not type(None):
                return kind
        return None


def kind_named(key: str) -> Kind | None:
    """Return what a value stands for where the name of its key says so."""
    by_name = (
        (Kind.CHANNEL, ("channel_id", "channel_ids")),
        (Kind.ROLE, ("role_id", "role_ids")),
        (Kind.ZONE, ("zone",)),
        (Kind.FEATURE, ("features_off",)),
    )
    for kind, endings in by_name:
        if any(key == end or key.endswith(f"_{end}") for end in endings):
            return kind
    return None


def channel_name(name: str) -> str:
    """Return how a channel made for the setting ``section.key`` is called."""
    section, _, key = name.partition(".")
    stem = key.removesuffix("_ids").removesuffix("_id").removesuffix("channel")
    return stem.strip("_").replace("_", "-") or section


def settings_of(models: Iterable[tuple[str, type[BaseModel]]]) -> tuple[Setting, ...]:
    """Return every setting of ``models`` (section and model), in their order."""
    return tuple(
        Setting(section, key, model) for section, model in models for key in model.model_fields
    )


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) in {Union, types.UnionType}:
        return get_args(annotation)
    return (annotation,)


def _choices(kind: Any) -> tuple[str, ...]:
    if get_origin(kind) is Literal:
        return tuple(str(choice) for choice in get_args(kind))
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return tuple(str(member.value) for member in kind)
    return ()
