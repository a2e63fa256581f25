from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from luoshi.office.guard.errors import Conflict, Forbidden, Invalid, NotFound
from luoshi.office.guard.perform import perform
from luoshi.office.organisations.models import Body
from luoshi.office.people.actions.change_person import ChangePerson
from luoshi.office.people.actions.end_role import EndRole
from luoshi.office.people.actions.grant_role import GrantRole
from luoshi.office.people.actions.invite_person import InvitePerson
from luoshi.office.people.actions.renew_invitation import RenewInvitation
from luoshi.office.people.actions.switch_person import SwitchPerson
from luoshi.office.people.models import Membership, Person
from luoshi.office.people.scopes import actor_of, may, within
from office.making import OFFICE, actor, body, person, place


@pytest.fixture
def county(office: str) -> Any:
    return place("云岚县", kind="county")


def test_a_role_holds_on_its_days(county: Any) -> None:
    somebody = person("administrator", county, since=dt.date(2020, 1, 1))
    membership = somebody.memberships.get()
    perform(OFFICE, GrantRole(person=person("administrator").pk, role="administrator"))
    perform(OFFICE, EndRole(membership=membership.id, on=dt.date(2024, 1, 1)))
    name = "organisations.rename_node"
    assert not may(somebody, name, [county], dt.date(2019, 12, 31))
    assert may(somebody, name, [county], dt.date(2020, 1, 1))
    assert may(somebody, name, [county], dt.date(2023, 12, 31))
    assert not may(somebody, name, [county], dt.date(2024, 1, 1))


def test_a_switched_off_account_is_nobody(county: Any) -> None:
    somebody = person("administrator", county)
    perform(OFFICE, SwitchPerson(person=somebody.pk, active=False))
    somebody.refresh_from_db()
    assert actor_of(somebody).is_nobody
    assert not may(somebody, "organisations.see")
    assert not may(None, "organisations.see")


def test_the_last_administrator_stays(office: str) -> None:
    only = person("administrator")
    with pytest.raises(Conflict, match="last administrator"):
        perform(OFFICE, SwitchPerson(person=only.pk, active=False))
    with pytest.raises(Conflict, match="last administrator"):
        perform(OFFICE, EndRole(membership=only.memberships.get().id))
    person("administrator")
    perform(OFFICE, SwitchPerson(person=only.pk, active=False))


def test_an_administrator_of_a_town_gives_roles_there_and_nowhere_else(county: Any) -> None:
    town, other = place("城关镇", county), place("甲乡", county)
    mayor = actor("administrator", town)
    perform(mayor, InvitePerson(username="li", name="李明", role="reporter", place=town.id))
    clerk = Person.objects.get(username="li")
    perform(mayor, RenewInvitation(person=clerk.pk))
    for scope in ({"place": other.id}, {"place": county.id}, {}):
        with pytest.raises(Forbidden):
            perform(mayor, GrantRole(person=clerk.pk, role="reporter", **scope))
    perform(OFFICE, GrantRole(person=clerk.pk, role="viewer"))
    # Who has a role above the town is not the town's to change any more.
    with pytest.raises(Forbidden):
        perform(mayor, RenewInvitation(person=clerk.pk))


def test_nobody_takes_over_an_account_above(county: Any) -> None:
    above = person("administrator")
    mayor = actor("administrator", county)
    for action in (
        RenewInvitation(person=above.pk), SwitchPerson(person=above.pk, active=False),
        ChangePerson(person=above.pk, email="me@example.org"),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            perform(mayor, action)


def test_the_own_name_but_not_the_own_email(county: Any) -> None:
    somebody = person("reporter", county)
    perform(actor_of(somebody), ChangePerson(person=somebody.pk, name="王芳"))
    with pytest.raises(Forbidden):
        perform(actor_of(somebody), ChangePerson(person=somebody.pk, email="boss@example.org"))
    with pytest.raises(Forbidden):
        perform(actor_of(somebody), ChangePerson(person=person("viewer").pk, name="王芳"))


@pytest.mark.parametrize(
    ("faulty", "kind", "told"),
    [
        ({"username": "李"}, Invalid, "letters, digits"),
        ({"username": "TAKEN"}, Conflict, "is taken"),
        ({"name": ""}, Invalid, "not be empty"),
        ({"role": "mayor"}, Invalid, "no role mayor"),
        ({"place": 12345}, NotFound, "no such place"),
    ],
)
def test_faulty_invitations_are_told(office: str, faulty: dict[str, Any], kind: type[Exception], told: str) -> None:
    perform(OFFICE, InvitePerson(username="taken", name="李明", role="viewer"))
    with pytest.raises(kind, match=told):
        perform(OFFICE, InvitePerson(**{"username": "new", "name": "王芳", "role": "viewer", **faulty}))
    assert Person.objects.count() == 1


def test_lists_are_cut_to_the_scopes(county: Any) -> None:
    town, other = place("城关镇", county), place("甲乡", county)
    bureau, sub = body("发改局", of=county), body("农业办", of=town)

    def bodies(who: Any) -> set[str]:
        owner = person("viewer", bureau), person("viewer", sub)
        found = Membership.objects.filter(within(who, ["reporter"], place="place", body="body"), person__in=owner)
        return {membership.body.name for membership in found}

    assert bodies(actor("reporter", county)) == {"发改局", "农业办"}
    assert bodies(actor("reporter", town)) == {"农业办"}
    assert bodies(actor("reporter", other)) == set()
    assert bodies(actor("reporter", bureau)) == {"发改局"}
    assert bodies(actor("reporter")) == {"发改局", "农业办"}
    assert bodies(actor("viewer", county)) == set()
    assert bodies(OFFICE) == {"发改局", "农业办"}
    assert Body.objects.count() == 2
