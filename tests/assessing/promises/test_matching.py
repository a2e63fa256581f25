from __future__ import annotations

from typing import Any

import pytest

from luoshi.assessing.promises.matching import Core, Kinship, core, inner_place, kinship, nameless


def figure(indicator: str, value: float | None = 20.0, unit: str = "个", **fields: Any) -> dict[str, Any]:
    """A level of 青澜市云岚县 in 2024, as little of a row as the pairing of names asks for."""
    base = {
        "indicator": indicator,
        "code": None,
        "measure": "level",
        "value": value,
        "unit": unit,
        "quote": f"{indicator}{value}{unit}",
        "subject": "青澜市云岚县",
    }
    return base | fields


@pytest.mark.parametrize(
    ("name", "share", "parts"),
    [
        ("建设茶旅驿站", False, Core("", "建设", "茶旅驿站")),
        ("新培育竹编工坊", False, Core("", "新培育", "竹编工坊")),
        ("二期建成冷库", False, Core("二期", "建成", "冷库")),
        ("绿色车辆占比", True, Core("", "", "绿色车辆")),
        ("绿色车辆占比", False, Core("", "", "绿色车辆占比")),
        ("建设", False, Core("", "", "建设")),
        ("年度投资", False, Core("", "年度", "投资")),
    ],
)
def test_a_name_taken_apart(name: str, share: bool, parts: Core) -> None:
    assert core(name, share) == parts


@pytest.mark.parametrize(
    ("target", "result", "kin"),
    [
        # Verbs that answer each other, with one noun and numbers of one size.
        (figure("培育竹编工坊", 5.0), figure("新培育竹编工坊", 4.0), "akin"),
        (figure("建设茶旅驿站"), figure("建成茶旅驿站"), "akin"),
        (figure("新建冷库"), figure("建成冷库", 21.0), "akin"),
        (figure("建设茶旅驿站"), figure("建设茶旅驿站"), "same"),
        # Begun is not built.
        (figure("建成茶旅驿站"), figure("开工建设茶旅驿站"), "near"),
        # A total, by its word or by its size; a part.
        (figure("建设茶旅驿站"), figure("建成茶旅驿站", quote="累计建成茶旅驿站20个"), "near"),
        (figure("建设茶旅驿站"), figure("建成茶旅驿站", 200.0), "near"),
        (figure("新建冷库"), figure("二期建成冷库"), "near"),
        (figure("建设茶旅驿站"), figure("累计建设茶旅驿站", 200.0), "near"),
        # No verb: the very same number, else a candidate, else what there is.
        (figure("铺排技改项目", 48.0), figure("技改项目", 48.0), "akin"),
        (figure("铺排技改项目", 48.0), figure("技改项目", 30.0), "near"),
        (figure("培育竹编工坊", 5.0), figure("竹编工坊", 60.0), None),
        (figure("新增竹编工坊", 5.0), figure("竹编工坊", 60.0), None),
        (figure("新增竹编工坊", 50.0), figure("竹编工坊", 60.0), "near"),
        # Other things, units, measures.
        (figure("培育竹编工坊"), figure("培育竹编能手"), None),
        (figure("建设茶旅驿站"), figure("建成茶旅驿站", unit="公里"), None),
        (figure("建设茶旅驿站"), figure("建成茶旅驿站", measure="growth", unit="%"), None),
        (figure("甲", code="A1"), figure("甲", code="A2"), None),
        # The end of a longer name.
        (figure("云岚竹编文创产品"), figure("竹编文创产品"), "near"),
        (figure("云岚竹编"), figure("竹编"), None),
        # A noun that names nothing by itself.
        (figure("投资", unit="亿元"), figure("投资", unit="亿元"), "near"),
        (figure("投资", unit="亿元"), figure("投资", unit="公里"), None),
        # Shares.
        (figure("绿色车辆", 0.75, "", measure="share"), figure("绿色车辆占比", 0.5, "", measure="share"), "akin"),
        (figure("绿色车辆", 0.75, "", measure="level"), figure("绿色车辆占比", 0.5, "", measure="share"), None),
    ],
)
def test_kinship(target: dict[str, Any], result: dict[str, Any], kin: Kinship | None) -> None:
    assert kinship(target, result, None) == kin


def test_a_generic_noun_leans_on_the_target_before() -> None:
    target, before = figure("年度投资", 80.0, "亿元"), figure("铺排竹旅项目", 48.0)
    result = figure("竹旅项目投资", 82.0, "亿元")
    assert kinship(target, result, before) == "near"
    assert kinship(target, result, None) is None
    assert kinship(target, figure("茶园项目投资", 82.0, "亿元"), before) is None


def test_a_verb_alone_is_no_name() -> None:
    assert nameless(figure("整合", 4.0, "户"))
    assert not nameless(figure("整合乡镇站所", 4.0))


def test_inner_places() -> None:
    assert inner_place("青澜市云岚县", "栗溪工业园")
    assert not inner_place("青澜市云岚县", "青澜市")
    assert not inner_place(None, "栗溪工业园")
