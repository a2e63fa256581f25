"""What went wrong, as problem details (RFC 9457): one form for every fault, in both languages, without a leak."""

from __future__ import annotations

import json
import logging
import secrets
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from luoshi.office.api.language import language_of
from luoshi.office.guard.errors import Forbidden, Invalid, NotFound, NotSignedIn, Problem
from luoshi.office.guard.trouble import unavailable

CONTENT_TYPE = "application/problem+json"
_log = logging.getLogger("luoshi.api")


class TooMany(Problem):
    """More requests than one may send."""

    status: ClassVar[int] = 429


class TooLarge(Problem):
    """A request that is too large."""

    status: ClassVar[int] = 413


class Unreadable(Problem):
    """A request that cannot be read."""

    status: ClassVar[int] = 400


class NoMethod(Problem):
    """The address does not take this method."""

    status: ClassVar[int] = 405


class Internal(Problem):
    """A mistake of the office itself."""

    status: ClassVar[int] = 500


def answer(request: HttpRequest, problem: Problem, *, errors: list[dict[str, Any]] | None = None) -> HttpResponse:
    """A problem as `application/problem+json`."""
    language = language_of(request)
    told: dict[str, Any] = {
        "type": f"urn:luoshi:problem:{problem.code}",
        "title": type(problem).__name__,
        "status": problem.status,
        "detail": problem.sentence(language),
        "code": problem.code,
    }
    faults = errors if errors is not None else _fields(problem, language, ())
    if faults:
        told["errors"] = faults
    response = HttpResponse(json.dumps(told, ensure_ascii=False), status=problem.status, content_type=CONTENT_TYPE)
    response["Content-Language"] = language
    if problem.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="luoshi"'
    if problem.status == 503:
        response["Retry-After"] = "30"
    if isinstance(problem, TooMany):
        response["Retry-After"] = str(problem.values["seconds"])
    return response


def _fields(problem: Problem, language: str, above: tuple[str, ...]) -> list[dict[str, Any]]:
    """The inputs at fault, each with its JSON pointer into the body; a fault inside another is told once."""
    found: list[dict[str, Any]] = []
    for name, fault in problem.fields.items():
        where = (*above, *str(name).split("."))
        if fault.fields:
            found += _fields(fault, language, where)
        else:
            found.append({"pointer": _pointer(where), "detail": fault.sentence(language), "code": fault.code})
    return found


def _pointer(parts: tuple[Any, ...]) -> str:
    return "#/" + "/".join(str(part).replace("~", "~0").replace("/", "~1") for part in parts)


@cache
def _chinese() -> Mapping[str, str]:
    return tomllib.loads((Path(__file__).parent / "validation.toml").read_text(encoding="utf-8"))


def _said(error: Mapping[str, Any], language: str) -> str:
    """What is wrong with an input. What was sent is not repeated."""
    text = _chinese().get(str(error["type"])) if language == "zh" else None
    if text is None:
        return str(error["msg"])
    return text.format_map({key: str(value) for key, value in error.get("ctx", {}).items()})


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    language = language_of(request)
    faults = []
    for fault in error.errors:
        source, *where = fault["loc"]
        told = {"in": str(source), "detail": _said(fault, language), "code": str(fault["type"])}
        if source in ("body", "form", "file"):
            # The first part is the name of the parameter in the code, not one of the body.
            inside = where[1:] if source == "body" else where
            told["pointer"] = _pointer(tuple(inside)) if inside else "#"
        else:
            told["name"] = ".".join(str(part) for part in where)
        faults.append(told)
    return answer(request, Invalid("api.invalid", count=len(faults)), errors=faults)


def problem_of(error: Exception) -> Problem:
    """Any exception as a problem; what nobody foresaw is written to the server's log and told by a number only."""
    match error:
        case Problem():
            return error
        case Http404():
            return NotFound("api.not_found")
        case PermissionDenied():
            return Forbidden("api.csrf")
        case RequestDataTooBig():
            return TooLarge("api.too_large", limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20)
        case SuspiciousOperation() | UnreadablePostError() | MultiPartParserError():
            return Unreadable("api.unreadable")
        case OperationalError():
            return unavailable(error)
        case OverflowError() | DataError():
            return Invalid("api.out_of_range")
        case HttpError():
            return _of_status(error)
    number = secrets.token_hex(4)
    _log.error("internal error %s", number, exc_info=error)
    return Internal("api.internal", number=number)


def _of_status(error: HttpError) -> Problem:
    """What the framework raised: for a body, around what the parser said."""
    if isinstance(error.__cause__, (Problem, RequestDataTooBig)):
        return problem_of(error.__cause__)
    if error.status_code == 401:
        return NotSignedIn("api.not_signed_in")
    return NotFound("api.not_found") if error.status_code == 404 else Unreadable("api.unreadable")


def handle(api: NinjaAPI) -> None:
    """Make an API answer every exception so."""

    def invalid(request: HttpRequest, error: Any) -> HttpResponse:
        return _invalid(request, error)

    def anything(request: HttpRequest, error: Any) -> HttpResponse:
        return answer(request, problem_of(error))

    api.add_exception_handler(ValidationError, invalid)
    for kind in (Exception, HttpError, Http404):
        api.add_exception_handler(kind, anything)
