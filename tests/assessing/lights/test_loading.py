from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.assessing.lights import RuleError, load, names, read

HEAD = """
title = "灯"
[columns]
growth = { zh = "增速", unit = "%" }
plan = { zh = "计划", unit = "%" }
state = { zh = "状态", values = { met = "已完成", late = "已落后" } }
started = { zh = "开工", yes = "已开工", no = "未开工" }
"""
# Every column is used here, so that a test has one fault at a time.
USED = """
[[rule]]
key = "used"
light = "green"
when = ["growth >= plan", "state is met", "started is yes"]
"""
REST = """
[[rule]]
key = "rest"
light = "red"
when = "otherwise"
"""


def rule(when: str, key: str = "tried", light: str = "yellow", more: str = "") -> str:
    return f'\n[[rule]]\nkey = "{key}"\nlight = "{light}"\nwhen = {when}\n{more}\n'


def bands(*entries: str, more: str = "") -> str:
    return f'\n[[bands]]\ncolumn = "growth"\n{more}\nband = [\n' + "".join(f"  {{ {e} }},\n" for e in entries) + "]\n"


def band(key: str, limits: str, light: str = "green") -> str:
    return f'key = "{key}", light = "{light}"' + (f", {limits}" if limits else "")


def faults(text: str) -> list[str]:
    with pytest.raises(RuleError) as error:
        read(text, "灯.toml")
    return list(error.value.faults)


MEMORY = '\n[memory]\nkey = "kept"\nafter = "red"\nat_best = "yellow"\nwindow = "year"\n'


def test_the_parts_of_these_tests_are_right_together() -> None:
    found = read(HEAD + USED + REST + MEMORY, "灯.toml")
    assert [r.key for r in found.rules] == ["used", "rest"]
    assert found.needed == ("growth", "plan", "state", "started", "place", "indicator", "as_of")
    assert found.lights == ("green", "yellow", "red", "grey")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("titel = 1\n" + HEAD + USED + REST, "titel: unknown field: found titel, expected one of title, about"),
        (HEAD.replace('title = "灯"', "") + USED + REST, "title: missing: found nothing, expected a text"),
        (HEAD + USED + REST + rule('"growth < 1"').replace("when", "wen"), "rule tried.wen: unknown field: found wen"),
        (
            HEAD + USED + rule('"growth < 1"', light="amber") + REST,
            "rule tried.light: unknown light: found amber, expected one of green, blue, yellow, red, grey",
        ),
        (
            HEAD + USED + rule('"groth < 1"') + REST,
            "rule tried.when: unknown column: found groth, expected one of growth, plan, state, started",
        ),
        (
            HEAD + USED + rule('"growth =< 1"') + REST,
            "rule tried.when: no condition: found 'growth =< 1', expected a condition such as growth >= plan",
        ),
        (
            HEAD + USED + rule('"state is done"') + REST,
            "rule tried.when: unknown value: found done, expected one of met, late",
        ),
        (
            HEAD + USED + rule('"started is true"') + REST,
            "rule tried.when: unknown value: found true, expected one of yes, no",
        ),
        (
            HEAD + USED + rule('"state > 1"') + REST,
            "rule tried.when: wrong operator: found > with state, expected state is VALUE",
        ),
        (
            HEAD + USED + rule('"growth is met"') + REST,
            "rule tried.when: wrong operator: found growth is met, expected growth >= NUMBER",
        ),
        (
            HEAD + USED + rule('"growth < 1"', more='say = "增长{groth}"') + REST,
            "rule tried.say: unknown column: found {groth}, expected one of growth, plan, state, started",
        ),
        (HEAD + USED + rule('"growth < 1"', key="used") + REST, "rule used: key given twice: found used"),
        (
            HEAD + USED + rule('"growth < 1"', light="red_board") + REST,
            "light: contradiction: found boards and lights, expected words of one family, and grey",
        ),
        (HEAD + "rate = { zh = '率' }\n" + USED + REST, "columns.rate: never used: found rate, expected a column"),
        (
            HEAD + "rate = { zh = '率', is = 'growth - state' }\n" + USED + rule('"rate < 1"') + REST,
            "columns.rate.is: unknown column: found state, expected one of growth, plan",
        ),
        (
            HEAD + "rate = { zh = '率', is = 'growth -' }\n" + USED + rule('"rate < 1"') + REST,
            "columns.rate.is: no sum: found 'growth -', expected numbers, columns",
        ),
        (HEAD + "light = { zh = '灯' }\n" + USED + rule('"light < 1"') + REST, "columns.light: wrong name"),
        (HEAD + "rate = { zh = '率', digits = 9 }\n" + USED + rule('"rate < 1"') + REST,
         "columns.rate.digits: wrong number: found 9, expected a whole number from 0 to 6"),
        (HEAD + "rate = { zh = '率', yes = '是' }\n" + USED + rule('"rate is yes"') + REST,
         "columns.rate.no: missing: found nothing, expected a text"),
        (HEAD + "rate = { zh = '率', unit = '个', yes = '是', no = '否' }\n" + USED + rule('"rate is yes"') + REST,
         "columns.rate: contradiction: found unit of a column of texts, expected values or numbers, not both"),
        (HEAD + "rate = { zh = '率', values = { missing = '无' } }\n" + USED + rule('"rate is met"') + REST,
         "columns.rate.values: wrong value: found missing, expected no comma, and none of missing, known"),
        ("title = '灯'\n" + REST, "columns: missing: found nothing, expected a table with a line for each column"),
        (HEAD + USED, "rule: no default: found used as the last rule, expected a last rule with when = \"otherwise\""),
        (HEAD.replace("[columns]", "rule = 3\n[columns]"), "rule: wrong type: found 3, expected a list of tables"),
        (HEAD + REST + USED, "rule rest: not the last: found otherwise as rule 1 of 2, expected otherwise last"),
        (
            HEAD + USED + rule('["growth < 1", "growth > 2"]') + REST,
            "rule tried: contradiction: found growth < 1 and growth > 2, expected conditions that can be met together",
        ),
        (HEAD + USED + rule('["state is met", "state is not met"]') + REST, "rule tried: contradiction"),
        (HEAD + USED + rule('["growth is missing", "growth > 2"]') + REST, "rule tried: contradiction"),
        (HEAD + USED + rule('["growth is missing", "growth is known"]') + REST, "rule tried: contradiction"),
        (HEAD + USED + rule('"growth > growth"') + REST, "rule tried: contradiction"),
        (
            HEAD + USED + rule('"growth is missing"', light="red") + REST,
            "rule tried: contradiction: found red for a missing figure, expected grey, or a further condition",
        ),
        (
            HEAD + USED + rule('"growth < 5"', key="first") + rule('["growth < 3", "state is late"]') + REST,
            "rule tried: never reached: found growth < 3 and state is late, expected something",
        ),
        (
            HEAD + USED + rule('"growth < 5"', key="low") + rule('"growth >= 5"', key="high") + REST,
            "rule rest: never reached: found otherwise",
        ),
        (
            HEAD + USED + rule('"growth < plan"', key="first") + rule('"plan - growth > 2"') + REST,
            "rule tried: never reached: found plan - growth > 2",
        ),
        (
            HEAD + USED + rule('"growth < 5"', key="first") + rule('"growth is missing"', light="grey") + REST,
            "rule tried: never reached: found growth is missing",
        ),
        (HEAD + USED + rule('"state is one of met, late"', key="first") + REST, "rule rest: never reached"),
        (
            HEAD + USED + bands(band("low", "to = 10"), band("high", "above = 12")),
            "bands 1: gap: found no band for growth > 10 and growth <= 12, expected every growth in just one band",
        ),
        (
            HEAD + USED + bands(band("low", "below = 10"), band("high", "above = 10")),
            "bands 1: gap: found no band for growth = 10, expected every growth in just one band",
        ),
        (
            HEAD + USED + bands(band("low", "to = 10"), band("high", "from = 10")),
            "bands 1: overlap: found low and high for growth = 10, expected every growth in just one band",
        ),
        (
            HEAD + USED + bands(band("low", "to = 12.5"), band("high", "above = 10")),
            "bands 1: overlap: found low and high for growth > 10 and growth <= 12.5",
        ),
        (HEAD + USED + bands(band("low", "to = 10")), "bands 1: gap: found no band for growth > 10"),
        (HEAD + USED + bands(band("high", "from = 10")), "bands 1: gap: found no band for growth < 10"),
        (
            HEAD + USED + bands(band("low", "to = 10, below = 9"), band("high", "above = 10")),
            "bands 1.band low: contradiction: found to and below, expected one of them",
        ),
        (
            HEAD + USED + bands(band("low", "to = 10"), band("none", "from = 12, to = 11"), band("high", "above = 10")),
            "bands 1.band none: empty band: found its start at or above its end",
        ),
        (
            HEAD + USED + bands(band("low", "to = 'ten'"), band("high", "above = 10")),
            "bands 1.band low.to: wrong type: found ten, expected a number",
        ),
        (
            HEAD + USED + bands(band("low", "to = nan"), band("high", "above = 10")),
            "bands 1.band low.to: wrong type: found NaN, expected a number",
        ),
        (
            HEAD + USED + bands(band("all", ""), more='when = "state is late"'),
            "rule: no default: found all as the last rule",
        ),
        (
            HEAD + USED + bands(band("all", "")).replace('"growth"', '"state"'),
            "bands 1.column: no number: found state, expected one of growth, plan",
        ),
        (
            HEAD + USED + REST + MEMORY.replace("year", "decade"),
            "memory.window: unknown word: found decade, expected one of year, half, quarter, always",
        ),
        (
            HEAD + USED + REST + MEMORY.replace('"yellow"', '"red"'),
            "memory.at_best: contradiction: found red after red, expected a light better than the one remembered",
        ),
        (
            HEAD + USED + REST.replace("red", "yellow") + MEMORY,
            "memory.after: never given: found red, expected a light that a rule gives",
        ),
        (HEAD + USED + REST + MEMORY + "by = 3\n", "memory.by: wrong type: found 3, expected a text or a list"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place_and_what_was_expected(text: str, expected: str) -> None:
    found = faults(text)
    assert [line for line in found if line.startswith(f"灯.toml: {expected}")], found


def test_bands_after_the_otherwise_are_refused() -> None:
    found = faults(HEAD + USED + REST + bands(band("all", "")))
    assert found == ["灯.toml: rule rest: not the last: found otherwise as rule 2 of 3, expected otherwise last"]


def test_every_fault_of_a_file_is_listed_at_once() -> None:
    text = HEAD + USED + rule('["groth < 1", "state is"]', light="amber") + REST.replace("red", "rot")
    assert [line.split(": found")[0] for line in faults(text)] == [
        "灯.toml: rule tried.when: unknown column",
        "灯.toml: rule tried.when: no condition",
        "灯.toml: rule tried.light: unknown light",
        "灯.toml: rule rest.light: unknown light",
    ]


def test_what_is_no_toml_is_said_with_its_line() -> None:
    [fault] = faults('title = "灯"\nlight == 3\n')
    assert fault.startswith("灯.toml: no TOML: found ")
    assert "line 2" in fault


def test_a_set_is_loaded_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "县里.toml"
    path.write_text(HEAD + USED + REST, encoding="utf-8-sig")
    assert load(path).name == load(str(path)).name == "县里"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path, said in (
        (tmp_path / "none.toml", "none.toml: not readable: found No such file or directory, expected a rule set"),
        (tmp_path, "not readable: found Is a directory, expected a rule set in TOML"),
    ):
        with pytest.raises(RuleError, match=said):
            load(path)
    (tmp_path / "gbk.toml").write_bytes('title = "灯"'.encode("gbk"))
    with pytest.raises(RuleError, match=r"gbk.toml: byte 9: wrong encoding: found no UTF-8, expected UTF-8"):
        load(tmp_path / "gbk.toml")


def test_a_name_that_is_none_is_answered_with_those_there_are() -> None:
    with pytest.raises(RuleError, match=r"progres: unknown rule set: .* expected a .toml file or one of boards, bonds"):
        load("progres")


def test_the_sets_that_come_with_luoshi() -> None:
    assert names() == (
        "boards", "bonds", "growth", "investment", "memory", "progress", "registered", "slips", "start", "warning",
    )  # fmt: skip
    for name in names():
        assert load(name).name == name
