"""Pages of a long list, and the links between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode


def pager(found: Any, address: str, asked: Mapping[str, str] | Sequence[tuple[str, str]] = ()) -> dict[str, Any] | None:
    """The pager of a Django `Page` (components/pager.html); None where one page is all. `asked`: the other filters."""
    if found.paginator.num_pages < 2:
        return None
    kept = [(k, v) for k, v in dict(asked).items() if v and k != "page"]

    def url(number: int) -> str:
        return f"{address}?{urlencode([*kept, ('page', number)])}"

    gap = found.paginator.ELLIPSIS
    pages = [
        None if number == gap else {"number": number, "url": url(int(number)), "here": number == found.number}
        for number in found.paginator.get_elided_page_range(found.number, on_each_side=2, on_ends=1)
    ]
    return {
        "first": found.start_index(),
        "last": found.end_index(),
        "total": found.paginator.count,
        "previous": url(found.number - 1) if found.has_previous() else None,
        "next": url(found.number + 1) if found.has_next() else None,
        "pages": pages,
    }
