"""A disk of its own for an office: small, to be filled, or read-only. Linux only, in a mount namespace."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

_TRY = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=1m none /mnt"]


def possible() -> bool:
    """Whether this machine lets us mount."""
    return (
        shutil.which("unshare") is not None and subprocess.run(_TRY, capture_output=True, check=False).returncode == 0
    )


class Disk:
    """`folder` becomes a disk of `size` for what is started by `around`; from outside it is found at `seen`."""

    def __init__(self, folder: Path, size: str, *, read_only: bool = False) -> None:
        self.folder = folder
        self.pid = 0
        remount = 'mount -o remount,ro "$1" && ' if read_only else ""
        self.script = f'mount -t tmpfs -o size={size} none "$1" && cp -a "$0"/. "$1" && {remount} shift && exec "$@"'

    def around(self, source: Path, command: list[str]) -> list[str]:
        """A command that runs with a copy of `source` on the disk."""
        return ["unshare", "-rm", "sh", "-c", self.script, str(source), str(self.folder), *command]

    @property
    def seen(self) -> Path:
        """The disk as this process sees it, through the one that has it."""
        return Path(f"/proc/{self.pid}/root{self.folder}")

    def fill(self) -> None:
        """Until nothing fits."""
        with (self.seen / "ballast").open("wb", buffering=0) as file:
            for size in (2**20, 2**12, 1):
                try:
                    while True:
                        file.write(os.urandom(size))
                except OSError:
                    # Full for pieces of this size.
                    continue

    def mend(self) -> None:
        """Make room again."""
        (self.seen / "ballast").unlink()
