"""Who does a task of a table, and by when: the cells of its 责任单位 and 完成时限."""

from __future__ import annotations

import re

from luoshi.reading.tablecells import Cell, blank, heads
from luoshi.reading.times import Clock, scan

_LED = re.compile(r"(?:牵头|主办|负责)(?:单位|部门)?[:：]?")
_HELPED = re.compile(r"(?:配合|协办|参与|协同|协助|参加)(?:单位|部门)?[:：]?")
_MARK = re.compile(r"[、，,；;/]")


def bodies(cell: Cell) -> list[str]:
    """The bodies a cell lists, in order: split at 、，；/ and at line ends behind what ends as a body does."""
    endings = tuple(heads()["bodies"]["endings"])
    text = cell.text
    out: list[str] = []
    start = depth = 0
    for i in range(len(text) + 1):
        depth += i < len(text) and text[i] in "（("
        depth -= i < len(text) and text[i] in "）)" and depth > 0
        stop = i == len(text) or (depth == 0 and bool(_MARK.match(text[i])))
        if stop or (depth == 0 and i in cell.breaks and text[start:i].endswith(endings)):
            if text[start:i].strip("。.、"):
                out.append(text[start:i].strip("。."))
            start = i + 1 if stop else i
    return [] if blank(text) else out


def shares(cell: Cell) -> tuple[list[str], list[str]]:
    """Who leads and who supports, of a cell that lists responsible bodies: ([…], […]).

    The cell may say so (牵头单位：甲局；配合单位：乙局 · 甲局（牵头）、乙局 · 甲局牵头，乙局配合); where it does not,
    the first body leads and the others support it.
    """
    lead: list[str] = []
    support: list[str] = []
    plain: list[str] = []
    into = plain
    said = False
    for body in bodies(cell):
        head, helps = _LED.match(body), _HELPED.match(body)
        if (head and head.end() < len(body)) or (helps and helps.end() < len(body)):
            into, said = (lead if head else support), True
            into.append(body[(head or helps).end() :])  # type: ignore[union-attr]
        elif re.search(r"[（(]?牵头[）)]?$", body):
            lead.extend(plain if not body.endswith(("）", ")")) else [])
            plain[:] = [] if not body.endswith(("）", ")")) else plain
            lead.append(re.sub(r"[（(]?牵头[）)]?$", "", body))
            said = True
        elif re.search(r"[（(]?(?:配合|参与|协办)[）)]?$", body):
            support.append(re.sub(r"[（(]?(?:配合|参与|协办)[）)]?$", "", body))
            said = True
        else:
            into.append(body)
    if said:
        return lead, [*support, *plain]
    return plain[:1], plain[1:]


_DOTTED = re.compile(
    r"^((?:19|20)\d\d)[.\-/](1[0-2]|0?[1-9])(?:[.\-/]([12]\d|3[01]|0?[1-9]))?(?:日)?(?:底|前|底前|之前)?$"
)


def due(text: str, year: int | None) -> str | None:
    """The period by which a task is due: 2025年12月底前 → 2025-12; 6月底前, 年底, 长期坚持 by `year`.

    None for 立行立改. Of several times (6月底前完成方案，年底前建成) the last counts.
    """
    m = _DOTTED.match(text)
    if m:
        return f"{m.group(1)}-{int(m.group(2)):02d}" + (f"-{int(m.group(3)):02d}" if m.group(3) else "")
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return text
    bare = text.removesuffix("前").removesuffix("完成")
    words: list[str] = heads()["due"]["year"]
    if text in words or bare in words:
        return str(year) if year else None
    times = [t for t in scan(text, Clock(year) if year else None) if not t.compared]
    if not times:
        return str(year) if year and any(w in text for w in words) else None
    last = times[-1]
    if last.kind == "since":
        return None
    return last.ahead or last.period
