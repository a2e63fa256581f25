"""One self-contained HTML page: the printed text beside its statements, each leading to the other."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from luoshi.reading.statements import Document
from luoshi.reading.writers.words import value_word
from luoshi.vocabulary.period_words import period_word
from luoshi.vocabulary.terms import term

# The lists on the right, in order: key, head, and which statements they hold.
TABS = (("target", "目标"), ("result", "成效"), ("task", "任务"), ("article", "稿件"))


def page_view(document: Document) -> str:
    """The HTML page of one document, as text.

    It loads nothing from anywhere (its content policy allows only its own style and script, by hash), and
    everything from the document is escaped. The same document gives the same page.
    """
    folder = files(__package__).joinpath("page_view_files")
    style = folder.joinpath("page_view.css").read_text(encoding="utf-8")
    script = folder.joinpath("page_view.js").read_text(encoding="utf-8")
    statements = list(document.rows())
    tabs, lists = _lists(statements, document)
    about = " · ".join(x for x in (document.place, document.date) if x)
    return Template(folder.joinpath("page_view.html").read_text(encoding="utf-8")).substitute(
        policy=(
            f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
        title=escape(document.name),
        about=escape(about),
        style=style,
        script=script,
        text="\n".join(_lines(document.text, statements)),
        tabs=tabs,
        lists=lists,
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def group(row: dict[str, Any]) -> str:
    """The list a statement stands in: `target`, `result` (forecasts too), `task` or `article`."""
    if row["kind"] == "figure":
        return "target" if row["role"] == "target" else "result"
    return str(row["kind"])


def _lines(text: str, statements: list[dict[str, Any]]) -> Iterator[str]:
    """The printed lines, each a block with its number; pieces of clauses carry their statements' numbers.

    Spans may overlap and nest: the text is cut at every start and end, and a piece names all statements
    that cover it, the shortest clause first, so that a click takes the narrowest.
    """
    size = len(text)
    opens: dict[int, list[int]] = {}
    closes: dict[int, list[int]] = {}
    values: dict[int, set[int]] = {}
    cuts = {0, size}
    lengths: dict[int, int] = {}
    for number, row in enumerate(statements):
        if row["kind"] == "article":
            continue
        start, end = _bounded(row["span"], size)
        if start >= end:
            continue
        lengths[number] = end - start
        opens.setdefault(start, []).append(number)
        closes.setdefault(end, []).append(number)
        cuts |= {start, end}
        if row["kind"] == "figure":
            low, high = _bounded(row["value_span"], size)
            cuts |= {low, high}
            for at in (low, high):
                values.setdefault(at, set()).add(number)
    marks = {row["span"][0]: number for number, row in enumerate(statements) if row["kind"] == "article"}
    line_starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]
    cuts |= {at for at in line_starts if at <= size}
    ordered = sorted(cuts)
    active: set[int] = set()
    inside: set[int] = set()
    starts = set(line_starts)
    number_of_line = 0
    parts: list[str] = []
    anchors = sorted(marks)
    for at, to in zip(ordered, [*ordered[1:], size], strict=True):
        if at in starts:
            if number_of_line:
                yield _line(number_of_line, parts)
            parts = []
            number_of_line += 1
        active -= set(closes.get(at, []))
        active |= set(opens.get(at, []))
        inside ^= values.get(at, set())
        while anchors and anchors[0] < max(to, at + 1):
            parts.append(f'<a class="article-mark" id="t{marks[anchors.pop(0)]}"></a>')
        piece = text[at:to].rstrip("\n\r")
        if not piece:
            continue
        if active:
            ids = sorted(active, key=lambda n: (n not in inside, lengths[n], n))
            kinds = " ".join(sorted({f"is-{group(statements[n])}" for n in ids}))
            number_class = " is-number" if inside & active else ""
            parts.append(
                f'<mark class="{kinds}{number_class}" data-s="{" ".join(map(str, ids))}"'
                f' data-n="{" ".join(map(str, sorted(inside & active)))}">{escape(piece)}</mark>'
            )
        else:
            parts.append(escape(piece))
    if parts or number_of_line < len(line_starts):
        yield _line(max(number_of_line, 1), parts)


def _bounded(span: list[int], size: int) -> tuple[int, int]:
    return max(0, min(span[0], size)), max(0, min(span[1], size))


def _line(number: int, parts: list[str]) -> str:
    text = "".join(parts)
    # Pages come with blank lines between the printed ones: kept, but narrow.
    blank = "" if text.strip() else " blank"
    return f'<div class="line{blank}"><span class="no">{number}</span><span class="print">{text}</span></div>'


def _lists(statements: list[dict[str, Any]], document: Document) -> tuple[str, str]:
    sorted_rows: dict[str, list[str]] = {key: [] for key, _ in TABS}
    for number, row in enumerate(statements):
        sorted_rows[group(row)].append(_item(number, row, document.place))
    tabs, lists = [], []
    first = next((key for key, _ in TABS if sorted_rows[key]), "target")
    for key, head in TABS:
        chosen = "true" if key == first else "false"
        rows = sorted_rows[key]
        tabs.append(
            f'<button role="tab" id="tab-{key}" aria-controls="list-{key}" aria-selected="{chosen}" '
            f'tabindex="{0 if key == first else -1}">{head}<b>{len(rows)}</b></button>'
        )
        hidden = "" if key == first else " hidden"
        body = "".join(rows) or '<li class="none">没有</li>'
        lists.append(
            f'<ol role="tabpanel" id="list-{key}" aria-labelledby="tab-{key}" data-head="{head}" '
            f'class="is-{key}"{hidden}>{body}</ol>'
        )
    return "".join(tabs), "\n".join(lists)


def _item(number: int, row: dict[str, Any], place: str | None) -> str:
    if row["kind"] == "figure":
        subject = row["subject"] if row["subject"] != place else None
        chips = [
            term("strength", row["strength"]) if row["strength"] != "expected" else "",
            term("role", row["role"]) if row["role"] == "forecast" else "",
            term("measure", row["measure"]),
            period_word(row["period"]),
            f"比{row['reference']}" if row["reference"] else "",
            subject or "",
        ]
        head = f"<strong>{escape(row['indicator'])}</strong><data>{escape(value_word(row))}</data>"
    elif row["kind"] == "task":
        chips = [row["lead"] or row["owner"] or "", period_word(row["period"]), row["section"] or ""]
        head = f"<span>{escape(row['quote'])}</span>"
    else:
        chips = [
            row["byline"] or "",
            f"上接{row['continues_from']}" if row["continues_from"] else "",
            f"下转{row['continued_on']}" if row["continued_on"] else "",
            *(f"另见 {j['document']} 第{j['article']}篇" for j in row["joined"]),
        ]
        head = f"<strong>{escape(row['title'] or '（无题）')}</strong>"
    small = "".join(f"<small>{escape(chip)}</small>" for chip in chips if chip)
    kind = escape(term("kind", row["kind"]))
    return (
        f'<li id="s{number}" data-s="{number}" tabindex="-1" title="{kind}，第{row["line"]}行">'
        f'<p>{head}</p><p class="chips"><small class="at">{row["line"]}行</small>{small}</p></li>'
    )
