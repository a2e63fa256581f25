"""A row of a grid as HTML (components/grid.html), at once: a sheet has hundreds of cells, and a template takes long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from luoshi.office.pages.marks import figure, status_text
from luoshi.office.pages.words import Language, said

_NO_COLUMN: Mapping[str, Any] = {}


def grid_row(grid: Mapping[str, Any], row: Mapping[str, Any], number: int, language: Language = "zh") -> SafeString:
    """Row `number` (from 0) of a grid, or the head of a group of rows; the keys stand in components/grid.html."""
    columns = grid["columns"]
    if row.get("group"):
        return SafeString(
            f'<tr class="group" role="row"><th role="rowheader" scope="rowgroup" colspan="{len(columns) + 1}">'
            f"{escape(row['group'])}</th></tr>\n"
        )
    name = f"{grid['id']}-r{number}"
    label = escape(row["label"])
    head = f'<a href="{escape(row["url"])}">{label}</a>' if row.get("url") else label
    unit = f'<span class="unit">{escape(row["unit"])}</span>' if row.get("unit") else ""
    cells = []
    for at, cell in enumerate(row["cells"]):
        column = columns[at] if at < len(columns) else _NO_COLUMN
        if column.get("before"):
            known = "" if cell is None else figure(cell, language)
            cells.append(f'<td class="before number" role="gridcell">{known}</td>')
        else:
            named = f"{name} {grid['id']}-c{at}"
            cells.append(_entry(cell, row, row.get("unit") or column.get("unit") or "", named, grid, language))
    return SafeString(
        f'<tr role="row"><th scope="row" role="rowheader" id="{escape(name)}">{head}{unit}</th>{"".join(cells)}</tr>\n'
    )


def _entry(
    cell: Mapping[str, Any],
    row: Mapping[str, Any],
    unit: str,
    named: str,
    grid: Mapping[str, Any],
    language: Language,
) -> str:
    """A cell to be filled in, or one that is filled from elsewhere (`readonly`). `named` are the ids of its heads."""
    name, status = escape(cell["name"]), cell["status"] or ""
    kind = "faulty" if cell.get("fault") else "asked" if cell.get("question") else ""
    value = cell.get("value")
    digits = row.get("digits")
    fixed = bool(cell.get("readonly"))
    more = (' aria-invalid="true"' if cell.get("fault") else "") + (" readonly" if fixed else "")
    picks = ""
    if not fixed:
        picks = f'<input type="hidden" name="{name}-status" value="{escape(status)}">'
        if grid.get("statuses"):
            picks += (
                f'<button type="button" class="pick" tabindex="-1" aria-haspopup="menu" '
                f'aria-label="{escape(said("grid.pick", language, cell=row["label"]))}">'
                '<span aria-hidden="true">▾</span></button>'
            )
    return (
        f'<td role="gridcell" data-status="{escape(status)}" class="{kind}"><div class="entry">'
        f'<span class="as status" id="{name}-as">{escape(status_text(status, language))}</span>'
        f'<input name="{name}" value="{"" if value is None else escape(value)}" '
        f'data-digits="{"" if digits is None else digits}" data-unit="{escape(unit)}" inputmode="decimal" '
        f'autocomplete="off" aria-labelledby="{escape(named)}" aria-describedby="{name}-as {name}-said"{more}>{picks}'
        f'</div><span class="said" id="{name}-said">{_said(cell)}</span></td>'
    )


def _said(cell: Mapping[str, Any]) -> str:
    """What stands below a cell: its fault, else its question, else where it is from."""
    text = cell.get("fault") or cell.get("question")
    if text:
        return str(escape(text))
    source = cell.get("source")
    return f'<a href="{escape(source["url"])}">{escape(source["label"])}</a>' if source else ""
