from __future__ import annotations

from pathlib import Path

from deej_desktop.services.indexing.mounts import drives_within

LINES = r"""22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / {home}/Music/NAS rw,relatime - nfs4 nas:/music rw
31 22 8:17 / {home}/Music/USB\040stick\134 rw shared:7 master:1 - vfat /dev/sdb1 rw
32 22 8:18 / {home}/Music rw - ext4 /dev/sdb2 rw
33 22 0:41 / {home}/Musicals rw - tmpfs tmpfs rw
34 22 0:50 / {home}/Music/auto rw - autofs systemd-1 rw
35 34 0:51 / {home}/Music/auto rw - nfs4 nas:/auto rw
36 34 0:52 / {home}/Music/auto/each rw - nfs4 nas:/each rw
"""


def test_drives_within_folders_are_told_by_where_they_are_mounted(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "Music").mkdir(parents=True)
    (tmp_path / "link").symlink_to(home / "Music")
    mounts = tmp_path / "mountinfo"
    mounts.write_text(LINES.replace("{home}", str(home)), encoding="utf-8")
    drives = {"NAS": "30 0:40", "USB stick\\": "31 8:17"}
    for folder in (home / "Music", tmp_path / "link"):
        expected = {folder / name: drive for name, drive in drives.items()}
        assert drives_within([folder], mounts) == expected


def test_where_nothing_tells_there_are_none(tmp_path: Path) -> None:
    assert drives_within([tmp_path], tmp_path / "none") == {}
    assert drives_within([tmp_path]) == {}
