from __future__ import annotations

import contextlib
import http.cookiejar
import os
import re
import signal
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from office.running.served import Office, gone, luoshi

WEB, WORKER = "luoshi.office.running.web", "luoshi.office.running.background"
# The bar is 3 seconds on a machine of its own; the tests' machine may be busy.
READY = 3.0
BUSY = 4


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that has been served before."""
    folder = tmp_path_factory.mktemp("office") / "data"
    with Office(folder) as office:
        assert office.get("/health") == 200
    return folder


@pytest.fixture
def office(used: Path) -> Iterator[Office]:
    with Office(used) as served:
        yield served


def test_ready_on_a_used_folder(office: Office) -> None:
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    assert office.ready <= READY * (BUSY if load > 1 else 1)
    assert office.get("/accounts/login/") == 200
    with pytest.raises(urllib.error.HTTPError, match="404"):
        office.get("/not-there")


def test_the_link_of_the_first_administrator_lets_in_once(used: Path, office: Office) -> None:
    link = office.link()
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(link).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    given = {"csrfmiddlewaretoken": token[1], "password": "correct horse battery", "again": "correct horse battery"}
    request = urllib.request.Request(link, urllib.parse.urlencode(given).encode(), {"Referer": link})
    # The first page need not be there yet; who came in has a session all the same.
    with contextlib.suppress(urllib.error.HTTPError):
        browser.open(request)
    assert "sessionid" in {cookie.name for cookie in jar}
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(link)
    office.__exit__()
    with Office(used) as again:
        assert again.link() == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_polite_end_ends_everything(office: Office, number: signal.Signals) -> None:
    assert office.process is not None
    assert len(office.group()) >= 4
    os.kill(office.process.pid, number)
    assert office.process.wait(timeout=20) == 0
    assert office.group() == []
    with pytest.raises(OSError, match="refused"):
        office.get("/health")


def test_kill_9_of_the_command_ends_everything(used: Path, office: Office) -> None:
    assert office.process is not None
    os.kill(office.process.pid, signal.SIGKILL)
    office.process.wait()
    assert gone(office)
    # And the folder is free again, at the same port.
    with Office(used, port=office.port) as again:
        assert again.get("/health") == 200


def test_whoever_waits_for_a_page_goes_before_the_worker(office: Office) -> None:
    deadline = time.monotonic() + 30
    while not office.group(WORKER) and time.monotonic() < deadline:
        time.sleep(0.1)
    [worker] = office.group(WORKER)
    mine = os.getpriority(os.PRIO_PROCESS, 0)
    while (lower := os.getpriority(os.PRIO_PROCESS, worker)) == mine and time.monotonic() < deadline:
        time.sleep(0.1)
    assert lower == mine + 5
    assert {os.getpriority(os.PRIO_PROCESS, web) for web in office.group(WEB)} == {mine}


@pytest.mark.parametrize(("module", "told"), [(WORKER, "the worker ended"), (WEB, "the web server ended")])
def test_what_dies_is_started_again(office: Office, module: str, told: str) -> None:
    # Of the web server the first is granian's own process, the others are those that answer.
    first = office.group(module)[0]
    os.kill(first, signal.SIGKILL)
    office.wait_for(told)
    deadline = time.monotonic() + 20
    while not [pid for pid in office.group(module) if pid != first] or not answers(office):
        assert time.monotonic() < deadline, office.words
        time.sleep(0.1)


def test_a_process_that_answers_is_replaced(office: Office) -> None:
    victim = office.group(WEB)[-1]
    os.kill(victim, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while victim in office.group(WEB) or len(office.group(WEB)) < 2 or not answers(office):
        assert time.monotonic() < deadline, office.words
        time.sleep(0.1)


def answers(office: Office) -> bool:
    try:
        return office.get("/health") == 200
    except OSError:
        return False


def test_a_folder_is_for_one_server(used: Path, office: Office) -> None:
    assert office.process is not None
    second = luoshi("serve", "--data", used, "--port", "1")
    assert second.returncode == 1
    assert f"another luoshi serve (process {office.process.pid}) uses this folder" in second.stderr


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = luoshi("serve", "--data", tmp_path / "data", "--port", str(port))
    assert refused.returncode == 1
    assert f"127.0.0.1:{port}" in refused.stderr
    assert "--port" in refused.stderr


def test_what_the_office_writes_is_for_its_user_only(used: Path) -> None:
    for path in (used, used / "secret.key", used / "luoshi.sqlite3"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_faulty_environment_is_told(tmp_path: Path) -> None:
    for name, value, told in (
        ("LUOSHI_DATABASE_URL", "mysql://x", "expected postgres://"),
        ("LUOSHI_SECRET", "short", "expected 32 characters"),
        ("LUOSHI_WORKERS", "many", "expected a number"),
        ("LUOSHI_OIDC_URL", "https://x", "belong together"),
    ):
        refused = luoshi("serve", "--data", tmp_path / "data", **{name: value})
        assert refused.returncode == 2, refused.stderr
        assert told in refused.stderr
        assert len(refused.stderr.splitlines()) == 1
