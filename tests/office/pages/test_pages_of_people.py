"""The pages of organisations, people, the log and the own account: who enters, what they do, how many queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luoshi.office.guard.perform import perform
from luoshi.office.ledger.actions.create_commitment import CreateCommitment
from luoshi.office.log.models import Entry
from luoshi.office.organisations.models import Body, Place
from luoshi.office.people.models import Membership, Person
from luoshi.office.people.scopes import actor_of
from office.making import body, person, place

GOOD = "correct horse battery"


@pytest.fixture
def county() -> Any:
    return place("云岚县", kind="county")


def of(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as told:
        assert client.get(address).status_code == 200
    return len(told)


class TestOrganisations:
    def test_the_tree_on_a_day(self, office: str, county: Any) -> None:
        client = of(person("viewer", county))
        place("青溪镇", county)
        shown = text(client.get("/organisations/"))
        assert "云岚县" in shown
        assert "青溪镇" in shown
        assert "青溪镇" not in text(client.get("/organisations/?day=1999-01-01"))
        assert "云岚县" not in text(client.get("/organisations/place/?q=青溪")).partition("<tbody>")[2]
        assert client.get("/organisations/?day=soon").status_code == 422
        assert client.get("/organisations/towns/").status_code == 404
        assert client.get("/organisations/?under=999").status_code == 404

    def test_a_large_tree_is_folded(self, sqlite_only: str, county: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        from luoshi.office.pages.organisations import tree

        monkeypatch.setattr(tree, "MOST", 3)
        towns = [place(f"第{number}镇", county) for number in range(3)]
        client = of(person("viewer", county))
        shown = text(client.get("/organisations/"))
        assert "下级 3 个" in shown
        assert "第1镇" not in shown
        place("青溪村", towns[1], kind="village")
        assert "下级 1 个" in text(client.get(f"/organisations/?under={county.id}"))

    def test_queries_do_not_grow(self, office: str, county: Any) -> None:
        client = of(person("administrator"))
        town = place("青溪镇", county)
        before = [queries(client, a) for a in ("/organisations/", f"/organisations/place/{county.id}/")]
        for number in range(5):
            body(f"第{number}局", of=county)
            place(f"第{number}村", place(f"第{number}镇", county), kind="village")
        assert [queries(client, a) for a in ("/organisations/", f"/organisations/place/{county.id}/")] == before
        assert town

    def test_made_renamed_moved_merged_split_closed_by_form(self, office: str, county: Any) -> None:
        client = of(person("administrator"))
        given = {"name": "青溪镇", "code": "331199101", "kind": "town", "parent": county.id, "since": "2020-01-01"}
        made = client.post("/organisations/place/new", given)
        town = Place.objects.get(code="331199101")
        assert (made.status_code, made.url) == (303, f"/organisations/place/{town.id}/")
        assert "已建立“青溪镇”" in text(client.get(made.url))
        address = f"/organisations/place/{town.id}/"
        assert client.post(f"{address}rename", {"name": "清溪镇", "on": "2021-01-01"}).status_code == 303
        other = place("白水镇", county)
        third = place("云台镇", county)
        assert client.post(f"{address}merge", {"nodes": [other.id], "on": "2022-01-01"}).status_code == 303
        town.refresh_from_db()
        assert town.name == "清溪镇"
        shares = {f"share-{town.id}": "60", f"share-{third.id}": "40%", "on": "2023-01-01"}
        assert client.post(f"{address}split", shares).status_code == 303
        assert client.post(f"{address}move", {"parent": third.id, "on": "2024-01-01"}).status_code == 303
        assert client.post(f"{address}close", {"on": "2025-01-01"}).status_code == 303
        shown = text(client.get(address))
        for told in ("青溪镇", "清溪镇", "白水镇", "60%", "40%", "2025年1月1日"):
            assert told in shown
        assert f"{address}rename" not in shown
        assert [e.action.partition(".")[2] for e in Entry.objects.order_by("-seq")[:4]] == [
            "close_node", "move_node", "split_node", "merge_nodes",
        ]  # fmt: skip

    def test_a_refusal_is_told_and_what_was_typed_stays(self, sqlite_only: str, county: Any) -> None:
        client = of(person("administrator"))
        given = {"name": "青溪镇", "code": county.code, "kind": "town", "since": "2020-01-01"}
        refused = client.post("/organisations/place/new", given)
        assert refused.status_code == 409
        assert "已经用于" in text(refused)
        assert 'value="青溪镇"' in text(refused)
        assert client.post("/organisations/place/new", {**given, "since": "x"}).status_code == 422
        assert client.post(f"/organisations/place/{county.id}/split", {f"share-{county.id}": "x"}).status_code == 422
        assert client.get(f"/organisations/place/{county.id}/paint").status_code == 404

    def test_only_administrators_change_and_only_inside(self, office: str, county: Any) -> None:
        town, other = place("青溪镇", county), place("白水镇", county)
        reader, administrator = of(person("viewer", county)), of(person("administrator", town))
        assert reader.get("/organisations/place/new").status_code == 403
        assert reader.get(f"/organisations/place/{town.id}/rename").status_code == 403
        assert administrator.get(f"/organisations/place/{town.id}/rename").status_code == 200
        for address in (f"/organisations/place/{other.id}/rename", f"/organisations/place/{other.id}/close"):
            assert administrator.get(address).status_code == 403
            assert administrator.post(address, {"name": "x", "on": "2024-01-01"}).status_code == 403
        assert "/rename" not in text(administrator.get(f"/organisations/place/{other.id}/"))

    def test_a_body_with_its_place(self, sqlite_only: str, county: Any) -> None:
        client = of(person("administrator"))
        given = {"name": "县统计局", "code": "b-stat", "kind": "bureau", "place": county.id, "since": "2020-01-01"}
        assert client.post("/organisations/body/new", given).status_code == 303
        found = Body.objects.get()
        assert found.place_id == county.id
        assert "县统计局" in text(client.get(f"/organisations/place/{county.id}/"))
        assert "云岚县" in text(client.get(f"/organisations/body/{found.id}/"))


class TestPeople:
    def test_the_list_is_that_of_the_scope(self, office: str, county: Any) -> None:
        town, other = place("青溪镇", county), place("白水镇", county)
        person("reporter", town, name="季棠")
        person("reporter", other, name="闻人静")
        person("viewer", name="容若")
        everybody = text(of(person("administrator")).get("/people/"))
        assert all(name in everybody for name in ("季棠", "闻人静", "容若"))
        inside = text(of(person("supervisor", town)).get("/people/"))
        assert "季棠" in inside
        assert "闻人静" not in inside
        assert "容若" not in inside
        assert of(person("viewer", county)).get("/people/").status_code == 403
        stranger = Person.objects.get(name="闻人静")
        assert of(person("supervisor", town)).get(f"/people/{stranger.pk}/").status_code == 404

    def test_filters(self, sqlite_only: str, county: Any) -> None:
        client = of(person("administrator", name="管理"))
        person("reporter", county, name="季棠")
        off = person("viewer", county, name="容若")
        off.is_active = False
        off.save()
        assert "容若" not in text(client.get("/people/?q=季")).partition("<tbody>")[2]
        assert "季棠" not in text(client.get("/people/?role=viewer")).partition("<tbody>")[2]
        assert "季棠" not in text(client.get("/people/?state=off")).partition("<tbody>")[2]
        assert "季棠" in text(client.get("/people/?state=waiting")).partition("<tbody>")[2]

    def test_queries_do_not_grow(self, office: str, county: Any) -> None:
        client = of(person("administrator"))
        person("reporter", county)
        before = queries(client, "/people/")
        for _ in range(6):
            person("reviewer", county)
        assert queries(client, "/people/") == before

    def test_invited_by_form_and_the_link_is_shown_once(self, office: str, county: Any) -> None:
        client = of(person("administrator"))
        assert client.get("/people/invite").status_code == 200
        given = {"name": "季棠", "username": "jitang", "role": "reporter", "scope": f"place:{county.id}"}
        shown = client.post("/people/invite", given)
        assert (shown.status_code, shown["Cache-Control"]) == (200, "no-store")
        link = text(shown).partition('value="http://testserver')[2].partition('"')[0]
        assert link.startswith("/people/invitation/")
        made = Person.objects.get(username="jitang")
        assert link not in text(client.get(f"/people/{made.pk}/"))
        assert Client().post(link, {"password": GOOD, "again": GOOD}).status_code == 302
        assert client.post("/people/invite", given).status_code == 409
        assert client.post("/people/invite", {**given, "username": "x", "scope": ""}).status_code == 422

    def test_roles_are_granted_and_ended_the_account_switched_and_a_link_renewed(
        self, office: str, county: Any
    ) -> None:
        client, somebody = of(person("administrator")), person("reporter", county, name="季棠")
        address = f"/people/{somebody.pk}/"
        given = {"role": "reviewer", "scope": f"place:{county.id}", "since": "2024-01-01"}
        assert client.post(f"{address}grant", given).status_code == 303
        held = Membership.objects.get(person=somebody, role="reviewer")
        assert "审核 · 云岚县" in text(client.get(address))
        assert client.post(f"{address}roles/{held.pk}/end").status_code == 303
        held.refresh_from_db()
        assert held.until is not None
        assert client.post(f"{address}link").status_code == 200
        assert client.post(f"{address}change", {"name": "季海棠", "phone": "1", "email": ""}).status_code == 303
        assert client.post(f"{address}switch").status_code == 303
        somebody.refresh_from_db()
        assert (somebody.name, somebody.is_active) == ("季海棠", False)
        assert client.get(f"{address}switch").status_code == 405

    def test_the_last_administrator_stays(self, sqlite_only: str) -> None:
        last = person("administrator")
        refused = of(last).post(f"/people/{last.pk}/switch")
        assert refused.status_code == 409
        assert 'role="alert"' in text(refused)

    def test_an_administrator_of_a_town_gives_no_role_beyond_it(self, office: str, county: Any) -> None:
        town = place("青溪镇", county)
        client, somebody = of(person("administrator", town)), person("reporter", town)
        form = text(client.get(f"/people/{somebody.pk}/grant"))
        assert "青溪镇" in form.partition('<form class="form"')[2]
        assert 'value="whole"' not in form
        assert f'value="place:{county.id}"' not in form
        given = {"role": "reviewer", "scope": f"place:{county.id}"}
        assert client.post(f"/people/{somebody.pk}/grant", given).status_code == 403
        assert not Membership.objects.filter(person=somebody, role="reviewer").exists()


class TestLog:
    def test_who_sees_which_acts(self, office: str, county: Any) -> None:
        town, other = place("青溪镇", county), place("白水镇", county)
        near, far = person("reporter", town, name="季棠"), person("reporter", other, name="闻人静")
        for who in (near, far):
            of(who).post("/account", {"name": who.name, "phone": "110"})
        whole, part = of(person("administrator")), of(person("administrator", town))
        assert "季棠" in text(whole.get("/log/"))
        assert "闻人静" in text(whole.get("/log/"))
        mine = text(part.get("/log/"))
        assert "季棠" in mine
        assert "闻人静" not in mine
        own = text(of(near).get("/log/"))
        assert "季棠" in own
        assert "闻人静" not in own
        foreign = Entry.objects.get(who=f"person:{far.pk}").seq
        assert part.get(f"/log/{foreign}/").status_code == 404
        assert whole.get(f"/log/{foreign}/").status_code == 200

    def test_who_ever_had_a_role_elsewhere_is_not_shown_to_a_part(self, office: str, county: Any) -> None:
        town, other = place("青溪镇", county), place("白水镇", county)
        somebody = person("reporter", town, name="季棠")
        of(somebody).post("/account", {"name": "季棠", "phone": "110"})
        part = of(person("administrator", town))
        assert "季棠" in text(part.get("/log/"))
        Membership.objects.create(person=somebody, role="viewer", place=other, since="2001-01-01", until="2001-02-01")
        assert "季棠" not in text(part.get("/log/")).partition("<tbody>")[2]

    def test_an_object_is_a_link_for_who_may_open_its_page(self, office: str, county: Any) -> None:
        own = person("viewer", county)
        of(own).post("/account", {"name": "季棠", "phone": "110"})
        page = f'href="/people/{own.pk}/"'
        assert page not in text(of(own).get("/log/"))
        assert page in text(of(person("administrator")).get("/log/"))
        town, other = place("青溪镇", county), place("白水镇", county)
        moved = person("supervisor", town)
        task = CreateCommitment(kind="task", place=town.id, period="2025", text="建成县城北环线一期工程。")
        made = perform(actor_of(moved), task)
        address = f'href="/ledger/{made.pk}/"'
        seq = Entry.objects.get(object=f"commitment:{made.pk}").seq
        assert address in text(of(moved).get("/log/"))
        assert address in text(of(moved).get(f"/log/{seq}/"))
        # An act stays one's own when one's scope has become another; what it was done to does not.
        Membership.objects.filter(person=moved).update(place=other)
        for shown in (text(of(moved).get("/log/")), text(of(moved).get(f"/log/{seq}/"))):
            assert f"目标任务 {made.pk}" in shown
            assert address not in shown

    def test_without_a_role_no_object_is_a_link(self, sqlite_only: str, county: Any) -> None:
        once = person("administrator")
        address = f'href="/organisations/place/{county.id}/"'
        of(once).post(f"/organisations/place/{county.id}/rename", {"name": "云岚市", "on": "2024-01-01"})
        assert address in text(of(once).get("/log/"))
        Membership.objects.filter(person=once).update(until="2025-01-01")
        shown = text(of(once).get("/log/"))
        assert "云岚市" in shown
        assert address not in shown

    def test_search_before_after_and_older(self, office: str, county: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        from luoshi.office.pages import log

        monkeypatch.setattr(log, "_A_PAGE", 2)
        client = of(person("administrator"))
        client.post(f"/organisations/place/{county.id}/rename", {"name": "云岚市", "on": "2024-01-01"})
        found = text(client.get("/log/?action=organisations.rename_node&q=云岚市"))
        assert "<del>云岚县</del><ins>云岚市</ins>" in found
        assert "没有记录" in text(client.get("/log/?q=nowhere"))
        assert "没有记录" in text(client.get("/log/?until=2001-01-01"))
        shown = text(client.get("/log/"))
        assert "更早的" in shown
        assert client.get("/log/?before=2").status_code == 200
        assert "云岚县" in text(client.get(f"/log/?object=place:{county.id}"))

    def test_queries_do_not_grow(self, office: str, county: Any) -> None:
        client = of(person("administrator"))
        before = queries(client, "/log/")
        for number in range(5):
            place(f"第{number}镇", county)
        assert queries(client, "/log/") == before

    def test_verified_in_the_background_and_the_page_says_so(self, sqlite_only: str, county: Any) -> None:
        from luoshi.office.guard.jobs import verify_log
        from luoshi.office.jobs import queue
        from luoshi.office.jobs.models import Job

        client = of(person("administrator"))
        assert "还没有核验过" in text(client.get("/log/"))
        assert client.post("/log/verify").status_code == 303
        job = Job.objects.get()
        job.state, job.worker, job.attempts = "running", "w", 1
        job.save()
        queue.finish(job, verify_log(type("Work", (), {"progress": lambda self, done, total: None})()))
        assert "前后相连" in text(client.get("/log/"))
        assert of(person("administrator", county)).post("/log/verify").status_code == 403


class TestAccount:
    def test_own_data_and_language(self, office: str, county: Any) -> None:
        somebody = person("viewer", county, name="季棠")
        client = of(somebody)
        assert "季棠" in text(client.get("/account"))
        assert client.post("/account", {"name": "", "phone": ""}).status_code == 422
        assert client.post("/preferences", {"language": "en", "next": "/account"}).url == "/account"
        somebody.refresh_from_db()
        assert somebody.language == "en"
        # Another browser of the same person speaks it too.
        assert "Second factor" in text(of(somebody).get("/account"))

    def test_tokens(self, office: str, county: Any) -> None:
        client = of(person("viewer", county))
        made = client.post("/account/tokens", {"name": "导出", "days": "30"})
        assert 'value="luoshi_' in text(made)
        assert made["Cache-Control"] == "no-store"
        assert "luoshi_" not in text(client.get("/account/tokens"))
        number = Entry.objects.latest("seq").object.partition(":")[2]
        assert of(person("administrator")).post(f"/account/tokens/{number}/revoke").status_code == 404
        assert client.post(f"/account/tokens/{number}/revoke").status_code == 303
        assert client.post("/account/tokens", {"name": "", "days": "30"}).status_code == 422
