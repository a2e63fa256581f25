from __future__ import annotations

from typing import Any

import pytest

from luoshi.assessing.promises.matching import factor, fit, plain_name, same_place
from luoshi.assessing.promises.pairing import PROMISE_FIELDS, Promise, pair
from luoshi.vocabulary.terms import term


def row(**fields: Any) -> dict[str, Any]:
    """A figure's row; by default a growth of GDP in one county in 2025."""
    base: dict[str, Any] = {
        "kind": "figure",
        "document": "d.txt",
        "article": 1,
        "quote": "地区生产总值增长6%",
        "value_text": "6%",
        "value": 6.0,
        "value_to": None,
        "unit": "%",
        "indicator": "地区生产总值",
        "code": None,
        "measure": "growth",
        "comparator": "eq",
        "role": "target",
        "strength": "expected",
        "period": "2025",
        "subject": "云海省云溪县",
        "reference": None,
        "section": None,
        "span": [0, 1],
        "value_span": [0, 1],
        "line": 3,
        "page": None,
    }
    if "value" in fields and "value_text" not in fields:
        fields["value_text"] = f"{fields['value']}{fields.get('unit', '%')}"
    return base | fields


def result(**fields: Any) -> dict[str, Any]:
    return row(**({"role": "result", "strength": None, "line": 9} | fields))


def one(target: dict[str, Any], *results: dict[str, Any]) -> Promise:
    (promise,) = pair([target], results)
    return promise


@pytest.mark.parametrize(
    ("target", "actual", "state"),
    [
        ({}, 6.0, "kept"),
        ({}, 6.5, "kept"),
        ({}, 6.6, "exceeded"),
        ({}, 5.9, "missed"),
        ({"comparator": "ge"}, 6.0, "kept"),
        ({"comparator": "ge"}, 7.0, "exceeded"),
        ({"comparator": "ge"}, 5.99, "missed"),
        ({"comparator": "approx"}, 5.5, "kept"),
        ({"comparator": "approx"}, 6.5, "kept"),
        ({"comparator": "approx"}, 5.4, "missed"),
        ({"comparator": "approx"}, 6.6, "exceeded"),
        ({"comparator": "between", "value": 5.0, "value_to": 6.0}, 5.0, "kept"),
        ({"comparator": "between", "value": 5.0, "value_to": 6.0}, 6.1, "exceeded"),
        ({"comparator": "between", "value": 5.0, "value_to": 6.0}, 4.9, "missed"),
        ({"comparator": "positive", "value": None, "value_text": "正增长"}, 0.1, "kept"),
        ({"comparator": "positive", "value": None, "value_text": "正增长"}, -0.1, "missed"),
        ({"comparator": "positive", "value": None, "value_text": "正增长"}, 0.0, "missed"),
        # Down is good: the catalogue says so, or a planned decline does.
        ({"indicator": "甲项损耗", "value": -2.5}, -2.5, "kept"),
        ({"indicator": "甲项损耗", "value": -2.5}, -3.1, "exceeded"),
        ({"indicator": "甲项损耗", "value": -2.5}, -2.0, "missed"),
        ({"indicator": "甲项损耗", "value": -2.5}, 1.0, "missed"),
        ({"indicator": "城镇调查失业率", "measure": "level", "comparator": "le", "value": 5.5}, 5.5, "kept"),
        ({"indicator": "城镇调查失业率", "measure": "level", "comparator": "le", "value": 5.5}, 3.0, "kept"),
        (
            {"indicator": "城镇调查失业率", "measure": "level", "comparator": "le", "value": 5.5},
            5.6,
            "missed",
        ),
        (
            {"indicator": "城镇调查失业率", "measure": "level", "comparator": "approx", "value": 5.5},
            6.1,
            "missed",
        ),
        (
            {"indicator": "城镇调查失业率", "measure": "level", "comparator": "approx", "value": 5.5},
            4.9,
            "exceeded",
        ),
        # Consumer prices: neither up nor down is good.
        ({"indicator": "居民消费价格", "value": 2.0}, 2.9, "kept"),
        ({"indicator": "居民消费价格", "value": 2.0}, 3.1, "missed"),
        ({"indicator": "居民消费价格", "value": 2.0}, 0.2, "unclear"),
        ({"indicator": "居民消费价格", "value": 2.0, "comparator": "le"}, 0.2, "kept"),
    ],
)
def test_comparators(target: dict[str, Any], actual: float, state: str) -> None:
    wanted = row(**target)
    promise = one(wanted, result(indicator=wanted["indicator"], measure=wanted["measure"], value=actual))
    assert promise.state == state, promise.reason
    assert term("outcome", promise.state) in promise.reason or promise.state == "unclear"


def test_amounts_are_judged_by_ratio_and_in_one_unit() -> None:
    target = row(indicator="城镇新增就业", measure="level", value=7300.0, unit="人")
    assert one(target, result(indicator="城镇新增就业", measure="level", value=0.75, unit="万人")).state == "kept"
    assert one(target, result(indicator="城镇新增就业", measure="level", value=0.8, unit="万人")).state == "exceeded"
    assert one(target, result(indicator="城镇新增就业", measure="level", value=7299.0, unit="名")).state == "missed"
    promise = one(target, result(indicator="城镇新增就业", measure="level", value=3.0, unit="亿元"))
    assert promise.state == "unclear"
    assert "单位不同" in promise.reason


def test_the_reason_holds_the_numbers_and_the_difference_is_exact() -> None:
    promise = one(row(), result(value=6.1))
    assert promise.difference == 0.1
    assert promise.reason == ("目标地区生产总值增长6%，实际地区生产总值增长6.1%，高于目标0.1个百分点，完成。")


def test_not_reported() -> None:
    promise = one(row(), result(indicator="粮食产量"))
    assert (promise.state, promise.result) == ("not_reported", None)
    assert "没有找到地区生产总值" in promise.reason


def test_two_strengths_are_two_promises() -> None:
    stretch, firm = pair([row(value=6.0, strength="stretch"), row(value=5.5, strength="firm")], [result(value=5.7)])
    assert (stretch.state, firm.state) == ("missed", "kept")


def test_names_and_codes() -> None:
    assert one(row(indicator="全市“地区生产总值”增速"), result(indicator="GDP")).state == "kept"
    assert one(row(code="A1", indicator="甲"), result(code="A1", indicator="乙")).state == "kept"
    assert one(row(code="A1", indicator="甲"), result(code="A2", indicator="甲")).state == "not_reported"


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("云海省云溪县", "云溪县", True),
        ("云溪县", "云海省云溪县", True),
        ("云海省云溪县", "云海省", False),
        ("云海省云溪县", "云岚县", False),
        ("云海省云溪县", None, True),
        ("云溪县", "县", False),
    ],
)
def test_places(a: str, b: str | None, same: bool) -> None:
    assert same_place(a, b) is same


@pytest.mark.parametrize(
    ("target", "got", "how"),
    [
        ("2025", "2025", "whole"),
        ("2025", "2025-01/2025-11", "so_far"),
        ("2025", "2025-Q1/2025-Q3", "so_far"),
        ("2025", "2025-01/2025-12", "whole"),
        ("2025", "2025-11", "part"),
        ("2025", "2024", None),
        ("2025", "2021/2025", None),
        ("2021/2025", "2025", "part"),
        ("2025", None, "unknown"),
        ("2025", "怪", "unknown"),
        ("2025", "2025/", None),
    ],
)
def test_periods(target: str, got: str | None, how: str | None) -> None:
    assert fit(target, got) == how


def test_so_far() -> None:
    cumulative = {"period": "2025-01/2025-11"}
    kept = one(row(), result(value=6.2, **cumulative))
    assert (kept.state, kept.so_far) == ("kept", True)
    open_ = one(row(), result(value=5.0, **cumulative))
    assert (open_.state, open_.so_far) == ("unclear", True)
    assert "时期未满" in open_.reason


def test_the_whole_period_and_the_latest_part_come_first() -> None:
    parts = [
        result(value=1.0, period="2025-Q1"),
        result(value=6.1, period="2025-01/2025-11"),
        result(value=5.0, period="2025-Q1/2025-Q2"),
    ]
    assert one(row(), *parts).result == parts[1]
    whole = result(value=6.3)
    assert one(row(), *parts, whole).result == whole


def test_a_result_comes_before_a_forecast() -> None:
    forecast, final = result(role="forecast", value=6.5), result(value=5.8)
    assert one(row(), forecast, final).state == "missed"
    promise = one(row(), forecast)
    assert promise.state == "kept"
    assert "预计" in promise.reason


def test_one_month_does_not_answer_a_year() -> None:
    promise = one(row(), result(value=9.0, period="2025-11"))
    assert promise.state == "unclear"
    assert "一段时期" in promise.reason


def test_completion_of_the_plan_answers_an_amount() -> None:
    target = row(indicator="重点项目投资", measure="level", value=98.0, unit="亿元")
    done = {"indicator": "重点项目投资", "measure": "completion", "reference": "年度任务"}
    assert one(target, result(value=117.7, **done)).state == "exceeded"
    assert one(target, result(value=100.0, **done)).state == "kept"
    assert one(target, result(value=99.0, **done)).state == "missed"
    works = one(target, result(value=44.0, **(done | {"reference": "工程量"})))
    assert works.state == "unclear"
    assert "口径不同" in works.reason


def test_an_amount_does_not_answer_a_growth() -> None:
    promise = one(row(), result(measure="level", value=700.0, unit="亿元"))
    assert (promise.state, promise.difference) == ("unclear", None)


def test_ranks() -> None:
    target = row(measure="rank", comparator="top", value=10.0, value_text="前十", unit="", reference="全省")
    assert one(target, result(measure="rank", value=9.0, unit="")).state == "kept"
    assert one(target, result(measure="rank", value=11.0, unit="")).state == "missed"
    exact = target | {"comparator": "eq", "value": 2.0, "value_text": "第2"}
    assert one(exact, result(measure="rank", value=1.0, unit="")).state == "exceeded"


def test_bounds_do_not_decide_what_they_leave_open() -> None:
    target = row(indicator="粮食产量", measure="level", value=12.0, unit="亿斤")
    more = {"indicator": "粮食产量", "measure": "level", "comparator": "ge", "unit": "亿斤"}
    assert one(target, result(value=12.0, **more)).state == "kept"
    assert one(target, result(value=11.0, **more)).state == "unclear"


def test_above_the_nation() -> None:
    target = row(
        indicator="社会消费品零售总额",
        measure="gap",
        comparator="positive",
        value=None,
        value_text="高于全国",
        unit="",
        reference="全国",
    )
    retail = {"indicator": "社会消费品零售总额"}
    gap = result(measure="gap", value=1.2, unit="个百分点", reference="全国", **retail)
    assert one(target, gap).state == "kept"
    mine, nation = result(value=5.0, **retail), result(value=4.1, subject="全国", **retail)
    promise = one(target, mine, nation)
    assert promise.state == "kept"
    assert "4.1%" in promise.reason
    assert one(target, result(value=4.0, **retail), nation).state == "missed"
    alone = one(target, mine)
    assert alone.state == "unclear"
    assert "没有找到全国" in alone.reason


def test_in_step_with_growth() -> None:
    target = row(indicator="居民人均可支配收入", value=None, value_text="", reference="经济增长")
    income = {"indicator": "居民人均可支配收入"}
    assert one(target, result(value=5.6, **income), result(value=6.0)).state == "kept"
    assert one(target, result(value=5.4, **income), result(value=6.0)).state == "missed"
    assert one(target, result(value=5.6, **income)).state == "unclear"


def test_roles_are_minded() -> None:
    assert pair([result()], [result()]) == []
    assert one(row(), row(value=9.0)).state == "not_reported"


def test_order_and_row() -> None:
    targets = [row(indicator="乙指标"), row(), row(indicator="甲指标")]
    promises = pair(targets, [result(value=6.2, document="r.txt")])
    assert [p.target for p in promises] == targets
    assert all(tuple(p.row()) == PROMISE_FIELDS for p in promises)
    flat = promises[1].row()
    assert (flat["target_document"], flat["target_line"], flat["result_document"], flat["result_line"]) == (
        "d.txt",
        3,
        "r.txt",
        9,
    )


@pytest.mark.parametrize(
    ("unit", "other", "by"),
    [
        ("万人", "人", 10000.0),
        ("名", "人", 1.0),
        ("亿元", "万元", 10000.0),
        ("%", "个百分点", None),
        ("百分点", "个百分点", 1.0),
        ("亩", "元", None),
        ("万亿元", "亿元", 10000.0),
    ],
)
def test_units(unit: str, other: str, by: float | None) -> None:
    assert factor(unit, other) == by


def test_plain_names() -> None:
    assert plain_name("全市 规上工业增加值（现价）增速") == "规模以上工业增加值"
    assert plain_name("增长") == "增长"


def test_ranks_and_declines_are_compared_in_their_own_words() -> None:
    rank = row(measure="rank", comparator="top", value=3.0, value_text="前三", unit="")
    assert "比目标落后1位" in one(rank, result(measure="rank", value=4.0, unit="")).reason
    decline = row(indicator="甲项损耗", value=-2.5)
    assert "比目标多降0.6个百分点" in one(decline, result(indicator="甲项损耗", value=-3.1)).reason
    assert "比目标少降0.5个百分点" in one(decline, result(indicator="甲项损耗", value=-2.0)).reason


def county(indicator: str, value: float, unit: str, **fields: Any) -> dict[str, Any]:
    base = {"indicator": indicator, "value": value, "unit": unit, "measure": "level", "subject": "青澜市云岚县"}
    return base | {"quote": f"{indicator}{value}{unit}"} | fields


def test_a_target_is_paired_through_its_verb() -> None:
    target = row(**county("培育竹编工坊", 5.0, "家"))
    promise = one(target, result(**county("新培育竹编工坊", 4.0, "家")))
    assert (promise.state, promise.difference) == ("missed", -1.0)
    assert one(target, result(**county("新培育竹编能手", 4.0, "家"))).state == "not_reported"


def test_a_share_answers_a_share() -> None:
    share = {"measure": "share", "value_text": "3/4"}
    target = row(**county("绿色车辆", 0.75, "", comparator="ge", **share))
    assert one(target, result(**county("绿色车辆占比", 0.75, "", **share))).state == "kept"


def test_a_near_name_is_told_and_not_judged() -> None:
    target = row(**county("建成茶旅驿站", 20.0, "个"))
    begun = result(**county("开工建设茶旅驿站", 20.0, "个", document="r.txt", quote="开工建设茶旅驿站20个"))
    promise = one(target, begun)
    assert (promise.state, promise.result, promise.difference) == ("unclear", begun, None)
    assert "相近的是“开工建设茶旅驿站20个”（r.txt第9行），不能确定是同一件事" in promise.reason
    built = result(**county("建成茶旅驿站", 20.0, "个"))
    assert one(target, begun, built).result == built


def test_a_part_of_the_county_is_told_and_not_judged() -> None:
    target = row(**county("新建冷库", 10.0, "座"))
    inside = result(**county("建成冷库", 11.0, "座", subject="栗溪工业园"))
    # A park of another county's report is not of this one.
    assert one(target, inside).state == "not_reported"
    promise = one(target, inside, result(**county("改造管网", 11.0, "公里")))
    assert promise.state == "unclear"
    assert "说的是栗溪工业园" in promise.reason
    assert one(target, result(**county("建成冷库", 11.0, "座", subject="青澜市"))).state == "not_reported"


def test_a_generic_noun_after_another_target() -> None:
    first = row(**county("铺排竹旅项目", 48.0, "个", span=[10, 20]))
    second = row(**county("年度投资", 80.0, "亿元", span=[21, 30]))
    invested = result(**county("竹旅项目投资", 82.0, "亿元"))
    assert [p.state for p in pair([first, second], [invested])] == ["not_reported", "unclear"]
    apart = second | {"span": [40, 50]}
    assert [p.state for p in pair([first, apart], [invested])] == ["not_reported", "not_reported"]


def test_another_period_is_told() -> None:
    target, usual = row(period="2025-Q1", comparator="ge"), [row(), row()]
    promise = pair([target, *usual], [result(value=6.2, document="r.txt")])[0]
    assert promise.state == "not_reported"
    assert promise.reason == (
        "目标（2025年一季度）地区生产总值增长不低于6%，"
        "成效材料里没有找到2025年一季度的地区生产总值（有2025年全年：增长6.2%，r.txt第9行）。"
    )


def test_a_year_unlike_the_others_is_told() -> None:
    later, *_ = pair([row(period="2027"), row(), row()], [])
    assert later.reason.startswith("目标（2027年）地区生产总值")


def test_a_target_without_a_noun_cannot_be_held_against_anything() -> None:
    target = row(**county("整合", 4.0, "户", quote="整合为4户"))
    promise = one(target, result(**county("整合", 4.0, "户")))
    assert (promise.state, promise.result) == ("unclear", None)
    assert "“整合为4户”没有带出指标名" in promise.reason


def test_measures_that_differ_are_named() -> None:
    promise = one(row(), result(measure="level", value=700.0, unit="亿元"))
    assert "口径不同（目标是增速，成效是总量）" in promise.reason
