"""Putting jobs into the queue, taking them out, and telling how they ended."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from luoshi.office.jobs.models import Job
from luoshi.office.jobs.registry import kinds

#: How long a worker keeps a job without renewing the lease.
LEASE = dt.timedelta(seconds=15)
#: How long finished jobs are kept.
KEPT = dt.timedelta(days=30)
_LONGEST_ERROR = 4000


def enqueue(name: str, *, key: str = "", after: dt.timedelta | None = None, **arguments: Any) -> Job:
    """A job, in the transaction that it is called in: it is there when that commits, and not otherwise.

    With a `key`, a job of the same name and key that still waits is given instead of a second one. Unknown name:
    `KeyError`.
    """
    kind = kinds()[name]
    now = timezone.now()
    with transaction.atomic():
        if key:
            waiting: Job | None = Job.objects.filter(name=name, key=key, state="waiting").first()
            if waiting is not None:
                return waiting
        made: Job = Job.objects.create(
            name=name,
            key=key,
            arguments=arguments,
            limit=kind.limit,
            made_at=now,
            due_at=now + (after or dt.timedelta()),
        )
        return made


def take(worker: str) -> Job | None:
    """The next job, leased to the worker; None where nothing is due. A job that was tried often enough fails here."""
    with transaction.atomic():
        now = timezone.now()
        ready = Job.objects.filter(
            Q(state="waiting", due_at__lte=now) | Q(state="running", leased_until__lt=now)
        ).order_by("due_at", "id")
        if connection.vendor != "sqlite":
            ready = ready.select_for_update(skip_locked=True)
        for found in ready[:20]:
            if found.attempts >= found.limit:
                _end(
                    found,
                    "failed",
                    error=f"the worker ended in the middle of it, {found.attempts} times\n{found.error}",
                )
                continue
            found.state, found.worker, found.leased_until = "running", worker, now + LEASE
            found.attempts += 1
            found.save()
            taken: Job = found
            return taken
    return None


def anything_due() -> bool:
    """Whether there is something to take: a look without a lock."""
    now = timezone.now()
    return bool(
        Job.objects.filter(Q(state="waiting", due_at__lte=now) | Q(state="running", leased_until__lt=now)).exists()
    )


def _mine(job: Job) -> Any:
    """The job, as long as this attempt of this worker holds it."""
    return Job.objects.filter(id=job.id, state="running", worker=job.worker, attempts=job.attempts)


def renew(job: Job) -> bool:
    """Renew the lease; False where the job was given to another meanwhile."""
    return bool(_mine(job).update(leased_until=timezone.now() + LEASE))


def progress(job: Job, done: int, total: int) -> bool:
    """Tell how far it is; False where the job was given to another meanwhile."""
    return bool(_mine(job).update(done=done, total=total, leased_until=timezone.now() + LEASE))


def finish(job: Job, result: Any) -> bool:
    """The job is done; False where it was given to another meanwhile."""
    return bool(_mine(job).update(state="done", result=result, error="", finished_at=timezone.now(), leased_until=None))


def fail(job: Job, error: str, *, again: bool = True) -> bool:
    """The job failed; it waits for its next attempt, if it has one left. False: given to another meanwhile."""
    error = error[-_LONGEST_ERROR:]
    if not again or job.attempts >= job.limit:
        return bool(_mine(job).update(state="failed", error=error, finished_at=timezone.now(), leased_until=None))
    kind = kinds().get(job.name)
    wait = (kind.wait if kind else dt.timedelta(seconds=10)) * 2 ** (job.attempts - 1)
    return bool(_mine(job).update(state="waiting", error=error, due_at=timezone.now() + wait, leased_until=None))


def release(job: Job) -> None:
    """Give a job back untried: the worker was asked to stop."""
    _mine(job).update(state="waiting", attempts=job.attempts - 1, leased_until=None, due_at=timezone.now())


def stop(job: int) -> None:
    """Stop a job that waits or runs: it is done, without a result. Who runs it finds so at its next `progress`."""
    left = Job.objects.filter(id=job, state__in=("waiting", "running"))
    left.update(state="done", worker="", result=None, finished_at=timezone.now(), leased_until=None)


def retry(job: Job) -> None:
    """Try a failed job again, from the beginning."""
    Job.objects.filter(id=job.id, state="failed").update(state="waiting", attempts=0, due_at=timezone.now())


def schedule() -> None:
    """Make the jobs that return by themselves, where the last one is long enough ago."""
    now = timezone.now()
    for kind in kinds().values():
        if kind.every is None:
            continue
        last = Job.objects.filter(name=kind.name, key="every").order_by("-id").first()
        if last is None or (last.state in ("done", "failed") and last.made_at + kind.every <= now):
            enqueue(kind.name, key="every")


def clear() -> int:
    """Drop finished jobs that are older than `KEPT`; how many."""
    return int(Job.objects.filter(finished_at__lt=timezone.now() - KEPT).delete()[0])


def _end(job: Job, state: str, *, error: str) -> None:
    job.state, job.error, job.finished_at, job.leased_until = state, error[-_LONGEST_ERROR:], timezone.now(), None
    job.save()
