"""Every row of the target grammar (design §8), on every engine, with the same expected verdicts."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from assessing.engines import Engine, on_every_engine
from assessing.progress.invented import figure, frame, target
from luoshi.assessing.frames import OBSERVATIONS, TARGETS
from luoshi.assessing.progress import assess

P, G = "%", {"measure": "growth", "unit": "%"}
TARGETS_OF_THE_YEAR = [
    target("01 about 6 %", "地区生产总值", 6, comparator="approx", **G),
    target("02 at least 6 %", "地区生产总值", 6, **G),
    target("03 5 to 6 %", "地区生产总值", 5, value_to=6, comparator="between", **G),
    target("04 stretch 6 %", "地区生产总值", 6, strength="stretch", comparator="eq", **G),
    target("05 firm 5.5 %", "地区生产总值", 5.5, strength="firm", comparator="eq", **G),
    target("06 positive", "进出口总额", None, comparator="positive", measure="growth"),
    target("07 above the nation", "社会消费品零售总额", None, measure="gap", comparator="positive", reference="全国"),
    target("08 in step", "居民人均可支配收入", None, measure="growth", comparator="eq", reference="经济增长"),
    target("09 jobs", "城镇新增就业", 7300, comparator="eq", unit="人"),
    target("10 within 5.5 %", "城镇调查失业率", 5.5, comparator="le", unit=P),
    target("11 energy down 2.5 %", "单位GDP能耗", -2.5, comparator="eq", **G),
    target("12 prices about 2 %", "居民消费价格", 2, comparator="approx", **G),
    target("13 second of the hills", "地区生产总值", 2, measure="rank", comparator="eq", reference="山区库区"),
    target("14 among the first ten", "一般公共预算收入", 10, measure="rank", comparator="top", reference="全市"),
    target("15 three quarters A and B", "八张报表AB档", 0.75, measure="share"),
    target("16 more than half by June", "年度投资", 50, measure="completion", unit=P, period="2024-01/2024-06"),
    target("17 ahead of schedule", "项目投资", None, measure="completion", comparator="positive", reference="序时目标"),
    target("18 gap of 6.9 points", "工业投资", 6.9, measure="gap", comparator="eq", unit="个百分点", reference="全市"),
    target("19 by the end of the plan", "城镇新增就业", 40000, unit="人", period="2021/2025"),
    target("20 points more", "城镇化率", 1.2, measure="change", comparator="eq", unit="个百分点"),
    target("21 in other units", "固定资产投资", 90, comparator="eq", unit="亿元"),
    target("22 next year", "固定资产投资", 95, comparator="eq", unit="亿元", period="2025"),
    target("23 nobody reports", "森林覆盖率", 60, unit=P),
]  # fmt: skip
FIGURES = [
    figure("GDP", 5.5, **G),
    figure("地区生产总值", 4.1, place="甲县", **G),
    figure("地区生产总值", 7.2, place="乙县", **G),
    figure("进出口总额", -1.2, **G),
    figure("社会消费品零售总额", 4.2, **G),
    figure("社会消费品零售总额", 3.9, place="全国", **G),
    figure("居民人均可支配收入", 5.1, **G),
    figure("城镇新增就业", 7096, unit="人"),
    *[figure("城镇新增就业", v, unit="人", period=p) for p, v in (("2021", 8000), ("2022", 8100), ("2023", 7900))],
    figure("城镇调查失业率", 5.2, unit=P, period="2024-10"),
    figure("单位GDP能耗", -3, **G),
    figure("居民消费价格", 0.4, **G),
    figure("一般公共预算收入", 11, measure="rank"),
    figure("八张报表AB档", 0.625, measure="share", period="2024-Q3"),
    figure("年度投资", 52.5, measure="completion", unit=P, period="2024-01/2024-06"),
    figure("项目投资", 85, measure="completion", unit=P),
    figure("工业投资", 10.2, **G),
    figure("工业投资", 3.3, place="全市", **G),
    figure("城镇化率", 61.5, unit=P, period="2024-10"),
    figure("城镇化率", 60.6, unit=P, period="2023-12"),
    figure("固定资产投资", 810000, unit="万元"),
]  # fmt: skip
#: id → state, actual, completion, ahead, gap
EXPECTED: dict[str, tuple[Any, ...]] = {
    "01": ("on_track", 5.5, None, 0.0, -0.5),
    "02": ("at_risk", 5.5, None, -0.5, -0.5),
    "03": ("on_track", 5.5, None, 0.5, 0.5),
    "04": ("at_risk", 5.5, None, -0.5, -0.5),
    "05": ("on_track", 5.5, None, 0.0, 0.0),
    "06": ("off_track", -1.2, None, -1.2, -1.2),
    "07": ("on_track", 0.3, None, 0.3, 0.3),
    "08": ("on_track", -0.4, None, 0.1, 0.1),
    "09": ("on_track", 7096.0, 97.205479, 13.872146, -204.0),
    "10": ("on_track", 5.2, None, 0.3, -0.3),
    "11": ("on_track", -3.0, None, 0.5, -0.5),
    "12": ("at_risk", 0.4, None, -0.6, -1.6),
    "13": ("on_track", 2.0, None, None, 0.0),
    "14": ("at_risk", 11.0, None, None, 1.0),
    "15": ("off_track", 0.625, None, -16.666667, -0.125),
    "16": ("met", 52.5, 105.0, 5.0, 2.5),
    "17": ("on_track", 85.0, 85.0, 1.666667, -15.0),
    "18": ("on_track", 6.9, None, 0.0, 0.0),
    "19": ("on_track", 31096.0, 77.74, 1.073333, -8904.0),
    "20": ("on_track", 0.9, 75.0, -8.333333, -0.3),
    "21": ("on_track", 81.0, 90.0, 6.666667, -9.0),
    "22": ("not_due", None, None, None, None),
    "23": ("no_data", None, None, None, None),
}


@pytest.mark.parametrize("ordered", [True, False])
def test_peers_are_found_by_references_that_are_categories(ordered: bool) -> None:
    ranked = [row for row in TARGETS_OF_THE_YEAR if row["measure"] == "rank"]
    assert any(row["reference"] == "山区库区" for row in ranked)
    peers = pl.DataFrame({"place": ["云岚县", "甲县", "乙县"], "group": "山区库区"})
    wanted = frame(ranked, TARGETS)
    kind = pl.Enum(wanted["reference"].drop_nulls().unique(maintain_order=True)) if ordered else pl.Categorical()
    figures = frame(FIGURES, OBSERVATIONS)
    found = [
        assess(targets, figures, "2024-10", rules=None, peers=peers)
        for targets in (wanted, wanted.with_columns(pl.col("reference").cast(kind)))
    ]
    assert found[0].equals(found[1])


@on_every_engine
def test_every_row_of_the_grammar_gets_its_verdict(engine: Engine) -> None:
    types = OBSERVATIONS | {"reported_at": "text"}
    peers = engine.frame([{"place": place, "group": "山区库区"} for place in ("云岚县", "甲县", "乙县")])
    native = assess(
        engine.frame(TARGETS_OF_THE_YEAR, TARGETS), engine.frame(FIGURES, types), "2024-10", rules=None, peers=peers
    )
    assert engine.is_same_kind(native)
    found = {row["id"][:2]: row for row in engine.rows(native)}
    assert set(found) == set(EXPECTED)
    for key, (state, *numbers) in EXPECTED.items():
        row = found[key]
        assert row["state"] == state, row["reason"]
        got = [row[name] for name in ("actual", "completion", "ahead", "gap")]
        assert got == [None if n is None else pytest.approx(n, abs=1e-6) for n in numbers], key
        assert row["as_of"] == "2024-10"
    assert {key: row["reason"] for key, row in found.items()} == REASONS


REASONS = {
    "01": "1—10月增长5.5%，目标6%左右，低于目标0.5个百分点，符合目标；剩余2个月需增长5.5%（按月平均）",
    "02": "1—10月增长5.5%，目标不低于6%，低于目标0.5个百分点，未达到目标要求；剩余2个月需增长8.5%（按月平均）",
    "03": "1—10月增长5.5%，目标5%—6%，在目标区间内，符合目标；剩余2个月需增长2.5%（按月平均）",
    "04": "1—10月增长5.5%，目标6%，低于目标0.5个百分点，未达到目标要求；剩余2个月需增长8.5%（按月平均）",
    "05": "1—10月增长5.5%，目标5.5%，与目标持平，符合目标；剩余2个月需增长5.5%（按月平均）",
    "06": "1—10月下降1.2%，目标正增长，未达到目标要求；剩余2个月需增长6%（按月平均）",
    "07": "1—10月高于全国0.3个百分点（4.2、3.9），目标高于全国，符合目标",
    "08": "1—10月低于经济增长0.4个百分点（5.1、5.5），目标同步（允许低0.5个百分点），符合目标",
    "09": "1—10月累计7096人，目标7300人，完成97.21%，序时进度83.33%（按月），超前13.87个百分点；剩余2个月需204人",
    "10": "10月为5.2%，目标不超过5.5%，低于目标0.3个百分点，符合目标",
    "11": "1—10月下降3%，目标下降2.5%，比目标多降0.5个百分点，符合目标",
    "12": "1—10月增长0.4%，目标2%左右，低于目标1.6个百分点，未达到目标要求",
    "13": "1—10月在山区库区第2位，目标第2位以内，符合目标",
    "14": "1—10月在全市第11位，目标第10位以内，还差1位",
    "15": "10月没有数据，按9月：1—9月为0.625，目标不低于0.75，低于目标0.125，未达到目标要求",
    "16": "截至2024年6月累计52.5%，目标不低于50%，完成105%，已完成",
    "17": "1—10月累计85%，目标100%，完成85%，序时进度83.33%（按月），超前1.67个百分点；剩余2个月需15个百分点",
    "18": "1—10月高于全市6.9个百分点（10.2、3.3），目标高6.9个百分点，符合目标",
    "19": "截至2024年10月累计31096人，目标不低于40000人，完成77.74%，序时进度76.67%（按月）"
    "，超前1.07个百分点；剩余14个月需8904人",
    "20": "1—10月累计0.9个百分点，目标1.2个百分点，完成75%，序时进度83.33%（按月）"
    "，落后8.33个百分点；剩余2个月需0.3个百分点",
    "21": "1—10月累计81亿元，目标90亿元，完成90%，序时进度83.33%（按月），超前6.67个百分点；剩余2个月需9亿元",
    "22": "目标时期还没有开始",
    "23": "没有这个目标的数据",
}
