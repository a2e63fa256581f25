"""Layout: glyph boxes on a page to lines and blocks in reading order.

Glyphs are joined to fragments (unbroken runs on one printed line, never across a gutter); a recursive
XY-cut (Nagy and Seth 1984) over the fragments then orders them: a white band much higher than the space
between lines parts what is above from what is below; else a white gutter parts the columns, left first;
else, where a headline bars the gutters, the rows are grouped by the gutters they share and cut there.
The order in which the boxes are given plays no part. Coordinates grow to the right and downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from luoshi.reading.sources.fragments import Box, Fragment, fragments_of

# All in ems, the size of the type on the spot.
_GUTTER = 0.78
"""White this wide parts columns, or cells (newspapers have 1 to 2 between columns)."""
_BLOCK_GAP = 0.9
"""White between two blocks, over what is usual between the lines around."""
_COLUMN_WIDTH = 6.0
"""No column of prose is narrower; what is narrower is a label or the cell of a table."""
_TABLE_ROWS = 3
_INDENT = 1.4
_LABEL_ENDS = ".．、)）·•●■◆★—-"
_MAX_DEPTH = 40


_Block = list[str]


def reading_order(boxes: Sequence[Box]) -> list[list[str]]:
    """The blocks of a page in reading order, each a list of its lines from top to bottom.

    Every character of every box is in the result exactly once, except one that is printed twice on the
    same spot to look bold. Spaces stand where Latin letters or digits have a gap between them, and where
    a line has a gap of more than an em.
    """
    fragments = fragments_of(boxes)
    blocks: list[_Block] = []
    _cut(fragments, blocks, 0)
    return blocks


def text_of(blocks: list[list[str]]) -> str:
    """Lines under one another, a blank line between blocks."""
    return "\n\n".join("\n".join(lines) for lines in blocks)


def _cut(fragments: list[Fragment], blocks: list[_Block], depth: int) -> None:
    if not fragments:
        return
    if len(fragments) == 1 or depth > _MAX_DEPTH:
        blocks.extend(_leaf(fragments))
        return
    em = median(f.em for f in fragments)
    for part in _high_bands(fragments, em):
        if len(part) < len(fragments):
            _cut(part, blocks, depth + 1)
            continue
        columns = _columns(part, em)
        if len(columns) > 1:
            for column in columns:
                _cut(column, blocks, depth + 1)
            continue
        groups = _groups(part, em)
        if len(groups) > 1:
            for group in groups:
                _cut(group, blocks, depth + 1)
        else:
            blocks.extend(_leaf(part))


def _rows(fragments: list[Fragment]) -> list[list[Fragment]]:
    """Bands from top to bottom that no fragment crosses; the lines of type may overlap by a third."""
    rows: list[list[Fragment]] = []
    floor = float("-inf")
    for f in sorted(fragments, key=lambda f: f.middle):
        if rows and f.y0 + 0.33 * f.em < floor:
            rows[-1].append(f)
            floor = max(floor, f.y1)
        else:
            rows.append([f])
            floor = f.y1
    return rows


def _line_gap(fragments: list[Fragment]) -> float:
    """The usual white between a line and the next one below it (negative where lines of type overlap)."""
    ordered = sorted(fragments, key=lambda f: f.y0)
    gaps: list[float] = []
    for i, f in enumerate(ordered):
        for below in ordered[i + 1 : i + 40]:
            if below.middle > f.y1 - 0.2 * f.em and min(f.x1, below.x1) - max(f.x0, below.x0) > 0:
                gaps.append(below.y0 - f.y1)
                break
    return median(gaps) if gaps else 0.0


def _high_bands(fragments: list[Fragment], em: float) -> list[list[Fragment]]:
    """Parts the fragments at white bands across the whole width that no line spacing explains."""
    rows = _rows(fragments)
    if len(rows) < 2:
        return [fragments]
    # Double spacing is no more than this; two lines far apart do not make their distance usual.
    usual = min(max(_line_gap(fragments), 0.0), 1.6 * em)
    parts: list[list[Fragment]] = [list(rows[0])]
    floor = max(f.y1 for f in rows[0])
    for row in rows[1:]:
        gap = min(f.y0 for f in row) - floor
        if gap > usual + _BLOCK_GAP * em and gap > 1.6 * usual:
            parts.append(list(row))
        else:
            parts[-1].extend(row)
        floor = max(floor, *(f.y1 for f in row))
    return parts


def _gutters(spans: list[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    """The white intervals, at least `least` wide, between the given intervals."""
    gutters: list[tuple[float, float]] = []
    right = float("-inf")
    for x0, x1 in sorted(spans):
        if x0 - right >= least and right != float("-inf"):
            gutters.append((right, x0))
        right = max(right, x1)
    return gutters


def _columns(fragments: list[Fragment], em: float) -> list[list[Fragment]]:
    """Parts the fragments at the white gutters, where both sides are wide enough to be columns of prose."""
    gutters = _gutters([(f.x0, f.x1) for f in fragments], _GUTTER * em)
    if not gutters:
        return [fragments]
    columns: list[list[Fragment]] = [[] for _ in range(len(gutters) + 1)]
    for f in fragments:
        columns[sum(f.x0 >= right - 1e-6 for _, right in gutters)].append(f)
    # A narrow strip (labels, numbers, cells) stays with its left neighbour, the first with its right one.
    merged: list[list[Fragment]] = []
    for column in columns:
        if merged and (not _prose(column, em) or not _prose(merged[-1], em)):
            merged[-1].extend(column)
        else:
            merged.append(column)
    return merged


def _prose(column: list[Fragment], em: float) -> bool:
    rows = _rows(column)
    width = max(f.x1 - f.x0 for f in column)
    return (len(rows) >= 2 and width >= _COLUMN_WIDTH * em) or _downwards(rows)


def _downwards(rows: list[list[Fragment]]) -> bool:
    """Single Chinese characters under one another: a headline set downwards."""
    return len(rows) >= 3 and all(len(row) == 1 and len(row[0].text) == 1 and row[0].text > "\u2e7f" for row in rows)


def _groups(fragments: list[Fragment], em: float) -> list[list[Fragment]]:
    """Groups rows, from the top, that share a gutter or have none; a headline across columns is its own."""
    rows = _rows(fragments)
    groups: list[list[Fragment]] = []
    shared: list[tuple[float, float]] = []
    for row in rows:
        own = _gutters([(f.x0, f.x1) for f in row], _GUTTER * em)
        if not groups:
            groups.append(list(row))
            shared = own
            continue
        joint = [(f.x0, f.x1) for f in groups[-1]] + [(f.x0, f.x1) for f in row]
        common = _gutters(joint, _GUTTER * em)
        if (shared and common) or (not shared and not own):
            groups[-1].extend(row)
            shared = common
        else:
            groups.append(list(row))
            shared = own
    # Only groups that open columns are worth a cut: the rest are lines with wide spaces in them.
    worth = [len(_columns(g, em)) > 1 for g in groups]
    if not any(worth):
        return [fragments]
    out: list[list[Fragment]] = []
    for i, (group, opens) in enumerate(zip(groups, worth, strict=True)):
        if out and not opens and not worth[i - 1]:
            out[-1].extend(group)
        else:
            out.append(group)
    return out


def _leaf(fragments: list[Fragment]) -> list[_Block]:
    """The lines of a block that no gutter parts; blocks that interlock are ordered by clusters."""
    lines = _lines(fragments)
    em = median(f.em for f in fragments)
    if _downwards(lines):
        return [["".join(line[0].text for line in lines)]]
    gutters = _gutters([(f.x0, f.x1) for f in fragments], _GUTTER * em)
    if gutters and sum(len(line) > 1 for line in lines) >= _TABLE_ROWS and not _labelled(lines, gutters):
        return [[_table_row(line, gutters) for line in lines]]
    if sum(_wide(line, em) for line in lines) >= _TABLE_ROWS:
        clusters = _clusters(fragments)
        if len(clusters) > 1:
            return [_indented(_lines(cluster), em) for cluster in clusters]
    return [_indented(lines, em)]


def _labelled(lines: list[list[Fragment]], gutters: list[tuple[float, float]]) -> bool:
    """Whether the one gutter only parts the labels of a list (1. （二） ·) from its items."""
    labels = [line[0].text for line in lines if line[0].x1 <= gutters[0][0] + 1e-6]
    return len(gutters) == 1 and all(len(label) <= 4 and label[-1] in _LABEL_ENDS for label in labels)


def _indented(lines: list[list[Fragment]], em: float) -> list[str]:
    """The lines as text; one set in by more than an em keeps an indent of two, which opens a paragraph."""
    left = min(line[0].x0 for line in lines)
    return [("　　" if line[0].x0 - left > _INDENT * em else "") + _joined(line) for line in lines]


def _wide(line: list[Fragment], em: float) -> bool:
    return any(
        right.x0 - left.x1 >= _GUTTER * em and min(left.x1 - left.x0, right.x1 - right.x0) > _COLUMN_WIDTH * em
        for left, right in pairwise(line)
    )


def _lines(fragments: list[Fragment]) -> list[list[Fragment]]:
    """Printed lines from top to bottom, each from left to right."""
    lines: list[list[Fragment]] = []
    for f in sorted(fragments, key=lambda f: f.middle):
        if lines:
            line = lines[-1]
            level = sum(g.middle for g in line) / len(line)
            clash = any(min(f.x1, g.x1) - max(f.x0, g.x0) > 0.5 * min(f.em, g.em) for g in line)
            if abs(f.middle - level) < 0.5 * max(f.em, line[0].em) and not clash:
                line.append(f)
                continue
        lines.append([f])
    for line in lines:
        line.sort(key=lambda f: f.x0)
    return lines


def _joined(line: list[Fragment]) -> str:
    return " ".join(f.text for f in line)


def _table_row(line: list[Fragment], gutters: list[tuple[float, float]]) -> str:
    cells: list[list[Fragment]] = [[] for _ in range(len(gutters) + 1)]
    for f in line:
        cells[sum(f.x0 >= right - 1e-6 for _, right in gutters)].append(f)
    return "| " + " | ".join(_joined(cell) for cell in cells) + " |"


def _clusters(fragments: list[Fragment]) -> list[list[Fragment]]:
    """Columns that interlock (no straight cut parts them): lines that stand right under one another."""
    ordered = sorted(fragments, key=lambda f: (f.y0, f.x0))
    chains: list[list[Fragment]] = []
    for f in ordered:
        home: list[Fragment] | None = None
        for chain in chains:
            last = chain[-1]
            overlap = min(last.x1, f.x1) - max(last.x0, f.x0)
            under = -0.5 * f.em <= f.y0 - last.y1 <= 1.5 * f.em and f.middle > last.middle
            if under and overlap >= 0.5 * min(last.x1 - last.x0, f.x1 - f.x0) and abs(last.x0 - f.x0) < 4 * f.em:
                home = chain
        if home is None:
            chains.append([f])
        else:
            home.append(f)
    return sorted(chains, key=lambda c: (round(min(f.x0 for f in c) / (4 * c[0].em)), c[0].y0))
