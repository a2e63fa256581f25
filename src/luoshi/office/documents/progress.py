"""How far reading is: of documents that wait, what their jobs say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from luoshi.office.documents.models import Document
from luoshi.office.documents.reasons import INTERRUPTED
from luoshi.office.jobs.models import Job


@dataclass(frozen=True)
class Progress:
    """`state`: waiting, reading, read, failed, withdrawn; `done` of `total` steps; `error`: for `reasons.said`."""

    state: str
    done: int = 0
    total: int = 0
    error: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in ("read", "failed", "withdrawn")


def progress_of(documents: Iterable[Document]) -> dict[int, Progress]:
    """The progress of each document by its number; one query where any of them waits, else none."""
    listed = list(documents)
    waiting = [document.job for document in listed if document.state == "waiting" and document.job]
    jobs = Job.objects.in_bulk(waiting) if waiting else {}
    return {document.pk: _progress(document, jobs.get(document.job or 0)) for document in listed}


def interrupted(document: Document) -> bool:
    """Whether a document waits for a job that was given up."""
    return progress_of([document])[document.pk].state == "failed"


def followed(documents: QuerySet[Document]) -> QuerySet[Document]:
    """Documents each with state, done and total of its job beside it, for `progress_in`."""
    jobs = Job.objects.filter(pk=OuterRef("job"))
    columns = {f"job_{name}": Subquery(jobs.values(name)[:1]) for name in ("state", "done", "total")}
    return documents.annotate(**columns)


def progress_in(document: Any) -> Progress:
    """The progress of a document of `followed`; no query."""
    job = document.job_state and Job(state=document.job_state, done=document.job_done, total=document.job_total)
    return _progress(document, job or None)


def _progress(document: Document, job: Job | None) -> Progress:
    if document.state != "waiting":
        return Progress(document.state, error=document.error)
    # Finished jobs are cleared in the end; a document whose job is gone, or that ended without it, waits for nobody.
    if job is None or job.state in ("failed", "done"):
        return Progress("failed", error=INTERRUPTED)
    state = "reading" if job.state == "running" else "waiting"
    return Progress(state, job.done, job.total)
