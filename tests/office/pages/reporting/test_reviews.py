"""What waits for review: accepted, sent back, by somebody else."""

from __future__ import annotations

from luoshi.office.guard.perform import perform
from luoshi.office.people.actions.grant_role import GrantRole
from luoshi.office.reporting.models import Cell, Sheet
from office.making import LONG_AGO, OFFICE
from office.pages.reporting.browsing import address, now, signed_in, text
from office.reporting.making import County, sheet, submitted


def test_a_reviewer_accepts_and_sends_back(here: County, owed: Sheet) -> None:
    other = sheet(owed.round, here.towns[1])
    made, second = submitted(here.clerks[0], owed, "1", "2"), submitted(here.clerks[1], other, "3", "4")
    client = signed_in(here.reviewer)
    assert "共 2 份待审" in text(client.get("/review/"))
    assert client.post(f"/review/{made.pk}/back", {"why": " "}).status_code == 422
    answer = client.post(f"/review/{made.pk}/back", {"why": "投资数与上月相同，请核对"})
    assert answer["Location"] == f"/review/{second.pk}/", "on to the next one"
    assert now(owed).state == "sent_back"
    back = text(signed_in(here.clerks[0]).get(address(owed)))
    assert "投资数与上月相同，请核对" in back
    assert client.post(f"/review/{second.pk}/accept")["Location"] == "/review/"
    assert [cell.value for cell in Cell.objects.filter(home=other).order_by("pk")] == ["3", "4"]
    again = client.post(f"/review/{second.pk}/accept")
    assert again.status_code == 409
    assert "不在待审核中" in text(again)
    assert "没有待审的" in text(client.get("/review/"))


def test_four_eyes(here: County, owed: Sheet) -> None:
    clerk = here.clerks[0]
    assert clerk.person is not None
    perform(OFFICE, GrantRole(person=clerk.person, role="reviewer", body=here.towns[0].id, since=LONG_AGO))
    made, client = submitted(clerk, owed, "1", "2"), signed_in(clerk)
    page = text(client.get(f"/review/{made.pk}/"))
    assert "自己提交的由别人审核" in page
    assert f"/review/{made.pk}/accept" not in page
    answer = client.post(f"/review/{made.pk}/accept")
    assert (answer.status_code, now(owed).state) == (403, "submitted")
    assert "要由别人审核" in text(answer)
    assert f"/review/{made.pk}/accept" in text(signed_in(here.reviewer).get(f"/review/{made.pk}/"))
