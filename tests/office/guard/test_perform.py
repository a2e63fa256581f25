from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from luoshi.office.guard.actors import Actor
from luoshi.office.guard.errors import Conflict, Forbidden, Invalid
from luoshi.office.guard.models import Answer
from luoshi.office.guard.perform import perform
from luoshi.office.log.models import Entry
from luoshi.office.log.verifying import verify
from luoshi.office.organisations.actions.create_node import CreateNode
from luoshi.office.organisations.models import Place
from luoshi.office.people.actions.change_language import ChangeLanguage
from luoshi.office.people.actions.invite_person import InvitePerson
from office.making import LONG_AGO, OFFICE, actor, person, place

AT = dt.datetime(2025, 3, 1, 2, 30, tzinfo=dt.UTC)


def create(code: str = "x", **more: Any) -> CreateNode:
    return CreateNode(**{"tree": "place", "code": code, "name": "云岚县", "kind": "county", "since": LONG_AGO, **more})


def test_an_action_has_the_office_s_day_and_the_log_the_clock_s(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "LUOSHI_TODAY", dt.date(2025, 11, 19))
    county = perform(OFFICE, create())
    clerk = perform(OFFICE, InvitePerson(username="clerk", name="季棠", role="reporter", place=county.id)).person
    assert clerk.memberships.get().since == dt.date(2025, 11, 19)
    assert Entry.objects.order_by("-seq")[0].at > "2026"
    # What was done earlier is told with its moment, and that has a day of its own: in Beijing.
    late = dt.datetime(2025, 2, 28, 20, tzinfo=dt.UTC)
    invited = InvitePerson(username="earlier", name="闻人静", role="reporter", place=county.id)
    assert perform(OFFICE, invited, at=late).person.memberships.get().since == dt.date(2025, 3, 1)


def test_an_action_changes_and_tells_the_log(office: str) -> None:
    made = perform(OFFICE, create(), at=AT)
    [entry] = Entry.objects.all()
    assert (entry.seq, entry.who, entry.action, entry.object) == (
        1,
        "office:tests",
        "organisations.create_node",
        f"place:{made.id}",
    )
    assert entry.at == "2025-03-01T02:30:00.000000Z"
    assert (entry.before, '"name":"云岚县"' in entry.after) == ("null", True)


def test_a_refused_action_leaves_nothing(office: str) -> None:
    county = place("云岚县")
    count = Entry.objects.count() + 2
    reporter = actor("reporter", county)
    with pytest.raises(Forbidden, match="may not create"):
        perform(reporter, create(parent=county.id))
    assert Place.objects.count() == 1
    assert Entry.objects.count() == count - 1


def test_an_action_that_fails_leaves_nothing(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from luoshi.office.organisations.actions import create_node

    def fails(*args: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(create_node, "settle", fails)
    with pytest.raises(ZeroDivisionError):
        perform(OFFICE, create())
    assert (Place.objects.count(), Entry.objects.count()) == (0, 0)


def test_an_action_that_says_nothing_to_the_log_is_a_mistake(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ChangeLanguage, "do", lambda self, on: None)
    somebody = person("viewer")
    with pytest.raises(RuntimeError, match=r"tells the log"):
        perform(OFFICE, ChangeLanguage(person=somebody.pk, language="en"))


def test_what_is_as_wanted_already_is_not_told(office: str) -> None:
    somebody = person("viewer")
    count = Entry.objects.count()
    perform(OFFICE, ChangeLanguage(person=somebody.pk, language="zh"))
    assert Entry.objects.count() == count


def test_secrets_stay_out_of_the_log(office: str) -> None:
    somebody = person("viewer", password="a secret of mine")
    told = "".join(entry.after for entry in Entry.objects.all())
    assert somebody.password not in told
    assert "password" not in told


def test_the_same_key_gives_the_first_answer(office: str) -> None:
    first = perform(OFFICE, create(), key="k1")
    again = perform(OFFICE, create(), key="k1")
    assert (again, Place.objects.count(), Entry.objects.count()) == (first, 1, 1)


def test_a_key_is_for_one_action_with_its_inputs(office: str) -> None:
    perform(OFFICE, create(), key="k1")
    with pytest.raises(Conflict, match="idempotency key"):
        perform(OFFICE, create(name="别县"), key="k1")


def test_a_key_is_for_one_actor(office: str) -> None:
    perform(OFFICE, create("x"), key="k1")
    other = perform(Actor.office("other"), create("y"), key="k1")
    assert (other.code, Place.objects.count()) == ("y", 2)


def test_a_refused_action_keeps_no_answer(office: str) -> None:
    with pytest.raises(Invalid):
        perform(OFFICE, create(kind="planet"), key="k1")
    assert Answer.objects.count() == 0
    assert perform(OFFICE, create(), key="k1").code == "x"


def test_a_key_has_its_length(office: str) -> None:
    with pytest.raises(Invalid, match="at most 200"):
        perform(OFFICE, create(), key="k" * 201)


def test_old_answers_are_forgotten(office: str) -> None:
    from luoshi.office.guard import keys

    perform(OFFICE, create(), key="k1")
    assert keys.forget() == 0
    Answer.objects.update(at=AT)
    assert keys.forget() == 1


def test_actions_at_once_are_all_kept_and_those_with_one_key_are_done_once(committed: str) -> None:
    failures: list[Exception] = []

    def work(number: int) -> None:
        try:
            for step in range(5):
                perform(OFFICE, create(f"{number}-{step}"))
                perform(OFFICE, create(f"same-{step}"), key=f"key-{step}")
        except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Place.objects.count() == Entry.objects.count() == 6 * 5 + 5
    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 36))
    assert verify().broken is None


def test_an_action_inside_another_is_undone_with_it(office: str) -> None:
    def fails() -> None:
        with transaction.atomic():
            perform(OFFICE, create())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert Entry.objects.count() == 0
