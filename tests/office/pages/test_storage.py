"""Static files under names with their digest."""

from __future__ import annotations

import re
from pathlib import Path

from django.core.management import call_command
from django.test import override_settings

STATICS = {"BACKEND": "luoshi.office.pages.storage.Statics"}


def test_modules_find_each_other_by_the_names_with_a_digest(tmp_path: Path) -> None:
    from django.conf import settings

    with override_settings(STATIC_ROOT=tmp_path, STORAGES={**settings.STORAGES, "staticfiles": STATICS}):
        call_command("collectstatic", interactive=False, verbosity=0)
    broken = {}
    for file in (tmp_path / "luoshi").glob("*.js"):
        imported = re.findall(r'from "\./([^"]+)"', file.read_text(encoding="utf-8"))
        missing = [name for name in imported if not (file.parent / name).is_file()]
        if missing:
            broken[file.name] = missing
    assert broken == {}
    assert list((tmp_path / "luoshi").glob("grid.*.js"))
