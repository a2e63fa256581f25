"""A list as a table: its columns, derived from the schema of its items, and its rows one after the other."""

from __future__ import annotations

import datetime as dt
import json
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.db.models import QuerySet
from ninja import Schema
from ninja.responses import NinjaJSONEncoder

Kind = Literal["text", "whole", "number", "truth", "day", "moment"]

#: `bool` before `int`, and moments before days: each is a kind of the other.
_KINDS: tuple[tuple[type, Kind], ...] = (
    (bool, "truth"),
    (int, "whole"),
    (Decimal, "number"),
    (float, "number"),
    (dt.datetime, "moment"),
    (dt.date, "day"),
)
_BLOCK = 2000


@dataclass(frozen=True)
class Column:
    """A column: where it stands in an item (`place`, `name` → `place.name`), and of what kind it is."""

    path: tuple[str, ...]
    kind: Kind

    @property
    def name(self) -> str:
        """The heading."""
        return ".".join(self.path)


@dataclass(frozen=True)
class Table:
    """A list as a table. `items` begins anew whenever it is called; items are as `model_dump` gives them."""

    name: str
    columns: tuple[Column, ...]
    items: Callable[[], Iterator[dict[str, Any]]]

    def rows(self) -> Iterator[list[Any]]:
        """The rows in the order of the columns; what is no single value is JSON text."""
        for item in self.items():
            yield [_plain(_inside(item, column.path)) for column in self.columns]


def table_of(name: str, schema: type[Schema], found: Iterable[Any]) -> Table:
    """A list of what `schema` can be made from (rows of a query, dictionaries) as a table."""

    def items() -> Iterator[dict[str, Any]]:
        rows = found.iterator(_BLOCK) if isinstance(found, QuerySet) else iter(found)
        for row in rows:
            yield schema.model_validate(row).model_dump()

    return Table(name, tuple(columns_of(schema)), items)


def columns_of(schema: type[Schema], above: tuple[str, ...] = ()) -> Iterator[Column]:
    """The columns of a schema; a schema inside it gives columns with a dot in their names."""
    for name, field in schema.model_fields.items():
        annotation = _without_none(field.annotation)
        if isinstance(annotation, type) and issubclass(annotation, Schema):
            yield from columns_of(annotation, (*above, name))
        else:
            yield Column((*above, name), _kind(annotation))


def _kind(annotation: Any) -> Kind:
    if isinstance(annotation, type):
        for type_, kind in _KINDS:
            if issubclass(annotation, type_):
                return kind
    return "text"


def _without_none(annotation: Any) -> Any:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        others = [kind for kind in typing.get_args(annotation) if kind is not type(None)]
        return others[0] if len(others) == 1 else annotation
    return annotation


def _inside(item: Any, path: tuple[str, ...]) -> Any:
    for part in path:
        item = None if item is None else item[part]
    return item


def _plain(value: Any) -> Any:
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, cls=NinjaJSONEncoder, ensure_ascii=False)
    return value
