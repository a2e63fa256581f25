"""The fields of a form's definition, and what was typed into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from luoshi.charts.words import Words
from luoshi.office.catalogue.models import Indicator
from luoshi.office.guard.actors import Actor
from luoshi.office.guard.errors import Invalid, Problem
from luoshi.office.guard.permissions import table
from luoshi.office.organisations.models import Body
from luoshi.office.pages.asked import whole_number
from luoshi.office.pages.words import Language, said
from luoshi.office.people.scopes import today, within
from luoshi.office.reporting.asking import months_of, period_of
from luoshi.office.reporting.forms import Asked
from luoshi.office.reporting.models import Form

Field = dict[str, Any]
_NUMBERS = ("every", "first", "due_day", "joined_day", "result_day", "minutes")
_AT_FIRST = {"every": "1", "first": "1", "due_day": "18", "joined_day": "20", "result_day": "25", "minutes": "30"}
#: The measures by the words that may stand behind an indicator: `固定资产投资 增速`.
_MEASURES = {"增速": "growth", "增长": "growth", "growth": "growth", "比重": "share", "share": "share",
             "完成率": "completion", "completion": "completion", "总量": "level", "level": "level"}  # fmt: skip


def field(name: str, language: Language, kind: str = "text", *, label: str = "", **more: Any) -> Field:
    """A field called `reporting.<name>`."""
    return {"name": name, "label": said(f"reporting.{label or name}", language), "kind": kind, **more}


def reason(language: Language) -> Field:
    """Why."""
    return field("reason", language, "textarea", required=True)


def issuers(actor: Actor) -> list[dict[str, str]]:
    """The bodies for which somebody may draft forms; one query."""
    roles = table()["reporting.create_form"].inside
    found = Body.objects.filter(_within(actor, roles), until=None)
    return [{"value": str(body.pk), "label": str(body)} for body in found.order_by("position", "code")]


def _within(actor: Actor, roles: Iterable[str]) -> Q:
    """The bodies in the scopes of some roles: below a body, or the organs of places below a place."""
    found = within(actor, tuple(roles), place="place")
    for grant in actor.grants_of(roles):
        if grant.tree == "body":
            found |= Q(path__startswith=grant.path)
    return found


def first(language: Language, options: list[dict[str, str]]) -> list[Field]:
    """What is said once: who asks, under which code."""
    return [
        field("issuer", language, "select", options=options, required=True),
        field("code", language, required=True, help=said("reporting.code_help", language)),
    ]


def definition(language: Language, *, whole: bool = True) -> list[Field]:
    """The rest; of a form in issue (`whole` False) what may still be changed."""
    title = [field("title", language, required=True, label="name")]
    last = [field("minutes", language, "number", value=_AT_FIRST["minutes"]), field("basis", language)]
    if not whole:
        return title + last
    numbers = [field(name, language, "number", value=_AT_FIRST[name]) for name in _NUMBERS if name != "minutes"]
    return [
        *title,
        field("cells", language, "textarea", label="cells_asked_for", help=said("reporting.cells_help", language)),
        field("respondents", language, "textarea", label="who_fills", help=said("reporting.bodies_help", language)),
        *numbers,
        *last,
    ]


def round_fields(form: Form, language: Language) -> list[Field]:
    """For which period, until when: the periods that are over, the last first."""
    now = today().year * 12 + today().month - 1
    periods = [period_of(month) for month in range(now - 1, now - 14, -1) if month % 12 + 1 in months_of(form)]
    options = [{"value": period, "label": Words(language).whole_period(period)} for period in periods]
    return [
        field("period", language, "select", options=options, required=True),
        field("due", language, "date", help=said("reporting.due_help", language)),
    ]


def filled(fields: list[Field], values: Mapping[str, Any]) -> list[Field]:
    """The fields with values."""
    return [{**one, "value": values[one["name"]]} if one["name"] in values else one for one in fields]


def with_faults(fields: list[Field], problem: Problem, language: Language) -> list[Field]:
    """The fields with what is wrong: what is said of `cells.2` stands at `cells`."""
    told: dict[str, list[str]] = {}
    for name, fault in problem.fields.items():
        told.setdefault(name.partition(".")[0], []).append(fault.sentence(language))
    return [{**one, "errors": told.get(one["name"], [])} for one in fields]


def values_of(form: Form) -> dict[str, str]:
    """A form as its fields show it."""
    told = {name: str(getattr(form, name)) for name in ("title", *_NUMBERS, "basis")}
    words = {code: word for word, code in reversed(_MEASURES.items())}
    told["cells"] = "\n".join(
        one.indicator.name
        if one.measure == one.indicator.measure
        else f"{one.indicator.name} {words.get(one.measure, one.measure)}"
        for one in form.cells.select_related("indicator")
    )
    told["respondents"] = "、".join(
        one.body.name for one in form.respondents.select_related("body").order_by("body__position")
    )
    return told


def first_typed(posted: Mapping[str, str]) -> dict[str, Any]:
    """Issuer and code. Raises `Invalid`."""
    return {"issuer": _number("issuer", posted) or 0, "code": posted.get("code", "").strip()}


def typed(posted: Mapping[str, str], *, whole: bool = True) -> dict[str, Any]:
    """The definition as it was typed. Raises `Invalid` with the field at fault."""
    given: dict[str, Any] = {"title": posted.get("title", ""), "basis": posted.get("basis", "")}
    given |= {name: _number(name, posted) or 0 for name in (_NUMBERS if whole else ("minutes",)) if posted.get(name)}
    if whole:
        given["cells"] = tuple(_asked(line) for line in posted.get("cells", "").splitlines() if line.strip())
        given["respondents"] = _bodies(posted.get("respondents", ""))
    return given


def _asked(line: str) -> Asked:
    """`固定资产投资 增速`: an indicator by code or name, its measure behind a blank."""
    head, _, tail = line.strip().rpartition(" ")
    name, measure = (head.strip(), _MEASURES[tail]) if head and tail in _MEASURES else (line.strip(), "")
    code = Indicator.objects.filter(name=name, until=None).values_list("code", flat=True).first()
    return Asked(indicator=code or name[:60], measure=measure)


def _bodies(text: str) -> tuple[int, ...]:
    """Names of bodies, each standing today; 各乡镇 is every town's government. Raises `Invalid` for an unknown one."""
    found: list[int] = []
    standing = Body.objects.filter(until=None)
    for name in re.split(r"[、，,；;\s]+", text.strip()):
        if not name:
            continue
        if name in ("各乡镇", "各镇", "各乡镇人民政府"):
            found += list(standing.filter(kind="town_government").order_by("position").values_list("pk", flat=True))
            continue
        those = list(standing.filter(name=name) | standing.filter(short=name))
        if len(those) != 1:
            problem = Invalid("reporting.no_body_named", found=name[:60], count=len(those))
            raise Invalid("reporting.no_body_named", fields={"respondents": problem}, found=name[:60], count=len(those))
        found.append(those[0].pk)
    return tuple(dict.fromkeys(found))


def _number(name: str, posted: Mapping[str, str]) -> int | None:
    try:
        return whole_number(posted.get(name, "").strip())
    except Problem as problem:
        raise Invalid(problem.code, fields={name: problem}, **problem.values) from None
