"""Python's cycle collector, set for a process with a large cache and short-lived messages."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Messages are freed by their reference counts. At the defaults (700, 10, 10) the youngest
# objects would be looked through some hundred times in a busy second, and all of them often:
# an import took twice the time.
_YOUNG, _MIDDLE, _OLD = 20_000, 20, 50


@contextmanager
def calmed() -> Iterator[None]:
    """Let the collector run seldom meanwhile, and not at all over what is there now.

    Modules and tables live as long as the process. Takes some 100 ms: enter it before Discord
    is connected.
    """
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def paused() -> Iterator[None]:
    """Do not let the collector run meanwhile: for loading modules, whose objects all stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def keep() -> None:
    """Leave alone what came since ``calmed``, such as Discord's cache; takes no time."""
    gc.freeze()
