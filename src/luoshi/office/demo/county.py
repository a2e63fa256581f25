"""The example that `luoshi serve --demo` loads: 云岚县 and its city, made of the files beside this module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from luoshi.office.demo import tables
from luoshi.office.demo.figures import COUNTY, LAST, YEARS, months, numbers
from luoshi.office.demo.records import Cell, Demo, Form, Round, Target
from luoshi.office.demo.reports import Reporting, period
from luoshi.office.demo.workdays import Workdays


def load() -> Demo:
    """The whole example, the same every time; takes about a second."""
    specs, shapes, events = tables.toml("indicators.toml"), tables.toml("shapes.toml"), tables.toml("events.toml")
    settings = tables.toml("rounds.toml")
    today: date = settings["today"]
    workdays = Workdays(settings)
    places, bodies, people = tables.places(), tables.bodies(), tables.people()
    measured = tables.indicators(specs)
    standing = [place for place in places if place.until is None]
    towns = {place.name: place.code for place in standing if place.level == "town"}
    peers = [p.name for p in standing if p.level in ("county", "district") and p.name != COUNTY]
    grown = numbers(
        specs,
        shapes,
        list(towns),
        peers,
        {item.indicator: item.unit for item in measured},
        frozenset(item.indicator for item in measured if item.good == "down"),
        events["seed"],
    )
    renamed = {body.code: body.successor for body in bodies if body.successor}
    reporting = Reporting(events, measured, people, towns, renamed, workdays, today)
    figures, faults = reporting.figures(grown)
    forms = tables.forms(_own_cells(specs))
    county = tables.targets()
    return Demo(
        today,
        f"{YEARS[-1]}-{LAST:02d}",
        places,
        bodies,
        people,
        tables.pages(),
        measured,
        (*county, *_handed_down(county, towns, shapes["towns"])),
        tables.tasks(),
        tuple(figures),
        forms,
        tuple(_rounds(forms, workdays, today)),
        tables.reviews(),
        tables.problems(),
        reporting.waivers(),
        tuple(faults),
        tables.rule_files(),
    )


def _own_cells(specs: Mapping[str, Mapping[str, Any]]) -> tuple[Cell, ...]:
    """What the bureaus report themselves this year: the county's cells that no town reports."""
    year = f"y{YEARS[-1] % 100}"
    cells = []
    for key, spec in specs.items():
        if "split" in spec or "towns" in spec or not ("year" in spec or year in spec):
            continue
        cells.append(Cell(key, spec.get("measure", "level")))
        if spec.get("growth"):
            cells.append(Cell(key, "growth"))
        cells.extend(Cell(key, also["measure"]) for also in spec.get("also", ()))
    return tuple(cells)


def _handed_down(
    county: Sequence[Target], towns: Mapping[str, str], shares: Mapping[str, Sequence[int]]
) -> Iterator[Target]:
    """The towns' parts of the county's targets (`cascade.toml`), which together ask a little more than it needs."""
    by_id = {target.id: target for target in county}
    for part in tables.toml("cascade.toml")["part"]:
        whole, over, digits = by_id[part["of"]], float(part["over"]), int(part["digits"])
        if whole.value is None:
            raise ValueError(f"cascade.toml: of {whole.id}: found a target without a number, expected one to share")
        weights = dict(zip(towns, shares[part["share"]], strict=True))
        for place, code in towns.items():
            if place in part.get("without", ()):
                continue
            if whole.measure == "growth":
                # The stronger are asked for more; the weights are last year's amounts.
                lean = 0.3 if weights[place] > 7 else -0.3
                value = round(whole.value + over + lean, digits)
            else:
                value = round(whole.value * (1 + over / 100) * weights[place] / sum(weights.values()), digits)
            yield Target(
                f"{whole.id}-{code[-3:]}",
                place,
                whole.indicator,
                whole.period,
                whole.measure,
                "ge",
                value,
                None,
                whole.unit,
                "firm",
                None,
                None,
                f"T-{code[-3:]}",
                (),
                None,
                None,
                whole.id,
            )


def _rounds(forms: Sequence[Form], workdays: Workdays, today: date) -> Iterator[Round]:
    for form in forms:
        for year in YEARS[1:]:
            for month in months({"every": form.every}, year):
                opens, due, joined, result = (
                    workdays.due(year, month, what) for what in ("opens", "due", "joined", "result")
                )
                state = "open" if today <= due else "joining" if today <= result else "closed"
                yield Round(form.id, period(year, month), opens, due, joined, result, state)
