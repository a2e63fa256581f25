"""Divisions by name, with their history."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from luoshi.vocabulary import places
from luoshi.vocabulary.gazetteer import register
from luoshi.vocabulary.placenames import printed_forms, short_name
from luoshi.vocabulary.places import Place, by_code, lookup, resolve


def the(name: str, year: int | None = None) -> Place:
    found = resolve(name, year=year)
    assert found is not None, name
    return found


@pytest.mark.parametrize(
    ("text", "full_name"),
    [
        ("重庆开州", "重庆市开州区"),
        ("广东省韶关市", "广东省韶关市"),
        ("韶关", "广东省韶关市"),
        ("四川省", "四川省"),
        ("永川区", "重庆市永川区"),
        ("辽宁省沈阳市铁西区", "辽宁省沈阳市铁西区"),
        ("沈阳铁西", "辽宁省沈阳市铁西区"),
        ("云南省昆明市安宁市", "云南省昆明市安宁市"),
        ("湖北仙桃", "湖北省仙桃市"),
        ("凉山州", "四川省凉山彝族自治州"),
        ("彭水县", "重庆市彭水苗族土家族自治县"),
        ("济南市中区", "山东省济南市市中区"),
        ("浦东新区", "上海市浦东新区"),
        ("重庆两江新区", "重庆两江新区"),
        ("吉林", "吉林省"),
        ("海南", "海南省"),
        ("南昌", "江西省南昌市"),
        ("黄山", "安徽省黄山市"),
        ("渝", "重庆市"),
        ("全国", "全国"),
        ("中国", "全国"),
        (" 广东省\n韶关市", "广东省韶关市"),
    ],
)
def test_resolve(text: str, full_name: str) -> None:
    assert the(text).full_name == full_name


@pytest.mark.parametrize("text", ["铁西区", "朝阳区", "朝阳", "城区", "资源局", "", "区", "四川省铁西区"])
def test_ambiguous_or_unknown_is_none(text: str) -> None:
    assert resolve(text) is None


def test_context_tells_apart() -> None:
    assert resolve("铁西区", within=the("沈阳市")) == the("沈阳市铁西区")
    assert resolve("朝阳", within=the("北京")) == the("北京市朝阳区")
    assert resolve("四川省", within=the("北京")) is None


def test_every_current_full_name_resolves_to_its_place() -> None:
    reg = register()
    wrong = []
    for row in range(1, len(reg.codes)):
        place = reg.place(row)
        if place.end is None and resolve(place.full_name) != place:
            wrong.append(place.full_name)
    assert wrong == []


def test_renamed_district_is_found_by_its_old_name_and_leads_to_the_new() -> None:
    old = the("重庆市开县", 2010)
    assert (old.code, old.start, old.end) == ("500234", 1997, 2016)
    assert [by_code(code).full_name for code in old.successors] == ["重庆市开州区"]  # type: ignore[union-attr]
    assert lookup("开州区", year=2010) == []
    assert lookup("开县", year=2020) == []
    assert [place.code for place in lookup("开县")] == ["500234", "511221", "512222"]
    assert the("开县", 1995).full_name == "四川省万县市开县"


def test_name_outside_its_years_is_still_understood() -> None:
    assert the("开县", 2024).code == "500234"
    assert the("开州区", 2010).code == "500154"


def test_rename_under_one_code() -> None:
    assert the("襄樊市").successors == ("420600",)
    assert by_code("420600", 2005) == the("襄樊市")
    assert by_code("420600") == the("襄阳市")
    assert by_code("999999") is None


def test_prefecture_is_followed_by_the_city_of_its_name() -> None:
    assert the("四川省重庆市", 1990).successors == ("500000",)


def test_levels_and_parents() -> None:
    assert [the(name).level for name in ("全国", "重庆", "韶关", "永川区")] == [
        "nation",
        "province",
        "city",
        "county",
    ]
    assert the("永川区").parent_code == "500000"
    assert places.parent(the("仙桃市")) == the("湖北省")
    assert places.parent(places.nation()) is None


def test_lookup_puts_what_stands_first() -> None:
    found = lookup("襄阳")
    assert found[0] == the("襄阳市")
    assert all(place.end is None for place in lookup("铁西区")[:3])
    assert lookup("没有这个县") == []


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("开州区", "开州"),
        ("内蒙古自治区", "内蒙古"),
        ("广西壮族自治区", "广西"),
        ("新疆维吾尔自治区", "新疆"),
        ("凉山彝族自治州", "凉山"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("东乡族自治县", "东乡"),
        ("鄂温克族自治旗", "鄂温克"),
        ("隆林各族自治县", "隆林"),
        ("浦东新区", "浦东"),
        ("阜新市", "阜新"),
        ("神农架林区", "神农架"),
        ("万柏林区", "万柏林"),
        ("香港特别行政区", "香港"),
        ("喀什地区", "喀什"),
        ("开县", "开县"),
    ],
)
def test_short_name(name: str, short: str) -> None:
    assert short_name(name) == short


def test_short_names() -> None:
    assert places.short_names(the("四川省")) == ("四川", "川", "蜀")
    assert places.short_names(the("开州区")) == ("开州",)
    assert places.short_names(the("重庆市开县", 2010)) == ()
    assert "凉山州" in places.short_names(the("凉山"))
    assert printed_forms("永川区") == ()


def test_new_areas_are_flagged() -> None:
    area = the("两江新区")
    assert area.area
    assert area.parent_code == "500000"
    assert not the("浦东新区").area


def test_table_is_made_by_its_rules(tmp_path: object) -> None:
    from luoshi.vocabulary.places_build import table

    tree = {
        "items": [
            {
                "code": 990000,
                "name": "天南省",
                "start": 1981,
                "children": [
                    {"code": 990100, "name": "甲乙市", "start": 1981, "end": 2001},
                    {"code": 990100, "name": "丙丁市", "start": 2001},
                    {
                        "code": 990121,
                        "name": "子丑县",
                        "start": 1981,
                        "end": 1999,
                        "succ": [{"code": 990104, "time": 1990}, {"code": 990105}],
                    },
                ],
            }
        ]
    }
    assert table(tree).splitlines()[2:] == [
        "990100,甲乙市,99,1981,2001,990100",
        "990100,丙丁市,99,2001,,",
        "990121,子丑县,99,1981,1999,990105",
    ]
    with pytest.raises(ValueError, match="990001"):
        table({"items": [{"code": 990001, "name": "无年县"}]})


def test_the_register_is_not_read_before_it_is_wanted() -> None:
    code = (
        "import sys, json; from luoshi.vocabulary import places, gazetteer;"
        "print(json.dumps([gazetteer.register.cache_info().currsize, 'ahocorasick_rs' in sys.modules]))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert json.loads(out) == [0, False]


def test_overlong_text_names_no_place() -> None:
    assert resolve("重庆" * 5000) is None
    assert resolve("重庆 " * 5000) is None
