"""``python -m bot``."""

import gc
import sys

try:
    # What loading makes stays: looking through it for garbage takes a fifth of the start.
    gc.disable()
    from bot.cli import main

    gc.freeze()
    gc.enable()
    main()
except KeyboardInterrupt:
    # Before the command line is there to say it: loading takes a second or two.
    sys.exit(130)
