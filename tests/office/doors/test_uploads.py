"""Files that are small and would fill the memory when they are read: no door that takes a file lets one in."""

from __future__ import annotations

import io
import resource
import zipfile
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from office.doors.knocking import knock, may, text
from office.doors.registry import Door, doors
from office.doors.world import World

#: A workbook of two cells, and Parquet of one value again and again: less than a megabyte, and some gigabytes.
ROWS, COLUMNS = 1_048_576, "CV"
MILLIONS = 100
#: Parts of a sentence by which a file is refused: too large, no kind that is read, not to be opened.
REFUSED = ("相隔太远或内容过大", "stand too far apart", "这种文件不能上传", "not taken", "打不开", "cannot be opened")


@cache
def bomb(suffix: str) -> bytes:
    packed = io.BytesIO()
    if suffix == ".parquet":
        million = pa.table({"value": pa.array([1.0] * 1_000_000)})
        with pq.ParquetWriter(packed, million.schema) as writer:
            for _ in range(MILLIONS):
                writer.write_table(million)
    else:
        sheet = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{ROWS}"><c r="{COLUMNS}{ROWS}"><v>1</v></c></row>'
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("xl/workbook.xml", "<workbook/>")
            archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{sheet}</sheetData></worksheet>")
    return packed.getvalue()


def takes_a_file() -> list[Door]:
    return [door for door in doors().values() if door.file or door.files]


def test_the_doors_that_take_a_file() -> None:
    rooms = {door.permission.partition(".")[0] for door in takes_a_file()}
    assert (len(takes_a_file()), rooms) == (9, {"documents", "ledger", "reporting"})


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet"])
@pytest.mark.parametrize("name", [door.name for door in takes_a_file()])
def test_what_would_fill_the_memory_is_refused(held: World, name: str, suffix: str) -> None:
    door = doors()[name]
    somebody = next(one for one in held.people if one.scope == "whole" and may(held, door, one))
    content = bomb(suffix)
    assert len(content) < 1_000_000
    before = _most()
    response, acts = knock(held, door, somebody, lambda: _sent(door, suffix, content))
    assert (response.status_code, acts) == (422, 0), text(response)[:300]
    assert any(words in text(response) for words in REFUSED), text(response)[:300]
    assert _most() - before < 200_000_000


def _sent(door: Door, suffix: str, content: bytes) -> dict[str, Any]:
    return {"file" if door.file else "files": SimpleUploadedFile(f"表{suffix}", content)}


def _most() -> int:
    """Bytes of memory that this process took at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
