"""Brackets in running text that say who is to do what stands before them, as breakdowns of work print them."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: （牵头单位：甲局；责任单位：乙局、丙局）, as breakdowns print it behind a task or a group of them.
BRACKET = re.compile(
    r"[（(](?=(?:牵头|责任|主办|主责|承办|实施|配合|协办|参与)(?:单位|部门)?[:：])(?P<who>[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]"
)
_PART = re.compile(
    r"(?P<how>牵头|责任|主办|主责|承办|实施|配合|协办|参与)(?:单位|部门)?[:：](?P<bodies>(?:(?!(?:牵头|责任|主办|主责|承办|实施|配合|协办|参与)(?:单位|部门)?[:：])[^；;:：])+)"
)


@dataclass(slots=True)
class Assigned:
    """Who is to do what stands before `end` in a paragraph: the bodies that lead, those that support them."""

    end: int
    lead: list[str]
    support: list[str]


def assigned(text: str) -> list[Assigned]:
    """The brackets of a paragraph that say who is to do what stands before them, in order.

    Of 责任单位 alone the first body leads; beside 牵头单位 all of them support.
    """
    out: list[Assigned] = []
    for m in BRACKET.finditer(text):
        lead: list[str] = []
        charged: list[str] = []
        support: list[str] = []
        for part in _PART.finditer(m["who"]):
            bodies = [b.strip("。. ") for b in re.split(r"[、，,]", part["bodies"]) if b.strip("。. ")]
            (
                lead if part["how"] in ("牵头", "主办", "主责")
                else charged if part["how"] in ("责任", "承办", "实施")
                else support
            ).extend(bodies)  # fmt: skip
        if not lead:
            lead, charged = charged[:1], charged[1:]
        out.append(Assigned(m.end(), lead, charged + support))
    return out
