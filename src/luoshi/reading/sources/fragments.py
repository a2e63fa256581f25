"""Fragments: glyph boxes joined to unbroken runs of print, each on one line, none across a gutter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

# In ems, the size of the type on the spot.
_JOIN = 0.75
"""A gap within a fragment is smaller than this; a gutter is not (newspapers have 1 to 2)."""
_SPACE = 0.18
"""A gap beside a Latin letter or a digit that is a space."""


@dataclass(frozen=True, slots=True)
class Box:
    """Characters and where they stand: `x0` < `x1` to the right, `y0` < `y1` downwards, in any unit.

    A box holds one glyph or a whole printed line; `y0` and `y1` are those of the line of type, not of the
    ink, so that 一 is as high as 国.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class Fragment:
    """A run of print; `em` is the height of its type, `last` its last character, standing at `last_x0`."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    em: float
    last: str
    last_x0: float

    @property
    def middle(self) -> float:
        """The height on the page of the middle of the line."""
        return (self.y0 + self.y1) / 2


def fragments_of(boxes: Sequence[Box]) -> list[Fragment]:
    """Joins boxes that follow one another on one line without a gap of a gutter's width."""
    open_at: dict[int, list[Fragment]] = {}
    out: list[Fragment] = []
    usable = [b for b in boxes if b.text.strip()]
    if not usable:
        return out
    step = max(median(b.y1 - b.y0 for b in usable), 1e-6)
    for box in sorted(usable, key=lambda b: (b.x0, b.y0)):
        height = max(box.y1 - box.y0, 1e-6)
        middle = (box.y0 + box.y1) / 2
        cell = int(middle // step)
        found: Fragment | None = None
        for near in (cell, cell - 1, cell + 1):
            for fragment in open_at.get(near, ()):
                if _follows(fragment, box, height, middle) and (
                    found is None or abs(fragment.middle - middle) < abs(found.middle - middle)
                ):
                    found = fragment
        if found is None:
            fragment = Fragment(box.text, box.x0, box.y0, box.x1, box.y1, height, box.text[-1], box.x0)
            open_at.setdefault(cell, []).append(fragment)
            out.append(fragment)
            continue
        if box.text == found.last and abs(box.x0 - found.last_x0) < 0.2 * height:
            found.x1 = max(found.x1, box.x1)
            continue
        found.text += _between(found.last, box.text[0], box.x0 - found.x1, found.em) + box.text
        found.x1 = max(found.x1, box.x1)
        found.y0, found.y1 = min(found.y0, box.y0), max(found.y1, box.y1)
        found.em = max(found.em, height)
        found.last, found.last_x0 = box.text[-1], box.x0
    return out


def _follows(fragment: Fragment, box: Box, height: float, middle: float) -> bool:
    small, large = sorted((fragment.em, height))
    gap = box.x0 - fragment.x1
    # The same glyph again on its own place is a bold one, not the next.
    again = box.text == fragment.last and abs(box.x0 - fragment.last_x0) < 0.2 * height
    if not again and not -0.5 * small <= gap <= _JOIN * small:
        return False
    overlap = min(fragment.y1, box.y1) - max(fragment.y0, box.y0)
    # A superscript or a smaller figure belongs to the line; a headline beside small type does not.
    return overlap >= 0.5 * small and large <= 2.2 * small and abs(fragment.middle - middle) < 0.6 * large


def _between(left: str, right: str, gap: float, em: float) -> str:
    latin = left < "\u2000" or right < "\u2000"
    return " " if gap > (_SPACE if latin else 1.0) * em else ""
