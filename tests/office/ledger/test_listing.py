from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.office.guard.actors import Actor
from luoshi.office.guard.errors import Invalid, NotFound
from luoshi.office.guard.perform import perform
from luoshi.office.ledger import listing
from luoshi.office.ledger.actions.break_down import BreakDown
from luoshi.office.ledger.actions.commit_statement import CommitStatement
from luoshi.office.ledger.listing import Asked
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.parts import Part
from luoshi.office.ledger.seen import seen, visible
from office.ledger.making import county, document, indicator, statement, target, task
from office.making import OFFICE, actor, place


def numbers(who: Actor, **asked: Any) -> list[str]:
    return [one.number for one in listing.commitments(who, Asked(**asked))]


def test_who_sees_what(office: str) -> None:
    here = county()
    fai = indicator()
    whole = target(here.county, fai, lead=(here.development.id,))
    perform(OFFICE, BreakDown(commitment=whole.pk, parts=(Part(place=here.towns[0].id, value="20"),)))
    task(here.county, lead=(here.industry.id,), support=(here.town_governments[1].id,))
    elsewhere = place("澄江县", here.city, kind="county")
    target(elsewhere, fai)

    def told(role: str, scope: Any = None) -> list[str]:
        return sorted(visible(actor(role, scope)).values_list("number", flat=True))

    assert told("viewer") == ["2025-001", "2025-001-01", "2025-002", "2025-003"]
    assert told("viewer", here.city) == told("viewer")
    assert told("leader", here.county) == ["2025-001", "2025-001-01", "2025-002"]
    assert told("reporter", here.towns[0]) == ["2025-001-01"]
    assert told("reporter", here.town_governments[1]) == ["2025-002"]
    assert told("reporter", here.towns[1]) == ["2025-002"]
    assert told("reporter", here.development) == ["2025-001"]
    assert told("viewer", elsewhere) == ["2025-003"]
    assert list(visible(Actor.nobody())) == []
    with pytest.raises(NotFound):
        seen(actor("viewer", elsewhere), whole.pk)
    assert seen(actor("viewer", here.county), whole.pk) == whole


def test_what_is_looked_for(office: str) -> None:
    here = county()
    fai = indicator()
    whole = target(here.county, fai, lead=(here.development.id,))
    perform(OFFICE, BreakDown(commitment=whole.pk, parts=(Part(place=here.towns[0].id, value="20"),)))
    task(here.county, "改造老旧小区18个。", lead=(here.industry.id,), support=(here.development.id,), card="民生")
    task(here.county, "修订规划。", period="2021/2025")
    target(here.county, fai, period="2024-01/2024-11")
    assert numbers(OFFICE, year=2024) == ["2024-001"]
    assert numbers(OFFICE, year=2025) == ["2025-001", "2025-001-01", "2025-002", "2025-003"]
    assert numbers(OFFICE, card="民生") == ["2025-002"]
    assert numbers(OFFICE, kind="task") == ["2025-002", "2025-003"]
    assert numbers(OFFICE, place=here.towns[0].id) == ["2025-001-01"]
    assert numbers(OFFICE, owner=here.development.id) == ["2025-001", "2025-002"]
    assert numbers(OFFICE, owner=here.development.id, role="support") == ["2025-002"]
    assert numbers(OFFICE, owner=here.government.id) == ["2025-001", "2025-001-01", "2025-002"]
    assert numbers(OFFICE, text="小区 改造") == ["2025-002"]
    assert numbers(OFFICE, text="经济和信息化") == ["2025-002"]
    assert numbers(OFFICE, text="2025-001") == ["2025-001", "2025-001-01"]
    assert numbers(OFFICE, parts=False, year=2025) == ["2025-001", "2025-002", "2025-003"]
    assert numbers(OFFICE, kind="target", parts=False) == ["2025-001", "2024-001"]
    assert numbers(OFFICE, parts=False, place=here.towns[0].id) == ["2025-001-01"]
    assert numbers(actor("viewer", here.towns[0]), parts=False) == ["2025-001-01"]
    assert numbers(OFFICE, parent=whole.pk) == ["2025-001-01"]
    assert numbers(OFFICE, open_owners=True) == ["2024-001", "2025-003"]
    assert numbers(OFFICE, state="done") == []
    assert numbers(OFFICE, place=10**9) == []
    assert listing.years(OFFICE) == [2025, 2024, 2021]
    assert listing.cards(OFFICE) == ["经济", "民生"]
    for wrong in ({"kind": "wish"}, {"state": "gone"}, {"role": "all"}, {"sort": "colour"}):
        with pytest.raises(Invalid):
            numbers(OFFICE, **wrong)


@pytest.mark.parametrize("sort", sorted(listing.SORTS))
def test_lists_are_sorted_both_ways(office: str, sort: str) -> None:
    here = county()
    for at, owner in enumerate((here.industry, here.development)):
        task(here.county, f"{'乙甲'[at]}事。", lead=(owner.id,), card="经济")
    up, down = numbers(OFFICE, sort=sort), numbers(OFFICE, sort=f"-{sort}")
    assert sorted(up) == sorted(down) == ["2025-001", "2025-002"]
    if sort in ("number", "name", "owner"):
        assert up == list(reversed(down))


def test_queries_do_not_grow_with_the_rows(sqlite_only: str) -> None:
    here = county()
    who = actor("supervisor", here.county)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            for one in listing.with_owners(listing.commitments(who, Asked(text="事", owner=here.government.id))):
                listing.owner_names(one, "lead")
                assert one.place.name
        return len(captured)

    task(here.county, "一件事。", lead=(here.industry.id,))
    few = queries()
    for _ in range(12):
        task(here.county, "又一件事。", lead=(here.industry.id, here.development.id))
    assert queries() == few <= 3


def test_accepted_statements_wait_for_the_ledger(office: str) -> None:
    here = county()
    indicator()
    page = document(here.county)
    first = statement(page)
    second = statement(page, 2, kind="task")
    statement(page, 3, role="result")
    edited = statement(page, 4, state="edited")
    edited.fields = {**edited.contents, "role": "forecast"}
    edited.save()
    statement(page, 5, state="found")
    assert list(listing.waiting(OFFICE)) == [first, second]
    assert list(listing.waiting(actor("supervisor", here.county))) == [first, second]
    assert list(listing.waiting(actor("viewer", here.county))) == []
    perform(OFFICE, CommitStatement(statement=first.pk))
    assert list(listing.waiting(OFFICE)) == [second]
    assert Commitment.objects.count() == 1
