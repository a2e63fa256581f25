"""A web process loads beside its first answers what later ones would wait for."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator

import pytest
from django.template import engines

from luoshi.office.running import warming


@pytest.fixture
def _garbage_as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("_garbage_as_before")
def test_every_template_is_loaded_and_what_is_loaded_stays(caplog: pytest.LogCaptureFixture) -> None:
    warming._warm_up()
    assert not caplog.records, "nothing went wrong"
    loaders = engines["django"].engine.template_loaders
    cached = {getattr(key, "name", str(key)) for loader in loaders for key in getattr(loader, "get_template_cache", {})}
    assert {"reporting/fill_in.html", "components/questions.html"} <= cached
    assert gc.get_freeze_count() > 0


@pytest.mark.usefixtures("_garbage_as_before")
def test_what_goes_wrong_is_told_and_the_office_stays_open(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails() -> None:
        raise ValueError("no checks here")

    monkeypatch.setattr(warming, "_check_one", fails)
    with caplog.at_level(logging.ERROR):
        warming._warm_up()
    assert "no checks here" in caplog.text
