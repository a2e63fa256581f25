"""Going through the whole log, and every append-only row it tells of, to find what was changed behind its back."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from luoshi.office.log.append_only import AppendOnly, append_only_models, unguarded_tables
from luoshi.office.log.models import GENESIS, Entry, Head
from luoshi.office.log.snapshot import snapshot
from luoshi.office.log.writing import digest_of, head_file

#: What may be wrong with a link.
KINDS = ("changed", "deleted", "reordered", "added", "head", "truncated", "rows", "unguarded")
_BLOCK = 2000


@dataclass(frozen=True)
class Broken:
    """The first link that does not hold: the number of the entry, what kind of break, and a sentence."""

    seq: int
    kind: str
    what: str


@dataclass(frozen=True)
class Verified:
    """What `verify` found: how many entries, the head's hash, and the first break, if any."""

    count: int
    hash: str
    broken: Broken | None


def verify(progress: Callable[[int, int], None] | None = None) -> Verified:
    """Check every entry, the head, the head file, the triggers, and every append-only row; reads only.

    `progress` is told (entries done, entries in all) now and then.
    """
    # The file first: what is written after the snapshot is taken must not look cut off.
    try:
        told, unreadable = head_file().read(), None
    except (ValueError, OSError) as error:
        told, unreadable = None, Broken(0, "head", str(error))
    with snapshot():
        head = Head.objects.filter(id=1).first() or Head(id=1, count=0, hash=GENESIS)
        broken = _chain(head, progress) or unreadable or _head_file(told) or _rows() or _triggers()
        return Verified(head.count, head.hash, broken)


def _chain(head: Head, progress: Callable[[int, int], None] | None) -> Broken | None:
    expected, previous = 1, GENESIS
    for entry in Entry.objects.order_by("seq").iterator(_BLOCK):
        if entry.seq > expected:
            return Broken(expected, "deleted", _missing(expected, entry.seq - 1))
        if entry.seq < expected:
            return Broken(entry.seq, "added", f"entry {entry.seq}: entries count from 1")
        if entry.computed() != entry.hash:
            place = _true_place(entry, head)
            if place is not None:
                return Broken(entry.seq, "reordered", f"entry {entry.seq} stood at {place}")
            return Broken(entry.seq, "changed", f"entry {entry.seq} ({entry.action}, {entry.at}) was changed")
        if entry.previous != previous:
            return Broken(entry.seq, "changed", f"entry {entry.seq} does not follow from the one before it")
        expected, previous = entry.seq + 1, entry.hash
        if progress is not None and entry.seq % _BLOCK == 0:
            progress(entry.seq, head.count)
    last = expected - 1
    if last < head.count:
        return Broken(expected, "truncated", _missing(expected, head.count))
    if last > head.count:
        return Broken(head.count + 1, "added", f"the head counts {head.count} entries, there are {last}")
    if previous != head.hash:
        return Broken(last, "head", f"the head names another hash than entry {last} has")
    return None


def _missing(first: int, last: int) -> str:
    return f"entry {first} is missing" if first == last else f"entries {first} to {last} are missing"


def _true_place(entry: Entry, head: Head) -> int | None:
    """Where an entry that does not fit its number stood: the entry after it names its hash, or the head does."""
    places = [seq - 1 for seq in Entry.objects.filter(previous=entry.hash).values_list("seq", flat=True)[:3]]
    # The one after it may have been moved too: its number is tried as the head's and around.
    places += [head.count, entry.seq - 1, entry.seq + 1]
    return next((place for place in places if place != entry.seq and entry.computed(place) == entry.hash), None)


def _head_file(told: tuple[int, str] | None) -> Broken | None:
    count, hash_ = told or (0, GENESIS)
    if count == 0:
        return None
    entry = Entry.objects.filter(seq=count).first()
    if entry is None:
        there = Entry.objects.count()
        return Broken(there + 1, "truncated", f"{head_file().path} knows {count} entries, there are {there}")
    if entry.hash != hash_:
        return Broken(count, "head", f"{head_file().path} knows another hash of entry {count}")
    return None


def _rows() -> Broken | None:
    for model in append_only_models():
        broken = _rows_of(model)
        if broken is not None:
            return broken
    return None


def _rows_of(model: type[AppendOnly]) -> Broken | None:
    """Rows and entries side by side, both in the order of entries."""
    label = model._meta.label_lower
    needle = f'"{label}"'
    told = Entry.objects.filter(rows__contains=needle).order_by("seq").values_list("seq", "rows").iterator(_BLOCK)
    rows = model.objects.order_by("entry", "pk").iterator(_BLOCK)
    groups = itertools.groupby(rows, key=lambda row: row.entry)
    group = next(groups, None)
    for seq, text in told:
        if group is not None and group[0] < seq:
            return Broken(group[0], "rows", f"{label}: there are rows of which entry {group[0]} does not tell")
        found: list[Any] = digest_of(group[1]) if group is not None and group[0] == seq else digest_of([])
        if group is not None and group[0] == seq:
            group = next(groups, None)
        count, hash_ = json.loads(text)[label]
        if found != [count, hash_]:
            what = f"{found[0]} rows where entry {seq} tells of {count}" if found[0] != count else "rows were changed"
            return Broken(seq, "rows", f"{label}, entry {seq}: {what}")
    if group is not None:
        return Broken(group[0], "rows", f"{label}: there are rows of which entry {group[0]} does not tell")
    return None


def _triggers() -> Broken | None:
    tables = unguarded_tables()
    if tables:
        return Broken(0, "unguarded", f"{', '.join(tables)}: the triggers that refuse changes were taken away")
    return None
