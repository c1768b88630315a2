"""The one mouth for errors of slash commands; views and modals forward to it."""

from __future__ import annotations

import math
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord
import structlog
from discord import app_commands
from sqlalchemy.exc import DBAPIError

from bot.checks import enforce
from bot.db.failures import Failure, failure_of
from bot.db.patience import hurried
from bot.errors import DatabaseAwayError, UserError
from bot.faults import new_reference
from bot.text.catalogue import Raw, Value
from bot.text.durations import format_duration
from bot.text.kernel import T
from bot.text.truncate import truncate
from bot.ui.answer import answer

_log = structlog.get_logger(__name__)

Gate = Callable[[discord.Interaction[Any]], Awaitable[None]]

# https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060
INVALID_WEBHOOK_TOKEN = 50027
_GONE = {UNKNOWN_INTERACTION, INVALID_WEBHOOK_TOKEN}
_CONTENT_LIMIT = 2_000
_ECHOED = 100


# The first that fits counts: what is special stands before what it is a kind of.
_EXPECTED: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str, str], ...] = (
    (app_commands.NoPrivateMessage, "permission", "error-only-in-server"),
    (app_commands.MissingPermissions, "permission", "error-need-permission"),
    (app_commands.BotMissingPermissions, "bot_permission", "error-i-need-permission"),
    (app_commands.CommandOnCooldown, "cooldown", "error-cooldown"),
    (app_commands.CheckFailure, "permission", "error-not-allowed"),
    (app_commands.TransformerError, "bad_option", "error-bad-option"),
    (
        (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch),
        "outdated",
        "error-outdated",
    ),
    (discord.Forbidden, "bot_permission", "error-i-may-not"),
)
_UNEXPECTED = ("unexpected", "error-unexpected")
_AWAY = ("away", "error-database-away")


@dataclass(frozen=True, slots=True)
class _Finding:
    """What an error means for the person: ``kind`` is also the label it is counted under."""

    kind: str
    sentence: str


class StewardTree(app_commands.CommandTree[Any]):
    """A command tree where no error is silent and none is shown raw.

    ``count_error`` is called with the kind of every error; set it to feed the metrics.
    """

    def __init__(self, client: Any, *, fallback_to_global: bool = True) -> None:
        super().__init__(client, fallback_to_global=fallback_to_global)
        self.count_error: Callable[[str], None] = _uncounted
        self._gates: list[Gate] = []

    def add_gate(self, gate: Gate) -> None:
        """Ask ``gate`` before every command and autocompletion, in the order of adding.

        It refuses by raising UserError with the sentence for the person.
        """
        self._gates.append(gate)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let through who has the declared permission and whom no gate refuses."""
        try:
            await enforce(interaction)
            for gate in self._gates:
                await gate(interaction)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
            await self.report_error(interaction, error)
            return False
        return True

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        """Report the error of a command."""
        await self.report_error(interaction, error)

    async def _call(self, interaction: discord.Interaction[Any]) -> None:
        # discord.py lets through what a check raises when it is not its own kind of error;
        # the person would be told that the application did not respond.
        with hurried():
            try:
                await super()._call(interaction)
            except app_commands.AppCommandError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
                await self.report_error(interaction, error)
        await self._end_completion(interaction)

    async def _end_completion(self, interaction: discord.Interaction[Any]) -> None:
        # discord.py logs what an autocompletion raises and answers nothing: the person would
        # wait for the choices until Discord gives up.
        completes = interaction.type is discord.InteractionType.autocomplete
        if not completes or interaction.response.is_done():
            return
        self.count_error("autocomplete")
        try:
            await interaction.response.autocomplete([])
        except discord.HTTPException as failure:
            _log.info("no choices could be given", code=failure.code)

    async def report_error(
        self,
        interaction: discord.Interaction[Any],
        error: BaseException,
        *,
        source: str | None = None,
        view: discord.ui.View | None = None,
    ) -> discord.Message | None:
        """Tell the person one sentence, only visible to them, and log what happened. Never raises.

        It ends with a small reference, which the log line carries too. ``source`` names the
        view or modal where it was no command; ``view`` hangs buttons on the sentence. Returns
        the message, None where nothing could be said (the interaction expired, or was an
        autocompletion).
        """
        try:
            return await self._report(interaction, error, source, view)
        except discord.HTTPException as failure:
            if _belongs_to_another(interaction, failure):
                _log.info("error told by another process", command=_command_name(interaction))
            elif failure.code in _GONE:
                _log.info("interaction expired before its error was told", code=failure.code)
            else:
                _log.exception("error not told", code=failure.code)
        except Exception:  # noqa: BLE001 - logged; an error while reporting has nowhere to go
            _log.exception("error not told")
        return None

    async def _report(
        self,
        interaction: discord.Interaction[Any],
        error: BaseException,
        source: str | None,
        view: discord.ui.View | None,
    ) -> discord.Message | None:
        error = _cause(error)
        if _belongs_to_another(interaction, error):
            _log.info("interaction answered by another process", command=_command_name(interaction))
            return None
        locale = str(interaction.locale)
        finding = _explain(error, locale)
        self.count_error(finding.kind)
        reference = new_reference()
        _log_error(interaction, error, finding.kind, reference, source)
        tail = T.say("error-reference", locale, reference=Raw(reference))
        sentence = truncate(finding.sentence, _CONTENT_LIMIT - len(tail) - 1)
        if _has_expired(interaction, error):
            return None
        if interaction.type is discord.InteractionType.autocomplete:
            if not interaction.response.is_done():
                await interaction.response.autocomplete([])
            return None
        return await _tell(interaction, f"{sentence}\n{tail}", view)


async def report_error(
    interaction: discord.Interaction[Any],
    error: BaseException,
    *,
    source: str | None = None,
    view: discord.ui.View | None = None,
) -> discord.Message | None:
    """Report through the tree of the bot that ``interaction`` belongs to; see there."""
    tree = getattr(interaction.client, "tree", None)
    if isinstance(tree, StewardTree):
        return await tree.report_error(interaction, error, source=source, view=view)
    _log.error("no tree to report to", source=source, exc_info=error)
    return None


def is_away(error: BaseException) -> bool:
    """Tell whether ``error`` means that the database is away, and that trying again may help."""
    if isinstance(error, DatabaseAwayError):
        return True
    return isinstance(error, DBAPIError) and failure_of(error) is Failure.AWAY


def _uncounted(_kind: str) -> None:
    """Count nothing: no metrics are attached."""


def _cause(error: BaseException) -> BaseException:
    """Return what a command really raised, out of discord.py's wrappings."""
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    if isinstance(error, app_commands.TransformerError) and isinstance(error.__cause__, UserError):
        return error.__cause__
    return error


def _explain(error: BaseException, locale: str) -> _Finding:
    if isinstance(error, UserError):
        return _Finding("user", str(error))
    if is_away(error):
        kind, key = _AWAY
    else:
        kind, key = next(
            (found for kinds, *found in _EXPECTED if isinstance(error, kinds)), _UNEXPECTED
        )
    return _Finding(kind, T.say(key, locale, **_details(error, locale)))


def _details(error: BaseException, locale: str) -> dict[str, Value]:
    if isinstance(error, app_commands.MissingPermissions | app_commands.BotMissingPermissions):
        return {"permissions": _permission_names(error.missing_permissions)}
    if isinstance(error, app_commands.CommandOnCooldown):
        wait = timedelta(seconds=max(1, math.ceil(error.retry_after)))
        return {"wait": format_duration(wait, parts=2, locale=locale)}
    if isinstance(error, app_commands.TransformerError):
        return {"given": truncate(str(error.value), _ECHOED)}
    return {}


def _has_expired(interaction: discord.Interaction[Any], error: BaseException) -> bool:
    if isinstance(error, discord.HTTPException) and error.code in _GONE:
        return True
    return interaction.is_expired()


def _belongs_to_another(interaction: discord.Interaction[Any], error: BaseException) -> bool:
    """Tell whether another process has answered first, and so does what was asked."""
    if not isinstance(error, discord.HTTPException) or error.code != ALREADY_ACKNOWLEDGED:
        return False
    if interaction.response.is_done():
        return False
    receipts = getattr(interaction.client, "receipts", None)
    return receipts is not None and not receipts.lost(interaction.id)


def _permission_names(permissions: list[str]) -> Raw:
    names = (name.replace("_", " ").replace("guild", "server").title() for name in permissions)
    return Raw(", ".join(f"**{name}**" for name in names))


def _log_error(
    interaction: discord.Interaction[Any],
    error: BaseException,
    kind: str,
    reference: str,
    source: str | None,
) -> None:
    details = {
        "reference": reference,
        "kind": kind,
        "command": _command_name(interaction),
        "source": source,
        "guild_id": interaction.guild_id,
        "user_id": interaction.user.id,
        "exception": type(error).__name__,
    }
    if kind in {"unexpected", "bot_permission"}:
        _log.error("command failed", **details, exc_info=error)
    elif kind == "away":
        _log.warning("command failed", **details, cause=_where(error.__cause__))
    elif isinstance(error, app_commands.TransformerError):
        # Its message, and often that of its cause, repeats what the person typed.
        _log.warning("option refused", **details, cause=_where(error.__cause__))
    else:
        _log.info("command refused", **details)


def _command_name(interaction: discord.Interaction[Any]) -> str | None:
    if interaction.command is not None:
        return interaction.command.qualified_name
    # A command that Discord still shows and the tree no longer has.
    name = dict(interaction.data or {}).get("name")
    return None if name is None else str(name)


def _where(error: BaseException | None) -> str | None:
    """Return the kind of an error and the line it came from, without its message."""
    if error is None:
        return None
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {frame.filename}:{frame.lineno}"


async def _tell(
    interaction: discord.Interaction[Any], text: str, view: discord.ui.View | None
) -> discord.Message:
    if not interaction.response.is_done():
        try:
            return await answer(interaction, text, view=view)
        except discord.HTTPException as error:
            if error.code != ALREADY_ACKNOWLEDGED or _belongs_to_another(interaction, error):
                raise
        # The answer arrived and its receipt was lost: only a followup is left.
        attached = discord.utils.MISSING if view is None else view
        return await interaction.followup.send(text, ephemeral=True, view=attached, wait=True)
    await _clear_thinking(interaction)
    return await answer(interaction, text, view=view)


async def _clear_thinking(interaction: discord.Interaction[Any]) -> None:
    """Remove a public answer that still says "thinking".

    Else the next message would take its place, and be visible to everyone.
    """
    if interaction.response.type is not discord.InteractionResponseType.deferred_channel_message:
        return
    original = await interaction.original_response()
    if original.flags.loading and not original.flags.ephemeral:
        # Until it has content, whatever is sent next becomes its content.
        await original.edit(content="…")
        await original.delete()
