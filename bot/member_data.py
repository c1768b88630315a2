"""Where members are in the tables: what is exported of them, and what a deletion does there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Table


@dataclass(frozen=True)
class MemberTable:
    """A table with a member in ``column``; a module declares its own as ``MEMBER_TABLES``.

    ``on_delete``: the member's rows are deleted, the column is set to null, or they are kept;
    ``kept`` then says why and until when. ``name`` is that of its file in an export.
    """

    table: Table
    column: str
    on_delete: Literal["delete", "blank", "keep"]
    name: str
    kept: str = ""
