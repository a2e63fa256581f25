"""Promises: a target of one document with what a later document reports of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from luoshi.assessing.promises.judgement import State, exact, judge, shown
from luoshi.assessing.promises.matching import (
    Fit,
    Kinship,
    direction,
    factor,
    fit,
    inner_place,
    kinship,
    named,
    nameless,
    plain_name,
    same_indicator,
    same_place,
    settings,
)
from luoshi.assessing.promises.wording import amount, measure_word, place, wanted, when, whole_year
from luoshi.vocabulary.periods import bounds
from luoshi.vocabulary.terms import term

Row: TypeAlias = Mapping[str, Any]
# State, reason and difference (in the target's unit) to a promise.
Made: TypeAlias = Callable[..., "Promise"]

_SIDE = ("value_text", "value", "value_to", "unit", "document", "line", "quote")
PROMISE_FIELDS = (
    "state",
    "so_far",
    "subject",
    "indicator",
    "code",
    "period",
    "measure",
    "comparator",
    "strength",
    "difference",
    "reason",
    *(f"{side}_{name}" for side in ("target", "result") for name in _SIDE),
    "result_period",
)
_FITS: dict[Fit, int] = {"whole": 0, "so_far": 1, "unknown": 2, "part": 3}


@dataclass(frozen=True, slots=True)
class Promise:
    """One target and its fate.

    `target` and `result` are statement rows of the contract (`result` is `None` where none was found);
    `state` is `kept`, `exceeded`, `missed`, `not_reported` or `unclear`; `so_far` says that the result
    covers only the first part of the target's period; `difference` is the result minus the target in the
    target's unit (against the nearer end of a range), where both are numbers; `reason` is one Chinese
    sentence with the numbers in it, that a person can check.
    """

    target: Row
    result: Row | None
    state: State
    so_far: bool
    difference: float | None
    reason: str

    def row(self) -> dict[str, Any]:
        """The promise as a flat JSON object: what was promised, what was reported, both clauses."""
        out: dict[str, Any] = {
            "state": self.state,
            "so_far": self.so_far,
            "subject": self.target["subject"],
            "indicator": self.target["indicator"],
            "code": self.target["code"],
            "period": self.target["period"],
            "measure": self.target["measure"],
            "comparator": self.target["comparator"],
            "strength": self.target["strength"],
            "difference": self.difference,
            "reason": self.reason,
        }
        for side, row in (("target", self.target), ("result", self.result)):
            for name in _SIDE:
                out[f"{side}_{name}"] = row[name] if row is not None else None
        out["result_period"] = self.result["period"] if self.result is not None else None
        return out


@dataclass(frozen=True, slots=True)
class _Found:
    """A result that may answer a target: how its period lies in the target's, how sure its name is, its rank."""

    rank: tuple[Any, ...]
    result: Row
    how: Fit
    kin: Kinship


def pair(targets: Iterable[Row], results: Iterable[Row]) -> list[Promise]:
    """Each target with the result that answers it best, and whether it was kept; in the order of `targets`.

    Both are statement rows (dicts) of kind `figure`; rows of `targets` whose role is not `target`, and rows
    of `results` whose role is, are passed over. A result answers a target if the indicator is the same (by
    catalogue code where both have one, else by name, with verbs that answer each other: `matching.kinship`),
    the place is the same and its period lies within the target's. The same measure comes first, then a
    completion of the plan; a whole period before one so far, a result before a forecast. A result whose
    name is only near is never judged: the promise is `unclear`, and its reason names the clause. How a
    number is judged: `judgement.judge`.
    """
    reported = [r for r in results if r.get("kind", "figure") == "figure" and r["role"] != "target"]
    wanting = [t for t in targets if t.get("kind", "figure") == "figure" and t["role"] == "target"]
    befores: list[Row | None] = [None, *wanting[:-1]] if wanting else []
    periods = Counter(t["period"] for t in wanting if whole_year(t["period"]))
    usual = periods.most_common(1)[0][0] if periods else None
    return [
        _promise(t, _told(t, usual), b if _follows(t, b) else None, reported)
        for t, b in zip(wanting, befores, strict=True)
    ]


def _follows(target: Row, before: Row | None) -> bool:
    """Whether a target's clause comes right after another's, in one sentence."""
    if before is None or (before["document"], before["line"]) != (target["document"], target["line"]):
        return False
    gap: int = target["span"][0] - before["span"][1]
    return 0 <= gap <= 1


def _promise(target: Row, told: str, before: Row | None, reported: Sequence[Row]) -> Promise:
    if nameless(target):
        why = f"{told}，原文“{target['quote']}”没有带出指标名，不能对账。"
        return Promise(target, None, "unclear", False, None, why)
    found = list(_answers(target, before, reported))
    sure = [f for f in found if f.kin != "near"]
    if sure:
        best = min(sure, key=lambda f: f.rank)
        return _judged(target, told, best.result, best.how, reported)
    if found:
        best = min(found, key=lambda f: f.rank)
        return Promise(target, best.result, "unclear", False, None, _perhaps(target, told, best.result))
    return Promise(target, None, "not_reported", False, None, _missing(target, told, reported))


def _answers(target: Row, before: Row | None, reported: Sequence[Row]) -> Iterator[_Found]:
    own = _documents_of(target["subject"], reported)
    for number, result in enumerate(reported):
        here = same_place(target["subject"], result["subject"])
        inside = result["document"] in own and inner_place(target["subject"], result["subject"])
        if not here and not inside:
            continue
        how = fit(target["period"], result["period"])
        kin = kinship(target, result, before) if how is not None else None
        if how is None or kin is None:
            continue
        if not here:
            # Of a park in the county, perhaps: of the same measure only, and for a person to look at.
            if result["measure"] != target["measure"]:
                continue
            kin = "near"
        rank = (
            _measure_rank(target, result),
            kin != "same",
            _FITS[how],
            target["subject"] != result["subject"],
            result["role"] == "forecast",
            # The latest of several cumulative figures; then the first that is printed.
            -_last_month(result["period"]),
            number,
        )
        yield _Found(rank, result, how, kin)


def _documents_of(subject: str | None, reported: Sequence[Row]) -> set[str]:
    """The documents that report of a place: what one says of a park is likely of a park there."""
    return {r["document"] for r in reported if r["subject"] and same_place(subject, r["subject"])}


def _last_month(period: str | None) -> int:
    try:
        return bounds(period or "").end or 0
    except ValueError:
        return 0


def _measure_rank(target: Row, result: Row) -> int:
    if result["measure"] == target["measure"]:
        if target["value"] is None or factor(result["unit"], target["unit"]) is not None:
            return 0
        return 2
    if target["measure"] == "gap" and result["measure"] == "growth":
        return 1
    return 1 if _of_plan(result) else 3


def _of_plan(result: Row) -> bool:
    words = settings()["plan_references"]["words"]
    return result["measure"] == "completion" and any(w in (result["reference"] or "") for w in words)


def _told(target: Row, usual: str | None) -> str:
    """A target in words, with its period where that is not the year that most targets are of."""
    period = target["period"]
    return f"目标{'' if not period or period == usual else f'（{when(period)}）'}{wanted(target)}"


def _perhaps(target: Row, told: str, result: Row) -> str:
    """Why a result with a name that is only near is not judged: the clause and where it stands."""
    if not same_place(target["subject"], result["subject"]):
        doubt = f"说的是{result['subject']}，不能确定就是全部"
    else:
        doubt = "不能确定是同一件事"
    return f"{told}，成效材料里相近的是“{result['quote']}”（{place(result)}），{doubt}。"


def _missing(target: Row, told: str, reported: Sequence[Row]) -> str:
    """That nothing was found, and what there is of the same indicator for another period."""
    base = f"{told}，成效材料里没有找到"
    others = [
        r
        for r in reported
        if same_indicator(target, r)
        and same_place(target["subject"], r["subject"])
        and fit(target["period"], r["period"]) is None
    ]
    if not others:
        return f"{base}{target['indicator']}。"
    nearest = min(others, key=lambda r: (r["measure"] != target["measure"], _apart(target, r)))
    whole = "全年" if whole_year(nearest["period"]) else ""
    return (
        f"{base}{when(target['period'])}的{target['indicator']}"
        f"（有{when(nearest['period'])}{whole}：{amount(nearest)}，{place(nearest)}）。"
    )


def _apart(target: Row, result: Row) -> int:
    """How many months the ends of two periods are apart."""
    return abs(_last_month(target["period"]) - _last_month(result["period"]))


def _judged(target: Row, told: str, result: Row, how: Fit, reported: Sequence[Row]) -> Promise:
    period = f"（{when(result['period'])}）" if how != "whole" and result["period"] else ""
    got = f"{'预计' if result['role'] == 'forecast' else '实际'}{period}{wanted(result)}"

    def made(state: State, why: str, difference: Decimal | None = None) -> Promise:
        reason = f"{told}，{got}，{why}。"
        so_far = how == "so_far"
        if state == "missed" and how in ("so_far", "part"):
            return Promise(target, result, "unclear", so_far, _number(difference), f"{told}，{got}，时期未满，{why}。")
        return Promise(target, result, state, so_far, _number(difference), reason)

    if result["measure"] != target["measure"] and _of_plan(result) and result["value"] is not None:
        done = exact(result["value"])
        state: State = "missed" if done < 100 else "kept" if done == 100 else "exceeded"
        return made(state, f"完成{result['reference']}的{shown(done)}%")
    if target["measure"] == "gap" and result["measure"] == "growth":
        return _against_reference(target, result, reported, made)
    if result["measure"] != target["measure"]:
        return made("unclear", f"口径不同（目标是{measure_word(target)}，成效是{measure_word(result)}），不能直接比较")
    if target["value"] is None:
        return _numberless(target, result, reported, made)
    if result["value"] is None:
        return made("unclear", "成效没有印出数字")
    if how == "part" and target["measure"] not in ("rank", "share", "grade"):
        return made("unclear", "成效只是其中一段时期的数")
    by = factor(result["unit"], target["unit"])
    if by is None:
        return made("unclear", f"单位不同（{target['unit'] or '无'}、{result['unit'] or '无'}）")
    if target["measure"] == "gap" and not _same_reference(target, result):
        return made("unclear", f"对照不同（{target['reference']}、{result['reference']}）")
    actual = exact(result["value"]) * exact(by)
    good = "down" if target["measure"] == "rank" else direction(target)
    state = judge(target, actual, good)
    doubt = _doubt(target, result, actual)
    if doubt and state != "unclear":
        return made("unclear", doubt, _difference(target, actual))
    difference = _difference(target, actual)
    return made(state, f"{_compared(target, difference)}{term('outcome', state)}", difference)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _same_reference(a: Row, b: Row) -> bool:
    left, right = plain_name(str(a["reference"] or "")), plain_name(str(b["reference"] or ""))
    return not left or not right or left in right or right in left


def _difference(target: Row, actual: Decimal) -> Decimal:
    low = exact(target["value"])
    high = exact(target["value_to"]) if target.get("value_to") is not None else low
    low, high = min(low, high), max(low, high)
    if low <= actual <= high:
        return Decimal(0)
    return actual - low if actual < low else actual - high


def _compared(target: Row, difference: Decimal) -> str:
    unit = "个百分点" if target["unit"] in ("%", "％") else target["unit"]
    if difference == 0:
        return "在区间内，" if target["comparator"] == "between" else "与目标持平，"
    if target["measure"] == "rank":
        # The fourth place is behind the third, though four is more than three.
        return f"比目标{'落后' if difference > 0 else '靠前'}{shown(abs(difference))}位，"
    if target["measure"] in ("growth", "change") and exact(target["value"]) < 0:
        return f"比目标{'少' if difference > 0 else '多'}降{shown(abs(difference))}{unit}，"
    return f"{'高于' if difference > 0 else '低于'}目标{shown(abs(difference))}{unit}，"


def _doubt(target: Row, result: Row, actual: Decimal) -> str:
    """Why a result that is itself only a bound does not decide, or nothing."""
    low = exact(target["value"])
    if result["comparator"] in ("ge", "top") and target["measure"] == "rank" and actual > low:
        return f"成效只说前{shown(actual)}，没有说第几"
    if target["measure"] == "rank":
        return ""
    below_is_open = result["comparator"] == "le" and actual > low and direction(target) == "down"
    above_is_open = result["comparator"] == "ge" and actual < low and direction(target) != "down"
    if below_is_open or above_is_open:
        return "成效只印了界限，没有印出数字"
    return ""


def _numberless(target: Row, result: Row, reported: Sequence[Row], made: Made) -> Promise:
    """A target without a number: 正增长, 高于全国, 与经济增长同步."""
    if target["comparator"] == "positive" and target["measure"] != "gap":
        if result["value"] is None:
            state: State = "kept" if result["comparator"] == "positive" else "unclear"
            return made(state, term("outcome", state))
        state = "kept" if result["value"] > 0 else "missed"
        return made(state, term("outcome", state), exact(result["value"]))
    if target["measure"] == "gap":
        if not _same_reference(target, result):
            return made("unclear", f"对照不同（{target['reference']}、{result['reference']}）")
        positive = result["comparator"] == "positive" if result["value"] is None else result["value"] > 0
        state = "kept" if positive else "missed"
        return made(state, term("outcome", state))
    if target["measure"] == "grade" and target["value_text"]:
        if target["value_text"] == result["value_text"]:
            return made("kept", "等次与目标相同，完成")
        return made("unclear", "等次的高低没有印明")
    if target["reference"] and target["measure"] == "growth" and result["value"] is not None:
        return _against_reference(target, result, reported, made)
    return made("unclear", "目标没有数字")


def _against_reference(target: Row, result: Row, reported: Sequence[Row], made: Made) -> Promise:
    """Held against another series of the same period: another indicator here, or this one elsewhere."""
    reference = str(target["reference"] or "")
    other = _reference_figure(reference, result, reported)
    if other is None or result["value"] is None:
        return made("unclear", f"没有找到{reference or '对照'}同期的数")
    mine, theirs = exact(result["value"]), exact(other["value"])
    difference = mine - theirs
    slack = exact(settings()["in_step_points"]) if target["measure"] == "growth" else Decimal(0)
    least = exact(target["value"]) if target["value"] is not None else Decimal(0)
    signed = target["measure"] == "gap" and target["value"] is None  # 高于全国: to be above is all that was said
    kept = difference > 0 if signed else difference >= least - slack
    state: State = "kept" if kept else "missed"
    who = f"{other['subject'] or ''}{other['indicator']}"
    told = "持平" if not difference else f"{'高' if difference > 0 else '低'}{shown(abs(difference))}个百分点"
    return made(
        state,
        f"同期{who}增长{shown(theirs)}%（{other['document']}第{other['line']}行），相比{told}，"
        + term("outcome", state),
        difference,
    )


def _reference_figure(reference: str, result: Row, reported: Sequence[Row]) -> Row | None:
    region = reference.removesuffix("平均水平").removesuffix("平均").removesuffix("水平")
    for other in reported:
        if other["measure"] != "growth" or other["value"] is None or other["period"] != result["period"]:
            continue
        if same_place(other["subject"], result["subject"]) and other["subject"] is not None:
            if named(other, reference) and not same_indicator(other, result):
                return other
        elif region and other["subject"] in (region, {"全国": "中国"}.get(region)) and same_indicator(other, result):
            return other
    return None
