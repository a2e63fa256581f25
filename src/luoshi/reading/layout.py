"""Printed lines to paragraphs.

A printed line break says nothing: most fall inside a sentence, many inside a word or a number. Paragraphs
are rejoined from what the print itself shows: how wide the lines of a column are, whether blank lines
stand between all of them, and whether a line ends as a sentence ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from luoshi.reading.assignments import BRACKET
from luoshi.reading.characters import INVISIBLE

Kind: TypeAlias = Literal["body", "heading", "byline", "caption", "jump", "furniture", "table", "issue"]

TERMINAL = "。！？；：…"
CLOSERS = "”’』」）】》〉*\"'"
_GAP = re.compile(rf"[\s{INVISIBLE}]+")
#: What ends a paragraph when it closes a line, and what opens one when it begins a line: list marks,
#: headings, jump marks, the dateline. A line that opens is never joined to the line before.
_OPENS = re.compile(
    r"#{1,6}\s|[-*+]\s|\||>|——|[●★■◆▲□○◎※]|[（(]?[上下][接转]|<<|本报讯|本报[^，。]{0,12}(?:电|讯)|"
    r"[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[章节条]|"
    r"\d{1,2}[.．、](?!\d)|【"
)
_LIST_MARK = re.compile(r"^(?:[-*+]\s+(?:\d{1,2}[.、)）]?\s+)?|[●■◆▲□○◎※]\s*)")
_ITEM_END = re.compile(
    r"(?:\d(?:%|个百分点|[万亿]?元|[万亿]?人|[万亿]?亩|[万亿]?吨|家|公里)(?:以上|左右|以内|以下)?|正增长|同步)$"
)
_ITEM_GOES_ON = re.compile(r"以上|左右|以内|以下|的|和|次|民币|及|与|、")
_JUMP = re.compile(r"^[（(<《]*\s*(?:上接|下转|紧接|接|转)\s*第?\s*[A-Za-z]?\d{1,2}\s*版[^）)]{0,12}[）)>》]*$")
_TRAILING_JUMP = re.compile(r"\s*[（(<《]+\s*下转\s*第?\s*[A-Za-z]?\d{1,2}\s*版[^）)]{0,12}[）)>》]*$")
_LEADING_JUMP = re.compile(r"^[（(<《]*上接第?[A-Za-z]?\d{1,2}版[^）)]{0,12}[）)>》]+")
_PAGE_NUMBER = re.compile(
    r"^(?:第?\s*\d{1,4}\s*页(?:\s*[/共]\s*\d+\s*页?)?|[-—–]\s*\d{1,4}\s*[-—–]|\d{1,3}\s*/\s*\d{1,3})$"
)
_BARE_NUMBER = re.compile(r"^\d{1,3}$")
#: Links and buttons of the web page a text was copied from.
_WEB = re.compile(
    r"^(?:下载|打印|全屏|收藏|分享|加大|还原|减小|【?字[号体]：?.{0,12}|】|\[?关闭\]?|返回.{0,6}|来源：.{0,30}|时间：.{0,24}|发布时间.{0,24}|"
    r"浏览次数.{0,12}|责任编辑：?.{0,12}|[A+大中小 ]{1,8})$"
)
_NAME = r"[\u4e00-\u9fff·]{1,4}"
_REPORTER = r"(?:本报|[\u4e00-\u9fff\-]{0,14}?)(?:全媒体)?(?:首席|见习|实习|主任|特约)?(?:记者|通讯员|评论员|特派员)"
_BYLINE = re.compile(
    rf"^[（(]?(?:{_REPORTER}\s*(?:{_NAME}[\s、，/]*){{0,8}}(?:文/图|图/文|摄|文|报道|整理)?[^，。]{{0,16}}|(?:作者|撰稿|文/图|文)[：:/]\s*{_NAME}.{{0,16}})[）)]?$"
)
_SIGNATURE = re.compile(rf"^[（(](?:{_NAME})(?:[\s、]{{1,3}}{_NAME}){{0,4}}[）)]$")
_MASTHEAD = re.compile(
    r"^(?:《?[\u4e00-\u9fff]{2,8}(?:报|日报|时报)》?\s*)?[（(]?\d{4}年\d{1,2}月\d{1,2}日\s*(?:星期.)?\s*(?:第?\s*\d+\s*版)?.{0,10}[）)]?$|"
    r"^\d{4}年\d{1,2}月\d{1,2}日\s*星期[一二三四五六日天].{0,50}$|"
    r"^\d{4}年\d{1,2}月\d{1,2}日\s.{0,60}(?:责任编辑|责编|主办|版式|编辑|校对).{0,24}$|"
    r"^[^，。；]{0,24}(?:主编|责编|责任编辑|版式|校对|美编)\s*[:：][^，。；]{0,40}$|"
    r"^(?:主编|责编|编辑|版式|校对|美编|本版编辑|责任编辑|值班主任)\s*[:：].{0,60}$"
)
_CAPTION = re.compile(r"(?:图为|上图|下图|左图|右图|资料图|摄$|摄[）)]$|供图|新华社发)")


@dataclass(slots=True)
class Line:
    """One printed line: `start`, `end` without its outer white space, its `width` in full-width characters."""

    number: int
    start: int
    end: int
    text: str
    width: float
    gap: int  # blank lines before it


@dataclass(slots=True)
class Paragraph:
    """A paragraph without white space: `text`, and `at[i]`, the offset of its i-th character in the document.

    `level` is the depth of a heading (1 the highest; 0 where the print does not tell).
    """

    kind: Kind
    text: str
    at: list[int]
    line: int
    level: int = 0
    cells: list[str] = field(default_factory=list)
    gap: int = 0

    def span(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """The place of `text[start:end]` in the document, in code points."""
        stop = len(self.text) if end is None else end
        return self.at[start], self.at[stop - 1] + 1


def printed_lines(text: str) -> list[Line]:
    """The lines of a document that hold anything."""
    lines: list[Line] = []
    start, gap = 0, 0
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip().strip(INVISIBLE).strip()
        if stripped:
            begin = start + raw.index(stripped)
            half = sum(1 for c in stripped if c < "\u2000")
            lines.append(Line(number, begin, begin + len(stripped), stripped, len(stripped) - half / 2, gap))
            gap = 0
        else:
            gap += 1
        start += len(raw) + 1
    return lines


def closed(text: str) -> bool:
    """Whether a line ends as a sentence ends: a full stop, also before closing quotes or brackets."""
    end = text[-40:]
    bare = (_TRAILING_JUMP.sub("", end) if "转" in end else end).rstrip(CLOSERS)
    return bool(bare) and bare[-1] in TERMINAL


def _kind(line: str) -> Kind:
    if _JUMP.match(line):
        return "jump"
    if _PAGE_NUMBER.match(line) or _WEB.match(line):
        return "furniture"
    if len(line) <= 80 and _MASTHEAD.match(line):
        return "issue"
    if len(line) <= 60 and (_BYLINE.match(line) or _SIGNATURE.match(line)):
        return "byline"
    if line.startswith("|") or line.count("\t") >= 2:
        return "table"
    if len(line) <= 90 and _CAPTION.search(line):
        return "caption"
    return "body"


def _column(lines: list[Line], i: int) -> tuple[float, int]:
    """The width of the column around line `i`, and the blank lines usual between its lines.

    Only neighbours that do not end a sentence tell the width: they were broken because the column was full.
    """
    near = [x for x in lines[max(0, i - 6) : i + 7] if not closed(x.text)]
    widths = sorted(x.width for x in near)
    if len(widths) < 4:
        return 0.0, 0
    middle = widths[len(widths) // 2]
    if sum(1 for w in widths if abs(w - middle) <= 2.5) < 0.4 * len(widths):
        return 0.0, 0  # lines of every length: a list, no column
    gaps = sorted(x.gap for x in near)
    return (middle, gaps[len(gaps) // 2]) if middle <= 48 else (0.0, 0)


def _item(line: Line) -> bool:
    """Whether a line is a figure by itself, as boxes and tables print them: 城镇新增就业4300人以上."""
    return (
        bool(_ITEM_END.search(line.text)) and len(line.text) <= 30 and "，" not in line.text and "。" not in line.text
    )


def _goes_on(lines: list[Line], i: int, first: bool) -> bool:
    """Whether line `i` was broken inside a sentence, so that line `i + 1` continues it.

    `first`: line `i` begins a paragraph; its indent (two characters) is not in the text.
    """
    a, b = lines[i], lines[i + 1]
    if closed(a.text) or _OPENS.match(b.text) or a.text.startswith(("#", "|")) or a.text.endswith("摄"):
        return False
    if a.text[-1] in "，、,":
        return True
    if _ITEM_END.search(a.text) and b.text[0] > "\u4e00" and not _ITEM_GOES_ON.match(b.text):
        return False  # 增长6%左右 / 城镇新增就业…: in prose a mark would stand between them
    if i + 2 < len(lines) and _item(b) and _item(lines[i + 2]):
        return False  # the head of a list of figures
    width, gap = _column(lines, i)
    # Marks are set narrower than characters, and a line may not begin with one: a full line can look short.
    slack = 2.5 + 2 * first + 0.5 * sum(a.text.count(c) for c in "“”‘’、，。；：（）《》")
    if width and -slack <= a.width - width <= slack and b.width <= width + 6:
        return b.gap == gap
    # A long line that holds sentence marks but ends without one is prose cut off in the middle.
    if "。" in a.text or a.text.count("，") + a.text.count(",") >= 2 or a.width >= 60:
        return True
    # `4A`, `%`, `M` `2`: a scrap that a converter put on a line of its own.
    return i > 0 and a.width <= 4 and a.gap == 0 and b.gap == 0 and a.text[:1].isascii() and not a.text.isalpha()


def _charged(lines: list[Line]) -> dict[int, bool]:
    """Lines at which a bracket like （责任单位：…） says whether the next one continues them.

    It is of what stands before it, also where it begins a line; a line that ends inside it goes on, whatever it ends
    with; and one that ends with it ends as a sentence ends.
    """
    whole = "".join(line.text for line in lines)
    if not _CHARGES.search(whole):
        return {}
    squeezed, starts = [], [0]
    for line in lines:
        squeezed.append(_GAP.sub("", line.text))
        starts.append(starts[-1] + len(squeezed[-1]))
    whole = "".join(squeezed)
    out: dict[int, bool] = {}
    for m in BRACKET.finditer(whole):
        first, last = bisect_right(starts, m.start()) - 1, bisect_right(starts, m.end() - 1) - 1
        if m.start() == starts[first] and first and not _bare_heading(squeezed[first - 1]):
            out[first - 1] = True
        out.update((i, True) for i in range(first, last))
        if not whole[m.end() : starts[last + 1]].strip("。；"):
            out[last] = False
    return out


#: What a bracket that names owners must hold; its words may be broken between lines.
_CHARGES = re.compile(r"(?:单\s*位|部\s*门|领\s*导|牵\s*头|责\s*任(?:\s*人)?|主\s*办|承\s*办|协\s*办|配\s*合)\s*[:：]")


def _bare_heading(line: str) -> bool:
    """（一）加快产业升级: a bracket on the next line is of the section, no part of the heading."""
    return bool(_CHAPTER.match(line)) and not closed(line) and "，" not in line


_CHAPTER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}(?:、|[）)])|第[一二三四五六七八九十]+[章节]")


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a document's simplified text, page numbers and web buttons marked as furniture.

    Offsets count code points of `text`, which must have the length of the decoded text of the file.
    """
    all_lines = printed_lines(text)
    kinds: list[Kind] = [_kind(x.text) for x in all_lines]
    for i, x in enumerate(all_lines):
        # A bare number is a page's where it stands alone; between printed lines it is a subscript or a cut number.
        after = all_lines[i + 1].gap if i + 1 < len(all_lines) else 1
        if _BARE_NUMBER.match(x.text) and (x.gap or i == 0) and after and (i == 0 or closed(all_lines[i - 1].text)):
            kinds[i] = "furniture"
    out: list[Paragraph] = []
    flowing = [(x, k) for x, k in zip(all_lines, kinds, strict=True) if k != "furniture"]
    lines = [x for x, _ in flowing]
    charged = _charged(lines)
    group: list[Line] = []
    for i, (line, kind) in enumerate(flowing):
        group.append(line)
        goes_on = (
            i + 1 < len(lines)
            and kind in ("body", "caption")
            and flowing[i + 1][1] in ("body", "caption")
            and (charged[i] if i in charged else _goes_on(lines, i, len(group) == 1))
        )
        if goes_on:
            continue
        out.extend(_without_jumps(_paragraph(text, group, kind if len(group) == 1 else "body")))
        group = []
    return [p for p in out if p.text]


def _without_jumps(paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph with the jump marks at its ends (（上接1版）…（下转4版）) as paragraphs of their own."""
    if paragraph.kind != "body":
        return [paragraph]
    head = _LEADING_JUMP.match(paragraph.text)
    at = max(0, len(paragraph.text) - 40)
    tail = _TRAILING_JUMP.search(paragraph.text, at)
    if not head and not tail:
        return [paragraph]
    a, b = head.end() if head else 0, tail.start() if tail else len(paragraph.text)
    pieces = [(0, a, "jump"), (a, b, "body"), (b, len(paragraph.text), "jump")]
    return [
        Paragraph(kind, paragraph.text[i:j], paragraph.at[i:j], paragraph.line, gap=paragraph.gap)  # type: ignore[arg-type]
        for i, j, kind in pieces
        if j > i
    ]


def _tabbed(text: str, line: Line) -> Paragraph:
    """A tab-separated row as the other tables have them: | between its cells."""
    pieces, at = ["|"], [line.start]
    for i in range(line.start, line.end):
        c = text[i]
        if c == "\t" or not (c.isspace() or c in INVISIBLE):
            pieces.append("|" if c == "\t" else c)
            at.append(i)
    pieces.append("|")
    at.append(line.end - 1)
    cells = [_GAP.sub("", c) for c in line.text.split("\t")]
    return Paragraph("table", "".join(pieces), at, line.number, 0, cells, line.gap)


def _paragraph(text: str, group: list[Line], kind: Kind) -> Paragraph:
    if kind == "table" and "\t" in group[0].text and not group[0].text.startswith("|"):
        return _tabbed(text, group[0])
    pieces: list[str] = []
    at: list[int] = []
    for line in group:
        # Runs without white space are taken whole: going character by character would be half the reader's time.
        start = line.start
        for gap in _GAP.finditer(text, line.start, line.end):
            pieces.extend(text[start : gap.start()])
            at.extend(range(start, gap.start()))
            start = gap.end()
        pieces.extend(text[start : line.end])
        at.extend(range(start, line.end))
    level = 0
    first = group[0].text
    marker = _LIST_MARK.match(first)
    if marker and kind == "body":
        drop = sum(1 for c in marker.group() if not c.isspace())
        del pieces[:drop], at[:drop]
    if "**" in first or any("**" in line.text for line in group[1:]):
        kept = [i for i, c in enumerate(pieces) if c != "*"]
        pieces, at = [pieces[i] for i in kept], [at[i] for i in kept]
    if len(group) == 1 and kind == "body":
        level = len(first) - len(first.lstrip("#"))
        if level:
            kind = "heading"
            del pieces[:level], at[:level]
    cells: list[str] = []
    if kind == "table":
        cells = [_GAP.sub("", c) for c in first.strip().strip("|").split("|")]
    return Paragraph(kind, "".join(pieces), at, group[0].number, level, cells, group[0].gap)
