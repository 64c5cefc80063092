"""`python -m deej_desktop` and the `deej` command."""

from __future__ import annotations

import multiprocessing
import sys

from deej_desktop.app.command_line import run


def main() -> None:
    """Run the command line and exit with its status."""
    multiprocessing.freeze_support()  # frozen builds start their worker processes through here
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
