"""全市, 我区, 全国: whose they are."""

from __future__ import annotations

import pytest

from luoshi.vocabulary.divisions import generic, generic_place
from luoshi.vocabulary.places import resolve


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("全国", "nation"),
        ("我国", "nation"),
        ("全省", "province"),
        ("本省", "province"),
        ("我市", "city"),
        ("全州", "city"),
        ("全区", "county"),
        ("我县", "county"),
        ("全镇", "town"),
        ("全部", None),
        ("自我", None),
        ("市", None),
        ("", None),
    ],
)
def test_level(word: str, level: str | None) -> None:
    assert generic(word) == level


@pytest.mark.parametrize(
    ("word", "home", "meant"),
    [
        ("全国", "重庆市永川区", "全国"),
        ("全市", "重庆市永川区", "重庆市"),
        ("我市", "重庆市永川区", "重庆市"),
        ("全区", "重庆市永川区", "重庆市永川区"),
        ("全市", "沈阳市铁西区", "辽宁省沈阳市"),
        ("我市", "云南省昆明市安宁市", "云南省昆明市安宁市"),
        ("全市", "湖北省仙桃市", "湖北省仙桃市"),
        ("全市", "重庆市", "重庆市"),
        ("全省", "广东省韶关市", "广东省"),
        ("全省", "重庆市永川区", None),
        ("全县", "湖南省永州市新田县", "湖南省永州市新田县"),
        ("全市", "湖南省永州市新田县", "湖南省永州市"),
        ("全区", "广西壮族自治区", "广西壮族自治区"),
        ("全区", "广西南宁市", "广西壮族自治区"),
        ("我区", "宁夏银川市贺兰县", "宁夏回族自治区"),
        ("全区", "南宁市青秀区", "广西壮族自治区南宁市青秀区"),
        ("我区", "重庆两江新区", "重庆两江新区"),
        ("全市", "重庆两江新区", "重庆市"),
        ("全州", "四川西昌市", "四川省凉山彝族自治州"),
        ("全市", "四川省", None),
        ("全县", "四川省", None),
        ("全镇", "湖南省永州市新田县", None),
        ("全部", "四川省", None),
        ("全国", "全国", "全国"),
        ("全市", "全国", None),
    ],
)
def test_place(word: str, home: str, meant: str | None) -> None:
    place = resolve(home)
    assert place is not None
    found = generic_place(word, place)
    assert (found and found.full_name) == meant
