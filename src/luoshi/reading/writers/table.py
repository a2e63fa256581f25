"""A readable table for the terminal: per document its targets, results, tasks and articles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from luoshi.files.aside import text_out
from luoshi.files.screen import console, head_table
from luoshi.files.terminal import harmless, on_one_line
from luoshi.files.wrapping import Wrapped
from luoshi.reading.statements import Document
from luoshi.reading.writers.words import value_word
from luoshi.vocabulary.period_words import period_word
from luoshi.vocabulary.terms import term

if TYPE_CHECKING:
    from rich.console import Console

    from luoshi.reading.sources.source import SourceError

MARKS = {"firm": "bold green", "stretch": "yellow"}


class TableWriter:
    """Prints each document when it comes; at most `rows` rows of each part, and says how many more."""

    def __init__(self, stream: TextIO, kinds: frozenset[str], rows: int | None) -> None:
        self._stream = stream
        self._kinds = kinds
        self._limit = rows
        self._console: Console | None = None

    def document(self, document: Document) -> None:
        """Print one document: targets, results, tasks, articles."""
        from rich.text import Text

        if self._console is None:
            self._console = console(self._stream)
        about = " · ".join(x for x in (document.place, document.date) if x)
        self._console.print(Text(on_one_line(f"{document.name}  {about}".rstrip()), style="bold reverse"))
        rows = [
            {name: harmless(value) if isinstance(value, str) else value for name, value in r.items()}
            for r in document.rows()
            if r["kind"] in self._kinds
        ]
        figures, tasks, articles = ([r for r in rows if r["kind"] == kind] for kind in ("figure", "task", "article"))
        if not figures and not tasks and not articles:
            self._console.print("没有读到数据和任务\n")
        self._figures("目标", [f for f in figures if f["role"] == "target"], document.place, target=True)
        self._figures("成效", [f for f in figures if f["role"] != "target"], document.place, target=False)
        self._tasks(tasks)
        # A report that is one text needs no list of its one article, unless articles are what was asked for.
        if len(articles) > 1 or self._kinds == {"article"}:
            self._articles(articles)

    def _cut(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return rows if not self._limit else rows[: self._limit]

    def _print(self, table: Any, total: int, shown: int) -> None:
        assert self._console is not None
        self._console.print(table)
        if shown < total:
            self._console.print(f"… 另有{total - shown}行未列（--rows 0 全列；-o 文件.xlsx 另存）\n", style="dim")

    def _figures(self, title: str, rows: list[dict[str, Any]], place: str | None, *, target: bool) -> None:
        if not rows:
            return
        from rich.text import Text

        table = head_table(
            f"{title} {len(rows)}",
            [
                ("行", {"justify": "right", "style": "dim", "no_wrap": True, "min_width": 3}),
                ("指标", {"ratio": 5, "overflow": "fold"}),
                ("数值", {"justify": "right", "overflow": "fold", "style": "bold", "min_width": 8}),
                ("口径", {"no_wrap": True, "min_width": 4}),
                ("力度" if target else "类别", {"no_wrap": True, "min_width": 4}),
                ("时期", {"overflow": "fold", "min_width": 6, "max_width": 15}),
                ("地区/单位", {"ratio": 3, "overflow": "fold"}),
            ],
        )
        cut = self._cut(rows)
        for r in cut:
            kind = r["strength"] if target else r["role"]
            against = f"（比{r['reference']}）" if r["reference"] and r["measure"] in {"gap", "share"} else ""
            table.add_row(
                str(r["line"]),
                Wrapped(r["indicator"] + against),
                value_word(r),
                term("measure", r["measure"]),
                Text(term("strength" if target else "role", kind), style=MARKS.get(kind or "", "")),
                period_word(r["period"]),
                # The document's own place is said once, above.
                Wrapped("" if r["subject"] == place else (r["subject"] or "")),
            )
        self._print(table, len(rows), len(cut))

    def _tasks(self, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        table = head_table(
            f"{term('kind', 'task')} {len(rows)}",
            [
                ("行", {"justify": "right", "style": "dim", "no_wrap": True, "min_width": 3}),
                ("任务", {"ratio": 5, "no_wrap": True, "overflow": "ellipsis"}),
                ("牵头单位", {"ratio": 2, "overflow": "fold"}),
                ("时限", {"overflow": "fold", "min_width": 6, "max_width": 15}),
            ],
        )
        cut = self._cut(rows)
        for r in cut:
            table.add_row(str(r["line"]), r["quote"], r["lead"] or r["owner"] or "", period_word(r["period"]))
        self._print(table, len(rows), len(cut))

    def _articles(self, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        table = head_table(
            f"{term('kind', 'article')} {len(rows)}",
            [
                ("行", {"justify": "right", "style": "dim", "no_wrap": True, "min_width": 3}),
                ("标题", {"ratio": 4, "overflow": "fold"}),
                ("署名", {"ratio": 2, "overflow": "fold"}),
                ("转接", {"no_wrap": True}),
            ],
        )
        cut = self._cut(rows)
        for r in cut:
            jumps = [f"上接{r['continues_from']}"] if r["continues_from"] else []
            jumps += [f"下转{r['continued_on']}"] if r["continued_on"] else []
            table.add_row(str(r["line"]), r["title"] or "（无题）", r["byline"] or "", " ".join(jumps))
        self._print(table, len(rows), len(cut))

    def failure(self, error: SourceError) -> None:
        """Nothing: the command line says it on standard error."""

    def close(self) -> None:
        """Nothing comes last."""


@contextmanager
def open_table(out: Path | None, kinds: frozenset[str], rows: int | None) -> Iterator[TableWriter]:
    """A table printer into `out` or standard output; `rows` cuts each part, `None` or 0 shows all."""
    with text_out(out) as stream:
        writer = TableWriter(stream, kinds, rows)
        yield writer
        writer.close()
