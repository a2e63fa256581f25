"""A whole round in one workbook: a row a respondent, a column a cell, and beside it the status of each figure."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import F

from luoshi.files.sheet import Formats
from luoshi.files.sheet import Sheet as Table
from luoshi.files.workbook import closing, new_book
from luoshi.office.guard.actors import Actor
from luoshi.office.reporting import listing
from luoshi.office.reporting.asking import asks
from luoshi.office.reporting.contents import Said
from luoshi.office.reporting.defined import Defined, define
from luoshi.office.reporting.models import Cell, Round, Value
from luoshi.vocabulary.terms import term

# So many digits of a number a spreadsheet keeps; half-width characters of the narrowest and the widest column.
_EXACT, _NARROW, _WIDE = 15, 12, 30
#: An indicator (its number) in a measure.
What = tuple[int, str]


@dataclass(frozen=True)
class Line:
    """A respondent: its sheet, and what is said of each thing it is asked. `accepted`: of which that is so."""

    sheet: Any
    said: Mapping[What, Said]
    accepted: frozenset[What]


@dataclass(frozen=True)
class Summary:
    """A round as somebody sees it: what is asked, in the order of the form, and the respondents."""

    round: Round
    asked: Mapping[What, Defined]
    lines: tuple[Line, ...]


def summary(actor: Actor, held: Round) -> Summary:
    """The sheets of a round that the actor sees, as who fills them in or as who asks; six queries, however many.

    Of each cell what was accepted, from whichever form; where nothing was, what this form's own sheet said last. No
    drafts.
    """
    sheets = list(listing.sheets(actor, round=held.pk).order_by("body__position", "body__code"))
    asked = asks([held.form])[held.form_id]
    order = {(cell.indicator_id, cell.measure): None for cells in asked.of.values() for cell in cells}
    places = {sheet.body.place_id for sheet in sheets}
    known: dict[tuple[int, What], Said] = {}
    homes: dict[tuple[int, What], Said] = {}
    handed = _handed_in(sheets)
    whats = {indicator for indicator, _ in order}
    for cell in Cell.objects.filter(period=held.period, place__in=places, indicator__in=whats):
        key = (cell.place_id, (cell.indicator_id, cell.measure))
        if cell.status:
            known[key] = Said(cell.status, cell.value)
        elif cell.pk in handed:
            homes[key] = handed[cell.pk]
    lines = []
    for sheet in sheets:
        mine = [(cell.indicator_id, cell.measure) for cell in asked.of.get(sheet.body_id, ())]
        at = {what: (sheet.body.place_id, what) for what in mine}
        said = {what: known.get(key) or homes.get(key, Said()) for what, key in at.items()}
        lines.append(Line(sheet, said, frozenset(what for what, key in at.items() if key in known)))
    kinds = define(held.period, order)
    return Summary(held, {what: kinds[what] for what in order}, tuple(lines))


def _handed_in(sheets: list[Any]) -> dict[int, Said]:
    """What the version handed in last says of each cell of some sheets, by number of cell."""
    values = Value.objects.filter(submission__sheet__in=sheets, submission__number=F("submission__sheet__version"))
    told = values.values_list("cell", "status", "value", "note")
    return {cell: Said(status, value, note) for cell, status, value, note in told}


@cache
def layout() -> Mapping[str, Any]:
    """What `summary.toml` says."""
    told: dict[str, Any] = tomllib.loads(Path(__file__).with_name("summary.toml").read_text(encoding="utf-8"))
    return told


def workbook(found: Summary, language: str = "zh") -> bytes:
    """The summary as a workbook (.xlsx): a sheet of figures, and one of their statuses in the same order."""
    look = layout()["look"]
    with tempfile.TemporaryDirectory(prefix="luoshi-") as scratch:
        path = Path(scratch) / "round.xlsx"
        book = new_book(path, scratch)
        with closing(book, path):
            formats = Formats(book, look["font"], look["size"])
            for kind, shown in (("figures", _figure), ("statuses", _status)):
                table = Table(book, layout()["sheets"][kind][language], _columns(found, language), formats, frozen=2)
                for line in found.lines:
                    cells = {_field(what): shown(line, what, language) for what in line.said}
                    table.add({**dict(_who(line, language)), **cells})
                table.close()
        return path.read_bytes()


def _columns(found: Summary, language: str) -> list[dict[str, Any]]:
    before = [
        {"field": name, "head": told[language], "width": told["width"], "format": told.get("format", "")}
        for name, told in layout()["columns"].items()
    ]
    return before + [
        {"field": _field(what), "head": head, "width": min(max(2 * len(head), _NARROW), _WIDE), "format": code}
        for what, kind in found.asked.items()
        for head in [_head(kind, language)]
        for code in ["0." + "0" * kind.digits if kind.digits else "0"]
    ]


def _field(what: What) -> str:
    return f"{what[0]} {what[1]}"


def _head(kind: Defined, language: str) -> str:
    """固定资产投资 增速（%）."""
    unit = "" if not kind.unit else f"（{kind.unit}）" if language == "zh" else f" ({kind.unit})"
    return f"{kind.label(language)}{unit}"


def _who(line: Line, language: str) -> Iterator[tuple[str, Any]]:
    sheet = line.sheet
    yield "code", sheet.body.code
    yield "body", sheet.body.name
    yield "place", "" if sheet.body.place is None else sheet.body.place.name
    # A sheet whose cells all come by other forms is nobody's to fill in.
    yield "state", layout()["states"][sheet.state if sheet.own_count else "nothing"][language]
    yield "version", sheet.version or None


def _figure(line: Line, what: What, language: str) -> Any:
    """A number; where there is none, the word of the status."""
    said = line.said[what]
    if not said.value:
        return term("status", said.status, language) if said.status else None
    digits = said.value.lstrip("-").replace(".", "")
    return float(said.value) if len(digits) <= _EXACT else said.value


def _status(line: Line, what: What, language: str) -> Any:
    said = line.said[what]
    if not said.status:
        return None
    waits = "" if what in line.accepted else layout()["words"]["not_accepted"][language]
    note = f"：{said.note}" if said.note else ""
    return f"{term('status', said.status, language)}{waits}{note}"
