"""An extension with a gate that lets every message pass: what any gate costs at least."""

from __future__ import annotations

import discord

from bot.client import Steward


async def setup(bot: Steward) -> None:
    """Ask of every message."""
    bot.intake.add_gate(_passes)


async def _passes(_message: discord.Message) -> bool:
    return True
