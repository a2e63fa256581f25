"""A workbook to be saved, under a name that its reader knows again in a folder of downloads."""

from __future__ import annotations

import re
from urllib.parse import quote

from django.http import HttpResponse

from luoshi.charts.words import Words
from luoshi.files.sheet import MEDIA_TYPE
from luoshi.office.pages.words import Language
from luoshi.office.reporting.models import Round

#: What Windows or a header does not take in the name of a file.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def saved(content: bytes, plain: str, *parts: str) -> HttpResponse:
    """The answer that saves a workbook: named by its parts (报表-时期.xlsx); `plain`.xlsx where only ASCII is read."""
    name = _NOT_IN_NAMES.sub("_", "-".join(parts))
    answer = HttpResponse(content, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f"attachment; filename=\"{plain}.xlsx\"; filename*=UTF-8''{quote(name)}.xlsx"
    return answer


def named(held: Round, language: Language) -> tuple[str, str]:
    """The form and the period of a round, as its files are named."""
    return held.form.title, Words(language).whole_period(held.period)
