from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from luoshi.office.jobs import queue, registry
from luoshi.office.jobs.models import Job
from luoshi.office.jobs.registry import job
from luoshi.office.jobs.worker import LeaseLostError, Work, Worker


@pytest.fixture(autouse=True)
def _own_jobs() -> Iterator[None]:
    registry.kinds()
    before = dict(registry._kinds)

    @job("tests.add")
    def add(work: Work, *, one: int, other: int) -> int:
        work.progress(1, 2)
        return one + other

    @job("tests.fail", limit=2, wait=dt.timedelta(seconds=30))
    def fail(work: Work) -> None:
        raise ValueError("第一行坏了")

    yield
    registry._kinds.clear()
    registry._kinds.update(before)


def waiting_over() -> None:
    Job.objects.filter(state="waiting").update(due_at=timezone.now())


def lease_over() -> None:
    Job.objects.filter(state="running").update(leased_until=timezone.now() - dt.timedelta(seconds=1))


def test_a_job_is_done_and_its_result_kept(office: str) -> None:
    made = queue.enqueue("tests.add", one=1, other=2)
    assert Worker().one()
    made.refresh_from_db()
    assert (made.state, made.result, made.done, made.total, made.attempts) == ("done", 3, 1, 2, 1)
    assert not Worker().one()


def test_an_unknown_job_is_not_put_into_the_queue(office: str) -> None:
    with pytest.raises(KeyError):
        queue.enqueue("tests.nothing")


def test_a_job_that_is_no_more_fails_at_once(office: str) -> None:
    made = queue.enqueue("tests.add", one=1, other=2)
    Job.objects.update(name="tests.gone")
    Worker().one()
    made.refresh_from_db()
    assert (made.state, made.error) == ("failed", "there is no job tests.gone")


def test_a_job_is_there_only_when_its_transaction_commits(office: str) -> None:
    def fails() -> None:
        with transaction.atomic():
            queue.enqueue("tests.add", one=1, other=2)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert Job.objects.count() == 0


def test_a_failed_job_is_tried_again_later_and_then_kept_with_its_error(office: str) -> None:
    made = queue.enqueue("tests.fail")
    Worker().one()
    made.refresh_from_db()
    assert made.state == "waiting"
    assert 25 < (made.due_at - timezone.now()).total_seconds() < 31
    assert not Worker().one()
    waiting_over()
    Worker().one()
    made.refresh_from_db()
    assert (made.state, "第一行坏了" in made.error) == ("failed", True)
    queue.retry(made)
    waiting_over()
    assert Worker().one()


def test_one_waiting_job_of_a_key_is_enough(office: str) -> None:
    first = queue.enqueue("tests.add", key="same", one=1, other=2)
    assert queue.enqueue("tests.add", key="same", one=1, other=2) == first
    queue.take("w")
    assert queue.enqueue("tests.add", key="same", one=1, other=2) != first


def test_a_job_whose_worker_was_killed_is_taken_again(office: str) -> None:
    made = queue.enqueue("tests.add", one=1, other=2)
    assert queue.take("killed") == made
    assert queue.take("other") is None
    lease_over()
    assert Worker().one()
    made.refresh_from_db()
    assert (made.state, made.attempts) == ("done", 2)


def test_a_job_that_kills_its_worker_again_and_again_fails(office: str) -> None:
    made = queue.enqueue("tests.add", one=1, other=2)
    for _ in range(made.limit):
        assert queue.take("killed") is not None
        lease_over()
    assert queue.take("other") is None
    made.refresh_from_db()
    assert (made.state, "in the middle" in made.error) == ("failed", True)


def test_a_worker_that_lost_its_lease_changes_nothing_more(office: str) -> None:
    queue.enqueue("tests.add", one=1, other=2)
    slow = queue.take("slow")
    assert slow is not None
    lease_over()
    quick = queue.take("quick")
    assert quick is not None
    assert not queue.renew(slow)
    assert not queue.finish(slow, "wrong")
    assert not queue.fail(slow, "wrong")
    with pytest.raises(LeaseLostError):
        Work(slow).progress(1, 2)
    assert queue.finish(quick, "right")
    assert Job.objects.get().result == "right"


def test_jobs_that_return_by_themselves(office: str) -> None:
    registry.job("tests.tick", every=dt.timedelta(hours=1))(lambda work: None)
    queue.schedule()
    queue.schedule()
    ticks = Job.objects.filter(name="tests.tick")
    assert ticks.count() == 1
    ticks.update(state="done", made_at=timezone.now() - dt.timedelta(hours=2))
    queue.schedule()
    assert ticks.count() == 2


def test_the_rooms_own_jobs_are_done(office: str) -> None:
    queue.enqueue("organisations.follow_calendar")
    queue.enqueue("guard.tidy")
    worker = Worker()
    while worker.one():
        pass
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}


def test_several_workers_take_each_job_once(committed: str) -> None:
    for number in range(40):
        queue.enqueue("tests.add", one=number, other=0)
    done: list[Any] = []

    def work() -> None:
        while (taken := queue.take(threading.current_thread().name)) is not None:
            done.append(taken.id)
            queue.finish(taken, None)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == sorted(Job.objects.values_list("id", flat=True))
    assert len(done) == 40
