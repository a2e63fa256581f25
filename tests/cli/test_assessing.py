"""`luoshi assess`, `rank`, `check-figures`: the examples end to end, faults told, files whole or not at all."""

from __future__ import annotations

import csv
import io
import itertools
import json
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from luoshi.assessing.frames import VERDICTS
from luoshi.assessing.scoring.columns import LEAGUE
from luoshi.cli import tables
from luoshi.cli.main import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FIGURES = EXAMPLES / "figures"
ASSESS = ["assess", "--targets", str(FIGURES / "targets.csv"), "--observations", str(FIGURES / "observations.csv")]
AS_OF = [*ASSESS, "--as-of", "2024-10"]
RANK = [
    "rank", "--observations", str(FIGURES / "towns.csv"), "--rules", str(FIGURES / "league.toml"),
    "--period", "2024年1—10月",
]  # fmt: skip
CHECK = ["check-figures", str(FIGURES / "doubtful.csv"), "--parts", str(FIGURES / "parts.csv")]
HEADS = ["编号", "地区", "指标", "时期", "口径", "关系", "目标值", "单位"]


def table(path: Path, *rows: list[Any]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADS, *rows])
    return path


def verdicts(out: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in map(json.loads, out.splitlines())}


def test_assess_judges_the_example_year(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*AS_OF, "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    found = verdicts(out)
    assert list(found) == [f"{number:02d}" for number in range(1, 29)]
    assert list(found["10"]) == list(VERDICTS)
    jobs = found["10"]
    assert (jobs["actual"], jobs["state"], jobs["light"]) == (3748, "on_track", "green")
    assert jobs["completion"] == pytest.approx(3748 / 4200 * 100)
    assert jobs["reason"].startswith("1—10月累计3748人，目标不低于4200人，完成89.24%")
    assert found["04"]["light"] == "red"
    assert (found["14"]["state"], found["14"]["light"]) == ("not_due", "grey")
    # A ceiling: 14 of at most 21 accidents is well.
    assert (found["17"]["light"], found["17"]["completion"]) == ("green", pytest.approx(200 / 3))
    assert err.startswith("28 targets at 2024-10: ")


def test_assess_writes_the_same_verdicts_in_every_format(tmp_path: Path) -> None:
    for form in ("csv", "jsonl", "parquet"):
        assert main([*AS_OF, "-o", str(tmp_path / f"v.{form}"), "--quiet"]) == 0
    rows = [json.loads(line) for line in (tmp_path / "v.jsonl").read_text("utf-8").splitlines()]
    assert pl.read_parquet(tmp_path / "v.parquet").to_dicts() == rows
    data = (tmp_path / "v.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["reason"] for row in read] == [row["reason"] for row in rows]
    assert [float(row["actual"]) if row["actual"] else None for row in read] == [row["actual"] for row in rows]


def test_the_workbook_has_lights_as_colours_with_their_reasons(tmp_path: Path) -> None:
    assert main([*AS_OF, "-o", str(tmp_path / "v.xlsx"), "--quiet"]) == 0
    book = openpyxl.load_workbook(tmp_path / "v.xlsx")
    assert book.sheetnames == ["总览", "进度", "规则", "说明"]
    sheet = book["进度"]
    heads = [cell.value for cell in sheet[1]]
    light, reason = heads.index("灯"), heads.index("理由")
    assert reason == light + 1
    fills = {row[light].value: row[light].fill.start_color.rgb for row in sheet.iter_rows(min_row=2)}
    assert fills == {
        "● 绿灯": "FFD7EDDF",
        "▲ 黄灯": "FFFBEBB8",
        "■ 红灯": "FFF9D9D5",
        "○ 不亮灯": "FFEEEEEE",
    }
    assert all(row[reason].value for row in sheet.iter_rows(min_row=2))
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(29, len(heads)).coordinate}"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToHeight, sheet.page_setup.orientation) == (0, "landscape")
    # The way back: every row says where its target stands.
    assert sheet.cell(2, heads.index("出处") + 1).value == "targets.csv·2"
    summary = [[cell.value for cell in row] for row in book["总览"].iter_rows(max_col=2)]
    assert summary[0][0] == "云岚县目标进度（2024年10月）"
    counts = dict(row for row in summary if isinstance(row[1], int))
    assert counts["合计"] == 28
    assert counts["■ 红灯"] == sum(row[light].value == "■ 红灯" for row in sheet.iter_rows(min_row=2))
    rules = [cell.value for row in book["规则"].iter_rows() for cell in row if cell.value]
    assert "落后序时进度高于30" in rules
    assert not any(
        isinstance(v, str) and v.startswith("=") for s in book for r in s.iter_rows(values_only=True) for v in r
    )


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


@pytest.mark.parametrize("command", [AS_OF, RANK, CHECK], ids=["assess", "rank", "check-figures"])
def test_the_table_fits_eighty_columns(
    command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main([*command, "--quiet"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 8
    assert max(map(width, lines)) <= 80
    # No line is cut: each light, place and question is whole.
    assert not any("…" in line for line in lines)


def test_assess_by_what_was_known(capsys: pytest.CaptureFixture[str]) -> None:
    july = [*ASSESS, "--as-of", "2024-07", "--format", "jsonl", "--quiet"]
    assert main(july) == 0
    corrected = verdicts(capsys.readouterr().out)["10"]["actual"]
    assert main([*july, "--known-at", "2024-08-31"]) == 0
    assert verdicts(capsys.readouterr().out)["10"]["actual"] == corrected + 38


def test_a_set_with_a_memory_remembers_the_months_before(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*AS_OF, "--rules", "memory", "--format", "jsonl", "--quiet"]) == 0
    found = verdicts(capsys.readouterr().out)
    # Inside its bounds now, outside them in spring: yellow, never green.
    assert found["15"]["state"] == "on_track"
    assert found["15"]["light"] == "yellow"


def test_a_set_for_growth_says_nothing_of_what_is_to_fall(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*AS_OF, "--rules", "growth", "--format", "jsonl", "--quiet"]) == 0
    found = verdicts(capsys.readouterr().out)
    assert found["13"]["light"] == "grey"
    assert found["17"]["light"] == "grey"
    assert found["04"]["light"] == "red"


def test_a_rule_set_that_asks_for_other_columns_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*AS_OF, "--rules", "bonds"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("luoshi assess: bonds: rule as_expected: no column spent")
    assert err.count("\n") == 1
    assert main([*AS_OF, "--rules", "no-such-set"]) == 2
    assert "expected a .toml file or one of boards, bonds" in capsys.readouterr().err


def test_faulty_input_is_told_and_nothing_is_computed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faulty = table(
        tmp_path / "目标.csv",
        ["1", "云岚县", "城镇新增就业", "2024", "总量", "不低于", "4200", "人"],
        ["2", "云岚县", "固定资产投资", "2024年", "增速", "大概", "7左右", "%"],
    )
    out = tmp_path / "v.csv"
    command = ["assess", "--targets", str(faulty), *AS_OF[3:], "-o", str(out)]
    assert main(command) == 1
    relations = "one of eq, ge, le, approx, positive, between, top, or its Chinese word"
    assert capsys.readouterr().err.splitlines() == [
        f"目标.csv, row 3, column 关系: found '大概'; expected {relations}",
        "目标.csv, row 3, column 目标值: found '7左右'; expected one number, alone or with its unit (218.6, 218.6亿元)",
        "luoshi assess: 2 faults in 1 row; nothing is computed (--skip-faulty leaves out the rows that have them)",
    ]
    assert not out.exists()
    assert main([*command, "--skip-faulty"]) == 1
    assert capsys.readouterr().err.endswith("1 target at 2024-10: 1 green; 1 faulty row left out\n")
    assert [row["id"] for row in csv.DictReader(io.StringIO(out.read_text("utf-8-sig")))] == ["1"]
    book = tmp_path / "v.xlsx"
    assert main([*command[:-1], str(book), "--skip-faulty", "--quiet"]) == 1
    left_out = [cell.value for row in openpyxl.load_workbook(book)["剔除"].iter_rows() for cell in row]
    assert "目标.csv，第 3 行，“目标值”列：是'7左右'，应为一个数，可带单位（218.6、218.6亿元）" in left_out


def test_a_file_without_the_columns_cannot_be_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.csv").write_text("编号,地区\n1,云岚县\n", encoding="utf-8")
    assert main(["assess", "--targets", str(tmp_path / "t.csv"), *AS_OF[3:], "--skip-faulty"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "luoshi assess: 3 faults; nothing is computed"


def test_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in (["--as-of", "october"], ["--as-of", "2024-13"], ["--as-of", "2024-10", "--known-at", "gestern"]):
        with pytest.raises(SystemExit) as stopped:
            main([*ASSESS, *wrong])
        assert stopped.value.code == 2
    capsys.readouterr()
    assert main(["assess", "--targets", str(tmp_path / "t.doc"), *AS_OF[3:]]) == 2
    assert "suffix names no format" in capsys.readouterr().err
    assert main(["assess", "--targets", str(tmp_path / "none.csv"), *AS_OF[3:]]) == 1
    assert "none.csv: No such file" in capsys.readouterr().err
    copy = tmp_path / "targets.csv"
    copy.write_bytes((FIGURES / "targets.csv").read_bytes())
    assert main(["assess", "--targets", str(copy), *AS_OF[3:], "-o", str(copy)]) == 2
    assert "is also an input" in capsys.readouterr().err


def test_rules_and_settings_are_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules, settings = tmp_path / "league.toml", tmp_path / "limits.toml"
    rules.write_bytes((FIGURES / "league.toml").read_bytes())
    settings.write_text("[jump]\nratio = 2.0\n", encoding="utf-8")
    lights = tmp_path / "lights.toml"
    lights.write_text("title = 1\n", encoding="utf-8")
    commands = (
        ([*RANK[:4], str(rules), *RANK[5:]], rules),
        ([*CHECK, "--settings", str(settings)], settings),
        ([*AS_OF, "--rules", str(lights)], lights),
    )
    for command, path in commands:
        before = path.read_bytes()
        assert main([*command, "-o", str(path), "--format", "csv"]) == 2
        assert "is also an input; choose another file" in capsys.readouterr().err
        assert path.read_bytes() == before


def test_a_target_without_a_unit_is_not_held_against_figures_that_have_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = table(tmp_path / "t.csv", ["1", "云岚县", "一般公共预算收入", "2024", "总量", "不低于", "12", ""])
    command = ["assess", "--targets", str(bare), *AS_OF[3:]]
    assert main(command) == 1
    assert "t.csv, row 2, column 单位: found nothing; expected a unit" in capsys.readouterr().err


def test_names_that_do_not_meet_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = table(tmp_path / "t.csv", ["1", "青澜市云岚县", "城镇新增就业人", "2024", "总量", "不低于", "4200", "人"])
    assert main(["assess", "--targets", str(other), *AS_OF[3:]]) == 0
    err = capsys.readouterr().err
    assert "no figures of the place 青澜市云岚县, which targets speak of\n" in err
    assert "no figures of the indicator 城镇新增就业人, which targets speak of\n" in err


def test_measures_that_do_not_meet_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = table(
        tmp_path / "t.csv",
        ["1", "云岚县", "城镇新增就业", "2024", "占比", "不低于", "42", "%"],
        ["2", "云岚县", "城镇新增就业", "2024", "总量", "不低于", "4200", "人"],
    )
    assert main(["assess", "--targets", str(other), *AS_OF[3:]]) == 0
    assert "no figures of the measure 城镇新增就业占比（只有总量）, which targets speak of\n" in capsys.readouterr().err


def test_rules_that_nobody_has_a_figure_for_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    towns = (FIGURES / "towns.csv").read_text(encoding="utf-8-sig")
    other = tmp_path / "towns.csv"
    other.write_text(towns.replace("规模以上工业增加值", "规上工业增加值"), encoding="utf-8")
    assert main([*RANK[:2], str(other), *RANK[3:]]) == 0
    assert capsys.readouterr().err == "12 places ranked for 2024-01/2024-10\n"
    other.write_text(towns.replace("规模以上工业增加值", "工业增加价值"), encoding="utf-8")
    assert main([*RANK[:2], str(other), *RANK[3:]]) == 0
    silent, idle, _ = capsys.readouterr().err.splitlines()
    assert silent == "no figures of the indicator 规模以上工业增加值增速, which the rules speak of"
    assert idle.startswith("not among the rules: ")
    assert "工业增加价值增速" in idle
    assert main([*RANK[:2], str(other), *RANK[3:], "--quiet"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx", "parquet"])
def test_what_read_writes_goes_in_as_it_comes_out(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read = tmp_path / f"读出.{form}"
    assert main(["read", str(EXAMPLES / "reports"), "-o", str(read), "--quiet"]) == 0
    command = ["assess", "--targets", str(read), "--observations", str(read), "--as-of", "2024-12"]
    assert main([*command, "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    found = [row for row in verdicts(out).values() if row["state"] not in ("no_data", "not_due")]
    assert len(found) > 30
    by_name = {(row["indicator"], row["actual"]): row for row in found}
    assert by_name["JOBS_NEW", 4536.0]["state"] == "met"
    assert by_name["FAI", 4.8]["light"] == "red"
    assert "figures that are no targets, left out" in err


def test_rank_of_the_example_towns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*RANK, "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert list(rows[0]) == list(LEAGUE)
    assert [row["rank"] for row in rows] == list(range(1, 13))
    assert all(a["score"] >= b["score"] for a, b in itertools.pairwise(rows))
    # A quarter of twelve, rounded down, is three.
    assert [row["grade"] for row in rows].count("A") == 3
    assert all(row["ahead_place"] == before["place"] for before, row in itertools.pairwise(rows))
    assert {row["change"] for row in rows} >= {1, -1, 0}
    assert err == "12 places ranked for 2024-01/2024-10\n"


def test_rank_writes_a_workbook(tmp_path: Path) -> None:
    assert main([*RANK, "-o", str(tmp_path / "r.xlsx"), "--quiet"]) == 0
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == ["总榜", "分卡", "得分", "规则"]
    assert [book["总榜"].cell(row, 1).value for row in range(2, 14)] == list(range(1, 13))
    assert book["分卡"].max_row == 1 + 2 * 12
    scores = list(book["得分"].iter_rows(values_only=True))
    assert all(row[scores[0].index("理由")] for row in scores[1:])
    assert {row[scores[0].index("方法")] for row in scores[1:]} == {"功效系数", "赛马", "达标", "加分"}
    rules = [cell.value for row in book["规则"].iter_rows() for cell in row if cell.value]
    assert 'title = "乡镇比拼"' in rules
    assert not any(str(Path.cwd()) in str(value) for value in rules)


def test_only_some_places_compete(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*RANK, "--places", "雁坪镇, 栗溪镇", "--format", "jsonl", "--quiet"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert main([*RANK, "--places", "雁坪镇,黑潭镇"]) == 2
    assert "--places: found 黑潭镇, which the figures do not have" in capsys.readouterr().err


def test_a_period_without_figures_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*RANK[:-1], "2026"]) == 2
    assert "--period 2026: no figures of it; the file has 2023 …" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--before", "2030年1—10月"], "--before 2030-01/2030-10: no figures of it; the file has 2023 …"),
        (["--before", "2024年1—10月"], "--before 2024-01/2024-10: is the period itself, expected an earlier one"),
        (
            ["--period", "2024年1—9月", "--before", "2024年1—10月"],
            "--before 2024-01/2024-10: ends after 2024-01/2024-09, expected an earlier one",
        ),
        (["--places", " , "], "--places: found no name, expected names with commas between them"),
        (["--known-at", "1990-01-01"], "no figures of it reported until 1990-01-01; the file has nothing reported"),
    ],
)
def test_what_rank_cannot_do_is_refused(more: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*RANK, *more]) == 2
    assert told in capsys.readouterr().err


def test_a_goal_is_brought_to_the_unit_of_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = tmp_path / "r.toml"
    rules.write_text(
        'title = "达标"\n[[indicators]]\nindicator = "KEY_PROJECTS_INV"\nweight = 10\n'
        'method = "goal"\ngoal = "target"\n',
        encoding="utf-8",
    )
    for value, unit, points in (("10000", "万元", 10), ("9999", "亿元", 0)):
        goals = table(tmp_path / "t.csv", ["1", "雁坪镇", "重点项目投资", "2024", "总量", "", value, unit])
        command = [*RANK[:3], "--rules", str(rules), *RANK[5:], "--places", "雁坪镇", "--targets", str(goals)]
        assert main([*command, "--format", "jsonl", "--quiet"]) == 0
        assert json.loads(capsys.readouterr().out)["score"] == points
    table(tmp_path / "t.csv", ["1", "雁坪镇", "重点项目投资", "2024", "总量", "", "9", "人"])
    assert main(command) == 2
    assert "--targets: 雁坪镇 重点项目投资: found a target in 人, expected one in 亿元" in capsys.readouterr().err


def test_a_goal_of_each_place_comes_from_the_targets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = tmp_path / "r.toml"
    rules.write_text(
        'title = "达标"\n[[indicators]]\nindicator = "KEY_PROJECTS_INV"\nweight = 10\n'
        'method = "goal"\ngoal = "target"\n',
        encoding="utf-8",
    )
    goals = table(
        tmp_path / "t.csv",
        ["1", "雁坪镇", "重点项目投资", "2024", "总量", "", "1", "亿元"],
        ["2", "栗溪镇", "重点项目投资", "2024", "总量", "", "9999", "亿元"],
        # The goal of the period itself comes before that of the year.
        ["3", "栗溪镇", "重点项目投资", "2024年1—10月", "总量", "", "1", "亿元"],
        ["4", "竹口镇", "重点项目投资", "2024", "总量", "", "9999", "亿元"],
    )
    command = [*RANK[:3], "--rules", str(rules), *RANK[5:], "--places", "雁坪镇,栗溪镇,竹口镇"]
    assert main(command) == 2
    assert "give the targets by --targets" in capsys.readouterr().err
    assert main([*command, "--targets", str(goals), "--format", "jsonl", "--quiet"]) == 0
    scores = {row["place"]: row["score"] for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert scores == {"雁坪镇": 10, "栗溪镇": 10, "竹口镇": 0}


def test_check_figures_asks_and_does_not_judge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*CHECK, "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    asked = {(row["rule"], row["place"]) for row in rows}
    assert {("unit_slip", "栗溪镇"), ("falling_cumulative", "雁坪镇")} <= asked
    slip = next(row for row in rows if row["rule"] == "unit_slip")
    # The way back to who reported it.
    place, value = slip["source"].split("·")
    assert place == "doubtful.csv"
    with (FIGURES / "doubtful.csv").open(encoding="utf-8", newline="") as stream:
        row = list(csv.reader(stream))[int(value) - 1]
    assert (row[0], float(row[4])) == ("栗溪镇", slip["value"])
    assert "questions about" in err
    assert main([*CHECK, "-o", str(tmp_path / "q.xlsx"), "--quiet"]) == 0
    sheet = openpyxl.load_workbook(tmp_path / "q.xlsx")["疑问"]
    assert sheet.max_row == 1 + len(rows)
    assert sheet["B2"].value == "■ 必须核实"
    assert sheet["B2"].fill.start_color.rgb == "FFF9D9D5"


def test_check_figures_asks_about_what_changed_after_a_ranking(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "地区,指标,时期,口径,数值,计量单位,上报日期\n"
    cell = "{},社会消费品零售总额,2024年1—10月,总量,{},亿元,{}\n"
    figures = [("甲县", 8, "2024-11-05"), ("乙县", 9, "2024-11-05"), ("甲县", 9.5, "2024-12-01")]
    (tmp_path / "o.csv").write_text(head + "".join(cell.format(*one) for one in figures), encoding="utf-8")
    ranking = "指标,时期,公布日期\n社会消费品零售总额,2024年1—10月,2024-11-20\n"
    (tmp_path / "k.csv").write_text(ranking, encoding="utf-8")
    command = ["check-figures", str(tmp_path / "o.csv"), "--rankings", str(tmp_path / "k.csv"), "--quiet"]
    assert main([*command, "--format", "jsonl"]) == 0
    [row] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (row["rule"], row["place"]) == ("rank_changed_after", "甲县")
    assert "名次由第2变为第1" in row["question"]
    assert main([*command, "-o", str(tmp_path / "k.csv")]) == 2
    assert "is also an input" in capsys.readouterr().err


def test_only_one_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*CHECK, "--rule", "falling_cumulative", "--format", "jsonl", "--quiet"]) == 0
    assert {json.loads(line)["rule"] for line in capsys.readouterr().out.splitlines()} == {"falling_cumulative"}
    assert main([*CHECK, "--rule", "no_such"]) == 2
    assert "no_such" in capsys.readouterr().err


def test_good_figures_raise_no_question_and_a_soft_target_does(capsys: pytest.CaptureFixture[str]) -> None:
    observations, targets = str(FIGURES / "observations.csv"), str(FIGURES / "targets.csv")
    assert main(["check-figures", observations]) == 0
    out, err = capsys.readouterr()
    assert out == "没有疑问\n"
    assert err.startswith("0 questions about ")
    # 4,200 new jobs were promised, and the year before had 4,310.
    assert main(["check-figures", observations, "--targets", targets, "--format", "jsonl", "--quiet"]) == 0
    [row] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (row["rule"], row["target"], row["indicator"]) == ("soft_target", "10", "城镇新增就业")


def test_an_outlook_has_an_interval_and_says_how(tmp_path: Path) -> None:
    assert main([*AS_OF, "--outlook", "-o", str(tmp_path / "v.xlsx"), "--quiet"]) == 0
    rows = list(openpyxl.load_workbook(tmp_path / "v.xlsx")["进度"].iter_rows(values_only=True))
    found = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    jobs = found["10"]
    # 4,536 it came to.
    assert jobs["低"] < 4536 < jobs["高"]
    assert jobs["低"] < jobs["年底预测"] < jobs["高"]
    assert jobs["预测说明"]
    # One past year is too little: no number, and why.
    assert found["19"]["年底预测"] is None
    assert "不作预测" in found["19"]["预测说明"]


def test_without_the_extra_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import importlib.util

    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *a: None if name == "polars" else real(name, *a))
    for command in (AS_OF, RANK, CHECK):
        assert main(command) == 1
        assert capsys.readouterr().err == f"luoshi {command[0]}: needs polars: pip install 'luoshi[assess]'\n"
    with pytest.raises(ImportError):
        tables.needs_engine()


def test_the_engine_is_not_loaded_for_the_help() -> None:
    heavy = "{'polars', 'narwhals', 'python_calamine', 'xlsxwriter', 'rich'}"
    code = f"import sys, luoshi.cli.main as m; m.build_parser(); print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_formulas_in_names_stay_text(tmp_path: Path) -> None:
    live = table(tmp_path / "t.csv", ["1", "=1+1", "城镇新增就业", "2024", "总量", "不低于", "4200", "人"])
    out = tmp_path / "v.csv"
    assert main(["assess", "--targets", str(live), *AS_OF[3:], "-o", str(out), "--quiet"]) == 0
    assert next(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))["place"] == "'=1+1"
    book = tmp_path / "v.xlsx"
    assert main(["assess", "--targets", str(live), *AS_OF[3:], "-o", str(book), "--quiet"]) == 0
    cell = openpyxl.load_workbook(book)["进度"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
