"""Other numbers than those of progress.toml: read with every fault named, in force for a while."""

from importlib.resources import files

import polars as pl
import pytest

from luoshi.assessing.progress import assess
from luoshi.assessing.progress.settings import read, settings, shipped, using
from luoshi.assessing.rulefiles import RuleError

TEXT = files("luoshi.assessing.progress").joinpath("progress.toml").read_text(encoding="utf-8")


def test_the_shipped_file_can_be_read_as_ones_own() -> None:
    assert read(TEXT, "own.toml") == shipped()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("on_track_points = 10.0", "", "own.toml: on_track_points: found nothing, expected a number from 0 on"),
        ("on_track_points = 10.0", "on_track_points = -1", "own.toml: on_track_points: found -1, expected a number"),
        ("on_track_points = 10.0", "on_track_points = '10'", "own.toml: on_track_points: found '10', expected"),
        ("on_track_points = 10.0", "on_track = 10.0\non_track_points = 10.0", "own.toml: on_track: found an unknown"),
        ('"03" = 25.0', '"13" = 25.0', "own.toml: checkpoints.13: found 25.0, expected a month from 01 to 12"),
        ("[checkpoints]", "[checkpoints", "own.toml: found no TOML"),
    ],
)
def test_faults_name_file_and_key(old: str, new: str, fault: str) -> None:
    assert old in TEXT
    with pytest.raises(RuleError) as raised:
        read(TEXT.replace(old, new, 1), "own.toml")
    assert len(raised.value.faults) == 1
    assert raised.value.faults[0].startswith(fault)


def test_what_is_in_force_judges_and_only_for_a_while() -> None:
    targets = pl.DataFrame(
        [
            {
                "id": "1", "place": "云岚县", "indicator": "JOBS_NEW", "period": "2025", "measure": "level",
                "comparator": "ge", "value": 1200.0,
            }
        ]
    )  # fmt: skip
    figures = pl.DataFrame(
        [{"place": "云岚县", "indicator": "JOBS_NEW", "period": "2025-01/2025-06", "value": 540.0}]
    )  # 5 points behind
    own = read(TEXT.replace("on_track_points = 10.0", "on_track_points = 2.0", 1), "own.toml")
    assert assess(targets, figures, "2025-06")["state"].to_list() == ["on_track"]
    with using(own):
        assert assess(targets, figures, "2025-06")["state"].to_list() == ["at_risk"]
    assert settings() is shipped()
