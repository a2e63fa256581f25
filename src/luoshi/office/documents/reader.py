"""The process that reads one file, or joins the pages of an issue: an order as JSON in, an answer as JSON out.

It is a process of its own (`python -m luoshi.office.documents.reader`), so that a page that takes too much memory or
time ends this process and not the worker. It knows nothing of the database.

    {"read": {"path", "name", "place", "date", "limits": {…}}}    → {"text", "pages", "date", "rows"}, {"failure": …}
    {"join": [{"name", "text", "articles"}, …]}                   → {"articles": [[…], …]}
"""

from __future__ import annotations

import contextlib
import json
import re
import resource
import sys
from dataclasses import fields, replace
from typing import Any

from luoshi.reading.statements import Article, Document, row

# What no database takes as text.
_UNKEPT = re.compile("[\x00\ud800-\udfff]")


def read(order: dict[str, Any]) -> dict[str, Any]:
    """Read one file; a failure where it cannot be read."""
    from luoshi.reading.jobs import read_document
    from luoshi.reading.sources import load
    from luoshi.reading.sources.limits import DEFAULT_LIMITS
    from luoshi.reading.sources.source import SourceError

    limits = replace(DEFAULT_LIMITS, **order["limits"])
    try:
        source = load(order["path"], order["name"], ocr=False, limits=limits)
    except SourceError as error:
        return {"failure": error.reason}
    source = replace(source, text=_UNKEPT.sub("\ufffd", source.text))
    document = read_document(source, order["place"], order["date"])
    return {
        "text": document.text,
        "pages": list(document.pages),
        "date": document.date,
        "rows": list(document.rows()),
    }


def join(pages: list[dict[str, Any]]) -> dict[str, Any]:
    """Join the articles of pages of one issue; their articles, in the order of the pages.

    An article's `mark` is what was printed at its head (上接1版); `continues_from` may be known from the other page.
    """
    from luoshi.reading import issue

    documents = [
        # A page that says nowhere whose it is would be read again; these have been read with their place.
        Document(page["name"], page["text"], place="", articles=[_article(kept) for kept in page["articles"]])
        for page in pages
    ]
    marks = [[article.continues_from for article in document.articles] for document in documents]
    issue.join(documents)
    return {
        "articles": [
            [{**row(article), "mark": mark} for article, mark in zip(document.articles, printed, strict=True)]
            for document, printed in zip(documents, marks, strict=True)
        ]
    }


def _article(kept: dict[str, Any]) -> Article:
    """An article as reading found it, before it was joined to others."""
    given = {field.name: kept[field.name] for field in fields(Article)}
    return Article(**{**given, "span": tuple(given["span"]), "continues_from": kept["mark"], "joined": []})


def _bound(memory: int, seconds: int) -> None:
    """Take no more memory and computing time than this; by the system, whatever a library does."""
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        _, hard = resource.getrlimit(kind)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (wanted, hard))


def main() -> int:
    """Read the order from standard input, write the answer to standard output."""
    order = json.load(sys.stdin)
    _bound(order["memory"], order["seconds"])
    answer = read(order["read"]) if "read" in order else join(order["join"])
    json.dump(answer, sys.stdout, ensure_ascii=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
