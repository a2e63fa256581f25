from __future__ import annotations

from typing import Any

import pytest

from assessing.engines import Engine, on_every_engine
from assessing.scoring.invented import PLACES, TYPES, figures
from luoshi.assessing.scoring import Rules, cards, parse, score, sensitivity, whole


def rules(gdp: float = 50, fai: float = 50, peers: list[str] | None = None) -> Rules:
    """Two cards of one indicator each, whose value is a completion in %."""
    entry = {"measure": "growth", "method": "completion", "weight": 100}
    return parse(
        {
            "digits": 4,
            "peers": peers or [],
            "cards": {"经济": {"weight": gdp}, "投资": {"weight": fai}},
            "indicators": [
                {**entry, "card": "经济", "indicator": "GDP"},
                {**entry, "card": "投资", "indicator": "FAI"},
            ],
        }
    )


def rows_of(frame: Any, engine: Engine) -> list[dict[str, Any]]:
    return sorted(engine.rows(frame), key=lambda row: PLACES.index(row["place"]))


CLOSE = figures([90.0, 80.0, 20.0], "GDP") + figures([70.0, 79.0, 20.0], "FAI")


@on_every_engine
def test_a_close_race_turns_over_and_a_clear_one_does_not(engine: Engine) -> None:
    found = rows_of(sensitivity(score(engine.frame(CLOSE, TYPES), rules()), rules()), engine)
    # 80 against 79.5: with 经济 at 47.5 of 97.5, 79.74 against 79.49; it holds. At 10 % it would not.
    assert [(r["rank"], r["rank_best"], r["rank_worst"], r["moved_by"]) for r in found] == [
        (1, 1, 1, None), (2, 2, 2, None), (3, 3, 3, None),
    ]  # fmt: skip
    found = rows_of(sensitivity(score(engine.frame(CLOSE, TYPES), rules()), rules(), step=0.15), engine)
    assert [(r["rank"], r["rank_best"], r["rank_worst"], r["moved_by"], r["moved_step"]) for r in found] == [
        (1, 1, 2, "投资", 0.15), (2, 1, 2, "投资", 0.15), (3, 3, 3, None, None),
    ]  # fmt: skip


@pytest.mark.parametrize("step", [0.05, 0.15, 0.4])
def test_it_is_what_scoring_with_moved_weights_gives(step: float) -> None:
    engine = Engine("polars")
    frame = engine.frame(CLOSE, TYPES)
    base = rows_of(sensitivity(score(frame, rules()), rules(), step=step), engine)
    ranks: dict[str, set[int]] = {row["place"]: {row["rank"]} for row in base}
    for moved in [(50 * (1 + step), 50.0), (50 * (1 - step), 50.0), (50.0, 50 * (1 + step)), (50.0, 50 * (1 - step))]:
        other = rules(*moved)
        for row in engine.rows(whole(cards(score(frame, other), other), other)):
            ranks[row["place"]].add(row["rank"])
    assert {row["place"]: (row["rank_best"], row["rank_worst"]) for row in base} == {
        place: (min(found), max(found)) for place, found in ranks.items()
    }


def test_weights_of_indicators() -> None:
    engine = Engine("polars")
    found = rows_of(sensitivity(score(engine.frame(CLOSE, TYPES), rules()), rules(), 0.15, of="indicators"), engine)
    assert [(r["rank_best"], r["rank_worst"], r["moved_by"]) for r in found] == [
        (1, 2, "FAI growth"), (1, 2, "FAI growth"), (3, 3, None),
    ]  # fmt: skip


def test_who_has_no_score_is_not_in_it_and_a_missing_card_moves_nothing() -> None:
    engine = Engine("polars")
    rows = figures([90.0, 80.0, None], "GDP") + figures([None, 79.0, None], "FAI")
    found = rows_of(sensitivity(score(engine.frame(rows, TYPES), rules()), rules()), engine)
    assert [(r["place"], r["score"], r["rank_best"], r["rank_worst"]) for r in found] == [
        ("云岚县", 90, 1, 1), ("松口县", 79.5, 2, 2),
    ]  # fmt: skip


def test_peers_are_compared_among_themselves() -> None:
    engine = Engine("polars")
    rows = [{**row, "class": "山区" if row["place"] == "松口县" else "平原"} for row in CLOSE]
    of_class = rules(peers=["class"])
    found = rows_of(sensitivity(score(engine.frame(rows, TYPES), of_class), of_class, 0.4), engine)
    assert [(r["class"], r["rank"], r["rank_best"], r["rank_worst"]) for r in found] == [
        ("平原", 1, 1, 1), ("山区", 1, 1, 1), ("平原", 2, 2, 2),
    ]  # fmt: skip


@pytest.mark.parametrize("step", [0, 1, -0.05])
def test_a_step_that_is_none(step: float) -> None:
    with pytest.raises(ValueError, match="step: found"):
        sensitivity(Engine("polars").frame([{"place": "a"}]), rules(), step=step)
