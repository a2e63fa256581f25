"""A world with two towns: things of the one (溪口镇), and people with every role inside, beside and above it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from django.test import Client

from luoshi.office.guard.actors import Actor
from luoshi.office.guard.perform import perform
from luoshi.office.guard.permissions import roles
from luoshi.office.log.models import Entry
from luoshi.office.people.actions.make_token import MakeToken
from luoshi.office.people.models import Person
from luoshi.office.people.scopes import actor_of
from luoshi.office.reporting.actions.close_round import CloseRound
from luoshi.office.reporting.actions.create_form import CreateForm
from luoshi.office.reporting.actions.issue_form import IssueForm
from luoshi.office.reporting.forms import Asked
from luoshi.office.reporting.handing_in import own_cells
from office.catalogue.making import own
from office.doors import upper
from office.making import OFFICE, body, person, place
from office.reporting import making

#: What stands in the names of the things of the town inside, and nowhere else. Places and bodies everybody may see.
MARK = "青禾"
_THING = re.compile(r"\{(\w+)\}")
SCOPES = ("inside", "outside", "whole")


@dataclass
class Somebody:
    """A person with one role in one scope, and what calls the office for them."""

    role: str
    scope: str
    person: Person
    actor: Actor
    token: str
    token_number: int
    client: Client = field(default_factory=Client)


@dataclass
class World:
    """Things by name (what a door's address and body name, and what it concerns), and people."""

    things: dict[str, Any] = field(default_factory=dict)
    people: list[Somebody] = field(default_factory=list)

    def filled(self, value: Any, somebody: Somebody | None = None) -> Any:
        """A value with its `{things}` filled in; `{me}` is who calls, `{my_token}` a token of theirs."""
        if isinstance(value, dict):
            return {str(self.filled(key, somebody)): self.filled(held, somebody) for key, held in value.items()}
        if isinstance(value, list):
            return [self.filled(held, somebody) for held in value]
        if not isinstance(value, str):
            return value
        whole = _THING.fullmatch(value)
        if whole:
            return self._number(whole[1], somebody)
        return _THING.sub(lambda found: str(self._number(found[1], somebody)), value)

    def _number(self, name: str, somebody: Somebody | None) -> Any:
        if name == "me":
            return somebody.person.pk if somebody else 0
        if name == "my_token":
            return somebody.token_number if somebody else 0
        thing = self.things[name]
        return getattr(thing, "pk", thing)


def make() -> World:
    """The world."""
    county = place("云岚县", kind="county")
    town, beside = place("溪口镇", county), place("红枫镇", county)
    government = body("溪口镇人民政府", of=town, kind="town_government")
    world = World({
        "county": county,
        "town": town,
        "beside": beside,
        "village": place("溪口村", town, kind="village"),
        "hamlet": place("溪口庄", town, kind="village"),
        "government": government,
        "bureau": body("云岚县统计局", of=county),
        "neighbour": body("红枫镇人民政府", of=beside, kind="town_government"),
        "clerk": person("reporter", town, name=f"{MARK}文书"),
    })  # fmt: skip
    world.things["clerkship"] = world.things["clerk"].memberships.get()
    world.things["token"] = perform(
        actor_of(world.things["clerk"]), MakeToken(person=world.things["clerk"].pk, name=f"{MARK}导出")
    )
    for role, scope in product(roles(), SCOPES):
        node = {"inside": town, "outside": beside, "whole": None}[scope]
        who = person(role, node, name=f"{role} {scope}", since=dt.date(2000, 1, 1))
        made = perform(actor_of(who), MakeToken(person=who.pk, name="door", writes=True))
        somebody = Somebody(role, scope, who, actor_of(who), made.token, made.pk)
        somebody.client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        world.people.append(somebody)
    return world


def report(world: World) -> None:
    """A form of the town's own office, which the government fills in: a sheet open, one handed in, one accepted."""
    things = world.things
    things["indicator"] = own("农村公路里程", unit="亿元", digits=2)
    office = things["issuer"] = body("溪口镇经济办", of=things["town"], kind="office")

    def form(code: str, *, issue: bool = True) -> Any:
        made = perform(
            OFFICE,
            CreateForm(
                code=code, title=f"{MARK}报表{code}", issuer=office.pk, respondents=(things["government"].pk,),
                cells=(Asked(indicator=things["indicator"].code),),
            ),
        )  # fmt: skip
        return perform(OFFICE, IssueForm(form=made.pk, leave_repeats=True)) if issue else made

    clerk, reviewer = actor_of(things["clerk"]), OFFICE
    things["form"], things["draft_form"] = form("F1"), form("F2", issue=False)
    things["round"] = making.opened(things["form"])
    things["sheet"] = making.sheet(things["round"], things["government"])
    things["cell"] = own_cells(things["sheet"])[0]
    handed_in = making.opened(things["form"], "2025-01/2025-02")
    things["submission"] = making.submitted(clerk, making.sheet(handed_in, things["government"]), "2.5")
    done = making.opened(things["form"], "2025-01")
    things["done_sheet"] = making.sheet(done, things["government"])
    making.accepted(clerk, reviewer, things["done_sheet"], "1.5")
    things["done_cell"] = own_cells(things["done_sheet"])[0]
    things["closed_round"] = perform(OFFICE, CloseRound(round=done.pk))


def complete(world: World) -> World:
    """With what the upper rooms keep."""
    report(world)
    upper.documents(world.things, MARK)
    upper.commitments(world.things, MARK)
    upper.results(world.things, MARK)
    upper.verified()
    world.things["entry"] = Entry.objects.order_by("seq").first()
    return world
