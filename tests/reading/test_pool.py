from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from luoshi.reading.pool import ordered_map

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by signal here")


def square(n: int) -> int:
    # The later items are done first, if anything lets them.
    time.sleep(0.02 if n % 7 == 0 else 0)
    return n * n


def deadly(item: tuple[int, str]) -> int:
    number, folder = item
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 9:
        # Kills its process the first time only, like a process that ran out of memory beside another.
        mark = Path(folder) / "killed once"
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return number


def killed_from_outside(item: tuple[int, str]) -> int:
    number, folder = item
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(0.05)
    return number


def faulty(n: int) -> int:
    return 1 // (n - 3)


def lost(item: object) -> int:
    return -1


def test_results_come_in_input_order() -> None:
    assert list(ordered_map(square, list(range(100)), 2, lost)) == [n * n for n in range(100)]


def test_no_items() -> None:
    assert list(ordered_map(square, [], 2, lost)) == []


def test_the_item_that_kills_is_given_up_and_no_other(tmp_path: Path) -> None:
    items = [(n, str(tmp_path)) for n in range(24)]
    assert list(ordered_map(deadly, items, 2, lost)) == [-1 if n == 5 else n for n in range(24)]


def test_a_worker_killed_from_outside_loses_nothing(tmp_path: Path) -> None:
    items = [(n, str(tmp_path)) for n in range(30)]
    found = []
    for number in ordered_map(killed_from_outside, items, 2, lost):
        found.append(number)
        if number == 6:
            for worker in tmp_path.iterdir():
                os.kill(int(worker.name), signal.SIGKILL)
    assert found == list(range(30))


def test_an_exception_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(ordered_map(faulty, list(range(10)), 2, lost))


def test_stopping_early_ends_the_processes(tmp_path: Path) -> None:
    results = ordered_map(killed_from_outside, [(n, str(tmp_path)) for n in range(50)], 2, lost)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    for worker in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(worker.name), 0)
