"""kill -9 of the whole office while clients hand in figures, again and again."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from office.running.served import Office, free_port, gone
from office.stress.clients import Client, at_once, share
from office.stress.desks import Desk


@dataclass(frozen=True)
class Killed:
    """How often it was killed, how many requests had to be sent again, and how long until it was open again."""

    kills: int
    retries: int
    open_again: float


def run(data: Path, desks: list[Desk], kills: int, *, seed: int = 1) -> Killed:
    """Start the office, let every desk work in a thread of its own, kill and start it again; then let all finish.

    Raises what a desk raised: an answer that must not be, or none at all.
    """
    random_ = random.Random(seed)
    port, stop = free_port(), threading.Event()
    clients = [(Client(port, desk.reporter), Client(port, desk.reviewer)) for desk in desks]

    opened: list[float] = []
    at_rest = threading.Semaphore(0)

    def reign() -> None:
        office = Office(data, port=port).__enter__()
        try:
            for _ in range(kills):
                time.sleep(random_.uniform(0.1, 1.5))
                _kill(office)
                began = time.monotonic()
                office = Office(data, port=port).__enter__()
                opened.append(time.monotonic() - began)
            time.sleep(0.5)
            stop.set()
            # What was sent is answered before the office closes.
            for _ in desks:
                assert at_rest.acquire(timeout=180)
        finally:
            stop.set()
            for client in (client for pair in clients for client in pair):
                client.patience = 0
            office.__exit__()

    def work(desk: Desk, pair: tuple[Client, Client]) -> None:
        try:
            while not stop.is_set():
                desk.once(*pair)
        finally:
            at_rest.release()

    working = [partial(work, desk, pair) for desk, pair in zip(desks, clients, strict=True)]
    raised = at_once([reign, *working])
    if raised:
        raise raised[0]
    return Killed(kills, sum(client.retries for pair in clients for client in pair), share(opened, 0.95))


def _kill(office: Office) -> None:
    """All its processes at once, as a machine that fails."""
    assert office.process is not None
    os.killpg(office.process.pid, signal.SIGKILL)
    office.process.wait()
    assert gone(office)
