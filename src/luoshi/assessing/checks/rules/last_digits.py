"""Last digits that are not evenly distributed."""

from __future__ import annotations

import narwhals as nw

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
    rows = material.levels.filter((nw.col("value") > 0) & (nw.col("value") < 1e9))
    place = nw.col("place").cast(nw.String())
    rows = rows.with_columns(decimals(most).alias("decimals"), place.alias("place"))
    rows = rows.filter(nw.col("decimals") <= most)
    rows = rows.with_columns((nw.col("value") * tens("decimals", most) + 0.5).floor().cast(nw.Int64()).alias("printed"))
    rows = rows.with_columns((nw.col("printed") % 10).alias("digit"))
    rows = rows.filter((nw.col("printed") >= 10 ** (_SIGNIFICANT - 1)) & (nw.col("digit") > 0))
    counts = [(nw.col("digit") == d).cast(nw.Int64()).sum().cast(nw.Float64()).alias(f"d{d}") for d in range(1, 10)]
    found = rows.group_by("place").agg(nw.len().cast(nw.Float64()).alias("n"), *counts)
    found = found.filter(nw.col("n") >= limits["observations"])
    n = nw.col("n")
    chi = nw.sum_horizontal(*[(nw.col(f"d{d}") - n / 9) ** 2 / (n / 9) for d in range(1, 10)])
    found = found.with_columns(chi.alias("chi"), nw.max_horizontal(*[f"d{d}" for d in range(1, 10)]).alias("most"))
    found = found.filter((nw.col("chi") > limits["chi_square"]) & (nw.col("most") * 100 > n * limits["share"]))
    digit = nw.lit("9")
    for d in range(8, 0, -1):
        digit = nw.when(nw.col(f"d{d}") == nw.col("most")).then(nw.lit(str(d))).otherwise(digit)
    question = said(
        "所报",
        n.cast(nw.Int64()),
        "个数（末位不是0的）中，末位为",
        digit,
        "的占",
        number(nw.col("most") / n * 100, 1),
        "%（应约为11.1%，χ²=",
        number("chi", 1),
        "）：是取了整，还是估填？",
    )
    return asked(found, material, question)
