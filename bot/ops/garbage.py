"""Python's cycle collector, set for a process with a large cache and short-lived messages."""

from __future__ import annotations

import gc

# Messages are freed by their reference counts. At the defaults (700, 10, 10) the youngest
# objects would be looked through some hundred times in a busy second, and all of them often.
_YOUNG, _MIDDLE, _OLD = 20_000, 20, 50


def calm_down() -> None:
    """Let the collector run seldom, and never again over what is there now.

    Modules and tables live as long as the process. Takes some 100 ms: call it before Discord
    is connected.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)


def keep() -> None:
    """Leave alone what came since, such as Discord's cache; takes no time."""
    gc.freeze()
