"""What a report says twice: two targets of one number are two, and of several numbers of a cell the headline counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from luoshi.assessing import sources

ROW: dict[str, Any] = {
    "kind": "figure", "role": "result", "document": "云岚县.txt", "line": 3, "value_span": [10, 14],
    "subject": "云岚县", "code": None, "indicator": "新增岗位",
    "period": "2024", "measure": "level", "comparator": "eq", "strength": None,
    "value": 4200.0, "value_to": None, "unit": "人", "reference": None, "quote": "新增岗位4200人",
    "value_text": "4200人", "article": 1, "section": None, "span": [6, 15], "page": None,
}  # fmt: skip


def written(path: Path, *changes: dict[str, Any]) -> Path:
    file = path / "读出.jsonl"
    file.write_text("\n".join(json.dumps(ROW | change, ensure_ascii=False) for change in changes), encoding="utf-8")
    return file


def test_two_targets_that_share_a_number_have_two_ids(tmp_path: Path) -> None:
    rising: dict[str, Any] = {"role": "target", "value": None, "measure": "growth", "comparator": "positive"}
    file = written(
        tmp_path,
        rising | {"indicator": "高技术制造业"},
        rising | {"indicator": "新兴产业"},
        rising | {"value_span": [40, 44]},
    )
    assert sources.targets(file).frame["id"].to_list() == ["云岚县.txt:10", "云岚县.txt:10~2", "云岚县.txt:40"]


def test_the_first_number_that_is_no_bound_is_the_figure(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        {"value": 4000.0, "comparator": "ge", "quote": "突破4000人"},
        {"value": 4200.0},
        {"value": 21000.0, "quote": "五年新增岗位21000人"},
        {"value": 3900.0, "role": "forecast"},
        {"value": 55.0, "document": "松溪县.txt", "subject": "松溪县"},
    )
    found = sources.observations(file)
    assert found.frame.select("place", "value", "status").rows() == [
        ("云岚县", 4200.0, "reported"),
        ("松溪县", 55.0, "reported"),
    ]
    assert "读出.jsonl: 3 further numbers of a cell whose figure was said before, left out" in found.notes


def test_the_same_number_again_is_no_other(tmp_path: Path) -> None:
    found = sources.observations(written(tmp_path, {}, {"line": 9, "value_span": [90, 94]}))
    assert found.frame["value"].to_list() == [4200.0]
    assert not any("further numbers" in note for note in found.notes)
