"""Figures from a table: read, held against places and catalogue, every fault with its file, sheet, row and column."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from luoshi.assessing.sources import SUFFIXES, observations
from luoshi.assessing.sources.extent import sprawls
from luoshi.assessing.sources.faults import told
from luoshi.office.catalogue.models import Indicator
from luoshi.office.guard.errors import Invalid, Problem
from luoshi.office.ledger.figures import factor
from luoshi.office.log.canonical import number as as_text
from luoshi.office.organisations.models import Place, PlaceEra
from luoshi.office.reporting.homes import homeless
from luoshi.office.reporting.models import Cell
from luoshi.office.reporting.numbers import unit_of
from luoshi.vocabulary.indicators import find

#: So many faults are told one by one.
_TOLD = 50
#: The statuses that hold no number.
_EMPTY = frozenset({"missing", "not_due", "not_applicable", "withheld"})

#: Where a figure belongs: place, indicator, measure, period.
Key = tuple[int, int, str, str]


@dataclass(frozen=True)
class Figure:
    """A row of the table as it is kept."""

    key: Key
    status: str
    value: str
    unit: str
    source: str


@dataclass
class Table:
    """What a file holds: its figures, what is wrong (faults in their order), what was left out, and whose they are."""

    file: str
    figures: list[Figure] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)

    def must_be_right(self) -> list[Figure]:
        """The figures. Raises `Invalid` (`reporting.import_faults`) with the first faults: `file.0`, `file.1`, …"""
        if self.faults:
            named = {f"file.{n}": fault for n, fault in enumerate(self.faults[:_TOLD])}
            raise Invalid("reporting.import_faults", fields=named, file=self.file, count=len(self.faults))
        if not self.figures:
            raise Invalid("reporting.import_empty", file=self.file)
        return self.figures


def read(file: str, content: bytes) -> Table:
    """The figures of an uploaded table; csv, xlsx, parquet, JSON Lines by the suffix of `file`. Five queries.

    Heads and words are those of `luoshi.assessing.sources`. A unit must be said where the indicator has one; another
    magnitude is converted exactly.
    """
    table = Table(file)
    suffix = Path(file).suffix.lower()
    if suffix not in SUFFIXES:
        table.faults.append(Invalid("reporting.import_suffix", file=file, known=", ".join(SUFFIXES)))
        return table
    with tempfile.TemporaryDirectory(prefix="luoshi-") as folder:
        path = Path(folder) / f"table{suffix}"
        path.write_bytes(content)
        try:
            if sprawls(path):
                table.faults.append(Invalid("reporting.sprawls", file=file))
                return table
        except (zipfile.BadZipFile, ValueError) as error:
            table.faults.append(Invalid("reporting.cannot_open", file=file, why=str(error)))
            return table
        found = observations(path, name=file)
    table.notes = found.notes
    for zh, en in zip(told(found.faults, "zh"), told(found.faults), strict=True):
        table.faults.append(Invalid("reporting.table_fault", said={"zh": zh, "en": en}))
    if found.unusable:
        return table
    rows = found.frame.select("place", "indicator", "period", "measure", "value", "unit", "status", "source")
    reader = _Reader(table)
    seen: dict[Key, Figure] = {}
    for row in rows.iter_rows():
        figure = reader.figure(*row)
        if figure is None:
            continue
        if figure.key in seen:
            reader.fault(figure.source, Invalid("reporting.cell_twice", found=_short(row)))
        seen[figure.key] = figure
    table.figures = list(seen.values())
    _without_form(table, reader)
    return table


class _Reader:
    """Reads rows; places and indicators are looked up once."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._told: set[str] = set()
        self._places = _places()
        self._indicators: dict[str, Indicator | None] = {}
        for indicator in Indicator.objects.all():
            self._indicators[indicator.code] = indicator
            self._indicators.setdefault(indicator.name, indicator)
        self._factors: dict[tuple[str, str], Decimal | None] = {}

    def fault(self, source: str, problem: Problem) -> None:
        """A fault of a row, told with where it stands, once for all figures of the row."""
        said = {language: f"{source}：{problem.sentence(language)}" for language in ("zh", "en")}
        if said["zh"] in self._told:
            return
        self._told.add(said["zh"])
        self._table.faults.append(Invalid("reporting.table_fault", said=said))

    def figure(
        self, place: str, indicator: str, period: str, measure: str | None, value: float | None, unit: str | None,
        status: str | None, source: str,
    ) -> Figure | None:  # fmt: skip
        """A row as it is kept; None where it is at fault."""
        try:
            where, what = self._place(place), self._indicator(indicator)
            said = measure or what.measure
            wanted = unit_of(said, what.unit)
            status = status or ("missing" if value is None else "reported")
            number = "" if status in _EMPTY else self._number(value or 0.0, unit, wanted)
        except Invalid as problem:
            self.fault(source, problem)
            return None
        if status == "reported" and number == "0":
            status = "zero"
        self._table.places[where.pk] = where
        return Figure((where.pk, what.pk, said, period), status, number, wanted if number else "", source)

    def _place(self, name: str) -> Place:
        found = self._places.get(name, {})
        if not found:
            raise Invalid("reporting.no_place", found=name[:60])
        if len(found) > 1:
            raise Invalid("reporting.many_places", found=name[:60])
        return next(iter(found.values()))

    def _indicator(self, name: str) -> Indicator:
        if name not in self._indicators:
            known = find(name)
            self._indicators[name] = self._indicators.get(known.code) if known else None
        found = self._indicators[name]
        if found is None:
            raise Invalid("reporting.no_indicator", found=name[:60])
        return found

    def _number(self, value: float, unit: str | None, wanted: str) -> str:
        # The shortest text of a double is the decimal that was printed, up to 15 digits.
        number = Decimal(repr(value))
        if not unit and wanted not in ("", "%"):
            raise Invalid("reporting.unit_missing", unit=wanted)
        if unit and unit != wanted:
            if (unit, wanted) not in self._factors:
                self._factors[unit, wanted] = factor(unit, wanted)
            by = self._factors[unit, wanted]
            if by is None:
                raise Invalid("reporting.other_unit", found=f"{as_text(number)}{unit}", unit=wanted or "—")
            number *= by
        return as_text(number)


def _places() -> Mapping[str, dict[int, Place]]:
    """Every name that a place has or had, and every code → the places."""
    found: dict[str, dict[int, Place]] = {}
    for place in Place.objects.all():
        for name in {place.code, place.name, place.short} - {""}:
            found.setdefault(name, {})[place.pk] = place
    for era in PlaceEra.objects.select_related("node"):
        # A name that another place has today is that one's.
        if not found.get(era.name):
            found[era.name] = {era.node_id: era.node}
    return found


def _without_form(table: Table, reader: _Reader) -> None:
    """Faults for the figures that a form asks for: they come by the form."""
    periods = {figure.key[3] for figure in table.figures}
    cells = Cell.objects.filter(period__in=periods, place__in=table.places).exclude(home=None).exclude(homeless())
    asked: dict[Key, str] = {
        (place, indicator, measure, period): title
        for place, indicator, measure, period, title in cells.values_list(
            "place", "indicator", "measure", "period", "home__round__form__title"
        )
    }
    for figure in table.figures:
        if figure.key in asked:
            reader.fault(figure.source, Invalid("reporting.cell_of_form", form=asked[figure.key]))


def _short(row: tuple[Any, ...]) -> str:
    return " ".join(str(part) for part in row[:4] if part)[:80]
