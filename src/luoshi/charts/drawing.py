"""What every picture is made of: title and look, words at fixed places, legends, and what stands for nothing."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from luoshi.assessing.frames import FrameError
from luoshi.charts.libraries import alt
from luoshi.charts.rows import Row
from luoshi.charts.theme import Theme
from luoshi.charts.words import Words

#: What the functions of this package return: it has `to_dict` and `to_json`, and shows itself in a notebook.
Picture: TypeAlias = alt.LayerChart
Layer: TypeAlias = "alt.Chart | alt.LayerChart"


def stacked(layers: Iterable[Layer], width: float | None = None, height: float | None = None) -> Picture:
    """Layers over one another, the first lowest; with a size in pixels where it is the whole picture."""
    return alt.LayerChart(layer=list(layers), width=width or alt.Undefined, height=height or alt.Undefined)


def encoded(chart: alt.Chart, **channels: Any) -> alt.Chart:
    """A chart with what its channels show (Altair's own `encode`, typed)."""
    made: alt.Chart = chart.encode(**channels)
    return made


def data(rows: Sequence[Mapping[str, Any]]) -> alt.InlineData:
    """Rows carried in the chart itself, whatever their number."""
    return alt.InlineData(values=[dict(row) for row in rows])


def width_of(text: str, size: float) -> float:
    """About how wide a text is printed, in pixels: a Chinese character is as wide as it is high."""
    return sum(map(_width, text)) * size


def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    return 0.32 if character in " .,:;'|!()[]iljtfI" else 0.66 if character.isupper() else 0.56


def widest(texts: Sequence[str], size: float, at_most: float) -> float:
    """The width of the widest of some texts, cut at a limit."""
    return min(max((width_of(text, size) for text in texts), default=0.0), at_most)


def wrapped(text: str, size: float, width: float) -> list[str]:
    """A text in lines of about a width; Chinese may be broken anywhere but before a mark, the rest between words."""
    lines, line = [], ""
    for piece in re.findall(r"[!-~]+[，。；：、！？）”》]*\s*|.[，。；：、！？）”》]*\s*", text):
        if line and width_of(line + piece.rstrip(), size) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def only_one_row_each(rows: Iterable[Row], columns: Sequence[str], what: str) -> None:
    """Raises `FrameError` where two rows have the same values in these columns."""
    seen = set()
    for row in rows:
        key = tuple(row[name] for name in columns)
        if key in seen:
            named = ", ".join(f"{name} {row[name]}" for name in columns if row[name] is not None)
            raise FrameError(f"{what}: found two rows for {named}, expected one")
        seen.add(key)


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of a legend: what it looks like, in which colour, what it says; a chip has a sign on it."""

    kind: Literal["line", "dashes", "rule", "area", "chip"]
    colour: str
    text: str
    sign: str = ""
    on_colour: str = ""


_STROKES = {"line": (2.5, [1, 0]), "dashes": (1.5, [6, 4]), "rule": (1, [1, 0])}


_LINE = 24


def keys(entries: Sequence[Key], x: float, y: float, theme: Theme, right: float) -> list[alt.Chart]:
    """A legend from a place given in pixels to its `right`: a swatch for each entry, and its words.

    What does not fit in one line takes more; `y` is that of the last one.
    """
    widths = [28 + width_of(key.text, theme.body) + 18 for key in entries]
    spots = []
    left, line = x, 0
    for width in widths:
        if left > x and left + width - 18 > right:
            left, line = x, line + 1
        spots.append((left, line))
        left += width
    return _keys([(key, at, y - (line - row) * _LINE) for key, (at, row) in zip(entries, spots, strict=True)], theme)


def _keys(entries: Sequence[tuple[Key, float, float]], theme: Theme) -> list[alt.Chart]:
    boxes: list[Row] = []
    signs: list[Row] = []
    texts: list[Row] = []
    strokes: dict[str, list[Row]] = {kind: [] for kind in _STROKES}
    for key, x, y in entries:
        spot = {"x": x, "x2": x + 22, "colour": key.colour}
        if key.kind in strokes:
            strokes[key.kind].append({**spot, "y": y})
        else:
            boxes.append({**spot, "y": y - 9, "y2": y + 9})
        if key.sign:
            signs.append({"x": x + 11, "y": y, "text": key.sign, "colour": key.on_colour})
        texts.append({"x": x + 28, "y": y, "text": key.text, "colour": theme.ink})
    made = []
    place = {"x": alt.X("x:Q", scale=None, axis=None), "x2": alt.X2("x2:Q"), "y": alt.Y("y:Q", scale=None, axis=None)}
    for kind, rows in strokes.items():
        if rows:
            width, dash = _STROKES[kind]
            rule = alt.Chart(data(rows)).mark_rule(strokeWidth=width, strokeDash=dash)
            made.append(rule.encode(**place, color=alt.Color("colour:N", scale=None, legend=None)))
    if boxes:
        chip = alt.Chart(data(boxes)).mark_rect(cornerRadius=2)
        made.append(chip.encode(**place, y2="y2:Q", fill=alt.Fill("colour:N", scale=None, legend=None)))
    if signs:
        made.append(placed(signs, size=theme.small + 1, align="center"))
    return [*made, placed(texts, size=theme.body)]


def finished(picture: Picture, theme: Theme, title: str, subtitle: Sequence[str] | None, description: str) -> Picture:
    """A picture with its title, its look and a sentence for those who cannot see it."""
    head = alt.TitleParams(text=title, subtitle=list(subtitle)) if subtitle else alt.TitleParams(text=title)
    made: Picture = picture.properties(title=head, description=description).configure(**theme.config())
    return made


def nothing(words: Words, theme: Theme, title: str) -> Picture:
    """A picture that says that there is nothing to show."""
    base = alt.Chart(data([{"text": words("nothing")}])).properties(width=560, height=120)
    box = base.mark_rect(fill=theme.panel, stroke=theme.rule).encode(x=alt.value(0), y=alt.value(0), x2=alt.value(560))
    box = box.encode(y2=alt.value(120))
    text = base.mark_text(fontSize=theme.lead, color=theme.muted).encode(
        x=alt.value(280), y=alt.value(60), text="text:N"
    )
    return finished(stacked([box, text]), theme, title, None, words("nothing"))


def placed(
    rows: Sequence[Row],
    *,
    size: int,
    align: Literal["left", "center", "right"] = "left",
    weight: Literal["normal", "bold"] = "normal",
    limit: float = 0,
) -> alt.Chart:
    """Words at places given in pixels (rows with `x`, `y`, `text` and `colour`); cut with … at a limit, if any."""
    chart = alt.Chart(data(rows)).mark_text(
        align=align,
        baseline="middle",
        fontSize=size,
        fontWeight=weight,
        limit=limit or alt.Undefined,
        lineBreak="\n",
        lineHeight=size + 2,
    )
    return encoded(
        chart,
        x=alt.X("x:Q", scale=None, axis=None),
        y=alt.Y("y:Q", scale=None, axis=None),
        text="text:N",
        color=alt.Color("colour:N", scale=None, legend=None),
    )


def switch(field: str, cases: Mapping[str, str], otherwise: str) -> str:
    """A Vega expression: the text that belongs to a field's value, `otherwise` where it has none."""
    table = json.dumps(cases, ensure_ascii=False)
    return f"{table}[{field}] || {json.dumps(otherwise, ensure_ascii=False)}"
