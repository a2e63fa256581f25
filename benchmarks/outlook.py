"""How far the year-end outlook was off: rolling back-test on national monthly series, beside what one would do by hand.

    python benchmarks/outlook.py --shared ../shared [--ets] [--from 2013] [--level 0.8]

Each year is foreseen from each of its months with what was known then. Errors: of amounts and stocks the mean absolute
error in % of the year's value (MAPE), of growth, rates and indices in points. `hit` is the share of years inside the
interval. Beside `auto` (the default): `seasonal_naive` (the rest as last year) and `run_rate` (so far ÷ months × 12;
of growth and rates: it stays as it is). `--ets` adds exponential smoothing by statsmodels (some minutes). Then the
same on 18,000 invented series, for time and for the intervals of noisy small places.
"""

from __future__ import annotations

import argparse
import csv
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from luoshi.assessing.outlook import outlook

#: File, column, indicator, measure, cumulative, what is taken off (an index around 100 is a growth).
SERIES = (
    ("retail_sales", "ytd_value", "RETAIL", "level", True, 0),
    ("fixed_asset_investment", "ytd_value", "FAI", "level", True, 0),
    ("fiscal_revenue", "ytd_value", "BUDGET_REV", "level", True, 0),
    ("exports", "ytd_value", "EXPORTS", "level", True, 0),
    ("imports", "ytd_value", "IMPORTS", "level", True, 0),
    ("new_loans", "ytd_value", "新增贷款（累计）", "level", True, 0),
    ("retail_sales", "ytd_yoy", "RETAIL", "growth", True, 0),
    ("fiscal_revenue", "ytd_yoy", "BUDGET_REV", "growth", True, 0),
    ("exports", "ytd_yoy", "EXPORTS", "growth", True, 0),
    ("imports", "ytd_yoy", "IMPORTS", "growth", True, 0),
    ("cpi", "ytd_value", "CPI", "growth", True, 100),
    ("ppi", "ytd_value", "PPI", "growth", True, 100),
    ("money_supply", "m2_level", "M2", "level", False, 0),
    ("money_supply", "m2_yoy", "M2", "growth", False, 0),
    ("cpi", "value", "CPI", "level", False, 0),
    ("ppi", "value", "PPI", "level", False, 0),
)
MONTHS = range(2, 12)
METHODS = ("auto", "seasonal_naive", "run_rate")
#: Of these an error is told in %: the others are points.
_IN_PERCENT = ("RETAIL", "FAI", "BUDGET_REV", "EXPORTS", "IMPORTS", "新增贷款（累计）", "M2")


@dataclass(frozen=True)
class Try:
    """One year of one series foreseen from one month by one method: the error, and whether the interval held it."""

    series: tuple[str, str]
    year: int
    month: int
    method: str
    error: float
    hit: bool | None


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with data/national_monthly")
    parser.add_argument("--from", type=int, default=2013, dest="first", help="the first year that is foreseen")
    parser.add_argument("--level", type=float, default=0.8)
    parser.add_argument("--ets", action="store_true", help="exponential smoothing too")
    parser.add_argument("--invented", type=int, default=18_000, help="how many invented series")
    args = parser.parse_args()
    frame = observations(args.shared / "data" / "national_monthly")
    names = (*METHODS, "ets") if args.ets else METHODS
    tries = back_test(frame, args.first, names, args.level)
    table(tries, names)
    halves(tries, names)
    for years in (2, 3, 4, 7):
        cut = back_test(frame, args.first, ("auto",), args.level, history=years)
        print(f"with {years} past years: inside {100 * share_hit(cut):.1f} % of {args.level:.0%} intervals")
    invented(args.invented, args.level)


def observations(folder: Path) -> pl.DataFrame:
    """The national series as one frame of observations; cumulative ones from January."""
    rows: list[tuple[str, str, str, str, float]] = []
    for file, column, indicator, measure, cumulative, less in SERIES:
        with (folder / f"{file}.csv").open(encoding="utf-8-sig") as lines:
            for line in csv.DictReader(lines):
                if line[column]:
                    month = line["date"][:7]
                    period = f"{month[:4]}-01/{month}" if cumulative and not month.endswith("-01") else month
                    rows.append(("全国", indicator, measure, period, float(line[column]) - less))
    return pl.DataFrame(rows, schema=["place", "indicator", "measure", "period", "value"], orient="row")


def back_test(
    frame: pl.DataFrame, first: int, names: tuple[str, ...], level: float, history: int | None = None
) -> list[Try]:
    """Every full year from `first` on, from each month, by each method."""
    year_of = pl.col("period").str.slice(0, 4).cast(pl.Int64)
    last = frame.select(year_of.max()).item() - 1
    out = []
    for year in range(first, last + 1):
        cut = frame if history is None else frame.filter(year_of >= year - history)
        truth = {(i, m): v for i, m, v in cut_values(outlook(frame, f"{year}-12"))}
        for month in MONTHS:
            for name in names:
                for row in outlook(cut, f"{year}-{month:02d}", level=level, method=name).iter_rows(named=True):
                    key, value = (row["indicator"], row["measure"]), row["outlook"]
                    if value is None or truth.get(key) is None:
                        continue
                    percent = key[1] == "level" and key[0] in _IN_PERCENT
                    error = abs(value - truth[key]) / (abs(truth[key]) / 100 if percent else 1)
                    low, high = row["outlook_low"], row["outlook_high"]
                    hit = None if low is None else low <= truth[key] <= high
                    out.append(Try(key, year, month, name, error, hit))
    return out


def cut_values(frame: pl.DataFrame) -> list[tuple[str, str, float]]:
    return frame.filter(pl.col("method") == "actual").select("indicator", "measure", "outlook").rows()


def share_hit(tries: list[Try]) -> float:
    return float(np.mean([t.hit for t in tries if t.hit is not None]))


def table(tries: list[Try], names: tuple[str, ...]) -> None:
    """Mean error of each series from each month, by method, and how often the interval held the year."""
    print(f"{'series':28} {'unit':6} {'method':15}" + "".join(f"{m:7d}" for m in MONTHS) + "    mean    hit")
    for indicator, measure in dict.fromkeys(t.series for t in tries):
        unit = "%" if measure == "level" and indicator in _IN_PERCENT else "points"
        for name in names:
            mine = [t for t in tries if t.series == (indicator, measure) and t.method == name]
            if not mine:
                continue
            cells = "".join(f"{np.mean([t.error for t in mine if t.month == m]):7.2f}" for m in MONTHS)
            mean = np.mean([t.error for t in mine])
            print(f"{indicator + ' ' + measure:28} {unit:6} {name:15}{cells} {mean:7.2f} {100 * share_hit(mine):6.1f}")


def halves(tries: list[Try], names: tuple[str, ...]) -> None:
    """Mean over series of errors, amounts apart from points, in the earlier and in the later years."""
    middle = sorted({t.year for t in tries})[len({t.year for t in tries}) // 2]
    for measure, what in (("level", "amounts (six flows), %"), ("growth", "cumulative growth (six), points")):
        flows = [s[2] for s in SERIES if s[3] == measure and s[4]]
        print(f"{what}: until {middle - 1}, from {middle}, all; inside the interval")
        for name in names:
            line = []
            for years in (range(0, middle), range(middle, 9999), range(0, 9999)):
                here = [t for t in tries if t.series[1] == measure and t.method == name and t.year in years]
                chosen = [
                    np.mean([t.error for t in here if t.series[0] == flow])
                    for flow in flows
                    if any(t.series[0] == flow for t in here)
                ]
                line.append(f"{np.mean(chosen):6.2f}" if chosen else "     -")
            here = [t for t in tries if t.series[1] == measure and t.series[0] in flows and t.method == name]
            print(f"  {name:15}{' '.join(line)} {100 * share_hit(here) if here else float('nan'):7.1f}")


def invented(count: int, level: float) -> None:
    """So many invented counties' flows with growth, seasons and 15 % noise: the time, and the share inside."""
    draw = np.random.default_rng(20241018)
    years, first = 5, 2020
    season = np.exp(draw.normal(0, 0.3, (count, 1, 12)))
    drift = np.cumsum(draw.normal(0.05, 0.06, (count, years, 1)), axis=1)
    months = season * np.exp(drift + draw.normal(0, 0.15, (count, years, 12))) * 10
    so_far = np.cumsum(months, axis=-1)
    truth = so_far[:, -1, 11]
    number, year, month = np.meshgrid(np.arange(count), np.arange(years), np.arange(12), indexing="ij")
    frame = pl.DataFrame(
        {"series": number.ravel(), "year": year.ravel() + first, "month": month.ravel() + 1, "value": so_far.ravel()}
    )
    span = pl.format("{}-01/{}-{}", "year", "year", pl.col("month").cast(pl.String).str.zfill(2))
    frame = frame.select(
        place=pl.format("县{}", "series"),
        indicator=pl.lit("RETAIL"),
        measure=pl.lit("level"),
        period=pl.when(pl.col("month") == 1).then(pl.format("{}-01", "year")).otherwise(span),
        value="value",
    )
    begin = time.perf_counter()
    rows = outlook(frame, f"{first + years - 1}-09", level=level)
    taken = time.perf_counter() - begin
    real = pl.DataFrame({"place": [f"县{n}" for n in range(count)], "truth": truth})
    rows = rows.join(real, on="place")
    inside = rows.select(pl.col("truth").is_between("outlook_low", "outlook_high").mean()).item()
    off = rows.select(((pl.col("outlook") / pl.col("truth") - 1).abs() * 100).mean()).item()
    straight = float(np.mean(np.abs(so_far[:, -1, 8] / 9 * 12 / truth - 1)) * 100)
    print(
        f"{count} invented series × {years} years, from September: {taken:.1f} s, off by {off:.2f} % "
        f"(run-rate {straight:.2f} %), inside {100 * inside:.1f} %"
    )


if __name__ == "__main__":
    main()
