from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from standalone import Cluster

pytest.importorskip("pyspark")
pytest.importorskip("pyarrow")
pytest.importorskip("pandas")
pytest.importorskip("luoshi.reading.issue")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Spark's standalone scripts are shell scripts"),
]

SOURCES = Path(__file__).parents[2] / "src"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    started = Cluster(tmp_path_factory.mktemp("cluster"))
    yield started
    started.stop()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    # Enough for the reading to go on for some seconds on two cores.
    for number in range(160):
        line = f"云溪县今年要实现地区生产总值增长{number / 10}%，新增就业{number + 100}人，加快建设大桥。\n"
        (folder / f"{number:03d}.txt").write_text(line * 60, encoding="utf-8")
    (folder / "坏.txt").write_bytes(b"")
    return folder


def luoshi(*arguments: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "luoshi",
        "read",
        *arguments,
        "--place",
        "云海省云溪县",
        "--date",
        "2025-01",
    ]


@pytest.fixture(scope="module")
def local(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = tmp_path_factory.mktemp("local") / "o.jsonl"
    done = subprocess.run(luoshi(str(corpus), "-o", str(out)), capture_output=True, text=True, timeout=120)
    assert done.returncode == 1, done.stderr
    return out.read_bytes()


def finish(process: subprocess.Popen[str]) -> str:
    try:
        _, err = process.communicate(timeout=300)
    finally:
        process.kill()
    assert process.returncode == 1, err
    return err


def start(corpus: Path, out: Path, master: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        luoshi(str(corpus), "-o", str(out), "--engine", "spark", "--master", master),
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"SPARK_LOCAL_IP": "127.0.0.1"},
    )


def test_a_cluster_gives_the_same_bytes(cluster: Cluster, corpus: Path, local: bytes, tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    err = finish(start(corpus, out, cluster.url))
    assert out.read_bytes() == local
    assert "坏.txt: is empty" in err
    assert "160 files read, 1 failed" in err
    # Both workers were there to take part.
    assert "Launching executor" in cluster.log("master")
    assert all(re.search(r"Asked to launch executor", cluster.log(f"worker{n}")) for n in (1, 2))


def test_a_worker_killed_in_the_middle_loses_nothing(
    cluster: Cluster, corpus: Path, local: bytes, tmp_path: Path
) -> None:
    out = tmp_path / "o.jsonl"
    before = cluster.log("worker1").count("Asked to launch executor")
    process = start(corpus, out, cluster.url)
    deadline = time.monotonic() + 60
    # Its executor is up, the work is being handed out: now the machine goes.
    while cluster.log("worker1").count("Asked to launch executor") == before:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(3)
    running = process.poll() is None
    cluster.kill_worker(1)
    err = finish(process)
    assert running, "the job was over before the worker was killed"
    assert out.read_bytes() == local, err
