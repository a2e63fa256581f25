"""The frame of the API: who comes in, how faults are told, what the schema says."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from luoshi.office.api import limits, tokens
from luoshi.office.people.models import Token
from office.api.calling import Caller, problem
from office.making import person

ADDRESS = "/api/tokens"


@pytest.fixture(autouse=True)
def _full_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PERSON", limits.Limit(burst=400, rate=40))
    monkeypatch.setattr(limits, "STRANGER", limits.Limit(burst=60, rate=2))


def test_somebody_with_a_token_comes_in(office: str) -> None:
    assert Caller(person("viewer")).get(ADDRESS).status_code == 200


def test_nobody_does_not(office: str) -> None:
    response = Caller().get(ADDRESS)
    assert problem(response, 401)["code"] == "api.not_signed_in"
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("sent", ["Bearer", "Bearer x", "Bearer luoshi_\udcff", "Basic eDp4", "luoshi_x", "Bearer  "])
def test_a_token_that_is_none(sqlite_only: str, sent: str) -> None:
    problem(Caller().get(ADDRESS, Authorization=sent), 401)


def test_a_bad_token_is_not_made_good_by_a_session(sqlite_only: str) -> None:
    client = Client()
    client.force_login(person("viewer"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(ADDRESS).status_code == 200
    assert client.get(ADDRESS, headers={"Authorization": "Bearer luoshi_x"}).status_code == 401


@pytest.mark.parametrize("how", ["expired", "revoked", "inactive"])
def test_a_token_that_has_ended(office: str, how: str) -> None:
    somebody = person("viewer")
    caller = Caller(somebody)
    assert caller.get(ADDRESS).status_code == 200
    if how == "expired":
        Token.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    elif how == "revoked":
        Token.objects.update(revoked_at=timezone.now())
    else:
        somebody.is_active = False
        somebody.save()
    problem(caller.get(ADDRESS), 401)


def test_a_token_that_reads_does_not_write(office: str) -> None:
    caller = Caller(person("viewer"), writes=False)
    assert caller.get(ADDRESS).status_code == 200
    assert problem(caller.post(ADDRESS, {"name": "x"}), 403)["code"] == "api.token_reads"


def test_a_token_makes_no_other(office: str) -> None:
    caller = Caller(person("administrator"))
    assert problem(caller.post(ADDRESS, {"name": "x"}), 403)["code"] == "api.token_for_tokens"
    assert problem(caller.call("DELETE", f"{ADDRESS}/1"), 403)["code"] == "api.token_for_tokens"


def test_a_session_writes_with_its_csrf_token_only(office: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("viewer"), backend="allauth.account.auth_backends.AuthenticationBackend")
    sent: dict[str, Any] = {"data": '{"name": "夜间导出", "days": 30}', "content_type": "application/json"}
    assert problem(client.post(ADDRESS, **sent), 403)["code"] == "api.csrf"
    client.cookies["csrftoken"] = "a" * 32
    made = client.post(ADDRESS, headers={"X-CSRFToken": "a" * 32}, **sent)
    assert made.status_code == 201
    assert made.json()["token"].startswith("luoshi_")
    listed = client.get(ADDRESS).json()
    assert listed["count"] == 1
    assert "token" not in listed["items"][0]
    ended = client.delete(f"{ADDRESS}/{made.json()['id']}", headers={"X-CSRFToken": "a" * 32})
    assert ended.json()["revoked_at"]


def test_the_secret_is_kept_nowhere(office: str) -> None:
    from luoshi.office.log.models import Entry

    caller = Caller(person("viewer"))
    secret = caller.headers["Authorization"].removeprefix("Bearer ")
    kept = [*Token.objects.values_list(), *Entry.objects.values_list()]
    assert all(secret not in str(value) for row in kept for value in row)
    assert all(Token.objects.get().token_hash not in str(value) for row in Entry.objects.values_list() for value in row)


def test_the_last_use_is_kept_to_ten_minutes(office: str) -> None:
    caller = Caller(person("viewer"))
    caller.get(ADDRESS)
    first = Token.objects.get().used_at
    assert first is not None
    caller.get(ADDRESS)
    assert Token.objects.get().used_at == first
    Token.objects.update(used_at=first - dt.timedelta(minutes=11))
    caller.get(ADDRESS)
    assert Token.objects.get().used_at >= first


def test_an_address_that_is_none(sqlite_only: str) -> None:
    assert problem(Caller().get("/api/nothing/here"), 404)["code"] == "api.not_found"
    assert problem(Caller().get("/api/"), 404)["code"] == "api.not_found"
    problem(Caller().get("/api/tokens%00"), 404)


def test_a_method_that_is_not_taken(sqlite_only: str) -> None:
    response = Caller(person("viewer")).call("PUT", ADDRESS, {})
    assert problem(response, 405)["detail"].startswith("This address does not take PUT")
    assert set(response["Allow"].replace(" ", "").split(",")) == {"GET", "POST"}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "api.unreadable"),
        (b"\xff\xfe", 400, "api.unreadable"),
        (b'{"name": NaN}', 400, "api.unreadable"),
        (b"[" * 100_000, 400, "api.unreadable"),
        (b'{"name": "x", "days": 99999999999999999999}', 422, "api.out_of_range"),
        (b'{"name": "a\\u0000b"}', 422, "api.text"),
        (b'{"name": "\\ud800"}', 422, "api.text"),
        (b'{"name": "x", "days": 0}', 422, "api.invalid"),
        (b'{"name": 5}', 422, "api.invalid"),
        (b"[]", 422, "api.invalid"),
        (b"", 422, "api.invalid"),
    ],
)
def test_a_body_at_fault(office: str, body: bytes, status: int, code: str) -> None:
    caller = Caller(person("viewer"))
    response = caller.client.post(ADDRESS, body, content_type="application/json", headers=caller.headers)
    assert problem(response, status)["code"] == code


def test_faults_name_the_inputs_in_the_language_asked_for(sqlite_only: str) -> None:
    somebody = person("viewer")
    sent = {"days": 1000}
    chinese = problem(Caller(somebody, language="zh-CN,zh;q=0.9,en;q=0.1").post(ADDRESS, sent), 422)
    english = problem(Caller(somebody, language="en-GB,zh;q=0.5").post(ADDRESS, sent), 422)
    assert chinese["detail"] == "请求有 2 处不符合要求"
    assert {(fault["pointer"], fault["detail"]) for fault in chinese["errors"]} == {
        ("#/name", "缺少"),
        ("#/days", "应不大于 366"),
    }
    assert english["detail"] == "The request is at fault in 2 places"
    assert {fault["code"] for fault in english["errors"]} == {"missing", "less_than_equal"}


def test_too_large_a_request_is_not_read(sqlite_only: str) -> None:
    caller = Caller(person("viewer"))
    response = caller.client.post(
        ADDRESS, b"x" * (10 * 2**20 + 1), content_type="application/json", headers=caller.headers
    )
    assert "10 MB" in problem(response, 413)["detail"]


def test_a_mistake_of_ours_is_told_by_a_number_only(
    sqlite_only: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caller = Caller(person("viewer"))

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the secret is yellow")

    monkeypatch.setattr(tokens.Token.objects, "filter", fail)
    with caplog.at_level(logging.ERROR, "luoshi.api"):
        told = problem(caller.get(ADDRESS), 500)
    assert "yellow" not in str(told)
    number = told["detail"].split("log as ")[1].split(";")[0]
    assert number in caplog.text
    assert "the secret is yellow" in caplog.text


def test_a_database_that_is_away(sqlite_only: str, monkeypatch: pytest.MonkeyPatch) -> None:
    caller = Caller(person("viewer"))

    def full(*args: object, **kwargs: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(tokens.Token.objects, "filter", full)
    response = caller.get(ADDRESS)
    assert problem(response, 503)["code"] == "guard.disk_full"
    assert response["Retry-After"] == "30"


def test_whoever_sends_too_much_waits(sqlite_only: str, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr(limits, "PERSON", limits.Limit(burst=3, rate=0.5, now=lambda: clock[0]))
    monkeypatch.setattr(limits, "STRANGER", limits.Limit(burst=1, rate=0.5, now=lambda: clock[0]))
    caller = Caller(person("viewer"))
    assert [caller.get(ADDRESS).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = caller.get(ADDRESS)
    assert problem(refused, 429)["detail"] == "Too many requests; try again in 2 s"
    assert refused["Retry-After"] == "2"
    assert Caller(person("viewer")).get(ADDRESS).status_code == 200, "another's bucket is another"
    clock[0] = 2.0
    assert caller.get(ADDRESS).status_code == 200
    assert [Caller().get(ADDRESS).status_code for _ in range(2)] == [401, 429]


def test_pages_of_a_list(sqlite_only: str) -> None:
    somebody = person("viewer")
    caller = Caller(somebody)
    for _ in range(6):
        Caller(somebody)
    seen, address = [], f"{ADDRESS}?limit=3"
    while address:
        page = caller.get(address).json()
        assert page["count"] == 7
        seen += [item["id"] for item in page["items"]]
        address = page["next"]
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 7
    for wrong in ("limit=0", "limit=501", "offset=-1", "limit=x", "offset=99999999999999999999"):
        problem(caller.get(f"{ADDRESS}?{wrong}"), 422)


def test_an_idempotency_key_does_a_thing_once(office: str) -> None:
    client = Client()
    client.force_login(person("viewer"), backend="allauth.account.auth_backends.AuthenticationBackend")
    sent: dict[str, Any] = {"data": '{"name": "once"}', "content_type": "application/json"}
    first, again = (client.post(ADDRESS, headers={"Idempotency-Key": "k1"}, **sent) for _ in range(2))
    assert first.json()["id"] == again.json()["id"]
    assert Token.objects.count() == 1
    other = {**sent, "data": '{"name": "another"}'}
    problem(client.post(ADDRESS, headers={"Idempotency-Key": "k1"}, **other), 409)
    problem(client.post(ADDRESS, headers={"Idempotency-Key": "k" * 201}, **sent), 422)


def test_the_schema(sqlite_only: str) -> None:
    response = Client().get("/api/openapi.json")
    assert response.status_code == 200
    schema = response.json()
    operations = [
        (path, method, operation) for path, of_path in schema["paths"].items() for method, operation in of_path.items()
    ]
    assert len({operation["operationId"] for _, _, operation in operations}) == len(operations)
    for path, method, operation in operations:
        assert operation["security"], path
        assert operation["summary"], path
        assert "default" in operation["responses"], path
        keyed = any(parameter["name"] == "Idempotency-Key" for parameter in operation["parameters"])
        assert keyed == (method != "get"), path
