"""One thing after the other, and who hands in before who only looks."""

from __future__ import annotations

import threading
import time

import pytest

from luoshi.office.reporting.turns import Turns


def test_one_after_the_other_and_who_is_urgent_first() -> None:
    turns = Turns()
    order: list[str] = []

    def wait(name: str, urgent: bool) -> None:
        with turns.turn(urgent=urgent):
            order.append(name)

    with turns.turn(urgent=False):
        waiting = []
        for name, urgent in (("looks", False), ("looks too", False), ("hands in", True)):
            waiting.append(threading.Thread(target=wait, args=(name, urgent)))
            waiting[-1].start()
            time.sleep(0.05)
        assert order == []
    for one in waiting:
        one.join(timeout=10)
    assert order[0] == "hands in"
    assert sorted(order[1:]) == ["looks", "looks too"]


def test_a_turn_that_fails_is_over() -> None:
    turns = Turns()
    for urgent in (False, True):
        with pytest.raises(ValueError, match="no"), turns.turn(urgent=urgent):
            raise ValueError("no")
    with turns.turn(urgent=False):
        pass


def test_never_two_at_once() -> None:
    turns = Turns()
    now, most = [0], [0]

    def work(urgent: bool) -> None:
        for _ in range(50):
            with turns.turn(urgent=urgent):
                now[0] += 1
                most[0] = max(most[0], now[0])
                time.sleep(0)
                now[0] -= 1

    threads = [threading.Thread(target=work, args=(n % 2 == 0,)) for n in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=30)
    assert most == [1]
    assert now == [0]
