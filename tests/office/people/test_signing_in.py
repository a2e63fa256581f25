from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone

from luoshi.office.guard.perform import perform
from luoshi.office.log.models import Entry
from luoshi.office.people import administrators, invitations
from luoshi.office.people.actions.invite_person import InvitePerson
from luoshi.office.people.actions.renew_invitation import RenewInvitation
from luoshi.office.people.actions.switch_person import SwitchPerson
from luoshi.office.people.models import Invitation, Person
from office.making import OFFICE, person

GOOD = "correct horse battery"


def sign_in(client: Client, who: Person, password: str = GOOD) -> Any:
    return client.post("/accounts/login/", {"login": who.username, "password": password})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_signing_in_and_out_and_the_log_knows(office: str) -> None:
    somebody = person("viewer", password=GOOD)
    client = Client()
    assert sign_in(client, somebody).status_code == 302
    assert signed_in(client)
    entry = Entry.objects.latest("seq")
    assert (entry.action, entry.who, entry.after) == (
        "people.sign_in",
        f"person:{somebody.pk}",
        '{"address":"127.0.0.1"}',
    )
    client.post("/accounts/logout/")
    assert not signed_in(client)


def test_a_wrong_password_is_refused_and_too_many_are_stopped(office: str) -> None:
    somebody = person("viewer", password=GOOD)
    client = Client()
    for _ in range(5):
        assert sign_in(client, somebody, "wrong").status_code == 200
    told = sign_in(client, somebody)
    assert (told.status_code, signed_in(client)) == (200, False)
    # Somebody else is not kept out.
    other = person("viewer", password=GOOD)
    sign_in(client, other)
    assert signed_in(client)


def test_a_switched_off_account_is_out_at_once(office: str) -> None:
    somebody = person("viewer", password=GOOD)
    client = Client()
    sign_in(client, somebody)
    perform(OFFICE, SwitchPerson(person=somebody.pk, active=False))
    assert client.get("/accounts/password/change/").url.startswith("/accounts/login/")
    again = Client()
    sign_in(again, somebody)
    assert not signed_in(again)


def test_a_form_without_its_token_is_refused(office: str) -> None:
    somebody = person("viewer", password=GOOD)
    assert sign_in(Client(enforce_csrf_checks=True), somebody).status_code == 403


def test_changing_the_password_is_an_action(office: str) -> None:
    somebody = person("viewer", password=GOOD)
    client = Client()
    sign_in(client, somebody)
    given = {"oldpassword": GOOD, "password1": "another good one", "password2": "another good one"}
    assert client.post("/accounts/password/change/", given).status_code == 302
    assert Entry.objects.latest("seq").action == "people.change_password"
    somebody.refresh_from_db()
    assert somebody.check_password("another good one")


@pytest.mark.parametrize(
    "address",
    ["signup/", "email/", "password/reset/", "3rdparty/signup/", "confirm-email/", "password/reset/key/1-x/"],
)
def test_doors_that_stay_shut(office: str, address: str) -> None:
    assert Client().get(f"/accounts/{address}").status_code == 404


def test_with_mfa_the_password_is_not_enough(office: str, half_minute: int) -> None:
    somebody = person("viewer", password=GOOD)
    secret = generate_totp_secret()
    TOTP.activate(somebody, secret)
    client = Client()
    assert sign_in(client, somebody).url == "/accounts/2fa/authenticate/"
    assert not signed_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": format_hotp_value(hotp_value(secret, half_minute))})
    assert signed_in(client)


def invited(role: str = "viewer") -> Invitation:
    return perform(OFFICE, InvitePerson(username="li", name="李明", role=role))


def test_an_invitation_is_used_once(office: str) -> None:
    address = f"/people/invitation/{invited().token}/"
    client = Client()
    assert "李明" in client.get(address).content.decode()
    refused = client.post(address, {"password": "short", "again": "short"})
    assert (refused.status_code, "10" in refused.content.decode()) == (422, True)
    assert client.post(address, {"password": GOOD, "again": "other"}).status_code == 422
    assert client.post(address, {"password": GOOD, "again": GOOD}).status_code == 302
    assert signed_in(client)
    assert Client().get(address).status_code == 404
    assert Client().post(address, {"password": GOOD, "again": GOOD}).status_code == 404
    assert sign_in(Client(), Person.objects.get()).status_code == 302


def test_a_new_link_ends_the_old_one(office: str) -> None:
    first = invited()
    second = perform(OFFICE, RenewInvitation(person=first.person_id))
    assert Client().get(f"/people/invitation/{first.token}/").status_code == 404
    assert Client().get(f"/people/invitation/{second.token}/").status_code == 200


def test_a_link_grows_old(office: str) -> None:
    made = invited()
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert Client().get(f"/people/invitation/{made.token}/").status_code == 404


def test_the_token_is_kept_nowhere(office: str) -> None:
    made = invited()
    assert made.token not in str(list(Invitation.objects.values_list()))
    assert all(made.token not in entry.after for entry in Entry.objects.all())
    assert invitations.find(made.token).token == ""


def test_an_administrator_is_usable_with_a_password(office: str) -> None:
    day = dt.date(2999, 1, 1)
    made = invited("administrator")
    assert not administrators.usable(day)
    client = Client()
    client.post(f"/people/invitation/{made.token}/", {"password": GOOD, "again": GOOD})
    assert administrators.usable(day)


def test_passwords_are_kept_by_argon2() -> None:
    from luoshi.office import settings as told

    assert told.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    started = time.perf_counter()
    somebody = Person(username="x", name="x")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "PASSWORD_HASHERS", told.PASSWORD_HASHERS)
        from django.contrib.auth import hashers

        hashers.get_hashers.cache_clear()
        somebody.set_password(GOOD)
        assert somebody.password.startswith("argon2$argon2id$")
    hashers.get_hashers.cache_clear()
    assert time.perf_counter() - started > 0.01


def test_old_sessions_can_be_cleared(office: str) -> None:
    call_command("clearsessions")


class TestOpenIdConnect:
    """Who signs in there is joined to the account with the verified e-mail, or stays out."""

    def login(self, email: str, verified: bool) -> Any:
        from allauth.account.models import EmailAddress
        from allauth.socialaccount.models import SocialAccount, SocialLogin

        return SocialLogin(
            user=Person(email=email), account=SocialAccount(provider="oidc", uid="42"),
            email_addresses=[EmailAddress(email=email, verified=verified)],
        )  # fmt: skip

    @pytest.mark.parametrize(("email", "verified", "joined"), [
        ("li@example.org", True, True), ("LI@example.org", True, True),
        ("li@example.org", False, False), ("x@example.org", True, False),
    ])  # fmt: skip
    def test_joined(self, office: str, rf: Any, email: str, verified: bool, joined: bool) -> None:
        from luoshi.office.people.adapters import SocialAccountAdapter

        somebody = person("viewer")
        Person.objects.update(email="li@example.org")
        login = self.login(email, verified)
        adapter = SocialAccountAdapter()
        server = {
            "provider_id": "oidc",
            "name": "x",
            "client_id": "x",
            "settings": {"server_url": "https://id.example"},
        }
        with override_settings(SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": [server]}}):
            adapter.pre_social_login(rf, login)
        assert somebody.socialaccount_set.exists() is joined
        assert not adapter.is_open_for_signup(rf, login)


@pytest.fixture
def rf() -> Any:
    from django.contrib.messages.storage.fallback import FallbackStorage
    from django.contrib.sessions.backends.db import SessionStore
    from django.test import RequestFactory

    request: Any = RequestFactory().get("/")
    request.session = SessionStore()
    request._messages = FallbackStorage(request)
    request.user = Person()
    return request
