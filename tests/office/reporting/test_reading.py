"""What is read: lists within scopes, contents, observations, burden; queries that do not grow with the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.assessing.cells import as_known_at
from luoshi.office.guard.actors import Actor
from luoshi.office.guard.errors import NotFound
from luoshi.office.guard.perform import perform
from luoshi.office.organisations.models import Place
from luoshi.office.reporting import listing
from luoshi.office.reporting.actions.accept_submission import AcceptSubmission
from luoshi.office.reporting.actions.close_round import CloseRound
from luoshi.office.reporting.actions.correct_sheet import CorrectSheet
from luoshi.office.reporting.actions.send_back import SendBack
from luoshi.office.reporting.asking import repeats
from luoshi.office.reporting.burden import burden, years
from luoshi.office.reporting.contents import contents, history, versions
from luoshi.office.reporting.entries import Answer
from luoshi.office.reporting.finding import must_see, must_see_form, sheet_of
from luoshi.office.reporting.handing_in import check_sheet
from luoshi.office.reporting.models import Cell, Sheet
from luoshi.office.reporting.observations import observations
from luoshi.office.reporting.reviewing import review_of
from office.catalogue.making import own
from office.making import OFFICE, actor, body, place
from office.reporting.making import County, accepted, county, filled, opened, sheet, submitted


def queries(read: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as held:
        read()
    return len(held)


def full(towns: int, indicators: int) -> tuple[County, list[Sheet]]:
    """A county with two forms that overlap, a round of each, the first one accepted, the second one handed in."""
    here = county(towns=towns, indicators=indicators)
    half = max(1, indicators // 2)
    first, second = here.form(*range(half), minutes=60), here.form(*range(half - 1, indicators), minutes=30)
    one, two = opened(first), opened(second)
    sheets = []
    for number, town in enumerate(here.towns):
        accepted(here.clerks[number], here.reviewer, sheet(one, town), f"{number + 1}.5")
        submitted(here.clerks[number], sheet(two, town), f"{number + 1}.25")
        sheets.append(sheet(two, town))
    return here, sheets


def test_queries_do_not_grow_with_the_rows(office: str) -> None:
    def counted(towns: int, indicators: int) -> dict[str, int]:
        here, sheets = full(towns, indicators)
        held = sheet_of(sheets[0].pk)
        waiting = held.submissions.get()
        cell = Cell.objects.filter(home__isnull=False).exclude(status="")[0]
        form = held.round.form
        return {
            "forms": queries(lambda: list(listing.forms(here.reviewer))),
            "rounds": queries(lambda: [one.form.issuer for one in listing.rounds(here.reviewer)]),
            "sheets": queries(lambda: [(s.body, s.round.form.issuer) for s in listing.sheets(here.reviewer)]),
            "mine": queries(lambda: list(listing.sheets(here.clerks[0], mine=True, owed=True))),
            "to_review": queries(lambda: [s.sheet.round.form.issuer for s in listing.to_review(here.reviewer)]),
            "contents": queries(lambda: contents(held)),
            "review": queries(lambda: review_of(here.reviewer, waiting.pk)),
            "history": queries(lambda: history(held)),
            "versions": queries(lambda: versions(cell)),
            "repeats": queries(lambda: repeats(form)),
            "burden": queries(lambda: burden(here.reviewer, 2025)),
            "observations": queries(lambda: observations(until="2025-12")),
            "form": queries(lambda: must_see_form(here.reviewer, form)),
        }

    few = counted(1, 2)
    many = counted(4, 7)
    # The second county comes beside the first: the office has more of everything.
    assert many == few
    assert few == {
        "forms": 1, "rounds": 1, "sheets": 1, "mine": 1, "to_review": 1, "contents": 8, "review": 9,
        "history": 1, "versions": 1, "repeats": 3, "burden": 9, "observations": 6, "form": 1,
    }  # fmt: skip


def test_lists_hold_what_is_in_the_scope(office: str) -> None:
    here, _ = full(2, 3)
    other = actor("reviewer", place("南浦县", kind="county"))
    clerk = here.clerks[0]
    bureau = actor("viewer", here.bureau)
    lists: dict[str, Callable[[Actor], Any]] = {
        "forms": listing.forms,
        "rounds": listing.rounds,
        "sheets": listing.sheets,
    }
    counts = {
        who: {name: list_(acting).count() for name, list_ in lists.items()}
        for who, acting in (
            ("clerk", clerk),
            ("reviewer", here.reviewer),
            ("bureau", bureau),
            ("other", other),
            ("office", OFFICE),
            ("nobody", Actor.nobody()),
        )
    }
    whole = {"forms": 2, "rounds": 2, "sheets": 4}
    none = dict.fromkeys(whole, 0)
    assert counts == {
        "clerk": {"forms": 2, "rounds": 2, "sheets": 2},
        "reviewer": whole,
        "bureau": whole,
        "other": none,
        "office": whole,
        "nobody": none,
    }
    assert listing.to_review(here.reviewer).count() == 2
    assert listing.to_review(clerk).count() == listing.to_review(other).count() == 0
    assert listing.sheets(here.reviewer, mine=True).count() == 0
    assert listing.forms(clerk, state="draft").count() == 0


def test_a_sheet_or_form_of_others_is_not_there(office: str) -> None:
    here, sheets = full(2, 2)
    draft = here.form(0, issue=False)
    held = sheet_of(sheets[1].pk)
    for who in (here.clerks[0], actor("viewer", place("南浦县", kind="county")), Actor.nobody()):
        with pytest.raises(NotFound):
            must_see(who, held)
        with pytest.raises(NotFound):
            must_see_form(who, draft)
    assert must_see(here.clerks[1], held) is held
    assert must_see_form(here.clerks[1], held.round.form) is held.round.form
    with pytest.raises(NotFound):
        review_of(here.clerks[0], held.submissions.get().pk)


def test_sheets_count_what_is_to_be_filled_in(office: str) -> None:
    here = county(towns=1, indicators=3)
    first, second = here.form(0, 1), here.form(1, 2)
    one, two = opened(first), opened(second)
    accepted(here.clerks[0], here.reviewer, sheet(one, here.towns[0]), "5")
    told = {held.round_id: (held.own_count, held.known_count) for held in listing.sheets(here.clerks[0])}
    assert told == {one.pk: (2, 2), two.pk: (1, 0)}
    assert [held.round_id for held in listing.sheets(here.clerks[0], mine=True, owed=True)] == [two.pk]
    [counted] = [held for held in listing.rounds(OFFICE) if held.pk == one.pk]
    assert (counted.sheet_count, counted.submitted_count, counted.accepted_count) == (1, 0, 1)


def test_a_correction_that_was_sent_back_is_owed_after_its_round_was_closed(office: str) -> None:
    here = county(towns=2, indicators=1)
    held = opened(here.form(0))
    corrected, missed = (sheet(held, town) for town in here.towns)
    accepted(here.clerks[0], here.reviewer, corrected, "5")
    made = submitted(here.clerks[1], missed, "4")
    perform(here.reviewer, SendBack(submission=made.pk, reason="漏报"))
    perform(OFFICE, CloseRound(round=held.pk))
    # What was never accepted cannot come in any more; a correction can.
    assert [listing.sheets(clerk, mine=True, owed=True).count() for clerk in here.clerks] == [0, 0]
    entries = filled(corrected, "6")
    answers = tuple(
        Answer(cell=question.cell, rule=question.rule, text="已核实")
        for question in check_sheet(corrected, entries).questions
    )
    again = CorrectSheet(sheet=corrected.pk, version=1, entries=entries, answers=answers, reason="漏了一户")
    correction = perform(here.clerks[0], again)
    perform(here.reviewer, SendBack(submission=correction.pk, reason="附上说明"))
    assert [one.pk for one in listing.sheets(here.clerks[0], mine=True, owed=True)] == [corrected.pk]


def test_contents_tell_the_past(office: str) -> None:
    here = county(towns=1, indicators=1)
    form = here.form(0)
    for period, value in (("2024-01/2024-03", "4"), ("2025-01/2025-02", "3.5")):
        accepted(here.clerks[0], here.reviewer, sheet(opened(form, period), here.towns[0]), value)
    held = sheet(opened(form), here.towns[0])
    submitted(here.clerks[0], held, "5")
    [row] = contents(sheet_of(held.pk)).rows
    assert (row.before.value, row.year_ago.value, row.now.value, row.known.status) == ("3.5", "4", "5", "")
    assert (str(row.change), row.change_unit) == ("25.0", "%")


def test_what_is_itself_in_per_cent_changes_by_points(office: str) -> None:
    here = replace(county(towns=1), indicators=[own("污水治理率", unit="%", digits=1)])
    form = here.form(0)
    accepted(here.clerks[0], here.reviewer, sheet(opened(form, "2024-01/2024-03"), here.towns[0]), "62.1")
    held = sheet(opened(form), here.towns[0])
    submitted(here.clerks[0], held, "66.0")
    [row] = contents(sheet_of(held.pk)).rows
    assert (str(row.change), row.change_unit) == ("3.9", "个百分点")


def test_what_a_reviewer_sees(office: str) -> None:
    here = county(towns=1, indicators=2)
    held = sheet(opened(here.form(0, 1)), here.towns[0])
    first = submitted(here.clerks[0], held, "5", "6")
    perform(here.reviewer, SendBack(submission=first.pk, reason="核"))
    second = submitted(here.clerks[0], held, "5", "7")
    seen = review_of(here.reviewer, second.pk)
    assert {cell: said.value for cell, said in seen.changed.items()} == {seen.contents.rows[1].cell: "6"}
    assert [(act.what, act.number) for act in seen.history] == [("first", 2), ("sent_back", 1), ("first", 1)]
    assert (seen.waits, seen.may) == (True, True)
    assert [row.now.value for row in review_of(here.reviewer, first.pk).contents.rows] == ["5", "6"]
    assert review_of(here.reviewer, first.pk).waits is False
    assert review_of(here.clerks[0], second.pk).may is False


# Observations


def test_observations_keep_the_contract(office: str) -> None:
    here = county(towns=2, indicators=2)
    form = here.form(0, (1, "growth"))
    held = opened(form)
    at = dt.datetime(2025, 4, 18, 16, 30, tzinfo=dt.UTC)
    accepted(here.clerks[0], here.reviewer, sheet(held, here.towns[0]), "0.1", "0", at=at)
    submitted(here.clerks[1], sheet(held, here.towns[1]), "9", "1")
    found = observations()
    code = here.towns[0].place.code
    rows = {
        (here.indicators[0].code, "level", 0.1, "亿元", "reported"),
        (here.indicators[1].code, "growth", 0.0, "%", "zero"),
    }
    # Half past midnight in Beijing.
    expected = {(code, i, "2025-01/2025-03", m, v, u, s, dt.date(2025, 4, 19)) for i, m, v, u, s in rows}
    assert set(found.rows()) == expected
    assert found.schema == {
        "place": pl.String, "indicator": pl.String, "period": pl.String, "measure": pl.String, "value": pl.Float64,
        "unit": pl.String, "status": pl.String, "reported_at": pl.Date,
    }  # fmt: skip


def test_observations_of_places_indicators_and_periods(office: str) -> None:
    here = county(towns=2, indicators=2)
    form = here.form(0, 1)
    for period in ("2025-01", "2025-01/2025-02"):
        held = opened(form, period)
        for number, town in enumerate(here.towns):
            accepted(here.clerks[number], here.reviewer, sheet(held, town), "1", "2")
    assert len(observations()) == 8
    assert len(observations([here.towns[0].place_id])) == 4
    assert len(observations(None, [here.indicators[1].pk])) == 4
    assert len(observations(until="2025-01")) == 4
    assert len(observations(until="2024-12")) == 0
    assert len(observations([], [])) == 0
    assert len(observations(Place.objects.values_list("pk", flat=True), until="2025")) == 8


def test_observations_as_they_were_known(office: str) -> None:
    here = county(towns=1, indicators=1)
    held = sheet(opened(here.form(0)), here.towns[0])
    moments = [dt.datetime(2025, 4, day, 4, tzinfo=dt.UTC) for day in (18, 25)]
    accepted(here.clerks[0], here.reviewer, held, "5", at=moments[0])
    made = perform(
        here.clerks[0], CorrectSheet(sheet=held.pk, version=1, entries=filled(held, "6"), reason="漏"), at=moments[1]
    )
    perform(here.reviewer, AcceptSubmission(submission=made.pk), at=moments[1])
    assert observations()["value"].to_list() == [6.0]
    for moment, values in ((moments[0] - dt.timedelta(seconds=1), []), (moments[0], [5.0]), (moments[1], [6.0])):
        assert observations(known_at=moment)["value"].to_list() == values
    every = observations(history=True)
    assert every["value"].to_list() == [5.0, 6.0]
    assert as_known_at(every, dt.date(2025, 4, 24))["value"].to_list() == [5.0]


# Burden


def test_what_asking_once_saves(office: str) -> None:
    here = county(towns=2, indicators=3)
    first, second = here.form(0, 1, minutes=60), here.form(1, 2, minutes=30, towns=[0])
    one = opened(first)
    late = dt.date(2025, 4, 18)
    two = opened(second, due=late, joined=late, result=late)
    clerk = here.clerks[0]
    accepted(clerk, here.reviewer, sheet(one, here.towns[0]), "5", "6")
    back = submitted(clerk, sheet(two, here.towns[0]), "7")
    perform(here.reviewer, SendBack(submission=back.pk, reason="核"))
    perform(OFFICE, CloseRound(round=one.pk))
    found = burden(OFFICE, 2025)
    total = found.total
    assert (len(total.forms), total.sheets, total.asked, total.own, total.saved) == (2, 3, 6, 5, 1)
    by_body = {
        str(of): (cost.asked, cost.own, cost.saved, cost.late, cost.sent_back, cost.absent)
        for of, cost in found.respondents.items()
    }
    assert by_body == {"镇0人民政府": (4, 3, 1, 1, 1, 0), "镇1人民政府": (2, 2, 0, 0, 0, 1)}
    assert {form.pk: (float(cost.minutes), float(cost.minutes_saved)) for form, cost in found.forms.items()} == {
        first.pk: (120.0, 0.0), second.pk: (15.0, 15.0),
    }  # fmt: skip
    assert list(found.months) == [3]
    assert [(one.name, [form.pk for form in one.forms], one.places) for one in found.repeats] == [
        (here.indicators[1].name, [first.pk, second.pk], 1)
    ]
    assert years() == [2025]
    assert burden(OFFICE, 2024).total.asked == 0
    mine = burden(here.clerks[1], 2025)
    assert [str(of) for of in mine.respondents] == ["镇1人民政府"]
    assert burden(OFFICE, 2025, issuer=body("别的局", of=here.place).pk).total.sheets == 0
