"""What can be typed or read back is described in the reference, and what the reference describes exists."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from luoshi.assessing.promises.pairing import PROMISE_FIELDS
from luoshi.cli.main import build_parser
from luoshi.reading.sources.formats import SUFFIXES
from luoshi.reading.statements import FIELDS

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def section(text: str, head: str) -> str:
    """The part of a page under a second-level heading."""
    return re.split(r"^## ", text.split(f"\n## {head}\n")[1], maxsplit=1, flags=re.M)[0]


def commands() -> dict[str, argparse.ArgumentParser]:
    actions = build_parser()._actions
    [subparsers] = [a for a in actions if isinstance(a, argparse._SubParsersAction)]
    return dict(subparsers.choices)


def options(parser: argparse.ArgumentParser) -> set[str]:
    return {s for a in parser._actions for s in a.option_strings} - {"-h", "--help"}


def named(text: str) -> set[str]:
    """The first words of everything in back-ticks."""
    return {span.split()[0] for span in re.findall(r"`([^`\n]+)`", text)}


def in_first_column(text: str) -> set[str]:
    cells = re.findall(r"^\|([^|]*)\|", text, flags=re.M)
    return {name for cell in cells for name in named(cell)}


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_option_of_a_command_is_described_and_no_other(command: str) -> None:
    described = section((REFERENCE / "cli.md").read_text(encoding="utf-8"), f"luoshi {command}")
    parser = commands()[command]
    assert {s for s in in_first_column(described) if s.startswith("-")} == options(parser)
    positionals = {a.metavar for a in parser._actions if not a.option_strings}
    assert positionals <= set(re.findall(r"[A-Z]+", described))
    for action in parser._actions:
        for choice in action.choices or ():
            assert choice in named(described), f"{action.option_strings}: {choice}"


def test_options_before_the_command_are_described() -> None:
    head = (REFERENCE / "cli.md").read_text(encoding="utf-8").split("\n## ")[0]
    assert options(build_parser()) <= named(head)


@pytest.mark.parametrize(("kind", "fields"), [*FIELDS.items(), ("promise", PROMISE_FIELDS)])
def test_every_field_of_a_statement_is_described_and_no_other(kind: str, fields: tuple[str, ...]) -> None:
    described = section((REFERENCE / "statements.md").read_text(encoding="utf-8"), kind)
    assert in_first_column(described) == set(fields)


def test_every_suffix_that_is_read_is_described_and_no_other() -> None:
    text = (REFERENCE / "formats.md").read_text(encoding="utf-8")
    assert in_first_column(section(text, "In")) == set(SUFFIXES)


def test_every_make_target_is_described_and_no_other() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M)
    text = (REFERENCE / "make.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `make ([a-z]+)`", text, flags=re.M)) == set(targets)


def links(page: Path) -> Iterator[str]:
    yield from re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        if "://" in link:
            continue
        target, _, anchor = link.partition("#")
        found = (page.parent / target).resolve() if target else page
        assert found.exists(), link
        assert not anchor or anchor in anchors(found), link


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_example_files_named_in_the_docs_exist(page: Path) -> None:
    for name in re.findall(r"examples/[\w\-/.]*[\w/]", page.read_text(encoding="utf-8")):
        assert (ROOT / name).exists(), name


def test_every_page_of_the_docs_is_reachable_from_the_index() -> None:
    seen, left = set(), [ROOT / "docs" / "index.md"]
    while left:
        page = left.pop()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        left += [(page.parent / link.partition("#")[0]).resolve() for link in links(page) if "://" not in link]
    assert set((ROOT / "docs").rglob("*.md")) <= seen
