"""SDMX-CSV 2.0 by pysdmx: figures and results as statistical offices exchange them.

The dataflows are those of the agency `LUOSHI`, version 1.0; docs/reference/office/api.md lists their components.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any

from luoshi.office.api.exports.table import Table
from luoshi.office.log.canonical import canonical, number

AGENCY, VERSION = "LUOSHI", "1.0"
_BLOCK = 5000

#: What a status of the office is in the code list CL_OBS_STATUS: A normal, E estimated, O missing, M cannot exist,
#: Q suppressed.
OBS_STATUS: Mapping[str, str] = {
    "": "O",
    "reported": "A",
    "zero": "A",
    "estimated": "E",
    "missing": "O",
    "not_due": "O",
    "not_applicable": "M",
    "withheld": "Q",
}

_MONTHS = re.compile(r"(\d{4})-(\d\d)/(\d{4})-(\d\d)")
_QUARTERS = re.compile(r"(\d{4})-Q(\d)/(\d{4})-Q(\d)")
_YEARS = re.compile(r"(\d{4})/(\d{4})")
_RANGE = re.compile(r"(\d{4})-(\d\d)-01/P(\d+)([MY])")


def time_of(period: str) -> str:
    """A period as SDMX writes it: `2025-01/2025-03` is the range `2025-01-01/P3M`, a half year `2025-S1`."""
    if found := _MONTHS.fullmatch(period):
        year, month, last_year, last = (int(part) for part in found.groups())
        return f"{year}-{month:02d}-01/P{(last_year - year) * 12 + last - month + 1}M"
    if found := _QUARTERS.fullmatch(period):
        year, quarter, last_year, last = (int(part) for part in found.groups())
        return f"{year}-{quarter * 3 - 2:02d}-01/P{((last_year - year) * 4 + last - quarter + 1) * 3}M"
    if found := _YEARS.fullmatch(period):
        return f"{found[1]}-01-01/P{int(found[2]) - int(found[1]) + 1}Y"
    return period.replace("-H", "-S")


def period_of(time: str) -> str:
    """The way back from `time_of`; a range of quarters comes back as the same months."""
    found = _RANGE.fullmatch(time)
    if found is None:
        return time.replace("-S", "-H")
    year, month, length = int(found[1]), int(found[2]), int(found[3])
    if found[4] == "Y":
        return f"{year}/{year + length - 1}"
    last = year * 12 + month - 1 + length - 1
    return f"{year}-{month:02d}/{last // 12}-{last % 12 + 1:02d}"


@dataclass(frozen=True)
class Flow:
    """A dataflow: SDMX component → the column of the table it is taken from; `told` says how, where not as it is.

    `dimensions` make a key together; `measures` and `attributes` may be empty.
    """

    id: str
    dimensions: Mapping[str, str]
    measures: Mapping[str, str]
    attributes: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)

    def columns(self) -> dict[str, str]:
        """Component → column, in the order of SDMX-CSV."""
        return {**self.dimensions, **self.measures, **self.attributes}


def _schema(flow: Flow) -> Any:
    """The structure as pysdmx takes it. Every component is text: it is written as it stands, and numbers stay exact."""
    from pysdmx.model import Component, Components, Concept, DataType, Role, Schema

    def component(name: str, role: Role) -> Component:
        return Component(
            id=name,
            required=role is Role.DIMENSION,
            role=role,
            concept=Concept(id=name),
            local_dtype=DataType.STRING,
            attachment_level="O" if role is Role.ATTRIBUTE else None,
        )

    parts = (
        (flow.dimensions, Role.DIMENSION),
        (flow.measures, Role.MEASURE),
        (flow.attributes, Role.ATTRIBUTE),
    )
    components = Components([component(name, role) for names, role in parts for name in names])
    return Schema(context="dataflow", agency=AGENCY, id=flow.id, version=VERSION, components=components)


def write_sdmx(table: Table, flow: Flow) -> Iterator[bytes]:
    """The table as SDMX-CSV 2.0, a block of rows at a time."""
    import pandas as pd
    from pysdmx.io.csv.sdmx20.writer import write
    from pysdmx.io.pd import PandasDataset

    at = {column.name: place for place, column in enumerate(table.columns)}
    rows, schema, first = table.rows(), _schema(flow), True
    while (block := list(islice(rows, _BLOCK))) or first:
        data = {
            component: [_text(flow.told.get(component, _same)(row[at[column]])) for row in block]
            for component, column in flow.columns().items()
        }
        written = write([PandasDataset(structure=schema, data=pd.DataFrame(data, dtype=str))]) or ""
        # The heads stand above the first block only.
        yield (written if first else written.partition("\n")[2]).encode()
        first = False


def _same(value: Any) -> Any:
    return value


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return number(value)
    return value if isinstance(value, str) else canonical(value).strip('"')
