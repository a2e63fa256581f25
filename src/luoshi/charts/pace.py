"""Progress against schedule (进度与序时): one target through the year, and where it is likely to end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from luoshi.assessing.calendar import month_number, month_text
from luoshi.assessing.frames import VERDICTS, ColumnType, FrameError
from luoshi.charts.drawing import Key, Picture, data, finished, keys, nothing, only_one_row_each, stacked, wrapped
from luoshi.charts.libraries import alt
from luoshi.charts.lights import code_of, lights
from luoshi.charts.months import count_months, month_axis, span_text, years_of
from luoshi.charts.rows import Row, amount_text, percent_text, rows_of, without_nulls
from luoshi.charts.theme import Theme, ThemeName, theme_named
from luoshi.charts.words import Language, Words

_BAND: dict[str, ColumnType] = {"month": "text", "outlook": "number", "low": "number", "high": "number"}
_COLUMNS = (
    "id", "place", "indicator", "as_of", "actual", "completion", "schedule", "ahead", "gap",
    "outlook", "outlook_low", "outlook_high", "state", "light", "reason",
)  # fmt: skip
_WIDTH, _HEIGHT = 720, 320

Measure: TypeAlias = Literal["completion", "actual"]
Converter: TypeAlias = Callable[[float | None], float | None]


def progress(
    verdicts: Any,
    band: Any = None,
    *,
    measure: Measure | None = None,
    unit: str = "",
    until: str | None = None,
    title: str | None = None,
    language: Language = "zh",
    theme: ThemeName = "light",
) -> Picture:
    """What was reached against schedule, month by month, with lights; and the outlook with its range to the end.

    `verdicts`: those of one target, with as_of (month) and, where there are any, completion and schedule (%), actual,
    gap, outlook, outlook_low and outlook_high (in the target's unit), light, state and reason. `band`: a frame with
    month, outlook, low, high in that unit; without it the outlook of the latest verdict is drawn as a fan to the end
    of the year (or to the month `until`). `measure` is `completion`, in %, or `actual`, in the `unit` of the target;
    by default the first where there is any completion (growth and rates have none).

    Between the unit and % lies a straight line through the target (100 %) and a verdict with a gap (`actual − gap` is
    the target), which holds for amounts, for growth and for falls from a baseline; where no verdict gives it, what
    would have to be converted is left out and the picture says so. A missing month is a gap in the line.
    Raises `FrameError` where the frame has more than one target, two rows for a month, or a month is none.
    """
    words, look = Words(language), theme_named(theme)
    if measure not in (None, "completion", "actual"):
        raise ValueError(f"measure: found {measure!r}, expected completion or actual")
    columns = {name: VERDICTS[name] for name in _COLUMNS}
    rows = without_nulls(rows_of(verdicts, columns, ("as_of",), "verdicts"), ("as_of",), "verdicts")
    if not rows:
        return nothing(words, look, title or words("progress"))
    if measure is None:
        measure = "completion" if any(row["completion"] is not None for row in rows) else "actual"
    rows = sorted(count_months(rows, "as_of", "verdicts"), key=lambda row: row["month"])
    _one_target(rows)
    only_one_row_each(rows, ("as_of",), "verdicts")
    outlooks = None
    if band is not None:
        found = without_nulls(rows_of(band, _BAND, ("month", "outlook"), "band"), ("month",), "band")
        outlooks = count_months(found, "month", "band")
    return _Pace(rows, outlooks, until, measure, unit, words, look).picture(title)


def _one_target(rows: list[Row]) -> None:
    for name in ("id", "place", "indicator"):
        found = sorted({row[name] for row in rows if row[name] is not None})
        if len(found) > 1:
            raise FrameError(f"verdicts: column {name}: found {', '.join(found[:5])}, expected one target")


@dataclass(frozen=True, slots=True)
class _Line:
    """The straight line between amounts and completion, through the target at 100 %."""

    target: float
    slope: float  # percent for one of the unit

    def percent(self, amount: float) -> float:
        return 100 + (amount - self.target) * self.slope

    def amount(self, percent: float) -> float:
        return self.target + (percent - 100) / self.slope


def _line_of(rows: Iterable[Row]) -> _Line | None:
    """The line that the latest verdict with an actual, a gap and a completion gives; None where none does."""
    for row in sorted(rows, key=lambda r: -int(r["month"])):
        actual, gap, completion = row["actual"], row["gap"], row["completion"]
        if actual is None or completion is None or not gap or completion == 100:
            continue
        return _Line(actual - gap, (completion - 100) / gap)
    return None


def _month(until: str) -> int:
    try:
        return month_number(until)
    except ValueError as error:
        raise ValueError(f"until: {error}") from None


def _target_of(rows: Iterable[Row]) -> float | None:
    """The target in its unit, as the latest verdict with an actual and a gap has it."""
    known = [row for row in rows if row["actual"] is not None and row["gap"] is not None]
    latest = max(known, key=lambda row: int(row["month"]), default=None)
    return None if latest is None else float(latest["actual"] - latest["gap"])


def _same(value: float | None) -> float | None:
    return value


class _Pace:
    """The layers of one picture, which share months across and one measure upwards."""

    def __init__(
        self,
        rows: list[Row],
        band: list[Row] | None,
        until: str | None,
        measure: Measure,
        unit: str,
        words: Words,
        look: Theme,
    ) -> None:
        self.rows, self.words, self.look, self.measure, self.unit = rows, words, look, measure, unit
        self.lights = lights((row["light"] for row in rows), look, words.language, "verdicts")
        self.line = _line_of(rows)
        self.left_out = False
        as_percent = self._through(self.line.percent if self.line else None)
        as_amount = self._through(self.line.amount if self.line else None)
        of_amounts, of_percents = (as_percent, _same) if measure == "completion" else (_same, as_amount)
        reached = "completion" if measure == "completion" else "actual"
        self.points = [{**row, "y": row[reached]} for row in rows if row[reached] is not None]
        scheduled = [(row["month"], of_percents(row["schedule"])) for row in rows]
        self.schedule = [{"month": month, "y": y} for month, y in scheduled if y is not None]
        self.band = self._band(rows, band, until, of_amounts)
        self.target = 100.0 if measure == "completion" else _target_of(rows)
        last = max([row["month"] for row in rows] + [row["month"] for row in self.band])
        self.months = years_of(rows[0]["month"], last)

    def _through(self, convert: Callable[[float], float] | None) -> Converter:
        def converted(value: float | None) -> float | None:
            if value is None:
                return None
            if convert is None:
                self.left_out = True
                return None
            return convert(value)

        return converted

    def _band(
        self,
        rows: list[Row],
        band: list[Row] | None,
        until: str | None,
        convert: Callable[[float | None], float | None],
    ) -> list[Row]:
        """Outlook, low and high by month, from the last point that was reached."""
        if band is None:
            latest = next((row for row in reversed(rows) if row["outlook"] is not None), None)
            if latest is None:
                return []
            end = latest["month"] // 12 * 12 + 11 if until is None else _month(until)
            band = [
                {
                    "month": end,
                    "outlook": latest["outlook"],
                    "low": latest["outlook_low"],
                    "high": latest["outlook_high"],
                }
            ]
        start = self.points[-1]["month"] if self.points else -1
        out = []
        for row in sorted(band, key=lambda r: int(r["month"])):
            outlook = convert(row["outlook"])
            if outlook is not None and row["month"] > start:
                low, high = convert(row["low"]), convert(row["high"])
                # What is left to reach of a falling indicator runs the other way.
                sides = sorted((outlook if low is None else low, outlook if high is None else high))
                out.append({"month": row["month"], "y": outlook, "low": sides[0], "high": sides[1]})
        if out and self.points:
            y = self.points[-1]["y"]
            out.insert(0, {"month": start, "y": y, "low": y, "high": y})
        return out

    def picture(self, title: str | None) -> Picture:
        latest = self.rows[-1]
        if title is None:
            name = self.words.indicator(latest["indicator"]) if latest["indicator"] else None
            subject = " ".join(part for part in (latest["place"], name) if part)
            title = self.words("of", title=subject, of=self.words("progress")) if subject else self.words("progress")
            title = self.words("span", title=title, span=span_text(self.months[0], self.months[-1], self.words))
        if not self.points and not self.schedule and not self.band:
            return nothing(self.words, self.look, title)
        layers = [*self._bands(), *self._target(), *self._schedule(), *self._actual()]
        width = max(_WIDTH, 26 * len(self.months))
        legend = keys(self._keys(), -30, -44, self.look, width)
        chart = stacked([*layers, *legend], width=width, height=_HEIGHT)
        notes = wrapped(latest["reason"] or "", self.look.lead, width)
        if self.left_out:
            notes += wrapped(self.words("no_scale"), self.look.lead, width)
        said = title + ": " + "; ".join(key.text for key in self._keys())
        return finished(chart, self.look, title, notes, said)

    def _text(self, value: float) -> str:
        return self._number(value) + ("%" if self.measure == "completion" else self.unit)

    def _number(self, value: float) -> str:
        return percent_text(value) if self.measure == "completion" else amount_text(value)

    def _keys(self) -> list[Key]:
        """The lines with their latest numbers; the words that a legend would need a look-up for."""
        out = []
        if self.points:
            out.append(Key("line", self.look.accent, f"{self.words('actual_line')} {self._text(self.points[-1]['y'])}"))
        if self.schedule:
            text = f"{self.words('schedule_line')} {self._text(self.schedule[-1]['y'])}"
            out.append(Key("dashes", self.look.muted, text))
        if self.band:
            end = self.band[-1]
            text = f"{self.words('outlook_line')} {self._text(end['y'])}"
            if end["high"] > end["low"]:
                text += self.words("between", low=self._number(end["low"]), high=self._number(end["high"]))
            out.append(Key("area", self.look.band, text))
        if self.target is not None:
            out.append(
                Key("rule", self.look.ink, f"{self.words('target')} {self._text(self.target)}".replace(".0%", "%"))
            )
        used = dict.fromkeys(code_of(row["light"]) for row in self.points if row["light"])
        for code, light in self.lights.items():
            if code in used:
                out.append(Key("chip", light.fill, light.word, light.sign, light.on_fill))
        return out

    def _x(self) -> alt.X:
        several = len(self.months) > 12
        axis = month_axis(self.months, self.words, years=several, grid=False)
        return alt.X(
            "month:N",
            scale=alt.Scale(domain=[month_text(m) for m in self.months], type="point", padding=0.4),
            axis=axis,
        )

    def _y(self, field: str = "y") -> alt.Y:
        values = [row["y"] for row in (*self.points, *self.schedule)]
        values += [row[side] for row in self.band for side in ("low", "high")]
        values += [] if self.target is None else [self.target]
        low, high = min(values), max(values)
        # Completion begins at nothing; of rates and growth the differences are to be seen.
        if self.measure == "completion" or low < high / 2:
            low, high = min(low, 0.0), max(high, 0.0)
        room = (high - low or abs(high) or 1.0) * 0.06
        domain = [low - (room if low else 0), high + room]
        name = self.words("completion_axis") if self.measure == "completion" else self.unit or None
        axis = alt.Axis(
            title=name, titleAngle=0, titleAlign="left", titleAnchor="end", titleX=-30, titleY=-14, tickCount=6
        )
        return alt.Y(f"{field}:Q", scale=alt.Scale(domain=domain, nice=False, zero=False), axis=axis)

    def _bands(self) -> list[alt.Chart]:
        if not self.band:
            return []
        rows = [{**row, "month": month_text(row["month"])} for row in self.band]
        chart, place = alt.Chart(data(rows)), {"x": self._x(), "y": self._y()}
        area = chart.mark_area(color=self.look.band, opacity=0.55).encode(x=self._x(), y=self._y("low"), y2="high:Q")
        line = chart.mark_line(color=self.look.accent, strokeDash=[2, 3], strokeWidth=2).encode(**place)
        # The first is where the target stands now, unless nothing was reached yet.
        dots = rows[1:] if self.points else rows
        tips = [
            alt.Tooltip("month:N", title=self.words("as_of")),
            alt.Tooltip("y:Q", title=self.words("outlook"), format=".2f"),
            alt.Tooltip("low:Q", title=self.words("low"), format=".2f"),
            alt.Tooltip("high:Q", title=self.words("high"), format=".2f"),
        ]
        points = alt.Chart(data(dots)).mark_point(
            shape="circle", size=24, filled=True, color=self.look.accent, opacity=1
        )
        return [area.properties(name="outlook"), line, points.encode(**place, tooltip=tips)]

    def _target(self) -> list[alt.Chart]:
        if self.target is None:
            return []
        rule = alt.Chart(data([{"y": self.target}])).mark_rule(color=self.look.ink, strokeWidth=1)
        return [rule.encode(y=self._y())]

    def _schedule(self) -> list[alt.Chart]:
        chart = alt.Chart(data(_in_runs(self.schedule)), name="schedule")
        mark = chart.mark_line(color=self.look.muted, strokeDash=[6, 4], strokeWidth=1.5, point=_dot(self.look.muted))
        return [mark.encode(x=self._x(), y=self._y(), detail="run:N")]

    def _actual(self) -> list[alt.Chart]:
        rows = []
        for row in _in_runs(self.points):
            light = self.lights[code_of(row["light"])]
            rows.append(
                {
                    "month": row["month"],
                    "run": row["run"],
                    "y": row["y"],
                    "actual": row["actual"],
                    "completion": row["completion"],
                    "schedule": row["schedule"],
                    "light": light.code if row["light"] else None,
                    "word": f"{light.sign} {light.word}" if row["light"] else "",
                    "sign": light.sign if row["light"] else "",
                    "reason": row["reason"] or "",
                }
            )
        lit = [row for row in rows if row["light"]]
        fill = alt.Fill("light:N", scale=_scale(self.lights, "fill"), legend=None)
        ink = alt.Color("light:N", scale=_scale(self.lights, "on_fill"), legend=None)
        tips = [alt.Tooltip("month:N", title=self.words("as_of")), alt.Tooltip("word:N", title=self.words("light"))]
        tips += [alt.Tooltip(f"{n}:Q", title=self.words(n), format=".2f") for n in ("actual", "completion", "schedule")]
        tips.append(alt.Tooltip("reason:N", title=self.words("reason")))
        line = alt.Chart(data(rows), name="actual").mark_line(
            color=self.look.accent, strokeWidth=2.5, point=_dot(self.look.accent)
        )
        discs = alt.Chart(data(lit)).mark_point(
            shape="circle", size=300, stroke=self.look.accent, strokeWidth=1.5, opacity=1
        )
        signs = alt.Chart(data(lit)).mark_text(fontSize=self.look.small, baseline="middle")
        place = {"x": self._x(), "y": self._y()}
        return [
            line.encode(**place, detail="run:N", tooltip=tips),
            discs.encode(**place, fill=fill, tooltip=tips),
            signs.encode(**place, text="sign:N", color=ink),
        ]


def _dot(colour: str) -> alt.OverlayMarkDef:
    """A month alone between two missing ones has no line; its dot shows it."""
    return alt.OverlayMarkDef(color=colour, filled=True, size=18, opacity=1)


def _scale(shown: Any, part: str) -> alt.Scale:
    return alt.Scale(domain=list(shown), range=[getattr(light, part) for light in shown.values()])


def _in_runs(rows: list[Row]) -> list[Row]:
    """The rows with `run`, the number of their stretch of months without a gap, and their month as ISO text."""
    out: list[Row] = []
    run, before = 0, None
    for row in rows:
        if before is not None and row["month"] != before + 1:
            run += 1
        before = row["month"]
        out.append({**row, "run": run, "month": month_text(row["month"])})
    return out
