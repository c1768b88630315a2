"""Taking out of a log event what nobody may read there: credentials and what people wrote."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

REDACTED = "[redacted]"
_DEPTH = 10

_QUOTE = r"""\\?["']"""
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    # A bot token: the user id, a timestamp and an HMAC, each base64url, joined by dots
    # (docs.discord.com/developers, "Authentication"). The look-behind keeps the search linear.
    (re.compile(r"(?<![\w-])[\w-]{18,}\.[\w-]{5,}\.[\w-]{25,}={0,2}", re.ASCII), REDACTED),
    # An Authorization header as text, in a dict, in JSON, or as a pair of byte strings.
    (
        re.compile(
            rf"(authorization(?:(?:{_QUOTE})?\s*[:=]|{_QUOTE}\s*,)\s*)"
            rf"(?:b?{_QUOTE}[^\"'\\]*|(?:[a-z]+[ ]+)?[^\s\"',;)\]}}]+)",
            re.IGNORECASE,
        ),
        rf"\1{REDACTED}",
    ),
    (re.compile(r"\b(bearer\s+)[\w.~+/=-]{8,}", re.IGNORECASE), rf"\1{REDACTED}"),
    # scheme://user:password@host; up to the last @, because people forget to escape it.
    (re.compile(r"(://[^\s/:@\"']{0,256}:)[^\s\"'<>]{1,1024}@"), rf"\1{REDACTED}@"),
    (
        re.compile(
            rf"\b((?:pg)?(?:password|passwd)(?:{_QUOTE})?\s*[:=]\s*(?:{_QUOTE})?)"
            r"[^\s\"'\\&,;)\]}]+",
            re.IGNORECASE,
        ),
        rf"\1{REDACTED}",
    ),
    # Whoever knows the address of a webhook or of an interaction's answer may post there.
    (re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w-]+", re.ASCII), rf"\1{REDACTED}"),
    # SQLAlchemy appends the values of a failed statement, PostgreSQL those of the row.
    (re.compile(r"(\[parameters: )[^\n]*"), rf"\1{REDACTED}]"),
    (re.compile(r"(\bDETAIL: ).*?(?=\n\n|\n\[SQL: |\nHINT: |\Z)", re.DOTALL), rf"\1{REDACTED}"),
)

_CREDENTIAL_KEYS = frozenset(
    {"authorization", "token", "password", "passwd", "secret", "api_key", "database_url"}
)
_WRITTEN_KEYS = frozenset({"content", "clean_content", "system_content", "message_content"})
_SECRET_KEYS = _CREDENTIAL_KEYS | _WRITTEN_KEYS


def redact_text(text: str) -> str:
    """Return ``text`` without Discord tokens, Authorization values, passwords, SQL values."""
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text


def redact(value: object, depth: int = 0) -> object:
    """Return ``value`` as strings, numbers, booleans, None, lists and dicts, all redacted.

    Mappings and sequences are walked down to a depth of ten; the value under a key that
    names a credential or a message's text goes whole. Anything else becomes its ``repr``.
    """
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, str):
        return redact_text(value)
    if depth < _DEPTH and isinstance(value, Mapping):
        return {redact_text(str(key)): _under(key, item, depth) for key, item in value.items()}
    if depth < _DEPTH and isinstance(value, (list, tuple, set, frozenset)):
        return [redact(item, depth + 1) for item in value]
    return redact_text(_repr(value))


def _under(key: object, value: object, depth: int) -> object:
    if value is not None and str(key).lower() in _SECRET_KEYS:
        return REDACTED
    return redact(value, depth + 1)


def _repr(value: object) -> str:
    try:
        return repr(value)
    except Exception as error:  # noqa: BLE001 - a log line must not fail for what it tells of
        return f"<{type(value).__name__} whose repr raised {type(error).__name__}>"
