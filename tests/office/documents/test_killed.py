"""Killed at any moment: bringing a page in, and reading it."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from luoshi.office.documents.models import Document
from luoshi.office.documents.storing import path_of
from luoshi.office.jobs.models import Job
from luoshi.office.log.models import Entry
from luoshi.office.log.verifying import verify
from office.documents.making import brought
from office.making import place

# Brings page after page in, and says so after each.
BRINGS = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.office.settings"
import django
django.setup()
from luoshi.office.documents.bringing import bring
from luoshi.office.guard.actors import Actor
for number in range(100000):
    text = f"{sys.argv[2]} 第{number}份。新建农村公路{number}公里。" * 2000
    data = text.encode()
    chunks = [data[at : at + 4096] for at in range(0, len(data), 4096)]
    document = bring(Actor.office("tests"), chunks, name=f"{number}.txt", place=int(sys.argv[1])).document
    print(document.digest, flush=True)
"""
# A worker whose lease is short, so that the next one need not wait for it.
WORKS = """
import datetime as dt, os
os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.office.settings"
import django
django.setup()
from luoshi.office.jobs import queue, worker
queue.LEASE = dt.timedelta(seconds=1.5)
worker.main()
"""
LONG = "云岚县2025年计划\n\n" + "\n\n".join(
    f"新建农村公路{n}公里，新增学位{n}个，改造老旧小区{n}个。" for n in range(1, 800)
)


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, text=True)


def kill(process: subprocess.Popen[str]) -> list[str]:
    """Kill -9; the whole lines that it had said."""
    os.kill(process.pid, signal.SIGKILL)
    told = process.communicate()[0]
    return told[: told.rfind("\n") + 1].split()


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_file_and_row_agree_after_kill_9(committed: str, data: Path) -> None:
    county = place("云岚县", kind="county")
    acknowledged: list[str] = []
    chance = random.Random(7)
    for attempt in range(3):
        before = Document.objects.count()
        connection.close()
        process = start(BRINGS, str(county.pk), str(attempt))
        until(lambda: Document.objects.count() > before)  # noqa: B023 - called at once
        time.sleep(chance.random() * 0.5)
        acknowledged += kill(process)
    kept = {document.digest: document for document in Document.objects.all()}
    assert set(acknowledged) <= set(kept)
    for document in kept.values():
        held = path_of(document.stored).read_bytes()
        assert (hashlib.sha256(held).hexdigest(), len(held)) == (document.digest, document.size)
        assert Job.objects.filter(pk=document.job, name="documents.read").exists()
    # What is under a digest is whole, also where the row did not come to be; what was half written has another name.
    for path in path_of("documents").rglob("*"):
        if path.is_file() and path.suffix != ".part":
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
    assert verify().broken is None


@pytest.mark.parametrize("moment", ["reading", "anywhere"])
def test_a_page_is_read_once_whoever_is_killed(moment: str, committed: str, data: Path) -> None:
    county = place("云岚县", kind="county")
    document = brought(county, LONG, name="长-20250115.txt")
    connection.close()

    def job() -> Any:
        return Job.objects.get(pk=document.job)

    worker = start(WORKS)
    if moment == "reading":
        until(lambda: job().done == 1)
    else:
        until(lambda: job().state != "waiting")
        time.sleep(random.Random(3).random())
    kill(worker)
    connection.close()
    # What stands is nothing or all of it.
    document.refresh_from_db()
    assert document.state in ("waiting", "read")
    assert (document.statements.count() > 0) == (document.state == "read")
    second = start(WORKS)
    try:
        until(lambda: job().state == "done")
    finally:
        second.terminate()
        assert second.wait(timeout=20) == 0
    document.refresh_from_db()
    assert (document.state, document.text) == ("read", LONG)
    assert document.statements.count() == len(
        {(one.start, one.end, str(one.contents)) for one in document.statements.all()}
    )
    assert Entry.objects.filter(action="documents.record_reading").count() == 1
