"""What tables hold of members, so that it can be handed out and deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Table


@dataclass(frozen=True)
class MemberTable:
    """A column that names a member.

    When the member is deleted, rows go (``delete``), lose the name (``blank``) or stay
    (``keep``, with the reason and the time in ``kept``). ``name`` is that of its file in an
    export.
    """

    table: Table
    column: str
    on_delete: Literal["delete", "blank", "keep"]
    name: str
    kept: str = ""
