"""Pages for the tests: brought in, read and decided about by the office itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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


def read(place: Any, text: str | bytes = PAGE, **more: Any) -> Document:
    """A page that was read."""
    document = brought(place, text, **more)
    work()
    document.refresh_from_db()
    return document


def quoted(document: Document, part: str) -> Statement:
    """The statement of a page whose quote has these characters and that is the first such."""
    return Statement.objects.filter(document=document, quote__contains=part).order_by("number")[0]


def job_of(document: Document) -> Job:
    """The job that reads a page."""
    return Job.objects.get(pk=document.job)
