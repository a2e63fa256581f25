"""The cascade (目标分解): what the parts promise beside what the whole promised, target by target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luoshi.assessing.frames import ColumnType, enter
from luoshi.assessing.measured import with_key, with_nature
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
)  # fmt: skip
from luoshi.charts.libraries import alt
from luoshi.charts.rows import Row, amount_text, natural, number_text, rows_of, without_nulls
from luoshi.charts.theme import Theme, ThemeName, mixed, theme_named
from luoshi.charts.words import Language, Words

_CASCADE: dict[str, ColumnType] = {
    **dict.fromkeys(("id", "place", "indicator", "period", "measure", "unit"), "text"),
    **dict.fromkeys(("whole", "parts", "members", "lowest", "highest"), "number"),
    **dict.fromkeys(("missing", "unweighted", "reason", "good"), "text"),
}
_NEEDED = ("indicator", "whole", "parts")
_BAR, _ROW, _NAME, _MISSING = 320, 28, 260, 320
# In percent of the whole: how far the axis goes at least, and at most; a longer bar is cut and ends in a mark.
_LEAST, _MOST = 120.0, 200.0
# Differences below this part of the whole are noise of arithmetic.
_NOISE = 1e-9


def cascade(
    frame: Any,
    *,
    title: str | None = None,
    language: Language = "zh",
    theme: ThemeName = "light",
) -> Picture:
    """A bar for what the parts promise, in % of the whole's own target; gap, over-allocation and who is missing.

    `frame`: what `assessing.cascade.cascade` gives, a row for each target of a whole: indicator, whole and parts (the
    target and what the parts add up to, in one unit) and, where there are any, id, place, period, measure, unit,
    members (how many parts there are), missing and unweighted (names of those without a target, and without a weight),
    lowest and highest (of the parts' own targets) and reason. What falls short is outlined up to the target; what is
    promised beyond it (层层加码) has another colour; both have sign and word. For an indicator of which less is
    better, less is beyond. Where the parts cannot be put together the range of their targets is drawn instead;
    without a number, or with a whole of 0, nothing is. Raises `FrameError` where a column is missing or a target
    stands twice.
    """
    words, look = Words(language), theme_named(theme)
    found = _with_good(frame)
    rows = without_nulls(rows_of(found, _CASCADE, _NEEDED, "cascade"), ("indicator",), "cascade")
    only_one_row_each(rows, ("id", "place", "indicator", "period", "measure"), "cascade")
    if not rows:
        return nothing(words, look, title or words("cascade"))
    return _Cascade(rows, words, look).picture(title)


def _with_good(native: Any) -> Any:
    """The frame with `good`, which way is good, where there are indicators."""
    frame, _ = enter(native, "cascade")
    schema = frame.collect_schema()
    if "indicator" not in schema or not len(frame.select("indicator").head(1).collect()):
        return native
    return with_nature(with_key(frame))


def standing(row: Mapping[str, Any]) -> str | None:
    """Whether the parts promise less than the whole (`short`), more (`over`) or as much (`equal`); None: not known."""
    whole, parts = row["whole"], row["parts"]
    if whole is None or parts is None:
        return None
    beyond = parts - whole
    if abs(beyond) <= _NOISE * max(abs(whole), abs(parts)):
        return "equal"
    # A fall is promised as a negative growth, so less is beyond there too.
    if row["good"] == "down":
        beyond = -beyond
    return "over" if beyond > 0 else "short"


_SIGNS = {"short": "▼", "over": "▲", "equal": "＝", None: "○"}


def _drawn(row: Row) -> tuple[str, ...]:
    """Which numbers of a row are drawn: the parts' sum, or the range of their targets."""
    return ("parts",) if row["parts"] is not None else ("lowest", "highest")


class _Cascade:
    """The layers of one picture, which share the targets down."""

    def __init__(self, rows: list[Row], words: Words, look: Theme) -> None:
        self.words, self.look = words, look
        self.rows = sorted(
            rows, key=lambda r: [natural(r[k]) for k in ("place", "period", "id", "indicator", "measure")]
        )
        self.names = [self._name(row) for row in self.rows]
        shares = [_percent(row[name], row["whole"]) for row in self.rows for name in _drawn(row)]
        known = [share for share in shares if share is not None]
        self.high = min(max(_LEAST, *(share * 1.04 for share in known), 0.0), _MOST)
        self.low = max(min([0.0, *known]), -_MOST)
        self.height = _ROW * len(self.rows)
        self.colours = {"short": look.grades[-1], "over": look.accent, "equal": look.muted}
        scale = alt.Scale(domain=[self.low, self.high], nice=False, zero=False)
        axis = alt.Axis(
            orient="top", title=words("share_of_whole"), values=[0, 50, 100, 150, 200], labelExpr="datum.label + '%'"
        )
        self.x = alt.X("from:Q", scale=scale, axis=axis)
        self.y = alt.Y("row:Q", scale=None, axis=None)

    def _name(self, row: Row) -> str:
        """The indicator; place and period before it where there are several."""
        name = [self.words.indicator(row["indicator"])]
        if len({r["period"] for r in self.rows}) > 1 and row["period"]:
            name.insert(0, self.words.whole_period(row["period"]))
        if len({r["place"] for r in self.rows}) > 1 and row["place"]:
            name.insert(0, row["place"])
        alike = [r for r in self.rows if r["indicator"] == row["indicator"]]
        if len({r["measure"] for r in alike}) > 1 and row["measure"]:
            name.append(self.words.measure(row["measure"]))
        keys = ("place", "period", "measure")
        if row["id"] and sum(all(r[k] == row[k] for k in keys) for r in alike) > 1:
            name.append(f"[{row['id']}]")
        return " ".join(name)

    def picture(self, title: str | None) -> Picture:
        if title is None:
            title = self.words("cascade")
            places = {row["place"] for row in self.rows}
            periods = {row["period"] for row in self.rows}
            if len(places) == 1 and (place := places.pop()):
                title = f"{place} · {title}"
            if len(periods) == 1 and (period := periods.pop()):
                title = self.words("span", title=title, span=self.words.whole_period(period))
        layers: list[Layer] = [self._tracks(), *self._bars(), self._whole(), self._labels(), *self._columns()]
        found = [standing(row) for row in self.rows]
        entries = [
            Key(
                "chip",
                self.colours[kind],
                f"{self.words(kind)} {found.count(kind)}",
                _SIGNS[kind],
                self.look.background,
            )
            for kind in ("short", "over", "equal")
            if kind in found
        ]
        entries.append(Key("rule", self.look.ink, self.words("whole")))
        layers += keys(entries, -12 - widest(self.names, self.look.body, _NAME), -62, self.look, _BAR + 240)
        said = ", ".join(f"{self.words(kind)} {found.count(kind)}" for kind in ("short", "over", "equal"))
        chart = stacked(layers, width=_BAR, height=self.height)
        return finished(chart, self.look, title, None, f"{title}: {said}")

    def _at(self, number: int) -> float:
        return (number + 0.5) * _ROW

    def _tracks(self) -> alt.Chart:
        rows = [{"row": self._at(number)} for number in range(len(self.rows))]
        mark = alt.Chart(data(rows)).mark_rect(fill=self.look.panel, height=_ROW - 10)
        return encoded(mark, x=alt.value(0), x2=alt.value(_BAR), y=self.y)

    def _bars(self) -> list[Layer]:
        """What the parts promise; what is lacking up to the whole, and what is beyond it."""
        promised: list[Row] = []
        differences: list[Row] = []
        cut: list[Row] = []
        for number, row in enumerate(self.rows):
            share, kind, y = _share(row), standing(row), self._at(number)
            if share is None or kind is None:
                continue
            spot = {"row": y, "indicator": self.names[number], "kind": kind, "share": share, **self._said(row)}
            reached = min(max(share, self.low), self.high)
            promised.append({**spot, "from": 0.0, "to": min(reached, 100.0)})
            if kind != "equal":
                differences.append({**spot, "from": min(reached, 100.0), "to": max(reached, 100.0)})
            if reached < share:
                cut.append({"x": _BAR + 2, "y": y, "text": "▸", "colour": self.look.ink})
        done = alt.Chart(data(promised), name="promised").mark_rect(
            height=_ROW - 10, fill=mixed(self.look.muted, self.look.background, 0.55)
        )
        rest = alt.Chart(data(differences), name="differences").mark_rect(height=_ROW - 11, strokeWidth=1)
        scale = alt.Scale(domain=list(self.colours), range=list(self.colours.values()))
        # What is lacking is only outlined: nobody has promised it.
        opacity = alt.Scale(domain=["short", "over"], range=[0.18, 1.0])
        place: dict[str, Any] = {"x": self.x, "x2": "to:Q", "y": self.y, "tooltip": self._tips()}
        fill = alt.Fill("kind:N", scale=scale, legend=None)
        stroke = alt.Stroke("kind:N", scale=scale, legend=None)
        shade = alt.FillOpacity("kind:N", scale=opacity, legend=None)
        made: list[Layer] = [
            encoded(done, **place),
            encoded(rest, **place, fill=fill, stroke=stroke, fillOpacity=shade),
        ]
        return [*made, *self._ranges(), *([placed(cut, size=self.look.body)] if cut else [])]

    def _tips(self) -> list[alt.Tooltip]:
        fields = ("indicator", "whole", "parts", "gap", "reason")
        tips = [alt.Tooltip(f"{field}:N", title=self.words(field)) for field in fields]
        return [*tips, alt.Tooltip("share:Q", title=self.words("share_of_whole"), format=".1f")]

    def _ranges(self) -> list[Layer]:
        """From the lowest to the highest of the parts' own targets, where they cannot be put together."""
        rows: list[Row] = []
        for number, row in enumerate(self.rows):
            low, high = (_percent(row[name], row["whole"]) for name in ("lowest", "highest"))
            if row["parts"] is None and low is not None and high is not None:
                ends = [min(max(end, self.low), self.high) for end in sorted((low, high))]
                spot = {"row": self._at(number), "indicator": self.names[number], **self._said(row)}
                rows.append({**spot, "from": ends[0], "to": ends[1]})
        if not rows:
            return []
        mark = alt.Chart(data(rows), name="ranges").mark_rule(color=self.look.muted, strokeWidth=4, strokeCap="round")
        return [encoded(mark, x=self.x, x2="to:Q", y=self.y, tooltip=self._tips()[:-1])]

    def _said(self, row: Row) -> dict[str, str]:
        """What a row says in words: the two numbers, the difference, and the reason."""
        return {
            "whole": self._amount(row, row["whole"]),
            "parts": self._parts(row),
            "gap": self._difference(row),
            "reason": row["reason"] or "",
        }

    def _amount(self, row: Row, value: float | None) -> str:
        return "－" if value is None else f"{amount_text(value)}{row['unit'] or ''}"

    def _parts(self, row: Row) -> str:
        low, high = row["lowest"], row["highest"]
        if row["parts"] is not None or low is None or high is None:
            return self._amount(row, row["parts"])
        return self._amount(row, high) if low == high else f"{amount_text(low)}—{self._amount(row, high)}"

    def _difference(self, row: Row) -> str:
        kind = standing(row)
        if kind is None:
            return f"{_SIGNS[None]} {self.words('not_known')}"
        if kind == "equal":
            return f"{_SIGNS[kind]} {self.words(kind)}"
        # Two rates differ by points, not by percent.
        unit = self.words("points") if row["unit"] == "%" else row["unit"] or ""
        text = f"{_SIGNS[kind]} {self.words(kind)} {amount_text(abs(row['parts'] - row['whole']))}{unit}"
        share = _share(row)
        return text if share is None else text + self.words("in_brackets", text=f"{number_text(share)}%")

    def _whole(self) -> alt.Chart:
        rows = [{"from": 100.0}]
        mark = alt.Chart(data(rows), name="whole").mark_rule(color=self.look.ink, strokeWidth=1.5)
        return encoded(mark, x=self.x)

    def _labels(self) -> alt.Chart:
        rows = [
            {"x": -12, "y": self._at(n), "text": name, "colour": self.look.ink} for n, name in enumerate(self.names)
        ]
        return placed(rows, size=self.look.body, align="right", limit=_NAME)

    def _columns(self) -> list[Layer]:
        """Right of the bars: the whole's target, the parts' sum, the difference, and who has no target."""
        said = [self._said(row) for row in self.rows]
        made: list[Layer] = []
        x = float(_BAR + 16)
        for field, align in (("whole", "right"), ("parts", "right"), ("gap", "left")):
            texts = [row[field] for row in said]
            width = widest([self.words(field), *texts], self.look.body, 260)
            made.append(self._column(self.words(field), texts, x + width if align == "right" else x, align))
            x += width + 20
        missing = [self._missing(row) for row in self.rows]
        if any(missing):
            made.append(self._column(self.words("missing_members"), missing, x, "left", _MISSING))
        return made

    def _missing(self, row: Row) -> str:
        said = []
        if row["missing"] and row["members"] is not None:
            said.append(self.words("missing_of", names=row["missing"], members=amount_text(row["members"])))
        elif row["missing"]:
            said.append(row["missing"])
        if row["unweighted"]:
            said.append(self.words("unweighted", names=row["unweighted"]))
        return self.words("and_then").join(said)

    def _column(self, head: str, texts: list[str], x: float, align: Any, limit: float = 0) -> alt.Chart:
        rows: list[Row] = [{"x": x, "y": -14, "text": head, "colour": self.look.muted}]
        for number, text in enumerate(texts):
            if text:
                rows.append({"x": x, "y": self._at(number), "text": text, "colour": self.look.ink})
        return placed(rows, size=self.look.body, align=align, limit=limit)


def _share(row: Mapping[str, Any]) -> float | None:
    """What the parts promise in % of the whole; None where a number is missing or the whole is 0."""
    return _percent(row["parts"], row["whole"])


def _percent(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else 100 * part / whole
