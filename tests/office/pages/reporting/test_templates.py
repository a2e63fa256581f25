"""A sheet as a workbook: fetched, filled in, and back with its faults."""

from __future__ import annotations

import io
import re
from typing import Any
from urllib.parse import unquote

import openpyxl  # type: ignore[import-untyped]
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luoshi.office.reporting.models import Draft, Sheet
from office.pages.reporting.browsing import address, signed_in, text
from office.reporting.making import County


def book(client: Client, held: Sheet, *values: Any) -> SimpleUploadedFile:
    """The template of a sheet as somebody filled it in: the numbers from the fifth row on."""
    got = client.get(address(held, "template"))
    disposition = unquote(got["Content-Disposition"])
    assert f'filename="sheet-{held.pk}.xlsx"' in disposition
    assert disposition.endswith(f"-{held.body}.xlsx")
    filled = openpyxl.load_workbook(io.BytesIO(got.content))
    for row, value in enumerate(values, start=5):
        filled["填报"][f"G{row}"] = value
    out = io.BytesIO()
    filled.save(out)
    return SimpleUploadedFile("投资月报.xlsx", out.getvalue())


def test_a_template_comes_back_right_or_with_its_faults(here: County, owed: Sheet) -> None:
    client = signed_in(here.clerks[0])
    assert client.get(address(owed, "upload")).status_code == 200
    assert "请选择文件" in text(client.post(address(owed, "upload")))
    answer = client.post(address(owed, "upload"), {"file": book(client, owed, "很多", 7)})
    page = text(answer)
    assert answer.status_code == 422
    assert "1 处有误，没有读入任何数据" in page
    assert "第 5 行" in page
    assert not Draft.objects.exists()
    link = re.findall(rf'href="(/sheets/{owed.pk}/returned/[0-9a-f]+)"', page)[0]
    given = client.get(link)
    marked = openpyxl.load_workbook(io.BytesIO(given.content))["填报"]
    assert "不是数" in marked["G5"].comment.text
    assert marked["G6"].value == 7
    assert client.get(link[:-1] + "z").status_code == 404
    assert signed_in(here.clerks[1]).get(link).status_code == 404
    done = client.post(address(owed, "upload"), {"file": book(client, owed, 6.5, 7)}, follow=True)
    assert "已读入 2 格" in text(done)
    assert 'value="6.5"' in text(done)
    wrong = client.post(address(owed, "upload"), {"file": SimpleUploadedFile("表.xlsx", b"PK nothing")})
    assert wrong.status_code == 422
    assert "表.xlsx" in text(wrong)
