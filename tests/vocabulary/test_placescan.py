"""Names of places in running text."""

from __future__ import annotations

from itertools import pairwise

import pytest

from luoshi.vocabulary import tables
from luoshi.vocabulary.gazetteer import register
from luoshi.vocabulary.places import resolve, scan


def names(text: str, within: str | None = None, year: int | None = None) -> list[tuple[str, str]]:
    """(what is printed, the full names joined by |) of every hit."""
    home = [place] if within and (place := resolve(within)) else []
    return [
        (text[start:end], "|".join(place.full_name for place in found))
        for start, end, found in scan(text, within=home, year=year)
    ]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("会议在重庆市开州区召开", ("重庆市开州区", "重庆市开州区")),
        ("支持重庆开州发展", ("重庆开州", "重庆市开州区")),
        ("来自湖南永州新田的代表", ("湖南永州新田", "湖南省永州市新田县")),
        ("永川区委召开会议", ("永川区", "重庆市永川区")),
        ("韶关港扩建", ("韶关", "广东省韶关市")),
        ("在凉山州召开", ("凉山州", "四川省凉山彝族自治州")),
        ("去海南过冬", ("海南", "海南省")),
        ("阳泉市郊区的企业", ("阳泉市郊区", "山西省阳泉市郊区")),
        ("两江新区党工委", ("两江新区", "重庆两江新区")),
        ("重庆市场活跃", ("重庆", "重庆市")),
        ("济南市中区学校", ("济南市中区", "山东省济南市市中区")),
    ],
)
def test_hit(text: str, hit: tuple[str, str]) -> None:
    assert names(text) == [hit]


@pytest.mark.parametrize(
    "text",
    [
        "推进沿海城市建设",
        "新增城市绿地",
        "各项城市工作",
        "响应城市号召",
        "黄河南岸",
        "中南部县城",
        "国家长治久安",
        "医保定点机构",
        "均衡水平提高",
        "创新县域治理",
        "城区和郊区同步",
        "资源节约、和平发展、安全开放",
        "朝阳产业兴旺",
        "全国全省全市我区",
        "",
    ],
)
def test_no_hit(text: str) -> None:
    assert names(text) == []


def test_several_places_of_one_name() -> None:
    [(_, found)] = names("铁西区区长发言")
    assert found.split("|")[:3] == ["辽宁省沈阳市铁西区", "辽宁省鞍山市铁西区", "吉林省四平市铁西区"]


def test_short_names_of_counties_need_a_home() -> None:
    assert names("新田召开会议") == []
    assert names("新田召开会议", within="湖南省") == [("新田", "湖南省永州市新田县")]
    assert names("新田召开会议", within="四川省") == []


def test_ordinary_words_are_no_place_even_at_home() -> None:
    assert names("保护资源", within="广西") == []
    assert names("欠发达县域", within="四川") == []


def test_home_tells_whose_suburb() -> None:
    assert names("郊区的企业", within="阳泉市") == [("郊区", "山西省阳泉市郊区")]
    assert names("郊区的企业", within="山西省") == []


def test_year_tells_which_one_stood() -> None:
    assert names("重庆市永川市", year=2000) == [("重庆市永川市", "重庆市永川市")]
    assert names("开县的桥", year=2010) == [("开县", "重庆市开县")]
    assert names("开县的桥", year=1995) == [("开县", "四川省万县市开县")]
    assert names("开州区的桥", year=2010) == []


def test_hits_are_in_order_and_apart() -> None:
    text = "广东省、四川绵阳，辽宁省沈阳市铁西区和云南安宁市；重庆。"
    hits = scan(text)
    assert [text[start:end] for start, end, _ in hits] == [
        "广东省",
        "四川绵阳",
        "辽宁省沈阳市铁西区",
        "云南安宁市",
        "重庆",
    ]
    assert all(one[1] <= two[0] for one, two in pairwise(hits))


def test_words_of_the_table_are_names_of_the_register() -> None:
    words = tables.load("placewords")
    reg = register()
    shorts = set(reg.rows_by_short)
    assert [w for w in words["words"] if w not in shorts] == []
    assert [w for w in words["shared"] if w not in shorts] == []
    assert [w for w in words["generic"] if w not in reg.rows_by_name] == []
    assert [w for w in words["left"] if w not in shorts and w not in reg.rows_by_name] == []
    for key in ("generic", "words", "shared"):
        assert len(words[key]) == len(set(words[key])), key
    assert tables.load("placewords")["abbreviations"].keys().isdisjoint(shorts)
