"""The code in docs/explanation/outlook.md is run as it stands there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "outlook.md"


def test_the_example_gives_what_the_page_says() -> None:
    text = PAGE.read_text(encoding="utf-8")
    code = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(code) == 2
    names: dict[str, Any] = {}
    for block in code:
        exec(block, names)
    row = names["row"]
    shown = [f"{row[c]:.2f}" for c in ("outlook", "outlook_low", "outlook_high")]
    assert f"outlook {shown[0]}, low {shown[1]}, high {shown[2]}" in text
    assert row["reason"] in text
    october = names["october"]
    assert f"October stands at {october['outlook']:.2f} ({october['low']:.2f} to {october['high']:.2f})" in text
