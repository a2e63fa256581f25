from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from luoshi.office.log.models import Entry, Head
from luoshi.office.log.verifying import verify
from luoshi.office.log.writing import head_file, write
from office.log.tampering import KINDS, behind_its_back

COUNT = 30
AT = dt.datetime(2025, 3, 1, 8, tzinfo=dt.UTC)


def fill(count: int = COUNT) -> None:
    for number in range(1, count + 1):
        write(
            who=f"person:{number % 3}", who_name="李明", action="tests.act", object_=f"thing:{number}",
            before=None, after={"数": number}, at=AT + dt.timedelta(minutes=number),
        )  # fmt: skip
    head = Head.objects.get(id=1)
    # In a test's transaction nothing is committed, and so the file is told by hand.
    head_file().advance(head.count, head.hash)


def test_an_untouched_log_holds(office: str) -> None:
    fill()
    found = verify()
    assert found.broken is None
    assert (found.count, found.hash) == (COUNT, Entry.objects.get(seq=COUNT).hash)


def test_an_empty_log_holds(office: str) -> None:
    assert verify().broken is None


def _tamper_and_verify(seed: int) -> None:
    random_ = random.Random(seed)
    seq, kind, do = KINDS[seed % len(KINDS)](random_, COUNT)
    point = transaction.savepoint()
    behind_its_back(do)
    broken = verify().broken
    assert broken is not None, f"seed {seed}: {kind} of {seq} was not found"
    assert (broken.seq, broken.kind) == (seq, kind), f"seed {seed}: {broken}"
    transaction.savepoint_rollback(point)


def test_twenty_random_changes_deletions_and_reorderings_are_all_found(office: str) -> None:
    fill()
    for seed in range(20):
        _tamper_and_verify(seed)
    assert verify().broken is None


@pytest.mark.slow
def test_a_hundred_random_changes_deletions_and_reorderings_are_all_found(office: str) -> None:
    fill()
    for seed in range(100, 200):
        _tamper_and_verify(seed)


@pytest.mark.parametrize("statement", ["UPDATE log_entry SET who = 'x' WHERE seq = 1", "DELETE FROM log_entry"])
def test_the_database_refuses_to_change_the_log(office: str, statement: str) -> None:
    fill(2)
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic(), connection.cursor() as c:
        c.execute(statement)
    assert Entry.objects.count() == 2


def test_triggers_that_were_taken_away_are_missed(office: str) -> None:
    from luoshi.office.log.append_only import remove_triggers

    fill(2)
    remove_triggers(connection, "log_entry")
    broken = verify().broken
    assert broken is not None
    assert (broken.kind, "log_entry" in broken.what) == ("unguarded", True)


def test_a_head_that_names_another_hash_is_found(office: str) -> None:
    fill(3)
    Head.objects.update(hash="f" * 64)
    broken = verify().broken
    assert broken is not None
    assert (broken.seq, broken.kind) == (3, "head")


def test_a_damaged_head_file_is_told(office: str) -> None:
    fill(3)
    head_file().path.write_text("nonsense", encoding="ascii")
    broken = verify().broken
    assert broken is not None
    assert broken.kind == "head"
    assert "log.head" in broken.what


def test_a_head_file_may_lag_behind_and_never_goes_back(office: str) -> None:
    fill(3)
    first = Entry.objects.get(seq=1)
    head_file().advance(1, first.hash)
    assert head_file().read() == (3, Entry.objects.get(seq=3).hash)
    head_file().path.unlink()
    head_file().advance(1, first.hash)
    assert verify().broken is None


def test_an_entry_is_not_written_outside_a_transaction(committed: str) -> None:
    with pytest.raises(transaction.TransactionManagementError, match="inside the transaction"):
        write(who="x", who_name="x", action="x", object_="x", before=None, after=None, at=AT)


def test_the_head_file_is_told_of_a_commit_and_not_of_a_rollback(committed: str) -> None:
    with transaction.atomic():
        written = write(who="x", who_name="x", action="x", object_="x", before=None, after=None, at=AT)
    assert head_file().read() == (1, written.hash)

    def fails() -> None:
        with transaction.atomic():
            write(who="x", who_name="x", action="x", object_="x", before=None, after=None, at=AT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert head_file().read() == (1, written.hash)
    assert verify().count == 1


def test_models_refuse_too(office: str) -> None:
    from luoshi.office.log.append_only import AppendOnlyError

    fill(1)
    entry: Any = Entry.objects.get(seq=1)
    with pytest.raises(AppendOnlyError):
        entry.save()
    with pytest.raises(AppendOnlyError):
        entry.delete()
