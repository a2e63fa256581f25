"""The example pages against their labels, and the example reports as plan and result."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from luoshi.assessing.promises.pairing import pair
from luoshi.reading.issue import join
from luoshi.reading.reader import read_source
from luoshi.reading.sources.source import Source
from luoshi.reading.statements import Document, Figure

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "examples" / "pages"
LABELS = ROOT / "tests" / "gold_examples"
REPORTS = ROOT / "examples" / "reports"
NAMES = tuple(sorted(p.stem for p in LABELS.glob("*.jsonl")))


@cache
def documents() -> dict[str, Document]:
    """The example pages as they are read without a word about place or date, joined, by stem."""
    found = [read_source(Source(p.name, p.read_text(encoding="utf-8"))) for p in sorted(PAGES.iterdir())]
    join(found)
    return {Path(d.name).stem: d for d in found}


def labels(name: str, kind: str) -> list[dict[str, Any]]:
    lines = (LABELS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [r for r in map(json.loads, lines) if r["kind"] == kind]


def squeezed(text: str) -> str:
    return "".join(text.split())


def located(name: str) -> list[tuple[dict[str, Any], Figure | None]]:
    """Each label with the figure that stands at its number, in the order of the page."""
    found = documents()[name]
    page = squeezed(found.text)
    before = [0]
    for c in found.text:
        before.append(before[-1] + (not c.isspace()))
    free = list(found.figures)
    out: list[tuple[dict[str, Any], Figure | None]] = []
    last = 0
    for label in labels(name, "figure"):
        quote = page.find(label["quote"], max(0, last - len(label["quote"])))
        at = page.find(label["value_text"], max(quote, last))
        assert min(quote, at) >= 0, f"{name}: the label {label['quote']!r} is not on the page"
        last = at + 1
        there = (f for f in free if before[f.value_span[0]] <= at < before[f.value_span[1]])
        figure = next(there, None)
        if figure is not None:
            free.remove(figure)
        out.append((label, figure))
    return out


def same(field: str, label: Any, read: Any) -> bool:
    """Names are the same where one holds the other and is at least half of it (a verb more, a region less)."""
    if field in ("indicator", "subject") and label and read:
        short, long = sorted((label, read), key=len)
        return short in long and 2 * len(short) >= len(long)
    return bool(label == read)


#: Each field with the share of the labels that may be read otherwise (known: towns as subjects).
FIELDS = {
    "value": 0.0,
    "value_to": 0.0,
    "unit": 0.02,
    "indicator": 0.05,
    "measure": 0.03,
    "comparator": 0.03,
    "role": 0.03,
    "strength": 0.04,
    "period": 0.05,
    "subject": 0.05,
}


@pytest.mark.parametrize("name", NAMES)
def test_every_labelled_number_is_found_and_nothing_else(name: str) -> None:
    pairs = list(located(name))
    missed = [label["quote"] for label, figure in pairs if figure is None and not label["optional"]]
    assert missed == []
    labelled = {id(figure) for _, figure in pairs}
    assert [f.quote for f in documents()[name].figures if id(f) not in labelled] == []


@pytest.mark.parametrize("field", list(FIELDS))
def test_the_fields_of_the_labels(field: str) -> None:
    pairs = [p for name in NAMES for p in located(name) if p[1] is not None and not p[0]["optional"]]
    wrong = [
        (label["quote"], label[field], getattr(f, field))
        for label, f in pairs
        if not same(field, label[field], getattr(f, field))
    ]
    assert len(pairs) > 80
    assert len(wrong) <= FIELDS[field] * len(pairs), wrong


def test_tasks_and_their_owners() -> None:
    wanted = {r["quote"]: r["owner"] for n in NAMES for r in labels(n, "task") if not r["optional"]}
    optional = {r["quote"] for n in NAMES for r in labels(n, "task") if r["optional"]}
    found = {t.quote: t.owner for n in NAMES for t in documents()[n].tasks}
    missed = [q for q in wanted if not any(q in t or t in q for t in found)]
    spurious = [t for t in found if not any(q in t or t in q for q in [*wanted, *optional])]
    assert missed == []
    assert len(spurious) <= 0.1 * len(found), spurious  # a question put to the reader (要问一问…) among them
    wrong = [(q, wanted[q], t) for q, t in found.items() if q in wanted and not (wanted[q] or "").endswith(t or "")]
    assert wrong == []
    assert any(found.values())


@pytest.mark.parametrize("name", NAMES)
def test_articles_with_their_ends_and_jumps(name: str) -> None:
    found = documents()[name]
    bodies = [(squeezed(found.text[slice(*a.span)]), a) for a in found.articles]
    for label in labels(name, "article"):
        (article,) = [a for body, a in bodies if body.startswith(label["first"]) and body.endswith(label["last"])]
        assert (article.continues_from, article.continued_on) == (label["continues_from"], label["continued_on"])
        if label["byline"]:
            assert article.byline is not None
            assert label["byline"][-3:] in squeezed(article.byline)
    assert len(bodies) == len(labels(name, "article"))


@pytest.mark.parametrize("name", NAMES)
def test_titles_of_articles(name: str) -> None:
    found = documents()[name]
    have = {squeezed(found.text[slice(*a.span)])[:10]: a.title for a in found.articles}
    assert have == {r["first"][:10]: r["title"] for r in labels(name, "article")}


def test_what_goes_on_on_another_page_is_joined() -> None:
    one, four = (documents()[f"云岚日报-20250103-0{n}版"] for n in (1, 4))
    links = [(a.article, j["document"], j["article"]) for a in one.articles for j in a.joined]
    back = [(j["article"], four.name, a.article) for a in four.articles for j in a.joined]
    assert sorted(links) == sorted(back)
    assert len(links) == sum(1 for a in one.articles if a.continued_on)


@pytest.mark.parametrize("name", sorted(p.stem for p in PAGES.iterdir()))
def test_the_place_and_date_of_every_page_are_worked_out(name: str) -> None:
    found = documents()[name]
    assert found.place == "青澜市云岚县"
    assert found.date is not None
    assert found.date.startswith("2025-01")


def report(year: int) -> list[dict[str, Any]]:
    path = REPORTS / f"云岚县-{year}.txt"
    return [r for r in read_source(Source(path.name, path.read_text(encoding="utf-8"))).rows() if r["kind"] == "figure"]


def test_the_plan_of_one_report_against_the_result_of_the_next() -> None:
    promises = pair(report(2024), report(2025))
    states = [p.state for p in promises]
    assert len(promises) >= 25
    assert {"kept", "exceeded", "missed", "not_reported"} <= set(states)
    answered = [p for p in promises if p.result is not None]
    assert len(answered) >= 0.6 * len(promises)
    for p in answered:
        assert p.result is not None
        assert p.target["role"] == "target"
        assert p.result["role"] != "target"
