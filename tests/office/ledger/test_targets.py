from __future__ import annotations

import polars as pl
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.assessing.frames import TARGETS
from luoshi.assessing.progress import assess
from luoshi.office.guard.perform import perform
from luoshi.office.ledger.actions.close_commitment import CloseCommitment
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.phrases import figure_said
from luoshi.office.ledger.places import labels
from luoshi.office.ledger.targets import own_indicators, targets
from office.ledger.making import county, indicator, target, task
from office.making import OFFICE, place


def test_targets_are_the_frame_of_the_contract(office: str) -> None:
    here = county()
    fai = indicator()
    made = target(here.county, fai, "5", measure="growth", comparator="between", value_to="6.5", baseline="172.8")
    task(here.county)
    dropped = target(here.county, fai)
    perform(OFFICE, CloseCommitment(commitment=dropped.pk, state="dropped", reason="调整"))
    frame = targets(Commitment.objects.all())
    assert frame.columns == [*TARGETS, "parent", "commitment"]
    assert frame.to_dicts() == [
        {
            "id": "2025-001", "place": "云岚县", "indicator": "FAI", "period": "2025", "measure": "growth",
            "comparator": "between", "value": 5.0, "value_to": 6.5, "unit": "%", "strength": "expected",
            "reference": None, "baseline": 172.8, "parent": None, "commitment": made.pk,
        }
    ]  # fmt: skip
    assert targets(Commitment.objects.none()).schema == frame.schema


def test_targets_are_judged(sqlite_only: str) -> None:
    here = county()
    own = indicator("竹木家居产业产值", "竹木家居产业产值", "万元")
    target(here.county, own, "2", unit="亿元")
    figures = pl.DataFrame(
        [{"place": "云岚县", "indicator": own.code, "period": "2025-01/2025-06", "measure": "level", "value": 15000.0,
          "unit": "万元"}]
    )  # fmt: skip
    [verdict] = assess(
        targets(Commitment.objects.all()), figures, as_of="2025-06", indicators=own_indicators()
    ).to_dicts()
    assert (verdict["id"], verdict["completion"], verdict["schedule"]) == ("2025-001", 75.0, 50.0)


def test_queries_do_not_grow_with_the_targets(sqlite_only: str) -> None:
    here = county()
    fai = indicator()
    counts = []
    for more in (1, 20):
        for _ in range(more):
            target(here.county, fai)
        with CaptureQueriesContext(connection) as captured:
            targets(Commitment.objects.all())
            own_indicators()
        counts.append(len(captured))
    assert counts == [3, 3]


def test_places_of_one_name_are_told_apart(office: str) -> None:
    here = county()
    other = place("澄江县", here.city, kind="county")
    twins = [place("城关镇", here.county), place("城关镇", other), place("城关镇", other, code="x9")]
    called = labels()
    assert [called[twin.id] for twin in twins] == [
        "青澜市云岚县城关镇", f"青澜市澄江县城关镇（{twins[1].code}）", "青澜市澄江县城关镇（x9）",
    ]  # fmt: skip
    assert called[here.county.id] == "云岚县"
    assert len(set(called.values())) == len(called)


def test_a_figure_is_said(sqlite_only: str) -> None:
    here = county()
    fai = indicator()

    def said(value: str, language: str = "zh", **more: str) -> str:
        return figure_said(target(here.county, fai, value, **more), language, strength=True)

    assert said("7", measure="growth", strength="firm") == "确保增长7%以上"
    assert said("-2.5", measure="growth", comparator="eq") == "下降2.5%"
    assert said("5", measure="growth", comparator="between", value_to="6") == "增长5%—6%"
    assert said("183.2", strength="stretch") == "力争183.2亿元以上"
    assert said("10", measure="rank", comparator="top") == "前10位"
    assert said("", measure="growth", comparator="positive") == "保持正增长"
    assert said("", measure="growth", comparator="eq", reference="经济增长") == "与经济增长同步"
    assert said("", measure="gap", comparator="positive", reference="全市", unit="个百分点") == "高于全市"
    assert said("-1", measure="gap", comparator="ge", reference="全市", unit="个百分点") == "低于全市1个百分点以上"
    assert said("183.2", "en") == "at least 183.2 亿元"
    assert figure_said(task(here.county)) == ""
