"""Series: cumulative and period amounts, levels and growth, sums, contributions, shares and figures per head."""

from luoshi.assessing.series.amounts import to_cumulative, to_periods
from luoshi.assessing.series.heads import per_head
from luoshi.assessing.series.parts import contribution, growth_of_sum, share
from luoshi.assessing.series.rates import change, growth, implied_base, level_from_growth

__all__ = [
    "change",
    "contribution",
    "growth",
    "growth_of_sum",
    "implied_base",
    "level_from_growth",
    "per_head",
    "share",
    "to_cumulative",
    "to_periods",
]
