from __future__ import annotations

import os
import signal
import sys
import threading
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


def half_a_message(item: tuple[int, str]) -> bytes:
    number, folder = item
    mark = Path(folder) / "killed once"
    if number == 3 and not mark.exists():
        mark.touch()
        # Dies while its answer, longer than any pipe, is half sent.
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGKILL)).start()
    return b"x" * 5_000_000


def test_a_worker_killed_in_the_middle_of_a_message_loses_nothing(tmp_path: Path) -> None:
    results = ordered_map(half_a_message, [(n, str(tmp_path)) for n in range(4)], 2, lost)
    first = next(results)
    time.sleep(0.8)
    assert [len(first), *(len(r) for r in results)] == [5_000_000] * 4


def test_stopping_in_the_middle_of_a_message_does_not_wait(tmp_path: Path) -> None:
    (tmp_path / "killed once").touch()
    results = ordered_map(half_a_message, [(n, str(tmp_path)) for n in range(20)], 2, lost)
    next(results)
    started = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 3


def test_long_items_and_long_results_do_not_wait_for_one_another() -> None:
    items = [b"x" * 300_000 for _ in range(12)]
    assert list(ordered_map(doubled, items, 2, lost)) == [item * 2 for item in items]


def doubled(item: bytes) -> bytes:
    return item * 2


class TwoPartError(Exception):
    """Cannot be unpickled: it takes two arguments and gives its base one."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one}: {two}")


def raises_two_part(n: int) -> int:
    raise TwoPartError("a", "b")


def test_an_exception_that_cannot_be_sent_is_told_all_the_same() -> None:
    with pytest.raises(RuntimeError, match="TwoPartError: a: b"):
        list(ordered_map(raises_two_part, [1, 2], 2, lost))


def test_the_signal_handlers_are_as_before() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    assert list(ordered_map(square, [1, 2, 3], 2, lost)) == [1, 4, 9]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
