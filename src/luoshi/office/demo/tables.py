"""The files beside this module, read into records."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from luoshi.office.demo.records import (
    Body,
    Cell,
    Form,
    Measured,
    Page,
    Person,
    Place,
    Problem,
    Review,
    RuleFile,
    Target,
    Task,
)
from luoshi.vocabulary.indicators import catalogue

HERE = Path(__file__).parent
Row = Mapping[str, str]
T = TypeVar("T")


def toml(name: str) -> dict[str, Any]:
    """A TOML file of this folder."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def _rows(name: str, record: Callable[[Row], T]) -> tuple[T, ...]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return tuple(record(row) for row in csv.DictReader(file))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> float | None:
    return float(text) if text else None


def places() -> tuple[Place, ...]:
    """The province, the city, its 38 counties and districts, the towns of 云岚县."""
    return _rows(
        "places.csv",
        lambda r: Place(
            r["code"],
            r["name"],
            r["level"],
            r["parent"] or None,
            date.fromisoformat(r["from"]),
            _day(r["until"]),
            r["successor"] or None,
        ),
    )


def bodies() -> tuple[Body, ...]:
    """云岚县's government, bureaus, offices and town governments."""
    return _rows(
        "bodies.csv",
        lambda r: Body(
            r["code"],
            r["name"],
            r["short"],
            r["kind"],
            r["place"],
            r["parent"] or None,
            date.fromisoformat(r["from"]),
            _day(r["until"]),
            r["successor"] or None,
        ),
    )


def people() -> tuple[Person, ...]:
    """The accounts."""
    return _rows(
        "people.csv",
        lambda r: Person(
            r["account"],
            r["name"],
            r["post"],
            r["role"],
            r["scope_place"],
            r["scope_body"] or None,
            date.fromisoformat(r["from"]),
            _day(r["until"]),
        ),
    )


def pages() -> tuple[Page, ...]:
    """The printed pages, in the order of their names."""
    return tuple(_page(path) for path in sorted((HERE / "pages").glob("*.txt")))


def _page(path: Path) -> Page:
    named = re.search(r"(\d{4})(\d\d)(\d\d)-(\d+版)", path.name)
    if named is None:
        raise ValueError(f"{path.name}: expected a name with a day and a page, such as 云岚日报-20250115-01版.txt")
    year, month, day, number = named.groups()
    return Page(path.name, date(int(year), int(month), int(day)), number, path.read_text(encoding="utf-8"))


def indicators(specs: Mapping[str, Mapping[str, Any]]) -> tuple[Measured, ...]:
    """The indicators of `indicators.toml`; what the catalogue knows is taken from it."""
    made = []
    for key, spec in specs.items():
        known = catalogue().get(key)
        made.append(
            Measured(
                key,
                known.name if known else key,
                key if known else None,
                spec["card"],
                spec["body"],
                spec.get("unit", known.unit if known else ""),
                known.direction if known else spec["good"],
                known.kind if known else spec["kind"],
                known.cumulates if known else spec["cumulates"],
                spec["digits"],
                spec.get("every", 1),
                spec.get("first", 1),
                spec.get("measure", "level"),
            )
        )
    return tuple(made)


def targets() -> tuple[Target, ...]:
    """The county's targets of both years, as they stand in the ledger."""
    return _rows(
        "targets.csv",
        lambda r: Target(
            r["id"],
            r["place"],
            r["indicator"],
            r["period"],
            r["measure"],
            r["comparator"],
            _number(r["value"]),
            _number(r["value_to"]),
            r["unit"],
            r["strength"],
            r["reference"] or None,
            _number(r["baseline"]),
            r["lead"],
            tuple(r["support"].split()),
            r["page"] or None,
            r["quote"] or None,
            r["parent"] or None,
        ),
    )


def tasks() -> tuple[Task, ...]:
    """The tasks of both years that the pages print bodies behind."""
    return _rows(
        "tasks.csv",
        lambda r: Task(r["id"], r["quote"], r["period"], r["lead"], tuple(r["support"].split()), r["page"]),
    )


def forms(own: tuple[Cell, ...]) -> tuple[Form, ...]:
    """The report forms; `own` are the cells of a form that says so."""
    return tuple(
        Form(
            form["id"],
            form["title"],
            form["issuer"],
            form["respondents"],
            form["every"],
            form["minutes"],
            form["basis"],
            own if form["cells"] == "own" else tuple(_cell(cell) for cell in form["cells"]),
        )
        for form in toml("forms.toml")["form"]
    )


def _cell(cell: str | list[str]) -> Cell:
    return Cell(cell, "level") if isinstance(cell, str) else Cell(cell[0], cell[1])


def reviews() -> tuple[Review, ...]:
    """Submissions that were sent back, corrected, or still wait."""
    return _rows(
        "reviews.csv",
        lambda r: Review(
            r["form"],
            r["place"],
            r["period"],
            date.fromisoformat(r["submitted"]),
            r["submitter"],
            r["state"],
            _day(r["decided"]),
            r["reviewer"] or None,
            r["reason"] or None,
        ),
    )


def problems() -> tuple[Problem, ...]:
    """What review, supervision and others found."""
    return _rows(
        "problems.csv",
        lambda r: Problem(
            r["id"],
            r["origin"],
            date.fromisoformat(r["found"]),
            r["place"],
            r["indicator"] or None,
            r["period"] or None,
            r["text"],
            r["owner"],
            date.fromisoformat(r["due"]),
            r["state"],
        ),
    )


def rule_files() -> tuple[RuleFile, ...]:
    """The rule sets: the eight cards of the counties, the league of the towns, the lights."""
    kinds = {"eight-cards": ("scoring", "county"), "towns": ("scoring", "town"), "lights": ("lights", None)}
    return tuple(
        RuleFile(name, kind, level, (HERE / "rules" / f"{name}.toml").read_text(encoding="utf-8"))
        for name, (kind, level) in kinds.items()
    )
