"""The articles of one issue's pages are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.office.documents.finding import document_of
from luoshi.office.documents.models import Document
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern


@dataclass(frozen=True, kw_only=True)
class JoinIssue(Action[int]):
    """Keep how the articles of an issue's pages go on in one another; gives how many pages changed. The worker's to do.

    `pages`: the number of each document, the articles it had, and the articles as they are joined. A page that was read
    anew meanwhile is left alone: the job that follows its reading joins it.
    """

    pages: tuple[tuple[int, list[dict[str, Any]], list[dict[str, Any]]], ...]

    def concerns(self) -> Sequence[Concern]:
        """The places whose pages they are."""
        return tuple(document_of(number).place for number, _, _ in self.pages)

    def do(self, on: Acting) -> int:
        """The pages of which an article is joined otherwise than before."""
        there = Document.objects.in_bulk([number for number, _, _ in self.pages])
        changed = [
            (there[number], before, after)
            for number, before, after in self.pages
            if there[number].articles == before and before != after
        ]
        for document, before, after in changed:
            document.articles = after
            document.save(update_fields=["articles"])
            on.log(document, before={"joined": _links(before)}, after={"joined": _links(after)})
        if not changed:
            on.unchanged()
        return len(changed)


def _links(articles: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Article → the articles that it is joined to, for the log."""
    return {
        str(article["article"]): [f"document:{other['id']} {other['article']}" for other in article["joined"]]
        for article in articles
        if article["joined"]
    }
