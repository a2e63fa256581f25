"""What somebody has typed so far is kept in the office, so that it survives a closed window and another computer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import BEIJING, Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid
from luoshi.office.reporting.entries import Answer, Entry
from luoshi.office.reporting.finding import of_sheet, sheet_of
from luoshi.office.reporting.handing_in import must_take
from luoshi.office.reporting.models import Draft

#: A sheet has so many cells at most; a text of one so many characters.
MOST, LONGEST = 5000, 1000


@dataclass(frozen=True, kw_only=True)
class SaveDraft(Action[Draft]):
    """Keep entries as typed, right or wrong, with the answers so far; gives the `Draft`, whose `revision` grows.

    `revision` names the draft that this one was made from (0: none). Raises `Conflict` (`reporting.draft_changed`)
    where somebody else has saved one meanwhile. `contents` of the draft: `{"entries": {cell: {status, value, note}},
    "answers": {cell: {rule: text}}}`.
    """

    sheet: int
    revision: int
    entries: tuple[Entry, ...]
    answers: tuple[Answer, ...] = ()

    def concerns(self) -> Sequence[Concern]:
        """Who fills it in."""
        return of_sheet(sheet_of(self.sheet))

    def check(self) -> None:
        """A sheet that takes figures, the draft as it is, texts that are not too long."""
        sheet = sheet_of(self.sheet)
        if sheet.accepted == 0:
            must_take(sheet)
        if len(self.entries) > MOST:
            raise Invalid("reporting.draft_too_large", found=len(self.entries), most=MOST)
        texts = [t for e in self.entries for t in (e.status, e.value, e.note)] + [a.text for a in self.answers]
        longest = max(map(len, texts), default=0)
        if longest > LONGEST:
            raise Invalid("guard.too_long", limit=LONGEST, length=longest)
        held = Draft.objects.select_related("person").filter(sheet=sheet).first()
        if held is not None and held.revision != self.revision:
            at = held.at.astimezone(BEIJING)
            raise Conflict("reporting.draft_changed", who=held.person or "—", at=f"{at:%m-%d %H:%M}")

    def do(self, on: Acting) -> Draft:
        """The draft. The log is told that it was saved, not what stands in it: it is nobody's word yet."""
        sheet = sheet_of(self.sheet)
        answers: dict[str, dict[str, str]] = {}
        for answer in self.answers:
            answers.setdefault(str(answer.cell), {})[answer.rule] = answer.text
        entries = {str(e.cell): {"status": e.status, "value": e.value, "note": e.note} for e in self.entries}
        draft = Draft.objects.filter(sheet=sheet).first() or Draft(sheet=sheet, revision=0)
        draft.contents, draft.person_id, draft.at = {"entries": entries, "answers": answers}, on.actor.person, on.at
        draft.revision += 1
        draft.save()
        on.log(sheet, after={"draft": draft.revision})
        return draft
