"""What the room does in the background: reading pages, joining those of an issue, clearing what was left over."""

from __future__ import annotations

import datetime as dt
from typing import Any

from luoshi.office.documents import reading, storing
from luoshi.office.documents.actions.join_issue import JoinIssue
from luoshi.office.documents.actions.record_reading import RecordReading
from luoshi.office.documents.finding import issue_of
from luoshi.office.documents.models import Document
from luoshi.office.guard.actors import Actor
from luoshi.office.guard.perform import perform
from luoshi.office.jobs.registry import job

_WORKER = Actor.office("worker")
# A folder of more pages is no issue of a newspaper (`luoshi.reading.batch.ISSUE_LIMIT`).
_MOST = 500
_STEPS = 3


@job("documents.read")
def read(work: Any, document: int) -> dict[str, int]:
    """Read a document and keep what was found; how many statements. Done again from the start where it was cut off."""
    found = Document.objects.select_related("place").get(pk=document)
    if found.state != "waiting" or found.job != work.job.pk:
        return {"statements": 0}
    work.progress(1, _STEPS)
    outcome = reading.read(found)
    work.progress(2, _STEPS)
    perform(_WORKER, RecordReading(document=document, job=work.job.pk, outcome=outcome))
    work.progress(_STEPS, _STEPS)
    return {"statements": len(outcome.statements)}


@job("documents.join")
def join(work: Any, document: int) -> dict[str, int]:
    """Join the articles of the issue that a document belongs to; how many pages changed."""
    pages = list(issue_of(Document.objects.get(pk=document)).filter(state="read")[: _MOST + 1])
    # One page is looked at only where it goes on in another that was withdrawn.
    alone = len(pages) == 1 and not any(article["joined"] for article in pages[0].articles)
    if not pages or alone or len(pages) > _MOST:
        return {"pages": 0}
    articles = reading.joined(pages)
    if articles is None:
        raise RuntimeError(f"the pages of the issue of document {document} could not be joined")
    joined = tuple((page.pk, page.articles, after) for page, after in zip(pages, articles, strict=True))
    return {"pages": perform(_WORKER, JoinIssue(pages=joined))}


@job("documents.tidy", every=dt.timedelta(hours=6))
def tidy(work: Any) -> dict[str, int]:
    """Remove files from the media folder that no document tells of; how many."""
    removed = 0
    for path in storing.leftovers(Document.objects.values_list("stored", flat=True)):
        path.unlink(missing_ok=True)
        removed += 1
    return {"removed": removed}
