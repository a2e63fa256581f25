from __future__ import annotations

from typing import Any

import narwhals as nw
import pytest
from handmade import document

from luoshi.reading.frames import BACKENDS, frame, to_frame
from luoshi.reading.writers.columns import columns


def names(made: Any) -> list[str]:
    return list(nw.from_native(made).collect_schema().names())


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("kind", ["figure", "task", "article"])
def test_an_empty_frame_has_the_schema_of_a_full_one(backend: str, kind: str) -> None:
    pytest.importorskip(backend)
    full = to_frame([document()], kind, backend)
    empty = frame([], kind, backend)
    assert names(full) == names(empty) == list(columns(kind))
    assert nw.from_native(full).collect_schema() == nw.from_native(empty).collect_schema()


@pytest.mark.parametrize("backend", BACKENDS)
def test_rows_come_in_order_with_their_values(backend: str) -> None:
    pytest.importorskip(backend)
    made = nw.from_native(document().to_frame("figure", backend)).lazy().collect("pyarrow").to_native()
    rows = made.to_pylist()
    wanted = [r for r in document().rows() if r["kind"] == "figure"]
    assert [r["quote"] for r in rows] == [r["quote"] for r in wanted]
    assert [list(r["span"]) for r in rows] == [r["span"] for r in wanted]
    assert [r["value"] for r in rows] == [r["value"] for r in wanted]


def test_duckdb_relation_outlives_the_call() -> None:
    relation = document().to_frame("article", "duckdb")
    assert relation.fetchall()[0][-1] == [{"document": "四版.txt", "article": 2}]


def test_without_a_backend_the_first_installed_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.reading.frames.find_spec", lambda name: name == "duckdb" or None)
    assert "DuckDBPyRelation" in type(document().to_frame()).__name__


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match=r"'number'.*figure"):
        document().to_frame("number")
    with pytest.raises(ValueError, match=r"'excel'.*polars"):
        document().to_frame("figure", "excel")


def test_a_backend_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.reading.frames.find_spec", lambda name: None)
    with pytest.raises(ImportError, match="pip install polars"):
        document().to_frame("figure", "polars")
