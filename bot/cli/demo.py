"""``demo``: a made-up community lives through four weeks in a simulated Discord."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bot.cli.common import console, progress, run_async
from bot.config import KernelSettings, settings_model
from bot.errors import OperatorError, UsageError
from bot.ops.logging import configure


def demo(
    out: Annotated[Path, typer.Option(help="The folder for the report's files.")] = Path(
        "demo-output"
    ),
) -> None:
    """Show the weekly report of a made-up community; needs no token and no network."""
    if find_spec("simcord") is None:
        raise OperatorError(
            "The demo needs the packages of requirements/demo.txt: run `make demo`, which "
            "installs them."
        )
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is no folder; choose another place with --out.")
    from bot.demo.run import live_and_report  # noqa: PLC0415 - needs the demo's own packages

    configure("ERROR")
    with TemporaryDirectory(prefix="steward-demo-") as folder, progress() as bar:
        task = bar.add_task("Four weeks of a community", total=None)
        shown = run_async(
            live_and_report(
                _settings(Path(folder) / "demo.db"),
                out,
                lambda done, total: bar.update(task, completed=done, total=total),
            )
        )
    console.print(shown.text, markup=False)
    console.print()
    for file in shown.files:
        console.print(f"written: {file}", markup=False)
    console.print(f"\nOpen {out / 'report.html'} in a browser to see the page.", markup=False)


def _settings(database: Path) -> KernelSettings:
    """Return the defaults, whatever the operator's own settings are, on a database of its own."""
    defaults = settings_model().model_construct()
    return defaults.model_copy(update={"database_url": f"sqlite:///{database}"})
