"""``demo``: a made-up community lives through four weeks in a simulated Discord."""

from __future__ import annotations

import typer


def demo() -> None:
    """Show the weekly report of a made-up community; needs no token and no network."""
    raise typer.Exit(1)
