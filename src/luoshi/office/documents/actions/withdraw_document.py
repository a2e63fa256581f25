"""A page that was brought in by mistake is withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.documents.accepted import standing
from luoshi.office.documents.finding import document_of, must_stand
from luoshi.office.documents.models import Document, Withdrawal
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid, text
from luoshi.office.jobs.queue import enqueue, stop

_NAMED = 20


@dataclass(frozen=True, kw_only=True)
class WithdrawDocument(Action[Document]):
    """Withdraw a page for a `reason`; gives the `Document`. Nothing is deleted: it is shown as withdrawn, with what was
    decided about it, and nothing more is read or decided.

    Raises `Conflict` (`documents.stands_in_ledger`, naming its statements) while a commitment that was not dropped came
    from it, and `documents.withdrawn` where it was withdrawn before.
    """

    document: int
    reason: str

    def concerns(self) -> Sequence[Concern]:
        """The place whose page it is."""
        return (document_of(self.document).place,)

    def check(self) -> None:
        """A reason; no statement of it stands in the ledger."""
        document = document_of(self.document)
        must_stand(document)
        try:
            text(self.reason, limit=2000)
        except Invalid as error:
            raise Invalid("documents.faulty", fields={"reason": error}) from None
        numbers = list(standing(document).values_list("number", flat=True))
        if numbers:
            listed = "、".join(str(number) for number in numbers[:_NAMED]) + (" …" if len(numbers) > _NAMED else "")
            raise Conflict("documents.stands_in_ledger", name=document.name, count=len(numbers), numbers=listed)

    def do(self, on: Acting) -> Document:
        """The withdrawal; its job is stopped, and the pages of its issue are joined without it."""
        document = document_of(self.document)
        before = document.state
        if before == "waiting" and document.job is not None:
            stop(document.job)
        document.state = "withdrawn"
        document.save(update_fields=["state"])
        reason = self.reason.strip()
        on.add([Withdrawal(document=document, reason=reason, by=on.actor.who, by_name=on.actor.name, at=on.at)])
        if document.printed is not None:
            enqueue("documents.join", key=f"{document.place_id}:{document.printed}", document=document.pk)
        on.log(document, before={"state": before}, after={"state": "withdrawn", "reason": reason})
        return document
