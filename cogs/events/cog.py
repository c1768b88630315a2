"""Composes events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.needs import Need
from cogs.events.commands.ama import AmaCommands
from cogs.events.jobs.ama import AmaJobs
from cogs.events.service.ama_asking import AmaAsking
from cogs.events.service.ama_closing import AmaClosing
from cogs.events.service.ama_queue import AmaQueue
from cogs.events.service.ama_room import (
    BOARD,
    FORGET,
    LIFT,
    POST,
    SAID,
    TOLD,
    TRANSCRIPT,
    AmaRoom,
)
from cogs.events.service.ama_stage import AmaStage
from cogs.events.views.ama_board import BallotButton, BoardButton, VotesMenu
from cogs.events.views.ama_closing import ClosingButton
from cogs.events.views.ama_forms import AmaForms
from cogs.events.views.ama_host import HostButton
from cogs.events.views.ama_queue import MergeMenu, PickMenu, QuestionButton, QueueButton

if TYPE_CHECKING:
    from bot.client import Steward


async def setup(bot: Steward) -> None:
    """Compose the feature."""
    await _set_up_amas(bot)


async def _set_up_amas(bot: Steward) -> None:
    for permission in ("send_messages", "embed_links", "attach_files"):
        bot.needs.add(Need("events", permission, f"need-ama-{permission.replace('_', '-')}"))
    room = AmaRoom(bot.database, bot.guild_settings, bot.clock, bot.jobs)
    asking, queue = AmaAsking(room), AmaQueue(room)
    stage, closing = AmaStage(room), AmaClosing(room)
    bot.ports.provide(AmaAsking, asking)
    bot.ports.provide(AmaQueue, queue)
    bot.ports.provide(AmaStage, stage)
    bot.ports.provide(AmaClosing, closing)
    jobs = AmaJobs(bot, closing, queue)
    for kind, handler in (
        (POST, jobs.post),
        (BOARD, jobs.board),
        (SAID, jobs.said),
        (TOLD, jobs.told),
        (TRANSCRIPT, jobs.transcript),
        (FORGET, jobs.forget),
        (LIFT, jobs.lift),
    ):
        bot.jobs.register(kind, handler)
    bot.add_dynamic_items(BoardButton, BallotButton, VotesMenu, ClosingButton, HostButton)
    bot.add_dynamic_items(QueueButton, PickMenu, MergeMenu, QuestionButton)
    await bot.add_cog(AmaCommands(bot, asking, queue, stage, closing))
    await bot.add_cog(AmaForms())
