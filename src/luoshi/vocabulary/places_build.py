"""Makes `places.csv` from the division codes of GB/T 2260 with their history.

    python -m luoshi.vocabulary.places_build CODES.json

`CODES.json` is the file of that name of the public collection yescallop/areacodes (CC0): a tree of
`{"code", "name", "start", "end", "succ": [{"code", "time"}], "children"}`. What is kept are facts only: code,
name, parent, the year a division came into force, the year it was dropped, and the codes that followed it.

Three rules turn the tree into the table:

- a successor with a `time` of its own took over a part while the division went on; only the others follow it;
- an ended division that names no successor is followed by the division of the same code that starts when it
  ends (a rename: 襄樊市 420600 → 襄阳市 420600);
- else, for a prefecture, by the prefecture or province of the same short name that starts then (X地区 → X市,
  重庆市 under 四川省 → 重庆市 as a municipality).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from luoshi.vocabulary.placenames import short_name

TARGET = Path(__file__).with_name("places.csv")
HEADER = "code,name,parent,start,end,successors"


class _Row(NamedTuple):
    code: int
    name: str
    parent: int
    start: int
    end: int | None
    successors: list[int]


def _walk(node: dict[str, Any], parent: int) -> Iterator[_Row]:
    try:
        follow = [s["code"] for s in node.get("succ", []) if "time" not in s]
        yield _Row(node["code"], node["name"], parent, node["start"], node.get("end"), follow)
    except KeyError as error:
        which = f"{node.get('code')} {node.get('name')}"
        raise ValueError(f"division {which}: expected the field {error}") from error
    for child in node.get("children", []):
        yield from _walk(child, node["code"])


def table(tree: dict[str, Any]) -> str:
    """The text of `places.csv` for a tree of divisions.

    Rows stand in the order of the tree: a division's parent is the nearest row above with the parent's code.
    `parent` is printed as its first two or four digits (`42` for 420000), `end` is empty for what still
    stands, `successors` are codes joined by `;`. Raises `ValueError` for a division without code, name or
    start.
    """
    rows = [row for top in tree["items"] for row in _walk(top, 0)]
    starts: dict[tuple[int, int], list[_Row]] = {}
    named: dict[tuple[str, int], list[_Row]] = {}
    for row in rows:
        starts.setdefault((row.code, row.start), []).append(row)
        if row.code % 100 == 0:
            named.setdefault((short_name(row.name), row.start), []).append(row)
    lines = [HEADER]
    for row in rows:
        follow = list(row.successors)
        if row.end is not None and not follow:
            if (row.code, row.end) in starts:
                follow = [row.code]
            elif row.code % 100 == 0:
                later = named.get((short_name(row.name), row.end), [])
                follow = sorted({other.code for other in later if other is not row})
        parent = "" if not row.parent else str(row.parent)[: 2 if row.parent % 10000 == 0 else 4]
        lines.append(f"{row.code},{row.name},{parent},{row.start},{row.end or ''},{';'.join(map(str, follow))}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write `places.csv` from the file named on the command line."""
    if len(sys.argv) != 2:
        print("usage: python -m luoshi.vocabulary.places_build CODES.json", file=sys.stderr)
        return 2
    tree = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    text = table(tree)
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET.name}: {text.count(chr(10)) - 1} divisions, {len(text.encode())} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
