"""Last digits that are not evenly distributed."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.digits import decimals, tens
from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.questions import asked, number, said
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame

_SIGNIFICANT = 3


@rule(
    zh="末位数字的分布异常（偏爱0、5、8等）",
    en="last digits that are not evenly distributed: rounded or invented",
)
def last_digits(material: Material, limits: Limits) -> Frame:
    """Asks about all levels of a place together: of a typed figure, each last digit is as common as another.

    Only 1 to 9 are counted: the zeros at the end of 12.30 are gone in a frame, and figures in tens are rounded on
    purpose. Figures of fewer than three significant digits are left out, and those with more decimals than anyone
    types. χ² against one ninth each.
    """
    most = int(limits["decimals"])
    rows = material.levels.filter((pl.col("value") > 0) & (pl.col("value") < 1e9))
    place = pl.col("place").cast(pl.String())
    rows = rows.with_columns(decimals(most).alias("decimals"), place.alias("place"))
    rows = rows.filter(pl.col("decimals") <= most)
    rows = rows.with_columns((pl.col("value") * tens("decimals", most) + 0.5).floor().cast(pl.Int64()).alias("printed"))
    rows = rows.with_columns((pl.col("printed") % 10).alias("digit"))
    rows = rows.filter((pl.col("printed") >= 10 ** (_SIGNIFICANT - 1)) & (pl.col("digit") > 0))
    counts = [(pl.col("digit") == d).cast(pl.Int64()).sum().cast(pl.Float64()).alias(f"d{d}") for d in range(1, 10)]
    found = rows.group_by("place").agg(pl.len().cast(pl.Float64()).alias("n"), *counts)
    found = found.filter(pl.col("n") >= limits["observations"])
    n = pl.col("n")
    chi = pl.sum_horizontal(*[(pl.col(f"d{d}") - n / 9) ** 2 / (n / 9) for d in range(1, 10)])
    found = found.with_columns(chi.alias("chi"), pl.max_horizontal(*[f"d{d}" for d in range(1, 10)]).alias("most"))
    found = found.filter((pl.col("chi") > limits["chi_square"]) & (pl.col("most") * 100 > n * limits["share"]))
    digit = pl.lit("9")
    for d in range(8, 0, -1):
        digit = pl.when(pl.col(f"d{d}") == pl.col("most")).then(pl.lit(str(d))).otherwise(digit)
    question = said(
        "所报",
        n.cast(pl.Int64()),
        "个数（末位不是0的）中，末位为",
        digit,
        "的占",
        number(pl.col("most") / n * 100, 1),
        "%（应约为11.1%，χ²=",
        number("chi", 1),
        "）：是取了整，还是估填？",
    )
    return asked(found, material, question)
