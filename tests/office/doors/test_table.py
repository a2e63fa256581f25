from __future__ import annotations

from pathlib import Path

from luoshi.office.guard import permissions

DOCUMENT = Path(__file__).parents[3] / "docs" / "reference" / "office" / "permissions.md"


def test_the_document_shows_the_table_as_it_is() -> None:
    assert DOCUMENT.read_text(encoding="utf-8").endswith("\n" + permissions.markdown()), (
        "python -m luoshi.office.guard.permissions prints the table; put it at the end of permissions.md"
    )


def test_every_role_is_explained() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert all(f"`{role}`" in text for role in permissions.roles())
