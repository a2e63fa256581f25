"""The worker as a process that is killed in the middle of a job."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection
from django.utils import timezone

from luoshi.office.jobs import queue, registry
from luoshi.office.jobs.models import Job

# A worker with one job: it takes its time at the first attempt only, and leaves a mark each time.
PROGRAM = """
import datetime as dt, os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.office.settings"
import django
django.setup()
from luoshi.office.jobs import queue, worker
from luoshi.office.jobs.registry import job
queue.LEASE = dt.timedelta(seconds=1.5)
@job("tests.slow")
def slow(work, *, mark):
    with open(mark, "a") as file:
        file.write("began\\n")
    work.progress(1, 2)
    if work.job.attempts == 1:
        time.sleep(60)
    return "done"
worker.main()
"""


def start() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", PROGRAM])


def wait(what: str, *, job: Job, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while True:
        job.refresh_from_db()
        if job.state == what:
            return
        assert time.monotonic() < deadline, job.state
        time.sleep(0.1)


def test_a_job_goes_on_after_kill_9(committed: str, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    registry.job("tests.slow")(lambda work, mark: None)
    try:
        job = queue.enqueue("tests.slow", mark=str(mark))
    finally:
        del registry._kinds["tests.slow"]
    connection.close()
    first = start()
    deadline = time.monotonic() + 30
    while not mark.exists():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    wait("running", job=job)
    # The lease is renewed while it works: nobody else takes the job.
    time.sleep(2.5)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("running", 1)
    assert job.leased_until is not None
    assert job.leased_until > timezone.now()
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    second = start()
    try:
        wait("done", job=job)
    finally:
        second.terminate()
        assert second.wait(timeout=20) == 0
    assert (job.attempts, job.result, job.done, job.total) == (2, "done", 1, 2)
    assert mark.read_text() == "began\nbegan\n"
    connection.close()
