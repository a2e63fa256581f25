"""Why a score is what it is, as a sentence with its numbers in it."""

from __future__ import annotations

import polars as pl

from luoshi.assessing import exact
from luoshi.assessing.frames import Frame

_STATUS = {
    "missing": "缺报",
    "not_applicable": "不适用",
    "not_due": "未到期",
    "withheld": "不公开",
    "estimated": "（预计数）",
}


def _joined(*parts: pl.Expr | str) -> pl.Expr:
    return pl.concat_str([pl.lit(part) if isinstance(part, str) else part for part in parts])


def gate(words: pl.Expr) -> pl.Expr:
    """A gate that was not passed: 地区生产总值增速7.5%，目标8%以上，未过关."""
    value = pl.when(pl.col("value").is_null()).then(pl.lit("缺报")).otherwise(_value())
    return _joined(pl.col("_label"), value, "，", words)


def _value() -> pl.Expr:
    return _joined(exact.text(pl.col("value"), 4), pl.col("_unit"))


def reasoned(frame: Frame, digits: int) -> Frame:
    """A frame with `reason`: what the value is, where it stands, how the method takes it, what it gets."""
    status, points = pl.col("status"), pl.col("score")
    extra = pl.col("method").is_in(["bonus", "malus"])
    weighed = _joined("得", exact.text(points, digits), "分（满分", exact.text(pl.col("full"), digits), "分）")
    same = pl.col("_last") - pl.col("_first")
    tie = pl.when(same > 0).then(_joined("（", (same + 1).cast(pl.String()), "个并列）")).otherwise(pl.lit(""))
    frame = frame.with_columns(
        pl.when(extra).then(_extra(points, digits)).otherwise(weighed).alias("_got"),
        _joined("，", pl.col("of").cast(pl.String()), "个中列第", pl.col("rank").cast(pl.String()), tie).alias(
            "_stands"
        ),
        _value().alias("_shown"),
        _status().alias("_word"),
    )
    got, stands, label, word = pl.col("_got"), pl.col("_stands"), pl.col("_label"), pl.col("_word")
    judged = _joined(label, pl.col("_shown"), word, stands, "；", pl.col("_words"), "；", got)
    no_goal = _joined(label, pl.col("_shown"), "，没有可比的目标值，不计分，权重由其余指标分摊")
    put_last = _joined(label, word, "，按最后一名计", stands, "；", got)
    nothing = pl.when(extra).then(pl.lit("，不加分也不扣分")).otherwise(pl.lit("，不计分，权重由其余指标分摊"))
    return frame.with_columns(
        pl.when(~pl.col("value").is_null() & points.is_null())
        .then(no_goal)
        .when(~pl.col("value").is_null())
        .then(judged)
        .when((status == "missing") & ~pl.col("rank").is_null())
        .then(put_last)
        .when(points.is_null())
        .then(_joined(label, word, nothing))
        .otherwise(_joined(label, word, "，", got))
        .alias("reason")
    )


def _whole(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String())


def _status() -> pl.Expr:
    """What is said of a cell that is not simply reported."""
    out: pl.Expr = pl.lit("")
    for name, chinese in _STATUS.items():
        out = pl.when(pl.col("status") == name).then(pl.lit(chinese)).otherwise(out)
    return out


def _extra(points: pl.Expr, digits: int) -> pl.Expr:
    """Points beside the weights: 加0.5分, 扣0.3分, 不加不扣."""
    return (
        pl.when(points > 0)
        .then(_joined("加", exact.text(points, digits), "分"))
        .when(points < 0)
        .then(_joined("扣", exact.text(points.abs(), digits), "分"))
        .otherwise(pl.lit("不加不扣"))
    )
