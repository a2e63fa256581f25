"""On a real cluster the same verdicts as in one process, to the last digit."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assessing.engines import Engine
from assessing.progress.test_grammar import FIGURES, TARGETS_OF_THE_YEAR
from luoshi.assessing.cluster import is_spark
from luoshi.assessing.frames import OBSERVATIONS, TARGETS
from luoshi.assessing.progress import assess
from standalone import Cluster

pytest.importorskip("pyspark")
PLACES = [f"{n}号镇" for n in range(40)]
PEERS = [{"place": place, "group": "山区库区"} for place in ("云岚县", "甲县", "乙县")]

# A driver of its own: this process has a local session, and a process has one at most.
DRIVER = """
import json, sys
from luoshi.engines.cluster import session
from luoshi.assessing.progress import assess
url, given, made = sys.argv[1:]
data = json.load(open(given, encoding="utf-8"))
spark = session(url)
spark.conf.set("spark.sql.shuffle.partitions", "4")
frames = {}
for name, schema in data["schemas"].items():
    frames[name] = spark.createDataFrame([tuple(row) for row in data[name]], schema)
verdicts = assess(frames["targets"], frames["observations"], "2024-10", peers=frames["peers"])
rows = [row.asDict() for row in verdicts.collect()]
status = spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
json.dump({"rows": rows, "executors": status}, open(made, "w", encoding="utf-8"), ensure_ascii=False)
spark.stop()
"""


def rows_of_many_places() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The grammar's targets, and forty towns with jobs and investment of their own."""
    targets, figures = list(TARGETS_OF_THE_YEAR), list(FIGURES)
    for number, place in enumerate(PLACES):
        for wanted in (TARGETS_OF_THE_YEAR[8], TARGETS_OF_THE_YEAR[6]):
            targets.append(wanted | {"id": f"{place} {wanted['id']}", "place": place})
        figures += [
            figure | {"place": place, "value": figure["value"] * (1 + number / 7)}
            for figure in FIGURES
            if figure["place"] == "云岚县" and figure["indicator"] in ("城镇新增就业", "社会消费品零售总额")
        ]
    return targets, figures


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    started = Cluster(tmp_path_factory.mktemp("cluster"))
    yield started
    started.stop()


@pytest.mark.slow
def test_two_workers_give_the_verdicts_of_one_process(cluster: Cluster, tmp_path: Path) -> None:
    targets, figures = rows_of_many_places()
    polars = Engine("polars")
    texts = OBSERVATIONS | {"reported_at": "text"}
    native = assess(polars.frame(targets, TARGETS), polars.frame(figures, texts), "2024-10", peers=polars.frame(PEERS))
    sql = {"text": "string", "number": "double", "day": "date"}
    columns = {"targets": TARGETS, "observations": texts, "peers": {"place": "text", "group": "text"}}
    data: dict[str, Any] = {
        "schemas": {name: ", ".join(f"{c} {sql[k]}" for c, k in kinds.items()) for name, kinds in columns.items()}
    }
    for name, rows in (("targets", targets), ("observations", figures), ("peers", PEERS)):
        kinds = columns[name]
        data[name] = [[_typed(row[column], kinds[column]) for column in kinds] for row in rows]
    given, made = tmp_path / "given.json", tmp_path / "made.json"
    given.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-c", DRIVER, cluster.url, str(given), str(made)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    answer = json.loads(made.read_text(encoding="utf-8"))
    # The very same doubles, not nearly: every worker computes with the engine of this process.
    assert _sorted(answer["rows"]) == _sorted(native.iter_rows(named=True))
    assert answer["executors"] == 2


def _typed(value: Any, kind: str) -> Any:
    return float(value) if kind == "number" and value is not None else value


def _sorted(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted((dict(row) for row in rows), key=lambda row: row["id"])


def test_only_frames_of_spark_are_spread() -> None:
    assert not is_spark(Engine("polars").frame(PEERS))
    assert not is_spark(Engine("duckdb").frame(PEERS))
