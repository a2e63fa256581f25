from __future__ import annotations

from typing import Any

import pytest

from luoshi.office.documents.accepted import accepted, in_ledger, unused
from luoshi.office.documents.actions.accept_many import AcceptMany
from luoshi.office.documents.actions.accept_statement import AcceptStatement
from luoshi.office.documents.actions.edit_statement import EditStatement
from luoshi.office.documents.actions.refuse_statement import RefuseStatement
from luoshi.office.documents.actions.reopen_statement import ReopenStatement
from luoshi.office.documents.doubts import doubts
from luoshi.office.documents.finding import seen, seen_one
from luoshi.office.documents.models import Decision, Document, Statement
from luoshi.office.guard.errors import Conflict, Forbidden, Invalid, NotFound
from luoshi.office.guard.perform import perform
from luoshi.office.log.models import Entry
from office.documents.making import quoted, read
from office.making import OFFICE, actor, body, place


@pytest.fixture
def county(office: str) -> Any:
    return place("云岚县", place("青澜市", kind="city"), kind="county")


@pytest.fixture
def page(county: Any) -> Document:
    return read(county)


def now(statement: Statement) -> Statement:
    return Statement.objects.get(pk=statement.pk)


def verdicts(statement: Statement) -> list[str]:
    return list(Decision.objects.filter(statement=statement).order_by("pk").values_list("verdict", flat=True))


def edit(statement: Statement, **fields: Any) -> Statement:
    return perform(OFFICE, EditStatement(statement=statement.pk, fields=fields))


def test_accepted_is_accepted_once(page: Document) -> None:
    gdp = quoted(page, "地区生产总值")
    perform(actor("supervisor", page.place), AcceptStatement(statement=gdp.pk))
    assert now(gdp).state == "accepted"
    assert verdicts(gdp) == ["accepted"]
    with pytest.raises(Conflict, match="decided about already"):
        perform(OFFICE, AcceptStatement(statement=gdp.pk))
    with pytest.raises(Conflict):
        perform(OFFICE, RefuseStatement(statement=gdp.pk, reason="重复"))


def test_an_edited_statement_says_what_was_edited_and_keeps_what_was_read(page: Document) -> None:
    gdp = quoted(page, "地区生产总值")
    edit(gdp, value=" 1,006.50 ", comparator="ge")
    assert now(gdp).state == "edited"
    assert (now(gdp).fields["value"], now(gdp).fields["comparator"]) == ("1006.5", "ge")
    assert (now(gdp).contents["value"], now(gdp).contents["comparator"]) == ("6", "approx")
    told = Entry.objects.latest("seq")
    assert told.before == '{"comparator":"approx","state":"found","value":"6"}'
    assert told.after == '{"comparator":"ge","state":"edited","value":"1006.5"}'


def test_an_edit_of_nothing_is_an_acceptance(page: Document) -> None:
    gdp = quoted(page, "地区生产总值")
    edit(gdp, value="6.0")
    assert now(gdp).state == "accepted"
    edit(gdp, value="6.0")
    assert verdicts(gdp) == ["accepted"]
    edit(gdp, value="6.1")
    assert verdicts(gdp) == ["accepted", "edited"]


@pytest.mark.parametrize(
    ("fields", "faulty"),
    [
        ({"value": "六"}, "value"),
        ({"value": "1e5"}, "value"),
        ({"value": "NaN"}, "value"),
        ({"value": "9" * 31}, "value"),
        ({"value": ""}, "value"),
        ({"value_to": "7"}, "value_to"),
        ({"comparator": "between"}, "value_to"),
        ({"comparator": "between", "value": "7", "value_to": "6"}, "value_to"),
        ({"comparator": "more"}, "comparator"),
        ({"measure": ""}, "measure"),
        ({"role": "wish"}, "role"),
        ({"period": "明年"}, "period"),
        ({"period": "2025-13"}, "period"),
        ({"unit": "长" * 21}, "unit"),
        ({"indicator": " "}, "indicator"),
        ({"quote": "别的"}, "quote"),
        ({"lead": "县统计局"}, "lead"),
    ],
)
def test_only_valid_fields_are_kept(fields: dict[str, str], faulty: str, page: Document) -> None:
    gdp = quoted(page, "地区生产总值")
    with pytest.raises(Invalid) as caught:
        edit(gdp, **fields)
    assert list(caught.value.fields) == [faulty]
    assert now(gdp).state == "found"


def test_a_task_has_owners_and_a_period(page: Document) -> None:
    task = next(one for one in page.statements.all() if one.kind == "task")
    edit(task, lead="县交通运输局", support="", period="2025-10")
    assert (now(task).fields["lead"], now(task).fields["support"]) == ("县交通运输局", None)
    with pytest.raises(Invalid):
        edit(task, value="7")


def test_a_refusal_has_its_reason(page: Document) -> None:
    gdp = quoted(page, "地区生产总值")
    with pytest.raises(Invalid) as caught:
        perform(OFFICE, RefuseStatement(statement=gdp.pk, reason="  "))
    assert "reason" in caught.value.fields
    perform(OFFICE, RefuseStatement(statement=gdp.pk, reason="重复的条目"))
    assert Decision.objects.get(statement=gdp).reason == "重复的条目"
    with pytest.raises(Conflict):
        edit(gdp, value="7")


def test_reopened_it_says_again_what_was_read(page: Document) -> None:
    gdp = quoted(page, "地区生产总值")
    edit(gdp, value="7")
    perform(OFFICE, ReopenStatement(statement=gdp.pk))
    assert (now(gdp).state, now(gdp).fields) == ("found", now(gdp).contents)
    assert verdicts(gdp) == ["edited", "reopened"]
    perform(OFFICE, ReopenStatement(statement=gdp.pk))
    assert verdicts(gdp) == ["edited", "reopened"]


def test_many_are_accepted_at_once_or_none(page: Document) -> None:
    first, second, *_ = page.statements.order_by("number")
    other = read(page.place, "青澜市2025年地区生产总值增长7%。\n", name="另一页.txt").statements.all()[0]
    with pytest.raises(NotFound):
        perform(OFFICE, AcceptMany(document=page.pk, statements=(first.pk, other.pk)))
    with pytest.raises(Invalid):
        perform(OFFICE, AcceptMany(document=page.pk, statements=()))
    assert now(first).state == "found"
    entries = Entry.objects.count()
    assert perform(OFFICE, AcceptMany(document=page.pk, statements=(second.pk, first.pk))) == [first.pk, second.pk]
    assert Entry.objects.count() == entries + 1
    assert verdicts(first) == verdicts(second) == ["accepted"]
    with pytest.raises(Conflict):
        perform(OFFICE, AcceptMany(document=page.pk, statements=(first.pk,)))


def test_who_may_decide(page: Document) -> None:
    gdp = quoted(page, "地区生产总值")
    elsewhere = place("溪山县", kind="county")
    for stranger in (actor("supervisor", elsewhere), actor("reporter", page.place), actor("leader", page.place)):
        for action in (
            AcceptStatement(statement=gdp.pk),
            EditStatement(statement=gdp.pk, fields={}),
            RefuseStatement(statement=gdp.pk, reason="x"),
            ReopenStatement(statement=gdp.pk),
            AcceptMany(document=page.pk, statements=(gdp.pk,)),
        ):
            with pytest.raises(Forbidden):
                perform(stranger, action)


def test_who_sees_a_page(page: Document, county: Any) -> None:
    town, other = place("雁坪镇", county), place("溪山县", kind="county")
    bureau, foreign = body("县统计局", of=county), body("溪山县统计局", of=other)
    for insider in (actor("viewer", county), actor("reporter", bureau), actor("viewer")):
        assert list(seen(insider)) == [page]
        assert seen_one(insider, page.pk) == page
    for stranger in (actor("leader", other), actor("reporter", foreign), actor("reporter", town)):
        assert list(seen(stranger)) == []
        with pytest.raises(NotFound):
            seen_one(stranger, page.pk)


def test_only_accepted_promises_go_on_to_the_ledger(page: Document) -> None:
    result = read(page.place, "2024年，云岚县地区生产总值增长6.6%。\n", name="往年.txt", printed=None).statements.all()[
        0
    ]
    assert result.fields["role"] == "result"
    gdp = quoted(page, "地区生产总值")
    for one in (result, gdp):
        perform(OFFICE, AcceptStatement(statement=one.pk))
    assert list(accepted()) == list(unused()) == [gdp]
    assert not in_ledger(gdp)


def test_doubts_are_named(page: Document) -> None:
    gdp = quoted(page, "地区生产总值")
    home = "青澜市云岚县"
    assert doubts(gdp, {"GDP"}, home) == []
    assert doubts(gdp, set(), home) == ["indicator"]
    gdp.fields = {**gdp.fields, "period": None, "subject": "青澜市", "value": None}
    assert doubts(gdp, {"GDP"}, home) == ["value", "subject", "period"]
    gdp.fields = {**gdp.fields, "period": "2023/", "subject": "云岚县", "value": "6"}
    assert doubts(gdp, {"GDP"}, home) == ["open_period"]
    task = next(one for one in page.statements.all() if one.kind == "task")
    assert doubts(task, set(), home) == []
    task.quote = "（责任单位：县财政局）信访事项按期办结率达到99%。"
    assert doubts(task, set(), home) == ["bracket"]
    task.quote = "县商务局）规范村级报表" + "，" * 160
    assert doubts(task, set(), home) == ["bracket", "overlong"]
