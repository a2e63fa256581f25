"""Articles that go on in another file of the same issue: 下转4版 here, 上接1版 there, with and without a mark.

The two parts are known by their jump marks and by what they share: the people who speak, the words they use.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.reading.layout import closed
from luoshi.reading.reader import read_source
from luoshi.reading.sources.source import Source
from luoshi.reading.statements import Article, Document

_SPEAKER = re.compile(r"([\u4e00-\u9fff]{2,4}?)(?:最后|还|同时)?(?:强调|指出|要求|表示)[，,：]")
#: Below this share of common word pairs two parts without a common speaker are not taken for one text.
_ALIKE = 0.06


@dataclass(slots=True)
class _Part:
    document: Document
    article: Article
    text: str
    pairs: set[str]
    speakers: set[str]


def join(documents: Sequence[Document]) -> None:
    """Links the articles of one folder's documents that continue each other, in place.

    Each of the two gets the other in `joined`; a continuation that printed no mark gets its page from its
    siblings where one of them names it. A page that does not say where it is from is read again with the place
    of its issue. The order of `documents` does not matter for what is joined.
    """
    _share_place(documents)
    parts = [_part(d, a) for d in documents for a in d.articles]
    opening = [p for p in parts if p.article.continued_on]
    going_on = [p for p in parts if p.article.continues_from]
    pairs = sorted(
        (
            (_likeness(a, b), i, k)
            for i, a in enumerate(opening)
            for k, b in enumerate(going_on)
            if a.document is not b.document or a.article is not b.article
        ),
        key=lambda x: (-x[0], x[1], x[2]),
    )
    used_a: set[int] = set()
    used_b: set[int] = set()
    for score, i, k in pairs:
        if score < _ALIKE or i in used_a or k in used_b:
            continue
        used_a.add(i)
        used_b.add(k)
        _link(opening[i], going_on[k])
    left = [a for i, a in enumerate(opening) if i not in used_a]
    going_on += _unmarked(left, parts)
    _name_pages(going_on)


def _unmarked(opening: list[_Part], parts: list[_Part]) -> list[_Part]:
    """The continuations that nothing marks: an article without headline and byline that is like an open one.

    Where the open one breaks off inside a sentence less likeness is asked.
    """
    found: list[_Part] = []
    for a in opening:
        cut = not closed(a.text)
        best = max(
            (p for p in parts if p.document is not a.document and _bare(p.article)),
            key=lambda p: (_likeness(a, p), p.document.name),
            default=None,
        )
        if best is not None and _likeness(a, best) >= (_ALIKE if cut else 2 * _ALIKE):
            best.article.continues_from = "前版"
            _link(a, best)
            found.append(best)
    return found


def _bare(article: Article) -> bool:
    return not (article.title or article.byline or article.continues_from or article.joined)


def _share_place(documents: Sequence[Document]) -> None:
    """Reads the pages of an issue (same folder, same day) that name no place again with the one the others name."""
    for d in documents:
        if d.place is not None or not d.date or len(d.date) < 10:
            continue
        named = {x.place for x in documents if x.place is not None and x.date == d.date}
        if len(named) == 1:
            again = read_source(Source(d.name, d.text, pages=d.pages), named.pop(), d.date)
            d.place, d.articles, d.figures, d.tasks = again.place, again.articles, again.figures, again.tasks


def _part(document: Document, article: Article) -> _Part:
    text = re.sub(r"\s", "", document.text[article.span[0] : article.span[1]])
    return _Part(document, article, text, {text[i : i + 2] for i in range(len(text) - 1)}, set(_SPEAKER.findall(text)))


def _likeness(a: _Part, b: _Part) -> float:
    """How much two parts look like one text: 1 for a common speaker, plus the share of common character pairs."""
    speakers = {s for s in b.speakers if any(s.endswith(x) or x.endswith(s) for x in a.speakers)}
    shared = len(a.pairs & b.pairs) / max(1, min(len(a.pairs), len(b.pairs)))
    known = 1.0 if speakers and not next(iter(speakers)).startswith("会议") else 0.0
    same_mark = 0.2 if _page(a.article.continued_on) and _page(a.article.continued_on) in b.document.name else 0.0
    return known + shared + same_mark


def _page(mark: str | None) -> str:
    digits = re.search(r"\d+", mark or "")
    return f"{int(digits.group()):02d}版" if digits else ""


def _link(a: _Part, b: _Part) -> None:
    a.article.joined.append({"document": b.document.name, "article": b.article.article})
    b.article.joined.append({"document": a.document.name, "article": a.article.article})


def _name_pages(parts: list[_Part]) -> None:
    """前版 (no mark printed) becomes the page that the other continuations of the issue name."""
    named = {p.article.continues_from for p in parts if p.article.continues_from not in (None, "前版")}
    if len(named) == 1:
        for p in parts:
            if p.article.continues_from == "前版" and p.article.joined:
                p.article.continues_from = next(iter(named))
