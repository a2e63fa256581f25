"""Documents by API, and uploads of anything at all."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.office.documents.models import Document
from luoshi.office.documents.reasons import said
from office.api.calling import Caller, problem
from office.documents.making import PAGE, brought, quoted, read, work
from office.making import person, place


@pytest.fixture
def county(office: str) -> Any:
    return place("云岚县", place("青澜市", kind="city"), kind="county")


@pytest.fixture
def caller(county: Any) -> Caller:
    return Caller(person("supervisor", county))


def bring(
    caller: Caller, county: Any, data: bytes = PAGE.encode(), name: str = "页-20250115.txt", key: str = ""
) -> Any:
    """Upload a file under any name at all; Django's own client would put the name right before it is sent."""
    called = name.encode("utf-8", "surrogatepass").replace(b'"', b"%22").replace(b"\r", b"%0D").replace(b"\n", b"%0A")
    head = b'--=-\r\nContent-Disposition: form-data; name="%s"'
    body = head % b"place" + b"\r\n\r\n%d\r\n" % county.pk
    body += (
        head % b"file" + b'; filename="' + called + b'"\r\nContent-Type: text/plain\r\n\r\n' + data + b"\r\n--=---\r\n"
    )
    headers = {**caller.headers, **({"Idempotency-Key": key} if key else {})}
    return caller.client.generic(
        "POST", "/api/documents", body, content_type="multipart/form-data; boundary==-", headers=headers
    )


def test_a_page_from_upload_to_decision(caller: Caller, county: Any) -> None:
    made = bring(caller, county, key="k")
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["state"], told["again"], told["statements_all"]) == ("waiting", False, 0)
    again = bring(caller, county)
    assert (again.status_code, again.json()["id"], again.json()["again"]) == (200, told["id"], True)
    work()
    whole = caller.get(f"/api/documents/{told['id']}").json()
    assert (whole["state"], whole["text"], whole["printed"]) == ("read", PAGE, "2025-01-15")
    assert caller.get("/api/documents?state=read").json()["items"][0]["statements_all"] == whole["statements_all"]
    found = caller.get(f"/api/documents/{told['id']}/statements?kind=figure").json()["items"]
    gdp = next(one for one in found if one["fields"]["code"] == "GDP")
    assert gdp["fields"]["value"] == "6"
    address = f"/api/documents/statements/{gdp['id']}"
    edited = caller.post(f"{address}/edited", {"fields": {"value": "6.5"}}, key="e").json()
    assert (edited["state"], edited["fields"]["value"], edited["contents"]["value"]) == ("edited", "6.5", "6")
    assert caller.post(f"{address}/reopened").json()["state"] == "found"
    assert caller.post(f"{address}/refused", {"reason": "重复"}).json()["state"] == "refused"
    verdicts = [one["verdict"] for one in caller.get(f"{address}/decisions").json()["items"]]
    assert verdicts == ["edited", "reopened", "refused"]
    rest = [one["id"] for one in found if one["id"] != gdp["id"]]
    assert caller.post(f"/api/documents/{told['id']}/accepted", {"statements": rest}).json() == rest
    problem(caller.post(f"/api/documents/statements/{rest[0]}/accepted"), 409)


def test_a_page_is_withdrawn(caller: Caller, county: Any) -> None:
    document = read(county)
    address = f"/api/documents/{document.pk}"
    assert problem(caller.post(f"{address}/withdrawn", {"reason": " "}), 422)["errors"][0]["pointer"].endswith("reason")
    told = caller.post(f"{address}/withdrawn", {"reason": "传错了"}).json()
    assert (told["state"], told["withdrawn_for"], told["statements_open"]) == ("withdrawn", "传错了", 0)
    assert [one["id"] for one in caller.get("/api/documents?state=withdrawn").json()["items"]] == [document.pk]
    assert problem(caller.post(f"{address}/withdrawn", {"reason": "再来"}), 409)["code"] == "documents.withdrawn"
    assert bring(caller, county).status_code == 201


def test_read_again(caller: Caller, county: Any) -> None:
    document = read(county)
    told = caller.post(f"/api/documents/{document.pk}/reading", {"printed": "2024-01-15"}).json()
    assert (told["state"], told["printed"], told["statements_all"]) == ("waiting", "2024-01-15", 0)
    problem(caller.post(f"/api/documents/{document.pk}/reading", {}), 409)


def test_faults_are_problems(caller: Caller, county: Any) -> None:
    gdp = quoted(read(county), "地区生产总值")
    told = problem(caller.post(f"/api/documents/statements/{gdp.pk}/edited", {"fields": {"value": "六"}}), 422)
    assert "value" in str(told["errors"])
    problem(caller.post(f"/api/documents/statements/{gdp.pk}/edited", {"fields": {"nothing": "x"}}), 422)
    problem(caller.post("/api/documents/statements/999999/accepted"), 404)
    problem(caller.get("/api/documents/99999999999999999999"), 422)
    problem(bring(caller, county, name="a.exe"), 422)
    problem(caller.client.post("/api/documents", {"place": county.pk}, headers=caller.headers), 422)


def test_other_places_pages_are_not_there(county: Any) -> None:
    document = read(county)
    gdp = quoted(document, "地区生产总值")
    stranger = Caller(person("administrator", place("溪山县", kind="county")))
    assert stranger.get("/api/documents").json()["count"] == 0
    for address in (
        f"/api/documents/{document.pk}", f"/api/documents/{document.pk}/statements",
        f"/api/documents/statements/{gdp.pk}", f"/api/documents/statements/{gdp.pk}/decisions",
    ):  # fmt: skip
        problem(stranger.get(address), 404)
    for address, body in (
        (f"/api/documents/{document.pk}/reading", {}),
        (f"/api/documents/{document.pk}/accepted", {"statements": [gdp.pk]}),
        (f"/api/documents/statements/{gdp.pk}/accepted", None),
        (f"/api/documents/statements/{gdp.pk}/edited", {"fields": {}}),
        (f"/api/documents/statements/{gdp.pk}/refused", {"reason": "x"}),
        (f"/api/documents/statements/{gdp.pk}/reopened", None),
    ):
        problem(stranger.post(address, body), 404)
    problem(bring(stranger, county), 403)
    viewer = Caller(person("viewer", county))
    problem(viewer.post(f"/api/documents/statements/{gdp.pk}/accepted"), 403)
    problem(bring(viewer, county), 403)


def test_queries_do_not_grow_with_rows(caller: Caller, county: Any) -> None:
    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as told:
            assert caller.get(address).status_code == 200
        return len(told)

    document = read(county)
    brought(county, "第一份", name="a.txt")
    addresses = ("/api/documents", f"/api/documents/{document.pk}/statements")
    caller.get(addresses[0])  # the token is used for the first time
    few = [count(address) for address in addresses]
    for number in range(12):
        brought(county, f"第{number}份", name=f"{number}.txt")
    assert [count(address) for address in addresses] == few


def _docx(data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", data)
    return held.getvalue()


FILES = st.one_of(
    st.binary(max_size=400),
    st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.builds(lambda head, tail: head + tail, st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"<html>"]), st.binary()),
    st.binary(max_size=200).map(_docx),
    st.just(_docx(b"0" * 70_000_000)),
    st.just(b"9" * 1_100_000),
    st.just((PAGE * 3).encode("gb18030")),
    st.just(PAGE.encode() + b"\x00\x00"),
)
NAMES = st.one_of(
    st.sampled_from(
        ["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a.exe", "..", "../../a.txt", "a", "页.PDF", ".pdf"]
    ),
    st.text(min_size=1, max_size=60),
    st.text(max_size=260).map(lambda name: f"{name}.txt"),
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=FILES, name=NAMES)
def test_whatever_is_uploaded_gets_a_sentence(caller: Caller, county: Any, data: bytes, name: str) -> None:
    answer = bring(caller, county, data, name)
    if answer.status_code not in (200, 201):
        problem(answer, answer.status_code)
        assert answer.status_code < 500
        return
    work()
    document = Document.objects.get(pk=answer.json()["id"])
    assert document.state in ("read", "failed")
    if document.state == "failed":
        assert said(document.error)
        assert caller.get(f"/api/documents/{document.pk}").json()["error"] == said(document.error, "en")
