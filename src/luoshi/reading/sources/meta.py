"""Meta: what a table says about the documents, their place and their date."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from luoshi.reading.sources.encodings import decode
from luoshi.reading.sources.limits import DEFAULT_LIMITS
from luoshi.reading.sources.loading import read_pipe
from luoshi.reading.sources.source import SourceError

_DATE = re.compile(
    r"(?P<y>[12][0-9]{3})(?:年|(?P<sep>[-/.])(?=[0-9])|$)"
    r"(?:(?P<m>[0-9]{1,2})(?:月|(?P<sep2>[-/.])(?=[0-9])|$)(?:(?P<d>[0-9]{1,2})日?)?)?"
)
# A spreadsheet that takes 2025-01-02 for a day writes it back with the time of day.
_MIDNIGHT = re.compile(r"[ T]0?0:00(?::00)?$")
_DELIMITERS = "\t,;"
_FIELDS = ("file", "place", "date")


@dataclass(frozen=True, slots=True)
class Meta:
    """What is known about a document beforehand; `date` is ISO text, `2025`, `2025-01` or `2025-01-02`."""

    place: str | None = None
    date: str | None = None


def parse_date(text: str) -> str:
    """A date as ISO text as precise as it is written: 2025年1月2日, 2025/1/2, 2025-01, 2025.

    Raises `ValueError` for anything else, and for days that are in no calendar.
    """
    given = _MIDNIGHT.sub("", text.strip())
    match = _DATE.fullmatch(given)
    if match is None or (match["sep"] and match["sep2"] and match["sep"] != match["sep2"]):
        raise ValueError(f"{text!r} is no date: expected YYYY[-MM[-DD]]")
    year, month, day = match["y"], match["m"], match["d"]
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise ValueError(f"{text!r} is no day of the calendar: expected YYYY[-MM[-DD]]") from error
    return "-".join((year, *(f"{int(part):02d}" for part in (month, day) if part)))


class MetaTable(Mapping[str, Meta]):
    """The rows of a meta table, found by a document's name.

    The keys are the names as the table has them. A look-up takes the whole name first, then the name
    without folders, then without the suffix on either side; names that only agree when shortened and
    stand in the table more than once are found by none of them. A name that is not there: `KeyError`,
    or `None` from `get`.
    """

    def __init__(self, rows: Mapping[str, Meta]) -> None:
        self._rows = dict(rows)
        self._short: dict[str, str | None] = {}
        for name in self._rows:
            for form in _shorter(name):
                if form in self._rows and form != name:
                    continue
                self._short[form] = name if self._short.get(form, name) == name else None

    def key(self, name: str) -> str | None:
        """The name, as the table has it, of the row that is about the document `name`."""
        if name in self._rows:
            return name
        for form in (name, *_shorter(name)):
            if form in self._rows:
                return form
            found = self._short.get(form)
            if found is not None:
                return found
        return None

    def __getitem__(self, name: str) -> Meta:
        found = self.key(name)
        if found is None:
            raise KeyError(name)
        return self._rows[found]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _shorter(name: str) -> tuple[str, ...]:
    path = PurePosixPath(name.replace("\\", "/"))
    return (str(path), path.name, str(path.with_suffix("")), path.stem) if path.name else (name,)


def load_meta(path: str | Path) -> MetaTable:
    """The table at `path`: csv or tsv with the columns `file`, `place` and `date`; others are ignored.

    Comma, semicolon or tab, whichever the head has; any encoding that texts come in, with Excel's mark
    or without. `place` and `date` may be empty in a row, and one of the two columns may be missing. Raises
    `SourceError` naming row (the head is row 1) and column for a bad date, a file named twice or not at all.
    """
    place = Path(path)
    name = place.name
    try:
        if place.is_fifo():
            data = read_pipe(place, name, DEFAULT_LIMITS.file_bytes + 1)
        else:
            with place.open("rb") as stream:
                data = stream.read(DEFAULT_LIMITS.file_bytes + 1)
    except FileNotFoundError as error:
        raise SourceError(name, "does not exist") from error
    except (OSError, ValueError) as error:
        raise SourceError(name, f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if len(data) > DEFAULT_LIMITS.file_bytes:
        raise SourceError(name, f"has more than {DEFAULT_LIMITS.file_bytes:,} bytes, too many for a meta table")
    if data.startswith(b"PK\x03\x04"):
        raise SourceError(name, "is a workbook, expected csv or tsv: save it as CSV UTF-8")
    return _table(decode(data, name), name)


def _table(text: str, name: str) -> MetaTable:
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: dict[str, Meta] = {}
    try:
        names = [column.strip().lower() for column in next(reader, [])]
        if "file" not in names or not {"place", "date"} & set(names):
            found = ", ".join(column for column in names if column)[:200] or "nothing"
            raise SourceError(name, f"row 1 has the columns {found}; expected file, place, date")
        at = {field: names.index(field) for field in _FIELDS if field in names}
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            values = {field: row[i].strip() if i < len(row) else "" for field, i in at.items()}
            _add(rows, values, name, reader.line_num)
    except csv.Error as error:
        raise SourceError(name, f"row {reader.line_num} is no row of a table: {error}") from error
    return MetaTable(rows)


def _add(rows: dict[str, Meta], values: dict[str, str], name: str, line: int) -> None:
    file = values["file"]
    if not file:
        raise SourceError(name, f"row {line}, column file: is empty, expected the name of a file")
    if file in rows:
        raise SourceError(name, f"row {line}, column file: {file!r} stands in the table twice")
    written = values.get("date", "")
    try:
        iso = parse_date(written) if written else None
    except ValueError as error:
        raise SourceError(name, f"row {line}, column date: found {written!r}, expected YYYY[-MM[-DD]]") from error
    rows[file] = Meta(place=values.get("place") or None, date=iso)
