"""What stands in a sheet: each cell with what was said of it, its past, and where it is taken from."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q

from luoshi.office.reporting.asking import asks, period_of
from luoshi.office.reporting.defined import Defined, define
from luoshi.office.reporting.models import Cell, Draft, Review, Sheet, Submission, Value, Waiver
from luoshi.vocabulary.periods import bounds

_YEAR = 12
_POINTS = "个百分点"
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Said:
    """A status, the number as text (exact, or as typed in a draft) and the note; `status` "" where there is nothing."""

    status: str = ""
    value: str = ""
    note: str = ""


@dataclass(frozen=True)
class Source:
    """Where a cell of somebody else's comes from: the form and sheet that is its home; `sheet` 0: it was imported."""

    form: str
    sheet: int
    state: str


@dataclass(frozen=True)
class Row:
    """A cell of a sheet. `own`: it is filled in here; else `source` says where it is taken from.

    `now` is what is to be shown: the draft's, else that of the version handed in last, else what is known. `known` is
    what was accepted. `before`: the period before of the same form; `year_ago`: the same months of the year before.
    `change`: `now` against `year_ago`, to one decimal, in `change_unit`; None where it cannot be said. What is itself
    in per cent changes by points: 62.1 % to 66.0 % is 3.9 points, not 6.3 %.
    """

    cell: int
    defined: Defined
    own: bool
    now: Said
    known: Said
    before: Said
    year_ago: Said
    change: Decimal | None = None
    source: Source | None = None
    waived: tuple[str, ...] = ()

    @property
    def change_unit(self) -> str:
        """The unit of `change`: % or, of what is itself in per cent, 个百分点."""
        return _POINTS if self.defined.unit == "%" else "%"

    @property
    def name(self) -> str:
        """The field of this cell in a page: `c12`."""
        return f"c{self.cell}"


@dataclass(frozen=True)
class Contents:
    """A sheet and its rows. `version` is to be named when it is handed in, `draft` when a draft is saved (0: none yet).

    `answers` are those of the draft: (cell, rule) → text. `submission` is the version handed in last.
    """

    sheet: Sheet
    rows: tuple[Row, ...]
    version: int
    draft: int
    before_period: str
    submission: Submission | None = None
    answers: dict[tuple[int, str], str] = field(default_factory=dict)

    @property
    def own(self) -> list[Row]:
        """The rows that are filled in here."""
        return [row for row in self.rows if row.own]


def contents(sheet: Sheet, *, submission: Submission | None = None) -> Contents:
    """What stands in a sheet (of `finding.sheet_of`), or stood in a version of it; eight queries, however many cells.

    With a `submission` the rows say what that one said, and no draft.
    """
    period = sheet.round.period
    before, ago = _before(sheet), _months_before(period, _YEAR)
    asked = asks([sheet.round.form], place=sheet.body.place_id)[sheet.round.form_id].of.get(sheet.body_id, ())
    order = {(cell.indicator_id, cell.measure): position for position, cell in enumerate(asked)}
    wanted = Q(indicator__in={indicator for indicator, _ in order}) | Q(home=sheet)
    found = Cell.objects.filter(wanted, place=sheet.body.place_id, period__in={period, before, ago})
    past: dict[tuple[int, str, str], Cell] = {}
    cells = []
    for cell in found.select_related("home__round__form"):
        past[cell.indicator_id, cell.measure, cell.period] = cell
        if cell.period == period and ((cell.indicator_id, cell.measure) in order or cell.home_id == sheet.pk):
            cells.append(cell)
    cells.sort(key=lambda cell: (order.get((cell.indicator_id, cell.measure), len(order)), cell.pk))
    kinds = define(period, {(cell.indicator_id, cell.measure) for cell in cells})
    latest = submission or Submission.objects.filter(sheet=sheet, number=sheet.version).first()
    draft = None if submission else Draft.objects.filter(sheet=sheet).first()
    said = _said(latest, draft)
    waived: dict[int, list[str]] = {}
    for number, status in Waiver.objects.filter(cell__in=cells).order_by("pk").values_list("cell", "status"):
        waived.setdefault(number, []).append(status)
    rows = []
    for cell in cells:
        what, own = (cell.indicator_id, cell.measure), cell.home_id == sheet.pk
        known, year_ago = _known(cell), _known(past.get((*what, ago)))
        # A version shows all that it said, whoever asks for the cell by now.
        now = said.get(cell.pk, known) if own or submission else known
        rows.append(
            Row(
                cell=cell.pk,
                defined=kinds[what],
                own=own,
                now=now,
                known=known,
                before=_known(past.get((*what, before))),
                year_ago=year_ago,
                change=_change(now, year_ago, kinds[what]),
                source=None if own else _source(cell),
                waived=tuple(waived.get(cell.pk, ())),
            )
        )
    answers = {
        (int(cell), rule): text
        for cell, rules in (draft.contents.get("answers", {}) if draft else {}).items()
        for rule, text in rules.items()
    }
    return Contents(sheet, tuple(rows), sheet.version, draft.revision if draft else 0, before, latest, answers)


def _said(latest: Submission | None, draft: Draft | None) -> dict[int, Said]:
    found: dict[int, Said] = {}
    if latest is not None:
        values = Value.objects.filter(submission=latest).values_list("cell", "status", "value", "note")
        found = {cell: Said(status, value, note) for cell, status, value, note in values}
    if draft is not None:
        for cell, entry in draft.contents.get("entries", {}).items():
            found[int(cell)] = Said(**entry)
    return found


def _known(cell: Cell | None) -> Said:
    return Said() if cell is None else Said(cell.status, cell.value)


def _source(cell: Cell) -> Source:
    if cell.home is None:
        return Source("", 0, cell.status and "imported")
    return Source(cell.home.round.form.title, cell.home_id, cell.home.state)


def _change(now: Said, ago: Said, kind: Defined) -> Decimal | None:
    if kind.measure != "level" or not ago.value or not now.value:
        return None
    try:
        new, old = Decimal(now.value), Decimal(ago.value)
        if not new.is_finite():
            return None
        if kind.unit == "%":
            return (new - old).quantize(_TENTH)
        return None if old <= 0 else ((new / old - 1) * 100).quantize(_TENTH)
    except ArithmeticError:
        # A draft holds whatever was typed: words, and numbers of a thousand digits.
        return None


def _before(sheet: Sheet) -> str:
    """The period of the round before: so many months earlier as lie between two rounds."""
    return _months_before(sheet.round.period, sheet.round.form.every)


def _months_before(period: str, months: int) -> str:
    end = bounds(period).end
    return "" if end is None else period_of(end - months)


@dataclass(frozen=True)
class Act:
    """Something that was done with a sheet: handed in (with its note) or reviewed (decision and reason)."""

    what: str
    number: int
    submission: Submission
    review: Review | None = None


def history(sheet: Sheet) -> list[Act]:
    """What became of a sheet, the last first: `first`, `correction`, `accepted`, `sent_back`; two queries."""
    acts = []
    for submission in Submission.objects.filter(sheet=sheet).select_related("review").order_by("-number"):
        review = getattr(submission, "review", None)
        if review is not None:
            acts.append(Act(review.decision, submission.number, submission, review))
        acts.append(Act(submission.kind, submission.number, submission))
    return acts


def versions(cell: Cell) -> list[dict[str, Any]]:
    """All that was ever said of a cell, the last first: status, value, unit, note, who and when, what review said."""
    values = Value.objects.filter(cell=cell).select_related("submission__review").order_by("-submission__at", "-pk")
    return [_version(value) for value in values]


def _version(value: Value) -> dict[str, Any]:
    review = getattr(value.submission, "review", None)
    return {
        "status": value.status,
        "value": value.value,
        "unit": value.unit,
        "note": value.note,
        "sheet": value.submission.sheet_id,
        "submission": value.submission_id,
        "number": value.submission.number,
        "kind": value.submission.kind,
        "by": value.submission.by_name,
        "at": value.submission.at,
        "decision": review.decision if review else "",
        "reviewed_by": review.by_name if review else "",
        "reviewed_at": review.at if review else None,
    }
