"""Figures from tables: what is taken over, what is a fault, how fast."""

from __future__ import annotations

import datetime as dt
import io
import time

import openpyxl
import pytest

from luoshi.office.guard.errors import Forbidden, Invalid
from luoshi.office.guard.perform import perform
from luoshi.office.jobs.models import Job
from luoshi.office.log.verifying import verify
from luoshi.office.organisations.actions.rename_node import RenameNode
from luoshi.office.reporting.actions.close_round import CloseRound
from luoshi.office.reporting.actions.import_figures import ImportFigures
from luoshi.office.reporting.contents import contents, versions
from luoshi.office.reporting.models import Cell, Review, Submission, Value
from office.catalogue.making import own, taken
from office.making import OFFICE, actor, place
from office.reporting.making import PERIOD, county, opened, sheet

HEAD = "地区,指标,时期,口径,数值,单位,状态\n"


def table(*rows: str) -> bytes:
    return (HEAD + "\n".join(rows) + "\n").encode()


def taken_over(*rows: str) -> Submission:
    return perform(OFFICE, ImportFigures(file="历史.csv", content=table(*rows)))


def test_a_table_is_taken_over_and_known_at_once(office: str) -> None:
    here = place("云岚县", kind="county")
    taken("GDP")
    own("农村公路里程", unit="公里")
    made = taken_over(
        "云岚县,地区生产总值,2024,level,218.60,亿元,",
        "云岚县,GDP,2024-01/2024-09,,1582000,万元,",
        "云岚县,地区生产总值,2024,growth,6.1,%,",
        "云岚县,农村公路里程,2024,,0,公里,",
        "云岚县,农村公路里程,2023,,,,缺报",
    )
    assert (made.kind, made.sheet, made.note) == ("import", None, "历史.csv")
    told = Cell.objects.order_by("indicator__code", "period", "measure")
    assert list(told.values_list("indicator__code", "period", "measure", "status", "value", "unit")) == [
        ("GDP", "2024", "growth", "reported", "6.1", "%"),
        ("GDP", "2024", "level", "reported", "218.6", "亿元"),
        ("GDP", "2024-01/2024-09", "level", "reported", "158.2", "亿元"),
        ("农村公路里程", "2023", "level", "missing", "", ""),
        ("农村公路里程", "2024", "level", "zero", "0", "公里"),
    ]
    assert set(told.values_list("place", "submission", "home")) == {(here.pk, made.pk, None)}
    assert (Value.objects.count(), Review.objects.get().decision) == (5, "accepted")
    assert Value.objects.order_by("pk")[0].note == "历史.csv·2"
    assert Job.objects.get(name="scoring.judge").arguments == {}


def test_a_later_import_is_a_new_version(office: str) -> None:
    place("云岚县", kind="county")
    taken("GDP")
    taken_over("云岚县,GDP,2024,level,218.6,亿元,")
    taken_over("云岚县,GDP,2024,level,219.1,亿元,", "云岚县,GDP,2023,level,201,亿元,")
    assert list(Cell.objects.order_by("period").values_list("period", "value")) == [("2023", "201"), ("2024", "219.1")]
    assert [told["value"] for told in versions(Cell.objects.get(period="2024"))] == ["219.1", "218.6"]


def test_every_fault_is_told_with_its_place_and_nothing_is_kept(office: str) -> None:
    here = place("云岚县", kind="county")
    place("城关镇", here)
    place("城关镇", place("南浦县", kind="county"))
    taken("GDP")
    with pytest.raises(Invalid) as told:
        taken_over(
            "云岚县,GDP,2024,level,218.6,亿元,",
            "无此县,GDP,2024,level,1,亿元,",
            "城关镇,GDP,2024,level,1,亿元,",
            "云岚县,没有的指标,2024,level,1,亿元,",
            "云岚县,GDP,2023,level,1,,",
            "云岚县,GDP,2022,level,1,吨,",
            "云岚县,地区生产总值,2024,level,219,亿元,",
            "云岚县,GDP,某年,level,1,亿元,",
            "云岚县,GDP,2021,level,一百二,亿元,",
        )
    assert told.value.code == "reporting.import_faults"
    said = [fault.sentence("zh") for fault in told.value.fields.values()]
    assert said[-6:] == [
        "历史.csv·3：没有这个行政区：无此县",
        "历史.csv·4：叫“城关镇”的行政区不止一个，请用代码",
        "历史.csv·5：指标目录里没有：没有的指标",
        "历史.csv·6：没有单位，应是 亿元",
        "历史.csv·7：“1吨”的单位不能换算成亿元",
        "历史.csv·8：同一格出现两次：云岚县 地区生产总值 2024 level",
    ]
    assert any("历史.csv，第 9 行，“时期”列：是'某年'，应为有终点的时期" in one for one in said)
    assert any("历史.csv，第 10 行，“数值”列：是'一百二'，应为一个数" in one for one in said)
    told_in_english = [fault.sentence("en") for fault in told.value.fields.values()]
    assert any("历史.csv, row 9, column 时期: found '某年'" in one for one in told_in_english)
    assert (Cell.objects.count(), Submission.objects.count()) == (0, 0)


def test_a_workbook_names_sheet_and_row(office: str) -> None:
    place("云岚县", kind="county")
    taken("GDP")
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "2024"
    page.append(["地区", "指标", "时期", "数值", "单位"])
    page.append(["云岚县", "地区生产总值", "2024", 218.6, "亿元"])
    page.append(["云岚县", "地区生产总值", "2023", "=1/0", "亿元"])
    page.append(["青石县", "地区生产总值", "2022", 1, "亿元"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(Invalid) as told:
        perform(OFFICE, ImportFigures(file="历史.xlsx", content=out.getvalue()))
    said = [fault.sentence("zh") for fault in told.value.fields.values()]
    assert said[0].startswith("历史.xlsx，工作表“2024”，第 3 行，“D 数值”列：是'=1/0'，应为一个数")
    assert said[1] == "历史.xlsx·2024·4：没有这个行政区：青石县"


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("x.csv", b""),
        ("x.csv", HEAD.encode()),
        ("x.xlsx", b"no workbook"),
        ("x.pdf", b"x"),
        ("x", b""),
        ("x.csv", b"\xff\xfe\x00"),
        ("x.parquet", b"PAR1"),
    ],
)
def test_what_is_no_table(sqlite_only: str, file: str, content: bytes) -> None:
    with pytest.raises(Invalid) as told:
        perform(OFFICE, ImportFigures(file=file, content=content))
    assert told.value.code in ("reporting.import_faults", "reporting.import_empty")


def test_what_a_form_asks_for_comes_by_the_form(office: str) -> None:
    here = county(towns=1)
    held = opened(here.form(0, title="月报"))
    name = here.indicators[0].name
    with pytest.raises(Invalid) as told:
        taken_over(f"云镇0,{name},{PERIOD},level,5,亿元,")
    assert told.value.fields["file.0"].sentence("zh") == "历史.csv·2：由报表“月报”填报，不能导入"
    taken_over(f"云镇0,{name},2025-01/2025-02,level,5,亿元,")
    # What did not come by it can be taken over once its round is closed.
    perform(OFFICE, CloseRound(round=held.pk))
    taken_over(f"云镇0,{name},{PERIOD},level,5,亿元,")


def test_what_was_imported_is_not_asked(office: str) -> None:
    here = county(towns=1)
    taken_over(f"云镇0,{here.indicators[0].name},{PERIOD},level,5,亿元,")
    held = sheet(opened(here.form(0, 1)), here.towns[0])
    rows = contents(held).rows
    assert [(row.own, row.now.value) for row in rows] == [(False, "5"), (True, "")]
    assert rows[0].source is not None
    assert (rows[0].source.sheet, rows[0].source.state) == (0, "imported")


def test_places_are_found_by_the_names_they_had(office: str) -> None:
    town = place("老街乡", place("云岚县", kind="county"))
    perform(OFFICE, RenameNode(tree="place", node=town.pk, name="新街镇", on=dt.date(2020, 1, 1)))
    taken("GDP")
    taken_over("老街乡,GDP,2019,level,1,亿元,", "新街镇,GDP,2021,level,2,亿元,")
    assert set(Cell.objects.values_list("place", flat=True)) == {town.pk}


def test_who_may_import(office: str) -> None:
    here, other = place("云岚县", kind="county"), place("南浦县", kind="county")
    taken("GDP")
    mine = ImportFigures(file="a.csv", content=table("云岚县,GDP,2024,level,1,亿元,"))
    both = ImportFigures(file="a.csv", content=table("云岚县,GDP,2024,level,1,亿元,", "南浦县,GDP,2024,level,1,亿元,"))
    supervisor = actor("supervisor", here)
    assert perform(supervisor, mine).kind == "import"
    for who, action in ((supervisor, both), (actor("reporter", here), mine), (actor("supervisor", other), mine)):
        with pytest.raises(Forbidden):
            perform(who, action)
    assert perform(actor("administrator"), both).number == 1


def test_thirty_thousand_rows(committed: str) -> None:
    here = place("云岚县", kind="county")
    towns = [place(f"镇{n}", here) for n in range(25)]
    names = [own(f"指标{n}", unit="亿元") for n in range(10)]
    rows = [
        f"{town.code},{name.code},{year}-{month:02d},level,{month}.{town.pk % 10}{name.pk % 7 + 1},亿元,"
        for town in towns
        for name in names
        for year in range(2015, 2025)
        for month in range(1, 13)
    ]
    start = time.monotonic()
    taken_over(*rows)
    taken = time.monotonic() - start
    assert Cell.objects.count() == Value.objects.count() == 30_000
    assert taken < 60, f"30,000 rows took {taken:.1f} s"
    assert verify().broken is None
