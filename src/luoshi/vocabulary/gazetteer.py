"""The register of divisions: every province, city and county since 1981, and the national new areas.

Rows are kept as columns and turned into a `Place` when one is asked for: the whole register stands in about
10 ms. Facts: GB/T 2260 with its history (`places.csv`, made by `places_build`), new areas in `newareas.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from luoshi.vocabulary import tables
from luoshi.vocabulary.placenames import printed_forms, short_name

Level: TypeAlias = Literal["nation", "province", "city", "county"]
NATION_CODE = "000000"
NATION_NAMES = ("全国", "中国", "我国", "中华人民共和国")
_FILE = Path(__file__).with_name("places.csv")


@dataclass(frozen=True, slots=True)
class Place:
    """A division (块) as it stood from `start` to `end` (years; `end` None: it still stands).

    `code` is the six digits of GB/T 2260, `000000` for the nation; a code may have had several names, so only
    `(code, start)` is unique. `successors` are the codes of what followed it. `area` marks a functional area
    (两江新区), which is no division of GB/T 2260 and has a code of its own (`NA-LIANGJIANG`).
    """

    code: str
    name: str
    level: Level
    parent_code: str | None
    start: int
    end: int | None
    successors: tuple[str, ...]
    area: bool = False

    @property
    def full_name(self) -> str:
        """The name with those above it: 重庆市开州区, 云南省昆明市安宁市, 重庆两江新区, 全国."""
        reg = register()
        row = reg.row_of(self)
        if row in reg.area_full:
            return reg.area_full[row]
        return "".join(reg.names[r] for r in reversed(reg.chain(row)) if r) or self.name

    def valid(self, year: int) -> bool:
        """Whether it stood in that year; in the year of a change both the old and the new one did."""
        return self.start <= year and (self.end is None or year <= self.end)


class Register:
    """The columns of the register, row 0 being the nation, and the indexes over them."""

    __slots__ = (
        "area_full", "codes", "ends", "names", "parents", "rows_by_code", "rows_by_form", "rows_by_name",
        "rows_by_short", "shorts", "starts", "successors",
    )  # fmt: skip

    def __init__(self) -> None:
        self.codes: list[str] = [NATION_CODE]
        self.names: list[str] = [NATION_NAMES[0]]
        self.parents: list[int] = [-1]
        self.starts: list[int] = [0]
        self.ends: list[int] = [0]
        self.successors: list[str] = [""]
        self.shorts: list[str] = ["中国"]
        self.area_full: dict[int, str] = {}
        self.rows_by_code: dict[str, list[int]] = {NATION_CODE: [0]}
        self.rows_by_name: dict[str, list[int]] = {n: [0] for n in NATION_NAMES}
        self.rows_by_short: dict[str, list[int]] = {}
        self.rows_by_form: dict[str, list[int]] = {}
        self._read_divisions()
        self._read_abbreviations()
        self._read_areas()

    def _read_divisions(self) -> None:
        # One loop over columns, not a call a row: this is most of what the start costs.
        lines = _FILE.read_text(encoding="utf-8").splitlines()[1:]
        table = [line.split(",") for line in lines]
        if wrong := next((number for number, fields in enumerate(table, start=2) if len(fields) != 6), None):
            raise ValueError(f"{_FILE.name}: row {wrong}: expected six fields, found {lines[wrong - 2]!r}")
        codes, names, _, starts, ends, successors = zip(*table, strict=True)
        self.codes += codes
        self.names += names
        self.starts += map(int, starts)
        self.ends += [int(end) if end else 0 for end in ends]
        self.successors += successors
        self.shorts += map(short_name, names)
        # The nearest row above with a code (its first digits): that is the parent of what follows.
        last: dict[str, int] = {"": 0}
        for row, (code, _, parent, *_) in enumerate(table, start=1):
            if parent not in last:
                raise ValueError(f"{_FILE.name}: row {row + 1}: expected a row above for the parent {parent}")
            self.parents.append(last[parent])
            if code[4:] == "00":
                last[code[:2] if code[2:] == "0000" else code[:4]] = row
        for row in range(1, len(self.codes)):
            self._index(row)

    def _index(self, row: int) -> None:
        name, short = self.names[row], self.shorts[row]
        self.rows_by_code.setdefault(self.codes[row], []).append(row)
        self.rows_by_name.setdefault(name, []).append(row)
        if short != name:
            self.rows_by_short.setdefault(short, []).append(row)
            if "自治" in name:
                for form in printed_forms(name):
                    self.rows_by_form.setdefault(form, []).append(row)

    def _read_abbreviations(self) -> None:
        for letters, code in tables.load("placewords")["abbreviations"].items():
            self.rows_by_form.setdefault(letters, []).extend(self.rows_by_code[code])

    def _read_areas(self) -> None:
        for area in tables.load("newareas")["areas"]:
            row = len(self.codes)
            parent = self.rows_by_code[area["parent"]][-1]
            self.codes.append(area["code"])
            self.names.append(area["name"])
            self.shorts.append(short_name(area["name"]))
            self.parents.append(parent)
            self.starts.append(area["start"])
            self.ends.append(0)
            self.successors.append("")
            self._index(row)
            self.area_full[row] = area["full_name"]
            for form in [area["full_name"], *area.get("variants", [])]:
                if form != area["name"]:
                    self.rows_by_form.setdefault(form, []).append(row)

    def level(self, row: int) -> Level:
        """The level of a row; a new area counts as a county-level place, whatever it is ranked."""
        code = self.codes[row]
        if row == 0:
            return "nation"
        if code.endswith("0000"):
            return "province"
        return "city" if code.endswith("00") else "county"

    def chain(self, row: int) -> list[int]:
        """The row, its parent, and so on up to the nation (row 0)."""
        out = []
        while row >= 0:
            out.append(row)
            row = self.parents[row]
        return out

    def is_in(self, row: int, code: str) -> bool:
        """Whether a row is the division of that code or stands below it."""
        return any(self.codes[r] == code for r in self.chain(row))

    def place(self, row: int) -> Place:
        """The row as a `Place`; the same object each time."""
        return _place(row)

    def row_of(self, place: Place) -> int:
        """The row of a `Place`; raises `KeyError` where the register does not hold it."""
        for row in self.rows_by_code.get(place.code, ()):
            if self.starts[row] == place.start and self.names[row] == place.name:
                return row
        raise KeyError(f"{place.code} {place.name}: no such division since {place.start}")


@lru_cache(maxsize=1)
def register() -> Register:
    """The register, read when it is first wanted."""
    return Register()


@lru_cache(maxsize=16384)
def _place(row: int) -> Place:
    reg = register()
    parent = reg.parents[row]
    return Place(
        code=reg.codes[row],
        name=reg.names[row],
        level=reg.level(row),
        parent_code=reg.codes[parent] if parent >= 0 else None,
        start=reg.starts[row],
        end=reg.ends[row] or None,
        successors=tuple(reg.successors[row].split(";")) if reg.successors[row] else (),
        area=row in reg.area_full,
    )
