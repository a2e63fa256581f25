"""What of the ledger somebody sees: commitments of the places in the scope, and those that bodies in the scope have."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from luoshi.office.guard.actors import Actor, Concern
from luoshi.office.guard.errors import NotFound
from luoshi.office.guard.permissions import allows, table
from luoshi.office.ledger.models import Commitment, Ownership
from luoshi.office.people.scopes import within

SEE = "ledger.see"


def visible(actor: Actor) -> QuerySet[Commitment]:
    """The commitments that somebody sees."""
    line = table()[SEE]
    if actor.grants_of(line.anywhere):
        return Commitment.objects.all()
    at_places = within(actor, line.inside, place="place")
    if not at_places:
        # The whole office: an empty filter leaves nothing out.
        return Commitment.objects.all()
    owned = Ownership.objects.filter(within(actor, line.inside, body="body"), until=None)
    return Commitment.objects.filter(at_places | Q(pk__in=owned.values("commitment")))


def seen(actor: Actor, commitment: int) -> Commitment:
    """A commitment with place, indicator, parent and clause. Raises `NotFound` for what somebody does not see."""
    related = ("place", "indicator", "parent__place", "statement__document")
    found = visible(actor).select_related(*related).filter(pk=commitment).first()
    if found is None:
        raise NotFound("ledger.no_commitment", number=commitment)
    return found


def may(actor: Actor, permission: str, commitment: Commitment) -> bool:
    """Whether somebody may do something with a commitment (`ledger.change_commitment`); no query."""
    concerns: tuple[Concern, ...] = (commitment.place,)
    return allows(actor, permission, concerns)
