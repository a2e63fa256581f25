"""Who looks after the whole office: there is always one."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from luoshi.office.people.models import Membership

ROLE = "administrator"


def memberships_of_administrators(day: dt.date) -> QuerySet[Membership]:
    """The memberships by which active people are administrators of the whole office on a day."""
    found: QuerySet[Membership] = Membership.objects.filter(
        Q(until=None) | Q(until__gt=day), role=ROLE, place=None, body=None, since__lte=day, person__is_active=True
    )
    return found


def usable(day: dt.date) -> bool:
    """Whether an administrator has come in already: one with a password, or known by OpenID Connect."""
    rows = memberships_of_administrators(day).select_related("person")
    return any(row.person.has_usable_password() or row.person.socialaccount_set.exists() for row in rows)
