"""A real Spark cluster for the tests: a standalone master and two workers on this machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path


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
            # To compile well takes longer than what the tests run.
            "SPARK_DAEMON_JAVA_OPTS": "-XX:TieredStopAtLevel=1",
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
