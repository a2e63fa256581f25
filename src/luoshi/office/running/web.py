"""The web server as a process: granian with the office behind it. Started by `luoshi serve` only."""

from __future__ import annotations

import os
import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from luoshi.office.running import environment
from luoshi.office.running.lifeline import end_with_parent, parent_of_what_follows

# Each process answers so many requests at once: one computes while others wait for the database or their turn to
# be checked.
_THREADS = 8


def main(host: str, port: int) -> None:
    """Serve until told to end."""
    end_with_parent()
    os.environ.update(parent_of_what_follows())
    # The processes share the cores among requests; a request's few figures are not worth sharing again.
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    Server(
        "luoshi.office.running.served:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=environment.workers(),
        blocking_threads=_THREADS,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=5,
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
