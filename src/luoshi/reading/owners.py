"""Who is to do a task: the speaker's body in a report of statements, or the body its sentence names.

`区商务委党组书记、主任周萍表示，…` makes 区商务委 the owner of what follows, until another speaks or a
sub-heading closes the statement. A leader of the place itself speaks for no body of his own.
"""

from __future__ import annotations

import re

from luoshi.reading.setting import Setting
from luoshi.vocabulary import places
from luoshi.vocabulary.places import Place

_SAYS = r"(?:表示|表态|说得更具体|说|介绍|谈到|指出|强调|认为|坦言|告诉记者|透露|提出)"
_POST = (
    r"(?:党组书记|党委书记|党工委书记|党工委副书记|党组副书记|党组成员|党委副书记|党委委员|管委会主任|管委会副主任|"
    r"委书记|副书记|书记|主任|副主任|局长|副局长|区长|副区长|县长|副县长|市长|副市长|厅长|行长|院长|校长|镇长|乡长|董事长|总裁|总经理|会长|"
    r"负责人|有关负责人|相关负责人|有关负责同志|主要负责人|主要负责同志|科长)"
)
_SPEAKER = re.compile(
    rf"(?:^|(?<=[。！？”；]))(?:据|对此，|目前，)?(?P<body>[\u4e00-\u9fff]{{2,22}}?)(?P<post>{_POST})(?:[、，][^，。、“”]{{0,14}}?{_POST}){{0,3}}(?P<name>[\u4e00-\u9fff·]{{2,4}}?)?(?:则|也|同时|在[^，]{{2,20}})?(?:{_SAYS}|[^。“”]{{0,16}}[：:](?=“))"
)
_TRAILING_SPEAKER = re.compile(
    rf"”[，。]?(?P<body>[\u4e00-\u9fff]{{2,22}}?)(?P<post>{_POST})(?:[、，][^，。、“”]{{0,12}}?{_POST}){{0,3}}(?P<name>[\u4e00-\u9fff·]{{2,4}}?)?(?:{_SAYS})"
)
_MEETING = re.compile(r"^[^，。]{0,12}(?:会议|全会|报告)(?:还|最后|同时)?(?:强调|指出|明确|要求|提出|认为)")
#: A paragraph that opens with a subject of its own (积极的财政政策要…): who was called on before is not meant.
_NO_BODY = re.compile(r"我们|大家|要|将|必须|深刻|贯彻|落实|总$")
_OTHER_ACTS = re.compile(r"^(?!要|坚持|必须)[^，。；]{2,20}(?<![主需重只首紧概扼])(?:要|将)(?![求素])")
#: A paragraph that closes with what the place itself will do: 未来，我区将….
_HOME_ACTS = re.compile(r"^(?:[^。]{0,20}[。，])?(?:未来|下一步|今后)，我[区县市省州]将")
_NAME_SAYS = re.compile(rf"^[\u4e00-\u9fff]{{2,4}}(?:最后|还|同时)?{_SAYS}，")
_SUBJECT = re.compile(
    r"^(?:[他她](?:表示|说|介绍)，)?(?:具体而言，|下一步，|明年，|今年，|未来，|20\d\d年，|明年|会议强调，|[^，。]{0,40}?，){0,3}?"
    r"(?P<who>全[区市县省州]上下|各级各部门|各地区?各?部门|各级政府|各级党委政府|各级|各镇街、各部门、各单位|各[^，。；]{1,16}?|[\u4e00-\u9fff]{2,14}?(?:组|委|局|集团|街道|政府|新区|区|县|市|镇|公司|部门|办|中心|院|厅|财政|管委会))"
    r"(?:继续|则|还|也|今年|明年)?(?:要(?!求)|将(?!近)|须|应(?!用|对)|必须|需|计划(?=实施|建设|新|完成|投资)|务必|负责(?!人)|牵头(?!单))"
)
#: 由市生态环境局、市水务局牵头: the owners, in the order printed.
_LED_BY = re.compile(r"由(?P<who>[\u4e00-\u9fff、和]{2,40}?)(?:牵头|负责|承办|会同)")
_GENERAL = re.compile(
    r"^(?:全[区市县省州]|我们|大家|我[区市县省]|全[区市县省](?:人民|各级)|[一二三四五六七八九十]是.*|会议|报告|市委|区委|县委|省委|必须|.*(?:工作|经济|建设|政策|发展|会议|目标)区?)$"
)
_CHIEF = re.compile(r"^(?:区|县|市|省|州|自治区|[\u4e00-\u9fff]{2,6}[区县市省州])$")

_SIBLING = re.compile(r"^[\u4e00-\u9fff]{2,4}[区县市](?=[\u4e00-\u9fff]{2,12}(?:局|委|办|政府|中心|院|厅)$)")


class Owners:
    """The owner in force while the sentences of an article are read."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.speaker: str | None = None
        self.paragraph: str | None = None
        self.company: str | None = None
        self.quoted = False  # the speaker is one behind a quotation: he speaks for its paragraph only

    def heading(self) -> None:
        """A sub-heading ends the statement before it."""
        self.speaker = self.company = self.paragraph = None

    def begin(self, text: str) -> None:
        """A new paragraph: whom it lets speak first."""
        if self.quoted:
            self.speaker = self.company = None
            self.quoted = False
        if _HOME_ACTS.match(text):
            self.speaker = self.company = None
        if _OTHER_ACTS.match(text):
            self.paragraph = None
        behind = _TRAILING_SPEAKER.search(text)
        if behind and text.startswith("“"):
            self._speaks(behind.group("body"), behind.group("post"))
            # What he says goes on behind the quotation (…表示，区住建委将…), or it was all in it.
            self.quoted = len(text) - behind.end() < 8

    def sentence(self, text: str) -> str | None:
        """The owner of a sentence, and of what follows it."""
        m = _SPEAKER.search(text)
        if m:
            self.paragraph = None
            self._speaks(m.group("body"), m.group("post"))
            return self.speaker
        if _MEETING.match(text) or _NAME_SAYS.match(text):
            self.speaker = self.paragraph = None
        named = self._named(text)
        if named is not None:
            if not named.endswith(("集团", "新区")) and self.speaker is None:
                self.paragraph = named
            return self.speaker if self.speaker and _same(self.speaker, named) else named
        return self.speaker or self.paragraph

    def _speaks(self, body: str, post: str) -> None:
        if _NO_BODY.search(body):
            return  # 我们要深刻领悟…总书记…提出: no body speaks here
        self.company = None
        if body.endswith(("村", "学校", "研究院", "商户")):
            self.speaker = None
            return
        if body.endswith(("公司", "银行")):
            self.speaker = self.company = body
            return
        self.speaker = self.full(body, post)
        if self.speaker and self.speaker.endswith("集团"):
            self.company = self.speaker

    def full(self, body: str, post: str) -> str | None:
        """A body's name with its place before it: 区商务委 → 重庆市永川区商务委; None for the place's own leaders."""
        home = self.setting.place
        body = re.sub(r"^(?:据|对此)", "", body)
        if (post in ("书记", "副书记") and body.endswith("委")) or post == "委书记":
            # 江北区委书记: speaks for the district; 区委书记 for the home, which is no body of its own
            place = self._place(body.removesuffix("委"))
            return place.full_name if place is not None and place != home else None
        if post in ("区长", "副区长", "县长", "副县长", "市长", "副市长"):
            place = self._place(body)
            return place.full_name if place is not None and place != home else None
        body = re.sub(r"(?:党组|党委|党工委|管委会)$", "", body)
        return self.printed(body)

    def printed(self, body: str) -> str | None:
        """A body as fully as the text tells."""
        home = self.setting.place
        if not body or len(body) < 3 or (_CHIEF.match(body) and body[:1] in "区县市省州"):
            return None
        place = self._place(body)
        if place is not None:
            return place.full_name
        if home is None and self.setting.name and body[0] == self.setting.name[-1:]:
            return self.setting.name + body[1:]  # a home outside the register
        if home is None and self.setting.name and body.endswith(("镇", "乡", "街道")) and len(body) <= 5:
            return self.setting.name + body
        if home is None or home.level == "nation":
            return body
        if body.startswith(("全区", "全市", "全县", "全省", "各")):
            return home.full_name + body
        if any(body.startswith(n) for n in (home.full_name, *places.short_names(home))):
            return body
        sibling = _SIBLING.match(body)
        place = self._place(sibling.group()) if sibling else None
        if sibling and place is not None and place.full_name.endswith(sibling.group()):
            return place.full_name + body[sibling.end() :]  # 江北区商务局 in a text of 永川区
        if body[0] in "区县市省州镇" and not body.startswith(("市场", "区域", "县域", "省际", "州际", "市民", "区块")):
            level = {"市": "市", "省": "省"}.get(body[0])
            base: Place | None = home
            while level and base is not None and base.level != "nation" and not base.name.endswith(level):
                base = places.parent(base)
            if base is not None and base.level != "nation":
                rest = body if base.name[-1] != body[0] else body[1:]
                return base.full_name + rest
            return home.full_name + body[1:]
        if body.endswith(("街道", "镇", "乡", "局", "委", "委员会", "办")) and not body.endswith(("集团",)):
            return home.full_name + body
        return body

    def _place(self, name: str) -> Place | None:
        home = self.setting.place
        found = places.resolve(name, within=home) if home is not None else None
        above = places.parent(home) if home is not None else None
        if found is None and above is not None and above.level != "nation":
            found = places.resolve(name, within=above)
        return found or (places.resolve(name) if len(name) >= 3 else None)

    def _named(self, text: str) -> str | None:
        led = _LED_BY.search(text)
        if led:
            return "、".join(self.printed(b) or b for b in re.split(r"[、和]", led.group("who")))
        m = _SUBJECT.match(text)
        if not m:
            return self._place_will(text)
        who = re.sub(r"^(?:明年|今年|下一步|未来|下半年)", "", re.sub(r"^.*，", "", m.group("who")))
        if _GENERAL.match(who) or len(who) < 3:
            return self._place_will(text)
        return self.printed(who)

    def _place_will(self, text: str) -> str | None:
        """永川将继续…, 江北区将…: a place named as the one who acts."""
        m = re.match(
            r"^(?:[^，。]{0,26}，){0,2}?(?P<who>我[区县市省州])(?:将|要)|^(?:[^，。]{0,26}，){0,2}?(?P<place>[\u4e00-\u9fff]{2,8}?)(?:将|要)(?![求近])",
            text,
        )
        if not m:
            return None
        if m.group("who"):
            return self.setting.name if self.speaker is None else None
        place = self._place(re.sub(r"^.*，", "", m.group("place")))
        return place.full_name if place is not None and place.level != "nation" else None


def _same(speaker: str, named: str) -> bool:
    """Whether a name is a short form of the speaker's body: 区经信委 of 区经济和信息化委员会."""
    if named in speaker or speaker in named:
        return True
    i = 0
    for c in named:
        j = speaker.find(c, i)
        if j < 0:
            return False
        i = j + 1
    return True
