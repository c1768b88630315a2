"""Mentions of slash commands that can be clicked: ``</report weekly:123>``."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import discord
import structlog
from discord import app_commands

_log = structlog.get_logger(__name__)


class CommandMentions:
    """Knows Discord's ids of the commands; asked for once, when they are first needed."""

    def __init__(self, tree: app_commands.CommandTree[Any]) -> None:
        self._tree = tree
        self._ids: dict[str, int] | None = None
        self._asking = asyncio.Lock()

    async def load(self) -> None:
        """Ask Discord for the ids where they are not known yet.

        Where it does not answer, mentions are plain text until the next time.
        """
        async with self._asking:
            if self._ids is not None:
                return
            try:
                found = await self._tree.fetch_commands()
            except discord.HTTPException as error:
                _log.warning("ids of commands not had", status=error.status, code=error.code)
                return
            self._ids = {
                command.name: command.id
                for command in found
                if command.type is discord.AppCommandType.chat_input
            }

    def linked(self, text: str) -> str:
        """Return ``text`` with commands in it, such as ``/settings set``, made mentions.

        Those in backticks stay, for nothing can be clicked there; so do all while their ids
        are not known.
        """
        known = [
            command.qualified_name
            for command in self._tree.walk_commands(type=discord.AppCommandType.chat_input)
            if not isinstance(command, app_commands.Group)
        ]
        if not known or self._ids is None:
            return text
        names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
        return re.sub(rf"(?<![\w`</])/({names})(?![\w-])", lambda hit: self.of(hit[1]), text)

    def of(self, name: str) -> str:
        """Return the mention of a command by its whole name, such as ``report weekly``."""
        found = (self._ids or {}).get(name.partition(" ")[0])
        return f"`/{name}`" if found is None else f"</{name}:{found}>"
