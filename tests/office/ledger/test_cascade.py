from __future__ import annotations

import polars as pl
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.office.guard.perform import perform
from luoshi.office.ledger.actions.break_down import BreakDown
from luoshi.office.ledger.actions.close_commitment import CloseCommitment
from luoshi.office.ledger.cascade import together
from luoshi.office.ledger.parts import Part
from office.ledger.making import County, county, indicator, target, task
from office.making import OFFICE, place


def drafts(here: County, *values: str) -> tuple[Part, ...]:
    return tuple(Part(place=town.id, value=value) for town, value in zip(here.towns, values, strict=False))


def test_amounts_are_added_up(office: str) -> None:
    here = county()
    whole = target(here.county, indicator(), "100")
    perform(OFFICE, BreakDown(commitment=whole.pk, parts=drafts(here, "30", "40", "35")))
    found = together(whole)
    assert found is not None
    assert (found.parts, found.gap, found.over_pct, found.missing) == (105.0, 5.0, 5.0, ())
    assert found.reason == "3个部分合计105亿元，比目标100亿元多5亿元，加码5%。"


def test_what_is_not_saved_yet_counts(sqlite_only: str) -> None:
    here = county()
    whole = target(here.county, indicator(), "100")
    assert together(whole) is None
    [first, *more] = drafts(here, "30", "1２0,000 ", "四十")
    perform(OFFICE, BreakDown(commitment=whole.pk, parts=(first,)))
    found = together(whole, more)
    assert found is not None
    assert (found.parts, found.answered, found.missing, found.faulty) == (120030.0, 2, ("栗溪镇",), 1)
    in_units = together(whole, (Part(place=here.towns[1].id, value="400000", unit="万元"),))
    assert in_units is not None
    assert in_units.parts == 70.0


def test_growth_is_weighted_by_the_year_before(sqlite_only: str) -> None:
    here = county()
    whole = target(here.county, indicator(), "7", measure="growth")
    parts = drafts(here, "6", "8", "9")
    found = together(whole, parts)
    assert found is not None
    assert (found.parts, found.unweighted) == (None, ("岚城镇", "栗溪镇", "雁坪镇"))
    weights = pl.DataFrame(
        [
            {
                "place": town.name,
                "indicator": "FAI",
                "period": "2024",
                "measure": "level",
                "value": value,
            }
            for town, value in zip(here.towns, (60.0, 20.0, 20.0), strict=True)
        ]
    )
    weighed = together(whole, parts, weights=weights)
    assert weighed is not None
    assert weighed.parts == 7.0


def test_bodies_have_parts_too(sqlite_only: str) -> None:
    here = county()
    whole = target(here.county, indicator(), "100")
    parts = (Part(body=here.development.id, value="60"), Part(body=here.industry.id, value="30"))
    perform(OFFICE, BreakDown(commitment=whole.pk, parts=parts[:1]))
    found = together(whole, parts[1:])
    assert found is not None
    assert (found.parts, found.gap, found.members, found.missing) == (90.0, -10.0, 2, ())


def test_who_is_missing_is_of_the_kind_of_the_parts(sqlite_only: str) -> None:
    here = county()
    place("栗溪工业园", here.county, kind="zone")
    whole = target(here.county, indicator(), "100")
    found = together(whole, drafts(here, "30", "40"))
    assert found is not None
    assert found.missing == ("栗溪镇",)


def test_dropped_parts_and_tasks_do_not_count(sqlite_only: str) -> None:
    here = county()
    whole = target(here.county, indicator(), "100")
    [part] = perform(OFFICE, BreakDown(commitment=whole.pk, parts=drafts(here, "30")))
    perform(OFFICE, CloseCommitment(commitment=part, state="dropped", reason="调整"))
    assert together(whole) is None
    assert together(task(here.county)) is None
    assert together(target(here.county, indicator("GDP", "地区生产总值"), "", comparator="positive")) is None


def test_queries_do_not_grow_with_the_parts(sqlite_only: str) -> None:
    here = county()
    whole = target(here.county, indicator(), "100")
    counts = []
    for parts in (drafts(here, "30"), drafts(here, "", "40", "35")[1:]):
        perform(OFFICE, BreakDown(commitment=whole.pk, parts=parts))
        with CaptureQueriesContext(connection) as captured:
            together(whole, drafts(here, "1"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
