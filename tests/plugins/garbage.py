"""The cycle collector leaves alone what lives as long as the test process.

Modules and the tests themselves are half a million objects; looking through them again and again
took a fifth of the time of a simulated test.
"""

from __future__ import annotations

import gc

import pytest

_YOUNG, _MIDDLE, _OLD = 20_000, 20, 50
_undo = pytest.MonkeyPatch()
_taken_back: list[bool] = []


def pytest_configure() -> None:
    """Look for no garbage while modules are loaded."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Look through what comes from now on."""
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
    gc.enable()
    _set_aside()
    unfreeze = gc.unfreeze

    def noting() -> None:
        unfreeze()
        _taken_back.append(True)

    _undo.setattr(gc, "unfreeze", noting)


def pytest_runtest_logfinish() -> None:
    """Set everything aside again where a test, or the product in it, took it back."""
    if _taken_back:
        _set_aside()


def pytest_unconfigure() -> None:
    """Leave nothing set aside."""
    _undo.undo()
    gc.enable()
    gc.unfreeze()


def _set_aside() -> None:
    _taken_back.clear()
    gc.collect()
    gc.freeze()
