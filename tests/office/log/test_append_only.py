from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from luoshi.office.guard.acting import Acting
from luoshi.office.log.append_only import AppendOnlyError, guarded_tables, unguarded_tables
from luoshi.office.log.verifying import verify
from office.log.tampering import behind_its_back
from office.making import OFFICE
from office.trial.models import Figure

AT = dt.datetime(2025, 3, 1, 8, 30, 0, 123456, tzinfo=dt.UTC)


def act(*names: str) -> list[Figure]:
    """An entry with as many rows."""
    on = Acting(OFFICE, "trial.add", AT, AT.date())
    with transaction.atomic():
        rows = on.add([Figure(name=name, value=Decimal("1.50"), at=AT) for name in names])
        on.log("trial", after=list(names))
    return rows


@pytest.fixture
def figures(office: str) -> list[Figure]:
    return [*act("甲", "乙", "丙"), *act(), *act("丁"), *act("戊", "己")]


def broken() -> tuple[int, str]:
    found = verify().broken
    assert found is not None
    return found.seq, found.kind


def test_rows_belong_to_their_entry_and_hold(figures: list[Figure]) -> None:
    assert [row.entry for row in figures] == [1, 1, 1, 3, 4, 4]
    assert verify().broken is None


def test_every_append_only_table_has_its_triggers(office: str) -> None:
    assert {"log_entry", "trial_figure"} <= set(guarded_tables())
    assert unguarded_tables() == []


@pytest.mark.parametrize("statement", ["UPDATE trial_figure SET name = 'x'", "DELETE FROM trial_figure WHERE id > 0"])
def test_the_database_refuses(figures: list[Figure], statement: str) -> None:
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic(), connection.cursor() as c:
        c.execute(statement)
    assert Figure.objects.count() == 6


@pytest.mark.parametrize("office", ["postgres"], indirect=True)
def test_postgresql_refuses_to_empty_the_table(figures: list[Figure]) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE trial_figure")


def test_models_refuse(figures: list[Figure]) -> None:
    for do in (figures[0].save, figures[0].delete, lambda: Figure.objects.create(name="x")):
        with pytest.raises(AppendOnlyError):
            do()


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE trial_figure SET value = 2 WHERE name = '乙'", 1),
        ("UPDATE trial_figure SET value = NULL WHERE name = '丁'", 3),
        ("UPDATE trial_figure SET entry = 3 WHERE name = '己'", 3),
        ("UPDATE trial_figure SET entry = 99 WHERE name = '己'", 4),
        ("DELETE FROM trial_figure WHERE name = '丁'", 3),
        ("DELETE FROM trial_figure", 1),
        ("INSERT INTO trial_figure (id, entry, name) VALUES (99, 2, '新')", 2),
        ("INSERT INTO trial_figure (id, entry, name) VALUES (99, 99, '新')", 99),
        ("INSERT INTO trial_figure (id, entry, name) VALUES (99, 0, '新')", 0),
    ],
)
def test_what_is_changed_behind_its_back_is_found(figures: list[Figure], statement: str, seq: int) -> None:
    behind_its_back(lambda cursor: cursor.execute(statement))
    assert broken() == (seq, "rows")


def _change_one(random_: random.Random, cursor: Any) -> None:
    number = random_.randint(1, 6)
    cursor.execute("SELECT id FROM trial_figure ORDER BY id")
    id_ = cursor.fetchall()[number - 1][0]
    kind = random_.choice(["name", "value", "entry", "delete", "swap"])
    if kind == "delete":
        cursor.execute("DELETE FROM trial_figure WHERE id = %s", [id_])
    elif kind == "swap":
        cursor.execute("UPDATE trial_figure SET id = 1000 + id WHERE id = %s", [id_])
    elif kind == "entry":
        cursor.execute("UPDATE trial_figure SET entry = entry + 5 WHERE id = %s", [id_])
    else:
        column, value = ("name", f"改{random_.random()}") if kind == "name" else ("value", random_.randint(2, 99))
        cursor.execute(f"UPDATE trial_figure SET {column} = %s WHERE id = %s", [value, id_])


def test_random_changes_of_rows_are_all_found(figures: list[Figure]) -> None:
    for seed in range(20):
        random_ = random.Random(seed)
        point = transaction.savepoint()
        behind_its_back(lambda cursor, random_=random_: _change_one(random_, cursor))  # type: ignore[misc]
        assert broken()[1] == "rows", seed
        transaction.savepoint_rollback(point)
    assert verify().broken is None


def test_rows_without_a_word_to_the_log_are_a_mistake(office: str) -> None:
    on = Acting(OFFICE, "trial.add", AT, AT.date())
    on.add([Figure(name="甲")])
    with pytest.raises(RuntimeError, match="the log was not told"):
        on.finish()
