"""Brackets in running text that say who is to do what stands before them, as breakdowns of work print them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEADS = ("牵头", "主办", "主责")
_CHARGED = ("责任", "承办", "实施", "落实")
_HELPS = ("配合", "协办", "协同", "协助", "参与", "参加")
#: Who looks after a task for the leadership: persons, no bodies.
_PERSONS = ("领导", "人")
_ROLE = (
    rf"(?:{'|'.join((*_LEADS, *_CHARGED, *_HELPS, '包联', '包抓', '分管', '联系'))})"
    r"(?:单位|部门|主体|[省市县区]?(?:级)?领导|人)?[:：]"
)
_HEAD = rf"(?:[省市县区州镇][级直]?)?{_ROLE}"
_OPENS = "（(【[〔"
#: （牵头单位：甲局；责任单位：乙局、丙局）, as breakdowns print it behind a task or a group of them. Names of bodies
#: hold no full stop; one may stand before the next head or the closing bracket.
BRACKET = re.compile(
    rf"[（(【\[〔](?={_HEAD})"
    rf"(?P<who>(?:[^（）()【】\[\]〔〕。！？]|[（(][^（）()。]{{0,40}}[）)]|。(?={_HEAD})){{1,600}}?)。?[）)】\]〕]"
)
#: Of 县水利局协办：雁坪镇 (printed with a space between) the head is 协办, of 县水利局；县级责任领导：卓一帆 the level
#: is no body's.
_PART = re.compile(rf"(?:(?:^|(?<=[、，,；;。]))[省市县区州镇][级直]?|[省市县区州镇][级直])?(?P<how>{_ROLE})")
#: 县财政局和县审计局 are two bodies, 县住房和城乡建设局 is one: what stands before the 和 tells.
_BETWEEN = re.compile(r"[、，,；;／/。]|(?<=[局委办厅院府会镇乡道司])[和及与](?=[\u4e00-\u9fff])")
_AND_OTHERS = re.compile(r"(?<=[\u4e00-\u9fff）)])等(?:有关|相关)?(?:单位|部门)?$")


@dataclass(slots=True)
class Assigned:
    """Who is to do what stands before the bracket: the bodies that lead, those that support them.

    `start` and `end` bound the bracket in the paragraph.
    """

    start: int
    end: int
    lead: list[str]
    support: list[str]


def bracket(text: str, at: int) -> re.Match[str] | None:
    """The bracket that begins at `at`, if it says who is to do something."""
    return BRACKET.match(text, at) if text[at : at + 1] in _OPENS else None


def charges(text: str) -> bool:
    """Whether a paragraph ends with such a bracket: what somebody is to do is no headline."""
    return any(not text[m.end() :].strip("。；") for m in BRACKET.finditer(text))


def assigned(text: str) -> list[Assigned]:
    """The brackets of a paragraph that say who is to do what stands before them, in order.

    Of 责任单位 alone the first body leads; beside 牵头单位 all of them support. Persons (责任领导) are no bodies.
    """
    out: list[Assigned] = []
    for m in BRACKET.finditer(text):
        lead: list[str] = []
        charged: list[str] = []
        support: list[str] = []
        parts = list(_PART.finditer(m["who"]))
        for part, after in zip(parts, [*(p.start() for p in parts[1:]), len(m["who"])], strict=True):
            how = part["how"].rstrip(":：")
            if how.endswith(_PERSONS) or not any(word in how for word in _LEADS + _CHARGED + _HELPS):
                continue
            bodies = _bodies(m["who"][part.end() : after])
            kind = lead if any(w in how for w in _LEADS) else charged if any(w in how for w in _CHARGED) else support
            kind.extend(bodies)
        if not lead:
            lead, charged = charged[:1], charged[1:]
        out.append(Assigned(m.start(), m.end(), lead, charged + support))
    return out


def _bodies(text: str) -> list[str]:
    """The bodies of a list: 县财政局、县审计局等有关单位 → 县财政局, 县审计局."""
    named = (_AND_OTHERS.sub("", body.strip("。. ")) for body in _split(text))
    return [body for body in named if body]


def _split(text: str) -> list[str]:
    """A list at its separators; those inside a bracket of its own (县住建局（县人防办、县房管局）) separate nothing."""
    out: list[str] = []
    begin = 0
    for m in _BETWEEN.finditer(text):
        body = text[begin : m.start()]
        if body.count("（") + body.count("(") > body.count("）") + body.count(")"):
            continue
        out.append(body)
        begin = m.end()
    return [*out, text[begin:]]
