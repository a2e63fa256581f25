from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from luoshi.office.running import environment


def test_postgres_by_its_address() -> None:
    told = environment.postgres("postgres://li:p%40ss@db.example:5433/luoshi?sslmode=require")
    assert (told["USER"], told["PASSWORD"], told["HOST"], told["PORT"]) == ("li", "p@ss", "db.example", "5433")
    assert (told["NAME"], told["OPTIONS"]) == ("luoshi", {"sslmode": "require"})
    assert environment.postgres("postgresql:///luoshi?host=/run/pg")["HOST"] == "/run/pg"


@pytest.mark.parametrize("url", ["mysql://u:secret@h/x", "postgres://u:secret@h", "postgres://u:secret@h:port/x", "x"])
def test_a_faulty_address_is_told_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="LUOSHI_DATABASE_URL") as caught:
        environment.postgres(url)
    assert "secret" not in str(caught.value)


def test_sqlite_in_the_data_folder(tmp_path: Path) -> None:
    told = environment.database({"LUOSHI_DATA": str(tmp_path)})
    assert told["NAME"] == str(tmp_path / "luoshi.sqlite3")
    assert "synchronous = FULL" in told["OPTIONS"]["init_command"]


def test_a_secret_is_made_once_and_for_its_user(tmp_path: Path) -> None:
    env = {"LUOSHI_DATA": str(tmp_path / "data")}
    made = environment.secret(env)
    assert environment.secret(env) == made
    assert len(made) >= 64
    [path] = (tmp_path / "data").iterdir()
    assert (path.name, path.stat().st_mode & 0o777) == ("secret.key", 0o600)


def test_a_secret_of_the_environment(tmp_path: Path) -> None:
    assert environment.secret({"LUOSHI_SECRET": "x" * 40, "LUOSHI_DATA": str(tmp_path / "no")}) == "x" * 40
    assert not (tmp_path / "no").exists()
    with pytest.raises(ValueError, match="32 characters or more, found 5"):
        environment.secret({"LUOSHI_SECRET": "short"})
    (tmp_path / "secret.key").write_text("cut off")
    with pytest.raises(ValueError, match=r"secret\.key"):
        environment.secret({"LUOSHI_DATA": str(tmp_path)})


def test_the_rest() -> None:
    assert environment.hosts({"LUOSHI_HOSTS": "a.example, b.example"}) == ["a.example", "b.example"]
    assert "127.0.0.1" in environment.hosts({})
    assert environment.https({"LUOSHI_HTTPS": "1"})
    assert not environment.https({})
    assert environment.workers({"LUOSHI_WORKERS": "3"}) == 3
    assert 1 <= environment.workers({}) <= 4
    with pytest.raises(ValueError, match="from 1"):
        environment.workers({"LUOSHI_WORKERS": "0"})
    whole = {f"LUOSHI_OIDC_{part}": "x" for part in ("URL", "CLIENT", "SECRET")}
    assert environment.oidc(whole) == environment.Oidc("x", "x", "x", "OpenID Connect")
    assert environment.oidc({}) is None
    with pytest.raises(ValueError, match="belong together"):
        environment.oidc({"LUOSHI_OIDC_URL": "x"})


def test_the_day_that_is_taken_for_today(tmp_path: Path) -> None:
    env = {"LUOSHI_DATA": str(tmp_path)}
    assert environment.today(env) is None
    (tmp_path / environment.EXAMPLE_FILE).write_text("2025-11-19\n")
    assert environment.today(env) == dt.date(2025, 11, 19)
    assert environment.today({**env, "LUOSHI_TODAY": "2026-02-03"}) == dt.date(2026, 2, 3)
    with pytest.raises(ValueError, match="LUOSHI_TODAY: expected a day such as 2025-11-19, found 'tomorrow'"):
        environment.today({**env, "LUOSHI_TODAY": "tomorrow"})
