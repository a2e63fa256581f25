"""What forms cost: who is asked how much by whom, what asking once saves, what came late or went back.

Counted over the rounds of a year (by the last month of their period). `asked` is what the forms ask for, `own` what had
to be filled in, `saved` what filled itself because another form asks for it or it was known. Minutes are those of
the form, in the share of its cells that had to be filled in; with none of its own a sheet takes none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db.models import Count, QuerySet

from luoshi.office.guard.actors import Actor
from luoshi.office.guard.permissions import table
from luoshi.office.organisations.models import Body
from luoshi.office.people.scopes import within
from luoshi.office.reporting.asking import Asks, asks, turn
from luoshi.office.reporting.models import Cell, Form, Review, Round, Sheet, Submission
from luoshi.vocabulary.periods import bounds, last_year


@dataclass
class Cost:
    """What it comes to. `forms`, `sheets` (of rounds), cells `asked`, `own`, `saved`; minutes as exact fractions.

    `late`: sheets whose first version came after its day; `sent_back`: versions that were; `absent`: sheets of closed
    rounds that did not come.
    """

    forms: set[int] = field(default_factory=set)
    sheets: int = 0
    asked: int = 0
    own: int = 0
    minutes: Fraction = Fraction(0)
    minutes_saved: Fraction = Fraction(0)
    late: int = 0
    sent_back: int = 0
    absent: int = 0

    @property
    def saved(self) -> int:
        """Cells that filled themselves."""
        return self.asked - self.own

    @property
    def share_saved(self) -> Fraction:
        """The share of the cells that filled themselves, in %; 0 where nothing was asked."""
        return Fraction(100 * self.saved, self.asked) if self.asked else Fraction(0)


@dataclass(frozen=True)
class Repeated:
    """An indicator in a measure that several forms ask of the same places; `forms` in the order of their issue."""

    indicator: str
    name: str
    measure: str
    forms: tuple[Form, ...]
    places: int


@dataclass(frozen=True)
class Burden:
    """What the forms of a year cost: in all, of each respondent, of each issuer, of each form, of each month (1 to
    12)."""

    year: int
    total: Cost
    respondents: Mapping[Body, Cost]
    issuers: Mapping[Body, Cost]
    forms: Mapping[Form, Cost]
    months: Mapping[int, Cost]
    repeats: tuple[Repeated, ...]


@dataclass(frozen=True)
class _Part:
    """Some sheets that are counted alike: of one form, respondent and period."""

    form: Form
    body: Body
    month: int
    asked: int
    own: int
    late: int
    sent_back: int
    absent: int


def burden(actor: Actor, year: int, *, issuer: int | None = None) -> Burden:
    """The burden in a year, of the respondents and the issuers that the actor may see; nine queries, whatever the rows.

    `issuer`: of that body's forms only.
    """
    roles = table()["reporting.see_burden"].inside
    seen = within(actor, roles, body="body") | within(actor, roles, body="round__form__issuer")
    periods = [
        period for period in Round.objects.values_list("period", flat=True).distinct() if last_year(period) == year
    ]
    sheets = Sheet.objects.filter(seen, round__period__in=periods)
    if issuer is not None:
        sheets = sheets.filter(round__form__issuer=issuer)
    asking = Form.objects.filter(rounds__sheets__in=sheets).distinct().select_related("issuer")
    forms = {form.pk: form for form in asking}
    held = asks(forms.values())
    bodies = {body.pk: body for body in Body.objects.filter(sheets__in=sheets).distinct().order_by("position", "code")}
    total, costs = Cost(), _Costs()
    for part in _parts(sheets, forms, bodies, held):
        for cost in (total, *costs.of(part)):
            _add(cost, part)
    by_body, by_issuer, by_form, by_month = costs.sorted(bodies.values(), forms.values())
    return Burden(year, total, by_body, by_issuer, by_form, by_month, _repeats(held.values()))


def years() -> list[int]:
    """The years of which there are rounds, the last first; one query."""
    return sorted(
        {last_year(period) for period in Round.objects.values_list("period", flat=True).distinct()}, reverse=True
    )


class _Costs:
    def __init__(self) -> None:
        self._bodies: dict[int, Cost] = defaultdict(Cost)
        self._issuers: dict[int, Cost] = defaultdict(Cost)
        self._forms: dict[int, Cost] = defaultdict(Cost)
        self._months: dict[int, Cost] = defaultdict(Cost)

    def of(self, part: _Part) -> tuple[Cost, ...]:
        """The costs that a part counts for."""
        return (
            self._bodies[part.body.pk],
            self._issuers[part.form.issuer_id],
            self._forms[part.form.pk],
            self._months[part.month],
        )

    def sorted(
        self, bodies: Iterable[Body], forms: Iterable[Form]
    ) -> tuple[dict[Body, Cost], dict[Body, Cost], dict[Form, Cost], dict[int, Cost]]:
        """Each in its order: bodies by place in their tree, forms by code, months as they come."""
        listed = sorted(forms, key=lambda form: form.code)
        issuers = {form.issuer_id: form.issuer for form in listed}
        return (
            {body: self._bodies[body.pk] for body in bodies if body.pk in self._bodies},
            {issuers[number]: self._issuers[number] for number in issuers if number in self._issuers},
            {form: self._forms[form.pk] for form in listed if form.pk in self._forms},
            dict(sorted(self._months.items())),
        )


def _parts(
    sheets: QuerySet[Sheet], forms: Mapping[int, Form], bodies: Mapping[int, Body], held: Mapping[int, Asks]
) -> Iterator[_Part]:
    """The sheets with their numbers; five queries."""
    own = _counted(Cell.objects.filter(home__in=sheets), "home")
    late = _counted(Submission.objects.filter(sheet__in=sheets, number=1, late=True), "sheet")
    reviews = Review.objects.filter(decision="sent_back", submission__sheet__in=sheets)
    sent_back = _counted(reviews, "submission__sheet")
    rows = sheets.order_by().values_list("pk", "round__form", "body", "round__period", "round__closed_at", "version")
    for sheet, form, body, period, closed_at, version in rows:
        mine = own.get(sheet, 0)
        yield _Part(
            form=forms[form],
            body=bodies[body],
            month=(bounds(period).end or 0) % 12 + 1,
            # The catalogue may have given an indicator to another respondent since.
            asked=max(len(held[form].of.get(body, ())), mine),
            own=mine,
            late=late.get(sheet, 0),
            sent_back=sent_back.get(sheet, 0),
            absent=int(closed_at is not None and version == 0 and mine > 0),
        )


def _counted(rows: QuerySet[Any], by: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(by).annotate(counted=Count("pk")))


def _add(cost: Cost, part: _Part) -> None:
    cost.forms.add(part.form.pk)
    cost.sheets += 1
    cost.asked += part.asked
    cost.own += part.own
    minutes = Fraction(part.form.minutes * part.own, part.asked) if part.asked else Fraction(0)
    cost.minutes += minutes
    cost.minutes_saved += part.form.minutes - minutes
    cost.late += part.late
    cost.sent_back += part.sent_back
    cost.absent += part.absent


def _repeats(held: Iterable[Asks]) -> tuple[Repeated, ...]:
    """What several forms ask of the same places; the most asked for first."""
    asking: dict[tuple[int, str], dict[int, list[Form]]] = {}
    names: dict[int, tuple[str, str]] = {}
    for one in sorted(held, key=lambda asked: turn(asked.form)):
        for body, cells in one.of.items():
            for cell in cells:
                names[cell.indicator_id] = (cell.indicator.code, cell.indicator.name)
                at = asking.setdefault((cell.indicator_id, cell.measure), {})
                at.setdefault(one.bodies[body].place_id, []).append(one.form)
    found = []
    for (indicator, measure), at in asking.items():
        several = [forms for forms in at.values() if len(forms) > 1]
        if several:
            forms = tuple(dict.fromkeys(form for of in several for form in of))
            found.append(Repeated(*names[indicator], measure, forms, len(several)))
    return tuple(sorted(found, key=lambda one: (-len(one.forms), -one.places, one.indicator, one.measure)))
