from __future__ import annotations

import pytest

from luoshi.office.pages.frame import frame


def test_only_the_rooms_one_may_enter_are_shown() -> None:
    shown = frame({"today": "/", "review": "/review"}, "review", urls={}, counts={"review": 5})
    assert shown["rooms"] == [
        [{"key": "today", "url": "/", "here": False, "count": None}],
        [{"key": "review", "url": "/review", "here": True, "count": 5}],
    ]


def test_a_room_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="cellar"):
        frame({"cellar": "/cellar"}, None, urls={})
