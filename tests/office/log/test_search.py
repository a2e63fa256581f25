from __future__ import annotations

import datetime as dt

import pytest

from luoshi.office.log.search import Search, search
from luoshi.office.log.writing import write

AT = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)


@pytest.fixture
def entries(office: str) -> None:
    for number, (who, name, action, after) in enumerate(
        [
            ("person:1", "李明", "reporting.submit", {"名称": "城关镇", "值": 12}),
            ("person:2", "王芳", "reporting.review", {"名称": "城关镇"}),
            ("person:1", "李明", "people.sign_in", None),
        ]
    ):
        write(
            who=who, who_name=name, action=action, object_=f"cell:{number}", before=None, after=after,
            at=AT + dt.timedelta(days=number),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Search(), [3, 2, 1]),
        (Search(words="城关镇"), [2, 1]),
        (Search(words="城关镇 李明"), [1]),
        (Search(who="person:1"), [3, 1]),
        (Search(who="王"), [2]),
        (Search(action="reporting."), [2, 1]),
        (Search(object="cell:1"), [2]),
        (Search(since=AT + dt.timedelta(days=1)), [3, 2]),
        (Search(until=AT + dt.timedelta(days=1)), [1]),
        (Search(words="没有的"), []),
    ],
)
def test_search(entries: None, wanted: Search, found: list[int]) -> None:
    assert [entry.seq for entry in search(wanted)] == found


def test_pages_follow_each_other(entries: None) -> None:
    first = search(Search(), limit=2)
    assert [entry.seq for entry in first] == [3, 2]
    assert [entry.seq for entry in search(Search(), before_seq=first[-1].seq, limit=2)] == [1]
