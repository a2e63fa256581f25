"""What `luoshi read` wrote, as targets or as observations: its figures are taken as they are, and the rest is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.assessing.sources import cells
from luoshi.assessing.sources.body import Body
from luoshi.assessing.sources.headings import Role

if TYPE_CHECKING:
    import polars as pl

#: The roles of a statement that are wanted, and the status of a cell that they make.
_WANTED: dict[Role, dict[str, str]] = {
    "targets": {"target": "reported"},
    "observations": {"result": "reported", "forecast": "estimated"},
}
# A measure that is of two series at once: a row of figures has no place for the second.
_RELATIVE = "gap"


def read(body: Body, role: Role) -> pl.DataFrame:
    """The figures of a table of statements, in the columns of the contract and `source`.

    The subject is the place, the catalogue's code (or the printed indicator) the indicator. The id of a target is
    its document and where its number starts in the text (`报告.txt:1204`); in the workbook, which does not say that,
    its line and how many targets stand on it before (`报告.txt:行12#3`); the second of two that share a number gets
    `~2` behind it. Of several results that a document has for one cell the first counts. What cannot be judged (no
    period, no place, no number and no relation, a gap to another series among results) is left out and told.
    """
    import polars as pl

    frame = pl.DataFrame(
        {
            "kind": body.text("kind"),
            "role": _role(body),
            "document": body.text("document"),
            "line": body.text("line"),
            "start": _start(body),
            "place": body.text("subject"),
            "code": body.text("code"),
            "name": body.text("indicator"),
            "period": cells.mapped(body.text("period"), cells.period, pl.String),
            "measure": cells.mapped(body.text("measure"), cells.word("measure"), pl.String),
            "comparator": cells.mapped(body.text("comparator"), cells.word("comparator"), pl.String),
            "strength": cells.mapped(body.text("strength"), cells.word("strength"), pl.String),
            "value": body.numbers("value")[0],
            "value_to": body.numbers("value_to")[0],
            "unit": body.text("unit"),
            "reference": body.text("reference"),
        }
    )
    figures = frame["kind"].is_null() | (frame["kind"] == "figure")
    wanted = frame["role"].is_in(list(_WANTED[role])).fill_null(False)
    _tell(body, int((~figures).sum()), "articles and tasks")
    other = "figures that are " + ("no targets" if role == "targets" else "no results")
    _tell(body, int((figures & ~wanted).sum()), other)
    frame = frame.filter(figures & wanted)
    for what, mask in _useless(role):
        _tell(body, frame.select(mask.sum()).item(), what)
        frame = frame.filter(~mask)
    line = pl.concat_str(["document", pl.lit(":行"), "line"])
    ordinal = pl.int_range(pl.len()).over("document", "line") + 1
    place = pl.concat_str(["document", pl.lit(":"), "start"])
    frame = frame.with_columns(pl.coalesce(place, pl.concat_str([line, pl.lit("#"), ordinal])).alias("id"))
    # 高技术制造业增加值、战略性新兴产业产值稳步提升: two targets of one place in the text.
    again = pl.int_range(1, pl.len() + 1).over("id")
    frame = frame.with_columns(
        pl.when(again > 1).then(pl.concat_str(["id", pl.lit("~"), again])).otherwise("id").alias("id")
    )
    frame = frame.with_columns(
        pl.coalesce("code", "name").alias("indicator"),
        pl.col("role").replace_strict(_WANTED[role], default=None, return_dtype=pl.String).alias("status"),
        line.alias("source"),
    )
    return _headlines(body, frame) if role == "observations" else frame


def _headlines(body: Body, frame: pl.DataFrame) -> pl.DataFrame:
    """Of several numbers that a document has for one cell the headline: the first that is no bound (突破6万亿元).

    A report says the year's figure first; what follows are milestones of years (五年累计) and other bases (同口径).
    """
    import polars as pl

    cell = ["document", "place", "indicator", "period", "measure"]
    bound = ~pl.col("comparator").fill_null("eq").is_in(["eq", "approx"])
    order = pl.struct(pl.col("status") != "reported", bound, pl.int_range(pl.len())).rank("ordinal").over(cell)
    kept = frame.filter((order == 1) | (pl.struct("value", "unit").n_unique().over(cell) == 1))
    _tell(body, frame.height - kept.height, "further numbers of a cell whose figure was said before")
    return kept


def _useless(role: Role) -> list[tuple[str, pl.Expr]]:
    import polars as pl

    out = [
        ("figures without a period", pl.col("period").is_null()),
        ("figures without a place", pl.col("place").is_null()),
    ]
    if role == "observations":
        out.append(("results without a number", pl.col("value").is_null()))
        out.append(("results that are a gap to another series", pl.col("measure") == _RELATIVE))
    else:
        relation = (pl.col("comparator") == "positive") | pl.col("reference").is_not_null()
        nothing = pl.col("value").is_null() & ~relation.fill_null(False)
        out.append(("targets without a number and without a relation", nothing))
    return [(what, mask.fill_null(False)) for what, mask in out]


def _role(body: Body) -> pl.Series:
    import polars as pl

    if not body.has("role"):
        word = "target" if body.head.of_targets else "result"
        return pl.repeat(word, len(body), dtype=pl.String, eager=True)
    return cells.mapped(body.text("role"), cells.word("role"), pl.String)


def _start(body: Body) -> pl.Series:
    """Where the number starts in the text: a column of its own in csv, the first of two in JSON Lines and Parquet."""
    for field in ("value_span_start", "value_span"):
        if body.has(field):
            return body.text(field).str.extract(r"(\d+)")
    return body.text("value_span")


def _tell(body: Body, number: int, what: str) -> None:
    if number:
        body.notes.append(f"{body.where}: {number} {what}, left out")
