"""The examples of a page of the docs, run as one session: what they print is what the page says."""

from __future__ import annotations

import doctest
from pathlib import Path

DOCS = Path(__file__).resolve().parents[3] / "docs"


def run(page: str) -> int:
    """Run the examples of `docs/<page>`; the number of them. Raises `AssertionError` with the difference."""
    path = DOCS / page
    test = doctest.DocTestParser().get_doctest(path.read_text(encoding="utf-8"), {}, path.name, str(path), 0)
    said: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert result.failed == 0, "".join(said)
    return result.attempted
