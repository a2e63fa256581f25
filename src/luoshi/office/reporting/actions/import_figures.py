"""Figures come in from a table: history, or what others publish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.organisations.models import Place
from luoshi.office.reporting.importing import Figure, Key, Table, read
from luoshi.office.reporting.known import judge
from luoshi.office.reporting.models import Cell, Review, Submission, Value

_BATCH = 500


@dataclass(frozen=True, kw_only=True)
class ImportFigures(Action[Submission]):
    """Take over the figures of a table (`content`, the bytes of `file`), all or none; gives the `Submission`.

    It is accepted at once: who imports answers for it. A figure that is there already gets a new version. Raises
    `Invalid` (`reporting.import_faults`) with file, sheet, row and column of each fault. Figures that a form asks for
    come by the form and are refused.
    """

    file: str
    content: bytes = field(repr=False)
    note: str = ""

    def concerns(self) -> Sequence[Concern]:
        """Every place that the table has a figure of. Of one without any whoever imports anywhere is told why."""
        return tuple(self._table.places.values()) or (tuple(Place.objects.all()),)

    def prepare(self) -> None:
        """Read the table, which may take seconds."""
        _ = self._table

    @property
    def notes(self) -> Sequence[str]:
        """What else is to be told of the table: rows and columns that are not read, how heads were understood."""
        return self._table.notes

    @cached_property
    def _table(self) -> Table:
        return read(self.file, self.content)

    def check(self) -> None:
        """No fault anywhere."""
        self._table.must_be_right()

    def do(self, on: Acting) -> Submission:
        """The submission with its values, accepted, and the figures in their cells."""
        figures = self._table.must_be_right()
        submission = Submission(
            sheet=None, kind="import", note=self.note.strip()[:2000] or self.file, by=on.actor.who,
            by_name=on.actor.name, at=on.at,
        )  # fmt: skip
        on.add([submission])
        _put(figures, submission, on)
        numbers = _numbers(figures)
        on.add(
            [
                Value(
                    submission=submission, cell_id=numbers[figure.key], status=figure.status, value=figure.value,
                    unit=figure.unit, note=figure.source[:400],
                )
                for figure in figures
            ]
        )  # fmt: skip
        on.add(
            [
                Review(
                    submission=submission, decision="accepted", reason=submission.note, by=on.actor.who,
                    by_name=on.actor.name, at=on.at,
                )
            ]
        )  # fmt: skip
        on.log(submission, after={"file": self.file, "figures": len(figures), "places": len(self._table.places)})
        judge()
        return submission


def _put(figures: Sequence[Figure], submission: Submission, on: Acting) -> None:
    """The figures into their cells, which are made where they are not there yet."""
    Cell.objects.bulk_create(
        [
            Cell(
                place_id=figure.key[0], indicator_id=figure.key[1], measure=figure.key[2], period=figure.key[3],
                status=figure.status, value=figure.value, unit=figure.unit, submission=submission, known_at=on.at,
            )
            for figure in figures
        ],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["place", "indicator", "measure", "period"],
        update_fields=["status", "value", "unit", "submission", "known_at"],
    )  # fmt: skip


def _numbers(figures: Sequence[Figure]) -> dict[Key, int]:
    periods = {figure.key[3] for figure in figures}
    indicators = {figure.key[1] for figure in figures}
    cells = Cell.objects.filter(period__in=periods, indicator__in=indicators)
    rows = cells.values_list("place", "indicator", "measure", "period", "pk")
    return {(place, indicator, measure, period): pk for place, indicator, measure, period, pk in rows}
