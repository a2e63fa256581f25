"""The list of people within one's scope."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.guard.permissions import roles
from luoshi.office.pages.acting import show
from luoshi.office.pages.entering import Request, enters, page
from luoshi.office.pages.paging import pager
from luoshi.office.pages.words import Language, said
from luoshi.office.people.models import Membership, Person
from luoshi.office.people.scopes import today
from luoshi.office.people.visible import memberships_within, people_within, sees_all

STATES = ("active", "waiting", "off")
_A_PAGE = 50


@page("people.see", methods=("GET",))
def people(request: Request) -> HttpResponse:
    """Who has a role in one's scope, by `?q=` (name, user name), `?role=`, `?state=` (active, waiting, off)."""
    asked, language = request.GET, request.language
    words, role, state = asked.get("q", "").strip(), asked.get("role", ""), asked.get("state", "")
    found = _found(people_within(request.actor), words, role, state)
    listed = Paginator(found, _A_PAGE).get_page(asked.get("page"))
    held = Prefetch("memberships", queryset=_current(request), to_attr="held")
    listed.object_list = listed.object_list.prefetch_related(held)
    address = reverse("people")
    context: dict[str, Any] = {
        "title": said("rooms.people", language),
        "lead": said("people.lead", language, count=listed.paginator.count),
        "filters": _filters(language, address, words, role, state),
        "table": _table(language, listed),
        "pager": pager(listed, address, asked),
    }
    if enters(request.actor, "people.invite_person"):
        label = said("people.invite", language)
        context["buttons"] = [{"label": label, "url": reverse("people_invite"), "main": True}]
    return show(request, "list.html", context)


def _current(request: Request) -> QuerySet[Membership]:
    """The roles of today that one may see, with their scopes."""
    day = today()
    of_today: QuerySet[Membership] = Membership.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day)
    if not sees_all(request.actor):
        of_today = of_today.filter(id__in=memberships_within(request.actor).values("id"))
    return of_today.select_related("place", "body").order_by("id")


def _found(everybody: QuerySet[Person], words: str, role: str, state: str) -> QuerySet[Person]:
    for word in words.split():
        everybody = everybody.filter(Q(name__icontains=word) | Q(username__icontains=word))
    if role in roles():
        day = today()
        of_role = Membership.objects.filter(Q(until=None) | Q(until__gt=day), role=role, since__lte=day)
        everybody = everybody.filter(id__in=of_role.values("person"))
    if state in STATES:
        everybody = everybody.filter(is_active=state != "off")
    if state in ("active", "waiting"):
        # Who has not come in yet, by whatever way, has never signed in.
        everybody = everybody.filter(last_login__isnull=state == "waiting")
    return everybody.order_by("-is_active", "name", "id")


def state_of(person: Person) -> str:
    """active, waiting (invited, never came in), off."""
    return "off" if not person.is_active else "waiting" if person.last_login is None else "active"


def role_text(membership: Membership, language: Language) -> str:
    """The role and where: 督查 · 云岚县."""
    where = membership.place or membership.body or said("frame.whole", language)
    return f"{roles()[membership.role][language]} · {where}"


def _table(language: Language, people_: Any) -> dict[str, Any]:
    labels = (("name", "link"), ("roles", "text"), ("phone", "text"), ("state", "text"), ("last_login", "date"))
    return {
        "caption": said("rooms.people", language),
        "columns": [
            {
                "label": said(f"people.{label}", language),
                "kind": kind,
                "width": "wide" if label == "roles" else "nowrap",
            }
            for label, kind in labels
        ],
        "rows": [
            {
                "cells": [
                    {"text": one.name, "url": reverse("people_person", args=[one.pk]), "note": one.username},
                    "；".join(role_text(membership, language) for membership in one.held) or "—",
                    one.phone,
                    said(f"people.states.{state_of(one)}", language),
                    one.last_login,
                ]
            }
            for one in people_
        ],
        "empty": said("people.none", language),
    }


def _filters(language: Language, address: str, words: str, role: str, state: str) -> dict[str, Any]:
    any_ = {"value": "", "label": said("table.any", language)}
    of_roles = [any_, *({"value": name, "label": told[language]} for name, told in roles().items())]
    of_states = [any_, *({"value": one, "label": said(f"people.states.{one}", language)} for one in STATES)]
    return {
        "action": address,
        "label": said("people.find", language),
        "reset": address,
        "fields": [
            {"name": "q", "label": said("people.name", language), "kind": "search", "value": words},
            {"name": "role", "label": said("people.role", language), "kind": "select", "value": role,
             "options": of_roles},
            {"name": "state", "label": said("people.state", language), "kind": "select", "value": state,
             "options": of_states},
        ],
    }  # fmt: skip
