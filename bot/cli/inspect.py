"""``check`` and ``commands``: looking without connecting."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import discord
import orjson
import typer
from discord import app_commands

from bot.cli.common import Config, offline, run_async, say
from bot.client import Steward
from bot.config import KernelSettings, load_settings
from bot.db import Database, migrate
from bot.errors import OperatorError, StewardError
from bot.invite import invite_url
from bot.needs import Needs

# Discord's tokens: the bot's id in base64, a time stamp, a signature.
_TOKEN = re.compile(r"([\w-]{18,28})\.([\w-]{6,})\.([\w-]{27,})")


def check(config: Config = None) -> None:
    """Check settings, token, database and migrations without connecting to Discord."""
    settings = load_settings(config)
    say("✔ settings are allowed")
    needs = run_async(_needs(settings))
    findings = [*_token_findings(settings, needs), *run_async(_database_findings(settings))]
    for fine, sentence in findings:
        say(f"{'✔' if fine else '✘'} {sentence}")
    if not all(fine for fine, _ in findings):
        raise OperatorError("Mend what is marked with ✘ and check again.")


async def _needs(settings: KernelSettings) -> Needs:
    async with _anywhere(settings) as bot:
        return bot.needs


def _token_findings(settings: KernelSettings, needs: Needs) -> list[tuple[bool, str]]:
    if settings.discord.token is None:
        return [
            (False, "discord.token is not set: copy it from the Developer Portal (Bot → Token)")
        ]
    application_id = application_of(settings.discord.token.get_secret_value())
    if application_id is None:
        return [
            (False, "discord.token does not look like a bot token: three parts with dots between")
        ]
    return [
        (True, "the token looks like one"),
        (True, f"invite me with {invite_url(application_id, needs)}"),
    ]


def application_of(token: str) -> int | None:
    """Return the application's id, which a Discord bot token begins with.

    None where ``token`` does not have the shape of one.
    """
    match = _TOKEN.fullmatch(token)
    if match is None:
        return None
    padded = match[1] + "=" * (-len(match[1]) % 4)
    try:
        decoded = base64.urlsafe_b64decode(padded)
    except binascii.Error:
        return None
    return int(decoded) if decoded.isdigit() else None


async def _database_findings(settings: KernelSettings) -> list[tuple[bool, str]]:
    try:
        database = await Database.open(settings.database_url)
    except StewardError as error:
        return [(False, str(error))]
    try:
        findings = [(True, f"the database answers ({database.dialect})")]
        try:
            pending = await migrate.pending(database)
        except StewardError as error:
            return [*findings, (False, str(error))]
        state = "will be brought up to date at start" if pending else "is up to date"
        return [*findings, (True, f"the database {state}")]
    finally:
        await database.close()


def commands(
    config: Config = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print the command tree without connecting."""
    tree = run_async(_command_tree(load_settings(config)))
    if as_json:
        typer.echo(orjson.dumps(tree, option=orjson.OPT_INDENT_2).decode())
        return
    for entry in tree:
        say(line(entry))


def line(entry: dict[str, Any]) -> str:
    """Return a command, as ``described`` tells it, in one line for people."""
    if entry["kind"] != "slash":
        return f"{entry['name']}  ({entry['kind'].replace('_', ' ')})"
    options = [
        option["name"] if option["required"] else f"[{option['name']}]"
        for option in entry["options"]
    ]
    return f"{' '.join(['/' + entry['name'], *options])}  {entry['description']}"


async def _command_tree(settings: KernelSettings) -> list[dict[str, Any]]:
    async with _anywhere(settings) as bot:
        return sorted(
            (described(command) for command in leaves(bot.tree)),
            key=lambda entry: (entry["kind"], entry["name"]),
        )


@asynccontextmanager
async def _anywhere(settings: KernelSettings) -> AsyncIterator[Steward]:
    """Give the house on an empty database: commands and needs are the same on any.

    The operator's own is left alone.
    """
    with TemporaryDirectory(prefix="steward-") as folder:
        url = f"sqlite:///{folder}/empty.db"
        async with offline(settings.model_copy(update={"database_url": url})) as bot:
            yield bot


def leaves(
    tree: app_commands.CommandTree[Any],
) -> Iterator[app_commands.Command[Any, ..., Any] | app_commands.ContextMenu]:
    """Give every command and context menu of ``tree``, groups descended into."""
    for kind in (
        discord.AppCommandType.chat_input,
        discord.AppCommandType.message,
        discord.AppCommandType.user,
    ):
        for command in tree.walk_commands(type=kind):
            if not isinstance(command, app_commands.Group):
                yield command


def described(
    command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu,
) -> dict[str, Any]:
    """Return a command as data: name, kind, description, options, default permissions."""
    if isinstance(command, app_commands.ContextMenu):
        return {
            "name": command.name,
            "kind": f"{command.type.name}_menu",
            "description": "",
            "options": [],
            "default_permissions": _permissions(command.default_permissions),
        }
    return {
        "name": command.qualified_name,
        "kind": "slash",
        "description": command.description,
        "options": [
            {
                "name": option.display_name,
                "type": option.type.name,
                "required": option.required,
                "description": str(option.description),
            }
            for option in command.parameters
        ],
        # Discord looks at the top level alone.
        "default_permissions": _permissions((command.root_parent or command).default_permissions),
    }


def _permissions(permissions: discord.Permissions | None) -> list[str] | None:
    return None if permissions is None else sorted(name for name, on in permissions if on)
