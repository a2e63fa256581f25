"""Names of places in running text, leftmost-longest.

Two passes. Names that are safe anywhere — with their kind (永川区), provinces (四川) and cities without it
(韶关), new areas — come from one automaton. A short name of a county is a word like another (资源, 和平), so
it is read only where something vouches for it: the name of a place above it just before (重庆开州), or the
caller's word that the text is about a place (`within`), and then only where it is no ordinary word. What is
an ordinary word, and what characters before or after a name make it a part of another (沿海城市, 重庆市场),
is said in `placewords.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from luoshi.vocabulary import tables
from luoshi.vocabulary.gazetteer import NATION_NAMES, Place, Register, register

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Hit: TypeAlias = tuple[int, int, tuple[Place, ...]]
_Found: TypeAlias = tuple[int, int, tuple[int, ...], bool]
_DIRECTIONS = "东南西北"
_KINDS = "省市区县州盟旗"
_STOPS = "，。；：！？、（( \n\r\t\u3000"
_LONGEST = 8


class _Names:
    """The automaton of names safe anywhere, and the guards."""

    __slots__ = ("automaton", "direction", "generic", "left", "names", "right", "rows", "shared", "words")

    def __init__(self) -> None:
        words = tables.load("placewords")
        reg = register()
        self.generic = frozenset(words["generic"])
        self.words = frozenset(words["words"])
        self.shared = frozenset(words["shared"])
        self.left: dict[str, str] = words["left"]
        self.right: dict[str, str] = words["right"]
        self.direction: str = self.right["direction"]
        rows: dict[str, list[int]] = {
            name: found for name, found in reg.rows_by_name.items() if name not in NATION_NAMES
        }
        for form, found in reg.rows_by_form.items():
            if len(form) > 1:
                rows[form] = rows.get(form, []) + found
        for short, found in reg.rows_by_short.items():
            safe = [row for row in found if reg.codes[row].endswith("00") and not reg.ends[row]]
            if safe and len(short) > 1 and short not in self.words and short not in self.shared:
                # 海南 is the province wherever nothing else is said, not the prefecture of that name
                top = [row for row in safe if reg.codes[row].endswith("0000")]
                rows.setdefault(short, top or safe)
            elif any(reg.codes[row].endswith("0000") for row in safe):
                rows.setdefault(short, [row for row in safe if reg.codes[row].endswith("0000")])
        self.rows = rows
        self.names = list(rows)
        self.automaton = _automaton(self.names)


def _automaton(names: list[str]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA)


@lru_cache(maxsize=1)
def _names() -> _Names:
    return _Names()


def _stands(reg: Register, row: int, year: int | None) -> bool:
    if year is None:
        return not reg.ends[row]
    return reg.starts[row] <= year and (not reg.ends[row] or year <= reg.ends[row])


@lru_cache(maxsize=64)
def _below(codes: tuple[str, ...], year: int | None) -> tuple[AhoCorasick, list[str], dict[str, list[int]]] | None:
    """The automaton of the short names, no ordinary words, of what stands below these divisions."""
    reg, words = register(), _names().words
    rows: dict[str, list[int]] = {}
    for short, found in reg.rows_by_short.items():
        if len(short) > 1 and short not in words:
            valid = [r for r in found if _stands(reg, r, year)]
            inside = [r for r in valid if any(reg.is_in(r, code) for code in codes)]
            if inside:
                rows[short] = inside
    return (_automaton(list(rows)), list(rows), rows) if rows else None


def scan(text: str, within: Sequence[Place] = (), year: int | None = None) -> list[Hit]:
    """The places named in a text: (start, end, the places it may be), in order, not overlapping.

    A chain of names is one hit with the last of them (重庆市开州区, 湖南新田). Where several places have the
    name (铁西区) all are given, those that still stand first. `within` also finds the short names of what
    stands below these places; `year` leaves out what came into force later and prefers what stood then.
    全国 and the like are words for the reader's home (`divisions`), not hits.
    """
    found = _strong(text)
    if within:
        found = _merged(found, _weak(text, tuple(place.code for place in within), year))
    reg = register()
    hits: list[Hit] = []
    for start, end, rows, _ in _chained(text, found, tuple(place.code for place in within)):
        chosen = _chosen(reg, rows, year)
        if chosen:
            hits.append((start, end, tuple(reg.place(row) for row in chosen)))
    return hits


def _chosen(reg: Register, rows: tuple[int, ...], year: int | None) -> list[int]:
    if year is not None:
        rows = tuple(row for row in rows if reg.starts[row] <= year)
        stood = [row for row in rows if _stands(reg, row, year)]
        rows = tuple(stood) or rows
    ordered = sorted(rows, key=lambda row: (reg.ends[row] != 0, -reg.ends[row], reg.codes[row]))
    latest: dict[str, int] = {}
    for row in ordered:
        latest.setdefault(reg.codes[row], row)
    return list(latest.values())


def _strong(text: str) -> list[_Found]:
    names = _names()
    out: list[_Found] = []
    for index, start, end in names.automaton.find_matches_as_indexes(text):
        name = names.names[index]
        if start and text[start - 1] in names.left.get(name, ""):
            continue
        if end < len(text) and not _ends_here(names, name, text[end]):
            name = name[:-1]  # 重庆市场 still names 重庆
            if name not in names.rows:
                continue
            end -= 1
        out.append((start, end, tuple(names.rows[name]), _alone(names, name, text, start)))
    return out


def _ends_here(names: _Names, name: str, after: str) -> bool:
    """Whether the character after a name leaves it whole: not in 重庆市|场, 江北区|域, 山西|麓, 南京|路."""
    if after in names.right.get(name, ""):
        return False
    if name[-1] not in _KINDS and after in names.right["short"]:
        return False
    if name[-1] in _DIRECTIONS and after in names.direction:
        return False
    return after not in names.right.get(name[-1], "")


def _alone(names: _Names, name: str, text: str, start: int) -> bool:
    """Whether a name may stand without one above it.

    Not 郊区 and the like; and a county of one character (新县) only where no other word can run into it.
    """
    if name in names.generic:
        return False
    return len(name) > 2 or name[-1] not in "县市区旗" or start == 0 or text[start - 1] in _STOPS


def _weak(text: str, codes: tuple[str, ...], year: int | None) -> list[_Found]:
    below = _below(codes, year)
    if below is None:
        return []
    automaton, shorts, rows = below
    names = _names()
    return [
        (start, end, tuple(rows[shorts[index]]), True)
        for index, start, end in automaton.find_matches_as_indexes(text)
        if not (start and text[start - 1] in names.left.get(shorts[index], ""))
        and (end == len(text) or _ends_here(names, shorts[index], text[end]))
    ]


def _merged(strong: list[_Found], weak: list[_Found]) -> list[_Found]:
    """Both lists in order; a short name that touches a safe name's characters gives way."""
    out, at = [], 0
    for found in weak:
        while at < len(strong) and strong[at][1] <= found[0]:
            at += 1
        if at == len(strong) or strong[at][0] >= found[1]:
            out.append(found)
    return sorted([*strong, *out], key=lambda f: f[0])


def _chained(text: str, found: list[_Found], home: tuple[str, ...]) -> list[_Found]:
    """Names that follow one another from the greater to the smaller as one: 湖南省 + 永州市 + 新田县."""
    reg = register()
    out: list[_Found] = []
    at = 0
    while at < len(found):
        start, end, rows, alone = found[at]
        at += 1
        if not alone and text[start:end] in _names().generic:  # 郊区 in a text about one city is that city's
            rows = tuple(row for row in rows if reg.codes[reg.parents[row]] in home)
        elif not alone:  # 歙县 is read in a text about its province, but not what stands no more (达县)
            rows = tuple(row for row in rows if not reg.ends[row] and any(reg.is_in(row, code) for code in home))
        while rows:
            if at < len(found) and found[at][0] < end:
                at += 1
                continue
            step = _next(reg, text, end, rows, found[at] if at < len(found) else None)
            if step is None:
                break
            end, rows = step
        if rows:
            out.append((start, end, rows, True))
    return out


def _next(
    reg: Register, text: str, end: int, rows: tuple[int, ...], following: _Found | None
) -> tuple[int, tuple[int, ...]] | None:
    """The end and the rows of a name that goes on from `rows` at `end`, or None."""
    above = set(rows)
    if following is not None and following[0] == end:
        below = _inside(reg, following[2], above)
        return (following[1], below) if below else None
    names = _names()
    # 济南市中区: one 市 printed for two
    if text[end - 1 : end] == "市" and text[end : end + 2] in ("中区", "南区", "北区"):
        below = _inside(reg, tuple(reg.rows_by_name.get(text[end - 1 : end + 2], ())), above)
        if below:
            return end + 2, below
    for length in range(min(_LONGEST, len(text) - end), 1, -1):
        word = text[end : end + length]
        if word in reg.rows_by_short and word not in names.words:
            after = text[end + length : end + length + 1]
            below = _inside(reg, tuple(reg.rows_by_short[word]), above)
            if below and (not after or _ends_here(names, word, after)):
                return end + length, below
    return None


def _inside(reg: Register, rows: tuple[int, ...], above: set[int]) -> tuple[int, ...]:
    return tuple(row for row in rows if not above.isdisjoint(reg.chain(row)[1:]))
