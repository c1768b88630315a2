"""Checks request bodies against Discord's own description of its API and its written limits.

The description (OpenAPI 3.1) says the shapes; what it leaves out stands in ``limits.md``:
6,000 characters over all embeds of a message, 2,000 of content, 8,000 in a command.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

DESCRIPTION = Path(__file__).resolve().parents[3] / "shared" / "discord" / "openapi.json"
MISSING = f"Discord's API description is not there ({DESCRIPTION.name} in ../shared/discord)"

_URI = "urn:discord:api"
_BODILESS = {"GET", "HEAD"}

# Where the description is stricter than Discord: what is accepted instead, and why.
_RELAXED: dict[str, dict[str, Any]] = {
    # discord.py sends the ids of replies and allowed mentions as JSON integers; Discord reads
    # a snowflake in either form (Reference, "Snowflakes": 64-bit integers, strings in answers).
    "SnowflakeType": {
        "anyOf": [
            {"type": "string", "pattern": "^(0|[1-9][0-9]*)$"},
            {"type": "integer", "minimum": 0},
        ]
    },
}

# Permissions are too wide for a JSON number to be safe: Discord documents them as strings
# (Channel, "Edit Channel Permissions": allow and deny are "?string"), and discord.py sends those.
_OVERWRITE = "/channels/{channel_id}/permissions/{overwrite_id}"
# Likewise those of a role (Permissions, "Role Object": permissions is "string").
_ROLE_REQUESTS = ("CreateRoleRequest", "UpdateRoleRequestPartial")
_PERMISSION_BITS = {"type": ["string", "integer", "null"], "pattern": "^[0-9]+$"}

# The description says that these two need a body, though no field of it is required. discord.py
# sends the optional field of a ban in the query, and Discord takes it from there; lifting one has
# no fields at all (Guild, "Remove Guild Ban"). No body counts as an empty one there, and only
# there: a field that came to be required would be missed.
_BODY_OPTIONAL = {
    ("PUT", "/guilds/{guild_id}/bans/{user_id}"),
    ("DELETE", "/guilds/{guild_id}/bans/{user_id}"),
}

_EMBED_LIMITS = {"title": 256, "description": 4096}
_EMBED_TOTAL = 6000
_EMBEDS = 10
_FIELDS = 25
_FIELD_LIMITS = {"name": 256, "value": 1024}
_FOOTER = 2048
_AUTHOR = 256
_CONTENT = 2000
_COMMAND_TOTAL = 8000


class Checker:
    """Knows every operation of the API; counts the ones it was asked about in ``routes``."""

    def __init__(self, document: dict[str, Any]) -> None:
        document["components"]["schemas"].update(_RELAXED)
        overwrite = document["paths"][_OVERWRITE]["put"]["requestBody"]["content"]
        for field in ("allow", "deny"):
            overwrite["application/json"]["schema"]["properties"][field] = _PERMISSION_BITS
        for request in _ROLE_REQUESTS:
            document["components"]["schemas"][request]["properties"]["permissions"] = (
                _PERMISSION_BITS
            )
        self._document = document
        self._registry: Registry[Any] = Registry().with_resource(
            _URI, DRAFT202012.create_resource(document)
        )
        self._validators: dict[tuple[str, str], Draft202012Validator] = {}
        self._verdicts: dict[tuple[str, bytes], list[str]] = {}
        self.routes: Counter[str] = Counter()
        self.bodies = 0

    def problems(self, method: str, path: str, body: object) -> list[str]:
        """Return one sentence for everything that Discord would refuse in this request.

        ``path`` is without the API's prefix; ``body`` is the JSON body, or the part
        ``payload_json`` of a form, or None.
        """
        template = self._template(method, path)
        if template is None:
            return [f"{method} {path}: Discord has no such operation"]
        route = f"{method} {template}"
        self.routes[route] += 1
        if method in _BODILESS:
            return []
        self.bodies += body is not None
        # Most tests send the same list of commands, and looking through it takes long.
        raw = json.dumps(body, sort_keys=True).encode()
        key = (route, hashlib.blake2b(raw, digest_size=16).digest())
        if key not in self._verdicts:
            found = list(self._shape(method, template, body))
            found += [] if body is None else _limits(body)
            self._verdicts[key] = [f"{route}: {problem}" for problem in found]
        return self._verdicts[key]

    def _shape(self, method: str, template: str, body: object) -> Iterator[str]:
        request = self._document["paths"][template][method.lower()].get("requestBody")
        if request is None:
            if body:
                yield "takes no body, and was sent one"
            return
        if body is None:
            if (method, template) in _BODY_OPTIONAL:
                body = {}
            elif request.get("required"):
                yield "needs a body, and was sent none"
                return
            else:
                return
        error = best_match(self._validator(method, template, request).iter_errors(body))
        if error is not None:
            where = error.json_path.removeprefix("$").lstrip(".") or "the body"
            yield f"{where}: {error.message[:300]}"

    def _validator(
        self, method: str, template: str, request: dict[str, Any]
    ) -> Draft202012Validator:
        key = (method, template)
        validator = self._validators.get(key)
        if validator is None:
            content = request["content"]
            kind = "application/json" if "application/json" in content else next(iter(content))
            steps = ("paths", template, method.lower(), "requestBody", "content", kind, "schema")
            pointer = "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
            validator = Draft202012Validator(
                {"$ref": f"{_URI}#/{pointer}"}, registry=self._registry
            )
            self._validators[key] = validator
        return validator

    def _template(self, method: str, path: str) -> str | None:
        segments = path.strip("/").split("/")
        best: tuple[int, str] | None = None
        for template, parts in self._templates.get((method, len(segments)), ()):
            pairs = list(zip(parts, segments, strict=True))
            if all(part.startswith("{") or part == segment for part, segment in pairs):
                literal = sum(part == segment for part, segment in pairs)
                if best is None or literal > best[0]:
                    best = (literal, template)
        return None if best is None else best[1]

    @cached_property
    def _templates(self) -> dict[tuple[str, int], list[tuple[str, list[str]]]]:
        found: dict[tuple[str, int], list[tuple[str, list[str]]]] = {}
        for template, operations in self._document["paths"].items():
            parts = template.strip("/").split("/")
            for method in operations:
                if method != "parameters":
                    found.setdefault((method.upper(), len(parts)), []).append((template, parts))
        return found


@cache
def load_checker() -> Checker | None:
    """Return the one checker of this process, or None where the description is not there."""
    if not DESCRIPTION.exists():
        return None
    return Checker(json.loads(DESCRIPTION.read_text(encoding="utf-8")))


def _limits(body: object) -> Iterator[str]:
    if isinstance(body, list):
        for item in body:
            yield from _limits(item)
        return
    if not isinstance(body, dict):
        return
    embeds = body.get("embeds")
    if isinstance(embeds, list):
        yield from _embed_limits([embed for embed in embeds if isinstance(embed, dict)])
    content = body.get("content")
    if isinstance(content, str) and len(content) > _CONTENT:
        yield f"content has {len(content)} characters, {_CONTENT} are allowed"
    if "description" in body and "name" in body:
        length = _command_length(body)
        if length > _COMMAND_TOTAL:
            yield f"/{body['name']} has {length} characters, {_COMMAND_TOTAL} are allowed"
    for key in ("data", "message"):  # an interaction's answer, a forum post's opening message
        yield from _limits(body.get(key))


def _embed_limits(embeds: list[dict[str, Any]]) -> Iterator[str]:
    if len(embeds) > _EMBEDS:
        yield f"{len(embeds)} embeds, {_EMBEDS} are allowed"
    total = 0
    for embed in embeds:
        if len(embed.get("fields") or ()) > _FIELDS:
            yield f"an embed has {len(embed['fields'])} fields, {_FIELDS} are allowed"
        for name, text, limit in _embed_texts(embed):
            total += len(text)
            if len(text) > limit:
                yield f"embed {name} has {len(text)} characters, {limit} are allowed"
    if total > _EMBED_TOTAL:
        yield f"the embeds have {total} characters together, {_EMBED_TOTAL} are allowed"


def _embed_texts(embed: dict[str, Any]) -> Iterator[tuple[str, str, int]]:
    for key, limit in _EMBED_LIMITS.items():
        yield key, embed.get(key) or "", limit
    for field in embed.get("fields") or ():
        for key, limit in _FIELD_LIMITS.items():
            yield f"field {key}", field.get(key) or "", limit
    yield "footer", (embed.get("footer") or {}).get("text") or "", _FOOTER
    yield "author", (embed.get("author") or {}).get("name") or "", _AUTHOR


def _command_length(command: dict[str, Any]) -> int:
    own = len(command.get("name") or "") + len(command.get("description") or "")
    choices = sum(
        len(choice["name"]) + len(str(choice["value"])) for choice in command.get("choices") or ()
    )
    return own + choices + sum(_command_length(option) for option in command.get("options") or ())
