"""The kernel's own sentences."""

from __future__ import annotations

from pathlib import Path

from bot.text.catalogue import Catalogue

T = Catalogue(Path(__file__).resolve().parent.parent / "locale")
