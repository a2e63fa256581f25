"""What reading finds: articles, and in them figures and tasks.

The fields are those of the statement contract (one JSON object a line); their order here is the
order in which they are written out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeAlias

Span: TypeAlias = tuple[int, int]
Measure: TypeAlias = Literal["level", "growth", "change", "share", "completion", "rank", "gap", "multiple", "grade"]
Comparator: TypeAlias = Literal["eq", "ge", "le", "approx", "positive", "between", "top"]
Role: TypeAlias = Literal["target", "result", "forecast"]
Strength: TypeAlias = Literal["firm", "expected", "stretch"]


@dataclass(slots=True)
class Article:
    """One text of a page, possibly continued on another page (下转/上接).

    `span` is the body's place in the decoded text of the file, in code points; `line` the 1-based line
    on which the body starts; `joined` the other part, where it was found among the files read:
    `{"document": …, "article": …}` for the part before and the part after.
    """

    document: str
    article: int
    title: str | None
    byline: str | None
    continues_from: str | None
    continued_on: str | None
    span: Span
    line: int
    page: int | None = None
    joined: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Figure:
    """A quantity that says something measurable about the work or the place.

    `value` is in the printed `unit` (700 with 亿元, not 7e10); percent and percentage points are two units.
    `quote` and `value_text` are the printed characters without white space; `span` and `value_span` say
    where they stand in the decoded text of the file, in code points.
    """

    document: str
    article: int
    quote: str
    value_text: str
    value: float | None
    value_to: float | None
    unit: str
    indicator: str
    code: str | None
    measure: Measure
    comparator: Comparator
    role: Role
    strength: Strength | None
    period: str | None
    subject: str | None
    reference: str | None
    section: str | None
    span: Span
    value_span: Span
    line: int
    page: int | None = None


@dataclass(slots=True)
class Task:
    """A commitment to do something, with or without a number: one sentence, whole.

    `owner` is the body that is to do it as fully as the text tells; `None` where the text names none
    (then it is the place's government). `lead` and `support` are set where a breakdown (任务分解) prints
    who leads (牵头单位) and who co-operates (责任单位, 配合单位).
    """

    document: str
    article: int
    quote: str
    owner: str | None
    lead: str | None
    support: str | None
    period: str | None
    section: str | None
    span: Span
    line: int
    page: int | None = None


KINDS: dict[type, str] = {Article: "article", Figure: "figure", Task: "task"}
FIELDS: dict[str, tuple[str, ...]] = {kind: tuple(f.name for f in fields(cls)) for cls, kind in KINDS.items()}


def row(statement: Article | Figure | Task) -> dict[str, Any]:
    """A statement as the JSON object of the contract: `kind` first, then its fields; spans as lists."""
    kind = KINDS[type(statement)]
    out: dict[str, Any] = {"kind": kind}
    for name in FIELDS[kind]:
        value = getattr(statement, name)
        out[name] = list(value) if isinstance(value, tuple) else value
    return out


@dataclass(slots=True)
class Document:
    """One document that was read: its text, and what was found in it.

    `place` and `date` are those given, or else those worked out from the text; `date` is ISO text as
    precise as known (`2025`, `2025-01`, `2025-01-02`). `pages` holds the offset in `text` at which each page
    starts (PDF; empty elsewhere).
    """

    name: str
    text: str
    place: str | None = None
    date: str | None = None
    pages: tuple[int, ...] = ()
    articles: list[Article] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The document's statements as JSON objects: its articles, then figures and tasks as they stand."""
        for article in self.articles:
            yield row(article)
        statements: list[Figure | Task] = [*self.figures, *self.tasks]
        for statement in sorted(statements, key=lambda s: (s.span[0], s.span[1])):
            yield row(statement)

    def to_frame(self, kind: str = "figure", backend: str | None = None) -> Any:
        """The statements of one kind as a frame, one row a statement, columns named as in the contract.

        `kind` is `figure`, `task` or `article`. `backend` is `polars`, `pandas`, `pyarrow` or `duckdb`; without
        it the first of these that is installed is taken. Raises `ValueError` for another kind or backend, and
        `ImportError` where the backend asked for is not installed.
        """
        from luoshi.reading.frames import frame

        return frame([r for r in self.rows() if r["kind"] == kind], kind, backend)
