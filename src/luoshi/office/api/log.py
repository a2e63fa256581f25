"""The log: the acts that one may see, and whether the chain holds."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Field, Query, Router, Schema, Status

from luoshi.office.api.acting import enter
from luoshi.office.api.paging import by_cursor
from luoshi.office.guard.acting import BEIJING
from luoshi.office.guard.errors import NotFound
from luoshi.office.guard.jobs import VERIFY
from luoshi.office.guard.permissions import require
from luoshi.office.jobs import queue
from luoshi.office.jobs.models import Job
from luoshi.office.log.models import Entry
from luoshi.office.log.search import Search, find
from luoshi.office.people.visible import acts_within

router = Router(tags=["log"])

Text = Annotated[str, Field(max_length=200)]


class EntryOut(Schema):
    """An act: who, when, what, on which object, before and after.

    `rows`: table → how many rows came with it, and their digest.
    """

    seq: int
    at: str
    who: str
    who_name: str
    action: str
    object: str
    before: Any
    after: Any
    rows: dict[str, Any]
    previous: str
    hash: str

    @staticmethod
    def resolve_before(entry: Entry) -> Any:
        """What it was."""
        return json.loads(entry.before)

    @staticmethod
    def resolve_after(entry: Entry) -> Any:
        """What it is."""
        return json.loads(entry.after)

    @staticmethod
    def resolve_rows(entry: Entry) -> Any:
        """The rows that came with it."""
        return json.loads(entry.rows)


class Wanted(Schema):
    """What is looked for.

    `action` is a whole name or the beginning of one; `until` does not count; a time without a zone is that of Beijing.
    """

    words: Text = ""
    who: Text = ""
    action: Text = ""
    object: Text = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None


class Verified(Schema):
    """The last verification: when it ended, how many entries, the hash of the last, the first broken link or null."""

    at: dt.datetime | None
    count: int
    hash: str
    broken: int | None
    kind: str
    what: str


class Asked(Schema):
    """The job that verifies."""

    job: int


@router.get("", response=list[EntryOut], operation_id="list_entries")
@by_cursor("seq", descending=True)
def entries(request: Any, wanted: Query[Wanted]) -> QuerySet[Entry]:
    """The entries that one may see, the latest first."""
    given = wanted.dict()
    for name in ("since", "until"):
        if given[name] is not None and given[name].tzinfo is None:
            given[name] = given[name].replace(tzinfo=BEIJING)
    return find(Search(**given), within=acts_within(request.actor))


@router.get("/state", response=Verified, operation_id="read_log_state")
def state(request: Any) -> Any:
    """What the last verification found; 404 before the first."""
    enter(request, "log.verify")
    require(request.actor, "log.verify")
    last = Job.objects.filter(name=VERIFY, state="done").order_by("-finished_at").first()
    if last is None:
        raise NotFound("guard.not_verified")
    seq, kind, what = last.result["broken"] or (None, "", "")
    found = {"count": last.result["count"], "hash": last.result["hash"]}
    return {**found, "at": last.finished_at, "broken": seq, "kind": kind, "what": what}


@router.post("/verify", response={202: Asked}, operation_id="verify_log")
def verify(request: Any) -> Any:
    """Have the whole chain verified in the background."""
    require(request.actor, "log.verify")
    return Status(202, {"job": queue.enqueue(VERIFY, key="asked").pk})


@router.get("/{seq}", response=EntryOut, operation_id="read_entry")
def entry(request: Any, seq: Annotated[int, Field(ge=1, le=2**63 - 1)]) -> Any:
    """An entry."""
    found = find(Search(), within=acts_within(request.actor)).filter(seq=seq).first()
    if found is None:
        raise NotFound("guard.no_entry", seq=seq)
    return found
