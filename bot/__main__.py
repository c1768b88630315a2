"""``python -m bot``."""

import gc
import sys

try:
    # Nothing that loading makes is garbage, and looking for some takes a fifth of the start.
    gc.disable()
    from bot.cli import main

    gc.enable()
    main()
except KeyboardInterrupt:
    # Before the command line is there to say it: loading takes a second or two.
    sys.exit(130)
