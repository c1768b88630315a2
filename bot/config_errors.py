"""Saying what is wrong with the settings: the key's path, what was given, what is allowed."""

from __future__ import annotations

import difflib
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, SecretStr, ValidationError

from bot.ops.redact import redact_text

_NUMBERS = {int: "a whole number", float: "a number"}
_BOUNDS = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}


def explain(error: ValidationError, model: type[BaseModel]) -> str:
    """Return one line per refused key of ``model``. Secret values are never repeated."""
    lines = [_line(dict(item), model) for item in error.errors(include_input=True)]
    count = "One setting is" if len(lines) == 1 else f"{len(lines)} settings are"
    return "\n".join([f"{count} refused:", *(f"  {line}" for line in lines)])


def _line(item: dict[str, Any], model: type[BaseModel]) -> str:
    path = [str(part) for part in item["loc"]]
    section, field = _descend(model, path)
    name = ".".join(path)
    if field is None and section is not None:
        known = sorted(section.model_fields)
        close = difflib.get_close_matches(path[-1], known, n=1)
        hint = f" Did you mean {close[0]!r}?" if close else ""
        return f"{name}: no such key.{hint} Allowed here: {', '.join(known)}."
    given = _given(field, section, item.get("input"))
    about = f" ({field.description})" if field is not None and field.description else ""
    return f"{name}: given {given}; {_allowed(field, section, item)}.{about}"


def _given(field: Any, section: type[BaseModel] | None, value: Any) -> str:
    if section is not None:
        # What stands in a section's place may be a secret that was meant for a key of it.
        return f"a {type(value).__name__}"
    # A token may stand at the wrong key, too.
    return "a secret, not shown" if _secret(field) else redact_text(repr(value))


def _allowed(field: Any, section: type[BaseModel] | None, item: dict[str, Any]) -> str:
    if section is not None:
        return f"allowed: a [section] with the keys {', '.join(sorted(section.model_fields))}"
    if item["type"] == "value_error":
        return str(item["ctx"]["error"]).rstrip(".")
    if item["type"] == "string_pattern_mismatch":
        return f"allowed: text that matches {item['ctx']['pattern']}"
    kind = _kind(field)
    return f"allowed: {kind or str(item['msg']).removeprefix('Input should be ')}"


def _kind(field: Any) -> str | None:
    annotation = getattr(field, "annotation", None)
    if get_origin(annotation) is Literal:
        return ", ".join(repr(choice) for choice in get_args(annotation))
    if annotation is bool:
        return "true or false"
    if annotation in _NUMBERS:
        return f"{_NUMBERS[annotation]} {_bounds(field.metadata)}".strip()
    return None


def _bounds(metadata: list[Any]) -> str:
    return " and ".join(
        f"{word} {getattr(bound, name):,}"
        for name, word in _BOUNDS.items()
        for bound in metadata
        if hasattr(bound, name)
    )


def _descend(model: type[BaseModel] | None, path: list[str]) -> tuple[type[BaseModel] | None, Any]:
    """Return the section and the field that ``path`` ends in, as far as there are any.

    (section, None): no such key in that section. (section, field): the section itself.
    (None, field): a key that is no section.
    """
    field = None
    for part in path:
        if model is None:
            break
        field = model.model_fields.get(part)
        if field is None:
            return model, None
        inner = field.annotation
        model = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None
    return model, field


def _secret(field: Any) -> bool:
    annotation = getattr(field, "annotation", None)
    # A database URL may hold a password.
    hidden = field is not None and field.repr is False
    return hidden or annotation is SecretStr or SecretStr in get_args(annotation)
