"""The back-test on the national series beside the project: better than a straight line, and intervals that hold."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[3]
DATA = ROOT.parent / "shared" / "data" / "national_monthly"


@pytest.mark.gold
@pytest.mark.skipif(not DATA.is_dir(), reason="../shared is not there")
def test_it_beats_the_run_rate_and_the_intervals_hold() -> None:
    spec = importlib.util.spec_from_file_location("outlook_benchmark", ROOT / "benchmarks" / "outlook.py")
    assert spec is not None
    assert spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["outlook_benchmark"] = benchmark
    spec.loader.exec_module(benchmark)
    tries = benchmark.back_test(benchmark.observations(DATA), 2016, ("auto", "run_rate", "seasonal_naive"), 0.8)
    flows = ("RETAIL", "FAI", "BUDGET_REV", "EXPORTS", "IMPORTS")
    error = {
        name: np.mean([t.error for t in tries if t.method == name and t.series[0] in flows and t.series[1] == "level"])
        for name in ("auto", "run_rate", "seasonal_naive")
    }
    assert error["auto"] < 0.4 * error["run_rate"]
    assert error["auto"] < 0.9 * error["seasonal_naive"]
    assert 0.78 < benchmark.share_hit([t for t in tries if t.method == "auto"]) < 0.9
