"""Pages of lists: `@paged` for any list, `@by_cursor` for tables that grow without end.

    @router.get("", response=list[FormOut], operation_id="list_forms")
    @paged
    def forms(request: HttpRequest) -> QuerySet[Form]: ...

answers `{"items": […], "count": 120, "next": "/api/forms?limit=50&offset=50"}`. With `?format=` (csv, xlsx, parquet,
jsonl) the whole list comes as a file, in the columns of its schema.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Annotated, Any, TypeVar, overload
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Field, Query, Schema
from ninja.operation import Operation
from ninja.utils import contribute_operation_args, contribute_operation_callback

from luoshi.office.api.exports.answering import Format, export
from luoshi.office.api.exports.sdmx import Flow
from luoshi.office.api.exports.table import table_of
from luoshi.office.guard.errors import Invalid

DEFAULT, LARGEST = 50, 500
# What offsets are good for; further on, the list is to be narrowed or taken as a file.
_FURTHEST = 100_000

View = TypeVar("View", bound=Callable[..., Any])


class _Part(Schema):
    limit: Annotated[int, Field(ge=1, le=LARGEST, description="how many items")] = DEFAULT
    format: Annotated[Format, Field(description="json is a page; the others are the whole list as a file")] = "json"
    bom: Annotated[bool, Field(description="csv: begin with the byte order mark, by which Excel knows UTF-8")] = False


class Paging(_Part):
    """Which part of a list."""

    offset: Annotated[int, Field(ge=0, le=_FURTHEST, description="how many items to leave out first")] = 0


class CursorPaging(_Part):
    """Which part of a long list."""

    cursor: Annotated[str, Field(max_length=40, description="where the page before ended, as its `next` says")] = ""


class Paged(Schema):
    """A page of a list: its items, how many there are in all, and the address of the next page, if there is one."""

    items: list[Any]
    count: int
    next: str | None


class CursorPaged(Schema):
    """A page of a long list: its items, and the address of the next page, if there is one."""

    items: list[Any]
    next: str | None


@overload
def paged(view: View) -> View: ...
@overload
def paged(*, flow: Flow) -> Callable[[View], View]: ...
def paged(view: Any = None, *, flow: Flow | None = None) -> Any:
    """A list by `limit` and `offset`. The view gives a `QuerySet` or a sequence; the order of a query is made total.

    `flow`: the list is there as SDMX-CSV too.
    """

    def part(request: HttpRequest, wanted: Paging, given: Any) -> dict[str, Any]:
        found = _ordered(given)
        count = found.count() if isinstance(found, QuerySet) else len(found)
        end = wanted.offset + wanted.limit
        following = _address(request, limit=wanted.limit, offset=end) if end < count and end <= _FURTHEST else None
        return {"items": list(found[wanted.offset : end]), "count": count, "next": following}

    def decorate(view: Any) -> Any:
        return _paging(view, part, Paging, Paged, flow)

    return decorate if view is None else decorate(view)


def by_cursor(column: str = "pk", *, descending: bool = False, flow: Flow | None = None) -> Callable[[View], View]:
    """A query by a unique whole-number `column`, each page starting behind the last item of the one before."""

    def part(request: HttpRequest, wanted: CursorPaging, given: Any) -> dict[str, Any]:
        found: QuerySet[Any] = given.order_by(f"-{column}" if descending else column)
        if wanted.cursor:
            if not (wanted.cursor.isascii() and wanted.cursor.isdecimal()) or len(wanted.cursor) > 18:
                raise Invalid("api.cursor")
            found = found.filter(**{f"{column}__{'lt' if descending else 'gt'}": int(wanted.cursor)})
        rows = list(found[: wanted.limit + 1])
        more, rows = len(rows) > wanted.limit, rows[: wanted.limit]
        following = _address(request, limit=wanted.limit, cursor=getattr(rows[-1], column)) if more else None
        return {"items": rows, "next": following}

    def decorate(view: Any) -> Any:
        return _paging(view, part, CursorPaging, CursorPaged, flow)

    return decorate


def _ordered(found: Any) -> QuerySet[Any] | Sequence[Any]:
    """Two rows that are equal in the order asked for must not change places between two pages."""
    if not isinstance(found, QuerySet):
        return list(found)
    order = [*(found.query.order_by or found.query.get_meta().ordering or ())]
    return found if {"pk", "-pk", "id", "-id"} & set(order) else found.order_by(*order, "pk")


def _address(request: HttpRequest, **changes: Any) -> str:
    query = request.GET.copy()
    for name in ("cursor", "offset"):
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = str(value)
    return f"{request.path}?{urlencode(list(query.lists()), doseq=True)}"


def _paging(view: Any, part: Any, inputs: type[Schema], outputs: type[Schema], flow: Flow | None) -> Any:
    of: dict[str, Any] = {}

    @wraps(view)
    def paging(request: HttpRequest, **values: Any) -> Any:
        wanted = values.pop("paging")
        found = view(request, **values)
        if isinstance(found, HttpResponseBase):
            return found
        if wanted.format == "json":
            return part(request, wanted, found)
        name = of["item"].__name__.removesuffix("Out").lower()
        return export(table_of(name, of["item"], _ordered(found)), wanted.format, mark=wanted.bom, flow=flow)

    # Here, where the names in the view's annotations are known.
    paging.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
    contribute_operation_args(paging, "paging", inputs, Query(...))  # type: ignore[type-arg]

    def page_of(operation: Operation) -> None:
        """The answer is a page of what the view was said to answer: `list[X]` → `{"items": list[X], …}`."""
        for status, model in operation.response_models.items():
            listed = getattr(model, "__annotations__", {}).get("response")
            items = getattr(listed, "__args__", ())
            if getattr(listed, "__origin__", None) is list and items:
                of["item"] = items[0]
                name = f"{outputs.__name__}{items[0].__name__}"
                schema = type(name, (outputs,), {"__annotations__": {"items": listed}, "__doc__": outputs.__doc__})
                operation.response_models[status] = operation._create_response_model(schema)
                return
        raise TypeError(f"{view.__module__}.{view.__name__}: a paged list answers response=list[…]")

    contribute_operation_callback(paging, page_of)
    return paging
