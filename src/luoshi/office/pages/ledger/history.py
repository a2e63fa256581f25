"""What happened to a commitment: its versions and what changed in each, the reports of its owners."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luoshi.office.ledger.models import Commitment, TaskReport
from luoshi.office.pages.words import Language, said
from luoshi.vocabulary.terms import term

_TERMS = ("measure", "comparator", "strength")
_LABELS = {"text": "clause", "place_id": "place", "indicator_id": "indicator", "parent_id": "number"}
_LONGEST = 40


def history(found: Commitment, reports: list[TaskReport], language: Language) -> list[dict[str, Any]]:
    """Entries of components/history.html, the newest first; one query."""
    told = [_report(one, language) for one in reports]
    before: Mapping[str, Any] | None = None
    for version in found.versions.order_by("number"):
        if before is None:
            what = said("ledger.entered_by", language)
        else:
            changes = "；".join(_changes(before, version.contents, language))
            what = said("ledger.version_of", language, number=version.number, changes=changes)
        told.append({"when": version.at, "who": version.by_name, "what": what, "said": version.reason})
        before = version.contents
    return sorted(told, key=lambda entry: entry["when"], reverse=True)


def _report(one: TaskReport, language: Language) -> dict[str, Any]:
    share = f" {one.share}%" if one.share else ""
    state = said(f"ledger.{one.state}", language)
    what = said("ledger.reports_it", language, body=str(one.body), state=state, share=share)
    return {"when": one.at, "who": one.by_name, "what": what, "said": one.text, "grave": one.state == "stuck"}


def _changes(before: Mapping[str, Any], now: Mapping[str, Any], language: Language) -> list[str]:
    told = []
    for name in dict.fromkeys((*before, *now)):
        if before.get(name) == now.get(name) or name == "printed_owners":
            continue
        if name == "owners":
            who = "、".join(one["name"] for one in now.get("owners", ())) or said("ledger.nobody", language)
            told.append(f"{said('ledger.owners_changed', language)} → {who}")
        elif name.endswith("_id"):
            told.append(said(f"ledger.{_LABELS[name]}", language))
        else:
            old, new = (_said(name, held.get(name), language) for held in (before, now))
            told.append(f"{said(f'ledger.{_LABELS.get(name, name)}', language)} {old} → {new}")
    return told


def _said(name: str, value: Any, language: Language) -> str:
    if value in (None, ""):
        return "—"
    if name in _TERMS:
        return term(name, value, language)
    if name == "state":
        return said(f"ledger.{value}", language)
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
