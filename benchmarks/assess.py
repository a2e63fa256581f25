"""How fast assessing is, beside the same by hand: a country's ten years, a county's year, growth with size.

Every run is a process of its own, so that its memory is its own; ratios are of runs that follow each other in one go.

    python benchmarks/assess.py                     # all: five minutes, up to 11 GB
    python benchmarks/assess.py --places 300        # a tenth of a country
    python benchmarks/assess.py --part county growth

country: counties × 100 indicators × 120 months of cumulative figures against ten yearly targets each: joined,
scheduled, judged, lit, ranked, graded. By hand in Polars and in pandas: join, completion, schedule, light by the
points behind, rank, grade by quota — nothing of directions, bounds, units, statuses or corrections. All three begin
with categories, and once more with texts as a file has them; what is compared began with the same.
county: 60 units × 300 indicators × 12 months: a verdict for every month, ranks, grades and cards.
The country is done twice; its ratios are of the first runs, of the better ones, and of the processors' time.
growth: the country at ×1, ×4, ×16 of a size; microseconds an observation.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

YEARS = range(2015, 2025)
INDICATORS = 100
# A first run has the kernel, and what the machine runs in, hand out all memory; how long that takes hangs on who had
# it before, and not on what is measured. Both are told, and the better run is compared.
RUNS = 2


def country(places: int, known: bool) -> tuple[Any, Any]:
    """Targets and observations of so many counties, as Polars frames with categorical texts."""
    import numpy as np
    import polars as pl

    from luoshi.vocabulary.indicators import catalogue

    random = np.random.default_rng(20260101)
    names = [f"第{n:04d}县" for n in range(places)]
    flows = [code for code, item in catalogue().items() if item.kind == "flow" and item.cumulates == "sum"]
    codes = (flows + [f"第{n}项投资" for n in range(INDICATORS)])[:INDICATORS]
    months = [f"{y}-01" if m == 1 else f"{y}-01/{y}-{m:02d}" for y in YEARS for m in range(1, 13)]

    def column(name: str, words: list[str], at: Any) -> Any:
        return pl.Series(name, words, dtype=pl.Enum(words)).gather(at)

    series = places * INDICATORS
    every = np.arange(series * len(months), dtype=np.int64)
    month, one = every % len(months), every // len(months)
    size = random.uniform(10, 1000, series)
    value = np.round(size[one] * (month % 12 + 1) / 12 * random.uniform(0.7, 1.2, every.size), 2)
    level, unit = pl.lit("level").cast(pl.Enum(["level", "growth"])), pl.lit("亿元").cast(pl.Enum(["亿元", "%"]))
    observations = pl.DataFrame(
        {
            "place": column("place", names, (one // INDICATORS).astype(np.uint32)),
            "indicator": column("indicator", codes, (one % INDICATORS).astype(np.uint32)),
            "period": column("period", months, month.astype(np.uint32)),
            "value": value,
        }
    ).with_columns(
        level.alias("measure"),
        unit.alias("unit"),
        pl.lit("reported").cast(pl.Enum(["reported", "missing"])).alias("status"),
    )
    if known:
        observations = observations.with_columns(pl.lit("2025-01-18").str.to_date().alias("reported_at"))
    wanted = np.arange(series * len(YEARS))
    targets = pl.DataFrame(
        {
            "id": wanted.astype(str),
            "place": column("place", names, (wanted // len(YEARS) // INDICATORS).astype(np.uint32)),
            "indicator": column("indicator", codes, (wanted // len(YEARS) % INDICATORS).astype(np.uint32)),
            "period": column("period", [str(y) for y in YEARS], (wanted % len(YEARS)).astype(np.uint32)),
            "value": np.round(size[wanted // len(YEARS)] * random.uniform(0.9, 1.1, wanted.size), 2),
        }
    ).with_columns(level.alias("measure"), unit.alias("unit"), pl.lit("ge").alias("comparator"))
    return targets, observations


def by_luoshi(targets: Any, observations: Any) -> int:
    """Assess, rank and grade by the package; the number of verdicts."""
    from luoshi.assessing.progress import assess
    from luoshi.assessing.scoring import grade, load

    rules = load("eight-cards")
    verdicts = assess(targets, observations, reasons=False)
    graded = grade(verdicts, rules.grading["card"], value="completion", by=("indicator", "as_of"), notes=False)
    return int(graded.height)


def by_polars(targets: Any, observations: Any) -> int:
    """The same by hand in Polars."""
    import polars as pl

    kind = observations["period"].dtype
    periods = pl.Series(kind.categories) if isinstance(kind, pl.Enum) else observations["period"].unique()
    calendar = pl.DataFrame(
        {
            "period": pl.Series(periods, dtype=kind),
            "year": periods.str.slice(0, 4),
            "month": periods.str.slice(-2).cast(pl.Int64),
        }
    )
    wanted = targets.lazy().select(
        "id", "place", "indicator", pl.col("period").cast(pl.String).alias("year"), pl.col("value").alias("target")
    )
    group = ["indicator", "period"]
    part = pl.col("rank") / pl.col("of") * 100
    light = pl.when(pl.col("ahead") > -10).then(pl.lit("green")).when(pl.col("ahead") >= -30).then(pl.lit("yellow"))
    grade = pl.when(part <= 20).then(pl.lit("A")).when(part <= 50).then(pl.lit("B")).when(part <= 80).then(pl.lit("C"))
    rank = pl.col("completion").rank("min", descending=True).over(group)
    found = (
        observations.lazy()
        .join(calendar.lazy(), on="period")
        .join(wanted, on=["place", "indicator", "year"])
        .with_columns(
            (pl.col("value") / pl.col("target") * 100).alias("completion"),
            (pl.col("month") / 12 * 100).alias("schedule"),
        )
        .with_columns((pl.col("completion") - pl.col("schedule")).alias("ahead"))
        .with_columns(light.otherwise(pl.lit("red")).alias("light"))
        .with_columns(rank.alias("rank"), pl.len().over(group).alias("of"))
        .with_columns(grade.otherwise(pl.lit("D")).alias("grade"))
    )
    return int(found.collect().height)


def in_pandas(frame: Any, names: list[str], categorical: bool) -> Any:
    """Some columns as pandas has them: texts as a file gives them, or as the categories that a careful user makes."""
    import pandas as pd

    made = {}
    for name in names:
        column = frame[name]
        if not hasattr(column.dtype, "categories"):
            made[name] = column.to_numpy()
            continue
        made[name] = pd.Categorical.from_codes(column.to_physical().to_numpy(), list(column.dtype.categories))
        if not categorical:
            made[name] = pd.Series(made[name]).astype("str")
    return pd.DataFrame(made)


def by_pandas(found: Any, wanted: Any) -> int:
    """The same by hand in pandas, on texts as they are read from a file."""
    import numpy as np

    found = found.assign(year=found["period"].str[:4], month=found["period"].str[-2:].astype(int))
    wanted = wanted.rename(columns={"period": "year", "value": "target"})
    return _judged_by_pandas(found.merge(wanted, on=["place", "indicator", "year"]), np)


def by_pandas_categories(found: Any, wanted: Any) -> int:
    """The same on categories, of which year and month are worked out once and not row by row."""
    import numpy as np

    labels, years = found["period"].cat.categories, wanted["period"].cat.categories
    codes = found["period"].cat.codes
    found = found.assign(
        year=np.array([int(p[:4]) for p in labels])[codes], month=np.array([int(p[-2:]) for p in labels])[codes]
    )
    wanted = wanted.assign(year=np.array([int(p) for p in years])[wanted["period"].cat.codes])
    wanted = wanted.drop(columns="period").rename(columns={"value": "target"})
    return _judged_by_pandas(found.merge(wanted, on=["place", "indicator", "year"]), np)


def _judged_by_pandas(joined: Any, np: Any) -> int:
    joined["completion"] = joined["value"] / joined["target"] * 100
    joined["schedule"] = joined["month"] / 12 * 100
    joined["ahead"] = joined["completion"] - joined["schedule"]
    joined["light"] = np.select([joined["ahead"] > -10, joined["ahead"] >= -30], ["green", "yellow"], "red")
    groups = joined.groupby(["indicator", "period"], observed=True)["completion"]
    joined["rank"] = groups.rank("min", ascending=False)
    joined["of"] = groups.transform("size")
    part = joined["rank"] / joined["of"] * 100
    joined["grade"] = np.select([part <= 20, part <= 50, part <= 80], ["A", "B", "C"], "D")
    return len(joined)


def county_year(reasons: bool) -> Callable[[], int]:
    """A county's year, prepared; calling it makes every verdict, rank, grade and card, and counts the verdicts."""
    import numpy as np
    import polars as pl

    from luoshi.assessing.progress import assess
    from luoshi.assessing.scoring import cards, grade, load, score
    from luoshi.vocabulary.indicators import catalogue

    random = np.random.default_rng(20260102)
    entries = list(catalogue().items())[:240]
    names = [(code, item.unit, item.direction) for code, item in entries] + [
        (f"第{n}项工作", "个", "up") for n in range(60)
    ]
    units = [f"第{n:02d}单位" for n in range(60)]
    rules = load("eight-cards")
    targets, observations = [], []
    for place in units:
        for code, unit, good in names:
            targets.append(
                (f"{place}{code}", place, code, "2024", "level", "le" if good == "down" else "ge", 100.0, unit)
            )
            for month in range(1, 13):
                period = "2024-01" if month == 1 else f"2024-01/2024-{month:02d}"
                number = round(100 * month / 12 * random.uniform(0.7, 1.2), 2)
                observations.append((place, code, period, "level", number, unit, f"2024-{month:02d}-18"))
    wanted = pl.DataFrame(
        targets, schema=["id", "place", "indicator", "period", "measure", "comparator", "value", "unit"], orient="row"
    )
    found = pl.DataFrame(
        observations, schema=["place", "indicator", "period", "measure", "value", "unit", "reported_at"], orient="row"
    )

    def run() -> int:
        verdicts = assess(wanted, found, reasons=reasons)
        grade(verdicts, rules.grading["card"], value="completion", by=("indicator", "as_of"), notes=False)
        cards(score(found, rules, reasons=False), rules)
        return int(verdicts.height)

    return run


def measured(what: str, places: int) -> dict[str, float]:
    """One run in this process: seconds, gigabytes at the peak, rows."""
    if what.startswith("county"):
        run = county_year(reasons=what == "county+reasons")
        rows = run()
        took = []
        for _ in range(5):
            before = _processor()
            took.append((_timed(run)[0], _processor() - before))
        seconds, processor = (min(column) for column in zip(*took, strict=True))
        return {"seconds": seconds, "processor": processor, "gigabytes": _peak(), "rows": rows}
    work = {
        "luoshi": by_luoshi,
        "luoshi+versions": by_luoshi,
        "luoshi+texts": by_luoshi,
        "polars": by_polars,
        "polars+texts": by_polars,
        "pandas": by_pandas,
        "pandas+categories": by_pandas_categories,
    }[what]
    # What is loaded once and not again is no part of it.
    work(*given(what, 5))
    frames = given(what, places)
    took = []
    for _ in range(RUNS):
        before = _processor()
        seconds, rows = _timed(lambda: work(*frames))
        took.append((seconds, _processor() - before))
    seconds, processor = (min(column) for column in zip(*took, strict=True))
    return {"first": took[0][0], "seconds": seconds, "processor": processor, "gigabytes": _peak(), "rows": rows}


def given(what: str, places: int) -> tuple[Any, Any]:
    """The two frames that a way of doing it begins with."""
    import polars as pl

    targets, observations = country(places, known=what == "luoshi+versions")
    if what.startswith("pandas"):
        categorical = what.endswith("categories")
        found = in_pandas(observations, ["place", "indicator", "period", "value"], categorical)
        return found, in_pandas(targets, ["place", "indicator", "period", "value"], categorical)
    if what.endswith("texts"):
        texts = pl.selectors.enum().cast(pl.String)
        return targets.with_columns(texts), observations.with_columns(texts)
    return targets, observations


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _timed(run: Callable[[], int]) -> tuple[float, int]:
    start = time.perf_counter()
    rows = run()
    return time.perf_counter() - start, rows


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def apart(what: str, places: int) -> dict[str, float]:
    """One run in a process of its own."""
    command = [sys.executable, __file__, "--one", what, "--places", str(places)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, float] = json.loads(told)
    return found


def _times(one: dict[str, float], other: dict[str, float]) -> str:
    """How many times as long one took as another: first runs, best runs, and best of the processors' time."""
    return " · ".join(f"{one[of] / other[of]:.2f}" for of in ("first", "seconds", "processor"))


def tell(name: str, found: dict[str, float], note: str = "") -> None:
    """One line of the table."""
    times = [f"{found[of]:.2f} s" if of in found else "" for of in ("first", "seconds", "processor")]
    shown = [f"{found['rows']:,.0f}", *times, f"{found['gigabytes']:.1f} GB"]
    print("| " + " | ".join([name, *shown, note]) + " |", flush=True)


def main() -> int:
    """Run the parts that were asked for and print one table."""
    parser = argparse.ArgumentParser(description="How fast assessing is, beside the same by hand.")
    parser.add_argument("--places", type=int, default=2844, help="counties of the country (default 2844)")
    parser.add_argument(
        "--part", nargs="+", choices=["country", "county", "growth"], default=["country", "county", "growth"]
    )
    parser.add_argument("--one", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measured(args.one, args.places)))
        return 0
    print("| what | verdicts | first run | best run | of the processors | peak memory | times |")
    print("|---|---|---|---|---|---|---|")
    if "country" in args.part:
        for keys, name in (("", ""), ("+texts", ", texts")):
            hand = apart(f"polars{keys}", args.places)
            tell(f"country, Polars by hand{name}", hand)
            ours = apart(f"luoshi{keys}", args.places)
            tell(f"country, Luoshi{name}", ours, f"{_times(ours, hand)} × Polars by hand (bar 1.8)")
            pandas = apart("pandas" if keys else "pandas+categories", args.places)
            note = f"{_times(pandas, ours)} × Luoshi (bar 5), {_times(pandas, hand)} × Polars by hand"
            tell(f"country, pandas by hand{name}", pandas, note)
        versions = apart("luoshi+versions", args.places)
        tell("country, Luoshi, with corrections looked for", versions)
    if "county" in args.part:
        tell("county's year", apart("county", 1), "verdicts, ranks, grades, cards (bar 0.25 s)")
        tell("county's year, with reasons", apart("county+reasons", 1))
    if "growth" in args.part:
        for times in (1, 4, 16):
            found = apart("luoshi", 40 * times)
            tell(f"× {times}", found, f"{found['seconds'] / found['rows'] * 1e6:.2f} µs an observation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
