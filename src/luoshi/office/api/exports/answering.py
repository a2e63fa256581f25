"""A table as an answer: a file that is sent piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from django.http import StreamingHttpResponse

from luoshi.files.sheet import MEDIA_TYPE
from luoshi.office.api.exports import writing
from luoshi.office.api.exports.sdmx import Flow, write_sdmx
from luoshi.office.api.exports.table import Table
from luoshi.office.guard.acting import office_day
from luoshi.office.guard.errors import Invalid

Format = Literal["json", "csv", "xlsx", "parquet", "jsonl", "sdmx-csv"]


@dataclass(frozen=True)
class _Form:
    """A format: its type, the ending of its files, its writer (none: made of a flow)."""

    type: str
    ending: str
    write: Callable[[Table], Iterator[bytes]] | None = None


#: Format → what it is; `json` is the page itself.
FORMS: dict[str, _Form] = {
    "csv": _Form("text/csv; charset=utf-8", "csv", writing.write_csv),
    "xlsx": _Form(MEDIA_TYPE, "xlsx", writing.write_excel),
    "parquet": _Form("application/vnd.apache.parquet", "parquet", writing.write_parquet),
    "jsonl": _Form("application/x-ndjson", "jsonl", writing.write_jsonl),
    "sdmx-csv": _Form("application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8", "csv"),
}


def export(table: Table, form: str, *, mark: bool = False, flow: Flow | None = None) -> StreamingHttpResponse:
    """The answer. `mark`: CSV with byte order mark. Raises `Invalid` for SDMX of what is no flow.

    What goes wrong with the first piece is told as a problem; later the answer breaks off, which clients notice.
    """
    wanted = FORMS[form]
    if form == "sdmx-csv":
        if flow is None:
            raise Invalid("api.format", format=form, formats=", ".join(name for name in FORMS if name != form))
        pieces = write_sdmx(table, flow)
    elif form == "csv":
        pieces = writing.write_csv(table, mark=mark)
    else:
        assert wanted.write is not None
        pieces = wanted.write(table)
    first = next(pieces, b"")
    response = StreamingHttpResponse(chain([first], pieces), content_type=wanted.type)
    day = office_day()
    response["Content-Disposition"] = f'attachment; filename="{table.name}-{day:%Y%m%d}.{wanted.ending}"'
    return response
