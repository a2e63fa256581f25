"""Lists as files: read back by what people and programs read them with."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from ninja import Schema
from pysdmx.io.csv.sdmx20.reader import read

from luoshi.files.delimited import LIVE
from luoshi.office.api.exports import sdmx, writing
from luoshi.office.api.exports.answering import FORMS
from luoshi.office.api.exports.table import table_of
from luoshi.office.guard.perform import perform
from luoshi.office.people.actions.make_token import MakeToken
from luoshi.office.people.scopes import actor_of
from office.api.calling import Caller, problem
from office.making import person


class PlaceOut(Schema):
    code: str
    name: str


class FigureOut(Schema):
    place: PlaceOut
    indicator: str
    period: str
    value: Decimal | None
    final: bool
    count: int | None
    day: dt.date | None
    at: dt.datetime | None
    marks: list[str]


AT = dt.datetime(2025, 2, 3, 1, 2, 3, tzinfo=dt.UTC)
ROWS: list[dict[str, Any]] = [
    {
        "place": {"code": "330000", "name": "云岚县"}, "indicator": "规上工业增加值", "period": "2025-01/2025-03",
        "value": "-1234567.89", "final": True, "count": 3, "day": dt.date(2025, 2, 3), "at": AT, "marks": ["a", "b"],
    },
    {
        "place": {"code": "330001", "name": "=HYPERLINK(\"http://x\")"}, "indicator": "税收", "period": "2025-Q1",
        "value": None, "final": False, "count": None, "day": None, "at": None, "marks": [],
    },
]  # fmt: skip
TABLE = table_of("figures", FigureOut, ROWS)
FLOW = sdmx.Flow(
    "FIGURES",
    {"REF_AREA": "place.code", "INDICATOR": "indicator", "TIME_PERIOD": "period"},
    {"OBS_VALUE": "value"},
    {"DAY": "day"},
    {"TIME_PERIOD": sdmx.time_of},
)
HEADS = ["place.code", "place.name", "indicator", "period", "value", "final", "count", "day", "at", "marks"]


def whole(pieces: Iterator[bytes]) -> bytes:
    return b"".join(pieces)


def test_csv() -> None:
    text = whole(writing.write_csv(TABLE)).decode()
    heads, first, second = list(csv.reader(io.StringIO(text)))
    assert heads == HEADS
    assert first[:6] == ["330000", "云岚县", "规上工业增加值", "2025-01/2025-03", "-1234567.89", "true"]
    assert first[8:] == ["2025-02-03T01:02:03.000000Z", '["a", "b"]']
    assert second[1] == '\'=HYPERLINK("http://x")'
    assert not text.startswith("\ufeff")
    assert whole(writing.write_csv(TABLE, mark=True)).decode() == "\ufeff" + text


@pytest.mark.parametrize("sign", LIVE)
def test_no_cell_of_a_csv_is_a_formula(sign: str) -> None:
    live = table_of("x", PlaceOut, [{"code": sign + "1+1", "name": sign}])
    cells = list(csv.reader(io.StringIO(whole(writing.write_csv(live)).decode(), newline="")))[1]
    assert cells == ["'" + sign + "1+1", "'" + sign]


def test_excel() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(whole(writing.write_excel(TABLE)))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == HEADS
    assert [cell.value for cell in sheet[2]][4:9] == [
        -1234567.89, True, 3, dt.datetime(2025, 2, 3), dt.datetime(2025, 2, 3, 9, 2, 3),
    ]  # fmt: skip
    assert sheet["B3"].value == '=HYPERLINK("http://x")'
    assert sheet["B3"].data_type == "s", "a text, whatever it begins with"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:J3"


def test_a_number_that_excel_cannot_keep_is_a_text() -> None:
    long = [{**ROWS[0], "value": "12345678901234.5678"}]
    sheet = openpyxl.load_workbook(io.BytesIO(whole(writing.write_excel(table_of("x", FigureOut, long))))).active
    assert sheet is not None
    assert sheet["E2"].value == "12345678901234.5678"


def test_parquet() -> None:
    found = pq.read_table(io.BytesIO(whole(writing.write_parquet(TABLE))))
    assert found.column_names == HEADS
    assert found["value"].to_pylist() == [Decimal("-1234567.8900000000"), None]
    assert found["at"].to_pylist() == [AT, None]
    assert found["day"].to_pylist() == [dt.date(2025, 2, 3), None]
    assert found["final"].to_pylist() == [True, False]


def test_parquet_keeps_a_number_with_many_places_as_text() -> None:
    long = [{**ROWS[0], "value": "0.12345678901234567"}, ROWS[0]]
    found = pq.read_table(io.BytesIO(whole(writing.write_parquet(table_of("x", FigureOut, long)))))
    assert found["value"].to_pylist() == ["0.12345678901234567", "-1234567.89"]


def test_json_lines() -> None:
    first, second = (json.loads(line) for line in whole(writing.write_jsonl(TABLE)).decode().splitlines())
    assert first["place"] == {"code": "330000", "name": "云岚县"}
    assert first["value"] == "-1234567.89"
    assert second["marks"] == []


def test_sdmx_csv_comes_back_as_it_went(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sdmx, "_BLOCK", 1)
    text = whole(sdmx.write_sdmx(TABLE, FLOW)).decode()
    assert text.splitlines()[0].startswith("STRUCTURE,STRUCTURE_ID,ACTION,")
    [found] = read(text)
    assert found.short_urn == "Dataflow=LUOSHI:FIGURES(1.0)"
    rows = found.data.to_dict("records")
    assert [(row["REF_AREA"], row["OBS_VALUE"], row["DAY"]) for row in rows] == [
        ("330000", "-1234567.89", "2025-02-03"),
        ("330001", "", ""),
    ]
    assert [sdmx.period_of(row["TIME_PERIOD"]) for row in rows] == ["2025-01/2025-03", "2025-Q1"]


@pytest.mark.parametrize("write", [writing.write_csv, writing.write_excel, writing.write_parquet, writing.write_jsonl])
def test_an_empty_list_is_a_file_too(write: Any) -> None:
    whole(write(table_of("x", FigureOut, [])))


def test_an_empty_list_is_sdmx_too() -> None:
    found = whole(sdmx.write_sdmx(table_of("x", FigureOut, []), FLOW)).decode()
    assert found == "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,DAY\n"


@pytest.mark.parametrize(
    ("period", "time"),
    [
        ("2025", "2025"),
        ("2025-Q2", "2025-Q2"),
        ("2025-H1", "2025-S1"),
        ("2025-03", "2025-03"),
        ("2025-03-08", "2025-03-08"),
        ("2025-01/2025-11", "2025-01-01/P11M"),
        ("2024-11/2025-02", "2024-11-01/P4M"),
        ("2021/2025", "2021-01-01/P5Y"),
    ],
)
def test_periods_as_sdmx_writes_them(period: str, time: str) -> None:
    assert sdmx.time_of(period) == time
    assert sdmx.period_of(time) == period


def test_quarters_are_their_months() -> None:
    assert sdmx.time_of("2025-Q1/2025-Q3") == "2025-01-01/P9M"


def test_a_million_rows_are_sent_as_they_come() -> None:
    """The first piece is there before the second row is asked for beyond its block."""
    asked = 0

    def endless() -> Iterator[dict[str, Any]]:
        nonlocal asked
        while True:
            asked += 1
            yield ROWS[0]

    pieces = writing.write_csv(table_of("x", FigureOut, endless()))
    next(pieces)
    next(pieces)
    assert asked <= 2000


@pytest.mark.parametrize("form", [form for form in FORMS if form != "sdmx-csv"])
def test_every_list_is_there_as_a_file(sqlite_only: str, form: str) -> None:
    somebody = person("viewer")
    caller = Caller(somebody)
    for number in range(19):
        perform(actor_of(somebody), MakeToken(person=somebody.pk, name=f"=cmd|{number}"))
    response = caller.get(f"/api/tokens?limit=2&format={form}&bom=true")
    assert response.status_code == 200
    assert response["Content-Type"] == FORMS[form].type
    assert response["Content-Disposition"].startswith('attachment; filename="token-')
    found = b"".join(response.streaming_content)
    if form == "csv":
        assert found.startswith("\ufeffid,name,".encode())
        assert found.count(b"\n") == 21
        assert found.count(b"'=cmd") == 19
    if form == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(found)).active.max_row == 21  # type: ignore[union-attr]


def test_a_list_that_is_no_dataflow_is_not_there_as_sdmx(sqlite_only: str) -> None:
    caller = Caller(person("viewer"))
    assert problem(caller.get("/api/tokens?format=sdmx-csv"), 422)["code"] == "api.format"
    problem(caller.get("/api/tokens?format=pdf"), 422)
