"""The way back from a number: its formula, its figures with who reported them and when, the target and its clause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luoshi.assessing.calendar import month_number
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.phrases import figure_said
from luoshi.office.reporting.models import Cell
from luoshi.office.scoring import rulebook
from luoshi.office.scoring.models import Standing, Verdict
from luoshi.office.scoring.rulebook import IN_FORCE
from luoshi.office.scoring.wording import formula, gain
from luoshi.vocabulary.periods import bounds

LANGUAGES = ("zh", "en")
_TOLERANCE = Decimal("0.0001")


@dataclass(frozen=True)
class Figure:
    """A figure with where it stands and who said so. `used`: it is the one that the number was made of."""

    cell: int
    place: str
    indicator: str
    measure: str
    period: str
    value: str
    unit: str
    status: str
    submission: int | None
    number: int | None
    by_name: str
    at: str
    used: bool = False


@dataclass(frozen=True)
class Target:
    """What was to be reached, and the clause that says so with where it stands printed."""

    commitment: int
    number: str
    name: str
    text: dict[str, str]
    clause: str
    statement: int | None
    document: int | None
    document_name: str
    line: int | None


@dataclass(frozen=True)
class Trace:
    """Where a number comes from. `formula`: language → lines; `rules`: kind, name, number and title of the set."""

    about: str
    reason: str
    light: str
    formula: dict[str, list[str]]
    figures: list[Figure]
    target: Target | None
    rules: dict[str, Any]

    def contents(self) -> dict[str, Any]:
        """All of it as it is kept with what was published, and as the API gives it."""
        return {
            **{name: getattr(self, name) for name in ("about", "reason", "light", "formula", "rules")},
            "figures": [vars(figure) for figure in self.figures],
            "target": None if self.target is None else vars(self.target),
        }


def verdict_of(commitment: Commitment, as_of: str | None = None) -> Verdict | None:
    """The verdict on a commitment as of a month, or its latest; None where there is none. One query."""
    found = Verdict.objects.filter(commitment=commitment)
    if as_of is not None:
        found = found.filter(as_of=as_of)
    return found.order_by("as_of").last()


def trace(found: Verdict | Standing) -> Trace:
    """Where a verdict or a standing comes from. Some queries, whatever the number of figures."""
    return traces([found])[found.pk]


def traces(found: Sequence[Verdict] | Sequence[Standing]) -> dict[int, Trace]:
    """Of several, all verdicts or all standings: by number. The same queries as for one."""
    verdicts = [one for one in found if isinstance(one, Verdict)]
    standings_ = [one for one in found if isinstance(one, Standing)]
    made = _of_verdicts(verdicts) if verdicts else {}
    return made | (_of_standings(standings_) if standings_ else {})


def _of_verdicts(verdicts: Sequence[Verdict]) -> dict[int, Trace]:
    rules = rulebook.current("lights", IN_FORCE)
    cells = _cells({(v.commitment.place_id, v.commitment.indicator_id) for v in verdicts})
    made = {}
    for verdict in verdicts:
        commitment = verdict.commitment
        mine = cells.get((commitment.place_id, commitment.indicator_id), [])
        made[verdict.pk] = Trace(
            about=f"{commitment.number} {commitment.name} {verdict.as_of}",
            reason=verdict.reason,
            light=verdict.light,
            formula={language: _formula(verdict, rules, language) for language in LANGUAGES},
            figures=[_figure(cell, _is_used(cell, verdict)) for cell in mine if _is_near(cell, verdict)],
            target=_target(commitment),
            rules=_named(rules),
        )
    return made


def _of_standings(standings_: Sequence[Standing]) -> dict[int, Trace]:
    cards = _cards(standings_)
    sets = {name: rulebook.current("scoring", name) for name in {one.league.rules for one in standings_}}
    items = {one.pk: [row for card in cards[one.pk] for row in card.contents.get("items", ())] for one in standings_}
    codes = {row["indicator"] for rows in items.values() for row in rows}
    cells = _cells_of_period(standings_, codes)
    made = {}
    for one in standings_:
        rules = sets[one.league.rules]
        wanted = {(row["indicator"], row["measure"]) for row in items[one.pk]}
        mine = [
            cell for cell in cells.get((one.place_id, one.period), ())
            if {(cell.indicator.code, cell.measure), (cell.indicator.name, cell.measure)} & wanted
        ]  # fmt: skip
        made[one.pk] = Trace(
            about=f"{one.league.title} {one.period} {one.place.name} {one.card}".strip(),
            reason=one.contents.get("reason", ""),
            light="",
            formula={language: _sum(one, cards[one.pk], language) for language in LANGUAGES},
            figures=[_figure(cell, used=True) for cell in mine],
            target=None,
            rules=_named(rules),
        )
    return made


def _named(rules: rulebook.RuleText) -> dict[str, Any]:
    return {"kind": rules.kind, "name": rules.name, "number": rules.number, "title": rules.title}


def _formula(verdict: Verdict, rules: rulebook.RuleText, language: str) -> list[str]:
    """The verdict's numbers as formulas; only those that hold are said, the reason stands for the others."""
    row, commitment = verdict.contents, verdict.commitment
    actual, target = _decimal(row.get("actual")), _decimal(commitment.value)
    completion, schedule = _decimal(row.get("completion")), _decimal(row.get("schedule"))
    ahead, gap, baseline = _decimal(row.get("ahead")), _decimal(row.get("gap")), _decimal(commitment.baseline)
    shown = {
        name: str(row.get(name, "")).replace("-", "−") for name in ("actual", "completion", "schedule", "ahead", "gap")
    }
    shown |= {"target": f"{commitment.value}{commitment.unit}", "baseline": commitment.baseline}
    lines = []
    if completion is not None:
        lines.append(formula(_completion(actual, target, baseline, completion), language, **shown))
        if schedule is not None and ahead is not None:
            if _equal(completion - schedule, ahead):
                lines.append(formula("ahead", language, **shown))
            elif _equal(schedule - completion, ahead):
                lines.append(formula("ahead_of_limit", language, **shown))
    if actual is not None and target is not None and gap is not None and _equal(actual - target, gap):
        lines.append(formula("gap", language, **shown))
    said = str(row.get("light_reason", "")).rstrip("。")
    lines.append(
        formula("light", language, reason=said, title=rules.title, number=rules.number, rule=row.get("rule", "—"))
    )
    return lines


def _completion(actual: Decimal | None, target: Decimal | None, baseline: Decimal | None, completion: Decimal) -> str:
    """The name of the formula that the completion came by; `completion_only` where it is another."""
    if actual is None or target is None:
        return "completion_only"
    if target and _equal(actual / target * 100, completion):
        return "completion"
    if baseline is None or target == baseline:
        return "completion_only"
    found = (actual - baseline) / (target - baseline) * 100
    return "completion_from" if _equal(found, completion) else "completion_only"


def _sum(standing: Standing, cards: Sequence[Standing], language: str) -> list[str]:
    """How a place's points came: by card and indicator, what a place more takes, and how firm the rank is."""
    lines = []
    row = standing.contents
    if not standing.card:
        parts = " + ".join(f"{card.card} {card.score or '—'}" for card in cards)
        lines.append(formula("whole", language, parts=parts))
    for card in cards:
        lines.append(formula("card", language, card=card.card, reason=card.contents.get("reason", "")))
        for item in card.contents.get("items", ()):
            lines.append(formula("item", language, card=card.card, reason=item.get("reason", "")))
    if row.get("needed") and row.get("needed_in"):
        of = gain(row, "en" if language == "en" else "zh")
        shown = {"needed": row["needed"], "indicator": of["indicator"], "value": f"{row['needed_value']}{of['unit']}"}
        change = f"{'' if row['needed_change'].startswith('-') else '+'}{row['needed_change']}{of['step']}"
        lines.append(formula("needed_in", language, **shown, change=change))
    elif row.get("needed"):
        lines.append(formula("needed", language, needed=row["needed"]))
    if row.get("rank_best"):
        lines.append(formula("firm", language, best=row["rank_best"], worst=row["rank_worst"]))
    return lines


def _cards(found: Sequence[Standing]) -> dict[int, list[Standing]]:
    """The cards that a standing is the sum of; of a card itself. One query."""
    wholes = [one for one in found if not one.card]
    rows = Standing.objects.filter(
        league__in={one.league_id for one in wholes}, period__in={one.period for one in wholes},
        place__in={one.place_id for one in wholes},
    ).exclude(card="").order_by("pk")  # fmt: skip
    by: dict[tuple[int, str, int], list[Standing]] = {}
    for row in rows if wholes else ():
        by.setdefault((row.league_id, row.period, row.place_id), []).append(row)
    return {one.pk: [one] if one.card else by.get((one.league_id, one.period, one.place_id), []) for one in found}


def _cells(pairs: Iterable[tuple[int, int | None]]) -> dict[tuple[int, int | None], list[Cell]]:
    """The figures of places in indicators, in the order of their periods. One query."""
    wanted = set(pairs)
    found = Cell.objects.filter(
        place__in={place for place, _ in wanted}, indicator__in={one for _, one in wanted if one is not None}
    ).exclude(status="")  # fmt: skip
    made: dict[tuple[int, int | None], list[Cell]] = {}
    for cell in found.select_related("place", "indicator", "submission").order_by("period", "measure"):
        if (cell.place_id, cell.indicator_id) in wanted:
            made.setdefault((cell.place_id, cell.indicator_id), []).append(cell)
    return made


def _cells_of_period(found: Sequence[Standing], codes: set[str]) -> dict[tuple[int, str], list[Cell]]:
    """The figures of places in the periods that they were ranked for. One query."""
    cells = Cell.objects.filter(
        place__in={one.place_id for one in found}, period__in={one.period for one in found}
    ).exclude(status="")  # fmt: skip
    made: dict[tuple[int, str], list[Cell]] = {}
    for cell in cells.select_related("place", "indicator", "submission").order_by("indicator__position", "measure"):
        if {cell.indicator.code, cell.indicator.name} & codes:
            made.setdefault((cell.place_id, cell.period), []).append(cell)
    return made


def _is_near(cell: Cell, verdict: Verdict) -> bool:
    """Whether a figure is of the verdict's year up to its month, or of the same months a year before."""
    end, month = bounds(cell.period).end, month_number(verdict.as_of)
    if end is None or end > month:
        return False
    return end // 12 == month // 12 or end == month - 12


def _is_used(cell: Cell, verdict: Verdict) -> bool:
    actual = _decimal(verdict.contents.get("actual"))
    value = Decimal(0) if cell.status == "zero" else _decimal(cell.value)
    of_month = bounds(cell.period).end == month_number(verdict.as_of)
    return (
        actual is not None
        and value is not None
        and _equal(actual, value)
        and (of_month or cell.measure == verdict.commitment.measure)
    )


def _figure(cell: Cell, used: bool) -> Figure:
    by = cell.submission
    return Figure(
        cell=cell.pk, place=cell.place.name, indicator=cell.indicator.name, measure=cell.measure, period=cell.period,
        value="0" if cell.status == "zero" and not cell.value else cell.value, unit=cell.unit, status=cell.status,
        submission=by.pk if by else None, number=by.number if by else None, by_name=by.by_name if by else "",
        at=by.at.isoformat() if by else "", used=used,
    )  # fmt: skip


def _target(commitment: Commitment) -> Target:
    statement = commitment.statement
    return Target(
        commitment=commitment.pk,
        number=commitment.number,
        name=commitment.name,
        text={language: figure_said(commitment, language, strength=True) for language in LANGUAGES},
        clause=statement.quote if statement else commitment.text,
        statement=statement.pk if statement else None,
        document=statement.document_id if statement else None,
        document_name=statement.document.name if statement else "",
        line=statement.line if statement else None,
    )


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def _equal(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _TOLERANCE
