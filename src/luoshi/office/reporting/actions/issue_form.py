"""A form goes out: from now on it asks. What others ask already is not asked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid, Problem
from luoshi.office.reporting.asking import Repeat, repeats
from luoshi.office.reporting.finding import form_of, of_form
from luoshi.office.reporting.forms import names
from luoshi.office.reporting.models import Form


@dataclass(frozen=True, kw_only=True)
class IssueForm(Action[Form]):
    """Issue a draft; gives the `Form`.

    Where it asks for what forms in issue ask of the same places in the same months, it raises `Conflict`
    (`reporting.repeats`) that names each indicator and who asks (`asking.repeats` lists them for a page). With
    `leave_repeats` it is issued all the same: those cells stay with the other forms and fill themselves here.
    """

    form: int
    leave_repeats: bool = False

    def concerns(self) -> Sequence[Concern]:
        """The issuer."""
        return of_form(form_of(self.form))

    def check(self) -> None:
        """A draft that asks somebody for something, and nothing that is asked already."""
        form = form_of(self.form)
        if form.state != "draft":
            raise Conflict("reporting.not_draft", form=form.title)
        if not form.cells.exists():
            raise Invalid("reporting.no_cells")
        if not form.respondents.exists():
            raise Invalid("reporting.no_respondents")
        if not self.leave_repeats:
            asked = repeats(form)
            if asked:
                raise Conflict("reporting.repeats", fields=_told(asked), count=len(asked))

    def do(self, on: Acting) -> Form:
        """It is in issue from today on."""
        form = form_of(self.form)
        left = len(repeats(form))
        form.state, form.issued_on = "issued", on.day
        form.save(update_fields=["state", "issued_on"])
        on.log(form, before={"state": "draft"}, after={"state": form.state, "repeats": left})
        return form


def _told(asked: list[Repeat]) -> dict[str, Problem]:
    """A problem for each indicator of the form and each form that asks for it: `cells.2`."""
    groups: dict[tuple[int, int], list[Repeat]] = {}
    for repeat in asked:
        groups.setdefault((repeat.cell.position, repeat.by.pk), []).append(repeat)
    told: dict[str, Problem] = {}
    for (position, _), of in groups.items():
        problem = Conflict(
            "reporting.asked_by",
            form=of[0].by.title,
            places=names(repeat.body for repeat in of),
            months="、".join(str(month) for month in of[0].months),
        )
        told.setdefault(f"cells.{position}", problem)
    return told
