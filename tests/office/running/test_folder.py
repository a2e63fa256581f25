from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from luoshi.office.running.folder import FolderError, alone, make_ready


def test_a_folder_is_made(tmp_path: Path) -> None:
    make_ready(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    for path in (tmp_path / "a", tmp_path / "a" / "b"):
        with pytest.raises(FolderError, match="is a file"):
            make_ready(path)


@contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    """As somebody who may look into a folder and not write to it; root, who may everything, becomes nobody."""
    folder.chmod(0o555)
    if os.geteuid() != 0:
        yield
        return
    for above in folder.parents:
        if above.stat().st_mode & 0o005 != 0o005:
            above.chmod(0o755)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_without_the_right_to_write(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for path in (folder, folder / "below"):
        with without_rights(folder), pytest.raises(FolderError, match=r"cannot be written to .* by --data"):
            make_ready(path)


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FolderError, match="the disk is full"):
        make_ready(tmp_path / "data")
    assert list((tmp_path / "data").iterdir()) == []


def test_one_server_a_folder(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(FolderError, match=f"process {os.getpid()}"), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass
