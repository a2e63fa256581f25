"""What was published, as it was; publishing, correcting and withdrawing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.guard.errors import Problem
from luoshi.office.guard.permissions import allows, require
from luoshi.office.pages.acting import act, go, once, reason_of, show, with_faults
from luoshi.office.pages.asked import whole_number
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.saying import moment
from luoshi.office.pages.scoring import published
from luoshi.office.pages.scoring.listed import listed
from luoshi.office.pages.scoring.saying import options, period_label
from luoshi.office.pages.words import Language, said
from luoshi.office.scoring import boards, finding, publishing, tables
from luoshi.office.scoring.actions.publish_results import PublishResults
from luoshi.office.scoring.actions.withdraw_publication import WithdrawPublication
from luoshi.office.scoring.models import League, Publication, PublishedRow

_KINDS = ("board", "league", "cards")


@page("scoring.see_published", methods=("GET",))
def publications(request: Request) -> HttpResponse:
    """Everything that was published, the latest first."""
    return listed(request)


@page("scoring.see_published", methods=("GET",))
def publication(request: Request, number: int) -> HttpResponse:
    """A publication as it was on its day, and what would be different today."""
    found = finding.publication_of(number)
    language = request.language
    rows = list(PublishedRow.objects.filter(publication=found).order_by("position"))
    later = found.replaced_by.order_by("pk").first()
    changed = publishing.differences(found, rows)
    context = {
        "title": found.title,
        "lead": period_label(found.period, language),
        "crumbs": [{"label": said("scoring.published", language), "url": reverse("scoring_publications")}],
        "buttons": _buttons(request, found, later),
        "said": _said(found, later, len(changed), language),
        "facts": _facts(found, language),
        "rules": found.rules,
        **published.shown(found, rows, language),
        "more": [published.changes(changed, language)] if changed else [],
    }
    return show(request, "scoring/publication.html", context)


def _facts(found: Publication, language: Language) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = [
        {"label": said("scoring.kind", language), "value": said(f"scoring.publications.{found.kind}", language)},
        {"label": said("scoring.place", language), "value": found.place.name},
        {"label": said("scoring.at", language), "value": moment(found.at, language)},
        {"label": said("scoring.by", language), "value": found.by_name},
    ]
    if found.kind != "withdrawal":
        told.append({"label": said("scoring.known_at", language), "value": moment(found.known_at, language)})
    if found.reason:
        told.append({"label": said("scoring.reason", language), "value": found.reason})
    if found.replaces is not None:
        url = reverse("scoring_publication", args=[found.replaces_id])
        told.append(
            {"label": said("scoring.replaces", language), "value": moment(found.replaces.at, language), "url": url}
        )
    return told


def _said(found: Publication, later: Publication | None, changed: int, language: Language) -> list[dict[str, Any]]:
    notices: list[dict[str, Any]] = []
    if later is not None:
        key = "scoring.withdrawn_notice" if later.kind == "withdrawal" else "scoring.replaced_notice"
        text = said(key, language, when=moment(later.at, language), reason=later.reason)
        url = reverse("scoring_publication", args=[later.pk])
        notices.append(
            {"kind": "warning", "text": text, "url": url, "label": said("scoring.open", language), "stays": True}
        )
    if changed:
        text = said("scoring.different_today", language, count=changed)
        notices.append({"kind": "note", "text": text, "stays": True})
    elif found.kind != "withdrawal":
        notices.append({"kind": "done", "text": said("scoring.same_today", language), "stays": True})
    return notices


def _buttons(request: Request, found: Publication, later: Publication | None) -> list[dict[str, Any]]:
    language = request.language
    made: list[dict[str, Any]] = [{"label": said("house.print", language), "print": True}]
    if later is not None or found.kind == "withdrawal":
        return made
    if allows(request.actor, "scoring.publish_results", (found.place,)):
        url = f"{reverse('scoring_publish')}?replaces={found.pk}"
        made.append({"label": said("scoring.correct", language), "url": url})
    if allows(request.actor, "scoring.withdraw_publication", (found.place,)):
        made.append({"label": said("scoring.withdraw", language), "url": reverse("scoring_withdraw", args=[found.pk])})
    return made


@page("scoring.publish_results")
def publish(request: Request) -> HttpResponse:
    """Publish a board, a league or cards: `?kind=&period=&place=|league=`, or `?replaces=` a publication."""
    asked = request.POST if request.method == "POST" else request.GET
    language = request.language
    wanted = _wanted(asked, language)
    problem: Any = None
    if request.method == "POST":
        action = PublishResults(**{**wanted, "title": asked.get("title", ""), "reason": asked.get("reason", "")})
        problem = act(request, action, key=once(request), done="scoring.published_done")
        if not isinstance(problem, Problem):
            return go(request, reverse("scoring_publication", args=[problem.pk]))
    elif wanted["place"] or wanted["league"]:
        require(request.actor, "scoring.publish_results", PublishResults(**wanted).concerns())
    fields = [
        {"name": "title", "label": said("scoring.title", language), "kind": "text", "required": True,
         "value": asked.get("title") or wanted["title"]},
        {"name": "reason", "label": said("scoring.reason", language), "kind": "textarea",
         "value": asked.get("reason", ""), "required": wanted["replaces"] is not None},
        *_subject(request, wanted),
    ]  # fmt: skip
    context = {
        "title": said("scoring.publish", language),
        "lead": said("scoring.publish_lead", language),
        "crumbs": [{"label": said("scoring.published", language), "url": reverse("scoring_publications")}],
        "form": {
            "action": reverse("scoring_publish"),
            "fields": with_faults(fields, problem, language),
            "submit": said("scoring.publish", language),
            "cancel": reverse("scoring_publications"),
        },
    }
    return show(request, "form.html", context, problem=problem)


def _subject(request: Request, wanted: dict[str, Any]) -> list[dict[str, Any]]:
    """What is published: told by the page that one comes from, or to be chosen."""
    if wanted["place"] or wanted["league"]:
        names = ("kind", "period", "place", "league", "replaces")
        return [{"name": name, "kind": "hidden", "value": wanted[name] or ""} for name in names]
    language = request.language
    kinds = options((kind, said(f"scoring.publications.{kind}", language)) for kind in _KINDS)
    leagues = [(one.code, one.title) for one in tables.leagues(request.actor)]
    places = [(str(pk), name) for pk, name in boards.every_place(request.actor)]
    none = {"value": "", "label": "—"}
    return [
        {"name": "kind", "label": said("scoring.kind", language), "kind": "select", "options": kinds,
         "value": wanted["kind"]},
        {"name": "league", "label": said("scoring.league", language), "kind": "select",
         "options": [none, *options(leagues)], "value": wanted["league"]},
        {"name": "place", "label": said("scoring.place_of_board", language), "kind": "select",
         "options": [none, *options(places)], "value": wanted["place"]},
        {"name": "period", "label": said("scoring.period", language), "kind": "text", "required": True,
         "value": wanted["period"], "help": said("scoring.period_help", language)},
    ]  # fmt: skip


def _wanted(asked: Any, language: Language) -> dict[str, Any]:
    """The inputs of the action, of what is corrected where something is."""
    replaces = whole_number(asked.get("replaces"))
    if replaces is not None:
        before = finding.publication_of(replaces)
        return {
            "kind": before.kind, "title": before.title, "period": before.period, "league": before.name,
            "place": before.place_id if before.kind == "board" else None, "replaces": before.pk,
        }  # fmt: skip
    kind, period, league = (asked.get(name, "") for name in ("kind", "period", "league"))
    place = whole_number(asked.get("place"))
    return {
        "kind": kind, "title": _title(kind, period, place, league, language), "period": period, "league": league,
        "place": place, "replaces": None,
    }  # fmt: skip


def _title(kind: str, period: str, place: int | None, league: str, language: Language) -> str:
    """A title to begin with."""
    if kind == "board" and place is not None:
        name = finding.place_of(place).name
        return f"{name} {said('board.title', language)} {period_label(finding.month(period), language)}"
    found = League.objects.filter(code=league).first()
    name = found.title if found else ""
    what = said("rooms.cards" if kind == "cards" else "rooms.league", language)
    return f"{name} {what} {period_label(period, language)}".strip() if name else ""


@page("scoring.withdraw_publication")
def withdraw(request: Request, number: int) -> HttpResponse:
    """Withdraw a publication."""
    found = finding.publication_of(number)
    language = request.language
    problem: Any = None
    if request.method == "POST":
        action = WithdrawPublication(publication=found.pk, reason=request.POST.get("reason", ""))
        problem = act(request, action, done="scoring.withdrawn_done")
        if not isinstance(problem, Problem):
            return go(request, reverse("scoring_publication", args=[found.pk]))
    else:
        require(request.actor, "scoring.withdraw_publication", (found.place,))
    own = reverse("scoring_publication", args=[found.pk])
    reason = reason_of(request, said("scoring.reason", language))
    context = {
        "title": said("scoring.withdraw_title", language, title=found.title),
        "lead": said("scoring.withdraw_lead", language),
        "crumbs": [{"label": found.title, "url": own}],
        "form": {
            "action": reverse("scoring_withdraw", args=[found.pk]),
            "fields": with_faults([reason], problem, language),
            "submit": said("scoring.withdraw", language),
            "cancel": own,
        },
    }
    return show(request, "form.html", context, problem=problem)
