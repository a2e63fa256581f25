"""The catalogue is sound, and a printed phrase finds its indicator and no other."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from luoshi.vocabulary import indicators
from luoshi.vocabulary.indicators import catalogue, check, find


def test_catalogue_has_no_faults() -> None:
    assert check() == []
    assert len(catalogue()) >= 150


def test_every_name_finds_its_own_indicator() -> None:
    for code, item in catalogue().items():
        for name in (item.name, *item.variants):
            found = find(name)
            assert found is not None, name
            assert found.code == code, name


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"direction": "sideways"}, "direction"),
        ({"field": "天气"}, "field"),
        ({"variants": ("固定资产投资",)}, "also a name of"),
        ({"unit": ""}, "unit is empty"),
        ({"kind": "stock", "cumulates": "sum"}, "never summed"),
    ],
)
def test_check_names_the_fault(change: dict[str, object], fault: str) -> None:
    entries = dict(catalogue())
    entries["GDP"] = dataclasses.replace(entries["GDP"], **change)  # type: ignore[arg-type]
    assert any(fault in sentence for sentence in check(entries))


def test_check_wants_codes_of_the_scheme() -> None:
    entries = {"gdp-1": dataclasses.replace(catalogue()["GDP"], code="gdp-1")}
    assert any("upper-case" in sentence for sentence in check(entries))


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        # as it stands, whatever the width of its letters, its spaces and quotes
        ("规模工业增加值", "IND_VA"),
        ("单位ＧＤＰ 能耗", "ENERGY_PER_GDP"),
        ("“专精特新”企业", "SRDI_FIRMS"),
        # notes in brackets that change nothing
        ("固定资产投资（不含农户）", "FAI"),
        ("地区生产总值（GDP）", "GDP"),
        ("研究与试验发展（R&D）经费投入强度", "RD_INTENSITY"),
        ("广义货币（M2）余额", "M2"),
        # words before: when and where
        ("全市规模以上工业增加值", "IND_VA"),
        ("2031年全省固定资产投资", "FAI"),
        ("1—11月进出口总额", "TRADE_TOTAL"),
        ("前三季度全县一般公共预算收入", "BUDGET_REV"),
        ("今年以来我区城镇新增就业", "JOBS_NEW"),
        ("重庆市开州区地区生产总值", "GDP"),
        ("两江新区社会消费品零售总额", "RETAIL"),
        # words after: how it is measured
        ("社零总额增速", "RETAIL"),
        ("旅游总收入同比增长", "TOUR_INCOME"),
        ("居民人均可支配收入名义增长率", "INC_ALL"),
        ("一般公共预算支出规模", "BUDGET_EXP"),
        # verbs and 的 within
        ("规上工业企业实现利润总额", "IND_PROFIT"),
        ("民间投资占固定资产投资的比重", "FAI_PRIVATE_SHARE"),
    ],
)
def test_find(phrase: str, code: str) -> None:
    found = find(phrase)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("phrase", "not_code"),
    [
        ("工业投资", "FAI"),
        ("民间投资", "FAI"),
        ("新能源汽车产量", "GDP"),
        ("第一产业增加值", "GDP"),
        ("人均地区生产总值", "GDP"),
        ("工业增加值", "IND_VA"),
        ("规上工业总产值", "IND_VA"),
        ("限额以上社会消费品零售总额", "RETAIL"),
        ("城镇登记失业率", "UNEMP_SURVEY"),
        ("居民消费价格指数", "PPI"),
    ],
)
def test_a_part_is_not_the_whole(phrase: str, not_code: str) -> None:
    found = find(phrase)
    assert found is not None
    assert found.code != not_code


@pytest.mark.parametrize(
    "phrase",
    [
        "园区固定资产投资",
        "高新区规上工业增加值",
        "社会消费品零售总额（限额以上）",
        "东风机械厂利润总额",
        "经济指标",
        "经济水平",
        "城镇、农村常住居民人均可支配收入",
        "企业贷款余额",
        "桥梁",
        "",
        "（）",
    ],
)
def test_not_of_the_catalogue(phrase: str) -> None:
    assert find(phrase) is None


def test_page_is_fresh() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "indicators.md"
    assert page.read_text(encoding="utf-8") == indicators.page(), (
        "indicators.toml was changed: run python -m luoshi.vocabulary.indicators"
    )


def test_overlong_phrase_is_none() -> None:
    assert find("全市" * 5000 + "固定资产投资") is None
