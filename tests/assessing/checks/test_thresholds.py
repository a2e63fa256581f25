"""Thresholds are checked when loaded: file, section, key, found, expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.assessing.checks import RULES, ThresholdError, thresholds


def test_every_rule_has_its_section_and_every_section_its_rule() -> None:
    assert set(thresholds()) == {*RULES, "asking", "words"}


def test_a_file_of_settings(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[jump]\ndeviations = 5\n", encoding="utf-8")
    found = thresholds(path)
    assert (found["jump"]["deviations"], found["jump"]["ratio"]) == (5, thresholds()["jump"]["ratio"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[jumps]\nx = 1", r"mine.toml: \[jumps\]: no such section; expected one of asking, "),
        ("[jump]\nmad = 1", r"mine.toml: \[jump\] mad: no such threshold; expected one of severity, observations, "),
        ("[jump]\nratio = '2'", r"mine.toml: \[jump\] ratio: found '2', expected a number from 0 on"),
        ("[jump]\nratio = -1", r"mine.toml: \[jump\] ratio: found -1, expected a number from 0 on"),
        ("[jump]\nratio = true", r"mine.toml: \[jump\] ratio: found True, expected a number from 0 on"),
        (
            "[jump]\nseverity = 'red'",
            r"mine.toml: \[jump\] severity: found 'red', expected one of error, ",
        ),
        ("[unit_slip]\nexponents = [1.5]", r"mine.toml: \[unit_slip\] exponents: found \[1.5\], expected a list like"),
        ("jump = 3", r"mine.toml: jump: found 3, expected a table"),
        ("[jump", r"mine.toml: not TOML: "),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ThresholdError, match=message):
        thresholds(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ThresholdError, match=r"none.toml: cannot be read: No such file"):
        thresholds(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("section", "key", "value", "told"),
    [
        ("jump", "ratio", 0, "expected a number from 1 to 1e+06"),
        ("swapped_values", "near", 0, "expected a number from 1e-06 to 1e+06"),
        ("copied_from_another", "chance", 0, "expected a number from 1e-300 to 1"),
        ("last_digits", "decimals", 400, "expected a number from 0 to 8"),
        ("last_digits", "decimals", 2.5, "expected a whole number"),
        ("soft_target", "years", 0, "expected a number from 1 to 20"),
        ("asking", "at_most", 0, "expected a number from 1 to 1e+06"),
        ("unit_slip", "exponents", [400], "expected whole numbers from 1 to 17"),
    ],
)
def test_what_cannot_be_computed_with_is_refused(section: str, key: str, value: object, told: str) -> None:
    with pytest.raises(ThresholdError) as refused:
        thresholds({section: {key: value}})
    assert str(refused.value) == f"settings: [{section}] {key}: found {value!r}, {told}"
