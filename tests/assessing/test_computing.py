"""Small frames in memory are computed at once, others in pieces."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from assessing.engines import Engine, on_every_engine
from luoshi.assessing import computing
from luoshi.assessing.computing import at_once, collected, is_at_once


@at_once
def how(*frames: Any, **more: Any) -> bool:
    return is_at_once()


@on_every_engine
def test_what_is_small_and_in_memory_is_computed_at_once(engine: Engine) -> None:
    assert how(engine.frame([{"place": "云岚县"}]), "2024-10") == (engine.name in ("polars", "pandas", "pyarrow"))


def test_all_frames_together_must_be_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computing, "_FEW", 3)
    two = pl.DataFrame({"n": [1, 2]})
    assert how(two, peers=two.head(1))
    assert not how(two, peers=two)


def test_it_holds_inside_only_and_who_is_called_first_has_said_how() -> None:
    one = pl.DataFrame({"n": [1]})

    @at_once
    def outer(frame: Any, *others: Any) -> tuple[bool, bool]:
        return how(one), how(one.lazy())

    assert outer(one) == (True, True)
    assert outer(one.lazy()) == (False, False)
    assert not is_at_once()
    assert not how(one.lazy())
    assert collected(one.lazy()).rows() == [(1,)]
