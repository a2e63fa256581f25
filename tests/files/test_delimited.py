"""Cells of a CSV that no spreadsheet runs, and how long they may be."""

from __future__ import annotations

import csv

import pytest

from luoshi.files.delimited import cell, cells_up_to, inert


@pytest.mark.parametrize("text", ["=1+1", "+86", "-SUM(A1)", "@a", "\tx", "＝A1", "－1"])
def test_text_that_a_spreadsheet_would_run_is_made_inert(text: str) -> None:
    assert inert(text) == "'" + text


@pytest.mark.parametrize(
    ("value", "shown"), [(-5.0, -5), (2.5, 2.5), (3.0, 3), (None, None), ("增长-5%", "增长-5%"), (1e16, 1e16)]
)
def test_numbers_and_other_texts_stay(value: object, shown: object) -> None:
    assert cell(value) == shown
    assert type(cell(value)) is type(shown)


def test_long_cells_are_taken_within_only() -> None:
    # The limit is one of the whole process: a table read here must not change what another may hold.
    long = "长" * 200_000
    with cells_up_to(1_000_000):
        assert next(csv.reader([long])) == [long]
    with pytest.raises(csv.Error, match="field larger"):
        next(csv.reader([long]))


def test_the_limit_comes_back_after_an_error() -> None:
    before = csv.field_size_limit()
    with pytest.raises(csv.Error), cells_up_to(10):
        next(csv.reader(["十" * 11]))
    assert csv.field_size_limit() == before
