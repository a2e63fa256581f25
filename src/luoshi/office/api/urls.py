"""The addresses of the API: every module of this folder that has a `router` is mounted under its name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from luoshi.office import api as folder
from luoshi.office.api.auth import PersonalToken, Session
from luoshi.office.api.parsing import StrictParser, check_text
from luoshi.office.api.problems import NoMethod, TooLarge, answer, handle, problem_of
from luoshi.office.api.schema import describe
from luoshi.office.guard.errors import NotFound


class OfficeAPI(NinjaAPI):
    """The API; its OpenAPI schema says what every operation has in common."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """The schema, with the problem details and the idempotency key."""
        return describe(super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params))


def make() -> NinjaAPI:
    """The API with every router of the folder."""
    made = OfficeAPI(
        title="落实 Luoshi",
        version="1",
        description="What the pages do, for programs. Faults are told as problem details (RFC 9457).",
        docs_url=None,
        urls_namespace="api",
        auth=[PersonalToken(), Session()],
        parser=StrictParser(),
    )
    handle(made)
    for module in sorted(found.name for found in pkgutil.iter_modules(folder.__path__)):
        router = getattr(importlib.import_module(f"{folder.__name__}.{module}"), "router", None)
        if router is not None:
            made.add_router(f"/{module}", router)
    return made


def _told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose refusals are problem details too, those of before it is entered among them."""

    @wraps(view)
    def telling(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            _check(request)
            response = view(request, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - whatever it was, it is told as a problem
            return answer(request, problem_of(error))
        if response.status_code == 405:
            allowed = response.headers.get("Allow", "")
            response = answer(request, NoMethod("api.method", method=request.method, allowed=allowed))
            response["Allow"] = allowed
        return response

    return csrf_exempt(telling)


def _check(request: HttpRequest) -> None:
    """Raise `TooLarge` before a body is read, `Invalid` for an address that no database could look for."""
    check_text(request.path)
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    form = str(request.META.get("CONTENT_TYPE", "")).startswith("multipart/")
    if not form and length.isdecimal() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise TooLarge("api.too_large", limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20)


def _nothing(request: HttpRequest) -> HttpResponse:
    return answer(request, NotFound("api.not_found"))


api = make()


def _patterns() -> list[URLPattern]:
    patterns = list(api.urls[0])
    for pattern in patterns:
        pattern.callback = _told(pattern.callback)
    return [*patterns, re_path(r"", csrf_exempt(_nothing))]


app_name = "api"
urlpatterns = _patterns()
