"""The cog of ``/event``: every file with a part of its commands is mixed in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.events.commands.after import AfterCommands
from cogs.events.commands.day import DayCommands
from cogs.events.commands.group import event
from cogs.events.commands.looking import LookingCommands
from cogs.events.commands.planning import PlanningCommands
from cogs.events.commands.templates import TemplateCommands
from cogs.events.service.planning import Planning

if TYPE_CHECKING:
    from bot.client import Steward


class EventCommands(
    PlanningCommands, LookingCommands, DayCommands, AfterCommands, TemplateCommands
):
    """The group ``/event``."""

    event = event

    def __init__(self, bot: Steward, planning: Planning) -> None:
        self._bot = bot
        self._planning = planning
