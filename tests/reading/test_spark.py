from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pyspark")
pytest.importorskip("pyarrow")
pytest.importorskip("pandas")
pytest.importorskip("luoshi.reading.issue")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Spark's standalone scripts are shell scripts"),
]

SOURCES = Path(__file__).parents[2] / "src"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Cluster:
    """A standalone master and two workers on the loopback, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        import pyspark

        from luoshi.engines.cluster import find_java

        find_java()
        self._home = Path(pyspark.__file__).parent
        self._folder = folder
        port = free_port()
        self.url = f"spark://127.0.0.1:{port}"
        self._logs: dict[str, Path] = {}
        self.master = self._start("master.Master", "master", "--host", "127.0.0.1", "--port", str(port))
        self._wait("master", "I have been elected leader")
        self.workers = [self._worker(n) for n in (1, 2)]
        for number in (1, 2):
            self._wait(f"worker{number}", "Successfully registered with master")

    def _worker(self, number: int) -> subprocess.Popen[bytes]:
        work = self._folder / f"work{number}"
        return self._start(
            "worker.Worker",
            f"worker{number}",
            "--host",
            "127.0.0.1",
            "--cores",
            "1",
            "--memory",
            "1200m",
            "--work-dir",
            str(work),
            self.url,
        )

    def _start(self, role: str, name: str, *arguments: str) -> subprocess.Popen[bytes]:
        self._logs[name] = self._folder / f"{name}.log"
        environment = os.environ | {
            "SPARK_HOME": str(self._home),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "PYSPARK_PYTHON": sys.executable,
            "SPARK_DAEMON_MEMORY": "300m",
        }
        with self._logs[name].open("wb") as log:
            return subprocess.Popen(
                [self._home / "bin" / "spark-class", f"org.apache.spark.deploy.{role}", *arguments],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment,
                start_new_session=True,
            )

    def log(self, name: str) -> str:
        return self._logs[name].read_text("utf-8", errors="replace")

    def _wait(self, name: str, sign: str) -> None:
        deadline = time.monotonic() + 60
        while sign not in self.log(name):
            assert time.monotonic() < deadline, self.log(name)
            time.sleep(0.1)

    def kill_worker(self, number: int) -> None:
        """Kill a worker and the executors it started, all at once, as when the machine goes."""
        os.killpg(self.workers[number - 1].pid, signal.SIGKILL)

    def stop(self) -> None:
        for process in (*self.workers, self.master):
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            process.wait(30)


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
        _, err = process.communicate(timeout=120)
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


def test_no_cluster_is_one_line(corpus: Path, tmp_path: Path) -> None:
    from luoshi.engines.cluster import session

    with pytest.raises(ConnectionError, match="no Spark at master 'nonsense:'"):
        session("nonsense:")
