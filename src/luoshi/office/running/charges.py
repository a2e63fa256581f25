"""The processes that `luoshi serve` looks after: started, started again when they die, ended together."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from luoshi.office.running.lifeline import parent_of_what_follows

# How long a process may take to end politely, in seconds.
_GRACE = 15.0
# A process that lived shorter than this died of its start, and is given more and more time before the next.
_LIVED = 10.0
_LONGEST_WAIT = 30.0


@dataclass
class Charge:
    """One process: its name for people, and its command behind `python -m`."""

    name: str
    module: str
    arguments: Sequence[str] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    again_at: float = 0.0
    wait: float = 0.0

    def start(self) -> None:
        """Start it, in the process group of this one."""
        command = [sys.executable, "-m", self.module, *self.arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, env=parent_of_what_follows())
        self.started = time.monotonic()

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None


@dataclass
class Charges:
    """All of them. `say` tells people what happens to them."""

    charges: Sequence[Charge]
    say: Callable[[str], None]
    stopping: bool = field(default=False)

    def look_after(self) -> None:
        """Start again what was started and has died; call it again and again."""
        now = time.monotonic()
        for charge in self.charges:
            if charge.process is None or charge.alive or self.stopping:
                continue
            if not charge.again_at:
                charge.wait = 0.0 if now - charge.started > _LIVED else min(_LONGEST_WAIT, charge.wait * 2 or 0.2)
                charge.again_at = now + charge.wait
                self.say(f"{charge.name} ended ({_ending(charge.process.returncode)}); starting it again")
            if now >= charge.again_at:
                charge.again_at = 0.0
                charge.start()

    def stop(self) -> None:
        """End all: politely, and what has not ended after a while at once."""
        self.stopping = True
        running = [charge.process for charge in self.charges if charge.alive and charge.process is not None]
        for process in running:
            process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + _GRACE
        for process in running:
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _ending(code: int) -> str:
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"exit status {code}"
