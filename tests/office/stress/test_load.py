"""Many people at once: no error, and answers in time."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from office.running.served import Office
from office.stress import filling, folder
from office.stress.clients import at_once, share
from office.stress.conftest import WHOLE, Told
from office.stress.load import SHARES, WRITES, Worker, fine, parsed

#: What the issue asks for, in milliseconds.
READING, WRITING = 250, 400
PEOPLE, SECONDS = 200, 180
#: How long people read and type between two things, in seconds: those in haste, and those who look at what they do.
PAUSES = ((2, 8), (5, 15))


def pages(large: filling.Large) -> dict[str, str]:
    """The addresses of the pages: {…} of a reporter."""
    board = reverse("board")
    return {
        "board": f"{board}?period=2024&place={{place}}",
        "county": f"{board}?period=2024&place={large.county}",
        "grid": reverse("sheet", args=[0]).replace("0", "{sheet}"),
    }


@pytest.mark.slow
@pytest.mark.parametrize("committed", ["sqlite"], indirect=True)
def test_many_people_at_once(
    committed: str,
    data: Path,
    tmp_path: Path,
    size: Callable[[int, int], int],
    told: Told,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The sessions that are made here are to be good there.
    monkeypatch.setenv("LUOSHI_SECRET", settings.SECRET_KEY)
    large = filling.fill(size(4, PEOPLE), size(2_000, 1_000_000), asked=size(5, 30))
    folder.leave_out_trial()
    world = {**large.told(), "pages": pages(large)}
    with Office(data) as office:
        _must_show(office.port, world)
        if not WHOLE:
            _must_be_done(_by_threads(office.port, world))
            return
        # An office that has just been started judges everything and loads its pages; that it is open then is another
        # test.
        office.settle()
        for pause in PAUSES:
            found = _by_locust(office.port, world, tmp_path, pause)
            _tell(found["by_name"], large.cells, pause, told)
            _must_be_done(found)


def _must_be_done(found: Any) -> None:
    assert not found["errors"], found["errors"][:5]
    # A submission is asked about, handed in, and where there are questions handed in again with the answers.
    wanted = {"check" if what == "submit" else what for what in SHARES}
    assert wanted <= set(found["by_name"]), "not everything was done"


def _must_show(port: int, world: dict[str, Any]) -> None:
    """An empty page would be quick: the board of a town has its targets with their lights, the grid its cells."""
    me = world["reporters"][0]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for what, some, rows in (
        ("board", "/board/verdicts/", 12),
        ("county", "/board/verdicts/", 12),
        ("grid", "<input", 5),
    ):
        session = world["leader"] if what == "county" else me["session"]
        connection.request("GET", world["pages"][what].format(**me), headers={"Cookie": f"sessionid={session}"})
        text = connection.getresponse().read().decode()
        assert text.count(some) >= rows, f"{what}: {text.count(some)} times {some}"
    connection.close()


def _tell(by_name: dict[str, Any], cells: int, pause: tuple[int, int], told: Told) -> None:
    """The table; what was too slow stands in it."""
    lines = ["| what | requests | errors | p50 ms | p95 ms | bar ms |", "|---|---|---|---|---|---|"]
    worst = {READING: 0.0, WRITING: 0.0}
    failures = 0
    for name, (count, failed, half, most) in sorted(by_name.items()):
        bar = WRITING if name in WRITES else READING
        worst[bar], failures = max(worst[bar], most), failures + failed
        lines.append(f"| {name} | {count} | {failed} | {half:.0f} | {most:.0f} | {bar} |")
    every = sum(count for count, *_ in by_name.values())
    pace = f"something every {pause[0]} to {pause[1]} s, {every / SECONDS:.0f} requests a second, {_loop()}"
    told.table(f"{PEOPLE} people at once, {pace}, {cells:,} figures, SQLite, {os.cpu_count()} cores", "\n".join(lines))
    told.row(
        "load (sqlite)",
        f"{cells:,} figures, {PEOPLE} people for {SECONDS} s, {pace}",
        f"{failures} errors; worst p95 {worst[READING]:.0f} ms reading, {worst[WRITING]:.0f} ms writing",
    )


def _loop() -> str:
    """How quick the machine is just now, to tell figures of quiet minutes from those of others."""
    start, total = time.perf_counter(), 0
    for number in range(3_000_000):
        total += number
    return f"three million additions {time.perf_counter() - start:.2f} s"


def _by_locust(port: int, world: dict[str, Any], folder_: Path, pause: tuple[int, int]) -> Any:
    """In a process of its own."""
    locust = shutil.which("locust")
    assert locust is not None, "pip install -r requirements/stress.txt"
    large, found = folder_ / "large.json", folder_ / "found.json"
    large.write_text(json.dumps(world), encoding="utf-8")
    command = [
        locust, "-f", str(Path(__file__).parent / "locustfile.py"), "--headless", "--only-summary",
        "--users", str(PEOPLE), "--spawn-rate", "20", "--run-time", f"{SECONDS}s", "--stop-timeout", "30",
        "--host", f"http://127.0.0.1:{port}",
    ]  # fmt: skip
    env = {**os.environ, "LUOSHI_TEST_LARGE": str(large), "LUOSHI_TEST_FOUND": str(found),
           "LUOSHI_TEST_PAUSE": " ".join(map(str, pause))}  # fmt: skip
    ended = subprocess.run(command, env=env, capture_output=True, text=True, timeout=SECONDS + 150, check=False)
    assert found.is_file(), ended.stderr[-3000:]
    return json.loads(found.read_text(encoding="utf-8"))


def _by_threads(port: int, world: dict[str, Any], things: int = 5) -> Any:
    """The same by a few threads, without waiting between two things."""
    took: dict[str, list[float]] = defaultdict(list)
    errors: list[str] = []

    def work(me: dict[str, Any]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

        def send(name: str, method: str, path: str, headers: dict[str, str], body: Any) -> tuple[int, Any]:
            began = time.monotonic()
            text = None if body is None else json.dumps(body)
            connection.request(method, path, text, {**headers, "Content-Type": "application/json"})
            response = connection.getresponse()
            answer = parsed(response.read())
            took[name].append(time.monotonic() - began)
            if not fine(response.status, answer):
                errors.append(f"{name}: {response.status} {str(answer)[:200]}")
            return response.status, answer

        worker = Worker(me, world)
        worker.begin(send)
        for what in SHARES:
            getattr(worker, f"_{what.replace(' ', '_')}")(send)
        for _ in range(things):
            worker.once(send)
        connection.close()

    raised = at_once([partial(work, me) for me in world["reporters"]])
    if raised:
        raise raised[0]
    by_name = {
        name: [len(times), 0, 1000 * share(times, 0.5), 1000 * share(times, 0.95)] for name, times in took.items()
    }
    return {"by_name": by_name, "errors": errors}
