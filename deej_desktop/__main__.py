"""`python -m deej_desktop` and the `deej` command."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> None:
    """Run the command line and exit with its status."""
    multiprocessing.freeze_support()  # frozen builds start their worker processes through here
    try:
        # Loading takes a while, too, in which somebody may press Ctrl-C.
        from deej_desktop.app.command_line import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
