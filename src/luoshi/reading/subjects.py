"""Whom a figure is about: the document's home, a place within or above it, or a body named before the number."""

from __future__ import annotations

import re

from luoshi.vocabulary import places
from luoshi.vocabulary.places import Place
from luoshi.reading.setting import Hit, Setting

#: Words for the home and what is above it; resolved by the home's own level.
GENERIC = re.compile(r"全国|我国|全省|我省|本省|全市|我市|本市|全区|我区|本区|全县|我县|本县|全州|我州|全自治区")
_ENTITY = re.compile(
    r"(?P<name>[\u4e00-\u9fffA-Za-z·]{2,16}?(?:集团|公司|银行|电厂|陆港|股份|商圈|重工|分行|科技|药业|高新区|经开区|开发区|高速|铁路|高铁|机场|大学|医院|产业园|园区|水库|工业园))"
)
_LEVEL_WORDS = {"国": "nation", "省": "province", "市": "city", "区": "county", "县": "county", "州": "city"}


def generic(word: str, home: Place | None) -> Place | None:
    """The place a word such as 全市 means in a document of `home`: home itself where the level fits, else the one above.

    全区 in an autonomous region is the region; 全市 in a county-level city the city itself.
    """
    if word.endswith("国"):
        return places.nation()
    if home is None:
        return None
    wanted = word[-1]
    place: Place | None = home
    while place is not None and place.level != "nation":
        if _is(place, wanted):
            return place
        place = places.parent(place)
    return home


def _is(place: Place, word: str) -> bool:
    if word == "省":
        return place.level == "province" and not place.name.endswith("市")
    if word == "市":
        return place.name.endswith("市")
    if word == "区":
        return place.name.endswith("区")
    if word == "县":
        return place.name.endswith(("县", "旗"))
    if word == "州":
        return place.name.endswith("州")
    return False


class Subjects:
    """The subjects of an article's figures. `hits` of a paragraph are its place names, short ones of the home included."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.home = setting.place
        self.year = int(setting.date[:4]) if setting.date else None

    def hits(self, text: str) -> list[Hit]:
        """The places named in a paragraph."""
        within: list[Place] = []
        if self.home is not None and self.home.level != "nation":
            above = places.parent(self.home)
            top = self.home if self.home.level == "province" or above is None else above
            if top.level != "nation":
                within = [top]
        return places.scan(text, within=within, year=self.year)

    def leading(self, text: str, hits: list[Hit]) -> str | None:
        """The place a paragraph is about, where it opens with one below the home: 江北区委书记某某介绍，…."""
        if not hits or self.home is None or self.home.level == "nation":
            return None
        first = hits[0]
        comma = text.find("，")
        if first[0] > 3 and not (0 <= comma < first[0] <= comma + 3):
            return None
        after = text[first[1] : first[1] + 3]
        if not after.startswith(("委", "区", "县", "市长", "作为", "是", "将", "政府", "坚持", "积极")) and "委" not in after:
            return None
        for place in first[2]:
            if place != self.home and place.full_name.startswith(self.home.full_name):
                return place.full_name
        return None

    def of(self, text: str, clause_start: int, noun_start: int, hits: list[Hit], leading: str | None) -> str | None:
        """The subject of a figure whose noun begins at `noun_start`; `leading` is the paragraph's own subject."""
        before = text[clause_start:noun_start]
        words = list(GENERIC.finditer(before))
        if words and noun_start - (clause_start + words[-1].end()) <= 6:
            place = generic(words[-1].group(), self.home)
            if place is not None and (leading is None or place != self.home):
                return place.full_name
        near = [h for h in hits if clause_start <= h[0] < noun_start + 1 and h[1] <= noun_start + 12]
        if near:
            named = self._nearest(near[-1])
            if named is not None:
                return named
        entity = _ENTITY.match(text, clause_start)
        if entity and self.home is not None and entity.end() <= noun_start + 14 and self.home.level != "nation":
            name = entity.group("name")
            if not name.startswith(("全", "我", "各", "重点", "国有", "规模", "市级", "省级", "国家", "在")):
                return name
        return leading or self.setting.name

    def _nearest(self, hit: Hit) -> str | None:
        """The full name of a hit that lies within the home or is it; None for another place."""
        home = self.home
        for place in hit[2]:
            if home is None or home.level == "nation":
                return place.full_name
            if place.full_name.startswith(home.full_name) or _shares_parent(place, home):
                return place.full_name
        return None


def _shares_parent(place: Place, home: Place) -> bool:
    above = places.parent(home)
    return above is not None and above.level != "nation" and place.full_name.startswith(above.full_name) and place != above
