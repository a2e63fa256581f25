from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from luoshi.office.log.canonical import canonical, digest, moment, number


def test_the_order_of_keys_and_the_zeros_of_decimals_do_not_matter() -> None:
    assert (
        canonical({"b": Decimal("1.50"), "a": "中"})
        == canonical({"a": "中", "b": Decimal("1.5")})
        == '{"a":"中","b":"1.5"}'
    )


@pytest.mark.parametrize(
    ("given", "text"), [("-0", "0"), ("100", "100"), ("1E+3", "1000"), ("0.10", "0.1"), ("-0.0", "0")]
)
def test_decimals(given: str, text: str) -> None:
    assert number(Decimal(given)) == text


def test_a_moment_is_told_in_utc() -> None:
    beijing = dt.timezone(dt.timedelta(hours=8))
    assert moment(dt.datetime(2025, 1, 1, 3, tzinfo=beijing)) == "2024-12-31T19:00:00.000000Z"
    with pytest.raises(ValueError, match="without a time zone"):
        moment(dt.datetime(2025, 1, 1))


@pytest.mark.parametrize("value", [object(), float("nan")])
def test_what_has_no_form_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical(value)


def test_a_known_digest() -> None:
    # printf 'abc' | sha256sum
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
