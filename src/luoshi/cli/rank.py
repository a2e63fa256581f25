"""`luoshi rank`: reported figures in, scores, grades and a league table out."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from luoshi.cli.inputs import chosen_format, count, file_path, tell_line
from luoshi.cli.tables import (
    FORMATS,
    FaultyInputError,
    add_observations,
    add_table_options,
    listed,
    needs_engine,
    notes_in_chinese,
    period,
    refuse_input_as_output,
    say,
    settle,
    tell_strangers,
)

if TYPE_CHECKING:
    import datetime

    import polars as pl

    from luoshi.assessing.scoring import Rules


def add_parser(commands: Any) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser(
        "rank",
        help="score and rank places by a rule set: points, places, grades, what it takes to gain a place",
        description="Scores every place by a rule set, makes cards and a whole of it, ranks and grades, and says who "
        "moved, how far the one before is, and what it takes to draw level.",
    )
    add_observations(parser)
    parser.add_argument("--rules", metavar="R", required=True, help="the rule set: a name or a .toml file")
    parser.add_argument(
        "--period",
        metavar="P",
        type=period,
        required=True,
        help="the period, 2024-01/2024-10 or 2024年1—10月",
    )
    parser.add_argument(
        "--before", metavar="P", type=period, help="the earlier period that changes of place are counted from"
    )
    parser.add_argument(
        "--places", metavar="A,B,…", help="only these places compete, commas between them (default: all in the file)"
    )
    parser.add_argument(
        "--targets", metavar="T", type=file_path, help='the targets, for rule sets that say goal = "target"'
    )
    add_table_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check, score, rank, write; 1 if the input had faults, else 0."""
    form = chosen_format(args.format, args.output, FORMATS)
    refuse_input_as_output(args.output, [args.observations, args.targets, args.rules])
    needs_engine()
    import polars as pl

    from luoshi.assessing import sources
    from luoshi.assessing.scoring import load
    from luoshi.assessing.scoring.columns import LEAGUE
    from luoshi.assessing.writers import frames, league

    rules = load(args.rules)
    if _by_target(rules) and args.targets is None:
        raise ValueError(f'--rules {args.rules}: says goal = "target"; give the targets by --targets')
    observations = sources.observations(args.observations, keep=rules.peers)
    targets = None if args.targets is None else sources.targets(args.targets)
    read = [table for table in (observations, targets) if table is not None]
    try:
        faults = settle(read, args.skip_faulty, args.quiet)
    except FaultyInputError as error:
        tell_line(f"luoshi rank: {error}")
        return 1
    figures = observations.frame.drop("source")
    if args.known_at is not None:
        figures = figures.filter(pl.col("reported_at").is_null() | (pl.col("reported_at") <= args.known_at))
    if targets is not None:
        figures = _with_targets(figures, targets.frame, args.period)
    if args.places is not None:
        figures = _only(figures, [name.strip() for name in args.places.split(",") if name.strip()])
    known = figures["period"].unique().to_list()
    _has_figures("--period", args.period, known, args.known_at)
    if args.before is not None:
        _has_figures("--before", args.before, known, args.known_at)
        if args.before == args.period:
            raise ValueError(f"--before {args.before}: is the period itself, expected an earlier one")
        if _last_month(args.before) > _last_month(args.period):
            raise ValueError(f"--before {args.before}: ends after {args.period}, expected an earlier one")
    if not args.quiet:
        _tell_strangers(figures.filter(pl.col("period") == args.period), rules)
    before = args.before or _month_before(args.period, known)
    whole, cards, scores = standings(figures, rules, args.period, before)
    if form in ("csv", "jsonl", "parquet"):
        frames.write(whole.select("place", "period", *rules.peers, *LEAGUE[2:]), form, args.output)
    inputs = [f"数据：{args.observations.name}，{observations.frame.height}条", f"规则：{rules.title}"]
    inputs += notes_in_chinese(read)
    result = league.League(
        args.period, whole.to_dicts(), cards.to_dicts(), scores.to_dicts(), rules, before, inputs, faults
    )
    if form == "xlsx":
        league.write_workbook(result, args.output)
    elif form == "table":
        league.write_table(result, args.output)
    unranked = whole.filter(pl.col("score").is_null()).height
    without = f", {unranked} without a score" if unranked else ""
    left = sum(table.faulty_rows for table in read)
    faulty = f"; {count(left, 'faulty row')} left out" if faults else ""
    say(f"{count(whole.height - unranked, 'place')} ranked for {args.period}{without}{faulty}", args.quiet)
    return 1 if faults else 0


def standings(
    figures: pl.DataFrame, rules: Rules, now: str, before: str | None
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The league table of wholes (those without a score at its end), the cards, the scores."""
    import polars as pl

    from luoshi.assessing import scoring

    scores: pl.DataFrame = scoring.score(figures, rules, now)
    cards: pl.DataFrame = scoring.cards(scores, rules)
    whole: pl.DataFrame = scoring.whole(cards, rules)
    earlier = None
    if before is not None:
        earlier = scoring.whole(scoring.cards(scoring.score(figures, rules, before), rules), rules)
    table: pl.DataFrame = scoring.league(whole, earlier, scores=scores, rules=rules)
    by = ["place", *rules.peers]
    moved: pl.DataFrame = scoring.sensitivity(scores, rules)
    table = table.drop("score", "rank", "period", strict=False)
    moved = moved.select(*by, "rank_best", "rank_worst", "moved_by")
    whole = whole.join(table, on=by, how="left").join(moved, on=by, how="left")
    order: list[Any] = [*rules.peers, pl.col("rank").is_null(), "rank", "place"]
    first = [card.name for card in rules.cards]
    of_card = pl.col("card").replace_strict(first, range(len(first)), default=len(first), return_dtype=pl.Int64)
    names = list(dict.fromkeys(rule.indicator for rule in rules.rules))
    of_rule = pl.col("indicator").cast(pl.String)
    of_rule = of_rule.replace_strict(names, range(len(names)), default=0, return_dtype=pl.Int64)
    return whole.sort(order), cards.sort(of_card, *order), scores.sort(of_card, of_rule, *order)


def _by_target(rules: Rules) -> bool:
    return any(rule.params.get("target") == 1 for rule in rules.rules)


def _with_targets(figures: pl.DataFrame, targets: pl.DataFrame, now: str) -> pl.DataFrame:
    """Figures with a column `target`: the value set for that place, indicator and measure, for the period itself or,
    where none is, for the shortest one that holds it.
    """
    import polars as pl

    from luoshi.assessing.measured import key_of
    from luoshi.vocabulary.periods import bounds

    wanted = bounds(now)
    lengths = {}
    for text in targets["period"].unique().to_list():
        found = bounds(text)
        if found.end is not None and wanted.end is not None and found.start <= wanted.start <= wanted.end <= found.end:
            lengths[text] = found.end - found.start
    on = ["place", "key_", "measure"]
    key = pl.col("indicator").map_elements(key_of, return_dtype=pl.String).alias("key_")
    goals = targets.filter(pl.col("period").is_in(list(lengths))).with_columns(
        key, pl.col("period").replace_strict(lengths, default=None, return_dtype=pl.Int64).alias("length_")
    )
    goals = goals.sort("length_", "id").unique(on, keep="first")
    goals = goals.select(*on, pl.col("value").alias("target"), pl.col("unit").alias("unit_"))
    beside = figures.with_columns(key).join(goals, on=on, how="left").drop("key_")
    return _in_one_unit(beside).drop("unit_")


def _in_one_unit(figures: pl.DataFrame) -> pl.DataFrame:
    """With each `target` in the unit of its figure; raises `ValueError` where it counts something else."""
    import polars as pl

    from luoshi.assessing.promises.matching import in_base

    differ = figures.filter(pl.col("target").is_not_null() & (pl.col("unit_") != pl.col("unit")))
    found = differ.select("place", "indicator", "unit_", "unit").unique().sort(pl.all())
    for place, indicator, wanted, unit in found.iter_rows():
        (up, mine), (down, other) = in_base(wanted), in_base(unit)
        if mine != other:
            raise ValueError(f"--targets: {place} {indicator}: found a target in {wanted}, expected one in {unit}")
        same = (pl.col("unit_") == wanted) & (pl.col("unit") == unit)
        made = pl.when(same).then(pl.col("target") * up / down).otherwise(pl.col("target"))
        figures = figures.with_columns(
            made.alias("target"), pl.when(same).then("unit").otherwise("unit_").alias("unit_")
        )
    return figures


def _only(figures: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    import polars as pl

    if not names:
        raise ValueError("--places: found no name, expected names with commas between them")
    known = set(figures["place"].to_list())
    strangers = [name for name in names if name not in known]
    if strangers:
        raise ValueError(f"--places: found {'、'.join(strangers)}, which the figures do not have")
    return figures.filter(pl.col("place").is_in(names))


def _tell_strangers(figures: pl.DataFrame, rules: Rules) -> None:
    """Rules that nobody has a figure for, and figures that no rule is about: most likely one name written in two ways.

    A measure may be the other one: 增加值 in 亿元 where its growth is ranked.
    """
    import polars as pl

    from luoshi.vocabulary.terms import term

    rows = figures.select("indicator", pl.col("measure").fill_null("level")).unique(maintain_order=True).rows()
    meant = [(name, rule) for name, rule in rules.meant(name for name, _ in rows) if (name, rule.measure) in rows]
    numbers = {rule.number for _, rule in meant}
    silent = [rule.label for rule in rules.rules if rule.number not in numbers]
    tell_strangers("indicator", list(dict.fromkeys(silent)), "the rules")
    used = {(name, rule.measure) for name, rule in meant}
    idle = [
        name + ("" if measure == "level" else term("measure", measure))
        for name, measure in rows
        if (name, measure) not in used
    ]
    if silent and idle:
        tell_line(f"not among the rules: {listed(idle)}")


def _month_before(now: str, known: list[str]) -> str | None:
    """The period that begins as this one and ends a month (else a quarter) before, if there are figures of it."""
    from luoshi.vocabulary.period_words import period_of
    from luoshi.vocabulary.periods import bounds

    found = bounds(now)
    for back in (1, 3):
        if found.end is None or found.end - back < found.start:
            return None
        start, end = found.start, found.end - back
        text = f"{start // 12}-{start % 12 + 1:02d}/{end // 12}-{end % 12 + 1:02d}"
        if period_of(text) in known:
            return period_of(text)
    return None


def _last_month(period: str) -> int:
    from luoshi.vocabulary.periods import bounds

    found = bounds(period)
    return found.start if found.end is None else found.end


def _has_figures(option: str, period: str, known: list[str], known_at: datetime.date | None) -> None:
    if period not in known:
        until = f" reported until {known_at}" if known_at is not None else ""
        raise ValueError(f"{option} {period}: no figures of it{until}; the file has {_spread(known)}{until}")


def _spread(known: list[str]) -> str:
    known = sorted(known)
    return "nothing" if not known else "、".join(known) if len(known) <= 4 else f"{known[0]} … {known[-1]}"
