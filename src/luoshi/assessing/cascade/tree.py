"""Who stands under whom: places under places, or targets under the targets they were made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from luoshi.assessing.frames import FrameError, distinct, enter


def tree(parents: Any) -> dict[str, str]:
    """Part → whole, of a frame with the columns `place` and `parent`.

    Raises `FrameError` where a column is missing, a place has two parents, or places stand under each other in a ring.
    """
    frame, _ = enter(parents, "parents")
    found = list(frame.collect_schema())
    missing = [name for name in ("place", "parent") if name not in found]
    if missing:
        raise FrameError(f"parents: no column {', '.join(missing)}; found {', '.join(found)}")
    return checked(distinct(frame, "place", "parent"), "parents: place")


def checked(pairs: Iterable[tuple[Any, ...]], what: str) -> dict[str, str]:
    """Pairs of part and whole as a mapping; raises `FrameError` for two wholes of one part, and for rings."""
    out: dict[str, str] = {}
    for part, whole in pairs:
        if part is None or whole is None:
            continue
        if out.setdefault(str(part), str(whole)) != str(whole):
            raise FrameError(f"{what} {part}: found the parents {out[str(part)]} and {whole}, expected one")
    tops(out, what)
    return out


def tops(parent_of: Mapping[str, str], what: str = "parents: place") -> dict[str, tuple[str, int]]:
    """Each part's or whole's topmost and its level below it (the topmost itself: 1); raises `FrameError` for rings."""
    out: dict[str, tuple[str, int]] = {}
    for name in {*parent_of, *parent_of.values()}:
        path = [name]
        while path[-1] in parent_of and path[-1] not in out:
            above = parent_of[path[-1]]
            if above in path:
                raise FrameError(f"{what} {above}: found a ring, {' → '.join([*path, above])}; expected a tree")
            path.append(above)
        top, level = out.get(path[-1], (path[-1], 1))
        for depth, step in enumerate(reversed(path)):
            out[step] = (top, level + depth)
    return out
