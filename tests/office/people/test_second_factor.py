"""The second factor and OpenID Connect: what they change is done by actions, and the log knows; never the secrets."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import (
    SECRET_SESSION_KEY,
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from luoshi.office.guard.errors import Conflict, Forbidden
from luoshi.office.guard.perform import perform
from luoshi.office.log.models import Entry
from luoshi.office.people.actions.add_second_factor import AddSecondFactor
from luoshi.office.people.actions.join_identity import JoinIdentity
from luoshi.office.people.actions.part_identity import PartIdentity
from luoshi.office.people.actions.remove_second_factor import RemoveSecondFactor
from luoshi.office.people.actions.renew_recovery_codes import RenewRecoveryCodes
from luoshi.office.people.models import Person
from luoshi.office.people.scopes import actor_of
from office.making import person, place

# Every test makes and checks codes.
pytestmark = pytest.mark.usefixtures("half_minute")

GOOD = "correct horse battery"


@pytest.fixture
def somebody(office: str) -> Person:
    return person("viewer", password=GOOD)


@pytest.fixture
def client(somebody: Person) -> Client:
    made = Client()
    made.post("/accounts/login/", {"login": somebody.username, "password": GOOD})
    made.post("/accounts/reauthenticate/", {"password": GOOD})
    return made


def code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time())))))


def last() -> tuple[str, str, str]:
    entry = Entry.objects.latest("seq")
    return entry.action, entry.before, entry.after


def set_up(client: Client) -> str:
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    secret = str(client.session[SECRET_SESSION_KEY])
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert answer.url == "/accounts/2fa/recovery-codes/"
    return secret


def test_set_up_renewed_and_removed_each_with_its_entry(client: Client, somebody: Person) -> None:
    secret = set_up(client)
    assert last() == ("people.add_second_factor", '{"second_factor":false}', '{"second_factor":true}')
    codes = Authenticator.objects.get(user=somebody, type="recovery_codes").wrap().get_unused_codes()
    assert codes[0] in client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert client.post("/accounts/2fa/recovery-codes/generate/").status_code == 302
    assert last()[0] == "people.renew_recovery_codes"
    renewed = Authenticator.objects.get(user=somebody, type="recovery_codes").wrap().get_unused_codes()
    assert not set(codes) & set(renewed)
    assert client.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert last() == ("people.remove_second_factor", '{"second_factor":true}', '{"second_factor":false}')
    assert not Authenticator.objects.filter(user=somebody).exists()
    told = " ".join(entry.before + entry.after for entry in Entry.objects.all())
    assert not any(hidden in told for hidden in (secret, *codes, *renewed))


def test_a_wrong_code_sets_nothing_up(client: Client, somebody: Person) -> None:
    client.get("/accounts/2fa/totp/activate/")
    refused = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert refused.status_code == 200
    assert 'class="error"' in refused.content.decode()
    assert not Authenticator.objects.filter(user=somebody).exists()


def test_the_password_is_asked_for_again(somebody: Person) -> None:
    fresh = Client()
    fresh.post("/accounts/login/", {"login": somebody.username, "password": GOOD})
    asked = fresh.get("/accounts/2fa/totp/activate/")
    assert asked.url.startswith("/accounts/reauthenticate/")


def test_an_administrator_takes_it_from_who_has_lost_it(office: str) -> None:
    county = place("云岚县", kind="county")
    town = place("青溪镇", county)
    lost = person("reporter", town)
    TOTP.activate(lost, generate_totp_secret())
    address = f"/people/{lost.pk}/second-factor"
    for role, scope, status in (("supervisor", town, 403), ("administrator", town, 303)):
        client = Client()
        client.force_login(person(role, scope))
        assert client.post(address).status_code == status
    assert not Authenticator.objects.exists()


def test_nobody_sets_one_up_for_another_nor_twice(office: str) -> None:
    administrator, other = person("administrator"), person("viewer")
    secret = generate_totp_secret()
    with pytest.raises(Forbidden):
        perform(actor_of(administrator), AddSecondFactor(person=other.pk, secret=secret))
    with pytest.raises(Conflict, match="no second factor"):
        perform(actor_of(other), RenewRecoveryCodes(person=other.pk))
    perform(actor_of(other), AddSecondFactor(person=other.pk, secret=secret))
    with pytest.raises(Conflict, match="already"):
        perform(actor_of(other), AddSecondFactor(person=other.pk, secret=secret))
    perform(actor_of(other), RemoveSecondFactor(person=other.pk))
    count = Entry.objects.count()
    perform(actor_of(other), RemoveSecondFactor(person=other.pk))
    assert Entry.objects.count() == count


def test_an_identity_is_joined_once_and_parted_by_an_administrator(office: str) -> None:
    somebody, other = person("viewer"), person("viewer")
    joined = {"provider": "oidc", "subject": "42"}
    perform(actor_of(somebody), JoinIdentity(person=somebody.pk, **joined))
    assert last() == ("people.join_identity", "null", '{"provider":"oidc","subject":"42"}')
    with pytest.raises(Conflict):
        perform(actor_of(other), JoinIdentity(person=other.pk, **joined))
    with pytest.raises(Forbidden):
        perform(actor_of(somebody), PartIdentity(person=somebody.pk))
    perform(actor_of(person("administrator")), PartIdentity(person=somebody.pk))
    assert last()[:2] == ("people.part_identity", '[{"provider":"oidc","subject":"42"}]')
    assert not SocialAccount.objects.exists()


def test_connecting_by_hand_is_shut(sqlite_only: str) -> None:
    from allauth.core.exceptions import ImmediateHttpResponse
    from allauth.socialaccount.models import SocialLogin

    from luoshi.office.people.adapters import SocialAccountAdapter

    login: Any = SocialLogin(user=Person(), account=SocialAccount(provider="oidc", uid="42"))
    login.state["process"] = "connect"
    with pytest.raises(ImmediateHttpResponse) as raised:
        SocialAccountAdapter().pre_social_login(None, login)
    assert raised.value.response.url == "/account"
    assert Client().get("/accounts/3rdparty/").status_code == 404
