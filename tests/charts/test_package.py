"""The package costs nothing until it is used, and says what is missing where the extra is."""

from __future__ import annotations

import subprocess
import sys

import pytest

from luoshi import charts


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_altair_is_imported_when_a_chart_is_wanted() -> None:
    made = run(
        "import sys, luoshi.charts as c; assert 'altair' not in sys.modules; assert 'vl_convert' not in sys.modules; "
        "c.year_board; assert 'altair' in sys.modules"
    )
    assert made.returncode == 0, made.stderr


@pytest.mark.parametrize("library", ["altair", "vl_convert"])
def test_without_the_extra_an_import_error_says_how_to_get_it(library: str) -> None:
    made = run(f"import sys; sys.modules[{library!r}] = None; import luoshi.charts; luoshi.charts.year_board")
    assert made.returncode == 1
    last = made.stderr.strip().splitlines()[-1]
    assert last == f"ImportError: luoshi.charts needs {library}, which is not installed: pip install 'luoshi[charts]'"


def test_every_name_is_there_and_no_other() -> None:
    for name in charts.__all__:
        assert callable(getattr(charts, name))
    with pytest.raises(AttributeError, match="no attribute 'pie'"):
        charts.pie  # noqa: B018
    assert dir(charts) == sorted(charts.__all__)


def test_a_name_stays_a_function_whatever_is_imported() -> None:
    made = run("import luoshi.charts.pace, luoshi.charts as c; assert c.progress.__module__ == 'luoshi.charts.pace'")
    assert made.returncode == 0, made.stderr
