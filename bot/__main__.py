"""``python -m bot``."""

import sys

try:
    from bot.cli import main

    main()
except KeyboardInterrupt:
    # Before the command line is there to say it: loading takes a second or two.
    sys.exit(130)
