"""An office that is really served: `luoshi serve` in a process group of its own."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

# So much processor time in a second is that of processes that wait.
_AT_REST = 0.1


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def luoshi(*arguments: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    """A command of luoshi, run to its end."""
    return subprocess.run(
        [sys.executable, "-m", "luoshi", *map(str, arguments)],
        capture_output=True, text=True, timeout=120, env={**os.environ, **env}, check=False,
    )  # fmt: skip


@dataclass
class Office:
    """`with Office(folder) as office:` — open when the block begins, ended with everything after it."""

    data: Path
    more: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    ready: float = 0.0
    process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Office:
        started = time.monotonic()
        self.told = self.data.parent / f"told-{self.port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "luoshi", "serve", "--data", str(self.data), "--port", str(self.port), *self.more],
            stderr=self.told.open("w"), text=True, start_new_session=True,
        )  # fmt: skip
        self.wait_for("is open at")
        self.ready = time.monotonic() - started
        return self

    def __exit__(self, *exc: object) -> None:
        assert self.process is not None
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)
        for pid in self.group():
            os.kill(pid, signal.SIGKILL)

    @property
    def words(self) -> str:
        return self.told.read_text(encoding="utf-8")

    def wait_for(self, words: str, seconds: float = 60) -> None:
        assert self.process is not None
        deadline = time.monotonic() + seconds
        while words not in self.words:
            assert time.monotonic() < deadline, f"{words!r} was not told: {self.words}"
            assert self.process.poll() is None, self.words
            time.sleep(0.05)

    def get(self, path: str) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return int(answer.status)

    def link(self) -> str:
        found = re.search(r"http://\S+/people/invitation/\S+", self.words)
        return found[0] if found else ""

    def group(self, module: str = "") -> list[int]:
        """The processes of its group that are alive, all or those of a module."""
        assert self.process is not None
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                pgrp = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[2])
                state = (folder / "stat").read_text().rsplit(")", 1)[1].split()[0]
                command = (folder / "cmdline").read_text()
            except (OSError, IndexError):
                continue
            if pgrp == self.process.pid and state != "Z" and module in command:
                found.append(int(folder.name))
        return sorted(found)

    def settle(self, seconds: float = 120) -> None:
        """Wait until it has done what it does after its start: it uses next to no processor time."""
        deadline, before = time.monotonic() + seconds, self._used()
        while time.monotonic() < deadline:
            time.sleep(1)
            now = self._used()
            if now - before < _AT_REST:
                return
            before = now

    def _used(self) -> float:
        """Processor time of its processes, in seconds."""
        ticks = 0
        for pid in self.group():
            with contextlib.suppress(OSError):
                ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]))
        return ticks / os.sysconf("SC_CLK_TCK")


def gone(office: Office, seconds: float = 15) -> bool:
    """Whether everything of an office ends within so many seconds."""
    deadline = time.monotonic() + seconds
    while office.group():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True
