from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from office.postgres import Server
from office.reporting import making
from office.scoring import making as judging
from office.stress import desks, folder, moving
from office.stress.conftest import Told


@pytest.fixture
def elsewhere(
    committed: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[int], dict[str, str]]]:
    """Empty places to restore to, by number."""
    names: list[str] = []

    def empty(number: int) -> dict[str, str]:
        env = {"LUOSHI_DATA": str(tmp_path / f"elsewhere-{number}")}
        if committed == "postgres":
            server: Server = request.getfixturevalue("postgres_server")
            names.append(f"luoshi_moved_{os.getpid()}_{number}")
            env["LUOSHI_DATABASE_URL"] = server.create(names[-1])
        return env

    yield empty
    connection.close()
    for name in names:
        request.getfixturevalue("postgres_server").drop(name)


@pytest.mark.slow
def test_a_backup_under_load_is_the_same_office_elsewhere(
    committed: str, data: Path, tmp_path: Path, elsewhere: Callable[[int], dict[str, str]],
    size: Callable[[int, int], int], told: Told,
) -> None:  # fmt: skip
    working = desks.make(4)
    county = making.county(towns=2, indicators=2)
    held = making.opened(county.form(0, 1))
    for town, clerk in zip(county.towns, county.clerks, strict=True):
        making.accepted(clerk, county.reviewer, making.sheet(held, town), "30", "40")
        judging.target(town.place, county.indicators[0])
    judging.judge()
    folder.leave_out_trial()
    count = size(1, 5)
    files = [tmp_path / f"{number}.tar.gz" for number in range(count + 1)]
    moving.work_and_back_up(data, working, files)
    here = {name: os.environ[name] for name in ("LUOSHI_DATA", "LUOSHI_DATABASE_URL") if name in os.environ}
    live = moving.state(here)
    connection.close()
    assert live.verdicts
    submitted = sum(len(desk.acknowledged) for desk in working)
    assert submitted >= len(working), "hardly anything was handed in"
    found = [moving.restored(file, elsewhere(number)) for number, file in enumerate(files)]
    assert all(live.begins(one) for one in found)
    assert found[-1].hashes == live.hashes
    assert all(one.verdicts == live.verdicts for one in found)
    told.row(
        f"backup under load, restored elsewhere ({committed})",
        f"{count} backups while 4 clients submit ({submitted} times), 1 at rest",
        "logs hold; each a beginning of the live one, the last equal; verdicts equal",
    )
