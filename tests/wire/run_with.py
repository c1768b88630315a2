"""The bot with one more extension: ``python -m tests.wire.run_with MODULE run …``.

It is the product's own command line; only what a test wants to set off comes beside the
features.
"""

from __future__ import annotations

import gc
import sys

gc.disable()  # as ``python -m bot`` does while it loads

from bot import client  # noqa: E402
from bot.cli.app import main  # noqa: E402

gc.freeze()
gc.enable()

if __name__ == "__main__":
    module = sys.argv.pop(1)
    load_features = client.Steward._load_features

    async def load_more(bot: client.Steward) -> None:
        await load_features(bot)
        await bot.load_extension(module)

    client.Steward._load_features = load_more  # type: ignore[method-assign]
    main()
