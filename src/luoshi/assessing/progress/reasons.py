"""The reason of a verdict: one sentence with the numbers in it, that a person can check.

Built from expressions, one kind of target after the other, so that a hundred thousand verdicts take a moment. Numbers
become texts first, as columns of their own: in SQL an expression that is used twice is written twice.
"""

from __future__ import annotations

import narwhals as nw

from luoshi.assessing.exact import text
from luoshi.assessing.frames import Frame, distinct
from luoshi.assessing.progress.bounds import per_cent

_PLAIN = ("actual", "value", "value_to", "lo", "hi", "baseline", "own", "other")
_PERCENT = ("completion", "schedule")
_SIZES = ("ahead", "gap", "needed")


def with_reasons(frame: Frame) -> Frame:
    """A judged frame with its `reason`; it needs `share`, `weight`, `against`, `hole`, `other_unit` too."""
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
    numbered = _with_texts(frame)
    parts = [frame.filter(nw.col("told") == "nothing").with_columns(_nothing().alias("reason")).select(*names)]
    for kind in kinds & set(tellers):
        sentence = nw.concat_str([nw.col("t_late"), nw.col("span"), tellers[kind]()])
        told = numbered.filter(nw.col("told") == kind).with_columns(sentence.alias("reason"))
        parts.append(told.select(*names))
    return nw.concat(parts)


def _with_texts(frame: Frame) -> Frame:
    """With every number as text in `t_…`: as it is, in per cent, or (ahead, gap, needed) its size alone."""
    frame = frame.with_columns(
        *[text(nw.col(name), 4).alias(f"t_{name}") for name in _PLAIN],
        *[text(nw.col(name), 2).alias(f"t_{name}") for name in _PERCENT],
        text(nw.col("ahead").abs(), 2).alias("t_ahead"),
        text(nw.col("gap").abs(), 4).alias("t_gap"),
        text(nw.col("gap").abs(), 2).alias("t_gap_points"),
        text(nw.col("needed").abs(), 4).alias("t_needed"),
        text((nw.col("actual") - nw.col("hi")).abs(), 4).alias("t_over"),
        (nw.col("end") - nw.col("at")).cast(nw.String()).alias("t_months"),
    )
    edge = nw.when(nw.col("lo").is_null()).then(nw.col("t_hi")).otherwise(nw.col("t_lo"))
    frame = frame.with_columns(
        edge.alias("t_edge"), _points().alias("t_points"), _late().alias("t_late"), _target().alias("t_target")
    )
    return frame.with_columns(_side().alias("t_side"))


def _kind() -> nw.Expr:
    form = nw.col("form")
    return (
        nw.when(nw.col("state").is_in(["no_data", "not_due"]))
        .then(nw.lit("nothing"))
        .when(nw.col("against").is_in(["place", "indicator"]))
        .then(nw.lit("versus"))
        .when((form == "hold") & (nw.col("measure") == "growth"))
        .then(nw.lit("growth"))
        .otherwise(form)
    )


def _join(*parts: nw.Expr | str) -> nw.Expr:
    return nw.concat_str([nw.lit(p) if isinstance(p, str) else p for p in parts])


def _either(condition: nw.Expr, then: nw.Expr | str, other: nw.Expr | str) -> nw.Expr:
    """One of two texts; the second where the condition is unknown."""
    texts = [nw.lit(t) if isinstance(t, str) else t for t in (then, other)]
    return nw.when(condition).then(texts[0]).otherwise(texts[1])


def _month(number: nw.Expr) -> nw.Expr:
    return (number % 12 + 1).cast(nw.String())


def _span() -> nw.Expr:
    """1—10月, 1月, 全年; for a period that is no year 截至2024年10月; of what is held at a moment 10月."""
    at = nw.col("at")
    year = (nw.col("start") % 12 == 0) & (nw.col("end") == nw.col("start") + 11)
    momentary = nw.col("kind").is_in(["stock", "rate", "index"]) & (nw.col("measure") == "level")
    moment = nw.when(momentary).then(nw.lit(True)).otherwise(nw.lit(False))
    run = _either(moment | (at % 12 == 0), _join(_month(at), "月"), _join("1—", _month(at), "月"))
    # The figure of a December may be that of the month or that of the year.
    whole = _either(moment, "截至12月", "全年")
    return _either(year, _either(at % 12 == 11, whole, run), _until())


def _until() -> nw.Expr:
    return _join("截至", (nw.col("at") // 12).cast(nw.String()), "年", _month(nw.col("at")), "月")


def _unit() -> nw.Expr:
    unit = nw.when(nw.col("unit").is_null()).then(nw.lit("")).otherwise(nw.col("unit").cast(nw.String()))
    return nw.when((nw.col("measure") == "completion") & (unit == "")).then(nw.lit("%")).otherwise(unit)


def _points() -> nw.Expr:
    """What a difference is counted in."""
    return _either(per_cent(), "个百分点", nw.col("unit_word"))


def _late() -> nw.Expr:
    """What is said before all else where the latest figure is older than the month that was asked for."""
    asked = nw.when(nw.col("end") < nw.col("as_of_month")).then(nw.col("end")).otherwise(nw.col("as_of_month"))
    year = _either(nw.col("at") // 12 < asked // 12, _join((nw.col("at") // 12).cast(nw.String()), "年"), "")
    return _either(nw.col("at") < asked, _join(_month(asked), "月没有数据，按", year, _month(nw.col("at")), "月："), "")


def _target() -> nw.Expr:
    """The target in words: 不低于7%, 900亿元左右, 5%—6%, 下降2.5%."""
    value, comparator, unit = nw.col("value"), nw.col("comparator"), nw.col("unit_word")
    falls = nw.col("measure").is_in(["growth", "change"]) & (value < 0)
    other = nw.when(nw.col("comparator") == "between").then(nw.col("value_to"))
    # A range is told from its smaller number on.
    turned = ~falls & (other < value)
    first, last = (nw.when(turned).then(a).otherwise(b) for a, b in ((other, value), (value, other)))
    number = _join(text(nw.when(falls).then(0 - value).otherwise(first), 4), unit)
    told = (
        nw.when(value.is_null())
        .then(nw.lit(""))
        .when(comparator == "ge")
        .then(nw.lit("不低于"))
        .when(comparator == "le")
        .then(nw.lit("不超过"))
        .otherwise(nw.lit(""))
    )
    between = (comparator == "between") & ~nw.col("value_to").is_null()
    after = (
        nw.when(between)
        .then(_join("—", text(nw.when(falls).then(last.abs()).otherwise(last), 4), unit))
        .when(comparator == "approx")
        .then(nw.lit("左右"))
        .otherwise(nw.lit(""))
    )
    return _join(
        _either(falls, "下降", ""), told, _either(value.is_null(), "为正", number), _either(value.is_null(), "", after)
    )


def _nothing() -> nw.Expr:
    hole = nw.col("hole")
    words = {"missing": "缺报", "not_applicable": "不适用", "withheld": "数据不公开", "not_due": "未到报送时间"}
    told = nw.when(nw.col("as_of_month") < nw.col("start")).then(nw.lit("目标时期还没有开始"))
    for status, word in words.items():
        told = told.when(hole == status).then(nw.lit(word))
    unbounded = nw.col("lo").is_null() & nw.col("hi").is_null()
    return (
        told.when(nw.col("other_unit"))
        .then(nw.lit("数据的单位与目标不是一类，不能相比"))
        .when(unbounded)
        .then(nw.lit("目标没有数字，也没有可比的对照"))
        .when(nw.col("endless") & ~nw.col("actual").is_null())
        .then(
            _join(
                "截至",
                (nw.col("at") // 12).cast(nw.String()),
                "年",
                _month(nw.col("at")),
                "月",
                _so_far(),
                "；目标没有期限",
            )
        )
        .when(~nw.col("actual").is_null())
        .then(
            _join(
                "时期已经结束，",
                _month(nw.col("end")),
                "月的数据没有报；最近是",
                _month(nw.col("at")),
                "月，",
                _so_far(),
            )
        )
        .when(nw.col("against").is_in(["place", "indicator"]))
        .then(_join("没有本地与对照（", nw.col("reference").cast(nw.String()), "）同期的数据"))
        .otherwise(nw.lit("没有这个目标的数据"))
    )


def _latest() -> nw.Expr:
    return _join("最近是", _month(nw.col("at")), "月，")


def _so_far() -> nw.Expr:
    """累计61亿元，完成67.78%; of what has no completion 为5.2%."""
    word = nw.when(nw.col("paced")).then(nw.lit("累计")).otherwise(nw.lit("为"))
    share = _join("，完成", text(nw.col("completion"), 2), "%")
    return _join(word, text(nw.col("actual"), 4), _unit(), _either(nw.col("completion").is_null(), "", share))


def _schedule() -> nw.Expr:
    by = _either(nw.col("share").is_null(), "按月", "按往年或节点")
    ahead = nw.col("ahead")
    word = nw.when(ahead == 0).then(nw.lit("与序时持平")).when(ahead > 0).then(nw.lit("超前")).otherwise(nw.lit("落后"))
    size = _either(ahead == 0, "", _join(nw.col("t_ahead"), "个百分点"))
    return _join("，序时进度", nw.col("t_schedule"), "%（", by, "），", word, size)


def _rest() -> nw.Expr:
    return _join("；剩余", nw.col("t_months"), "个月")


def _sum() -> nw.Expr:
    unit = nw.col("unit_word")
    head = _join("累计", nw.col("t_actual"), unit, "，目标", nw.col("t_target"), "，完成", nw.col("t_completion"), "%")
    over = (nw.col("actual") > nw.col("most")) & ~nw.col("lo").is_null()
    points = _either(nw.col("measure") == "completion", "个百分点", unit)
    missed = _either(over, _join("，超出", nw.col("t_over"), points), _join("，未完成，差", nw.col("t_gap"), points))
    running = _join(_schedule(), _rest(), "需", nw.col("t_needed"), points)
    return _join(head, _either(nw.col("state") == "met", "，已完成", _either(nw.col("done") | over, missed, running)))


def _ceiling() -> nw.Expr:
    unit = nw.col("unit_word")
    share = _join("，已用", nw.col("t_completion"), "%")
    pace = _either(nw.col("ahead") >= 0, "慢于时间", "快于时间")
    left = _join("，时间已过", nw.col("t_schedule"), "%，", pace, nw.col("t_ahead"), "个百分点", _rest(), "还可有")
    within = _join(share, _either(nw.col("done"), "，控制在目标以内", _join(left, nw.col("t_needed"), unit)))
    over = _join("，超出", nw.col("t_over"), unit)
    return _join(
        "累计", nw.col("t_actual"), unit, "，控制数", nw.col("t_hi"), unit, _either(nw.col("inside"), within, over)
    )


def _move() -> nw.Expr:
    unit = nw.col("unit_word")
    route = _join("，由基数", nw.col("t_baseline"), unit, "到目标", nw.col("t_edge"), unit)
    ended = _either(nw.col("inside"), "，已达到", "，未达到")
    over = nw.col("done") | (nw.col("state") == "met")
    walked = _join("，已走完", nw.col("t_completion"), "%")
    return _join("为", nw.col("t_actual"), unit, route, walked, _either(over, ended, _schedule()))


def _side() -> nw.Expr:
    """高于目标0.5个百分点，, 与目标持平，; of a planned decline 比目标多降0.5个百分点，; of a range 在目标区间内，."""
    gap = nw.col("gap")
    declines = nw.col("measure").is_in(["growth", "change"]) & (nw.col("value") < 0)
    rise = _either(declines, "比目标少降", "高于目标")
    fall = _either(declines, "比目标多降", "低于目标")
    size = _either(per_cent(), _join(nw.col("t_gap_points"), "个百分点"), _join(nw.col("t_gap"), nw.col("unit_word")))
    ranged = (nw.col("comparator") == "between") & ~nw.col("value_to").is_null()
    plain = _either(gap == 0, "与目标持平", _join(_either(gap > 0, rise, fall), size))
    # Of 正增长 nothing more is to be said than the number itself.
    return _either(nw.col("value").is_null(), "", _join(_either(ranged, _within(), plain), "，"))


def _within() -> nw.Expr:
    """Where a number lies to a range: 在目标区间内, 高于目标上限0.4个百分点, 低于目标下限0.6个百分点."""
    number, one, other = nw.col("actual"), nw.col("value"), nw.col("value_to")
    low, high = nw.when(one < other).then(one).otherwise(other), nw.when(one < other).then(other).otherwise(one)
    above = _join("高于目标上限", text(number - high, 4), nw.col("t_points"))
    below = _join("低于目标下限", text(low - number, 4), nw.col("t_points"))
    return nw.when(number > high).then(above).when(number < low).then(below).otherwise(nw.lit("在目标区间内"))


def _verdict() -> nw.Expr:
    done = nw.col("done")
    return _either(nw.col("inside"), _either(done, "完成", "符合目标"), _either(done, "未完成", "未达到目标要求"))


def _growth() -> nw.Expr:
    falls = nw.col("actual") < 0
    moved = _join(_either(falls, "下降", "增长"), text(nw.col("actual").abs(), 2), "%")
    wanted = _either(nw.col("value").is_null(), "正增长", nw.col("t_target"))
    head = _join(moved, "，目标", wanted, "，", nw.col("t_side"), _verdict())
    way = _either(nw.col("weight").is_null(), "（按月平均）", "（按上年各月）")
    needed, size = nw.col("needed"), _join(text(nw.col("needed").abs(), 2), "%")
    upward = ~nw.col("lo").is_null()
    # A fall that still reaches a growth is not something that is needed, only something that may be.
    asked = (
        nw.when(upward & (needed >= 0))
        .then(_join("需增长", size))
        .when(upward)
        .then(_join("下降不超过", size, "即可"))
        .when(needed < 0)
        .then(_join("需下降", size))
        .otherwise(_join("增长不超过", size, "即可"))
    )
    rest = _join(_rest(), asked, way)
    return _join(head, _either(nw.col("growing") & ~nw.col("done") & ~nw.col("needed").is_null(), rest, ""))


def _versus() -> nw.Expr:
    difference, reference = nw.col("actual"), nw.col("reference").cast(nw.String())
    word = (
        nw.when(difference == 0).then(nw.lit("与")).when(difference > 0).then(nw.lit("高于")).otherwise(nw.lit("低于"))
    )
    size = _either(difference == 0, "持平", _join(text(difference.abs(), 4), nw.col("t_points")))
    both = _either(nw.col("own").is_null(), "", _join("（", nw.col("t_own"), "、", nw.col("t_other"), "）"))
    bound = nw.when(nw.col("lo").is_null()).then(nw.col("hi")).otherwise(nw.col("lo"))
    gap = _join(_either(bound < 0, "低", "高"), text(bound.abs(), 4), nw.col("t_points"))
    wanted = (
        nw.when(nw.col("measure") != "gap")
        .then(
            nw.when(nw.col("strict"))
            .then(_join("目标高于", reference))
            .when(bound == 0)
            .then(_join(_either(nw.col("lo").is_null(), "目标不高于", "目标不低于"), reference))
            .otherwise(_join("目标同步（允许", gap, "）"))
        )
        .when(bound == 0)
        .then(_join(_either(nw.col("lo").is_null(), "目标低于", "目标高于"), reference))
        .otherwise(_join("目标", gap))
    )
    return _join(word, reference, size, both, "，", wanted, "，", _verdict())


def _rank() -> nw.Expr:
    among = _either(nw.col("reference").is_null(), "", _join("在", nw.col("reference").cast(nw.String())))
    kept = _either(nw.col("done"), "，完成", "，符合目标")
    short = _join("，还差", nw.col("t_over"), "位")
    return _join(
        among, "第", nw.col("t_actual"), "位，目标第", nw.col("t_hi"), "位以内", _either(nw.col("inside"), kept, short)
    )


def _hold() -> nw.Expr:
    return _join(
        "为", nw.col("t_actual"), nw.col("unit_word"), "，目标", nw.col("t_target"), "，", nw.col("t_side"), _verdict()
    )
