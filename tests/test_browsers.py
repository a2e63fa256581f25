from __future__ import annotations

import pytest

import browsers


@pytest.mark.parametrize(("required", "outcome"), [("1", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_chromium_a_test_is_left_out_or_fails(
    required: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LUOSHI_REQUIRE_BROWSER", required)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(outcome, match="Chromium"):
        browsers.chromium()
    with pytest.raises(outcome, match="no_such_module"):
        browsers.need_module("no_such_module")
