"""Tables: every rule with a table invented for it."""

from __future__ import annotations

import pytest

from luoshi.reading.characters import simplify
from luoshi.reading.layout import paragraphs
from luoshi.reading.tablebodies import bodies, due, shares
from luoshi.reading.tablecells import Cell, cells, values
from luoshi.reading.tableheads import column
from luoshi.reading.tablenames import named
from luoshi.reading.tables import TableReading, read
from luoshi.reading.times import Clock

JANUARY = Clock(2025, 1)


def table(
    text: str, heading: str | None = None, clock: Clock | None = JANUARY, topic: int | None = None,
    after: TableReading | None = None,
) -> TableReading:  # fmt: skip
    rows = [p for p in paragraphs(simplify(text)) if p.kind == "table"]
    return read(rows, clock, topic, heading, after)


def told(reading: TableReading, *names: str) -> list[tuple[object, ...]]:
    return [tuple(getattr(f, n) for n in names) for f in reading.figures]


def cell(text: str) -> Cell:
    return Cell(text, list(range(len(text))))


# -- tables of indicators ---------------------------------------------------------------------------------------


def test_result_growth_and_target_columns_with_the_unit_in_the_name() -> None:
    found = table("|指标|2023年|同比|2024年目标|\n|---|---|---|---|\n|茶叶总产量（万吨）|7.9|+4.1%|8.2|")
    assert found.kind == "indicators"
    assert told(found, "indicator", "value", "unit", "measure", "role", "period", "value_text") == [
        ("茶叶总产量", 7.9, "万吨", "level", "result", "2023", "7.9"),
        ("茶叶总产量", 4.1, "%", "growth", "result", "2023", "+4.1%"),
        ("茶叶总产量", 8.2, "万吨", "level", "target", "2024", "8.2"),
    ]


def test_places_in_the_row_run_from_the_name_to_the_value() -> None:
    f = table("| **指标** | 2024年 |\n| <b>油菜面积</b>（万亩） | <b>3.2</b> |").figures[0]
    text = f.paragraph.text
    assert text[f.value_start : f.value_end] == "3.2"
    assert text[f.start : f.end] == "油菜面积</b>（万亩）|<b>3.2"


def test_a_head_of_two_rows_with_blanks_for_merged_cells() -> None:
    found = table("|指标|单位|2024年||2025年||\n|||完成|增长%|目标|增长|\n|地区生产总值|亿元|1,234.5|5.9|1310|6左右|")
    assert told(found, "value", "unit", "measure", "role", "period", "comparator") == [
        (1234.5, "亿元", "level", "result", "2024", "eq"),
        (5.9, "%", "growth", "result", "2024", "eq"),
        (1310.0, "亿元", "level", "target", "2025", "eq"),
        (6.0, "%", "growth", "target", "2025", "approx"),
    ]


def test_a_head_of_two_rows_without_cells_where_they_are_merged() -> None:
    found = table("|指标|单位|2024年|2025年|\n|完成|增长%|目标|增长|\n|税收|亿元|12|5|13|6|")
    assert told(found, "value", "measure", "period") == [
        (12.0, "level", "2024"), (5.0, "growth", "2024"), (13.0, "level", "2025"), (6.0, "growth", "2025"),
    ]  # fmt: skip


def test_rows_that_are_parts_of_others_keep_their_own_names_and_sums_and_groups_give_none() -> None:
    text = "|项目|单位|2024年完成|\n|一、农业|||\n|（一）粮食总产|吨|50|\n|其中：稻谷|吨|30|\n|合计|吨|80|\n||||"
    assert told(table(text), "indicator") == [("粮食总产",), ("稻谷",)]


@pytest.mark.parametrize(
    ("name", "unit", "printed", "expected"),
    [
        ("规模以上工业增加值", "%", "7.1", ("growth", "%")),
        ("森林覆盖率", "%", "61", ("level", "%")),
        ("民营经济占比", "%", "52", ("share", "%")),
        ("税收收入", "亿元", "6%", ("growth", "%")),
        ("税收收入", "亿元、%", "6", ("level", "亿元")),
        ("城镇化率", "%", "提高0.5个百分点", ("change", "个百分点")),
        ("茶园面积", "亩", "增加50亩", ("change", "亩")),
    ],
)
def test_the_measure_of_a_value_by_its_unit_and_its_name(
    name: str, unit: str, printed: str, expected: tuple[str, str]
) -> None:
    found = table(f"|指标|单位|2024年完成|\n|{name}|{unit}|{printed}|")
    assert told(found, "measure", "unit") == [expected]


def test_units_of_the_caption() -> None:
    found = table("|指标|2024年|增长|\n|财政收入|12|3.5|", "主要指标（单位：亿元，%）")
    assert told(found, "value", "unit") == [(12.0, "亿元"), (3.5, "%")]
    assert told(table("|指标|2024年|\n|财政收入|12|", "（单位：亿元、万人）"), "unit") == [("",)]


def test_a_title_row_inside_the_table_gives_period_and_unit() -> None:
    found = table("|2024年主要指标（单位：万吨）|||\n|指标|完成|增长%|\n|柑橘|8.1|2|")
    assert told(found, "value", "unit", "period") == [(8.1, "万吨", "2024"), (2.0, "%", "2024")]


def test_month_to_date_and_the_same_time_of_the_year_before() -> None:
    found = table("|指标|本月|累计|上年同期|增长%|\n|用电量（万度）|4|51|50|2|", "2024年11月运行情况", Clock(2024, 12))
    assert told(found, "value", "period", "role") == [
        (4.0, "2024-11", "result"),
        (51.0, "2024-01/2024-11", "result"),
        (50.0, "2023-01/2023-11", "result"),
        (2.0, "2024-01/2024-11", "result"),
    ]


def test_a_growth_belongs_to_the_later_of_the_years_before_it() -> None:
    found = table("|指标|2024年|2023年|增速%|\n|存款（亿元）|9|8|12.5|")
    assert told(found, "measure", "period")[-1] == ("growth", "2024")


def test_rank_completion_and_share_columns_with_their_references() -> None:
    text = "|指标|1—11月|全市排名|完成年度目标%|占全市比重（%）|\n|固定资产投资（万元）|56000|3|95.5|12|"
    found = table(text, "2024年", Clock(2024, 12))
    assert told(found, "measure", "value", "unit", "reference", "role")[1:] == [
        ("rank", 3.0, "", "全市", "result"),
        ("completion", 95.5, "%", "年度目标", "result"),
        ("share", 12.0, "%", "全市", "result"),
    ]


def test_a_rank_by_growth_is_a_rank() -> None:
    found = table("|指标|2024年|增幅%|增幅排名|\n|工业投资（亿元）|12|-3.1|10|")
    assert told(found, "measure", "value", "unit")[1:] == [("growth", -3.1, "%"), ("rank", 10.0, "")]


def test_a_magnitude_in_the_cell_joins_the_unit_of_the_row() -> None:
    assert told(table("|指标|单位|2024年|\n|居民收入|元|3.2万|"), "value", "unit") == [(3.2, "万元")]


def test_a_part_without_a_unit_has_that_of_its_whole() -> None:
    found = table("|指标|2024年|增长%|\n|零售总额（亿元）|12|3|\n|#限上单位|5|▼2.1|")
    assert told(found, "indicator", "value", "unit")[2:] == [("限上单位", 5.0, "亿元"), ("限上单位", -2.1, "%")]


def test_columns_that_are_expected_sure_and_striven_for() -> None:
    found = table("|指标|2024年预计完成|2025年确保目标|2025年力争目标|\n|税收增速|5.8%|6%|6.5%|")
    assert told(found, "role", "strength", "measure", "period") == [
        ("forecast", None, "growth", "2024"),
        ("target", "firm", "growth", "2025"),
        ("target", "stretch", "growth", "2025"),
    ]


def test_a_year_ahead_is_a_target_and_a_caption_of_results_is_none() -> None:
    text = "|指标|2024年|2025年|\n|茶园（万亩）|3|4|"
    assert told(table(text), "role") == [("result",), ("target",)]
    assert told(table(text, "目标完成情况", Clock(2026, 1)), "role") == [("result",), ("result",)]


def test_the_plan_of_five_years_binding_and_summed() -> None:
    text = (
        "|指标|2020年|2025年|年均增速|属性|\n"
        "|耕地（万亩）|50|51||约束性|\n"
        "|能耗降低（%）|—|〔14〕||预期性|\n"
        "|收入（元）|||7以上|预期性|"
    )
    found = table(text, "“十四五”时期主要指标", Clock(2021, 2))
    assert told(found, "value", "role", "strength", "period") == [
        (50.0, "result", None, "2020"),
        (51.0, "target", "firm", "2025"),
        (-14.0, "target", "expected", "2021/2025"),
        (7.0, "target", "expected", "2021/2025"),
    ]


def test_columns_by_place_give_the_subject() -> None:
    found = table("|指标|全国|云溪县|\n|居民收入增速（%）|5.0|6.1|", "2024年主要指标")
    assert told(found, "subject", "value", "measure") == [("全国", 5.0, "growth"), ("云溪县", 6.1, "growth")]


# -- values of cells --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7.9", (7.9, None, "", "eq", None)),
        ("1,234.5", (1234.5, None, "", "eq", None)),
        ("-2.5%", (-2.5, None, "%", "eq", "growth")),
        ("6%左右", (6.0, None, "%", "approx", None)),
        ("7300人以上", (7300.0, None, "人", "ge", None)),
        ("5.5%以内", (5.5, None, "%", "le", None)),
        ("≥98%", (98.0, None, "%", "ge", None)),
        ("不超过3", (3.0, None, "", "le", None)),
        ("5%—6%", (5.0, 6.0, "%", "between", None)),
        ("3—4", (3.0, 4.0, "", "between", None)),
        ("同比下降2.5%", (-2.5, None, "%", "eq", "growth")),
        ("正增长", (None, None, "", "positive", "growth")),
        ("高于全国", (None, None, "", "positive", "gap")),
        ("高于全市2个百分点", (2.0, None, "个百分点", "eq", "gap")),
        ("与经济增长同步", (None, None, "", "eq", "growth")),
        ("进入全省前十", (10.0, None, "", "top", "rank")),
    ],
)
def test_what_a_cell_says(text: str, expected: tuple[object, ...]) -> None:
    found = values(text)
    assert [(v.value, v.value_to, v.unit, v.close, v.measure) for v in found] == [expected]


@pytest.mark.parametrize("text", ["", "—", "…", "/", "建成3个园区并投产", "2024年底", "良好", "★优化清单制", "A3地块"])
def test_a_cell_that_holds_no_value(text: str) -> None:
    assert values(text) == []


def test_two_values_in_a_cell_and_a_remark_behind_one() -> None:
    assert [(v.value, v.unit, v.measure) for v in values("120亿元，增长6%")] == [
        (120.0, "亿元", None),
        (6.0, "%", "growth"),
    ]
    assert [v.value for v in values("6%（不含电力）")] == [6.0]


def test_the_strength_a_cell_says() -> None:
    assert [(v.value, v.strength) for v in values("6%（力争6.5%）")] == [(6.0, None), (6.5, "stretch")]
    assert values("不低于6%")[0].strength == "firm"
    assert values("力争高于全省")[0].strength == "stretch"


def test_a_rank_needs_its_column() -> None:
    assert [v.measure for v in values("3/12", rank=True)] == ["rank"]
    assert values("第2", rank=True)[0].value == 2.0


def test_a_length_of_time_only_where_it_is_measured() -> None:
    assert [(v.value, v.unit) for v in values("3天", "办理时限")] == [(3.0, "天")]
    assert values("3天", "青石大桥") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("其中：工业投资增速（%）", ("工业投资", "%", "growth", 1)),
        ("1.单位生产总值能耗下降", ("单位生产总值能耗", None, "growth", -1)),
        ("人口自然增长率", ("人口自然增长率", None, None, 1)),
        ("零售总额（含网店）", ("零售总额（含网店）", None, None, 1)),
    ],
)
def test_the_name_of_an_indicator(text: str, expected: tuple[object, ...]) -> None:
    assert named(text) == expected


def test_a_word_of_a_level_stays_in_a_name() -> None:
    assert column("地区生产总值（亿元）", None, None).rest == "地区生产总值"
    assert column("总量（亿元）", None, None).rest == ""


def test_escaped_bars_and_line_ends_inside_cells() -> None:
    row = next(p for p in paragraphs("|a\\|b|县发改局<br>县财政局|") if p.kind == "table")
    first, second = cells(row)
    assert first.text == "a|b"
    assert bodies(second) == ["县发改局", "县财政局"]


# -- tables of places and of periods ----------------------------------------------------------------------------


def test_a_row_a_place() -> None:
    found = table(
        "|乡镇|粮食产量（吨）|增速（%）|企业数（家）|\n|青石镇|5600|-3.2|35|\n|合计|5600|-3.2|35|", "2024年生产情况"
    )
    assert found.kind == "places"
    assert told(found, "subject", "indicator", "value", "unit", "measure", "period")[:3] == [
        ("青石镇", "粮食产量", 5600.0, "吨", "level", "2024"),
        ("青石镇", "粮食产量", -3.2, "%", "growth", "2024"),
        ("青石镇", "企业数", 35.0, "家", "level", "2024"),
    ]
    assert [f.subject for f in found.figures[3:]] == [None, None, None]


def test_places_without_a_head_that_says_so_and_a_head_of_two_rows() -> None:
    text = "||工业产值||投资||\n||总量（亿元）|增速（%）|总量（亿元）|位次|\n|云溪县|12|5|3|第1|\n|青川区|9|4|2|2|"
    found = table(text)
    assert found.kind == "places"
    assert told(found, "subject", "indicator", "measure", "value")[:4] == [
        ("云溪县", "工业产值", "level", 12.0),
        ("云溪县", "工业产值", "growth", 5.0),
        ("云溪县", "投资", "level", 3.0),
        ("云溪县", "投资", "rank", 1.0),
    ]


def test_units_of_measure_and_bodies_under_the_same_head() -> None:
    found = table("|单位|签约额（万元）|\n|县商务局|50|\n|青石镇|60|")
    assert found.kind == "places"
    assert told(found, "subject", "value") == [("县商务局", 50.0), ("青石镇", 60.0)]


def test_a_row_a_period() -> None:
    found = table("|年份|旅游收入（亿元）|增速（%）|\n|2023年|10|4|\n|2025年|12|6|")
    assert found.kind == "periods"
    assert told(found, "period", "indicator", "value", "role") == [
        ("2023", "旅游收入", 10.0, "result"),
        ("2023", "旅游收入", 4.0, "result"),
        ("2025", "旅游收入", 12.0, "target"),
        ("2025", "旅游收入", 6.0, "target"),
    ]


# -- tables of tasks --------------------------------------------------------------------------------------------


def test_tasks_with_who_leads_who_helps_and_by_when() -> None:
    text = (
        "|序号|重点任务|牵头单位|配合单位|完成时限|\n"
        "|一、产业升级|||||\n"
        "|1|新建标准厂房3万平方米|县发改局|县财政局、青石镇|2025年12月|\n"
        "|2|修编空间规划|县规划局||6月底前|"
    )
    found = table(text, "2025年任务分解表")
    assert (found.kind, found.figures) == ("tasks", [])
    assert [(t.lead, t.support, t.period, t.section) for t in found.tasks] == [
        ("县发改局", "县财政局、青石镇", "2025-12", "一、产业升级"),
        ("县规划局", None, "2025-06", "一、产业升级"),
    ]
    t = found.tasks[0]
    assert t.paragraph.text[t.start : t.end] == "新建标准厂房3万平方米"


def test_cells_merged_downwards_hold_for_the_rows_below() -> None:
    text = (
        "|领域|工作任务|责任单位|时限|\n"
        "|农业|建设高标准农田|县农业农村局|10月底|\n"
        "||推进种业振兴|||\n"
        "|工业|办好产业对接会|县工信局|全年|"
    )
    assert [(t.lead, t.period, t.section) for t in table(text).tasks] == [
        ("县农业农村局", "2025-10", "农业"),
        ("县农业农村局", "2025-10", "农业"),
        ("县工信局", "2025", "工业"),
    ]


def test_cells_merged_downwards_that_are_not_there_at_all() -> None:
    found = table("|领域|工作任务|责任单位|\n|农业|建设高标准农田|县农业农村局|\n|推进种业振兴|县科技局|")
    assert [(t.lead, t.section) for t in found.tasks] == [("县农业农村局", "农业"), ("县科技局", "农业")]


def test_of_responsible_bodies_the_first_leads_and_beside_a_leader_all_support() -> None:
    found = table("|任务|责任单位|\n|治理青石河|县水利局、县环保局，各乡镇|")
    assert [(t.lead, t.support) for t in found.tasks] == [("县水利局", "县环保局、各乡镇")]
    found = table("|任务|牵头单位|责任单位|\n|治理青石河|县水利局|县水利局、县环保局|")
    assert [(t.lead, t.support) for t in found.tasks] == [("县水利局", "县环保局")]
    found = table("|任务|牵头领导|\n|治理青石河|林云溪|")
    assert [(t.lead, t.support) for t in found.tasks] == [("林云溪", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("牵头单位：县工信局；配合单位：县商务局", (["县工信局"], ["县商务局"])),
        ("县科技局、县工信局（牵头）", (["县工信局"], ["县科技局"])),
        ("县工信局牵头，县商务局配合", (["县工信局"], ["县商务局"])),
        ("县住建局（县人防办、房管中心）", (["县住建局（县人防办、房管中心）"], [])),
    ],
)
def test_a_cell_that_says_who_leads(text: str, expected: tuple[list[str], list[str]]) -> None:
    assert shares(cell(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年12月", "2025-12"),
        ("2025.9", "2025-09"),
        ("2025-06-30", "2025-06-30"),
        ("12月底前", "2025-12"),
        ("三季度", "2025-Q3"),
        ("2025年底", "2025"),
        ("长期坚持", "2025"),
        ("6月底前出台方案，年底前见效", "2025"),
        ("立行立改", None),
    ],
)
def test_by_when(text: str, expected: str | None) -> None:
    assert due(text, 2025) == expected


def test_without_a_year_nothing_is_dated() -> None:
    assert due("6月底前", None) is None
    assert due("全年", None) is None


# -- what is no such table --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "|优化机制干|增强能力干|\n|★优化清单制|★立说立行|\n|★优化调度制|★敢闯敢干|",
        "|项目名称|建设规模|总投资（万元）|责任单位|\n|青石水库|小型水库1座|5000|县水利局|\n|云溪大桥|长300米|8000|县交通局|",
        "|工作目标|完成情况|\n|抓好基层治理|已完成全部换届|\n|优化服务|良好|",
        "|姓名|电话|\n|林云溪|5550123|",
        "|指标|2024年|",
    ],
)
def test_other_tables_give_nothing(text: str) -> None:
    found = table(text)
    assert (found.kind, found.figures, found.tasks) == ("none", [], [])


# -- runs of rows -----------------------------------------------------------------------------------------------


def test_two_tables_in_one_run_and_a_head_repeated_on_the_next_page() -> None:
    text = "|指标|2024年|\n|茶园（亩）|3|\n|指标|2024年|\n|果园（亩）|4|\n|任务|责任单位|\n|治理青石河|县水利局|"
    found = table(text)
    assert told(found, "indicator") == [("茶园",), ("果园",)]
    assert [t.lead for t in found.tasks] == ["县水利局"]


def test_a_run_without_a_head_goes_on_with_the_one_before() -> None:
    before = table("|序号|任务|责任单位|\n|1|治理青石河|县水利局|")
    found = table("|2|修缮云溪古桥|县文旅局|", after=before)
    assert [(t.lead, found.kind) for t in found.tasks] == [("县文旅局", "tasks")]
    assert table("|2|修缮云溪古桥|县文旅局|").kind == "none"
    assert table("|2|县文旅局|", after=before).kind == "none"
