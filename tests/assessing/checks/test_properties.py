"""What holds for any figures: rows have no order, and books that are in order raise no error."""

from __future__ import annotations

import random

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from assessing.checks.cases import CASES
from assessing.checks.invented import TOWNS, frame, panel
from luoshi.assessing.checks import check_figures

ASKED: list[pl.DataFrame] = []
EVERYTHING = [r for case in CASES.values() for r in case.asks]


@settings(max_examples=5, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(dice: random.Random) -> None:
    shuffled = list(EVERYTHING)
    dice.shuffle(shuffled)
    if not ASKED:
        ASKED.append(check_figures(frame(EVERYTHING)))
    assert check_figures(frame(shuffled)).equals(ASKED[0])


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**6))
def test_clean_books_raise_no_error(seed: int) -> None:
    found = check_figures(frame(panel(seed, TOWNS[:3], (2022, 2023, 2024))))
    assert found.filter(found["severity"] == "error")["question"].to_list() == []


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 1000))
def test_rows_reported_twice_raise_no_question(seed: int, at: int) -> None:
    rows = panel(seed, TOWNS[:2], (2023, 2024))
    again = rows[at % len(rows)]
    assert check_figures(frame([*rows, again])).equals(check_figures(frame(rows)))
