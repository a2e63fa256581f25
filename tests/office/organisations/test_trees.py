from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from luoshi.office.guard.errors import Conflict, Forbidden, Invalid, NotFound
from luoshi.office.guard.perform import perform
from luoshi.office.organisations.actions.close_node import CloseNode
from luoshi.office.organisations.actions.create_node import CreateNode
from luoshi.office.organisations.actions.merge_nodes import MergeNodes
from luoshi.office.organisations.actions.move_node import MoveNode
from luoshi.office.organisations.actions.rename_node import RenameNode
from luoshi.office.organisations.actions.split_node import SplitNode
from luoshi.office.organisations.lineage import carried
from luoshi.office.organisations.models import Place
from luoshi.office.organisations.trees import as_of, refresh
from office.making import LONG_AGO, OFFICE, actor, body, place

Y2010, Y2016, Y2020, Y2022 = (dt.date(year, 1, 1) for year in (2010, 2016, 2020, 2022))


@pytest.fixture
def county(office: str) -> Any:
    return place("云岚县", kind="county")


def names(day: dt.date, node: Any) -> list[str]:
    return [known.name for known in as_of("place", day).below(node.id)]


def rename(node: Any, name: str, on: dt.date, **more: Any) -> Any:
    return perform(OFFICE, RenameNode(tree="place", node=node.id, name=name, on=on, **more))


def test_paths_lead_from_the_root_down(county: Any) -> None:
    town = place("城关镇", county)
    village = place("河口村", town, kind="village")
    assert village.path == f"/{county.id}/{town.id}/{village.id}/"
    tree = as_of("place", Y2010)
    assert [known.name for known in tree.above(village.id)] == ["云岚县", "城关镇"]
    assert [known.name for known in tree.subtree(county.id)] == ["云岚县", "城关镇", "河口村"]
    assert [known.name for known in tree.roots()] == ["云岚县"]


def test_a_district_renamed_in_2016_is_found_in_2010(county: Any) -> None:
    town = place("老城乡", county)
    rename(town, "新城镇", Y2016, short="新城")
    town.refresh_from_db()
    assert (town.name, town.short) == ("新城镇", "新城")
    assert [known.id for known in as_of("place", Y2010).named("老城乡")] == [town.id]
    assert as_of("place", Y2010).named("新城镇") == []
    assert [known.id for known in as_of("place", Y2016).named("新城")] == [town.id]


def test_a_change_before_a_later_one_is_refused(county: Any) -> None:
    rename(county, "云岚区", Y2016)
    with pytest.raises(Conflict, match="later change"):
        rename(county, "云岚市", Y2010)


def test_two_changes_of_one_day_are_one_era(county: Any) -> None:
    town = place("甲乡", county)
    rename(town, "甲镇", Y2016)
    rename(town, "乙镇", Y2016)
    assert names(Y2016, county) == ["乙镇"]
    assert town.eras.count() == 2


def test_a_change_entered_before_its_day_holds_from_that_day(county: Any) -> None:
    day = dt.date(2999, 1, 1)
    rename(county, "云岚市", day)
    county.refresh_from_db()
    assert county.name == "云岚县"
    assert refresh("place", day) == 1
    county.refresh_from_db()
    assert county.name == "云岚市"


def test_moving_takes_everything_below_along(county: Any) -> None:
    other = place("远山县", kind="county")
    town = place("城关镇", county)
    village = place("河口村", town, kind="village")
    perform(OFFICE, MoveNode(tree="place", node=town.id, parent=other.id, on=Y2016))
    village.refresh_from_db()
    assert village.path == f"/{other.id}/{town.id}/{village.id}/"
    assert names(Y2010, county) == ["城关镇"]
    assert (names(Y2016, county), names(Y2016, other)) == ([], ["城关镇"])


def test_nothing_stands_below_itself(county: Any) -> None:
    town = place("城关镇", county)
    with pytest.raises(Conflict, match="below it"):
        perform(OFFICE, MoveNode(tree="place", node=county.id, parent=town.id, on=Y2016))


def test_merging_keeps_old_years(county: Any) -> None:
    one, two = place("甲乡", county), place("乙乡", county)
    village = place("河口村", one, kind="village")
    new = place("丙镇", county, since=Y2016)
    perform(OFFICE, MergeNodes(tree="place", nodes=(one.id, two.id), into=new.id, on=Y2016))
    assert names(Y2010, county) == ["甲乡", "乙乡"]
    assert names(Y2016, county) == ["丙镇"]
    assert [known.name for known in as_of("place", Y2016).below(new.id)] == ["河口村"]
    assert carried("place", Y2010) == {}
    assert carried("place", Y2016) == {one.id: {new.id: 1}, two.id: {new.id: 1}}
    village.refresh_from_db()
    assert village.path.startswith(new.path)


def test_merging_into_one_that_stays(county: Any) -> None:
    one, two = place("甲镇", county), place("乙乡", county)
    perform(OFFICE, MergeNodes(tree="place", nodes=(one.id, two.id), into=one.id, on=Y2016))
    assert names(Y2016, county) == ["甲镇"]
    assert carried("place", Y2016) == {two.id: {one.id: 1}}


def test_splitting_with_shares_and_then_merging(county: Any) -> None:
    old = place("大镇", county)
    east, west = place("东镇", county, since=Y2016), place("西镇", county, since=Y2016)
    village = place("河口村", old, kind="village")
    shares = {east.id: Decimal("0.6"), west.id: Decimal("0.4")}
    with pytest.raises(Conflict, match="河口村"):
        perform(OFFICE, SplitNode(tree="place", node=old.id, parts=shares, on=Y2016))
    perform(OFFICE, SplitNode(tree="place", node=old.id, parts=shares, on=Y2016, children={village.id: east.id}))
    assert names(Y2016, county) == ["东镇", "西镇"]
    assert carried("place", Y2016) == {old.id: shares}
    city = place("新市", county, since=Y2020)
    perform(OFFICE, MergeNodes(tree="place", nodes=(east.id,), into=city.id, on=Y2020))
    assert carried("place", Y2022)[old.id] == {city.id: Decimal("0.6"), west.id: Decimal("0.4")}


def test_splitting_off_leaves_the_rest(county: Any) -> None:
    old = place("大镇", county)
    new = place("新区", county, kind="zone", since=Y2016)
    perform(OFFICE, SplitNode(tree="place", node=old.id, parts={old.id: None, new.id: None}, on=Y2016))
    assert names(Y2016, county) == ["大镇", "新区"]
    assert carried("place", Y2016) == {old.id: {old.id: None, new.id: None}}


@pytest.mark.parametrize("shares", [("0.6", "0.5"), ("0.5", "0.4"), ("-0.1", "1.1")])
def test_shares_make_one(county: Any, shares: tuple[str, str]) -> None:
    old, one, two = place("大镇", county), place("东镇", county, since=Y2016), place("西镇", county, since=Y2016)
    parts = {one.id: Decimal(shares[0]), two.id: Decimal(shares[1])}
    with pytest.raises(Invalid, match="shares"):
        perform(OFFICE, SplitNode(tree="place", node=old.id, parts=parts, on=Y2016))


def test_closing(county: Any) -> None:
    town = place("城关镇", county)
    with pytest.raises(Conflict, match="城关镇"):
        perform(OFFICE, CloseNode(tree="place", node=county.id, on=Y2016))
    perform(OFFICE, CloseNode(tree="place", node=town.id, on=Y2016))
    assert (names(Y2010, county), names(Y2016, county)) == (["城关镇"], [])
    with pytest.raises(Conflict, match="no more since"):
        rename(town, "新", Y2020)
    with pytest.raises(Conflict, match="no more since"):
        place("河口村", town, kind="village", since=Y2020)


@pytest.mark.parametrize(
    ("faulty", "kind", "told"),
    [
        ({"tree": "river"}, Invalid, "no tree river"),
        ({"kind": "planet"}, Invalid, "no kind planet"),
        ({"name": " "}, Invalid, "not be empty"),
        ({"name": "长" * 101}, Invalid, "at most 100"),
        ({"parent": 999}, NotFound, "no such place"),
        ({"code": "taken"}, Conflict, "that of 云岚县"),
    ],
)
def test_faulty_inputs_are_told(office: str, faulty: dict[str, Any], kind: type[Exception], told: str) -> None:
    place("云岚县", code="taken")
    given = {"tree": "place", "code": "new", "name": "城关镇", "kind": "town", "since": LONG_AGO, **faulty}
    with pytest.raises(kind, match=told):
        perform(OFFICE, CreateNode(**given))
    assert Place.objects.count() == 1


def test_an_administrator_of_a_town_stays_inside(county: Any) -> None:
    town, other = place("城关镇", county), place("甲乡", county)
    mayor = actor("administrator", town)
    bureau = body("农业办", of=town)
    perform(mayor, RenameNode(tree="place", node=town.id, name="新城镇", on=Y2016))
    # A body is in the scope of the place whose organ it is.
    perform(mayor, RenameNode(tree="body", node=bureau.id, name="农业农村办", on=Y2016))
    for node in (other, county):
        with pytest.raises(Forbidden):
            perform(mayor, RenameNode(tree="place", node=node.id, name="新", on=Y2016))
    with pytest.raises(Forbidden):
        perform(mayor, MoveNode(tree="place", node=town.id, parent=None, on=Y2016))


def test_the_tree_is_one_query_however_large(county: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(5):
        place(f"镇{number}", county)
    with CaptureQueriesContext(connection) as queries:
        assert len(as_of("place", Y2010).nodes) == 6
    assert len(queries) == 1


def test_nothing_is_merged_into_what_lies_far_below_it(office: str) -> None:
    county = place("云岚县", kind="county")
    town = place("云溪镇", county)
    village = place("云溪村", town, kind="village")
    with pytest.raises(Conflict, match="below it"):
        perform(OFFICE, MergeNodes(tree="place", nodes=(county.id,), into=village.id, on=dt.date(2025, 1, 1)))
    perform(OFFICE, MergeNodes(tree="place", nodes=(town.id,), into=village.id, on=dt.date(2025, 1, 1)))
    village.refresh_from_db()
    assert village.parent_id == county.id
