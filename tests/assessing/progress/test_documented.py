"""The page on progress: its examples come out as printed, and its tables are those of the code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import polars as pl
import pytest

from assessing.progress.invented import figure, target, verdicts
from assessing.series.documents import run
from luoshi.assessing.cells import STATUSES
from luoshi.assessing.progress.bounds import FORMS, with_bounds
from luoshi.assessing.progress.settings import settings
from luoshi.reading.statements import Comparator

PAGE = Path(__file__).resolve().parents[3] / "docs" / "explanation" / "progress.md"
TEXT = PAGE.read_text(encoding="utf-8")


def rows(head: str) -> list[list[str]]:
    """The cells of the table whose head begins so."""
    [table] = re.findall(rf"^\| {re.escape(head)}.*\n\|[-|]+\n((?:\|.*\n)+)", TEXT, flags=re.M)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]


def test_the_examples_come_out_as_printed() -> None:
    assert run("explanation/progress.md") >= 70


# What the table says, for v = 6 of per cent (v1 = 6, v2 = 7 of a range): lower bound, upper bound.
SAID: dict[str, tuple[float | None, float | None]] = {
    "≥ v": (6, None),
    "≤ v": (None, 6),
    "≥ v − band": (5.5, None),
    "≤ v + band": (None, 6.5),
    "v − 1 … v + 1": (5, 7),
    "≥ v1": (6, None),
    "≤ v2": (None, 7),
    "v1 … v2": (6, 7),
    "> 0": (0, None),
}


@pytest.mark.parametrize("row", rows("comparator"), ids=lambda row: row[0])
def test_the_table_of_bounds_is_what_the_code_does(row: list[str]) -> None:
    comparator = row[0].strip("`")
    for good, cell in zip(("up", "down", "around"), row[2:], strict=True):
        value = None if comparator == "positive" else 6.0
        other = 7.0 if comparator == "between" else None
        made = {"comparator": comparator, "good": good, "value": value, "value_to": other, "baseline": None}
        made |= {"unit": "%", "measure": "growth", "kind": None, "cumulates": None}
        kinds: dict[str, Any] = dict.fromkeys(("value", "value_to", "baseline"), pl.Float64)
        frame = pl.LazyFrame([made], schema_overrides={**kinds, "kind": pl.String, "cumulates": pl.String})
        found = with_bounds(frame).collect().row(0)
        names = with_bounds(frame).collect_schema().names()
        bounds = dict(zip(names, found, strict=True))
        assert (bounds["lo"], bounds["hi"]) == SAID[cell], (comparator, good)
        assert bounds["strict"] == cell.startswith(">")


def test_every_comparator_form_and_status_has_its_row() -> None:
    assert {row[0].strip("`") for row in rows("comparator")} == set(get_args(Comparator))
    assert [row[0].strip("`") for row in rows("form ")] == list(FORMS)
    assert {row[0].split("`")[1] for row in rows("status")} == set(STATUSES)


def test_the_margins_are_those_of_the_file() -> None:
    table = settings()
    states = {row[0].strip("`"): row[2:] for row in rows("state")}
    assert states["on_track"][0] == f"less than {table['on_track_points']:g} points behind"
    paced, held, rank = states["at_risk"]
    assert paced == f"{table['on_track_points']:g} to {table['at_risk_points']:g} points behind, both included"
    assert f"at most {table['at_risk_hold_points']:g} point, or {table['at_risk_hold_ratio'] * 100:g} %" in held
    assert rank == f"at most {table['at_risk_places']:g} places short"
    due = "、".join(f"{int(month)}月 {share:g}" for month, share in table["checkpoints"].items())
    assert due.replace("、", ", ") in TEXT


LIGHT_OF = {"met": "green", "on_track": "green", "at_risk": "yellow", "off_track": "red"}


@pytest.mark.parametrize("comparator", ["ge", "le"])
def test_the_light_never_contradicts_the_state(comparator: str) -> None:
    # Sums and ceilings at every half per cent, and rates at every tenth of a point.
    amounts = [n / 2 for n in range(0, 260)]
    rates = [n / 10 for n in range(0, 120)]
    wanted = [target(f"a{n}", f"事项{n}", 100, comparator=comparator, unit="件") for n in range(len(amounts))]
    wanted += [target(f"r{n}", f"比率{n}", 6, comparator=comparator, unit="%") for n in range(len(rates))]
    figures = [figure(f"事项{n}", value, unit="件") for n, value in enumerate(amounts)]
    figures += [figure(f"比率{n}", value, unit="%") for n, value in enumerate(rates)]
    found = verdicts(wanted, figures, rules="progress")
    assert {row["state"] for row in found} >= {"on_track", "at_risk", "off_track"}
    assert [row["light"] for row in found] == [LIGHT_OF[row["state"]] for row in found]
