"""The year board (一览): a row for each target, a column for each month, a light with its number in each cell."""

from __future__ import annotations

from collections import Counter
from typing import Any, Literal

from luoshi.assessing.calendar import month_text
from luoshi.assessing.frames import VERDICTS
from luoshi.charts.drawing import (
    Key,
    Layer,
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
    width_of,
    wrapped,
)  # fmt: skip
from luoshi.charts.libraries import alt
from luoshi.charts.lights import code_of, lights
from luoshi.charts.months import count_months, month_axis, span_text, years_of
from luoshi.charts.rows import Row, amount_text, natural, percent_text, rows_of, signed_text, without_nulls
from luoshi.charts.theme import Theme, ThemeName, theme_named
from luoshi.charts.words import Language, Words

_COLUMNS = (
    "id", "place", "indicator", "as_of", "actual", "completion", "schedule", "ahead", "state", "light", "reason",
)  # fmt: skip
_NEEDED = ("id", "indicator", "as_of", "light")
_CELL, _ROW, _ROW_WITH_REASONS = 52, 24, 30
# As many digits as a cell holds beside its sign.
_DIGITS = 6
# Names longer than this are cut with …; the whole name is in the tooltip.
_NAME, _PLACE, _REASON = 260, 130, 500


def year_board(
    verdicts: Any,
    *,
    title: str | None = None,
    order: Literal["target", "worst"] = "target",
    reasons: bool = False,
    language: Language = "zh",
    theme: ThemeName = "light",
) -> Picture:
    """Targets × months, each cell with its light's sign and colour and the completion in %; a word for the latest.

    `verdicts`: a frame with id, indicator, as_of (month), light and, where there are any, place, completion (%),
    actual, schedule (%), ahead (points), state and reason; one row for each target and month. Where a target has no
    completion (growth, rates) its cells show the actual, and its name says so. `order`: by place and id, or
    the worst light first. `reasons` prints the reason of each target's latest verdict beside its row. A month
    without a verdict is an empty cell. Raises `FrameError` where a column is missing or a month is none.
    """
    words, look = Words(language), theme_named(theme)
    if order not in ("target", "worst"):
        raise ValueError(f"order: found {order!r}, expected target or worst")
    columns = {name: VERDICTS[name] for name in _COLUMNS}
    rows = without_nulls(rows_of(verdicts, columns, _NEEDED, "verdicts"), ("id", "indicator", "as_of"), "verdicts")
    if not rows:
        return nothing(words, look, title or words("year_board"))
    only_one_row_each(rows, ("id", "as_of"), "verdicts")
    return _Board(count_months(rows, "as_of", "verdicts"), words, look, order, reasons).picture(title)


class _Board:
    """The layers of one board, which share the targets down and the months across."""

    def __init__(self, rows: list[Row], words: Words, look: Theme, order: str, reasons: bool) -> None:
        self.words, self.look = words, look
        self.mixed = order == "worst"
        self.lights = lights((row["light"] for row in rows), look, words.language, "verdicts")
        self.latest = _latest(rows)
        self.targets = self._ordered(order)
        self.months = years_of(min(r["month"] for r in rows), max(r["month"] for r in rows))
        self.rows = rows
        done = {row["id"] for row in rows if row["completion"] is not None}
        self.by_actual = {row["id"] for row in rows if row["actual"] is not None} - done
        self.names = self._names()
        self.places = [row["place"] or "" for row in self.targets]
        self.with_reasons = reasons and any(row["reason"] for row in self.targets)
        self.row = _ROW_WITH_REASONS if self.with_reasons else _ROW
        self.width, self.height = _CELL * len(self.months), self.row * len(self.targets)
        name_width = widest(self.names, look.body, _NAME)
        place_width = widest(self.places, look.body, _PLACE) if len(set(self.places)) > 1 else 0
        self.name_left = -12 - name_width
        self.left = self.name_left - (place_width + 16 if place_width else 0)
        ids = [row["id"] for row in self.targets]
        self.y = alt.Y("id:N", scale=alt.Scale(domain=ids, paddingInner=0, paddingOuter=0), axis=None)
        self.month_domain = [month_text(m) for m in self.months]

    def picture(self, title: str | None) -> Picture:
        last = max(row["month"] for row in self.rows)
        first = min(row["month"] for row in self.rows)
        span = span_text(first, last, self.words)
        if title is None:
            title = self.words("span", title=self.words("year_board"), span=span)
            if len(set(self.places)) == 1 and self.places[0]:
                title = f"{self.places[0]} · {title}"
        layers: list[Layer] = [
            self._tracks(),
            self._cells(),
            self._signs(),
            self._rules(),
            self._labels(),
            self._place_labels(),
            self._latest_words(),
            *self._legend(last),
        ]
        chart = stacked(layers, width=self.width, height=self.height)
        said = f"{title}: {self._counts_text(last)}"
        return finished(chart, self.look, title, None, said)

    def _ordered(self, order: str) -> list[Row]:
        rows = list(self.latest.values())
        first: dict[str | None, tuple[Any, ...]] = {}
        for row in rows:
            key = natural(row["id"])
            first[row["place"]] = min(first.get(row["place"], key), key)
        rows.sort(key=lambda r: (r["place"] is None, first[r["place"]], natural(r["place"]), natural(r["id"])))
        if order == "worst":
            rank = list(self.lights)
            rows.sort(key=lambda r: (rank.index(code_of(r["light"])), _or_zero(r["ahead"])))
        return rows

    def _names(self) -> list[str]:
        """The row labels: the indicator, with the id where a place has several targets of one indicator."""
        count = Counter((row["place"], row["indicator"]) for row in self.targets)
        names = []
        for row in self.targets:
            name = self.words.indicator(row["indicator"])
            if count[row["place"], row["indicator"]] > 1:
                name += f" [{row['id']}]"
            names.append(name + self.words("by_actual") if row["id"] in self.by_actual else name)
        return names

    def _tracks(self) -> alt.Chart:
        """Where a verdict could stand: a place for each target and month, so that a missing one is seen."""
        base = alt.Chart(data([{"id": row["id"]} for row in self.targets]))
        mark = base.mark_rect(fill=self.look.panel, height=self.row - 2)
        return encoded(mark, x=alt.value(0), x2=alt.value(self.width), y=self.y)

    def _x(self) -> alt.X:
        several = len(self.months) > 12
        axis = month_axis(self.months, self.words, years=several, orient="top", grid=False)
        return alt.X("as_of:N", scale=alt.Scale(domain=self.month_domain, padding=0), axis=axis)

    def _cell_rows(self) -> list[Row]:
        names = {row["id"]: name for row, name in zip(self.targets, self.names, strict=True)}
        out = []
        for row in sorted(self.rows, key=lambda r: (r["month"], natural(r["id"]))):
            light = self.lights[code_of(row["light"])]
            month = self.words.month(row["month"], with_year=True)
            done = self._number(row)
            said = [
                row["place"],
                names[row["id"]],
                month,
                light.word,
                done and done + ("" if row["id"] in self.by_actual else "%"),
            ]
            out.append(
                {
                    "id": row["id"],
                    "as_of": month_text(row["month"]),
                    "light": light.code,
                    "sign": light.sign,
                    "done": done,
                    "place": row["place"] or "",
                    "indicator": names[row["id"]],
                    "month": month,
                    "actual": row["actual"],
                    "completion": row["completion"],
                    "schedule": row["schedule"],
                    "ahead": row["ahead"],
                    "state": self.words.state(row["state"]) or "",
                    "word": f"{light.sign} {light.word}",
                    "reason": row["reason"] or "",
                    "said": " ".join(part for part in said if part),
                }
            )
        return out

    def _number(self, row: Row) -> str:
        """What a cell says: the completion in %, of a target without any the actual if it is short enough."""
        if row["id"] not in self.by_actual:
            return "" if row["completion"] is None else percent_text(row["completion"])
        text = "" if row["actual"] is None else amount_text(row["actual"])
        return text if len(text) <= _DIGITS else ""

    def _cells(self) -> alt.Chart:
        texts = {"place": "place", "indicator": "indicator", "month": "as_of", "word": "light", "state": "state"}
        numbers = ("actual", "completion", "schedule", "ahead")
        tooltip = [alt.Tooltip(f"{field}:N", title=self.words(key)) for field, key in texts.items()]
        tooltip += [alt.Tooltip(f"{field}:Q", title=self.words(field), format=".2~f") for field in numbers]
        tooltip.append(alt.Tooltip("reason:N", title=self.words("reason")))
        chart = alt.Chart(data(self._cell_rows()), name="cells")
        return encoded(
            chart.mark_rect(height=self.row - 2, width=_CELL - 2, cornerRadius=2),
            x=self._x(),
            y=self.y,
            fill=alt.Fill("light:N", scale=self._scale(lambda light: light.fill), legend=None),
            tooltip=tooltip,
            description="said:N",
        )

    def _signs(self) -> alt.LayerChart:
        """In each cell the sign at the left and the completion at the right; the sign alone stands in the middle."""
        keys = ("id", "as_of", "light", "sign", "done")
        rows = [{key: row[key] for key in keys} for row in self._cell_rows()]
        numbered, bare = [r for r in rows if r["done"]], [r for r in rows if not r["done"]]
        half = _CELL / 2 - 5
        return stacked(
            [
                self._in_cells(numbered, "sign", "left", -half),
                self._in_cells(numbered, "done", "right", half),
                self._in_cells(bare, "sign", "center", 0),
            ]
        )

    def _in_cells(self, rows: list[Row], field: str, align: Literal["left", "center", "right"], dx: float) -> alt.Chart:
        chart = alt.Chart(data(rows)).mark_text(fontSize=self.look.small + 1, baseline="middle", align=align, dx=dx)
        colour = alt.Color("light:N", scale=self._scale(lambda light: light.on_fill), legend=None)
        return encoded(chart, x=self._x(), y=self.y, text=f"{field}:N", color=colour)

    def _scale(self, part: Any) -> alt.Scale:
        return alt.Scale(domain=list(self.lights), range=[part(light) for light in self.lights.values()])

    def _labels(self) -> alt.Chart:
        rows = [
            {"x": -12, "y": (n + 0.5) * self.row, "text": name, "colour": self.look.ink}
            for n, name in enumerate(self.names)
        ]
        return placed(rows, size=self.look.body, align="right", limit=_NAME)

    def _starts(self) -> list[int]:
        """The rows that begin with the name of their place: the first of each, or all where they are mixed."""
        if len(set(self.places)) == 1:
            return []
        return [n for n, place in enumerate(self.places) if self.mixed or n == 0 or self.places[n - 1] != place]

    def _place_labels(self) -> alt.Chart:
        rows = [
            {"x": self.left, "y": (n + 0.5) * self.row, "text": self.places[n], "colour": self.look.ink}
            for n in self._starts()
        ]
        return placed(rows, size=self.look.body, weight="normal" if self.mixed else "bold", limit=_PLACE)

    def _rules(self) -> alt.Chart:
        rows = [{"y": n * self.row} for n in self._starts() if n and not self.mixed]
        mark = alt.Chart(data(rows)).mark_rule(color=self.look.faint, strokeWidth=1)
        spot = alt.Y("y:Q", scale=None, axis=None)
        return encoded(mark, y=spot, x=alt.value(self.left), x2=alt.value(self._right()))

    def _word(self, row: Row) -> str:
        light = self.lights[code_of(row["light"])]
        return f"{light.sign} {light.word} {self.words.state(row['state']) or ''}".strip()

    def _columns(self) -> tuple[float, float, float]:
        """Where, right of the cells, the words begin, the points ahead end and the reasons begin."""
        words = self.width + 12
        texts = [self._word(row) for row in self.targets]
        ahead = words + widest([*texts, self.words("now")], self.look.body, 240)
        if any(row["ahead"] is not None for row in self.targets):
            ahead += 12 + width_of(self.words("ahead_short"), self.look.body)
        return words, ahead, ahead + 18

    def _right(self) -> float:
        _, ahead, reasons = self._columns()
        if not self.with_reasons:
            return ahead
        return reasons + widest([row["reason"] or "" for row in self.targets], self.look.small, _REASON)

    def _latest_words(self) -> alt.LayerChart:
        """Right of the cells: light, state and points ahead of each target's latest verdict, and its reason."""
        ink, muted = self.look.ink, self.look.muted
        words_x, ahead_x, reason_x = self._columns()
        heads: list[Row] = [{"x": words_x, "y": -12, "text": self.words("now"), "colour": muted}]
        words: list[Row] = []
        aheads: list[Row] = []
        reasons: list[Row] = []
        for number, row in enumerate(self.targets):
            y = (number + 0.5) * self.row
            words.append({"x": words_x, "y": y, "text": self._word(row), "colour": ink})
            if row["ahead"] is not None:
                aheads.append({"x": ahead_x, "y": y, "text": signed_text(row["ahead"]), "colour": ink})
            if self.with_reasons and row["reason"]:
                lines = wrapped(row["reason"], self.look.small, _REASON)
                # Two lines fit in a row; the second is cut where there are more.
                text = "\n".join([*lines[:1], "".join(lines[1:])][: len(lines)])
                up = (self.look.small + 2) / 2 if "\n" in text else 0
                reasons.append({"x": reason_x, "y": y - up, "text": text, "colour": muted})
        if aheads:
            aheads.insert(0, {"x": ahead_x, "y": -12, "text": self.words("ahead_short"), "colour": muted})
        if reasons:
            heads.append({"x": reason_x, "y": -12, "text": self.words("reason"), "colour": muted})
        size = self.look.body
        return stacked(
            [
                placed(heads + words, size=size),
                placed(aheads, size=size, align="right"),
                placed(reasons, size=self.look.small, limit=_REASON + 20),
            ]
        )

    def _counts(self, month: int) -> dict[str, int]:
        found = Counter(code_of(row["light"]) for row in self.rows if row["month"] == month)
        return {code: found[code] for code in self.lights}

    def _counts_text(self, month: int) -> str:
        counts = "，".join(f"{self.lights[code].word} {count}" for code, count in self._counts(month).items())
        return f"{self.words('latest', month=self.words.month(month, with_year=True))} {counts}"

    def _legend(self, month: int) -> list[alt.Chart]:
        """What each light means, with how many there are in the latest month."""
        y = -44.0
        latest = self.words("latest", month=self.words.month(month, with_year=True))
        head = placed([{"x": self.left, "y": y, "text": latest, "colour": self.look.muted}], size=self.look.body)
        chips = []
        for code, count in self._counts(month).items():
            light = self.lights[code]
            chips.append(Key("chip", light.fill, f"{light.word} {count}", light.sign, light.on_fill))
        return [head, *keys(chips, self.left + width_of(latest, self.look.body) + 16, y, self.look, self._right())]


def _latest(rows: list[Row]) -> dict[str, Row]:
    """The row of each target's last month."""
    out: dict[str, Row] = {}
    for row in rows:
        if row["id"] not in out or row["month"] > out[row["id"]]["month"]:
            out[row["id"]] = row
    return out


def _or_zero(value: float | None) -> float:
    return 0.0 if value is None else value
