"""What the upper rooms keep of the town: a page and its statements, commitments, verdicts, a league, a publication."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from luoshi.office.guard.jobs import VERIFY
from luoshi.office.guard.perform import perform
from luoshi.office.jobs.models import Job
from luoshi.office.ledger.actions.close_commitment import CloseCommitment
from luoshi.office.scoring.actions.change_rules import ChangeRules
from luoshi.office.scoring.actions.publish_results import PublishResults
from luoshi.office.scoring.actions.set_league import SetLeague
from luoshi.office.scoring.models import PublishedRow, Standing, Verdict
from office.catalogue.making import taken
from office.documents import making as pages
from office.ledger import making as ledger
from office.making import OFFICE, place
from office.scoring import making as scoring


def documents(things: dict[str, Any], mark: str) -> None:
    """A page of the town that was read: one statement to decide about, one decided, one for the ledger."""
    page = things["document"] = pages.brought(things["town"], name=f"{mark}日报-20250115-01版.txt")
    page.state, page.text = "read", "固定资产投资增长7%以上。" * 3
    page.save()
    for number, (name, state) in enumerate((("found", "found"), ("decided", "refused"), ("accepted", "accepted")), 1):
        things[f"{name}_statement"] = ledger.statement(page, number, state=state)


def commitments(things: dict[str, Any], mark: str) -> None:
    """A target with figures, a task that the government leads, one that is done."""
    things["investment"] = taken("KEY_PROJECTS_INV", unit="亿元")
    things["target"] = scoring.target(
        things["town"], things["investment"], "100", owner=things["government"], name=f"{mark}投资"
    )
    things["task"] = ledger.task(things["town"], f"建成{mark}路。", lead=(things["government"].pk,))
    things["done"] = ledger.task(things["town"], f"建成{mark}桥。", lead=(things["government"].pk,))
    perform(OFFICE, CloseCommitment(commitment=things["done"].pk, state="done", reason="已通车"))


def results(things: dict[str, Any], mark: str) -> None:
    """Verdicts on the target, a league of the town's villages, what was published of both."""
    taken("RURAL_SEWAGE", unit="%")
    for number, village in enumerate(
        (things["village"], things["hamlet"], place("溪口坪", things["town"], kind="village"))
    ):
        scoring.figure(village, things["investment"], "2025-01/2025-03", str(10 + number))
    scoring.course(things["town"], things["investment"], ["10", "20", "30"])
    perform(OFFICE, ChangeRules(kind="scoring", name="villages", text=scoring.TOWNS, reason="镇考评办定"))
    league = SetLeague(
        code="villages", title=f"{mark}比拼", rules="villages", under=things["town"].pk, kinds=["village"]
    )
    things["league"] = perform(OFFICE, league)
    scoring.judge()
    Job.objects.filter(name="scoring.judge").delete()
    things["verdict"] = Verdict.objects.filter(commitment=things["target"], as_of="2025-03").get()
    things["standing"] = Standing.objects.filter(league=things["league"], period="2025-01/2025-03", card="").first()
    board = PublishResults(kind="board", title=f"{mark}一季度", period="2025-03", place=things["town"].pk)
    things["publication"] = perform(OFFICE, board)
    things["published_row"] = PublishedRow.objects.filter(publication=things["publication"]).first()


def verified() -> None:
    """The log was gone through once."""
    now = timezone.now()
    Job.objects.create(
        name=VERIFY, state="done", due_at=now, made_at=now, finished_at=now,
        result={"count": 1, "hash": "0" * 64, "broken": None},
    )  # fmt: skip
