"""What the office must withstand: each scenario in a short form, or, with LUOSHI_TEST_STRESS=1 (`make stress`), whole.

The whole form ends with one Markdown table, which docs/reference/office/stress.md quotes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

WHOLE = os.environ.get("LUOSHI_TEST_STRESS") == "1"
OUT = os.environ.get("LUOSHI_TEST_STRESS_OUT", "")


@dataclass
class Told:
    """What came of the scenarios: the main table, and tables of their own."""

    rows: list[tuple[str, str, str]] = field(default_factory=list)
    tables: list[tuple[str, str]] = field(default_factory=list)

    def row(self, what: str, how: str, found: str) -> None:
        """A line of the main table."""
        self.rows.append((what, how, found))

    def table(self, title: str, markdown: str) -> None:
        """A table of its own."""
        self.tables.append((title, markdown))

    def markdown(self) -> str:
        """All of it."""
        lines = ["| what | how | found |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in self.rows)]
        return "\n".join([*lines, *(f"\n**{title}**\n\n{table}" for title, table in self.tables)]) + "\n"


_TOLD = Told()


@pytest.fixture
def told() -> Told:
    return _TOLD


@pytest.fixture
def size() -> Callable[[int, int], int]:
    """`size(short, whole)`."""
    return lambda short, whole: whole if WHOLE else short


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if WHOLE and _TOLD.rows:
        text = _TOLD.markdown()
        terminalreporter.write_sep("=", "what the office withstood")
        terminalreporter.write(text)
        if OUT:
            Path(OUT).write_text(text, encoding="utf-8")
