"""A disk that is full, or read-only: a clear message, nothing half done, and on it goes when it is mended."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from office.running.served import Office, free_port
from office.stress import desks, disk, folder
from office.stress.clients import Client
from office.stress.conftest import Told

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not disk.possible(), reason="no mount namespaces here (unshare -rm)"),
]


class OnDisk(Office):
    """An office whose data lie on a small disk."""

    def __init__(self, data: Path, held: disk.Disk) -> None:
        super().__init__(held.folder)
        self.source, self.held = data, held

    def __enter__(self) -> OnDisk:
        command = [sys.executable, "-m", "luoshi", "serve", "--data", str(self.data), "--port", str(self.port)]
        self.told = self.source.parent / f"told-{self.port}"
        self.process = subprocess.Popen(
            self.held.around(self.source, command), stderr=self.told.open("w"), text=True, start_new_session=True
        )
        self.held.pid = self.process.pid
        self.wait_for("is open at")
        return self


@pytest.mark.parametrize("committed", ["sqlite"], indirect=True)
def test_a_full_disk(committed: str, data: Path, tmp_path: Path, told: Told) -> None:
    [desk] = desks.make(1)
    folder.leave_out_trial()
    (tmp_path / "disk").mkdir()
    held = disk.Disk(tmp_path / "disk", "60m")
    with OnDisk(data, held) as office:
        reporter, reviewer = Client(office.port, desk.reporter), Client(office.port, desk.reviewer)
        desk.once(reporter, reviewer)
        held.fill()
        sent = {"version": desk.version, "entries": {str(cell): {"value": "7.5"} for cell in desk.cells}}
        address = desks.SUBMIT.format(sheet=desk.sheet)
        status, problem = reporter.request("POST", address, sent, key="while-full")
        assert (status, problem["code"]) == (503, "guard.disk_full"), problem
        assert "disk is full" in problem["detail"]
        status, _ = reporter.request("GET", f"/api/sheets/{desk.sheet}")
        assert status == 200, "reading goes on"
        held.mend()
        status, made = reporter.request("POST", address, sent, key="while-full")
        assert (status, made["number"]) == (201, desk.version + 1)
        status, _ = reporter.request("GET", f"/api/sheets/{desk.sheet}/history")
        assert status == 200
    told.row(
        "disk full (sqlite)", "a tmpfs of 60 MB, filled up", "503 that says so; reading goes on; goes on when mended"
    )


@pytest.mark.parametrize("committed", ["sqlite"], indirect=True)
def test_a_read_only_folder(committed: str, data: Path, tmp_path: Path, told: Told) -> None:
    folder.leave_out_trial()
    (tmp_path / "disk").mkdir()
    held = disk.Disk(tmp_path / "disk", "60m", read_only=True)
    command = [sys.executable, "-m", "luoshi", "serve", "--data", str(held.folder), "--port", str(free_port())]
    ended = subprocess.run(held.around(data, command), capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1, ended.stderr
    assert str(held.folder) in ended.stderr
    assert "Traceback" not in ended.stderr
    with Office(data) as office:
        assert office.get("/health") == 200, "the same folder, not read-only"
    told.row(
        "read-only folder",
        "`luoshi serve` on a read-only mount",
        f"“{ended.stderr.strip().replace(str(held.folder), 'DIR')}”; starts when mended",
    )
