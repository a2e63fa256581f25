"""What the reader finds on the printed pages, beside what was planted there."""

import shutil
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from luoshi.office.demo.records import Target
from luoshi.reading.batch import read_many
from luoshi.reading.statements import Document, Figure
from luoshi.vocabulary.indicators import find
from office.demo.frames import HERE, demo


@lru_cache(maxsize=1)
def _read() -> tuple[Document, ...]:
    """The documents, issue by issue: pages of different days are not each other's continuation."""
    out: list[Document] = []
    for day in sorted({p.printed for p in demo().pages}):
        with TemporaryDirectory() as folder:
            for page in demo().pages:
                if page.printed == day:
                    shutil.copy(HERE / "pages" / page.file, Path(folder) / page.file)
            out.extend(read_many([folder]))
    return tuple(out)


def _key(name: str) -> str:
    known = find(name)
    return known.code if known else name


def _fits(target: Target, found: Figure) -> bool:
    if found.role != "target" or found.document != target.page or found.comparator != target.comparator:
        return False
    value = found.value
    # A fraction is read as one (3/4, 三分之一) and kept in the ledger in per cent.
    if value is not None and not found.unit and found.measure in ("share", "growth"):
        value = round(value * 100, 1)
    return value == target.value and found.value_to == target.value_to


def _names(target: Target, found: Figure) -> bool:
    """The indicator is the catalogue's, or made of the clause's own words in their order (铺排重点项目…投资)."""
    if _key(found.code or found.indicator) == target.indicator:
        return True
    clause = iter(found.quote)
    return "）" not in found.indicator and all(c in clause for c in found.indicator) and _about(target, found)


def _about(target: Target, found: Figure) -> bool:
    return "".join((target.quote or "").split()) in found.quote or found.quote in (target.quote or "")


def test_planted_targets_are_found_by_value_and_indicator() -> None:
    figures = [f for d in _read() for f in d.figures]
    planted = [t for t in demo().targets if t.page]
    missed = [t.id for t in planted if not any(_fits(t, f) and _names(t, f) for f in figures)]
    assert len(planted) == 149
    assert len(missed) / len(planted) <= 0.01, missed


def test_nothing_else_is_taken_for_a_target() -> None:
    planted = [t for t in demo().targets if t.page]
    read = [f for d in _read() for f in d.figures if f.role == "target"]
    strangers = [f.quote for f in read if not any(_fits(t, f) for t in planted)]
    assert len(strangers) <= 1, strangers


def test_planted_tasks_are_found_with_their_bodies() -> None:
    tasks = [t for d in _read() for t in d.tasks]
    bodies = {b.code: b.short for b in demo().bodies}
    planted = demo().tasks
    quotes = {"".join(t.quote.split()): t for t in tasks}
    assert [p.id for p in planted if p.quote not in quotes] == []
    assert [p.id for p in planted if quotes[p.quote].lead != bodies[p.lead]] == []
    # What else commits somebody are the aims of the year on the first pages, charged to nobody.
    strangers = [t for t in tasks if "".join(t.quote.split()) not in {p.quote for p in planted}]
    assert [t.quote for t in strangers if t.lead] == []
    assert len(strangers) <= 7, [t.quote for t in strangers]


def test_the_report_goes_on_on_the_next_page() -> None:
    joined = {(d.name[5:13], d.name[14:16]) for d in _read() for a in d.articles if a.joined}
    assert joined == {("20240117", "01"), ("20240117", "02"), ("20250115", "01"), ("20250115", "02")}
