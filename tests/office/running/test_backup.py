from __future__ import annotations

import io
import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from luoshi.office.log.models import Entry
from luoshi.office.log.verifying import verify
from luoshi.office.running import environment
from luoshi.office.running.preparing import migrate
from office.conftest import use
from office.making import person, place
from office.postgres import Server
from office.running.served import luoshi


@pytest.fixture
def elsewhere(committed: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of another office, empty: its folder, and its database on PostgreSQL."""
    env = {"LUOSHI_DATA": str(tmp_path / "elsewhere")}
    if committed == "sqlite":
        yield env
        return
    server: Server = request.getfixturevalue("postgres_server")
    name = f"luoshi_elsewhere_{os.getpid()}"
    yield {**env, "LUOSHI_DATABASE_URL": server.create(name)}
    connection.close()
    server.drop(name)


def fill(data: Path) -> None:
    county = place("云岚县", kind="county")
    person("reporter", county, name='王"芳\t\\N')
    (data / "media" / "ab").mkdir(parents=True)
    (data / "media" / "ab" / "页面.txt").write_text("一季度", encoding="utf-8")
    (data / "media" / ".being-written").write_text("x")


def at(env: dict[str, str]) -> Path:
    """Look at the office elsewhere from now on."""
    url = env.get("LUOSHI_DATABASE_URL")
    folder = settings.LUOSHI_DATA = Path(env["LUOSHI_DATA"])
    use(environment.postgres(url) if url else environment.sqlite(folder / environment.DATABASE_FILE))
    # As the next start would: the commands do not know the tests' own room and leave its table out.
    migrate()
    return folder


def test_backup_and_restore_elsewhere(committed: str, data: Path, tmp_path: Path, elsewhere: dict[str, str]) -> None:
    fill(data)
    head, rows = verify(), list(Entry.objects.order_by("seq").values_list())
    out = tmp_path / "b.tar.gz"
    made = luoshi("backup", out)
    assert (made.returncode, f"{head.count} entries" in made.stderr) == (0, True), made.stderr
    with tarfile.open(out) as archive:
        names = archive.getnames()
    assert names[0] == "manifest.json"
    assert "media/ab/页面.txt" in names
    assert not [name for name in names if "secret" in name or "being-written" in name]
    back = luoshi("restore", out, **elsewhere)
    assert back.returncode == 0, back.stderr
    folder = at(elsewhere)
    assert verify() == head
    assert list(Entry.objects.order_by("seq").values_list()) == rows
    assert (folder / "media" / "ab" / "页面.txt").read_text(encoding="utf-8") == "一季度"
    # It goes on where it stood: the numbers of new rows are new.
    place("又一县", kind="county")
    assert (verify().count, verify().broken) == (head.count + 1, None)
    told = luoshi("verify", **elsewhere)
    assert (told.returncode, told.stdout.split()[0]) == (0, str(head.count + 1))


def test_backup_under_load(committed: str, data: Path, tmp_path: Path, elsewhere: dict[str, str]) -> None:
    fill(data)
    stop, failures = threading.Event(), []

    def write() -> None:
        try:
            while not stop.is_set():
                place("某镇")
        except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
            failures.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    before = Entry.objects.count()
    made = luoshi("backup", tmp_path / "b.tar.gz")
    after = Entry.objects.count()
    stop.set()
    for writer in writers:
        writer.join()
    assert failures == []
    assert made.returncode == 0, made.stderr
    back = luoshi("restore", tmp_path / "b.tar.gz", **elsewhere)
    assert back.returncode == 0, back.stderr
    at(elsewhere)
    found = verify()
    assert found.broken is None
    assert before <= found.count <= after


def test_restore_refuses_what_is_not_empty(
    committed: str, data: Path, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    fill(data)
    luoshi("backup", tmp_path / "b.tar.gz")
    refused = luoshi("restore", tmp_path / "b.tar.gz")
    assert (refused.returncode, "is not empty" in refused.stderr) == (2, True)
    if committed == "postgres":
        refused = luoshi("restore", tmp_path / "b.tar.gz", LUOSHI_DATA=elsewhere["LUOSHI_DATA"])
        assert (refused.returncode, "has tables already" in refused.stderr) == (2, True), refused.stderr
        assert not Path(elsewhere["LUOSHI_DATA"]).exists()
    assert verify().broken is None


def cut(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def no_backup(whole: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("x"))
    return out.getvalue()


def other_upload(whole: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(whole)) as old, tarfile.open(fileobj=out, mode="w:gz") as new:
        for info in old.getmembers():
            held = old.extractfile(info)
            assert held is not None
            content = held.read()
            new.addfile(
                info, io.BytesIO(content.replace("一".encode(), "二".encode()) if "media" in info.name else content)
            )
    return out.getvalue()


@pytest.mark.parametrize(
    ("damage", "told"),
    [(cut, "cannot be unpacked"), (no_backup, "is not a backup"), (other_upload, "is damaged"), (None, "No such file")],
)
@pytest.mark.parametrize("committed", ["sqlite"], indirect=True)
def test_a_damaged_backup_leaves_nothing(
    committed: str,
    data: Path,
    tmp_path: Path,
    elsewhere: dict[str, str],
    damage: Callable[[bytes], bytes] | None,
    told: str,
) -> None:
    fill(data)
    out = tmp_path / "b.tar.gz"
    if damage is not None:
        luoshi("backup", out)
        out.write_bytes(damage(out.read_bytes()))
    refused = luoshi("restore", out, **elsewhere)
    assert refused.returncode != 0
    assert told in refused.stderr
    assert not Path(elsewhere["LUOSHI_DATA"]).exists()
    assert not list(tmp_path.glob(".luoshi-*"))


def test_verify_tells_the_first_break(committed: str, data: Path) -> None:
    from office.log.tampering import behind_its_back

    fill(data)
    behind_its_back(lambda cursor: cursor.execute("UPDATE log_entry SET who_name = 'x' WHERE seq = 2"))
    connection.close()
    told = luoshi("verify")
    assert told.returncode == 1
    assert "entry 2: changed" in told.stderr


@pytest.mark.parametrize("command", [("backup", "out.tar.gz"), ("verify",)])
def test_where_there_is_no_office_that_is_told(tmp_path: Path, command: tuple[str, ...]) -> None:
    refused = luoshi(*command, LUOSHI_DATA=str(tmp_path / "nothing"))
    assert refused.returncode == 1
    assert "there is no office in this folder" in refused.stderr
    assert not (tmp_path / "nothing").exists()
    assert not Path("out.tar.gz").exists()
