"""What a cell is by definition: its name, unit and decimals, as the catalogue defined them for its period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.office.catalogue.definitions import for_period
from luoshi.office.reporting.models import Cell
from luoshi.office.reporting.numbers import digits_of, unit_of
from luoshi.vocabulary.terms import term


@dataclass(frozen=True)
class Defined:
    """An indicator in a measure: what it is called, its unit, how many decimals are taken."""

    code: str
    name: str
    measure: str
    unit: str
    digits: int

    def label(self, language: str) -> str:
        """What it is called."""
        return called(self.name, self.measure, language)


def called(name: str, measure: str, language: str) -> str:
    """An indicator in a measure, in words: 固定资产投资 增速."""
    return name if measure == "level" else f"{name} {term('measure', measure, language)}"


def defined(cells: Iterable[Cell]) -> dict[int, Defined]:
    """The definitions of some cells by their numbers; one query a period."""
    listed = list(cells)
    made: dict[int, Defined] = {}
    for period in sorted({cell.period for cell in listed}):
        of = [cell for cell in listed if cell.period == period]
        kinds = define(period, {(cell.indicator_id, cell.measure) for cell in of})
        made |= {cell.pk: kinds[cell.indicator_id, cell.measure] for cell in of}
    return made


def define(period: str, whats: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Defined]:
    """Indicators (by number) in measures, as they were defined for a period; one query."""
    wanted = set(whats)
    known = {held.id: held for held in for_period(period, {indicator for indicator, _ in wanted}).values()}
    made = {}
    for indicator, measure in wanted:
        held = known[indicator]
        made[indicator, measure] = Defined(
            held.code,
            held.name,
            measure,
            unit_of(measure, held.unit),
            digits_of(measure, held.measure, held.digits),
        )
    return made
