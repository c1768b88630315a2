"""The feature's sentences."""

from __future__ import annotations

from bot.text.catalogue import Catalogue

T = Catalogue.beside(__file__)

# What the feature is, in a few words: /setup shows it where features are chosen.
ABOUT = "feature-about"
