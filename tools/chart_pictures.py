"""Makes the pictures of `docs/how-to/charts.md`, from an invented year of 云岚县 and its neighbours.

    python tools/chart_pictures.py [NAME…]   # board, board-dark, progress, league, grades, cascade; all without a name

They are drawn by vl-convert (the extra `charts`) with a Chinese font of this machine, made small by Pillow (the tests'
requirements bring it), and go to `docs/pictures/charts-NAME.png`. Nothing in them depends on chance or on the clock.
"""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
from PIL import Image

from luoshi import charts

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
MOST_BYTES = 300_000
PLACES = ("云岚县", "松溪县", "石桥区", "白沙县", "柳河市", "青禾县", "龙泉区", "凤坪县", "北岭县", "南湖市")
CARDS = ("党建", "经济", "平安", "改革", "创新", "生态", "文化", "民生")
# Indicator, its number for the year, its unit, and how far from schedule it ends, in parts of the year's number.
TARGETS = (
    ("FAI", 240.0, "亿元", -0.13),
    ("BUDGET_REV", 21.5, "亿元", 0.03),
    ("RETAIL", 186.0, "亿元", 0.01),
    ("IND_VA", 118.0, "亿元", -0.05),
    ("TRADE_TOTAL", 12.4, "亿元", -0.2),
    ("JOBS_NEW", 7300.0, "人", 0.06),
    ("INC_ALL", 36800.0, "元", 0.0),
    ("新建改建农村公路里程", 120.0, "公里", -0.36),
    ("规模以上工业企业研究与试验发展经费支出占营业收入的比重", 2.4, "%", 0.02),
)


def main() -> int:
    """Make the pictures named on the command line, or all."""
    makers: dict[str, Callable[[], Any]] = {
        "board": lambda: charts.year_board(verdicts(("云岚县", "松溪县")), reasons=True),
        "board-dark": lambda: charts.year_board(verdicts(("云岚县",)), theme="dark", order="worst", language="en"),
        "progress": lambda: charts.progress(verdicts(("云岚县",)).filter(pl.col("indicator") == "FAI"), outlook()),
        "league": lambda: charts.league(table(), highlight=["云岚县", "松溪县", "柳河市"]),
        "grades": lambda: charts.grades(cards(), {"A": 20, "B": 30, "C": 30, "D": 15, "E": 5}, goal=75),
        "cascade": lambda: charts.cascade(cascade()),
    }
    for name in sys.argv[1:] or makers:
        path = PICTURES / f"charts-{name}.png"
        path.write_bytes(small(charts.to_png(makers[name](), scale=1.5)))
        size = path.stat().st_size
        print(f"docs/pictures/{path.name}  {size / 1000:.0f} kB{'  TOO LARGE' if size > MOST_BYTES else ''}")
    return 0


def small(png: bytes) -> bytes:
    """A picture in 128 colours, which is more than a chart has, but for the edges of its letters."""
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def wave(*seed: int) -> float:
    """A number from -1 to 1, the same each time."""
    return random.Random(str(seed)).uniform(-1, 1)


def verdicts(places: tuple[str, ...]) -> pl.DataFrame:
    """Ten months of some places' targets; one figure is missing, one was not reported in time."""
    rows = []
    for where, place in enumerate(places):
        for number, (indicator, whole, unit, off) in enumerate(TARGETS):
            for month in range(1, 11):
                if (where, number, month) == (0, 4, 5):
                    continue
                ahead = 100 * off * (-0.4) ** where * month / 10 + 2.5 * wave(where, number, month)
                row = {"id": f"T{where * 10 + number + 1}", "place": place, "indicator": indicator}
                reported = (where, number, month) != (1, 7, 10)
                rows.append({**row, **(verdict(month, ahead, whole, unit) if reported else nothing(month))})
    return pl.DataFrame(rows, infer_schema_length=None)


def verdict(month: int, ahead: float, whole: float, unit: str) -> dict[str, Any]:
    """The verdict on a number that is some points ahead of schedule."""
    schedule = 100 / 12 * month
    done = schedule + ahead
    actual = whole * done / 100
    # The lines of the rule set `progress`.
    light = "green" if ahead > -10 else "yellow" if ahead >= -30 else "red"
    state = {"green": "on_track", "yellow": "at_risk", "red": "off_track"}[light]
    side = "超" if ahead >= 0 else "落后"
    reason = f"1—{month}月完成{actual:,.1f}{unit}，为全年目标的{done:.1f}%，{side}序时{abs(ahead):.1f}个百分点。"
    numbers = {"actual": actual, "completion": done, "schedule": schedule, "ahead": ahead, "gap": actual - whole}
    return {"as_of": f"2024-{month:02d}", **numbers, "light": light, "state": state, "reason": reason}


def nothing(month: int) -> dict[str, Any]:
    """The verdict on a number that was not reported."""
    numbers = dict.fromkeys(("actual", "completion", "ahead", "gap"))
    reason = f"{month}月数据未报，不作判断。"
    lit = {"schedule": 100 / 12 * month, "light": "grey", "state": "no_data", "reason": reason}
    return {"as_of": f"2024-{month:02d}", **numbers, **lit}


def outlook() -> pl.DataFrame:
    """The last two months of investment as a forecast gives them."""
    return pl.DataFrame(
        {"month": ["2024-11", "2024-12"], "outlook": [188.0, 207.5], "low": [181.0, 194.0], "high": [195.0, 221.0]}
    )


def table() -> pl.DataFrame:
    """Scores of ten months, to halves of a point so that some tie, and ranks from them."""
    rows: list[dict[str, Any]] = []
    for month in range(1, 11):
        period = "2024-01" if month == 1 else f"2024-01/2024-{month:02d}"
        scores = {
            place: round(2 * (84 - n * 0.9 + month * 0.7 * wave(n, 5) + 1.6 * wave(n, month))) / 2
            for n, place in enumerate(PLACES)
            if (n, month) != (6, 4)
        }
        for place, score in scores.items():
            rank = 1 + sum(other > score for other in scores.values())
            rows.append({"place": place, "period": period, "rank": rank, "score": score})
    return pl.DataFrame(rows)


def cards() -> pl.DataFrame:
    """The eight cards of ten places; one was not graded."""
    rows: list[dict[str, Any]] = []
    for number, card in enumerate(CARDS):
        order = sorted(range(len(PLACES)), key=lambda n: n * 0.12 + wave(n, number, 3))
        for place, letter in zip(order, "AABBBCCCDE" if number % 3 else "AAABBCCCDD", strict=True):
            grade = None if (place, number) == (7, 6) else letter
            rows.append({"place": PLACES[place], "card": card, "grade": grade, "period": "2024-Q3"})
    return pl.DataFrame(rows)


def cascade() -> pl.DataFrame:
    """Targets of a county and what its eight towns were given."""
    rows = [
        ("GDP", "growth", "%", 6.0, 6.8, None, None, None),
        ("FAI", "level", "亿元", 240.0, 212.5, None, None, "石桥镇、白沙镇"),
        ("BUDGET_REV", "level", "亿元", 21.5, 24.9, None, None, None),
        ("JOBS_NEW", "level", "人", 7300.0, 7300.0, None, None, None),
        ("ENERGY_PER_GDP", "growth", "%", -2.5, -2.2, None, None, "柳河镇"),
        ("UNEMP_SURVEY", "level", "%", 5.5, None, 4.8, 5.5, None),
    ]
    names = ("indicator", "measure", "unit", "whole", "parts", "lowest", "highest", "missing")
    made = [dict(zip(names, row, strict=True)) for row in rows]
    return pl.DataFrame(
        [{"place": "云岚县", "period": "2025", "members": 8, **row} for row in made], infer_schema_length=None
    )


if __name__ == "__main__":
    sys.exit(main())
