"""Paragraphs to articles, whatever the order in which a page's blocks were extracted.

A newspaper page often gives an article's headline after its body and its byline far from both; a report or
a wire is one article. What separates articles is in the print: datelines (本报讯), bylines, jump marks
(下转4版, 上接1版), headlines of a higher level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from luoshi.reading.assignments import charges
from luoshi.reading.layout import Paragraph, closed

_CHAPTER = re.compile(r"^(?:第[一二三四五六七八九十]+[章节部]分?|[一二三四五六七八九十]{1,3}[、．.])")
_SECTION = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]")
#: 本报讯（记者 某某）, 新华社某地1月2日电（记者某某）, 央视网消息（新闻联播）：
_DATELINE = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,8}?(?:报|社|网|台|讯)(?:[\u4e00-\u9fff]{0,6}\d{1,2}月\d{1,2}日)?(?:讯|电|消息)|本报[^，。（(]{0,10}(?:讯|电))"
    r"(?:[（(](?P<by>[^（）()]{1,40})[）)])?[:：]?"
)
_BOUGHT_IN = re.compile(r"^(?:\d{2,4}-\d\d-\d\d\s*[\d:]*)?[，,]?正文[:：](?:原标题[:：])?")
_LEADING_BYLINE = re.compile(
    r"^(?P<by>[\u4e00-\u9fff\-·]{0,14}?(?:记者|通讯员)[\u4e00-\u9fff·]{2,12}?(?:(?:记者|通讯员)[\u4e00-\u9fff·]{2,12}?)?[\u4e00-\u9fff]{2,8}(?:报道|讯))(?=\d|[“”])"
)
_TRAILING_BYLINE = re.compile(
    r"(?<=[。！？”])(?:(?P<by>[（(]?[\u4e00-\u9fff、\-·]{0,22}(?:记者|通讯员|评论员)[\u4e00-\u9fff·/、]{2,24}(?:摄|文|整理|报道|供图)?[）)]?)[^。]{0,90}$|(?P<source>[（(](?:来源[:：])?[\u4e00-\u9fff]{1,8}(?:网|社|报|台)[）)])$)"
)
_BRACKETED_TITLE = re.compile(r"^【(?P<title>[^】]{6,60})】(?=.)")
_LABEL = re.compile(r"^【[^】]{2,8}】$")
_PRELUDE = re.compile(r"^\[[^\]]{1,6}\]")
_FIGURE = re.compile(r"\d(?:%|个百分点|亿|万|人|公里|亩|家|个|户|元|吨|以上|左右|以内)|正增长")
_SPEAKS = re.compile(r"^(?P<name>[\u4e00-\u9fff]{2,4}?)(?:最后|还|同时|进一步)?(?:强调|指出|要求|表示|说)[，,：]")
#: What a web page or a printed report adds behind the text.
_TAIL = re.compile(r"^(?:名词解释|相关报道|相关链接|相关附件|附件|扫一扫|责任编辑|【?打印本?页?|【?关闭)[^，。]{0,16}$")
_OFFICE = re.compile(r"(?:省长|市长|区长|县长|州长|主席|代省长|代市长|代县长|主任)")
_ADDRESS = re.compile(r"各位(?:代表|委员|同志)[：:！!]$")
_ATTENDED = re.compile(r"(?:出席|讲话|主持|致辞)$")
HEADLINE = 48


@dataclass(slots=True)
class Piece:
    """An article as it stands on the page: its paragraphs in order, headings among them included."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    title: str | None = None
    byline: str | None = None
    continues_from: str | None = None
    continued_on: str | None = None
    brief: bool = False
    done: bool = False

    def text(self) -> str:
        """The body's text, paragraphs joined."""
        return "".join(p.text for p in self.paragraphs)


def heading_level(text: str) -> int:
    """How deep a heading stands: 1 for 一、 and 第一章, 2 for （一）, 3 for any other."""
    return 1 if _CHAPTER.match(text) else 2 if _SECTION.match(text) else 3


def heading_mark(p: Paragraph) -> bool:
    """Whether a heading is numbered (一、, （一）): a chapter of one text, not a headline."""
    return heading_level(p.text) < 3


def _listed(paragraphs: list[Paragraph], i: int) -> bool:
    """Whether a short line is an item of a list of figures (地区生产总值增长6%左右), as boxes print them."""
    near = paragraphs[max(0, i - 1) : i + 2]
    return (
        bool(_FIGURE.search(paragraphs[i].text))
        and sum(1 for p in near if _FIGURE.search(p.text) and len(p.text) <= HEADLINE) >= 2
    )


def mark_headings(paragraphs: list[Paragraph]) -> None:
    """Gives the kind `heading` to short lines that do not end as a sentence ends."""
    for i, p in enumerate(paragraphs):
        if p.kind != "body" or _listed(paragraphs, i):
            continue
        numbered = heading_level(p.text) < 3 or p.text.startswith("——")
        after = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        short = len(p.text) <= HEADLINE and p.text.count("。") == 0
        stands_alone = after is None or after.kind != "body" or len(after.text) > len(p.text) or not closed(p.text)
        if p.text[-1] in "）】]。；" and heading_level(p.text) == 3 and charges(p.text):
            continue  # 1.加快雁坪水库建设（责任单位：县水利局）
        if after is not None and after.kind == "jump" and "转" in after.text and "，" in p.text:
            continue  # broken off by the jump, no headline
        if (short and not closed(p.text) and p.text[-1] not in "，、") or (
            numbered and len(p.text) <= HEADLINE and p.text.count("。") <= 1 and p.text[-1] in "。；" and stands_alone
        ):
            p.kind, p.level = "heading", heading_level(p.text)
        elif short and p.text[-1] in "？！" and len(p.text) <= 24 and not p.text.startswith(("“", "各位")):
            p.kind, p.level = "heading", 3


def part(paragraph: Paragraph, start: int, end: int | None = None) -> Paragraph:
    """A part of a paragraph, with the places of its characters."""
    stop = len(paragraph.text) if end is None else end
    return Paragraph(
        paragraph.kind,
        paragraph.text[start:stop],
        paragraph.at[start:stop],
        paragraph.line,
        paragraph.level,
        [],
        paragraph.gap,
    )


def _page_of(jump: str) -> str:
    digits = re.search(r"[A-Za-z]?\d{1,2}", jump)
    return f"{digits.group()}版" if digits else "前版"


class _Page:
    """The articles of a page as its paragraphs are walked through."""

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        self.pieces: list[Piece] = []
        self.heads: list[Paragraph] = []
        self.byline: str | None = None
        self.after_caption = False
        self.boxed = False  # the headline last seen stands over a box of figures, whose title it is
        issue = next((i for i, p in enumerate(paragraphs[:6]) if p.kind == "issue"), -1)
        first = next((p for p in paragraphs[issue + 1 :] if p.kind in ("body", "heading")), None)
        self.titles_after = first is not None and first.kind == "body" and not _BRACKETED_TITLE.match(first.text)

    @property
    def current(self) -> Piece | None:
        return self.pieces[-1] if self.pieces and not self.pieces[-1].done else None

    def close(self) -> None:
        if self.current is not None:
            self.current.done = True

    def open(self) -> Piece:
        self.close()
        piece = Piece()
        self.pieces.append(piece)
        if self.heads and (self.boxed or not (self.titles_after and self._title_behind())):
            piece.title = _title(self.heads)
        self.heads = []
        piece.byline, self.byline = self.byline, None
        return piece

    def _title_behind(self) -> bool:
        """Gives the pending headline to the article before it, where that one still has none."""
        untitled = [p for p in self.pieces if p.title is None and p.continues_from is None]
        for piece in reversed(untitled):
            if piece.byline or piece.continued_on or (piece is self.pieces[-1] and len(untitled) == 1):
                piece.title = _title(self.heads)
                self.heads = []
                return True
        return False

    def heading(self, p: Paragraph) -> None:
        piece = self.current
        if piece is None or (self.titles_after and piece.brief):
            self.heads.append(p)
            if piece is not None:
                self.close()
        elif _LABEL.match(p.text):
            self.close()
        elif self.titles_after and self.after_caption:
            # A picture between a body and a headline: the body before it is complete.
            self.close()
            self.heads.append(p)
        else:
            self.heads.append(p)

    def byline_line(self, p: Paragraph) -> None:
        piece = self.current
        by = p.text.strip("（）()")
        if piece is not None and (not self.heads or self.titles_after):
            piece.byline = piece.byline or by
            if self.heads and piece.title is None:
                piece.title, self.heads = _title(self.heads), []
            self.close()
        elif self.pieces and self.titles_after and self.heads:
            if self._title_behind() and self.pieces[-1].byline is None:
                self.pieces[-1].byline = by
        elif self.pieces and not self.heads and self.pieces[-1].byline is None and self.titles_after:
            self.pieces[-1].byline = by
        else:
            self.byline = by

    def jump(self, p: Paragraph) -> None:
        if "接" in p.text:
            self.finish_heads()
            self.close()
            piece = Piece(continues_from=_page_of(p.text))
            self.pieces.append(piece)
        elif self.current is not None:
            self.current.continued_on = _page_of(p.text)
            self.close()

    def _stranger(self, name: str, piece: Piece) -> bool:
        """Whether a speaker was never named in the article so far (会议, 报告 are no persons)."""
        if name.endswith(
            ("会", "会议", "报告", "市委", "区委", "县委", "省委", "中央", "代表", "委员", "专家", "大家")
        ):
            return False
        return name not in piece.text() and piece.brief

    def finish_heads(self) -> None:
        if self.heads and self.titles_after:
            self._title_behind()
        self.heads = []

    def body(self, p: Paragraph) -> None:
        start = _DATELINE.match(p.text)
        if start and start.group("by") is None and not start.group().startswith("本报"):
            start = None
        if start:
            if self.heads and self.titles_after:
                self._title_behind()
            piece = self.open()
            piece.brief = True
            piece.byline = (start.group("by") or piece.byline or "").strip("（）()") or None
            if piece.byline is None:
                piece.byline = start.group().strip("：:")
            rest = part(p, start.end())
            if rest.text:
                piece.paragraphs.append(rest)
            return
        piece_now = self.current
        speaks = _SPEAKS.match(p.text)
        if (
            piece_now is not None
            and piece_now.paragraphs
            and speaks
            and self._stranger(speaks.group("name"), piece_now)
        ):
            # Somebody speaks whom this article has not introduced: another article goes on here without a mark.
            self.finish_heads()
            self.close()
            self.pieces.append(Piece(continues_from="前版"))
            piece_now = self.pieces[-1]
        elif piece_now is None:
            if self.titles_after and self.heads and not self.boxed:
                self._title_behind()
            piece_now = self.open()
            self.boxed = False
            if self.titles_after and len(self.pieces) > 1 and piece_now.title is None and speaks:
                piece_now.continues_from = "前版"
        else:
            piece_now.paragraphs.extend(self.heads)
            self.heads = []
        piece_now.paragraphs.append(p)


def _title(heads: list[Paragraph]) -> str:
    """The headline of a group of head lines: without the sub-title (——…), the label and who attended."""
    lines = [h.text for h in heads if not h.text.startswith("——") and not _LABEL.match(h.text)]
    if len(lines) > 1:
        lines = [t for i, t in enumerate(lines) if i == 0 or not _ATTENDED.search(t)]
    return "".join(lines) if lines else heads[0].text.strip("—")


def split_articles(paragraphs: list[Paragraph]) -> list[Piece]:
    """The articles of a document, in the order in which their bodies stand."""
    paragraphs = _without_tail(paragraphs)
    mark_headings(paragraphs)
    paragraphs = [p for p in paragraphs if p.kind != "furniture" and p.text]
    several = sum(1 for p in paragraphs if p.kind == "jump" or (p.kind == "body" and p.text.startswith("本报讯")))
    signed = sum(1 for p in paragraphs if p.kind == "byline")
    masthead = (
        any(p.kind == "issue" for p in paragraphs[:6])
        and sum(1 for p in paragraphs if p.kind == "heading" and p.level == 2 and p.at and not heading_mark(p)) >= 2
    )
    one_text = not several and signed <= 1 and not masthead
    pieces = [_single(paragraphs)] if one_text else _walk(paragraphs)
    return [p for p in pieces if p.paragraphs]


def _walk(paragraphs: list[Paragraph]) -> list[Piece]:
    page = _Page(paragraphs)
    lines = (
        2
        if any(p.kind == "issue" for p in paragraphs[:6])
        and any(p.kind == "heading" and p.level == 1 and not heading_mark(p) for p in paragraphs[:3])
        else 0
    )
    lowest = min((p.level for p in paragraphs if p.kind == "heading"), default=0)
    for i, p in enumerate(paragraphs):
        page.after_caption = i > 0 and paragraphs[i - 1].kind == "caption"
        if p.kind == "caption":
            if page.titles_after and page.current is None:
                page.finish_heads()  # a headline before the picture is of the article before it
            continue
        if p.kind == "issue":
            # What stands above the issue line is the paper's name or motto, no headline.
            page.heads = [] if page.current is None else page.heads
        elif p.kind == "jump":
            page.jump(p)
        elif p.kind == "byline":
            page.byline_line(p)
        elif p.kind == "heading":
            following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
            if (lowest and p.level == lowest and following is not None and following.kind == "byline") or (
                lines and p.level == lines
            ):
                page.close()
            page.boxed = following is not None and following.kind == "body" and _listed(paragraphs, i + 1)
            page.heading(p)
        elif p.kind == "table":
            if page.current is not None:
                page.current.paragraphs.extend(page.heads)
                page.heads = []
                if any(c.strip("-:") for c in p.cells):
                    page.current.paragraphs.append(p)
        else:
            page.body(p)
    if page.heads and page.titles_after:
        page._title_behind()
    return page.pieces


def _single(paragraphs: list[Paragraph]) -> Piece:
    """A document that is one text: headlines before its body are its title, the rest is body."""
    piece = Piece()
    heads: list[Paragraph] = []
    rest = [p for p in paragraphs if p.kind not in ("caption", "issue")]
    rest = _from_address(rest, piece)
    i = 0
    while i < len(rest) and rest[i].kind in ("heading", "byline", "table"):
        p = rest[i]
        if p.kind == "byline" or (heads and _OFFICE.search(p.text) and len(p.text) <= 18):
            piece.byline = p.text
        elif p.kind == "heading" and (heading_mark(p) or (heads and p.level < 3)) and not p.text.startswith("——"):
            break  # 一、…: the body begins with its first chapter
        elif p.kind == "heading":
            heads.append(p)
        else:
            break
        i += 1
    body = rest[i:]
    if not any(p.kind == "body" for p in body) and not any(p.kind == "table" for p in body):
        body, heads = rest, []
    if heads and piece.title is None:
        named = [h for h in heads if "报告" in h.text or "计划" in h.text] or heads
        piece.title = _PRELUDE.sub("", _title(named if len(heads) > 3 else heads))
    for p in body:
        if p.kind == "byline":
            piece.byline = piece.byline or p.text.strip("（）()")
        elif p.kind == "table" and not any(c.strip("-:") for c in p.cells):
            continue
        else:
            piece.paragraphs.append(p)
    _trim_ends(piece)
    return piece


def _from_address(paragraphs: list[Paragraph], piece: Piece) -> list[Paragraph]:
    """A report begins with its address (各位代表：); what stands before is title, byline and the web page's frame."""
    for i, p in enumerate(paragraphs[: max(12, len(paragraphs) // 3)]):
        address = _ADDRESS.search(p.text)
        if len(p.text) > 120 and p.kind == "body":
            break  # the body has begun: a later address is within it
        if not address or len(p.text) > 60:
            continue
        before = [h for h in paragraphs[:i] if len(h.text) <= HEADLINE]
        titles = [h for h in before if "报告" in h.text]
        if titles:
            piece.title = _PRELUDE.sub("", titles[0].text)
        by = p.text[: address.start()] or next((h.text for h in reversed(before) if _OFFICE.search(h.text)), "")
        piece.byline = by or None
        return [part(p, address.start()), *paragraphs[i + 1 :]]
    return paragraphs


def _trim_ends(piece: Piece) -> None:
    """Takes what is no body from its first and last paragraph: dateline, bracketed title, byline."""
    if not piece.paragraphs:
        return
    first = piece.paragraphs[0]
    bought = _BOUGHT_IN.match(first.text)
    if bought:
        first = part(first, bought.end())
        lead = re.match(
            r"^([^。，]{4,24}?[！？][^。，！？\d]{2,16}|[^。，！？\d]{8,30}?)(?=\d{1,2}月\d{1,2}日)",
            first.text,
        )
        if lead and "原标题" in bought.group():
            piece.title = lead.group(1)
            first = part(first, lead.end())
    bracket = _BRACKETED_TITLE.match(first.text)
    if bracket:
        piece.title = piece.title or bracket.group("title")
        first = part(first, bracket.end())
    start = _DATELINE.match(first.text) or _LEADING_BYLINE.match(first.text)
    if start and (start.group("by") or start.group().startswith("本报")):
        piece.byline = piece.byline or (start.group("by") or start.group()).strip("（）()：")
        if start.re is _DATELINE and not start.group().startswith("本报"):
            piece.byline = start.group().strip("：")
        first = part(first, start.end())
    piece.paragraphs[0] = first
    last = piece.paragraphs[-1]
    end = _TRAILING_BYLINE.search(last.text)
    if end and end.start() > 0:
        piece.byline = piece.byline or (end.group("by") or end.group("source")).strip("（）()")
        piece.paragraphs[-1] = part(last, 0, end.start())
    piece.paragraphs = [p for p in piece.paragraphs if p.text]


def _without_tail(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs up to what a web page adds behind the text (related links, glossary, buttons)."""
    half = len(paragraphs) // 2
    for i, p in enumerate(paragraphs):
        if i > half and _TAIL.match(p.text):
            return paragraphs[:i]
    return paragraphs
