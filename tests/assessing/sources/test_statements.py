"""What `luoshi read` writes goes in as it comes out, from every format."""

from __future__ import annotations

from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

from luoshi.assessing import sources
from luoshi.reading.batch import read_many
from luoshi.reading.writers import open_writer
from luoshi.vocabulary.terms import terms

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
ALL = frozenset({"figure", "task", "article"})


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("read")
    documents = list(read_many([str(EXAMPLES / "pages"), str(EXAMPLES / "reports")]))
    for form in ("csv", "jsonl", "xlsx", "parquet"):
        with open_writer(form, folder / f"读出.{form}", ALL) as writer:
            for document in documents:
                writer.document(document)
    return folder


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "xlsx"])
def test_targets_and_results_of_every_format(form: str, read: Path) -> None:
    first = sources.targets(read / "读出.jsonl")
    found = sources.targets(read / f"读出.{form}")
    assert found.faults == []
    assert found.frame.height > 150
    # The workbook does not say where in a text a number stands.
    less = ["id"] if form == "xlsx" else []
    assert_frame_equal(found.frame.drop(less), first.frame.drop(less))
    assert found.frame["id"].is_unique().all()
    results = sources.observations(read / f"读出.{form}")
    assert results.faults == []
    assert results.frame.height > 140
    assert_frame_equal(results.frame, sources.observations(read / "读出.jsonl").frame)


def test_ids_say_where_a_target_stands(read: Path) -> None:
    by_span = sources.targets(read / "读出.jsonl").frame
    assert (
        "云岚县-2024.txt:1167" in by_span["id"].to_list() or by_span["id"].str.contains(r"^云岚县-2024\.txt:\d+$").any()
    )
    assert by_span["source"].str.contains(r"^云岚县-2024\.txt:行\d+$").any()
    by_line = sources.targets(read / "读出.xlsx").frame
    assert by_line["id"].str.contains(r"^云岚县-2024\.txt:行\d+#1$").any()


def test_what_is_left_out_is_told(read: Path) -> None:
    notes = sources.targets(read / "读出.csv").notes
    assert notes[0].endswith("articles and tasks, left out")
    assert notes[1].endswith("figures that are no targets, left out")
    notes = sources.observations(read / "读出.csv").notes
    assert any(note.endswith("results that are a gap to another series, left out") for note in notes)


def test_one_target_in_full(read: Path) -> None:
    frame = sources.targets(read / "读出.jsonl").frame
    row = frame.filter((frame["indicator"] == "BUDGET_REV") & (frame["comparator"] == "between")).row(0, named=True)
    assert row["place"] == "云岚县"
    assert (row["period"], row["measure"], row["value"], row["value_to"], row["unit"]) == ("2024", "growth", 5, 6, "%")


def test_a_forecast_is_an_estimate(read: Path) -> None:
    frame = sources.observations(read / "读出.jsonl").frame
    assert frame.filter(frame["indicator"] == "鲜笋产量")["status"].to_list() == ["estimated"]


def test_every_word_that_reading_writes_is_known() -> None:
    from luoshi.assessing.sources.cells import words

    for table in ("measure", "comparator", "strength", "role", "status"):
        known = words(table)
        for code, shown in terms(table).items():
            assert known[code] == code
            assert known[shown.zh] == code


def test_every_status_and_measure_of_the_contract_is_known() -> None:
    from typing import get_args

    from luoshi.assessing.cells import STATUSES
    from luoshi.assessing.sources.cells import words
    from luoshi.reading.statements import Comparator, Measure, Strength

    assert set(words("status").values()) == set(STATUSES)
    assert set(words("measure").values()) == set(get_args(Measure))
    assert set(words("comparator").values()) == set(get_args(Comparator))
    assert set(words("strength").values()) == set(get_args(Strength))


def test_no_head_stands_under_two_fields() -> None:
    from luoshi.assessing.sources.headings import names

    assert {"id", "value"} <= set(names("targets").values())
    assert {"status", "reported_at"} <= set(names("observations").values())
    assert set(names("parts").values()) == {"part", "whole", "of", "complete"}
