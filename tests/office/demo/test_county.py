"""Every reference of the example leads somewhere, and what is printed of it is what is there."""

from collections import Counter
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest

from luoshi.assessing.cells import STATUSES
from luoshi.office import demo as demo_package
from luoshi.office.demo import load
from luoshi.vocabulary import periods
from luoshi.vocabulary.indicators import catalogue, find
from office.demo.frames import demo, places

HERE = Path(demo_package.__file__).parent
ROLES = {"viewer", "reporter", "reviewer", "supervisor", "leader", "administrator"}


def test_same_every_time() -> None:
    assert load() == demo()


def test_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        demo().month = "2025-11"  # type: ignore[misc]


def test_small_enough_for_a_repository() -> None:
    assert sum(path.stat().st_size for path in HERE.rglob("*") if path.suffix != ".pyc" and path.is_file()) < 400_000


def test_places_make_one_tree() -> None:
    by_code = {p.code: p for p in demo().places}
    assert len(by_code) == len(demo().places)
    assert [p.name for p in by_code.values() if p.parent is None] == ["海岭省"]
    assert all(p.parent in by_code for p in by_code.values() if p.parent)
    assert len(places("town")) == 12
    assert len(places("county", "district")) == 38  # 云岚县 and its 37 peers


def test_invented_counties_are_nobodys() -> None:
    real = (Path(demo_package.__file__).parents[2] / "vocabulary" / "places.csv").read_text(encoding="utf-8")
    assert [name for name in places("city", "county", "district") if name in real] == []


def test_a_town_was_merged_in_2023_and_a_bureau_renamed_in_2024() -> None:
    (town,) = [p for p in demo().places if p.until]
    assert town.name == "横坑乡"
    assert town.until is not None
    assert town.until.year == 2023
    assert {p.code: p.name for p in demo().places}[town.successor or ""] == "双桥镇"
    (bureau,) = [b for b in demo().bodies if b.until and b.kind == "bureau"]
    (after,) = [b for b in demo().bodies if b.code == bureau.successor]
    assert (bureau.name, after.name) == ("云岚县大数据发展管理局", "云岚县政务服务和数据局")
    assert bureau.until is not None
    assert (after.since - bureau.until).days == 1
    assert after.since.year == 2024


def test_bodies_have_places_and_parents() -> None:
    codes, by_code = {p.code for p in demo().places}, {b.code: b for b in demo().bodies}
    assert len(by_code) == len(demo().bodies)
    assert all(b.place in codes and (b.parent is None or b.parent in by_code) for b in by_code.values())
    assert sum(b.kind == "bureau" and b.until is None for b in by_code.values()) == 20
    assert len({b.name for b in by_code.values()}) == len(by_code)


def test_every_role_has_an_account_and_every_town_and_bureau_a_reporter() -> None:
    people, codes = demo().people, {b.code for b in demo().bodies}
    assert {p.role for p in people} == ROLES
    assert len({p.account for p in people}) == len(people)
    assert {p.scope_place for p in people} <= {p.code for p in demo().places}
    assert {p.scope_body for p in people if p.scope_body} <= codes
    reporting = {p.scope_body for p in people if p.role == "reporter" and p.until is None}
    assert {b.code for b in demo().bodies if b.kind in ("bureau", "town_government") and not b.until} <= reporting


def test_indicators_are_the_catalogues_or_its_own() -> None:
    bodies = {b.code for b in demo().bodies}
    for item in demo().indicators:
        if item.code:
            assert item.code in catalogue()
        else:
            # A name that the catalogue takes for one of its own would be judged as that.
            assert find(item.indicator) is None, item.indicator
        assert item.body in bodies


def test_figures_belong_somewhere_and_have_a_status() -> None:
    known, names = {m.indicator for m in demo().indicators}, set(places("city", "county", "district", "town"))
    accounts = {p.account: p for p in demo().people}
    for figure in demo().figures:
        assert figure.indicator in known
        assert figure.place in names
        assert figure.status in STATUSES
        assert (figure.value is None) == (figure.status in ("missing", "withheld", "not_applicable", "not_due")), figure
        assert (figure.value == 0) == (figure.status == "zero") or figure.measure in ("growth", "completion"), figure
        assert figure.reported_at <= demo().today
        if figure.reporter:
            who = accounts[figure.reporter]
            assert who.role == "reporter"
            assert who.since <= figure.reported_at, figure
            assert who.until is None or figure.reported_at <= who.until
    assert {f.status for f in demo().figures} == set(STATUSES)


def test_no_figure_is_of_a_later_month() -> None:
    last = periods.bounds(demo().month).end
    assert max(periods.bounds(f.period).end or 0 for f in demo().figures) == last


def test_cells_are_reported_once_or_corrected() -> None:
    rows = Counter((f.place, f.indicator, f.period, f.measure) for f in demo().figures)
    twice = {cell for cell, count in rows.items() if count > 1}
    assert max(rows.values()) == 2
    assert {cell[:3] for cell in twice} == {
        ("云岚县", "JOBS_NEW", "2025-01/2025-07"),
        ("栗溪镇", "JOBS_NEW", "2025-01/2025-07"),
        ("云岚县", "AIR_GOOD_RATE", "2025-01/2025-05"),
        ("云岚县", "RURAL_ROADS", "2025-01/2025-08"),
        ("青岩乡", "RURAL_ROADS", "2025-01/2025-08"),
    }
    assert all(f.note for f in demo().figures if f.note is not None)


def test_targets_and_tasks_have_owners_pages_and_parents() -> None:
    bodies = {b.code for b in demo().bodies} | {"T-*"}
    pages = {p.file: "".join(p.text.split()) for p in demo().pages}
    ids = {t.id for t in demo().targets}
    assert len(ids) == len(demo().targets)
    known = {m.indicator for m in demo().indicators} | {"新增竹林步道"}
    for target in demo().targets:
        assert {target.lead, *target.support} <= bodies
        assert target.indicator in known, target.id
        assert (target.parent is None) == (target.place == "云岚县")
        assert target.parent is None or target.parent in ids
        if target.page:
            assert target.quote is not None
            assert target.quote in pages[target.page], target.id
        periods.bounds(target.period)
    for task in demo().tasks:
        assert {task.lead, *task.support} <= bodies
        assert task.quote in pages[task.page], task.id
    for year in ("2024", "2025"):
        assert sum(t.id.startswith(year) and t.page is not None for t in demo().targets) >= 40
        assert sum(t.id.startswith(year) for t in demo().tasks) >= 40


def test_the_whole_grammar_of_targets_is_there() -> None:
    printed = [t for t in demo().targets if t.page]
    assert {t.measure for t in printed} >= {
        "level", "growth", "change", "share", "completion", "rank", "gap", "multiple",
    }  # fmt: skip
    assert {t.comparator for t in printed} == {"eq", "ge", "le", "approx", "between", "positive", "top"}
    assert {t.strength for t in printed} == {"firm", "expected", "stretch"}


def test_pages_are_printed_in_narrow_columns_and_jump() -> None:
    for page in demo().pages:
        lines = [line for line in page.text.split("\n") if line.strip()]
        widths = [sum(0.5 if c < "\x80" else 1 for c in line) for line in lines]
        assert sum(width > 21 for width in widths) <= 4, page.file  # the date line and the headline
        assert sum(page.text.split("\n")[n] == "" for n in range(1, 20, 2)) == 10, page.file
    for day in {p.printed for p in demo().pages}:
        issue = [p for p in demo().pages if p.printed == day]
        assert any("（下转2版）" in p.text for p in issue)
        assert any("上接1版" in p.text for p in issue)
        assert sum(len("".join(p.text.split())) for p in issue) >= 4000


def test_forms_repeat_cells() -> None:
    assert len(demo().forms) == 10
    asked = Counter(cell for form in demo().forms if form.respondents == "towns" for cell in form.cells)
    assert sum(count > 1 for count in asked.values()) >= 8
    reported = {(f.indicator, f.measure, f.place) for f in demo().figures}
    for form in demo().forms:
        assert {form.issuer} <= {b.code for b in demo().bodies}
        who = places("town") if form.respondents == "towns" else ["云岚县"]
        missing = [c for c in form.cells for place in who if (c.indicator, c.measure, place) not in reported]
        assert missing == [], form.id


def test_rounds_keep_the_calendar() -> None:
    rounds = {(r.form, r.period): r for r in demo().rounds}
    assert len(rounds) == len(demo().rounds)
    plain = rounds["F01", "2025-01/2025-05"]
    assert (plain.due, plain.joined, plain.result) == (date(2025, 6, 18), date(2025, 6, 20), date(2025, 6, 25))
    # 18 January 2025 is a Saturday; 25 January too, but 26 January, a Sunday, is worked for the spring festival.
    moved = rounds["F01", "2024-01/2024-12"]
    assert (moved.due, moved.joined, moved.result) == (date(2025, 1, 20), date(2025, 1, 20), date(2025, 1, 26))
    assert rounds["F01", "2025-01/2025-10"].state == "joining"
    assert rounds["F01", "2025-01/2025-09"].opens == date(2025, 10, 9)  # after the holidays
    assert {r.form for r in demo().rounds} == {f.id for f in demo().forms}


def test_reviews_problems_and_waivers_are_about_what_is_there() -> None:
    forms, accounts = {f.id: f for f in demo().forms}, {p.account: p.role for p in demo().people}
    rounds = {(r.form, r.period) for r in demo().rounds}
    names, bodies = set(places("county", "district", "town")), {b.code for b in demo().bodies}
    indicators = {m.indicator for m in demo().indicators}
    for review in demo().reviews:
        assert review.form in forms
        assert (review.form, review.period) in rounds
        assert review.place in names
        assert accounts[review.submitter] == "reporter"
        assert (review.decided is None) == (review.reviewer is None) == (review.state == "waiting")
        assert review.reviewer is None or accounts[review.reviewer] == "reviewer"
        assert review.decided is None or review.submitted <= review.decided <= demo().today
        assert (review.state == "returned") <= (review.reason is not None)
    for problem in demo().problems:
        assert problem.place in names
        assert problem.owner in bodies
        assert problem.indicator is None or problem.indicator in indicators
        assert problem.found <= problem.due
    for waiver in demo().waivers:
        assert waiver.allowed_by in accounts
        assert any(
            f.status == waiver.status and (f.place, f.indicator) == (waiver.place, waiver.indicator)
            for f in demo().figures
        )
