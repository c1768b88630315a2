"""Reading what the bot answers."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"\n-# Reference ([A-Z2-7]{8})\Z")


def sentence(content: str) -> str:
    """Return the sentence of a refusal, which must end with a reference."""
    found = _REFERENCE.search(content)
    assert found is not None, f"no reference: {content!r}"
    return content[: found.start()]
