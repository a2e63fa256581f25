"""分档计分: each band of values has its points."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.rulefiles import Table
from luoshi.assessing.scoring import bands
from luoshi.assessing.scoring.methods.method import GOOD, Method, Params, p, say
from luoshi.assessing.scoring.ranking import Good

#: As many bands as a rule may have.
MOST = 12


def _read(table: Table, full: float, good: Good) -> Params:
    found = bands.read(table, "points", rising=good == "up")
    if found and found[0].what != full:
        table.fault("bands", f"{found[0].what:g} points for the best band", f"the weight ({full:g})")
    if len(found) > MOST:
        table.fault("bands", f"{len(found)} bands", f"at most {MOST}")
    out: Params = {}
    for number, band in enumerate(found[:-1], 1):
        out |= {f"edge{number}": band.edge, f"band{number}": band.what}
    return out | {"bands": float(len(found)), "last": found[-1].what if found else None}


def _points(longest: int) -> pl.Expr:
    out: pl.Expr = p("last")
    for number in range(longest, 0, -1):
        inside = (p("bands") > number) & (p(f"edge{number}") <= GOOD)
        out = pl.when(inside).then(p(f"band{number}")).otherwise(out)
    return pl.when(~GOOD.is_null()).then(out)


def _words() -> pl.Expr:
    return say("按所在档次计分")


METHOD = Method("bands", "分档计分", _read, _points, _words)
