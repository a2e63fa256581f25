"""The worked examples of the docs."""

from __future__ import annotations

import pytest

from assessing.series.documents import run


@pytest.mark.parametrize(("page", "least"), [("explanation/series.md", 25), ("explanation/cascade.md", 12)])
def test_the_examples_of_the_docs_come_out_as_printed(page: str, least: int) -> None:
    assert run(page) >= least


def test_an_example_that_comes_out_otherwise_is_found(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path

    from assessing.series import documents

    page = Path(str(tmp_path)) / "wrong.md"
    page.write_text("```python\n>>> 1 + 1\n3\n\n```\n", encoding="utf-8")
    monkeypatch.setattr(documents, "DOCS", page.parent)
    with pytest.raises(AssertionError, match="Expected"):
        run("wrong.md")
