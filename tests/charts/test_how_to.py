"""The code of the how-to runs as it stands, and what the page says of it is so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from luoshi import charts

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "how-to" / "charts.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    folder = tmp_path_factory.mktemp("charts")
    code = "\n".join(re.findall(r"```python\n(.*?)```", PAGE, flags=re.S))
    names: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        exec(compile(code, "charts.md", "exec"), names)
    return names, folder


def test_every_picture_is_written(made: tuple[dict[str, Any], Path]) -> None:
    _, folder = made
    assert {path.name for path in folder.iterdir()} == set(re.findall(r'charts\.save\(.*"([\w-]+\.\w+)"\)', PAGE))
    assert len(list(folder.iterdir())) == 6


def test_what_the_page_says_of_its_numbers(made: tuple[dict[str, Any], Path]) -> None:
    names, folder = made
    progress = (folder / "progress.svg").read_text(encoding="utf-8")
    assert "预计 86.5%" in progress
    assert "预计 207.5亿元" in (folder / "progress-amount.svg").read_text(encoding="utf-8")
    grades = (folder / "grades.svg").read_text(encoding="utf-8")
    assert "3/4" in grades
    assert "● 达到目标" in grades
    assert names["svg"].startswith("<svg")
    assert names["png"].startswith(b"\x89PNG")


def test_every_function_is_on_the_page() -> None:
    for name in charts.__all__:
        assert f"{name}" in PAGE, name
