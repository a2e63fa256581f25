"""A workbook of commitments read: the sheets that the export writes, every fault by sheet, row and column."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luoshi.assessing.sources import cells
from luoshi.assessing.sources.extent import sprawls
from luoshi.assessing.sources.grid import ROW, Grid
from luoshi.assessing.sources.workbook import grids
from luoshi.office.catalogue.models import Indicator
from luoshi.office.guard.errors import Invalid, Problem
from luoshi.office.ledger.changing import CLEARABLE, Change
from luoshi.office.ledger.entering import Entry, check
from luoshi.office.ledger.exports.rows import layout
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.owners import Register
from luoshi.office.ledger.places import labels
from luoshi.office.organisations.models import Place
from luoshi.office.people.scopes import today

#: So many rows are imported at a time, and so many faults told.
MOST, MOST_FAULTS = 3000, 500
_HEAD_WITHIN, _KNOWN_HEADS = 12, 3
_SHEETS = {"targets": "target", "tasks": "task"}
#: Field of a sheet → input that a problem is of, where they differ.
_INPUTS = {"code": "indicator"}
_FIGURE = ("measure", "comparator", "value", "value_to", "unit", "strength", "reference", "baseline")


@dataclass(frozen=True, kw_only=True)
class ImportRow:
    """A row that can be imported: of which commitment (None: a new one), and what it says.

    `columns` are the inputs that the sheet has a column for; `parent` the number of the whole, which may stand earlier
    in the same file. `whole` in `entry` is not used.
    """

    sheet: str
    row: int
    commitment: int | None
    entry: Entry
    columns: tuple[str, ...]
    parent: str = ""

    def change(self) -> Change:
        """What it changes of the commitment that stands: columns with something in them, `clear` the emptied ones."""
        names = [name for name in self.columns if name in Change.__dataclass_fields__ and name != "parent"]
        values = {name: getattr(self.entry, name) for name in names}
        given = {name: value for name, value in values.items() if value not in (None, "")}
        clear = tuple(name for name in names if name not in given and name in CLEARABLE)
        return Change(**given, clear=clear)


def read(content: bytes, name: str = "") -> tuple[ImportRow, ...]:
    """The rows of a workbook. Raises `Invalid` with all faults in `fields`, as `目标.5.目标值` → problem."""
    with tempfile.TemporaryDirectory(prefix="luoshi-") as folder:
        path = Path(folder) / "ledger.xlsx"
        path.write_bytes(content)
        try:
            if sprawls(path):
                raise Invalid("ledger.import_sprawls")
        except (zipfile.BadZipFile, ValueError) as error:
            raise Invalid("ledger.import_file", found=str(error)) from error
        found, faults = grids(path, name or path.name)
    if faults:
        raise Invalid("ledger.import_file", found=faults[0].found)
    reading = _Reading()
    for grid in found:
        reading.take(grid)
    if not reading.sheets:
        wanted = "、".join(layout()[sheet]["name"] for sheet in _SHEETS)
        raise Invalid("ledger.import_nothing", sheets=wanted)
    if reading.faults:
        shown = dict(list(reading.faults.items())[:MOST_FAULTS])
        raise Invalid("ledger.import_faults", fields=shown, count=len(reading.faults))
    if not reading.rows:
        raise Invalid("ledger.none_chosen")
    return tuple(reading.rows)


class _Reading:
    """What has been read so far, and what names mean. Five queries, and those that check each row."""

    def __init__(self) -> None:
        self.rows: list[ImportRow] = []
        self.faults: dict[str, Problem] = {}
        self.sheets = 0
        self._numbers = dict(Commitment.objects.values_list("number", "pk"))
        self._taken: set[str] = set()
        self._places = _places()
        self._indicators: dict[str, int] = {}
        for pk, code, name in Indicator.objects.filter(until=None).order_by("-pk").values_list("pk", "code", "name"):
            self._indicators |= {name: pk, code: pk}
        self._register = Register(today())

    def take(self, grid: Grid) -> None:
        """The rows of a sheet that is one of targets or of tasks; others are left alone."""
        found = _head(grid)
        if found is None:
            return
        kind, heads, last = found
        self.sheets += 1
        for number, texts in _below(grid, heads, last):
            if len(self.rows) >= MOST:
                self._fault(grid, number, heads, "number", Invalid("ledger.import_too_many", limit=MOST))
                return
            self._row(grid, kind, heads, number, texts)

    def _row(self, grid: Grid, kind: str, heads: Mapping[str, str], number: int, texts: Mapping[str, str]) -> None:
        faults: dict[str, Problem] = {}

        def told(field: str, reading: Callable[[str], Any], empty: Any = None) -> Any:
            text = texts.get(field, "")
            try:
                return reading(text) if text else empty
            except Problem as problem:
                faults[field] = problem
                return empty

        place = told("place", self._place)
        own = texts.get("number", "")
        standing = self._numbers.get(own)
        if own in self._taken:
            faults["number"] = Invalid("ledger.import_twice", number=own)
        elif place is None and "place" not in faults and standing is None:
            faults["place"] = Invalid("guard.empty")
        indicator = told("code", self._indicator) or told("indicator", self._indicator)
        home = place or Place(path="/")
        figure: dict[str, Any] = {name: _figure(texts, name) for name in _FIGURE}
        entry = Entry(
            kind=kind,
            place=0 if place is None else place.pk,
            period=told("period", _period, texts.get("period", "")),
            name=texts.get("name", ""),
            text=texts.get("text", ""),
            indicator=indicator,
            **figure,
            due=told("due", _day),
            card=texts.get("card", ""),
            number="" if standing is not None else own,
            lead=told("lead", lambda text: self._register.named(text, home), ()),
            support=told("support", lambda text: self._register.named(text, home), ()),
        )
        parent = texts.get("parent", "")
        if parent and parent not in self._numbers and parent not in self._taken:
            faults["parent"] = Invalid("ledger.import_parent", number=parent)
        if not faults and standing is None:
            faults |= _checked(entry, heads)
        for field, problem in faults.items():
            self._fault(grid, number, heads, field, problem)
        self._taken.add(own or f"#{grid.sheet}{number}")
        columns = tuple(dict.fromkeys(_INPUTS.get(field, field) for field in heads if field not in ("number",)))
        self.rows.append(
            ImportRow(
                sheet=grid.sheet or "", row=number, commitment=standing, entry=entry, columns=columns, parent=parent
            )
        )

    def _fault(self, grid: Grid, number: int, heads: Mapping[str, str], field: str, problem: Problem) -> None:
        self.faults[f"{grid.sheet}.{number}.{heads.get(field, '') or field}"] = problem

    def _place(self, text: str) -> Place:
        found = self._places.get(text)
        if found is None:
            raise Invalid("ledger.no_place", place=text)
        return found

    def _indicator(self, text: str) -> int:
        found = self._indicators.get(text)
        if found is None:
            raise Invalid("ledger.no_indicator", indicator=text)
        return found


def problem_at(row: ImportRow, problem: Problem) -> dict[str, Problem]:
    """A problem of a row, or those of its fields, by sheet, row and head."""
    heads = {}
    for sheet, kind in _SHEETS.items():
        if kind == row.entry.kind:
            heads = {one["field"]: one["head"] for one in layout()[sheet]["columns"]}
    fields = problem.fields or {"number": problem}
    return {f"{row.sheet}.{row.row}.{heads.get(field, field)}": fault for field, fault in fields.items()}


def _checked(entry: Entry, heads: Mapping[str, str]) -> dict[str, Problem]:
    try:
        check(entry)
    except Problem as problem:
        return dict(problem.fields) or {"number": problem}
    return {}


def _head(grid: Grid) -> tuple[str, dict[str, str], int] | None:
    """Kind of the rows, field → head, and the row of the head; None for a sheet of something else."""
    for row in grid.frame.head(_HEAD_WITHIN).iter_rows():
        texts = {str(cell).strip() for cell in row[1:] if cell is not None}
        for sheet, kind in _SHEETS.items():
            columns = [one for one in layout()[sheet]["columns"] if one.get("read", True)]
            known = {one["field"]: one["head"] for one in columns if one["head"] in texts}
            needed = "indicator" if kind == "target" else "text"
            if len(known) >= _KNOWN_HEADS and needed in known and "责任单位" not in texts:
                return kind, known, int(row[0])
    return None


def _below(grid: Grid, heads: Mapping[str, str], last: int) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the head: number, and field → text; rows in which none of the fields has anything are left out."""
    head = next(row for row in grid.frame.iter_rows() if row[0] == last)
    at = {str(cell).strip(): column for column, cell in enumerate(head) if cell is not None and column}
    for row in grid.frame.filter(grid.frame[ROW] > last).iter_rows():
        texts = {field: str(row[at[name]] or "").strip() for field, name in heads.items()}
        if any(texts.values()):
            yield int(row[0]), texts


def _figure(texts: Mapping[str, str], name: str) -> str:
    text = texts.get(name, "")
    if name in ("value", "value_to", "baseline") and texts.get("unit", "") in ("", "%"):
        return text.removesuffix("%")
    return text


def _period(text: str) -> str:
    read_ = cells.period(text)
    if read_ is None:
        raise Invalid("ledger.period", period=text)
    return read_


def _day(text: str) -> Any:
    read_ = cells.day(text)
    if read_ is None:
        raise Invalid("ledger.day", found=text)
    return read_


def _places() -> dict[str, Place]:
    """Places by their names, where no other has it, by those that frames call them, and by their codes; two queries."""
    called = labels()
    there = Place.objects.in_bulk()
    found: dict[str, Place] = {}
    twice: set[str] = set()
    for place in there.values():
        if place.name in found:
            twice.add(place.name)
        found[place.name] = place
    for name in twice:
        del found[name]
    return found | {called[pk]: place for pk, place in there.items()} | {place.code: place for place in there.values()}


def changed_places(rows: Sequence[ImportRow]) -> list[Place]:
    """The places concerned: those of the rows, and those of the commitments that are changed; two queries."""
    standing = [row.commitment for row in rows if row.commitment is not None]
    places = {row.entry.place for row in rows if row.entry.place}
    places |= set(Commitment.objects.filter(pk__in=standing).values_list("place", flat=True))
    return list(Place.objects.filter(pk__in=places))
