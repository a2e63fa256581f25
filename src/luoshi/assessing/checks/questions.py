"""Questions: the words they are made of, the columns they have, which of them are left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import polars as pl

from luoshi.assessing.exact import written
from luoshi.assessing.frames import Frame

if TYPE_CHECKING:
    from luoshi.assessing.checks.material import Material
    from luoshi.assessing.checks.registry import Rule

#: The columns of the answer, in their order; further columns of the observations follow.
QUESTIONS = (
    "rule",
    "severity",
    "place",
    "indicator",
    "period",
    "measure",
    "value",
    "unit",
    "expected",
    "question",
    "reported_at",
    "target",
)
# Beside them, until the end: the last month (to ask the latest first) and the period of a figure compared with.
_HIDDEN = ("end", "against")
_ORDER = {"error": 0, "warning": 1, "notice": 2}
_TEXT = ("place", "indicator", "period", "measure", "unit", "question", "target", "against")
# Beyond this a number is told in 亿, and beyond that not at all: no amount of anything.
_LARGE, _HUGE = 1e10, 1e17


@dataclass(frozen=True)
class Number:
    """A number in a sentence: rounded to `digits` decimals, no trailing zeros; a large one in 亿."""

    value: pl.Expr
    digits: int

    def expression(self) -> pl.Expr:
        """The text."""
        size = self.value.abs()
        plain = written(pl.when(size < _LARGE).then(self.value), self.digits)
        large = written(pl.when((size >= _LARGE) & (size < _HUGE)).then(self.value / 1e8), 2)
        huge = pl.when(size >= _HUGE).then(pl.lit("极大的数"))
        return pl.coalesce(plain, pl.concat_str([large, pl.lit("亿")]), huge)


@dataclass(frozen=True)
class Sentence:
    """Text from pieces; a piece that is null is left out.

    It is put together only where there is something to ask: that takes longer than to find that there is nothing.
    """

    pieces: tuple[Piece, ...]

    def expression(self) -> pl.Expr:
        """The text."""
        return pl.concat_str([_text(piece) for piece in self.pieces])


@dataclass(frozen=True)
class Choice:
    """One of two texts, by row; where the test is null the other."""

    test: pl.Expr
    then: Sentence
    otherwise: Sentence

    def expression(self) -> pl.Expr:
        """The text."""
        return pl.when(self.test).then(self.then.expression()).otherwise(self.otherwise.expression())


Piece: TypeAlias = "pl.Expr | str | Number | Sentence | Choice"
_NOTHING = Sentence(("",))


def _text(piece: Piece) -> pl.Expr:
    if isinstance(piece, str):
        return pl.lit(piece)
    expression = piece if isinstance(piece, pl.Expr) else piece.expression()
    return expression.cast(pl.String()).fill_null("")


def said(*pieces: Piece) -> Sentence:
    """Text from pieces; a piece that is null is left out."""
    return Sentence(pieces)


def number(value: pl.Expr | str, digits: int = 4) -> Number:
    """A number for a sentence: rounded to `digits` decimals, no trailing zeros; a large one in 亿."""
    return Number(_column(value), digits)


def amount(value: pl.Expr | str = "value", unit: pl.Expr | str = "unit_shown", digits: int = 4) -> Sentence:
    """A number with its unit."""
    return said(number(value, digits), _column(unit))


def either(test: pl.Expr, then: Sentence, otherwise: Sentence = _NOTHING) -> Sentence:
    """The one or the other, by row."""
    return said(Choice(test, then, otherwise))


def what() -> Sentence:
    """The indicator's name and the period, as a question begins."""
    return said(pl.col("name"), pl.col("when"))


def _column(named: pl.Expr | str) -> pl.Expr:
    return pl.col(named) if isinstance(named, str) else named


def asked(
    frame: Frame,
    material: Material,
    question: Sentence,
    expected: pl.Expr | None = None,
    against: pl.Expr | None = None,
) -> Frame:
    """Rows as questions. A column of the answer that `frame` lacks is null; `against` is another figure's period."""
    # Most rules ask nothing: their sentences need not be planned.
    frame = material.held(frame)
    if material.is_silent(frame):
        return material.nothing
    if not material.asks_all:
        frame = material.asked_about(frame)
    schema = frame.collect_schema()
    types = material.types
    text = question.expression() if material.needs_words(frame) else pl.lit(None)
    made = {"question": text, "expected": expected, "against": against}
    columns = []
    for name in [n for n in QUESTIONS if n not in ("rule", "severity")] + list(_HIDDEN) + list(material.keep):
        expression = made.get(name)
        if expression is None:
            present = name in schema and name not in made
            expression = pl.col(name) if present else pl.lit(None)
        if name in _TEXT:
            expression = expression.cast(pl.String())
        elif name in ("value", "expected"):
            expression = expression.cast(pl.Float64())
        elif name == "end":
            expression = expression.cast(pl.Int64())
        elif name not in schema:
            expression = expression.cast(types[name])
        columns.append(expression.alias(name))
    return frame.select(*columns)


def nothing(types: Mapping[str, Any], keep: Sequence[str]) -> Frame:
    """No question: the columns that `asked` gives; `types` are those of the observations."""
    kinds = {**types, **dict.fromkeys(_TEXT, pl.String()), "value": pl.Float64(), "expected": pl.Float64()}
    names = [*(n for n in QUESTIONS if n not in ("rule", "severity")), *_HIDDEN, *keep]
    return pl.LazyFrame(schema={name: kinds.get(name, pl.Int64()) for name in names})


def gathered(questions: Iterable[tuple[Rule, Frame]], thresholds: Mapping[str, Any]) -> Frame:
    """The questions of all rules in one frame, with the rule and its severity."""
    frames = [
        frame.with_columns(pl.lit(rule.name).alias("rule"), pl.lit(thresholds[rule.name]["severity"]).alias("severity"))
        for rule, frame in questions
    ]
    return pl.concat(frames) if len(frames) > 1 else frames[0]


def weeded(frame: Frame, rules: Sequence[Rule], thresholds: Mapping[str, Any], about: str | None = None) -> Frame:
    """Gathered questions with the answered ones dropped and repetitions counted, the loud ones first.

    `about` is a column: then only those about rows that have something in it, once the answered ones are dropped.
    What is dropped and what is counted is of one place; any rows may be gone through place by place.
    """
    frame = _unanswered(frame, rules)
    if about is not None:
        frame = frame.filter(pl.col(about).is_not_null())
    frame = _few(frame, int(thresholds["asking"]["at_most"]))
    order = pl.lit(len(_ORDER))
    for name, place in _ORDER.items():
        order = pl.when(pl.col("severity") == name).then(pl.lit(place)).otherwise(order)
    kept = [n for n in frame.collect_schema() if n not in QUESTIONS and n not in _HIDDEN]
    frame = frame.with_columns(order.alias("order"))
    by = ["order", "rule", "place", "indicator", "period", "question"]
    return frame.sort(*by, nulls_last=True).select(*QUESTIONS, *kept)


def _unanswered(frame: Frame, rules: Sequence[Rule]) -> Frame:
    """Without the questions to which another rule's question about the same figure is the answer."""
    causes = {rule.name: rule.answers for rule in rules if rule.answers}
    answered = {name for names in causes.values() for name in names}
    if not answered:
        return frame
    at = pl.col("period")
    own = frame.with_columns(at.alias("at"), pl.lit(1).alias("own"))
    other = frame.filter(~pl.col("against").is_null() & pl.col("rule").is_in(sorted(answered)))
    both = pl.concat([own, other.with_columns(pl.col("against").alias("at"), pl.lit(0).alias("own"))])
    gone = pl.lit(False)
    for cause, names in causes.items():
        here = ((pl.col("rule") == cause) & (pl.col("own") == 1)).cast(pl.Int64())
        hit = here.max().over("place", "indicator", "at") == 1
        gone = gone | (hit & pl.col("rule").is_in(list(names)))
    both = both.with_columns(gone.cast(pl.Int64()).alias("gone"))
    same = ("rule", "place", "indicator", "period", "measure", "question")
    both = both.with_columns(pl.col("gone").max().over(*same).alias("gone"))
    return both.filter((pl.col("own") == 1) & (pl.col("gone") == 0)).drop("at", "own", "gone")


def _few(frame: Frame, at_most: int) -> Frame:
    """At most so many questions of a rule on one indicator of a place: the latest, the first of them with the count."""
    group = ("rule", "place", "indicator")
    # Counted from the latest: end below zero, so that one order serves all columns.
    frame = frame.with_columns((0 - pl.col("end").fill_null(0)).alias("late"), pl.lit(1).alias("one"))
    turn = pl.col("one").cum_sum().over(*group, order_by=["late", "period", "measure", "question"])
    total = pl.col("one").sum().over(*group)
    frame = frame.with_columns(turn.cast(pl.Int64()).alias("turn"), total.cast(pl.Int64()).alias("total"))
    more = said(pl.col("question"), "（此类问题共", pl.col("total"), f"处，只列最近{at_most}处）").expression()
    shown = pl.when((pl.col("turn") == 1) & (pl.col("total") > at_most)).then(more).otherwise(pl.col("question"))
    return (
        frame.filter(pl.col("turn") <= at_most)
        .with_columns(shown.alias("question"))
        .drop("late", "one", "turn", "total")
    )
