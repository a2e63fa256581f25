"""What a form is made of: its columns, cells and respondents, checked and written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from luoshi.assessing.progress.bounds import MEASURES
from luoshi.office.catalogue.models import Indicator
from luoshi.office.guard.errors import Conflict, Invalid, Problem, text
from luoshi.office.organisations.models import Body
from luoshi.office.reporting.asking import months_of
from luoshi.office.reporting.entries import together
from luoshi.office.reporting.models import Form, FormCell, Respondent

_BOUNDS = {
    "every": (1, 12), "first": (1, 12), "due_day": (1, 31), "joined_day": (1, 31), "result_day": (1, 31),
    "minutes": (0, 10_000),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a form asks: an indicator (its code) in a measure; without a measure in the one it is reported in."""

    indicator: str
    measure: str = ""


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A form as it is to be: the columns of `Form`, what it asks, and of whom (numbers of bodies)."""

    title: str
    every: int
    first: int
    due_day: int
    joined_day: int
    result_day: int
    minutes: int
    basis: str
    cells: tuple[Asked, ...]
    respondents: tuple[int, ...]


def definition_of(form: Form) -> Definition:
    """A form as it stands; two queries."""
    cells = FormCell.objects.filter(form=form).select_related("indicator")
    return Definition(
        cells=tuple(Asked(indicator=cell.indicator.code, measure=cell.measure) for cell in cells),
        respondents=tuple(Respondent.objects.filter(form=form).order_by("id").values_list("body", flat=True)),
        **{f.name: getattr(form, f.name) for f in fields(Definition) if f.name not in ("cells", "respondents")},
    )


def told(definition: Definition) -> dict[str, Any]:
    """A definition as the log keeps it."""
    return {
        **{f.name: getattr(definition, f.name) for f in fields(definition) if f.name != "cells"},
        "cells": [f"{cell.indicator} {cell.measure}" for cell in definition.cells],
    }


@dataclass(frozen=True)
class Checked:
    """A definition with the rows it names: indicators in their measures, and bodies."""

    columns: dict[str, Any]
    cells: tuple[tuple[Indicator, str], ...]
    bodies: tuple[Body, ...]


def checked(wanted: Definition) -> Checked:
    """A definition that can be kept. Raises `Invalid` naming every input at fault (`cells.2`, `respondents.0`, …)."""
    faults: dict[str, Problem] = {}
    columns: dict[str, Any] = {name: getattr(wanted, name) for name in _BOUNDS}
    for name in ("title", "basis"):
        try:
            columns[name] = text(getattr(wanted, name), limit=100) if wanted.basis or name == "title" else ""
        except Invalid as problem:
            faults[name] = problem
    for name, (low, high) in _BOUNDS.items():
        if not low <= columns[name] <= high:
            faults[name] = Invalid("reporting.between", low=low, high=high, found=columns[name])
    if not {"every", "first"} & set(faults) and not months_of(Form(every=wanted.every, first=wanted.first)):
        faults["first"] = Invalid("reporting.no_months", every=wanted.every, first=wanted.first)
    if not wanted.due_day <= wanted.joined_day <= wanted.result_day:
        days = {"due": str(wanted.due_day), "joined": str(wanted.joined_day), "result": str(wanted.result_day)}
        faults.setdefault("due_day", Invalid("reporting.due_order", fields=None, **days))
    cells, bodies = _cells(wanted.cells, faults), _bodies(wanted.respondents, faults)
    if faults:
        raise together("reporting.form_faults", faults)
    return Checked(columns, cells, bodies)


def _cells(wanted: Sequence[Asked], faults: dict[str, Problem]) -> tuple[tuple[Indicator, str], ...]:
    known = {found.code: found for found in Indicator.objects.filter(code__in={cell.indicator for cell in wanted})}
    made: dict[tuple[int, str], tuple[Indicator, str]] = {}
    for position, cell in enumerate(wanted):
        indicator = known.get(cell.indicator)
        name = f"cells.{position}"
        if indicator is None:
            faults[name] = Invalid("reporting.no_indicator", found=cell.indicator[:60])
            continue
        measure = cell.measure or indicator.measure
        if indicator.until is not None:
            faults[name] = Invalid("reporting.indicator_closed", found=indicator.name)
        elif measure not in MEASURES:
            faults[name] = Invalid("reporting.no_measure", found=measure[:20], known=", ".join(MEASURES))
        elif (indicator.pk, measure) in made:
            faults[name] = Invalid("reporting.cell_twice", found=f"{indicator.name} {measure}")
        else:
            made[indicator.pk, measure] = (indicator, measure)
    return tuple(made.values())


def _bodies(wanted: Sequence[int], faults: dict[str, Problem]) -> tuple[Body, ...]:
    known = {body.pk: body for body in Body.objects.filter(id__in=wanted)}
    made: dict[int, Body] = {}
    for position, number in enumerate(wanted):
        body = known.get(number)
        name = f"respondents.{position}"
        if body is None:
            faults[name] = Invalid("catalogue.no_body", body=number)
        elif body.place_id is None:
            faults[name] = Invalid("reporting.body_without_place", body=body.name)
        elif number in made:
            faults[name] = Invalid("reporting.respondent_twice", body=body.name)
        else:
            made[number] = body
    return tuple(made.values())


def code_free(code: str) -> None:
    """Raise `Conflict` where a form has the code already."""
    other = Form.objects.filter(code=code).first()
    if other is not None:
        raise Conflict("reporting.code_taken", code=code, title=other.title)


def put(form: Form, found: Checked, *, parts: bool = True) -> None:
    """Write a checked definition into a form; `parts`: its cells and respondents too."""
    for name, value in found.columns.items():
        setattr(form, name, value)
    form.save()
    if not parts:
        return
    form.cells.all().delete()
    form.respondents.all().delete()
    FormCell.objects.bulk_create(
        FormCell(form=form, indicator=indicator, measure=measure, position=position)
        for position, (indicator, measure) in enumerate(found.cells)
    )
    Respondent.objects.bulk_create(Respondent(form=form, body=body) for body in found.bodies)


def names(bodies: Iterable[Body], most: int = 5) -> str:
    """Some bodies in one line: the first few by name, and how many more."""
    listed = [str(body) for body in bodies]
    more = len(listed) - most
    return "、".join(listed[:most]) + (f" +{more}" if more > 0 else "")
