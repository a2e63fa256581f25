"""The worker: takes one job after the other, renews its lease meanwhile, and bears being killed at any moment."""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import threading
import traceback
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from django.db import DatabaseError, close_old_connections, connection

from luoshi.office.jobs import queue
from luoshi.office.jobs.models import Job
from luoshi.office.jobs.registry import kinds

# How often it looks for something to do, in seconds, and how often for jobs that return by themselves.
LOOK = 0.5
SCHEDULE = 30.0

_log = logging.getLogger("luoshi.jobs")


class LeaseLostError(RuntimeError):
    """The job was given to another worker, because this one did not answer in time."""


@dataclass
class Work:
    """What a job's function is given: its row, and the way to tell how far it is."""

    job: Job

    def progress(self, done: int, total: int) -> None:
        """Tell how far the job is. Raises `LeaseLostError` where another worker has it by now: stop then."""
        if not queue.progress(self.job, done, total):
            raise LeaseLostError(f"job {self.job.id} was given to another worker")


@dataclass
class Worker:
    """One worker, named after machine and process."""

    name: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}")
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Work until asked to stop (SIGTERM, SIGINT); the job in hand is finished first."""
        since_schedule = SCHEDULE
        while not self.stopping.is_set():
            try:
                if since_schedule >= SCHEDULE:
                    queue.schedule()
                    since_schedule = 0.0
                worked = queue.anything_due() and self.one()
            except DatabaseError:
                # The database is busy, full or away; it is asked again.
                _log.exception("the queue cannot be read; trying again")
                connection.close()
                worked = False
                self.stopping.wait(LOOK * 4)
            if not worked:
                self.stopping.wait(LOOK)
                since_schedule += LOOK
            close_old_connections()

    def one(self) -> bool:
        """Take one job and do it; False where there was none."""
        job = queue.take(self.name)
        if job is None:
            return False
        beat = _Heartbeat(job)
        beat.start()
        try:
            kind = kinds().get(job.name)
            if kind is None:
                queue.fail(job, f"there is no job {job.name}", again=False)
                return True
            result = kind.function(Work(job), **job.arguments)
            queue.finish(job, result)
        except LeaseLostError:
            _log.warning("job %s (%s) went to another worker", job.id, job.name)
        except (KeyboardInterrupt, SystemExit):
            queue.release(job)
            raise
        except Exception:  # noqa: BLE001 - whatever a job raises is kept with it
            _log.exception("job %s (%s), attempt %s", job.id, job.name, job.attempts)
            queue.fail(job, traceback.format_exc())
        finally:
            beat.stop()
        return True

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """Ask it to stop."""
        self.stopping.set()


class _Heartbeat(threading.Thread):
    """Renews the lease while the job runs, over a connection of its own."""

    def __init__(self, job: Job) -> None:
        super().__init__(name=f"lease of job {job.id}", daemon=True)
        self.job = job
        self.ended = threading.Event()

    def run(self) -> None:
        """Every third of the lease."""
        try:
            while not self.ended.wait(queue.LEASE.total_seconds() / 3):
                try:
                    if not queue.renew(self.job):
                        return
                except DatabaseError:
                    _log.warning("the lease of job %s cannot be renewed just now", self.job.id)
                    connection.close()
        finally:
            connection.close()

    def stop(self) -> None:
        """End; the thread's connection is closed before this returns."""
        self.ended.set()
        self.join(timeout=5)


def main() -> Any:
    """The worker as a process: what `luoshi serve` starts beside the web."""
    worker = Worker()
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, worker.stop)
    worker.run()
