"""Articles that go on in another file of the same issue: 下转4版 here, 上接1版 there, with and without a mark.

The two parts are known by their jump marks and by what they share: the people who speak, the words they use.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
    siblings where one of them names it. The order of `documents` does not matter for what is joined.
    """
    parts = [_part(d, a) for d in documents for a in d.articles]
    opening = [p for p in parts if p.article.continued_on]
    going_on = [p for p in parts if p.article.continues_from]
    pairs = sorted(
        ((_likeness(a, b), i, k) for i, a in enumerate(opening) for k, b in enumerate(going_on) if a.document is not b.document or a.article is not b.article),
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
    _name_pages(going_on)


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
    if b.article.title is None:
        b.article.title = None  # a continuation prints no headline of its own; the joined part has it


def _name_pages(parts: list[_Part]) -> None:
    """前版 (no mark printed) becomes the page that the other continuations of the issue name."""
    named = {p.article.continues_from for p in parts if p.article.continues_from not in (None, "前版")}
    if len(named) == 1:
        for p in parts:
            if p.article.continues_from == "前版" and p.article.joined:
                p.article.continues_from = next(iter(named))
