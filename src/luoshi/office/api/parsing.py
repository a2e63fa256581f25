"""Reading the body of a request: strict JSON, numbers and texts that every database can keep."""

from __future__ import annotations

import json
from typing import Any, NoReturn, cast

from django.http import HttpRequest
from ninja.parser import Parser

from luoshi.office.guard.errors import Invalid

_LARGEST = 2**63 - 1


class StrictParser(Parser):
    """JSON without NaN and Infinity, without integers beyond 64 bits, without texts that are no Unicode."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body. Raises `ValueError` where it is not JSON, `Invalid` where it holds what cannot be kept."""
        found = json.loads(request.body, parse_int=_integer, parse_constant=_constant)
        check(found)
        return cast("dict[str, Any]", found)

    def parse_querydict(self, data: Any, list_fields: list[str], request: HttpRequest) -> dict[str, Any]:
        """The query, or the fields of a form. Raises `Invalid` where a text cannot be kept."""
        for name, values in data.lists():
            check([name, *values])
        return super().parse_querydict(data, list_fields, request)


def check(value: Any) -> None:
    """Raise `Invalid` where a text, anywhere inside, cannot be kept."""
    waiting = [value]
    while waiting:
        held = waiting.pop()
        if isinstance(held, str):
            check_text(held)
        elif isinstance(held, dict):
            waiting += [*held.keys(), *held.values()]
        elif isinstance(held, list):
            waiting += held


def check_text(text: str) -> None:
    """Raise `Invalid` for NUL and for half a surrogate pair, which PostgreSQL and UTF-8 refuse."""
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise Invalid("api.text")


def _integer(text: str) -> int:
    # Leading sign included, 19 digits are all that 64 bits can hold.
    if len(text) > 20 or abs(int(text)) > _LARGEST:
        raise Invalid("api.out_of_range")
    return int(text)


def _constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")
