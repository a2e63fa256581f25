"""Tables in: targets and observations from csv, xlsx, parquet and JSON Lines, checked before anything is computed.

One module a format gives grids of cells with their places (`delimited`, `workbook`, `parquet`, `jsonl`); `heads` finds
which column holds what (`headings.toml`), `spread` which columns hold the figures of which period, `cells` reads what
stands in a cell (`words.toml`), `check` makes targets and observations of it and names every fault. What `luoshi read`
wrote is known by its columns and taken as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.assessing.sources.faults import Fault, shown
from luoshi.assessing.sources.headings import Role

if TYPE_CHECKING:
    import polars as pl

    from luoshi.assessing.sources.body import Body
    from luoshi.assessing.sources.grid import Grid

#: Suffix → format.
SUFFIXES = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xlsx",
    ".ods": "xlsx",
    ".parquet": "parquet",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}


@dataclass(slots=True)
class Checked:
    """What a file holds: the rows without fault, all faults, and what else is to be told.

    `frame` (Polars) has the columns of the contract and `source`: the file, sheet and row (or the document and line)
    that a row came from.
    """

    frame: pl.DataFrame
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    #: Rows that were left out because of their faults.
    faulty_rows: int = 0
    #: Faults beyond those that are kept.
    unkept: int = 0
    #: Whether it is what `luoshi read` wrote.
    statements: bool = False
    #: What the column of units is called there.
    unit: str = "unit"

    @property
    def unusable(self) -> list[Fault]:
        """The faults that are of a whole file or table, so that leaving out rows does not help."""
        return [fault for fault in self.faults if fault.whole]


def targets(path: str | Path) -> Checked:
    """The targets of a file (csv, tsv, xlsx, parquet, jsonl), checked.

    Raises `ValueError` for a suffix that names no format and `OSError` where the file cannot be opened.
    """
    return _checked(Path(path), "targets")


def observations(path: str | Path, keep: Sequence[str] = (), name: str | None = None) -> Checked:
    """The reported figures of a file (csv, tsv, xlsx, parquet, jsonl), checked. Raises as `targets` does.

    `keep` names further columns to be kept as text (a group of peers); a table without one of them is at fault. `name`
    is how the file is told where it lies under another name.
    """
    return _checked(Path(path), "observations", tuple(keep), name)


def parts(path: str | Path) -> Checked:
    """Which places (or indicators) make up which: columns part, whole, of, complete. Raises as `targets` does."""
    return _checked(Path(path), "parts")


def rankings(path: str | Path) -> Checked:
    """Which rankings were published when: columns indicator, period, published_at; measure, and place where not all
    were ranked. Raises as `targets` does.
    """
    return _checked(Path(path), "rankings")


def _checked(path: Path, role: Role, keep: tuple[str, ...] = (), name: str | None = None) -> Checked:
    from luoshi.assessing.sources import check, compared, heads, spread
    from luoshi.assessing.sources.body import Body
    from luoshi.assessing.sources.joining import together

    file = name or path.name
    grids, faults = _grids(path, file)
    notes: list[str] = []
    read: Callable[[Body], pl.DataFrame] = getattr(check, role)
    found = [(grid, heads.find(grid, role)) for grid in grids]
    # Of a workbook of `luoshi read` only the sheets of figures are wanted: its list of tasks is no table of targets.
    written = any(head is not None and head.statements for _, head in found)
    tables: list[tuple[Body, pl.DataFrame]] = []
    strangers: list[Grid] = []
    for grid, head in found:
        if head is None or (written and not head.statements):
            strangers.append(grid)
            continue
        if faults and not grid.width:
            # Nothing of it could be read, and its faults say why.
            continue
        first = Body(grid, head, keep)
        columns = spread.by_column(first, role)
        bodies = [Body(grid, one, keep, like=first) for one in columns] if columns else [first]
        if head.ignored:
            notes.append(f"{first.where}: columns that are not read: {'、'.join(head.ignored)}")
        notes += spread.note(columns, first.where)
        for body in bodies:
            made = compared.reported(read(body), body)
            tables.append((body, made.with_columns(*[body.kept(name) for name in keep]) if made.width else made))
    if not tables and not faults:
        faults += [_headless(grid, role) for grid in strangers]
        faults = faults or [Fault(file, None, None, None, "nothing", f"a table of {role}", whole=True)]
    elif strangers:
        sheets = "、".join(grid.sheet or "" for grid in strangers)
        notes.append(f"{file}: sheets that are not read, as they hold no {role}: {sheets}")
    frame, faulty = together(tables, role, keep, notes)
    # Rows that could not be taken apart are no rows of any table.
    faulty += len({fault.row for fault in faults if fault.row is not None and not fault.whole})
    # What the columns of a table share is at fault, and is told, once.
    faults += dict.fromkeys(fault for body, _ in tables for fault in sorted(body.faults, key=lambda one: one.row or 0))
    notes += dict.fromkeys(note for body, _ in tables for note in body.notes)
    unit = next((str(body.label("unit")) for body, _ in tables if body.has("unit")), "unit")
    return Checked(frame, faults, notes, faulty, sum(body.unkept for body, _ in tables), written, unit)


def _grids(path: Path, file: str) -> tuple[list[Grid], list[Fault]]:
    form = SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise ValueError(f"{path}: the suffix names no format; expected {', '.join(SUFFIXES)}")
    if path.is_dir():
        raise ValueError(f"{path}: is a folder, expected a file")
    # An error of the system is told with the whole path.
    with path.open("rb") as stream:
        empty = not stream.read(1)
    if empty:
        return [], [Fault(file, None, None, None, "an empty file", "a table", whole=True)]
    from luoshi.assessing.sources import delimited, jsonl, parquet, workbook

    read = {"csv": delimited.grids, "xlsx": workbook.grids, "parquet": parquet.grids, "jsonl": jsonl.grids}
    return read[form](path, file)


def _headless(grid: Grid, role: Role) -> Fault:
    from luoshi.assessing.sources.check import NEEDED
    from luoshi.assessing.sources.headings import tables

    first = [str(cell) for cell in grid.frame.row(0)[1:] if cell is not None] if grid.frame.height else []
    wanted = "、".join(tables()[role][name][1] for name in NEEDED[role])
    found = f"the heads {shown('、'.join(first))}" if first else "nothing"
    return Fault(grid.file, grid.sheet, None, None, found, f"a row of heads with {wanted}", whole=True)
