"""A page that was brought in by mistake: withdrawn, with nothing deleted, read or decided any more."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from luoshi.office.documents.accepted import unused
from luoshi.office.documents.actions.accept_many import AcceptMany
from luoshi.office.documents.actions.accept_statement import AcceptStatement
from luoshi.office.documents.actions.edit_statement import EditStatement
from luoshi.office.documents.actions.read_again import ReadAgain
from luoshi.office.documents.actions.refuse_statement import RefuseStatement
from luoshi.office.documents.actions.reopen_statement import ReopenStatement
from luoshi.office.documents.actions.withdraw_document import WithdrawDocument
from luoshi.office.documents.finding import counted
from luoshi.office.documents.models import Decision, Document, Withdrawal
from luoshi.office.documents.storing import path_of
from luoshi.office.guard.errors import Conflict, Forbidden, Invalid
from luoshi.office.guard.perform import perform
from luoshi.office.jobs.models import Job
from luoshi.office.ledger.actions.close_commitment import CloseCommitment
from luoshi.office.ledger.actions.commit_statement import CommitStatement
from luoshi.office.ledger.actions.reopen_commitment import ReopenCommitment
from luoshi.office.log.models import Entry
from office.documents.making import brought, job_of, quoted, read, work
from office.documents.test_reading import FIRST, SECOND
from office.making import OFFICE, actor, place


@pytest.fixture
def county(office: str) -> Any:
    return place("云岚县", place("青澜市", kind="city"), kind="county")


def withdrawn(document: Document, by: Any = OFFICE) -> Document:
    return perform(by, WithdrawDocument(document=document.pk, reason=" 传错了 "))


def test_it_is_kept_as_withdrawn_with_all_that_was_decided(county: Any) -> None:
    page = read(county)
    statement = page.statements.get(number=1)
    perform(OFFICE, RefuseStatement(statement=statement.pk, reason="不是目标"))
    by = actor("supervisor", county, name="季棠")
    assert withdrawn(page, by).state == "withdrawn"
    kept = Withdrawal.objects.get(document=page)
    assert (kept.reason, kept.by_name) == ("传错了", "季棠")
    entry = Entry.objects.order_by("-seq")[0]
    assert (entry.action, entry.object) == ("documents.withdraw_document", f"document:{page.pk}")
    assert (entry.before, '"reason":"传错了"' in entry.after) == ('{"state":"read"}', True)
    assert (page.statements.count() > 1, Decision.objects.count(), path_of(page.stored).is_file()) == (True, 1, True)
    told = counted(Document.objects.filter(pk=page.pk)).get()
    assert (told.withdrawn_for, told.statements_open, told.statements_all > 1) == ("传错了", 0, True)


def test_nothing_is_decided_or_read_any_more(county: Any) -> None:
    page = read(county)
    first, second = page.statements.order_by("number")[:2]
    perform(OFFICE, AcceptStatement(statement=first.pk))
    withdrawn(page)
    for action in (
        AcceptStatement(statement=second.pk),
        RefuseStatement(statement=second.pk, reason="不是目标"),
        EditStatement(statement=first.pk, fields={"period": "2025"}),
        ReopenStatement(statement=first.pk),
        AcceptMany(document=page.pk, statements=(second.pk,)),
        CommitStatement(statement=first.pk),
        ReadAgain(document=page.pk),
        WithdrawDocument(document=page.pk, reason="再来"),
    ):
        with pytest.raises(Conflict, match="was withdrawn"):
            perform(OFFICE, action)
    assert not unused().exists()


def test_what_stands_in_the_ledger_is_named_and_must_be_dropped_first(county: Any) -> None:
    page = read(county)
    task = quoted(page, "农村公路")
    perform(OFFICE, AcceptStatement(statement=task.pk))
    made = perform(OFFICE, CommitStatement(statement=task.pk))
    with pytest.raises(Conflict, match=rf"1 statements of .* stand in the ledger \(numbers {task.number}\)"):
        withdrawn(page)
    perform(OFFICE, CloseCommitment(commitment=made.pk, state="dropped", reason="传错了"))
    withdrawn(page)
    with pytest.raises(Conflict, match="was withdrawn"):
        perform(OFFICE, ReopenCommitment(commitment=made.pk, reason="弄错了"))


def test_a_page_that_waits_is_not_read(county: Any) -> None:
    page = brought(county)
    withdrawn(page)
    job = job_of(page)
    assert (job.state, job.worker) == ("done", "")
    work()
    page.refresh_from_db()
    assert (page.state, page.statements.count(), Job.objects.filter(state="failed").count()) == ("withdrawn", 0, 0)


def test_a_page_that_is_being_read_keeps_nothing_of_it(county: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from luoshi.office.documents import reading

    page = brought(county)
    read_it = reading.read

    def while_it_is_read(document: Document) -> Any:
        found = read_it(document)
        withdrawn(document)
        return found

    monkeypatch.setattr(reading, "read", while_it_is_read)
    work()
    page.refresh_from_db()
    assert (page.state, page.text, page.statements.count(), job_of(page).state) == ("withdrawn", "", 0, "done")


def test_the_same_bytes_can_be_brought_in_anew(county: Any) -> None:
    page = read(county)
    withdrawn(page)
    again = read(county)
    assert (again.pk != page.pk, again.state, again.stored) == (True, "read", page.stored)
    assert brought(county).pk == again.pk
    withdrawn(again)
    assert Document.objects.filter(state="withdrawn").count() == 2


def test_the_pages_of_its_issue_are_joined_without_it(county: Any) -> None:
    first = read(county, FIRST, name="云岚日报-20250115-01版.txt")
    second = read(county, SECOND, name="云岚日报-20250115-02版.txt")
    work()
    first.refresh_from_db()
    assert any(article["joined"] for article in first.articles)
    withdrawn(second)
    work()
    first.refresh_from_db()
    assert not any(article["joined"] for article in first.articles)
    assert not any(job.error for job in Job.objects.all())


def test_a_reason_is_needed_and_the_right(county: Any) -> None:
    page = read(county)
    with pytest.raises(Invalid) as refused:
        perform(OFFICE, WithdrawDocument(document=page.pk, reason=" "))
    assert set(refused.value.fields) == {"reason"}
    with pytest.raises(Forbidden):
        withdrawn(page, actor("reviewer", county))
    withdrawn(page)
    with pytest.raises(DatabaseError), transaction.atomic():
        Withdrawal.objects.all().update(reason="x")
