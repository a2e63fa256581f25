"""Grades and their quota (等次与名额): each place's grades card by card, and how they are spread over each card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, get_args

from luoshi.assessing.calendar import spans
from luoshi.assessing.frames import ColumnType, FrameError
from luoshi.charts.drawing import (
    Key,
    Picture,
    data,
    encoded,
    finished,
    keys,
    nothing,
    only_one_row_each,
    placed,
    stacked,
    widest,
)  # fmt: skip
from luoshi.charts.libraries import alt
from luoshi.charts.rows import Row, amount_text, natural, number_text, rows_of, without_nulls
from luoshi.charts.theme import Theme, ThemeName, readable, theme_named
from luoshi.charts.words import Language, Words
from luoshi.vocabulary.indicators import Field

_CARDS: dict[str, ColumnType] = {"place": "text", "card": "text", "grade": "text", "period": "text"}
_QUOTA: dict[str, ColumnType] = {"card": "text", "grade": "text", "share": "number"}
_CELL, _ROW, _NAME = 66, 24, 240
# The bars stand over the table: their height, and how far above it they end.
_BARS, _ABOVE = 150, 34
_EVERY = ""


def grades(
    cards: Any,
    quota: Any = None,
    *,
    good: Sequence[str] = ("A", "B"),
    goal: float | None = None,
    title: str | None = None,
    language: Language = "zh",
    theme: ThemeName = "light",
) -> Picture:
    """A letter for each place and card; above, how many places of each card have each grade, against the quota.

    `cards`: a frame with place, card, grade and, where there is one, period (each period of a place is a row; the
    bars are those of the last). `quota`: the share of each grade in %, the best first, as a mapping (`{"A": 20, …}`)
    or as a frame with grade, share and, where they differ, card; its marks stand where each grade should end.
    `goal`: the share in % of `good` grades that each place should have among its graded cards. A card without a
    grade is left out of both.
    Raises `FrameError` where a column is missing or a place has a card twice; `ValueError` for a quota over 100 %.
    """
    words, look = Words(language), theme_named(theme)
    rows = without_nulls(rows_of(cards, _CARDS, ("place", "card", "grade"), "cards"), ("place", "card"), "cards")
    only_one_row_each(rows, ("place", "card", "period"), "cards")
    shares = _shares(quota)
    if not rows:
        return nothing(words, look, title or words("grades"))
    return _Grades(rows, shares, tuple(good), goal, words, look).picture(title)


def _shares(quota: Any) -> dict[str, dict[str, float]]:
    """Grade → share in %, by card; under `_EVERY` those of all cards."""
    if quota is None:
        return {}
    if isinstance(quota, Mapping):
        rows: list[Row] = [{"card": None, "grade": grade, "share": share} for grade, share in quota.items()]
    else:
        found = rows_of(quota, _QUOTA, ("grade", "share"), "quota")
        rows = without_nulls(sorted(found, key=lambda r: natural(r["grade"])), ("grade", "share"), "quota")
    only_one_row_each(rows, ("card", "grade"), "quota")
    out: dict[str, dict[str, float]] = {}
    for row in rows:
        out.setdefault(row["card"] or _EVERY, {})[row["grade"]] = float(row["share"])
    for card, given in out.items():
        total = sum(given.values())
        if min(given.values()) < 0 or total > 100 + 1e-9:
            raise ValueError(
                f"quota{f' of {card}' if card else ''}: found shares that sum to {total:g} %, expected 0 to 100"
            )
    return out


class _Grades:
    """The layers of one picture, which share the cards across."""

    def __init__(
        self,
        rows: list[Row],
        shares: dict[str, dict[str, float]],
        good: tuple[str, ...],
        goal: float | None,
        words: Words,
        look: Theme,
    ) -> None:
        self.shares, self.good, self.goal, self.words, self.look = shares, good, goal, words, look
        self.rows = rows
        self.periods = _ordered_periods(rows)
        known = list(get_args(Field))
        self.cards = sorted(
            {row["card"] for row in rows}, key=lambda c: (known.index(c) if c in known else len(known), natural(c))
        )
        given = dict.fromkeys(grade for quota in shares.values() for grade in quota)
        found = {row["grade"] for row in rows if row["grade"] is not None}
        self.grades = [*given, *sorted(found - set(given), key=natural)]
        self.table = self._table()
        self.width, self.height = _CELL * len(self.cards), _ROW * len(self.table)
        self.names = [self._name(*key) for key in self.table]
        self.x = alt.X(
            "card:N",
            scale=alt.Scale(domain=self.cards, padding=0),
            axis=alt.Axis(orient="top", labelAngle=0, title=None, grid=False, labelLimit=_CELL, labelColor=look.ink),
        )
        self.with_bars = len({row["place"] for row in rows}) > 1

    def _table(self) -> dict[tuple[str, str | None], list[Row]]:
        """The rows of each place (and period), those with the most good grades first; the periods of one in order."""
        found: dict[tuple[str, str | None], list[Row]] = {}
        for row in self.rows:
            found.setdefault((row["place"], row["period"]), []).append(row)
        if len(self.periods) > 1:
            return dict(sorted(found.items(), key=lambda i: (natural(i[0][0]), self.periods.index(i[0][1]))))
        return dict(sorted(found.items(), key=lambda i: (-self._share(i[1]), natural(i[0][0]))))

    def _good(self, rows: list[Row]) -> tuple[int, int]:
        graded = [row["grade"] for row in rows if row["grade"] is not None]
        return sum(grade in self.good for grade in graded), len(graded)

    def _share(self, rows: list[Row]) -> float:
        count, of = self._good(rows)
        return count / of if of else -1.0

    def _name(self, place: str, period: str | None) -> str:
        return place if len(self.periods) < 2 or period is None else f"{place} {self._period(period)}"

    def _period(self, period: str) -> str:
        return self.words.whole_period(period)

    def picture(self, title: str | None) -> Picture:
        layers: list[Any] = [self._cells(), self._letters(), self._labels(), *self._goods()]
        entries = []
        if self.with_bars:
            layers += self._bars()
            if self.shares:
                entries.append(Key("rule", self.look.ink, self.words("quota_key")))
        if title is None:
            title = self.words("grades")
            if self.periods[-1]:
                title = self.words("span", title=title, span=self._period(self.periods[-1]))
        top = -_ABOVE - _BARS - 24 if self.with_bars else -38
        entries = [*self._grade_keys(), *entries]
        layers += keys(entries, self._left(), top, self.look, self.width + 120)
        chart = stacked(layers, width=self.width, height=self.height)
        notes = []
        if self.goal is not None:
            notes = [self.words("good_goal", grades="".join(self.good), share=amount_text(self.goal))]
        counts = Counter(row["grade"] for row in self._last())
        said = ", ".join(f"{grade} {counts[grade]}" for grade in self.grades)
        return finished(chart, self.look, title, notes, f"{title}: {said}")

    def _left(self) -> float:
        return -12 - widest(self.names, self.look.body, _NAME)

    def _last(self) -> list[Row]:
        return [row for row in self.rows if row["period"] == self.periods[-1]]

    def _colour(self, grade: str | None) -> str:
        if grade is None:
            return self.look.panel
        # As many grades as there are, spread over the scale from its best to its worst.
        steps = len(self.look.grades) - 1
        place = self.grades.index(grade) * steps / max(len(self.grades) - 1, 1)
        return self.look.grades[min(round(place), steps)]

    def _on(self, grade: str | None) -> str:
        return readable(self._colour(grade), (self.look.ink, self.look.background))

    def _grade_keys(self) -> list[Key]:
        counts = Counter(row["grade"] for row in self._last())
        out = [Key("chip", self._colour(g), str(counts[g]), g, self._on(g)) for g in self.grades]
        if counts[None]:
            out.append(Key("chip", self._colour(None), f"{self.words('ungraded')} {counts[None]}"))
        return out

    def _scale(self, part: Any) -> alt.Scale:
        return alt.Scale(domain=self.grades, range=[part(grade) for grade in self.grades])

    def _table_rows(self) -> list[Row]:
        out = []
        for number, rows in enumerate(self.table.values()):
            for row in sorted(rows, key=lambda r: self.cards.index(r["card"])):
                period = "" if row["period"] is None else self._period(row["period"])
                out.append({**row, "period": period, "row": (number + 0.5) * _ROW})
        return out

    def _y(self, field: str = "row") -> alt.Y:
        return alt.Y(f"{field}:Q", scale=None, axis=None)

    def _cells(self) -> alt.Chart:
        tips = [alt.Tooltip(f"{key}:N", title=self.words(key)) for key in ("place", "period", "card", "grade")]
        mark = alt.Chart(data(self._table_rows()), name="cells").mark_rect(
            width=_CELL - 2, height=_ROW - 2, cornerRadius=2
        )
        fill = alt.condition(
            "isValid(datum.grade)",
            alt.Fill("grade:N", scale=self._scale(self._colour), legend=None),
            alt.value(self.look.panel),
        )
        return encoded(mark, x=self.x, y=self._y(), fill=fill, tooltip=tips)

    def _letters(self) -> alt.Chart:
        rows = [
            {"card": row["card"], "row": row["row"], "grade": row["grade"] or "－", "colour": self._on(row["grade"])}
            for row in self._table_rows()
        ]
        mark = alt.Chart(data(rows)).mark_text(baseline="middle", fontSize=self.look.body)
        colour = alt.Color("colour:N", scale=None, legend=None)
        return encoded(mark, x=self.x, y=self._y(), text="grade:N", color=colour)

    def _labels(self) -> alt.Chart:
        rows = [
            {"x": -12, "y": (n + 0.5) * _ROW, "text": name, "colour": self.look.ink}
            for n, name in enumerate(self.names)
        ]
        return placed(rows, size=self.look.body, align="right", limit=_NAME)

    def _goods(self) -> list[alt.Chart]:
        """Right of the table: how many of a place's graded cards are good, and what that is to the goal."""
        x = self.width + 40
        head = self.words("good_head", grades="".join(self.good))
        counts: list[Row] = [{"x": x, "y": -13, "text": head, "colour": self.look.muted}]
        verdicts: list[Row] = []
        for number, rows in enumerate(self.table.values()):
            y = (number + 0.5) * _ROW
            count, of = self._good(rows)
            if not of:
                continue
            text = self.words("good_share", count=count, of=of)
            counts.append({"x": x, "y": y, "text": text, "colour": self.look.ink})
            if self.goal is not None:
                # A share of a few cards: hundredths of a percent are noise.
                short = ceil(round(self.goal * of / 100 - count, 6))
                said = self.words("good_missed", count=short) if short > 0 else self.words("good_reached")
                verdicts.append({"x": x + 14, "y": y, "text": said, "colour": self.look.ink})
        return [placed(counts, size=self.look.body, align="right"), placed(verdicts, size=self.look.body)]

    def _bars(self) -> list[Any]:
        """A bar for each card, best grade lowest, with a line where each grade of the quota should end."""
        pieces = self._pieces()
        tips = [alt.Tooltip("card:N", title=self.words("card")), alt.Tooltip("grade:N", title=self.words("grade"))]
        tips += [
            alt.Tooltip("count:Q", title=self.words("count")),
            alt.Tooltip("share:Q", title=self.words("share"), format=".1f"),
        ]
        bars = alt.Chart(data(pieces), name="bars").mark_rect(width=_CELL - 14)
        fill = alt.Fill("grade:N", scale=self._scale(self._colour), legend=None)
        made: list[Any] = [
            self._percents(),
            bars.encode(x=self.x, y=self._y("top"), y2="bottom:Q", fill=fill, tooltip=tips),
        ]
        texts = [
            {
                "card": p["card"],
                "row": (p["top"] + p["bottom"]) / 2,
                "text": f"{p['grade']} {p['count']}",
                "colour": p["on"],
            }
            for p in pieces
            if p["bottom"] - p["top"] >= self.look.small + 2
        ]
        mark = alt.Chart(data(texts)).mark_text(baseline="middle", fontSize=self.look.small)
        colour = alt.Color("colour:N", scale=None, legend=None)
        made.append(mark.encode(x=self.x, y=self._y(), text="text:N", color=colour))
        lines = self._lines()
        if lines:
            tips = [
                alt.Tooltip("grade:N", title=self.words("grade")),
                alt.Tooltip("until:Q", title=self.words("quota")),
            ]
            # At both sides of a bar, so that they strike no words through.
            for side, name in ((-1, "quota"), (1, "quota_right")):
                mark = alt.Chart(data(lines), name=name).mark_tick(
                    orient="horizontal",
                    size=14,
                    thickness=2,
                    color=self.look.ink,
                    opacity=1,
                    xOffset=side * (_CELL / 2 - 8),
                )
                made.append(mark.encode(x=self.x, y=self._y(), tooltip=tips))
        return made

    def _pieces(self) -> list[Row]:
        out = []
        for card in self.cards:
            counts = Counter(row["grade"] for row in self._last() if row["card"] == card and row["grade"] is not None)
            total, below = sum(counts.values()), 0
            for grade in self.grades:
                count = counts[grade]
                if count:
                    bottom, top = _height(below / total), _height((below + count) / total)
                    spot = {"card": card, "grade": grade, "count": count, "share": 100 * count / total}
                    out.append({**spot, "bottom": bottom, "top": top, "on": self._on(grade)})
                below += count
        return out

    def _lines(self) -> list[Row]:
        out = []
        for card in self.cards:
            until = 0.0
            for grade, share in self.shares.get(card, self.shares.get(_EVERY, {})).items():
                until += share
                if until < 100 - 1e-9:
                    out.append({"card": card, "grade": grade, "until": until, "row": _height(until / 100)})
        return out

    def _percents(self) -> alt.Chart:
        rows = [
            {"x": -12, "y": _height(part), "text": f"{number_text(part * 100, 0)}%", "colour": self.look.muted}
            for part in (0.0, 0.5, 1.0)
        ]
        return placed(rows, size=self.look.body, align="right")


def _height(part: float) -> float:
    return -_ABOVE - part * _BARS


def _ordered_periods(rows: list[Row]) -> list[str | None]:
    found = {row["period"] for row in rows}
    if found == {None}:
        return [None]
    if None in found:
        raise FrameError("cards: column period: found nothing in some rows, expected a period in each or in none")
    months = spans(found, "cards")
    return sorted(found, key=lambda period: (months[str(period)][1], months[str(period)][0]))
