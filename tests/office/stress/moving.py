"""Backups while figures are handed in, restored elsewhere and held against the office they came from."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

from luoshi.office.log.models import Entry
from luoshi.office.running import environment
from luoshi.office.scoring.models import Verdict
from office.conftest import use
from office.running.served import Office, luoshi
from office.stress.clients import Client, at_once
from office.stress.desks import Desk


def work_and_back_up(data: Path, desks: list[Desk], files: list[Path]) -> None:
    """Let the desks work, make a backup into each file meanwhile, and one more (the last) when all are at rest.

    Raises what a desk raised, `AssertionError` where a backup failed.
    """
    stop = threading.Event()
    with Office(data) as office:

        def work(desk: Desk) -> None:
            pair = Client(office.port, desk.reporter), Client(office.port, desk.reviewer)
            while not stop.is_set():
                desk.once(*pair)

        def back_up() -> None:
            try:
                for file in files[:-1]:
                    made = luoshi("backup", file)
                    assert made.returncode == 0, made.stderr
            finally:
                stop.set()

        raised = at_once([back_up, *(partial(work, desk) for desk in desks)])
        if raised:
            raise raised[0]
    made = luoshi("backup", files[-1])
    assert made.returncode == 0, made.stderr


@dataclass(frozen=True)
class State:
    """An office as far as two can be compared: entries, the hash of each, and every verdict."""

    hashes: list[str]
    verdicts: list[Any]

    def begins(self, other: State) -> bool:
        """Whether the other's log is the beginning of this one's."""
        return self.hashes[: len(other.hashes)] == other.hashes


def state(env: dict[str, str]) -> State:
    """Of the office that an environment names; from now on it is the one in use."""
    url = env.get("LUOSHI_DATABASE_URL")
    folder = settings.LUOSHI_DATA = Path(env["LUOSHI_DATA"])
    use(environment.postgres(url) if url else environment.sqlite(folder / environment.DATABASE_FILE))
    verdicts = Verdict.objects.order_by("commitment", "as_of").values_list("commitment", "as_of", "light", "contents")
    return State(list(Entry.objects.order_by("seq").values_list("hash", flat=True)), list(verdicts))


def restored(file: Path, env: dict[str, str]) -> State:
    """Restore a backup elsewhere; its log must hold there. Raises `AssertionError` where it does not."""
    back = luoshi("restore", file, **env)
    assert back.returncode == 0, back.stderr
    whole = luoshi("verify", **env)
    assert whole.returncode == 0, whole.stderr
    return state(env)
