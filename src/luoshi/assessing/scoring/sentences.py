"""Why a score is what it is, as a sentence with its numbers in it."""

from __future__ import annotations

import narwhals as nw

from luoshi.assessing import exact
from luoshi.assessing.frames import Frame

_STATUS = {
    "missing": "缺报",
    "not_applicable": "不适用",
    "not_due": "未到期",
    "withheld": "不公开",
    "estimated": "（预计数）",
}


def _joined(*parts: nw.Expr | str) -> nw.Expr:
    return nw.concat_str([nw.lit(part) if isinstance(part, str) else part for part in parts])


def gate(words: nw.Expr) -> nw.Expr:
    """A gate that was not passed: 地区生产总值增速7.5%，目标8%以上，未过关."""
    value = nw.when(nw.col("value").is_null()).then(nw.lit("缺报")).otherwise(_value())
    return _joined(nw.col("_label"), value, "，", words)


def _value() -> nw.Expr:
    return _joined(exact.text(nw.col("value"), 4), nw.col("_unit"))


def reasoned(frame: Frame, digits: int) -> Frame:
    """A frame with `reason`: what the value is, where it stands, how the method takes it, what it gets."""
    status, points = nw.col("status"), nw.col("score")
    extra = nw.col("method").is_in(["bonus", "malus"])
    weighed = _joined("得", exact.text(points, digits), "分（满分", exact.text(nw.col("full"), digits), "分）")
    same = nw.col("_last") - nw.col("_first")
    tie = nw.when(same > 0).then(_joined("（", (same + 1).cast(nw.String()), "个并列）")).otherwise(nw.lit(""))
    frame = frame.with_columns(
        nw.when(extra).then(_extra(points, digits)).otherwise(weighed).alias("_got"),
        _joined("，", nw.col("of").cast(nw.String()), "个中列第", nw.col("rank").cast(nw.String()), tie).alias(
            "_stands"
        ),
        _value().alias("_shown"),
        _status().alias("_word"),
    )
    got, stands, label, word = nw.col("_got"), nw.col("_stands"), nw.col("_label"), nw.col("_word")
    judged = _joined(label, nw.col("_shown"), word, stands, "；", nw.col("_words"), "；", got)
    no_goal = _joined(label, nw.col("_shown"), "，没有可比的目标值，不计分，权重由其余指标分摊")
    put_last = _joined(label, word, "，按最后一名计", stands, "；", got)
    nothing = nw.when(extra).then(nw.lit("，不加分也不扣分")).otherwise(nw.lit("，不计分，权重由其余指标分摊"))
    return frame.with_columns(
        nw.when(~nw.col("value").is_null() & points.is_null())
        .then(no_goal)
        .when(~nw.col("value").is_null())
        .then(judged)
        .when((status == "missing") & ~nw.col("rank").is_null())
        .then(put_last)
        .when(points.is_null())
        .then(_joined(label, word, nothing))
        .otherwise(_joined(label, word, "，", got))
        .alias("reason")
    )


def _whole(column: str) -> nw.Expr:
    return nw.col(column).cast(nw.String())


def _status() -> nw.Expr:
    """What is said of a cell that is not simply reported."""
    out: nw.Expr = nw.lit("")
    for name, chinese in _STATUS.items():
        out = nw.when(nw.col("status") == name).then(nw.lit(chinese)).otherwise(out)
    return out


def _extra(points: nw.Expr, digits: int) -> nw.Expr:
    """Points beside the weights: 加0.5分, 扣0.3分, 不加不扣."""
    return (
        nw.when(points > 0)
        .then(_joined("加", exact.text(points, digits), "分"))
        .when(points < 0)
        .then(_joined("扣", exact.text(points.abs(), digits), "分"))
        .otherwise(nw.lit("不加不扣"))
    )
