"""The league table over time (位次变化): a line for each place through its ranks."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from typing import Any

from luoshi.assessing.calendar import spans
from luoshi.assessing.frames import ColumnType
from luoshi.charts.drawing import Picture, data, encoded, finished, nothing, only_one_row_each, placed, stacked, widest
from luoshi.charts.libraries import alt
from luoshi.charts.months import named_axis, period_names
from luoshi.charts.rows import Row, amount_text, natural, number_text, rows_of, without_nulls
from luoshi.charts.theme import Theme, ThemeName, theme_named
from luoshi.charts.words import Language, Words

_TABLE: dict[str, ColumnType] = {"place": "text", "period": "text", "rank": "number", "score": "number"}
_NAME = 220
# Without a word on whom to follow, the first few of the last period are.
_FOLLOWED = 3


def league(
    table: Any,
    *,
    highlight: Sequence[str] | None = None,
    title: str | None = None,
    language: Language = "zh",
    theme: ThemeName = "light",
) -> Picture:
    """Ranks from period to period: who rose and who fell, with names at both ends.

    `table`: a frame with place, period, rank (1 is the best) and, where there is one, score. `highlight`: the places
    whose lines are coloured and whose ranks are numbered; without it the first three of the last period, with `[]`
    none. Places of equal rank stand below one another, joined by a bar, and each keeps the rank they share. A place
    without a rank in a period has a gap in its line. Raises `FrameError` where a column is missing, a place has two
    rows in a period, or a period is none; `ValueError` for a highlighted place that is not in the table.
    """
    words, look = Words(language), theme_named(theme)
    rows = without_nulls(rows_of(table, _TABLE, ("place", "period", "rank"), "table"), ("place", "period"), "table")
    only_one_row_each(rows, ("place", "period"), "table")
    known = {row["place"] for row in rows}
    strangers = [place for place in highlight or () if place not in known]
    if rows and strangers:
        raise ValueError(f"highlight: found {', '.join(strangers)}, expected places of the table")
    ranked = [row for row in rows if row["rank"] is not None]
    if not ranked:
        return nothing(words, look, title or words("league"))
    months = spans((row["period"] for row in rows), "table")
    periods = sorted(months, key=lambda period: (months[period][1], months[period][0]))
    return _Bump(ranked, periods, highlight, words, look).picture(title)


def slots(rows: Sequence[Row], before: dict[str, int]) -> dict[str, int]:
    """Where each place of one period stands, from above: its rank, those of equal rank one below the other.

    Of equals, who stood higher before stands higher; then by name.
    """
    out: dict[str, int] = {}
    last = 0
    behind = len(before) + len(rows)
    for row in sorted(rows, key=lambda r: (r["rank"], before.get(r["place"], behind), natural(r["place"]))):
        last = max(floor(row["rank"]), last + 1)
        out[row["place"]] = last
    return out


class _Bump:
    """The layers of one picture, which share periods across and ranks downwards."""

    def __init__(
        self, rows: list[Row], periods: list[str], highlight: Sequence[str] | None, words: Words, look: Theme
    ) -> None:
        self.words, self.look, self.periods = words, look, periods
        self.rows = _in_runs(rows, periods)
        self.ends = self._at(periods[-1])
        if highlight is None:
            leaders = sorted(self.ends.values(), key=lambda row: row["slot"])
            highlight = [row["place"] for row in leaders[:_FOLLOWED]]
        self.followed = list(dict.fromkeys(highlight))
        self.deepest = max(row["slot"] for row in self.rows)
        self.step_y = 28 if self.deepest <= 15 else 22
        self.step_x = 64 if len(periods) <= 16 else 46
        self.width = self.step_x * max(len(periods) - 1, 1)
        self.height = self.step_y * max(self.deepest - 1, 1)
        names, self.year = period_names(periods, words)
        axis = named_axis(names, orient="top", grid=True, gridColor=look.panel, gridWidth=1, offset=14)
        self.x = alt.X("period:N", scale=alt.Scale(domain=periods, type="point", padding=0), axis=axis)
        scale = alt.Scale(domain=[1, max(self.deepest, 2)], range=[0, self.height], nice=False, zero=False)
        self.y = alt.Y("slot:Q", scale=scale, axis=None)

    def _at(self, period: str) -> dict[str, Row]:
        return {row["place"]: row for row in self.rows if row["period"] == period}

    def picture(self, title: str | None) -> Picture:
        if title is None:
            title = self.words("league")
            title = self.words("span", title=title, span=self.year) if self.year else title
        quiet = [row for row in self.rows if row["place"] not in self.followed]
        loud = [row for row in self.rows if row["place"] in self.followed]
        layers: list[Any] = [self._ties(), *self._quiet(quiet), *self._loud(loud), *self._names()]
        chart = stacked(layers, width=self.width, height=self.height)
        first = sorted(self.ends.values(), key=lambda row: row["slot"])[:_FOLLOWED]
        said = title + ": " + "; ".join(self._ranked(row) for row in first)
        return finished(chart, self.look, title, None, said)

    def _tips(self) -> list[alt.Tooltip]:
        return [
            alt.Tooltip("place:N", title=self.words("place")),
            alt.Tooltip("period:N", title=self.words("period")),
            alt.Tooltip("said:N", title=self.words("rank")),
            alt.Tooltip("score:Q", title=self.words("score"), format=".2f"),
        ]

    def _drawn(self, rows: list[Row]) -> alt.InlineData:
        kept = ("place", "period", "rank", "slot", "run", "score")
        return data([{**{key: row[key] for key in kept}, "said": self._rank(row)} for row in rows])

    def _rank(self, row: Row) -> str:
        rank = amount_text(row["rank"])
        return f"{rank} {self.words('tied')}" if row["tied"] else rank

    def _ranked(self, row: Row) -> str:
        return self.words("ranked_tied" if row["tied"] else "ranked", rank=amount_text(row["rank"]), place=row["place"])

    def _ties(self) -> alt.Chart:
        """A bar behind those who share a rank."""
        groups: dict[tuple[str, float], list[int]] = {}
        for row in self.rows:
            if row["tied"]:
                groups.setdefault((row["period"], row["rank"]), []).append(row["slot"])
        rows = [
            {"period": period, "rank": rank, "slot": min(found), "end": max(found)}
            for (period, rank), found in sorted(groups.items())
        ]
        chart = alt.Chart(data(rows), name="ties").mark_rule(color=self.look.rule, strokeWidth=14, strokeCap="round")
        return encoded(chart, x=self.x, y=self.y, y2="end:Q")

    def _quiet(self, rows: list[Row]) -> list[alt.Chart]:
        chart = alt.Chart(self._drawn(rows))
        line = chart.mark_line(color=self.look.faint, strokeWidth=1.5, interpolate="monotone")
        dots = chart.mark_point(shape="circle", filled=True, size=30, color=self.look.faint, opacity=1)
        return [
            line.encode(x=self.x, y=self.y, detail=["place:N", "run:N"]),
            dots.encode(x=self.x, y=self.y, tooltip=self._tips()).properties(name="places"),
        ]

    def _colour(self, place: str) -> str:
        return self.look.lines[self.followed.index(place) % len(self.look.lines)]

    def _loud(self, rows: list[Row]) -> list[alt.Chart]:
        if not rows:
            return []
        chart = alt.Chart(self._drawn(rows))
        colours = alt.Scale(domain=self.followed, range=[self._colour(place) for place in self.followed])
        # Colours that come round again are told apart by their dashes.
        dashes = [[1, 0] if n < len(self.look.lines) else [6, 3] for n in range(len(self.followed))]
        line = chart.mark_line(strokeWidth=3, interpolate="monotone").encode(
            x=self.x,
            y=self.y,
            detail="run:N",
            color=alt.Color("place:N", scale=colours, legend=None),
            strokeDash=alt.StrokeDash("place:N", scale=alt.Scale(domain=self.followed, range=dashes), legend=None),
        )
        discs = chart.mark_point(shape="circle", filled=True, size=280, opacity=1).encode(
            x=self.x, y=self.y, color=alt.Color("place:N", scale=colours, legend=None), tooltip=self._tips()
        )
        numbers = chart.mark_text(
            fontSize=self.look.small, fontWeight="bold", color=self.look.background, baseline="middle"
        ).encode(x=self.x, y=self.y, text="rank:Q")
        return [line, discs.properties(name="followed"), numbers]

    def _names(self) -> list[alt.Chart]:
        """Names left and right of the lines; right also what changed since the period before, and the score."""
        left = self._labels(self._at(self.periods[0]).values(), -18)
        right = self._labels(self.ends.values(), self.width + 18)
        left_names = placed(left, size=self.look.body, align="right", limit=_NAME)
        made = [left_names, placed(right, size=self.look.body, limit=_NAME)]
        x = self.width + 18 + widest([row["text"] for row in right], self.look.body, _NAME) + 30
        if len(self.periods) > 1:
            before = self._at(self.periods[-2])
            changes = [
                {"x": x, "y": self._pixel(row), "text": self._change(row, before), "colour": self.look.muted}
                for row in self.ends.values()
            ]
            made.append(placed(changes, size=self.look.body, align="right"))
            x += 12
        scored = [row for row in self.ends.values() if row["score"] is not None]
        if scored:
            texts = [number_text(row["score"], 2) for row in scored]
            x += widest(texts, self.look.body, 120)
            scores = [
                {"x": x, "y": self._pixel(row), "text": text, "colour": self.look.muted}
                for row, text in zip(scored, texts, strict=True)
            ]
            made.append(placed(scores, size=self.look.body, align="right"))
        return [*made, *self._strays()]

    def _labels(self, rows: Any, x: float) -> list[Row]:
        return [{"x": x, "y": self._pixel(row), "text": self._ranked(row), "colour": self._ink(row)} for row in rows]

    def _strays(self) -> list[alt.Chart]:
        """The names of places that are at neither end, over their last dot."""
        ends = set(self.ends) | set(self._at(self.periods[0]))
        last = {row["place"]: row for row in self.rows if row["place"] not in ends}
        rows = [
            {
                "x": self.periods.index(row["period"]) * self.step_x,
                "y": self._pixel(row) - 14,
                "text": row["place"],
                "colour": self._ink(row),
            }
            for row in last.values()
        ]
        return [placed(rows, size=self.look.small, align="center")] if rows else []

    def _ink(self, row: Row) -> str:
        return self._colour(row["place"]) if row["place"] in self.followed else self.look.muted

    def _pixel(self, row: Row) -> float:
        return float((row["slot"] - 1) * self.height / (max(self.deepest, 2) - 1))

    def _change(self, row: Row, before: dict[str, Row]) -> str:
        if row["place"] not in before:
            return self.words("entered")
        by = before[row["place"]]["rank"] - row["rank"]
        if by == 0:
            return self.words("stayed")
        return self.words("risen" if by > 0 else "fallen", by=amount_text(abs(by)))


def _in_runs(rows: list[Row], periods: list[str]) -> list[Row]:
    """The rows by period, with `slot`, `tied` and `run`, the number of the place's stretch of periods without a gap."""
    out: list[Row] = []
    before: dict[str, int] = {}
    seen: dict[str, tuple[int, int]] = {}  # place → where it was ranked last, and the run it was in
    for at, period in enumerate(periods):
        found = [row for row in rows if row["period"] == period]
        if not found:
            continue
        before = slots(found, before)
        ranks = [row["rank"] for row in found]
        for row in sorted(found, key=lambda r: before[r["place"]]):
            last, run = seen.get(row["place"], (at - 1, 0))
            run += last != at - 1
            seen[row["place"]] = (at, run)
            out.append({**row, "slot": before[row["place"]], "tied": ranks.count(row["rank"]) > 1, "run": run})
    return out
