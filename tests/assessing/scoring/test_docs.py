"""The page on scoring: every example runs, and every method, set and key is on it."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import Any

import pytest

from luoshi.assessing import scoring
from luoshi.assessing.scoring.methods import EXTRAS, METHODS

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "scoring.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_every_example_gives_what_the_page_says() -> None:
    blocks = re.findall(r"^```pycon\n(.*?)^```", TEXT, flags=re.M | re.S)
    assert len(blocks) > 10
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "scoring.md", str(PAGE), 0)
    said: list[str] = []
    failed, tried = doctest.DocTestRunner(verbose=False).run(test, out=said.append, clear_globs=False)
    assert tried > 20
    assert not failed, "".join(said)


def test_every_method_has_a_section_and_every_section_is_a_method() -> None:
    assert set(re.findall(r"^### `([a-z_]+)`", TEXT, flags=re.M)) == {*METHODS, *EXTRAS}


def test_every_shipped_set_is_described_and_no_other() -> None:
    table = TEXT.split("\n## Shipped sets\n")[1]
    assert re.findall(r"^\| `([a-z-]+)`", table, flags=re.M) == sorted(
        scoring.named(), key=re.findall(r"^\| `([a-z-]+)`", table, flags=re.M).index
    )


def _known_keys() -> set[str]:
    """Every key that the reader of rule files asks for: it names them when it finds one that it does not know."""
    entry = {"indicator": "GDP", "measure": "growth", "weight": 1, "unknown": 1}
    methods: list[dict[str, Any]] = [{**entry, "method": name, "measure": name} for name in METHODS]
    gates = [{"indicator": "GDP", "measure": "growth", "goal": 1, "unknown": 1}]
    data = {
        "unknown": 1,
        "cards": {"经济": {"unknown": 1}},
        "own": {"自定": {"unknown": 1}},
        "indicators": [*methods, {**entry, "good": "middle", "middle": 1, "method": "race"}],
        "bonus": [{**entry, "points": [1], "gates": gates}],
        "malus": [{**entry, "goal": 1, "each": 1}, {**entry, "points": [1]}],
        "grades": {"card": {"by": "quota", "unknown": 1}, "whole": {"by": "bands", "bands": [{"unknown": 1}]}},
    }
    with pytest.raises(scoring.RuleError) as error:
        scoring.parse(data)
    faults = [fault for fault in error.value.faults if "an unknown key" in fault and ".unknown:" in f".{fault}"]
    faults += [fault for fault in error.value.faults if "unknown: found an unknown key" in fault]
    return {key for fault in faults for key in fault.split("one of ")[1].split(", ")}


def test_every_key_is_described() -> None:
    keys = _known_keys()
    assert {"goal", "step", "base", "places", "low", "bands", "cap", "gates", "each", "edge", "rest"} <= keys
    assert sorted(key for key in keys if f"`{key}`" not in TEXT) == []
