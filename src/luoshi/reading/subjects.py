"""Whom a figure is about: the document's home, a place within or above it, or a body named before the number."""

from __future__ import annotations

import re

from luoshi.reading.setting import Hit, Setting
from luoshi.vocabulary import places
from luoshi.vocabulary.divisions import generic_place
from luoshi.vocabulary.places import Place

#: Words for the home and what is above it; resolved by the home's own level.
GENERIC = re.compile(r"全国|我国|全省|我省|本省|全市|我市|本市|全区|我区|本区|全县|我县|本县|全州|我州|全自治区")
_ENTITY = re.compile(
    r"(?P<name>[\u4e00-\u9fffA-Za-z·]{2,16}?(?:集团|有限公司|银行|电厂|陆港|股份|商圈|重工|分行|药业|铝业|铜业|钢业|乳业|酒业|酒庄|纸业|工业园区?(?!区)|度假区|化工基地|共建产业园|经济区|经济圈|都市圈|港(?=沿海|货物|集装箱|口|吞吐))(?:[\u4e00-\u9fff]{2,4}分行)?(?:、[\u4e00-\u9fff]{2,8}(?:集团|股份|银行|重工|重科|科技))*)"
)
#: What a company's name does not begin with: a verb, a class of companies.
_NO_NAME = re.compile(
    r"^(?:全|我|各|重点|国有|规模|市级|省级|国家|在|新增|新建|新|发展|引进|培育|其中|组建|支持|推动|对|与|为|通过|以|和|将|区属|市属|省属|县属|地方|金融|商业|政策性)"
)
_SELF = re.compile(r"全行|该行|本行|该公司|该集团|该企业|集团(?=将|要|实现|完成)")
_TOWN = re.compile(
    r"(?:(?<=[，。；：、年在])|^)(?P<name>[\u4e00-\u9fff]{2}(?:镇|乡)|[\u4e00-\u9fff]{2,3}街道)(?!镇|化|村|居|企业|振兴|上|集体|级|、|各|党委|干部)"
)
_PARTS = re.compile(r"[\u4e00-\u9fff]+?(?:省|自治区|市|州|盟|区|县|旗)")


def _above(name: str, word: str) -> str | None:
    """What 全市 means for a home that is in no register: the part of its printed name that ends so."""
    if word.endswith("国"):
        return "全国"
    parts = _PARTS.findall(name)
    for i in range(len(parts), 0, -1):
        if parts[i - 1].endswith(word[-1]):
            return "".join(parts[:i])
    return None


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
        if (
            not after.startswith(("委", "区", "县", "市长", "作为", "是", "将", "政府", "坚持", "积极"))
            and "委" not in after
        ):
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
            word = words[-1]
            place = generic_place(word.group(), self.home) if self.home is not None else None
            if self.home is None and self.setting.name:
                return _above(self.setting.name, word.group()) or leading or self.setting.name
            # 获全国性奖项: inside a phrase 全国 says what kind, only at its head whose the figure is
            heads = (
                place is None
                or place.level != "nation"
                or word.start() <= 2
                or before[word.start() - 1] in "年月份期末来"
            )
            if place is not None and heads and (leading is None or place != self.home):
                return place.full_name
        town = _TOWN.search(text, clause_start, min(len(text), noun_start + 5))
        if (
            town
            and town.start() <= noun_start
            and self.setting.name
            and self.setting.name[-1:] in "县区市旗"
            and not GENERIC.match(town.group())
        ):
            return self.setting.name + town.group("name")
        near = [
            h for h in hits
            if clause_start <= h[0] <= noun_start and h[1] <= noun_start + 12 and not re.search(r"、|等|至|到", text[h[1] : max(noun_start, h[1])][:24])
        ]  # fmt: skip
        if near:
            named = self._nearest(near[-1])
            if named is not None and text[near[-1][1] - 1 : near[-1][1] + 1] != "乡镇":  # 新建|乡镇卫生院
                return named
        return leading or self.setting.name

    def without(
        self, indicator: str, text: str, noun: int, number: int, named: list[tuple[int, int]], subject: str | None
    ) -> str:
        """An indicator without the place or body at its beginning: whose it is stands in the subject.

        `named` are the places in `text` of names; the indicator's own words begin at `noun`.
        """
        for start, end in named:
            size = end - noun
            if start <= noun < end < number and indicator.startswith(text[noun:end]) and len(indicator) - size >= 2:
                rest = indicator[size:]
                # 自治区级平台, 成都平原经济区: part of a longer name
                return indicator if rest.startswith(("级", "平原", "政府", "内", "籍", "产", "段", "港")) else rest
        home = self.setting.name
        if home is not None and self.home is None:
            own = next((n for n in (home, _PARTS.sub("", home, count=1)) if n and indicator.startswith(n)), "")
            if own and len(indicator) - len(own) >= 2:
                return indicator[len(own) :]  # a home outside the register, which no scan finds
        for size in (4, 3):
            town = indicator[:size]
            if subject and subject.endswith(town) and town[-1:] in "镇乡道" and len(indicator) - size >= 2:
                return indicator[size:]
        return indicator

    def printed(self, name: str) -> str:
        """A place as a table's cell prints it (全市, 云溪县, 松坳乡), with what stands above it."""
        if GENERIC.fullmatch(name):
            place = generic_place(name, self.home) if self.home is not None else None
            if place is not None:
                return place.full_name
            return (_above(self.setting.name, name) if self.setting.name else None) or name
        found = places.resolve(name, within=self.home) if self.home is not None else None
        if found is not None:
            return found.full_name
        if self.setting.name and name.endswith(("镇", "乡", "街道")):
            return self.setting.name + name
        return name

    def body(self, text: str, clause_start: int, number: int) -> tuple[str, int] | None:
        """The company or other body that a clause opens with, and where its name ends; 全行, 该公司 mean the last one named."""
        entity = _ENTITY.match(text, clause_start)
        if entity and entity.end() < number - 1 and not _NO_NAME.match(entity.group("name")):
            return entity.group("name"), entity.end()
        own = _SELF.search(text, clause_start, number)
        if own:
            named = [m for m in _ENTITY.finditer(text, 0, own.start()) if not _NO_NAME.match(m.group("name"))]
            if named:
                name = named[-1].group("name")
                return re.sub(r"^.*(?:，|、|的|之一|是|由)", "", name), own.end()
        return None

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
    return (
        above is not None and above.level != "nation" and place.full_name.startswith(above.full_name) and place != above
    )
