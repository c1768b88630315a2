"""The base of everything that is pressed after a restart, too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Self

import discord


class Pressed:
    """Builds a dynamic item around what was pressed; goes before ``DynamicItem``.

    The named groups of the template are what it is made with, as text. ``KIND`` is the class
    of what may be pressed.
    """

    if TYPE_CHECKING:

        def __init__(self, item: Any, **named: str) -> None: ...

    KIND: ClassVar[type[discord.ui.Item[Any]]] = discord.ui.Button

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Build what was pressed. Raises TypeError for an item of another kind."""
        if not isinstance(item, cls.KIND):
            raise TypeError(f"a {cls.KIND.__name__} was expected, not a {type(item).__name__}")
        return cls(item, **match.groupdict())
