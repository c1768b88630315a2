"""config.example.toml, made from the settings themselves so that it is never out of date."""

from __future__ import annotations

import json
from typing import Any, get_args

from pydantic import BaseModel, SecretStr
from pydantic_core import PydanticUndefined

from bot.config import settings_model

_HEAD = """\
# Settings of Steward. Copy to config.toml and change what you need: every value below is
# the default. Each key may also be set in the environment (discord.token becomes
# STEWARD_DISCORD__TOKEN) or, for secrets, in a file of that name in the folder that
# STEWARD_SECRETS_DIR names. What concerns one server is set in Discord, not here.
"""


def example() -> str:
    """Return the whole text of config.example.toml."""
    model = settings_model()
    parts = [_HEAD, _keys(model)]
    for name, field in model.model_fields.items():
        if _is_section(field.annotation):
            section: type[BaseModel] = field.annotation  # type: ignore[assignment]
            title = (section.__doc__ or "").splitlines()[0]
            parts.append(f"# {title}\n[{name}]\n{_keys(section)}")
    return "\n".join(parts)


def _keys(model: type[BaseModel]) -> str:
    lines = []
    for name, field in model.model_fields.items():
        if _is_section(field.annotation):
            continue
        lines.append(f"# {field.description}")
        default = field.default
        if default is None or default is PydanticUndefined:
            lines.append(f"# {name} = {_sample(field.annotation)}")
        else:
            lines.append(f"{name} = {json.dumps(default, ensure_ascii=False)}")
    return "\n".join(lines) + "\n" if lines else ""


def _sample(annotation: Any) -> str:
    kinds = get_args(annotation) or (annotation,)
    return '""' if str in kinds or SecretStr in kinds else "0"


def _is_section(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
