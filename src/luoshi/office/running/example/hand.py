"""Who brings the example in: the office itself; and how it does at once what a worker would do later."""

from __future__ import annotations

from luoshi.office.guard.actors import Actor
from luoshi.office.jobs import queue
from luoshi.office.jobs.registry import kinds
from luoshi.office.jobs.worker import Work

OFFICE = Actor.office("demo")
#: The county of the example, by its code.
COUNTY = "980123"
#: The city above it.
CITY = "980100"


def work_off() -> None:
    """Do what waits in the queue, within the example's transaction: a worker's heartbeat could not write beside it."""
    while (job := queue.take("example")) is not None:
        queue.finish(job, kinds()[job.name].function(Work(job), **job.arguments))
