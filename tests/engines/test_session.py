"""The Spark session: where there is no cluster, and where the process has a session already."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assessing.engines import spark_session
from luoshi.engines.cluster import session

pytest.importorskip("pyspark")
pytestmark = pytest.mark.slow


def test_no_cluster_is_one_line() -> None:
    # In a process of its own: a session that other tests have opened would answer first.
    code = """
from luoshi.engines.cluster import session
try:
    session("nonsense:")
except ConnectionError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    [line] = done.stdout.splitlines()
    assert line.startswith("no Spark at master 'nonsense:': ")


def test_the_session_of_the_process_is_taken_and_another_refused() -> None:
    opened = spark_session()
    assert session(None) is opened
    assert session("local[2]") is opened
    with pytest.raises(ConnectionError, match=r"'local\[7\]': this process has a session at 'local\[2\]'; stop it"):
        session("local[7]")
