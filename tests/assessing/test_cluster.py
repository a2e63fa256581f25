"""On a real cluster the same verdicts as in one process, to the last digit."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assessing.engines import Engine
from assessing.errands import ERRANDS, given, rules
from assessing.progress.test_grammar import FIGURES, TARGETS_OF_THE_YEAR
from luoshi.assessing.cluster import is_spark
from luoshi.assessing.frames import OBSERVATIONS, TARGETS, FrameError
from luoshi.assessing.progress import assess
from luoshi.assessing.scoring import rank, score
from luoshi.assessing.series import growth, per_head
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


# The errands run in a driver of their own too; what stands in tests is known to it, not to the workers.
ERRAND_DRIVER = """
import pickle, sys
from luoshi.engines.cluster import session
from assessing.errands import ERRANDS, given
url, made = sys.argv[1:]
spark = session(url)
spark.conf.set("spark.sql.shuffle.partitions", "4")
from assessing.engines import Engine
from assessing.errands import ERRANDS, given, rules
frames = {name: spark.createDataFrame(Engine("pyarrow").frame(*rows)) for name, rows in given().items()}
answers = {name: errand(frames) for name, errand in ERRANDS.items()}
rows = {name: [row.asDict() for row in answer.collect()] for name, answer in answers.items()}
pickle.dump((rows, spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1), open(made, "wb"))
spark.stop()
"""


@pytest.fixture(scope="module")
def alone() -> dict[str, list[dict[str, Any]]]:
    """What one process answers to the errands."""
    frames = {name: Engine("polars").frame(*rows) for name, rows in given().items()}
    return {name: list(errand(frames).iter_rows(named=True)) for name, errand in ERRANDS.items()}


@pytest.mark.slow
def test_two_workers_run_the_errands_of_one_process(
    cluster: Cluster, alone: dict[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    made = tmp_path / "made.pickle"
    command = [sys.executable, "-c", ERRAND_DRIVER, cluster.url, str(made)]
    paths = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    given_path = os.environ | {"PYTHONPATH": paths}
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, env=given_path)
    assert done.returncode == 0, done.stderr[-4000:]
    rows, executors = pickle.loads(made.read_bytes())
    assert {name: _in_order(rows[name]) for name in ERRANDS} == {name: _in_order(alone[name]) for name in ERRANDS}
    assert executors == 2


@pytest.mark.slow
@pytest.mark.parametrize("name", ERRANDS)
def test_local_workers_run_an_errand_of_one_process(name: str, alone: dict[str, list[dict[str, Any]]]) -> None:
    engine = Engine("pyspark")
    frames = {which: engine.frame(*rows) for which, rows in given().items()}
    answer = ERRANDS[name](frames)
    assert engine.is_same_kind(answer)
    assert _in_order(row.asDict() for row in answer.collect()) == _in_order(alone[name])


def test_the_errands_ask_what_only_all_places_together_can_answer(alone: dict[str, list[dict[str, Any]]]) -> None:
    asked = {row["rule"] for row in alone["check_figures"]}
    assert asked >= {"copied_from_another", "swapped_values", "rank_changed_after", "parts_and_whole", "unit_slip"}
    assert all(alone[name] for name in ERRANDS)


def _in_order(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted((dict(row) for row in rows), key=lambda row: [(v is None, str(v)) for v in row.values()])


@pytest.mark.slow
def test_what_is_wrong_with_columns_is_told_before_any_worker_starts() -> None:
    engine = Engine("pyspark")
    with pytest.raises(FrameError, match="observations: no column value; found place, indicator, period"):
        growth(engine.frame([{"place": "云岚县", "indicator": "GDP", "period": "2024"}]))
    with pytest.raises(FrameError, match="rank: no column indicator, period; found value"):
        rank(engine.frame([{"value": 1.0}]))
    rows = [
        {"place": "甲县", "region": region, "indicator": "GDP", "period": "2024", "value": 1.0} for region in "东西"
    ]
    with pytest.raises(FrameError, match="甲县 in 2024: region: found 东 and 西; expected one for each place"):
        score(engine.frame(rows), rules())


@pytest.mark.slow
def test_a_column_may_have_any_name_and_stay_beside_its_rank() -> None:
    engine = Engine("pyspark")
    rows = [{"a.b": word, "`": number, "value": value} for word, number, value in (("甲", 1.0, 3.0), ("甲", 2.0, 5.0))]
    found = engine.rows(rank(engine.frame(rows), by=("a.b", "`"))) + engine.rows(rank(engine.frame(rows), by=("a.b",)))
    assert [(row["`"], row["rank"], row["of"]) for row in found] == [(1.0, 1, 1), (2.0, 1, 1), (1.0, 2, 2), (2.0, 1, 2)]


@pytest.mark.slow
def test_what_stands_beside_may_be_a_frame_of_another_kind() -> None:
    spark, polars = Engine("pyspark"), Engine("polars")
    figures, people = given()["figures"], given()["people"]
    mixed = per_head(spark.frame(*figures), polars.frame(*people))
    assert _in_order(row.asDict() for row in mixed.collect()) == _in_order(
        per_head(polars.frame(*figures), polars.frame(*people)).iter_rows(named=True)
    )


def _typed(value: Any, kind: str) -> Any:
    return float(value) if kind == "number" and value is not None else value


def _sorted(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted((dict(row) for row in rows), key=lambda row: row["id"])


def test_only_frames_of_spark_are_spread() -> None:
    assert not is_spark(Engine("polars").frame(PEERS))
    assert not is_spark(Engine("duckdb").frame(PEERS))
