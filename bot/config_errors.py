"""Saying what is wrong with the settings: the key's path, what was given, what is allowed."""

from __future__ import annotations

import difflib
from typing import Any, get_args

from pydantic import BaseModel, SecretStr, ValidationError


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
    given = "a secret" if _secret(field) else repr(item.get("input"))
    allowed = item["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    about = f" ({field.description})" if field is not None and field.description else ""
    return f"{name}: given {given}; allowed: {allowed}.{about}"


def _descend(model: type[BaseModel] | None, path: list[str]) -> tuple[type[BaseModel] | None, Any]:
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
