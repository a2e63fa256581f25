"""Grids in, the year's end of every series out: which method, which figures, how wide, and why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from luoshi.assessing.outlook import ets, methods
from luoshi.assessing.outlook.grids import Array, Grids, bridged
from luoshi.assessing.outlook.intervals import past_errors, t_quantile
from luoshi.assessing.outlook.settings import settings
from luoshi.assessing.outlook.sorts import Kind

#: At once; more than this many series only take memory.
_BATCH = 20_000


@dataclass(slots=True)
class End:
    """What is foreseen of one series.

    `why` says what there is (`actual`, `foreseen`) or what is lacking; `known` is the month up to which the year
    is known, `so_far` its figure (a sum for an average), `path`/`half` the figures so far of the months after and
    half the interval's width, both empty without a forecast; `floor` is what a figure so far cannot fall below, and
    `before` the year's known figures (filled for `band`).
    """

    why: str
    known: int = 0
    so_far: float = np.nan
    method: str | None = None
    years: int = 0
    carried: float | None = None
    path: Array = field(default_factory=lambda: np.empty(0))
    half: Array = field(default_factory=lambda: np.empty(0))
    floor: float = -np.inf
    before: Array = field(default_factory=lambda: np.empty(0))


def ends(found: Grids, method: str, level: float) -> list[End]:
    """The year's end of each series of the grids, in their order."""
    out = [End("measure") if sort is None else End("no_data") for sort in found.sorts]
    groups: dict[tuple[Kind, int], list[int]] = {}
    latest = np.where(np.isnan(found.so_far[:, -1]), 0, np.arange(1, 13)).max(axis=-1)
    for number, sort in enumerate(found.sorts):
        m = int(latest[number])
        if sort is None or not m:
            continue
        figure = float(found.so_far[number, -1, m - 1])
        if m == 12:
            out[number] = End("actual", 12, figure, "actual")
        else:
            groups.setdefault((sort.kind, m), []).append(number)
    for (kind, m), members in sorted(groups.items()):
        for begin in range(0, len(members), _BATCH):
            batch = members[begin : begin + _BATCH]
            made = _by_ets if method == "ets" else _by_rule
            for number, end in zip(batch, made(kind, found.so_far[batch], m, method, level), strict=True):
                out[number] = end
    return out


def _by_rule(kind: Kind, so_far: Array, m: int, method: str, level: float) -> list[End]:
    name = methods.AUTO[kind] if method == "auto" else method
    if kind not in methods.METHODS[name]:
        return [End("kind", m, float(row[-1, m - 1])) for row in so_far]
    figures = bridged(so_far, settings().longest_gap)
    base, year = figures[:, -2], figures[:, -1]
    past = np.isfinite(figures[:, :-1, m - 1]) & np.isfinite(figures[:, :-1, 11])
    with np.errstate(all="ignore"):
        path = methods.METHODS[name][kind](base, year, m)
        errors = past_errors(kind, name, figures, so_far, m)
        # A method that does not look at the year before still needs a unit for its errors.
        unit = methods.spread(kind, base, m)
        half = t_quantile(level, errors.years + 1)[:, None] * errors.size[:, None] * unit
        multiple = methods.carried(base, year, m)
        compared = methods.comparable(base, year, m)
    rising = _rises(figures, m)
    out = []
    for i, row in enumerate(so_far):
        end = End("foreseen", m, float(row[-1, m - 1]), name, int(errors.years[i]), path=path[i], half=half[i])
        end.why = _lacking(name, method, past[i], figures[i], end)
        if end.why != "foreseen":
            end.method, end.path, end.half = None, np.empty(0), np.empty(0)
        elif name == "profile":
            end.carried = float(multiple[i])
            end.method = "profile" if compared[i] else "seasonal_naive"
        if kind == "flow" and rising[i]:
            end.floor = end.so_far
        out.append(end)
    return out


def _lacking(name: str, asked: str, past: Array, figures: Array, end: End) -> str:
    """`foreseen`, or what is lacking for it."""
    if name == "run_rate":
        return "foreseen" if asked == "run_rate" and np.isfinite(end.path).all() else "no_data"
    if name in methods.ON_LAST_YEAR and not past[-1]:
        return "last_year" if past.any() else "history"
    if past.sum() < settings().minimum:
        return "history"
    if name == "profile" and end.so_far != 0 and not np.nanmax(np.abs(figures[-2])) > 0:
        return "zero_base"
    return "foreseen" if np.isfinite(end.path).all() and np.isfinite(end.half).all() else "gaps"


def _by_ets(kind: Kind, so_far: Array, m: int, method: str, level: float) -> list[End]:
    out = []
    figures = bridged(so_far, settings().longest_gap)
    rising = _rises(figures, m)
    for row, rises in zip(figures, rising, strict=True):
        end = End("kind", m, float(row[-1, m - 1]))
        if kind != "growth":
            made = ets.foreseen(kind, row, m)
            end.why = "ets"
            if made is not None:
                end.why, end.method, end.years = "foreseen", method, made.years
                end.path = made.path
                end.half = t_quantile(level, np.asarray(float(max(made.years * 12 - 16, 1)))) * made.error
                end.floor = end.so_far if rises and kind == "flow" else -np.inf
        out.append(end)
    return out


def _rises(figures: Array, m: int) -> Array:
    """Whether a figure so far has never fallen within a year: then it will not fall below what is known."""
    flat = np.where(np.isnan(figures), -np.inf, figures)
    top = np.maximum.accumulate(flat, axis=-1)
    fell = np.isfinite(figures) & (figures < top)
    below = np.isfinite(figures) & (figures < 0)
    return np.asarray(~(fell | below).any(axis=(-1, -2)))
