"""The reason of a verdict: one sentence with the numbers in it, that a person can check.

Built from expressions, one kind of target after the other, so that a hundred thousand verdicts take a moment. Numbers
become texts first, as columns of their own: in SQL an expression that is used twice is written twice.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from luoshi.assessing.exact import text
from luoshi.assessing.frames import Frame, distinct
from luoshi.assessing.progress.bounds import per_cent, without_unit
from luoshi.assessing.progress.schedules import Schedule

_PLAIN = ("actual", "value", "value_to", "lo", "hi", "baseline", "own", "other")
_PERCENT = ("completion", "schedule")
# Where the share that is due comes from.
_BY = {"months": "按月", "seasonal": "按往年", "checkpoints": "按节点"}
_SIZES = ("ahead", "gap", "needed")


def with_reasons(frame: Frame, schedule: Schedule = "months") -> Frame:
    """A judged frame with its `reason`; it needs `share`, `weight`, `against`, `hole`, `other_unit` too.

    `schedule` is where `share` comes from.
    """
    names = [*frame.collect_schema(), "reason"]
    frame = frame.with_columns(_kind().alias("told"), _unit().alias("unit_word"), _span().alias("span"))
    tellers = {
        "sum": _sum,
        "ceiling": _ceiling,
        "move": _move,
        "growth": _growth,
        "versus": _versus,
        "rank": _rank,
        "hold": _hold,
    }
    kinds = {kind for (kind,) in distinct(frame, "told")}
    numbered = _with_texts(frame, schedule)
    parts = [frame.filter(pl.col("told") == "nothing").with_columns(_nothing().alias("reason")).select(*names)]
    for kind in kinds & set(tellers):
        sentence = pl.concat_str([pl.col("t_late"), pl.col("span"), tellers[kind]()])
        told = numbered.filter(pl.col("told") == kind).with_columns(sentence.alias("reason"))
        parts.append(told.select(*names))
    return pl.concat(parts)


def _with_texts(frame: Frame, schedule: Schedule) -> Frame:
    """With every number as text in `t_…`: as it is, in per cent, or (ahead, gap, needed) its size alone."""
    frame = frame.with_columns(
        *[text(pl.col(name), 4).alias(f"t_{name}") for name in _PLAIN],
        *[text(pl.col(name), 2).alias(f"t_{name}") for name in _PERCENT],
        text(pl.col("ahead").abs(), 2).alias("t_ahead"),
        text(pl.col("gap").abs(), 4).alias("t_gap"),
        text(pl.col("gap").abs(), 2).alias("t_gap_points"),
        text(pl.col("needed").abs(), 4).alias("t_needed"),
        text((pl.col("actual") - pl.col("hi")).abs(), 4).alias("t_over"),
        (pl.col("end") - pl.col("at")).cast(pl.String()).alias("t_months"),
    )
    edge = pl.when(pl.col("lo").is_null()).then(pl.col("t_hi")).otherwise(pl.col("t_lo"))
    frame = frame.with_columns(
        _either(pl.col("share").is_null(), "按月", _BY[schedule]).alias("t_by"),
        edge.alias("t_edge"),
        _points().alias("t_points"),
        _late().alias("t_late"),
        _target().alias("t_target"),
    )
    return frame.with_columns(_side().alias("t_side"))


def _kind() -> pl.Expr:
    form = pl.col("form")
    return (
        pl.when(pl.col("state").is_in(["no_data", "not_due"]))
        .then(pl.lit("nothing"))
        .when(pl.col("against").is_in(["place", "indicator"]))
        .then(pl.lit("versus"))
        .when((form == "hold") & (pl.col("measure") == "growth"))
        .then(pl.lit("growth"))
        .otherwise(form)
    )


def _join(*parts: pl.Expr | str) -> pl.Expr:
    return pl.concat_str([pl.lit(p) if isinstance(p, str) else p for p in parts])


def _either(condition: pl.Expr, then: pl.Expr | str, other: pl.Expr | str) -> pl.Expr:
    """One of two texts; the second where the condition is unknown."""
    texts = [pl.lit(t) if isinstance(t, str) else t for t in (then, other)]
    return pl.when(condition).then(texts[0]).otherwise(texts[1])


def _month(number: pl.Expr) -> pl.Expr:
    return (number % 12 + 1).cast(pl.String())


def _span() -> pl.Expr:
    """1—10月, 1月, 全年; for a period that is no year 截至2024年10月; of what is held at a moment 10月."""
    at = pl.col("at")
    year = (pl.col("start") % 12 == 0) & (pl.col("end") == pl.col("start") + 11)
    momentary = pl.col("kind").is_in(["stock", "rate", "index"]) & (pl.col("measure") == "level")
    moment = pl.when(momentary).then(pl.lit(True)).otherwise(pl.lit(False))
    run = _either(moment | (at % 12 == 0), _join(_month(at), "月"), _join("1—", _month(at), "月"))
    # The figure of a December may be that of the month or that of the year.
    whole = _either(moment, "截至12月", "全年")
    return _either(year, _either(at % 12 == 11, whole, run), _until())


def _until() -> pl.Expr:
    return _join("截至", (pl.col("at") // 12).cast(pl.String()), "年", _month(pl.col("at")), "月")


def _unit() -> pl.Expr:
    unit = pl.when(pl.col("unit").is_null()).then(pl.lit("")).otherwise(pl.col("unit").cast(pl.String()))
    return pl.when((pl.col("measure") == "completion") & (unit == "")).then(pl.lit("%")).otherwise(unit)


def _points() -> pl.Expr:
    """What a difference is counted in."""
    return _either(per_cent(), "个百分点", pl.col("unit_word"))


def _late() -> pl.Expr:
    """What is said before all else where the latest figure is older than the month that was asked for."""
    asked = pl.when(pl.col("end") < pl.col("as_of_month")).then(pl.col("end")).otherwise(pl.col("as_of_month"))
    year = _either(pl.col("at") // 12 < asked // 12, _join((pl.col("at") // 12).cast(pl.String()), "年"), "")
    return _either(pl.col("at") < asked, _join(_month(asked), "月没有数据，按", year, _month(pl.col("at")), "月："), "")


def _target() -> pl.Expr:
    """The target in words: 不低于7%, 900亿元左右, 5%—6%, 下降2.5%."""
    value, comparator, unit = pl.col("value"), pl.col("comparator"), pl.col("unit_word")
    falls = pl.col("measure").is_in(["growth", "change"]) & (value < 0)
    other = pl.when(pl.col("comparator") == "between").then(pl.col("value_to"))
    # A range is told from its smaller number on.
    turned = ~falls & (other < value)
    first, last = (pl.when(turned).then(a).otherwise(b) for a, b in ((other, value), (value, other)))
    number = _join(text(pl.when(falls).then(0 - value).otherwise(first), 4), unit)
    told = (
        pl.when(value.is_null())
        .then(pl.lit(""))
        .when(comparator == "ge")
        .then(pl.lit("不低于"))
        .when(comparator == "le")
        .then(pl.lit("不超过"))
        .otherwise(pl.lit(""))
    )
    between = (comparator == "between") & ~pl.col("value_to").is_null()
    after = (
        pl.when(between)
        .then(_join("—", text(pl.when(falls).then(last.abs()).otherwise(last), 4), unit))
        .when(comparator == "approx")
        .then(pl.lit("左右"))
        .otherwise(pl.lit(""))
    )
    return _join(
        _either(falls, "下降", ""), told, _either(value.is_null(), "为正", number), _either(value.is_null(), "", after)
    )


def _nothing() -> pl.Expr:
    hole = pl.col("hole")
    words = {"missing": "缺报", "not_applicable": "不适用", "withheld": "数据不公开", "not_due": "未到报送时间"}
    told: Any = pl.when(pl.col("as_of_month") < pl.col("start")).then(pl.lit("目标时期还没有开始"))
    for status, word in words.items():
        told = told.when(hole == status).then(pl.lit(word))
    unbounded = pl.col("lo").is_null() & pl.col("hi").is_null()
    reason: pl.Expr = (
        told.when(pl.col("other_unit") & without_unit("unit"))
        .then(pl.lit("目标没有单位，数据有单位，不能相比"))
        .when(pl.col("other_unit") & without_unit("found_unit"))
        .then(pl.lit("数据没有单位，目标有单位，不能相比"))
        .when(pl.col("other_unit"))
        .then(pl.lit("数据的单位与目标不是一类，不能相比"))
        .when(unbounded)
        .then(pl.lit("目标没有数字，也没有可比的对照"))
        .when(pl.col("endless") & ~pl.col("actual").is_null())
        .then(
            _join(
                "截至",
                (pl.col("at") // 12).cast(pl.String()),
                "年",
                _month(pl.col("at")),
                "月",
                _so_far(),
                "；目标没有期限",
            )
        )
        .when(~pl.col("actual").is_null())
        .then(
            _join(
                "时期已经结束，",
                _month(pl.col("end")),
                "月的数据没有报；最近是",
                _month(pl.col("at")),
                "月，",
                _so_far(),
            )
        )
        .when(pl.col("against").is_in(["place", "indicator"]))
        .then(_join("没有本地与对照（", pl.col("reference").cast(pl.String()), "）同期的数据"))
        .otherwise(pl.lit("没有这个目标的数据"))
    )
    return reason


def _latest() -> pl.Expr:
    return _join("最近是", _month(pl.col("at")), "月，")


def _so_far() -> pl.Expr:
    """累计61亿元，完成67.78%; of what has no completion 为5.2%."""
    word = pl.when(pl.col("paced")).then(pl.lit("累计")).otherwise(pl.lit("为"))
    share = _join("，完成", text(pl.col("completion"), 2), "%")
    return _join(word, text(pl.col("actual"), 4), _unit(), _either(pl.col("completion").is_null(), "", share))


def _schedule() -> pl.Expr:
    ahead = pl.col("ahead")
    word = pl.when(ahead == 0).then(pl.lit("与序时持平")).when(ahead > 0).then(pl.lit("超前")).otherwise(pl.lit("落后"))
    size = _either(ahead == 0, "", _join(pl.col("t_ahead"), "个百分点"))
    return _join("，序时进度", pl.col("t_schedule"), "%（", pl.col("t_by"), "），", word, size)


def _rest() -> pl.Expr:
    return _join("；剩余", pl.col("t_months"), "个月")


def _sum() -> pl.Expr:
    unit = pl.col("unit_word")
    head = _join("累计", pl.col("t_actual"), unit, "，目标", pl.col("t_target"), "，完成", pl.col("t_completion"), "%")
    over = (pl.col("actual") > pl.col("most")) & ~pl.col("lo").is_null()
    points = _either(pl.col("measure") == "completion", "个百分点", unit)
    missed = _either(over, _join("，超出", pl.col("t_over"), points), _join("，未完成，差", pl.col("t_gap"), points))
    running = _join(_schedule(), _rest(), _either(pl.col("value") < 0, "需再降", "需"), pl.col("t_needed"), points)
    return _join(head, _either(pl.col("state") == "met", "，已完成", _either(pl.col("done") | over, missed, running)))


def _ceiling() -> pl.Expr:
    unit = pl.col("unit_word")
    share = _join("，已用", pl.col("t_completion"), "%")
    pace = _either(pl.col("ahead") >= 0, "慢于时间", "快于时间")
    left = _join("，时间已过", pl.col("t_schedule"), "%，", pace, pl.col("t_ahead"), "个百分点", _rest(), "还可有")
    within = _join(share, _either(pl.col("done"), "，控制在目标以内", _join(left, pl.col("t_needed"), unit)))
    over = _join("，超出", pl.col("t_over"), unit)
    return _join(
        "累计", pl.col("t_actual"), unit, "，控制数", pl.col("t_hi"), unit, _either(pl.col("inside"), within, over)
    )


def _move() -> pl.Expr:
    unit = pl.col("unit_word")
    route = _join("，由基数", pl.col("t_baseline"), unit, "到目标", pl.col("t_edge"), unit)
    ended = _either(pl.col("inside"), "，已达到", "，未达到")
    over = pl.col("done") | (pl.col("state") == "met")
    walked = _join("，已走完", pl.col("t_completion"), "%")
    return _join("为", pl.col("t_actual"), unit, route, walked, _either(over, ended, _schedule()))


def _side() -> pl.Expr:
    """高于目标0.5个百分点，, 与目标持平，; of a planned decline 比目标多降0.5个百分点，; of a range 在目标区间内，."""
    gap = pl.col("gap")
    declines = pl.col("measure").is_in(["growth", "change"]) & (pl.col("value") < 0)
    rise = _either(declines, "比目标少降", "高于目标")
    fall = _either(declines, "比目标多降", "低于目标")
    size = _either(per_cent(), _join(pl.col("t_gap_points"), "个百分点"), _join(pl.col("t_gap"), pl.col("unit_word")))
    ranged = (pl.col("comparator") == "between") & ~pl.col("value_to").is_null()
    plain = _either(gap == 0, "与目标持平", _join(_either(gap > 0, rise, fall), size))
    # Of 正增长 nothing more is to be said than the number itself.
    return _either(pl.col("value").is_null(), "", _join(_either(ranged, _within(), plain), "，"))


def _within() -> pl.Expr:
    """Where a number lies to a range: 在目标区间内, 高于目标上限0.4个百分点, 低于目标下限0.6个百分点."""
    number, one, other = pl.col("actual"), pl.col("value"), pl.col("value_to")
    low, high = pl.when(one < other).then(one).otherwise(other), pl.when(one < other).then(other).otherwise(one)
    above = _join("高于目标上限", text(number - high, 4), pl.col("t_points"))
    below = _join("低于目标下限", text(low - number, 4), pl.col("t_points"))
    return pl.when(number > high).then(above).when(number < low).then(below).otherwise(pl.lit("在目标区间内"))


def _verdict() -> pl.Expr:
    done = pl.col("done")
    return _either(pl.col("inside"), _either(done, "完成", "符合目标"), _either(done, "未完成", "未达到目标要求"))


def _growth() -> pl.Expr:
    falls = pl.col("actual") < 0
    moved = _join(_either(falls, "下降", "增长"), text(pl.col("actual").abs(), 2), "%")
    wanted = _either(pl.col("value").is_null(), "正增长", pl.col("t_target"))
    head = _join(moved, "，目标", wanted, "，", pl.col("t_side"), _verdict())
    way = _either(pl.col("weight").is_null(), "（按月平均）", "（按上年各月）")
    needed, size = pl.col("needed"), _join(text(pl.col("needed").abs(), 2), "%")
    upward = ~pl.col("lo").is_null()
    # A fall that still reaches a growth is not something that is needed, only something that may be.
    asked = (
        pl.when(upward & (needed >= 0))
        .then(_join("需增长", size))
        .when(upward)
        .then(_join("下降不超过", size, "即可"))
        .when(needed < 0)
        .then(_join("需下降", size))
        .otherwise(_join("增长不超过", size, "即可"))
    )
    rest = _join(_rest(), asked, way)
    return _join(head, _either(pl.col("growing") & ~pl.col("done") & ~pl.col("needed").is_null(), rest, ""))


def _versus() -> pl.Expr:
    difference, reference = pl.col("actual"), pl.col("reference").cast(pl.String())
    word = (
        pl.when(difference == 0).then(pl.lit("与")).when(difference > 0).then(pl.lit("高于")).otherwise(pl.lit("低于"))
    )
    size = _either(difference == 0, "持平", _join(text(difference.abs(), 4), pl.col("t_points")))
    both = _either(pl.col("own").is_null(), "", _join("（", pl.col("t_own"), "、", pl.col("t_other"), "）"))
    bound = pl.when(pl.col("lo").is_null()).then(pl.col("hi")).otherwise(pl.col("lo"))
    gap = _join(_either(bound < 0, "低", "高"), text(bound.abs(), 4), pl.col("t_points"))
    wanted = (
        pl.when(pl.col("measure") != "gap")
        .then(
            pl.when(pl.col("strict"))
            .then(_join("目标高于", reference))
            .when(bound == 0)
            .then(_join(_either(pl.col("lo").is_null(), "目标不高于", "目标不低于"), reference))
            .otherwise(_join("目标同步（允许", gap, "）"))
        )
        .when(bound == 0)
        .then(_join(_either(pl.col("lo").is_null(), "目标低于", "目标高于"), reference))
        .otherwise(_join("目标", gap))
    )
    return _join(word, reference, size, both, "，", wanted, "，", _verdict())


def _rank() -> pl.Expr:
    among = _either(pl.col("reference").is_null(), "", _join("在", pl.col("reference").cast(pl.String())))
    kept = _either(pl.col("done"), "，完成", "，符合目标")
    short = _join("，还差", pl.col("t_over"), "位")
    return _join(
        among, "第", pl.col("t_actual"), "位，目标第", pl.col("t_hi"), "位以内", _either(pl.col("inside"), kept, short)
    )


def _hold() -> pl.Expr:
    return _join(
        "为", pl.col("t_actual"), pl.col("unit_word"), "，目标", pl.col("t_target"), "，", pl.col("t_side"), _verdict()
    )
