"""Words for a division that mean the reader's own: 全市, 我区, 本县, 全国.

What they mean depends on whose text it is: 全市 in a district's paper is the city above it, 全区 in an
autonomous region's report is the region.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from luoshi.vocabulary.gazetteer import Place, register

Generic: TypeAlias = Literal["nation", "province", "city", "county", "town"]

# The last character says the kind, the first whose it is. 州 and 盟 are prefectures, 旗 is a county.
_KINDS: dict[str, Generic] = {
    "国": "nation", "省": "province", "市": "city", "州": "city", "盟": "city",
    "区": "county", "县": "county", "旗": "county", "镇": "town", "乡": "town",
}  # fmt: skip
_WHOSE = "全我本"


def generic(word: str) -> Generic | None:
    """The level a word of one's own division speaks of (全省 → province, 我县 → county); None for others.

    It is the level the word has by itself; `generic_place` says which place it is for a given home.
    """
    if len(word) == 2 and word[0] in _WHOSE and word != "本国":
        return _KINDS.get(word[1])
    return {"国家": "nation", "全自治区": "province", "我自治区": "province"}.get(word)  # type: ignore[return-value]


def generic_place(word: str, home: Place) -> Place | None:
    """The place that 全市, 我区, 全省, 全国 … means in a text of `home`; None where it means none.

    The nearest place of that kind, going up from the home itself, is meant: 全市 for a district is the
    city or municipality above it, for a county-level city that city. 全区 is the district itself, or in a
    text of an autonomous region, or of a city or county in one, the region. A place is of a kind when its
    name ends so: 全省 for a municipality is none. Towns are not in the register: 全镇 is None.
    """
    level = generic(word)
    if level is None or level == "town":
        return None
    reg = register()
    if level == "nation":
        return reg.place(0)
    kind = word[-1]
    return next((reg.place(row) for row in reg.chain(reg.row_of(home)) if row and reg.names[row].endswith(kind)), None)
