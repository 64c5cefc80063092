"""Drives that are mounted inside the listener's folders."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
"""What Linux has mounted, read without asking any drive; see proc(5). Elsewhere there is no such
file, and drives are mounted outside of folders."""

_ESCAPED = re.compile(rb"\\([0-7]{3})")


def drives_within(folders: Sequence[Path], mounts: Path = _MOUNTS) -> dict[Path, str]:
    """What is mounted beneath `folders`, by where; the text is another for another drive.

    Drives that come whenever somebody looks at them, and go by themselves, are left out.
    """
    try:
        lines = mounts.read_bytes().splitlines()
    except OSError:
        return {}
    found, on_demand = {}, set()
    for line in lines:
        mount_id, _, device, _, escaped, *rest = line.split(b" ")
        point = Path(os.fsdecode(_ESCAPED.sub(lambda octal: bytes([int(octal[1], 8)]), escaped)))
        if rest[rest.index(b"-") + 1] == b"autofs":
            on_demand.add(point)
        found[point] = f"{mount_id.decode()} {device.decode()}"
    within = {}
    for folder in folders:
        real = Path(os.path.realpath(folder))
        for point, drive in found.items():
            if real in point.parents and on_demand.isdisjoint((point, point.parent)):
                within[folder / point.relative_to(real)] = drive
    return within
