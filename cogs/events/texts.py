"""The feature's sentences."""

from __future__ import annotations

from bot.text.catalogue import Catalogue

T = Catalogue.beside(__file__)

# Said by the kernel wherever features are listed.
ABOUT = "feature-about"
