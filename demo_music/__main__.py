"""`python -m demo_music OUT`: make the demo music, or some of it."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from demo_music.catalogue import pieces, publish


def main(arguments: list[str] | None = None) -> int:
    """Render what was asked for; returns the exit status."""
    parser = argparse.ArgumentParser(prog="demo_music", description=__doc__)
    parser.add_argument("out", type=Path, help="folder to write to, such as resources/demo")
    parser.add_argument("--only", metavar="WORDS", default="", help="part of a style or a title")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes (default 2)")
    options = parser.parse_args(arguments)
    wanted = options.only.lower()
    chosen = [p for p in pieces() if wanted in f"{p.style.name} {p.title}".lower()]
    if not chosen:
        parser.error(f"nothing is called {options.only!r}")
    with ProcessPoolExecutor(max_workers=options.jobs) as pool:
        written = [pool.submit(publish, piece, options.out) for piece in chosen]
        for future in as_completed(written):
            path = future.result()
            sys.stderr.write(f"{path} ({path.stat().st_size / 1e6:.2f} MB)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
