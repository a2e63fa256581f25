"""Pages for the tests: brought in, read and decided about by the office itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest.mock import patch

from luoshi.office.documents import reading
from luoshi.office.documents.bringing import bring
from luoshi.office.documents.models import Document, Statement
from luoshi.office.jobs.models import Job
from luoshi.office.jobs.worker import Worker
from office.making import OFFICE

PAGE = """\
云岚县2025年主要目标任务

今年全县经济社会发展的主要预期目标是：地区生产总值增长6%左右，规模以上工业增加值增长8.5%，
一般公共预算收入增长5%—6%，进出口总额保持正增长。

要深化国企改革，县属国有企业由9户整合为4户。

新建改建农村公路75公里。
"""


@dataclass
class Work:
    """What a job's function is given, without a worker around it."""

    job: Any

    def progress(self, done: int, total: int) -> None:
        """Nobody looks."""


def brought(place: Any, text: str | bytes = PAGE, *, name: str = "云岚日报-20250115-01版.txt", **more: Any) -> Document:
    """A page that waits to be read."""
    data = text.encode() if isinstance(text, str) else text
    return bring(OFFICE, [data], name=name, place=place.pk, **more).document


def work() -> None:
    """Do every job that waits, in this process."""
    worker = Worker()
    while worker.one():
        pass


_ask = reading._ask
_ANSWERS: dict[str, str] = {}


def _asked_once(order: dict[str, Any]) -> dict[str, Any]:
    """What the reading process answers; asked the same again, what it answered before."""
    known_by = order
    if "read" in order:
        known_by = {**order["read"], "path": sha256(Path(order["read"]["path"]).read_bytes()).hexdigest()}
    key = json.dumps(known_by, ensure_ascii=False, sort_keys=True)
    if key not in _ANSWERS:
        _ANSWERS[key] = json.dumps(_ask(order))
    answer: dict[str, Any] = json.loads(_ANSWERS[key])
    return answer


def read_anew(place: Any, text: str | bytes = PAGE, **more: Any) -> Document:
    """A page that was read, by a process of its own."""
    document = brought(place, text, **more)
    work()
    document.refresh_from_db()
    return document


def read(place: Any, text: str | bytes = PAGE, **more: Any) -> Document:
    """A page that was read, for what comes after reading: the same page goes to the process once a run."""
    with patch.object(reading, "_ask", _asked_once):
        return read_anew(place, text, **more)


def quoted(document: Document, part: str) -> Statement:
    """The statement of a page whose quote has these characters and that is the first such."""
    return Statement.objects.filter(document=document, quote__contains=part).order_by("number")[0]


def job_of(document: Document) -> Job:
    """The job that reads a page."""
    return Job.objects.get(pk=document.job)
