"""Tables are read from their compiled twin while it is fresh, else from the TOML."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.vocabulary import tables


@pytest.mark.parametrize("name", ["indicators", "newareas", "placewords", "terms"])
def test_twin_is_fresh(name: str) -> None:
    twin = tables.COMPILED / f"{name}.json"
    assert twin.read_text(encoding="utf-8") == tables.twin_text(tables.HERE / f"{name}.toml"), (
        f"{name}.toml was changed: run python -m luoshi.vocabulary.tables {name}"
    )


def test_edited_table_works_without_its_twin_being_made_anew(tmp_path: Path) -> None:
    toml = tmp_path / "fruit.toml"
    toml.write_text('apple = "red"\n', encoding="utf-8")
    twin = tmp_path / "compiled" / "fruit.json"
    twin.parent.mkdir()
    twin.write_text(tables.twin_text(toml).replace("red", "twin"), encoding="utf-8")
    assert tables.load("fruit", tmp_path) == {"apple": "twin"}
    toml.write_text('apple = "blue"\n', encoding="utf-8")
    assert tables.load("fruit", tmp_path) == {"apple": "blue"}


def test_broken_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "fruit.toml").write_text("apple = \n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"fruit\.toml"):
        tables.load("fruit", tmp_path)
