"""Faults put into an invented panel: how many are asked about, how many questions the clean panel raises.

The table in the docs is that of this test: it fails where either changes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from assessing.checks.faults import FAULTS, spoiled
from assessing.checks.invented import frame, panel
from luoshi.assessing.checks import check_figures

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "checks.md"
SEED = 7
PLACES = [f"第{number}镇" for number in range(1, 81)]


def recall(growth: bool) -> tuple[dict[str, tuple[int, int]], int, int, int]:
    """Per kind of fault how many there are and how many are asked about; rows; questions clean and spoiled."""
    clean = [r for r in panel(SEED, PLACES) if growth or r["measure"] == "level"]
    rows, faults = spoiled(clean, SEED)
    before, after = check_figures(frame(clean)), check_figures(frame(rows))
    asked = defaultdict(set)
    for place, indicator, question in after.select("place", "indicator", "question").rows():
        asked[place, indicator].add(question)
    for place, indicator, question in before.select("place", "indicator", "question").rows():
        asked[place, indicator].discard(question)
    put, found = Counter(f.kind for f in faults), Counter(f.kind for f in faults if asked[f.place, f.indicator])
    return {kind: (put[kind], found[kind]) for kind in FAULTS}, len(clean), len(before), len(after)


@pytest.mark.parametrize(("growth", "column"), [(True, 1), (False, 2)])
def test_the_recall_is_that_of_the_docs(growth: bool, column: int) -> None:
    found, rows, clean, spoilt = recall(growth)
    page = PAGE.read_text(encoding="utf-8")
    table = {
        cells[0].strip(): cells[column].strip()
        for cells in (line.strip("|").split("|") for line in page.splitlines() if line.startswith("| "))
        if len(cells) == 3
    }
    for kind, (put, asked) in found.items():
        assert table[kind] == (f"{asked} of {put}" if put else "–"), kind
    assert table["rows, questions before"] == f"{rows:,}, {clean}"
    assert table["questions after"] == str(spoilt)


def test_the_bars() -> None:
    found = recall(growth=False)[0]
    for kind in ("×10", "÷10", "×100", "×10⁴", "÷10⁴", "falling cumulative (−4 %)"):
        assert found[kind][1] == found[kind][0], kind
    put, asked = (sum(counts[n] for counts in found.values()) for n in (0, 1))
    assert asked / put > 0.9
