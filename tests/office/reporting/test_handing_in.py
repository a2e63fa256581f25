"""Filling in and handing in: what is right, what is a fault, what is asked, what is kept."""

from __future__ import annotations

import datetime as dt

import pytest

from luoshi.office.guard.errors import Conflict, Forbidden, Invalid
from luoshi.office.guard.perform import perform
from luoshi.office.jobs.models import Job
from luoshi.office.log.models import Entry as LogEntry
from luoshi.office.reporting.actions.accept_submission import AcceptSubmission
from luoshi.office.reporting.actions.close_round import CloseRound
from luoshi.office.reporting.actions.correct_sheet import CorrectSheet
from luoshi.office.reporting.actions.grant_waiver import GrantWaiver
from luoshi.office.reporting.actions.save_draft import SaveDraft
from luoshi.office.reporting.actions.send_back import SendBack
from luoshi.office.reporting.actions.submit_sheet import SubmitSheet
from luoshi.office.reporting.contents import contents, history
from luoshi.office.reporting.entries import Answer, Entry
from luoshi.office.reporting.finding import sheet_of
from luoshi.office.reporting.handing_in import check_sheet, own_cells
from luoshi.office.reporting.models import Cell, Draft, Review, Submission, Value
from office.making import OFFICE, actor
from office.reporting.making import accepted, county, filled, opened, sheet, submitted


def test_a_sheet_is_handed_in_whole(office: str) -> None:
    here = county(towns=1)
    held = sheet(opened(here.form(0, 1, (1, "growth"))), here.towns[0])
    made = submitted(here.clerks[0], held, "１，２３４．５０", "3200万元", "6.1%")
    assert (made.number, made.kind, made.late, made.by_name) == (1, "first", False, here.clerks[0].name)
    assert list(Value.objects.order_by("cell").values_list("status", "value", "unit")) == [
        ("reported", "1234.5", "亿元"),
        ("reported", "0.32", "亿元"),
        ("reported", "6.1", "%"),
    ]
    held.refresh_from_db()
    assert (held.state, held.version, held.accepted) == ("submitted", 1, 0)
    # Nothing is known before somebody has accepted it.
    assert Cell.objects.exclude(status="").count() == 0


@pytest.mark.parametrize(
    ("value", "status", "note", "kept"),
    [
        ("0", "", "", ("zero", "0")),
        ("0.00", "reported", "", ("zero", "0")),
        ("", "zero", "", ("zero", "0")),
        ("-3.5", "", "", ("reported", "-3.5")),
        ("7", "estimated", "快报数", ("estimated", "7")),
        ("", "missing", "待统计局核定", ("missing", "")),
        ("", "not_applicable", "本镇无工业", ("not_applicable", "")),
        ("", "withheld", "涉密", ("withheld", "")),
        ("", "not_due", "季度数", ("not_due", "")),
        ("+12", "", "", ("reported", "12")),
        ("0.5万亿元", "", "", ("reported", "5000")),
        (".5", "", "", ("reported", "0.5")),
    ],
)
def test_what_a_cell_can_say(sqlite_only: str, value: str, status: str, note: str, kept: tuple[str, str]) -> None:
    here = county(towns=1, indicators=1)
    held = sheet(opened(here.form(0)), here.towns[0])
    entry = Entry(cell=own_cells(held)[0].pk, status=status, value=value, note=note)
    found = check_sheet(held, [entry])
    assert not found.faults
    assert [(e.status, e.value) for e in found.entries] == [kept]


@pytest.mark.parametrize(
    ("value", "status", "note", "code"),
    [
        ("", "", "", "reporting.nothing"),
        ("abc", "", "", "reporting.no_number"),
        ("2.3.5", "", "", "reporting.no_number"),
        ("12,34", "", "", "reporting.no_number"),
        ("6左右", "", "", "reporting.no_number"),
        ("nan", "", "", "reporting.no_number"),
        ("1e5", "", "", "reporting.no_number"),
        ("9" * 60, "", "", "reporting.no_number"),
        ("1.234", "", "", "reporting.too_many_digits"),
        ("1元", "", "", "reporting.too_many_digits"),
        ("3吨", "", "", "reporting.other_unit"),
        ("3%", "", "", "reporting.other_unit"),
        ("3个百分点", "", "", "reporting.other_unit"),
        ("5", "missing", "有原因", "reporting.number_too_much"),
        ("5", "not_due", "有原因", "reporting.number_too_much"),
        ("", "reported", "", "reporting.number_wanted"),
        ("", "estimated", "快报", "reporting.number_wanted"),
        ("5", "zero", "", "reporting.not_zero"),
        ("", "missing", "", "reporting.note_wanted"),
        ("5", "estimated", " ", "reporting.note_wanted"),
        ("5", "猜的", "", "reporting.no_status"),
        ("5", "", "长" * 401, "guard.too_long"),
    ],
)
def test_what_a_cell_cannot_say(sqlite_only: str, value: str, status: str, note: str, code: str) -> None:
    here = county(towns=1, indicators=1)
    held = sheet(opened(here.form(0)), here.towns[0])
    entry = Entry(cell=own_cells(held)[0].pk, status=status, value=value, note=note)
    with pytest.raises(Invalid) as told:
        perform(here.clerks[0], SubmitSheet(sheet=held.pk, version=0, entries=(entry,)))
    assert told.value.code == "reporting.faults"
    assert {name: fault.code for name, fault in told.value.fields.items()} == {f"entries.{entry.cell}": code}
    assert Submission.objects.count() == 0


def test_every_cell_at_fault_is_named_and_nothing_is_kept(office: str) -> None:
    here = county(towns=2)
    held = opened(here.form(0, 1, 2))
    mine, other = sheet(held, here.towns[0]), sheet(held, here.towns[1])
    first, second, third = (cell.pk for cell in own_cells(mine))
    foreign = own_cells(other)[0].pk
    before = LogEntry.objects.count()
    entries = (Entry(cell=first, value="1"), Entry(cell=second, value="x"), Entry(cell=foreign, value="1"))
    with pytest.raises(Invalid) as told:
        perform(here.clerks[0], SubmitSheet(sheet=mine.pk, version=0, entries=(*entries, Entry(cell=first, value="2"))))
    assert {name: fault.code for name, fault in told.value.fields.items()} == {
        f"entries.{first}": "reporting.twice",
        f"entries.{second}": "reporting.no_number",
        f"entries.{third}": "reporting.nothing",
        f"entries.{foreign}": "reporting.not_own",
    }
    assert (Submission.objects.count(), LogEntry.objects.count()) == (0, before)


def test_questions_want_an_answer_each(office: str) -> None:
    here = county(towns=1, indicators=1)
    form = here.form(0)
    before = sheet(opened(form, "2025-01/2025-02"), here.towns[0])
    accepted(here.clerks[0], here.reviewer, before, "12.8")
    held = sheet(opened(form), here.towns[0])
    entries = filled(held, "12.3")
    [asked] = check_sheet(held, entries).questions
    assert (asked.rule, asked.severity, asked.cell) == ("falling_cumulative", "error", entries[0].cell)
    assert "12.3亿元，小于1—2月的12.8亿元" in asked.text
    name = f"answers.{asked.cell}.falling_cumulative"
    for answers in (
        (),
        (Answer(cell=asked.cell, rule="falling_cumulative", text="  "),),
        (Answer(cell=asked.cell, rule="jump", text="x"),),
    ):
        with pytest.raises(Invalid) as told:
            perform(here.clerks[0], SubmitSheet(sheet=held.pk, version=0, entries=entries, answers=answers))
        assert told.value.code == "reporting.unanswered"
        assert told.value.fields[name].sentence() == asked.text
    answer = Answer(cell=asked.cell, rule="falling_cumulative", text="核减了 2 月的重复统计")
    made = perform(here.clerks[0], SubmitSheet(sheet=held.pk, version=0, entries=entries, answers=(answer,)))
    assert made.answers == [
        {"rule": "falling_cumulative", "cell": asked.cell, "question": asked.text, "answer": "核减了 2 月的重复统计"}
    ]


def test_a_figure_like_another_towns_is_asked_about(office: str) -> None:
    here = county(towns=2, indicators=1)
    held = opened(here.form(0))
    accepted(here.clerks[1], here.reviewer, sheet(held, here.towns[1]), "48271.36")
    mine = sheet(held, here.towns[0])
    found = check_sheet(mine, filled(mine, "48271.36")).questions
    assert [question.rule for question in found] == ["copied_from_another"]
    assert "云镇1" in found[0].text


def test_a_waiver_stands_for_a_note(office: str) -> None:
    here = county(towns=1, indicators=1)
    held = sheet(opened(here.form(0)), here.towns[0])
    cell = own_cells(held)[0]
    entry = Entry(cell=cell.pk, status="missing")
    assert check_sheet(held, [entry]).faults
    waiver = perform(here.reviewer, GrantWaiver(cell=cell.pk, status="missing", reason="台风停电"))
    assert (waiver.reason, waiver.by_name) == ("台风停电", here.reviewer.name)
    assert not check_sheet(held, [entry]).faults
    assert check_sheet(held, [Entry(cell=cell.pk, status="withheld")]).faults
    assert contents(sheet_of(held.pk)).rows[0].waived == ("missing",)
    perform(here.clerks[0], SubmitSheet(sheet=held.pk, version=0, entries=(entry,)))
    with pytest.raises(Invalid):
        perform(here.reviewer, GrantWaiver(cell=cell.pk, status="reported", reason="x"))
    with pytest.raises(Invalid):
        perform(here.reviewer, GrantWaiver(cell=cell.pk, status="missing", reason=" "))
    with pytest.raises(Forbidden):
        perform(here.clerks[0], GrantWaiver(cell=cell.pk, status="missing", reason="x"))
    perform(here.reviewer, AcceptSubmission(submission=held.submissions.get().pk))
    with pytest.raises(Conflict):
        perform(here.reviewer, GrantWaiver(cell=cell.pk, status="missing", reason="x"))


def test_after_its_day_it_is_late_and_after_the_round_refused(office: str) -> None:
    here = county(towns=2)
    day = dt.date(2025, 4, 18)
    held = opened(here.form(0), due=day, joined=day, result=day)
    late = dt.datetime(2025, 4, 18, 16, 0, tzinfo=dt.UTC)  # midnight in Beijing
    first = submitted(here.clerks[0], sheet(held, here.towns[0]), "5", at=late - dt.timedelta(seconds=1))
    second = submitted(here.clerks[1], sheet(held, here.towns[1]), "6", at=late)
    assert (first.late, second.late) == (False, True)
    perform(here.reviewer, SendBack(submission=second.pk, reason="口径"))
    perform(OFFICE, CloseRound(round=held.pk))
    with pytest.raises(Conflict) as told:
        submitted(here.clerks[1], sheet(held, here.towns[1]), "6")
    assert told.value.sentence("zh") == f"“{held.form.title}”2025-01/2025-03已关闭，不再接收；请联系要数单位重新开启"
    # What waits is still reviewed.
    assert perform(here.reviewer, AcceptSubmission(submission=first.pk)).decision == "accepted"


def test_it_must_be_made_from_the_version_that_stands(office: str) -> None:
    here = county(towns=1)
    held = sheet(opened(here.form(0)), here.towns[0])
    first = submitted(here.clerks[0], held, "5")
    entries = filled(held, "6")
    with pytest.raises(Conflict, match="version 1 by now, yours was made from version 0"):
        perform(here.clerks[0], SubmitSheet(sheet=held.pk, version=0, entries=entries))
    with pytest.raises(Conflict, match="waits for review"):
        perform(here.clerks[0], SubmitSheet(sheet=held.pk, version=1, entries=entries))
    perform(here.reviewer, SendBack(submission=first.pk, reason="单位错"))
    second = submitted(here.clerks[0], held, "6")
    assert (second.number, second.kind) == (2, "first")
    # The first version says what it said.
    assert list(Value.objects.order_by("pk").values_list("value", flat=True)) == ["5", "6"]


def test_accepting_makes_it_known(office: str) -> None:
    here = county(towns=1)
    held = sheet(opened(here.form(0, 1)), here.towns[0])
    made = submitted(here.clerks[0], held, "5", "6")
    at = dt.datetime(2025, 4, 20, tzinfo=dt.UTC)
    review = perform(here.reviewer, AcceptSubmission(submission=made.pk), at=at)
    assert (review.decision, review.by_name, review.at) == ("accepted", here.reviewer.name, at)
    told = Cell.objects.order_by("pk").values_list("status", "value", "unit", "submission", "known_at", "body")
    assert list(told) == [
        ("reported", "5", "亿元", made.pk, at, here.towns[0].id),
        ("reported", "6", "亿元", made.pk, at, here.towns[0].id),
    ]
    held.refresh_from_db()
    assert (held.state, held.accepted) == ("accepted", 1)
    job = Job.objects.get(name="scoring.judge")
    assert (job.arguments["period"], len(job.arguments["indicators"])) == ("2025-01/2025-03", 2)
    with pytest.raises(Conflict):
        perform(here.reviewer, AcceptSubmission(submission=made.pk))
    with pytest.raises(Conflict, match="accepted; hand in a correction"):
        submitted(here.clerks[0], held, "7")


def test_nobody_reviews_what_they_handed_in(office: str) -> None:
    here = county(towns=1)
    both = actor("reviewer", here.place)
    both = type(both)(both.who, both.name, (*both.grants, *here.clerks[0].grants), both.person)
    made = submitted(both, sheet(opened(here.form(0)), here.towns[0]), "5")
    for action in (AcceptSubmission(submission=made.pk), SendBack(submission=made.pk, reason="x")):
        with pytest.raises(Forbidden) as told:
            perform(both, action)
        assert told.value.code == "reporting.four_eyes"
    assert perform(here.reviewer, AcceptSubmission(submission=made.pk)).decision == "accepted"


def test_it_goes_back_with_a_reason(office: str) -> None:
    here = county(towns=1)
    held = sheet(opened(here.form(0)), here.towns[0])
    made = submitted(here.clerks[0], held, "5")
    with pytest.raises(Invalid):
        perform(here.reviewer, SendBack(submission=made.pk, reason="  "))
    perform(here.reviewer, SendBack(submission=made.pk, reason="应含技改投资"))
    held.refresh_from_db()
    assert (held.state, Review.objects.get().reason) == ("sent_back", "应含技改投资")
    assert [(act.what, act.number) for act in history(held)] == [("sent_back", 1), ("first", 1)]
    assert contents(sheet_of(held.pk)).rows[0].now.value == "5"


def test_a_correction_is_a_new_version_and_the_old_stands_until_it_is_accepted(office: str) -> None:
    here = county(towns=1)
    held = sheet(opened(here.form(0)), here.towns[0])
    with pytest.raises(Conflict, match="nothing to correct"):
        perform(here.clerks[0], CorrectSheet(sheet=held.pk, version=0, entries=filled(held, "5"), reason="x"))
    accepted(here.clerks[0], here.reviewer, held, "5")
    perform(OFFICE, CloseRound(round=held.round_id))
    with pytest.raises(Invalid):
        perform(here.clerks[0], CorrectSheet(sheet=held.pk, version=1, entries=filled(held, "6"), reason=" "))
    made = perform(here.clerks[0], CorrectSheet(sheet=held.pk, version=1, entries=filled(held, "6"), reason="漏了一户"))
    assert (made.kind, made.number, made.note, made.late) == ("correction", 2, "漏了一户", False)
    assert Cell.objects.get().value == "5"
    back = perform(here.reviewer, SendBack(submission=made.pk, reason="附凭证"))
    assert back.decision == "sent_back"
    assert Cell.objects.get().value == "5"
    again = perform(here.clerks[0], CorrectSheet(sheet=held.pk, version=2, entries=filled(held, "6"), reason="附了"))
    perform(here.reviewer, AcceptSubmission(submission=again.pk))
    assert Cell.objects.get().value == "6"
    assert list(Value.objects.order_by("pk").values_list("value", flat=True)) == ["5", "6", "6"]


def test_a_draft_is_kept_as_typed_and_goes_when_the_sheet_is_handed_in(office: str) -> None:
    here = county(towns=1)
    held = sheet(opened(here.form(0, 1)), here.towns[0])
    first, second = own_cells(held)
    entries = (Entry(cell=first.pk, value="1.2.3", note="草稿"),)
    answers = (Answer(cell=first.pk, rule="jump", text="因为"),)
    draft = perform(here.clerks[0], SaveDraft(sheet=held.pk, revision=0, entries=entries, answers=answers))
    assert draft.revision == 1
    told = contents(sheet_of(held.pk))
    assert (told.draft, told.rows[0].now.value, told.rows[0].now.note) == (1, "1.2.3", "草稿")
    assert told.answers == {(first.pk, "jump"): "因为"}
    other = actor("reporter", here.towns[0])
    with pytest.raises(Conflict) as refused:
        perform(other, SaveDraft(sheet=held.pk, revision=0, entries=entries))
    assert here.clerks[0].name in refused.value.sentence()
    assert (
        perform(other, SaveDraft(sheet=held.pk, revision=1, entries=(Entry(cell=second.pk, value="2"),))).revision == 2
    )
    with pytest.raises(Invalid):
        perform(other, SaveDraft(sheet=held.pk, revision=2, entries=(Entry(cell=second.pk, value="2" * 1001),)))
    submitted(here.clerks[0], held, "1", "2")
    assert Draft.objects.count() == 0
    # What was typed and never handed in is not in the log.
    assert not LogEntry.objects.filter(after__contains="1.2.3").exists()


def test_an_idempotency_key_hands_in_once(office: str) -> None:
    here = county(towns=1)
    held = sheet(opened(here.form(0)), here.towns[0])
    action = SubmitSheet(sheet=held.pk, version=0, entries=filled(held, "5"))
    first = perform(here.clerks[0], action, key="k1")
    again = perform(here.clerks[0], SubmitSheet(sheet=held.pk, version=0, entries=filled(held, "5")), key="k1")
    assert (first.pk, Submission.objects.count()) == (again.pk, 1)
    with pytest.raises(Conflict):
        perform(here.clerks[0], SubmitSheet(sheet=held.pk, version=0, entries=filled(held, "6")), key="k1")


def test_who_may_hand_in_and_review(office: str) -> None:
    here = county(towns=2)
    held = sheet(opened(here.form(0)), here.towns[0])
    entries = filled(held, "5")
    for who in (here.clerks[1], here.reviewer, actor("administrator"), actor("viewer", here.towns[0])):
        with pytest.raises(Forbidden):
            perform(who, SubmitSheet(sheet=held.pk, version=0, entries=entries))
        with pytest.raises(Forbidden):
            perform(who, SaveDraft(sheet=held.pk, revision=0, entries=entries))
    made = perform(here.clerks[0], SubmitSheet(sheet=held.pk, version=0, entries=entries))
    for who in (here.clerks[1], actor("reviewer", here.towns[1]), actor("leader", here.place)):
        with pytest.raises(Forbidden):
            perform(who, AcceptSubmission(submission=made.pk))
    # Who asks reviews: a reviewer of the issuing bureau.
    assert perform(actor("reviewer", here.bureau), AcceptSubmission(submission=made.pk)).decision == "accepted"


def test_a_sheet_that_fills_itself_is_not_handed_in(office: str) -> None:
    here = county(towns=1)
    first, second = here.form(0), here.form(0)
    opened(first)
    held = sheet(opened(second), here.towns[0])
    with pytest.raises(Conflict, match="nothing of the sheet"):
        perform(here.clerks[0], SubmitSheet(sheet=held.pk, version=0, entries=()))
