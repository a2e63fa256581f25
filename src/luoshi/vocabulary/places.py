"""Places by name: `lookup` gives every one of a name, `resolve` the one meant, `scan` those of a text.

>>> from luoshi.vocabulary import places
>>> places.resolve("重庆开州").full_name
'重庆市开州区'
"""

from __future__ import annotations

from functools import lru_cache

from luoshi.vocabulary import tables
from luoshi.vocabulary.gazetteer import Level, Place, Register, register
from luoshi.vocabulary.placescan import Hit, scan

__all__ = ["Hit", "Level", "Place", "by_code", "lookup", "nation", "parent", "resolve", "scan", "short_names"]

# How a text names a place: by its name, by another form with its kind (凉山州), or by its short name.
_NAME, _FORM, _SHORT = 0, 1, 2
# The longest full name of the register has 25 characters; what is longer names no place and is not searched.
_LONGEST = 40


def nation() -> Place:
    """The nation, 全国."""
    return register().place(0)


def by_code(code: str, year: int | None = None) -> Place | None:
    """The division of a code, valid in the year or else the latest of it; None for no such code."""
    found = [register().place(row) for row in register().rows_by_code.get(code, ())]
    if year is not None:
        found = [place for place in found if place.valid(year)]
    return max(found, key=lambda p: p.start, default=None)


def parent(place: Place) -> Place | None:
    """The division directly above; None for the nation."""
    reg = register()
    above = reg.parents[reg.row_of(place)]
    return reg.place(above) if above >= 0 else None


def short_names(place: Place) -> tuple[str, ...]:
    """The short names of a place, the usual one first: ('开州',), ('四川', '川', '蜀'), ('凉山', '凉山州').

    Forms with a kind (凉山州, 广西自治区) are given too. One character stands only for a province.
    """
    reg = register()
    row = reg.row_of(place)
    short = reg.shorts[row]
    first = [short] if short != place.name and len(short) > 1 else []
    return tuple(first + [form for form, rows in reg.rows_by_form.items() if row in rows])


def lookup(name: str, within: Place | None = None, year: int | None = None) -> list[Place]:
    """Every place of that name: full (广东省韶关市), exact (韶关市), or short (韶关); [] where there is none.

    What still stands comes first, then what ended last; a full or exact name before a short one. `within`
    keeps the place itself and those below it; `year` those that stood then.
    """
    return [place for _, place in _found(name, within, year)]


def resolve(text: str, within: Place | None = None, year: int | None = None) -> Place | None:
    """The one place a text names, or None where it names none or cannot be told from others.

    Of several, the rules take: an exact name before a short one; those that stood in the year (where none
    did, any: a text may speak of a place by its later or earlier name); without a year those that stand now;
    of a place and what followed it, the follower; for a short name the province (吉林 → 吉林省), then the
    city above a county (南昌 → 南昌市) unless the name is an ordinary word or shared (朝阳).
    """
    found = _found(text, within, year) or (_found(text, within, None) if year is not None else [])
    if not found:
        return None
    short = all(rank == _SHORT for rank, _ in found)
    named = [place for rank, place in found if short or rank != _SHORT]
    if year is None:
        named = [place for place in named if place.end is None] or named
    named = _latest(named)
    if len(named) > 1 and short:
        named = _foremost(named, _core(text))
    return named[0] if len(named) == 1 else None


def _found(name: str, within: Place | None, year: int | None) -> list[tuple[int, Place]]:
    reg = register()
    name = "".join(name[: 4 * _LONGEST].split())
    out = []
    for rank, row in _matches(name) if len(name) <= _LONGEST else ():
        if within is not None and not reg.is_in(row, within.code):
            continue
        place = reg.place(row)
        if year is None or place.valid(year):
            out.append((rank, place))
    out.sort(key=lambda f: (f[0] == _SHORT, f[1].end is not None, -(f[1].end or 0), f[1].code))
    return out


@lru_cache(maxsize=4096)
def _matches(text: str) -> tuple[tuple[int, int], ...]:
    """(how it is named, row) of every row the whole text names, alone or after names of those above."""
    reg = register()
    found = _direct(reg, text)
    if not any(rank == _NAME for rank, _ in found):
        known = {row for _, row in found}
        for cut in range(2, len(text) - 1):
            above = {row for _, row in _direct(reg, text[:cut])}
            if above:
                for rank, row in _matches(text[cut:]):
                    if row not in known and not above.isdisjoint(reg.chain(row)[1:]):
                        found.append((rank, row))
                        known.add(row)
    return tuple(found)


def _direct(reg: Register, text: str) -> list[tuple[int, int]]:
    found = [(_NAME, row) for row in reg.rows_by_name.get(text, ())]
    found += [(_FORM, row) for row in reg.rows_by_form.get(text, ())]
    if len(text) > 1:
        found += [(_SHORT, row) for row in reg.rows_by_short.get(text, ())]
    return found


def _latest(named: list[Place]) -> list[Place]:
    """Without the places whose followers are named too, and one of each code."""
    reg = register()
    codes = {place.code for place in named}
    kept: dict[str, Place] = {}
    for place in sorted(named, key=lambda p: p.start):
        seen: set[str] = set()
        queue = [code for code in place.successors if code != place.code]
        while queue:  # 开县 of 1981 was followed by 开县 of 1992, and that by 开县 of 1997
            code = queue.pop()
            if code not in seen:
                seen.add(code)
                for row in reg.rows_by_code.get(code, ()):
                    queue.extend(reg.place(row).successors)
        if codes.isdisjoint(seen - {place.code}):
            kept[place.code] = place
    return list(kept.values()) or named


def _foremost(named: list[Place], core: str) -> list[Place]:
    provinces = [place for place in named if place.level == "province"]
    if provinces:
        return provinces
    cities = [place for place in named if place.level == "city"]
    above = {place.code for place in cities}
    # 黄山 is the city rather than the district of that name in it
    apart = [place for place in named if place.level == "city" or place.parent_code not in above]
    words = tables.load("placewords")
    if cities and core not in words["words"] and core not in words["shared"]:
        return cities
    return apart


def _core(text: str) -> str:
    """The short name at the end of a text: the longest end of it that is one."""
    reg = register()
    return next((text[i:] for i in range(len(text)) if text[i:] in reg.rows_by_short), text)
