"""Targets of the invented 云岚县 through nine months of 2025, as the year board, the charts and the pages want them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

YEAR, LAST = 2025, 9
MONTHS = range(1, 13)
TOWNS = (
    "岚城镇",
    "雁坪镇",
    "栗溪镇",
    "茶坞镇",
    "石梁镇",
    "竹口镇",
    "双桥镇",
    "青岩乡",
    "溪头乡",
    "枫林乡",
    "高垅乡",
    "松坳乡",
)


@dataclass(frozen=True)
class Target:
    """One target; `done` is its completion in %, or where `by_actual` its value, from January or February on."""

    id: str
    card: str
    name: str
    owner: str
    said: str
    done: list[float | None]
    by_actual: float | None = None
    schedule: list[float] = field(default_factory=lambda: [round(100 * m / 12, 1) for m in MONTHS])

    def ahead(self, month: int) -> float | None:
        """Points ahead of schedule, or above the target's growth."""
        value = self.done[month - 1] if month <= len(self.done) else None
        if value is None:
            return None
        return round(value - (self.by_actual if self.by_actual is not None else self.schedule[month - 1]), 1)

    def light(self, month: int) -> str:
        """By a rule of the gallery alone: on schedule green; up to 8 points (growth: 1) behind yellow; else red."""
        ahead = self.ahead(month)
        if ahead is None:
            return "grey"
        slack = 1.0 if self.by_actual is not None else 8.0
        return "green" if ahead >= 0 else "yellow" if ahead >= -slack else "red"

    def reason(self, month: int) -> str:
        """A sentence as the lights say it."""
        ahead, value = self.ahead(month), self.done[month - 1]
        if ahead is None or value is None:
            return f"1—{month}月未报数，不亮灯。"
        side = "高" if ahead >= 0 else "低"
        says = {"green": "亮绿灯", "yellow": "亮黄灯", "red": "亮红灯"}[self.light(month)]
        if self.by_actual is not None:
            return f"1—{month}月增长{value}%，比目标{side}{abs(ahead)}个百分点，{says}。"
        behind = "超" if ahead >= 0 else "落后"
        return f"1—{month}月完成年度目标的{value}%，{behind}序时进度{abs(ahead)}个百分点，{says}。"


def _target(id: str, card: str, name: str, owner: str, said: str, done: str, by: float | None = None) -> Target:
    return Target(id, card, name, owner, said, [None if x == "-" else float(x) for x in done.split()], by)


@cache
def targets() -> list[Target]:
    """The targets by card."""
    return [
        _target("01", "经济", "地区生产总值", "县发展和改革局", "增长6%左右", "- - 6.1 6.2 6.2 6.3 6.3 6.2 6.3", 6.0),
        _target(
            "02", "经济", "规模以上工业增加值", "县工业和信息化局", "增长8.5%", "- 9.2 8.9 8.8 8.4 8.3 8.1 7.9 7.8", 8.5
        ),
        _target("03", "经济", "固定资产投资", "县发展和改革局", "增长7%以上", "- 8.0 8.4 7.6 7.1 6.4 5.8 5.6 5.2", 7.0),
        _target("04", "经济", "社会消费品零售总额", "县商务局", "增长7%以上", "- 6.4 6.6 6.8 7.0 7.1 7.2 7.1 7.2", 7.0),
        _target("05", "经济", "一般公共预算收入", "县财政局", "增长5%—6%", "7.0 5.9 5.6 5.4 5.2 5.5 5.3 5.1 5.2", 5.0),
        _target("06", "经济", "进出口总额", "县商务局", "保持正增长", "- -4.2 -2.1 -0.6 0.4 0.9 1.3 -0.4 -0.8", 0.0),
        _target(
            "07",
            "经济",
            "招商到位资金",
            "县招商服务中心",
            "60亿元，力争",
            "6.2 13.8 24.1 32.0 40.2 51.6 58.0 64.9 71.3",
        ),
        _target(
            "08", "改革", "盘活闲置资产", "县国有资产监督管理局", "3亿元", "0 4.0 11.5 16.2 22.8 31.4 36.0 41.7 46.5"
        ),
        _target(
            "09",
            "改革",
            "县属国有企业户数",
            "县国有资产监督管理局",
            "由9户压减到4户",
            "0 0 20.0 20.0 40.0 60.0 60.0 80.0 80.0",
        ),
        _target("10", "创新", "新增高新技术企业", "县科学技术局", "12家", "0 8.3 16.7 25.0 33.3 50.0 58.3 66.7 75.0"),
        _target("11", "创新", "研发经费投入强度", "县科学技术局", "1.9%以上", "- - - - - - - - -"),
        _target(
            "12",
            "生态",
            "空气质量优良天数比率",
            "县生态环境分局",
            "92%以上",
            "9.1 16.6 24.8 33.7 42.0 51.1 59.4 67.2 75.4",
        ),
        _target("13", "生态", "国土绿化", "县林业局", "1.2万亩以上", "2.5 18.3 41.7 55.0 61.7 66.7 68.3 70.8 74.6"),
        _target(
            "14",
            "民生",
            "城镇新增就业",
            "县人力资源和社会保障局",
            "4300人以上",
            "7.1 15.4 26.2 35.6 44.9 55.0 63.8 72.2 80.8",
        ),
        _target(
            "15", "民生", "居民人均可支配收入", "国家统计局云岚调查队", "与经济增长同步", "- - 6.0 - - 6.1 - - 5.9", 6.0
        ),
        _target("16", "民生", "粮食产量", "县农业农村局", "21万吨以上", "- - - - - - 38.2 38.2 71.0"),
        _target("17", "民生", "改造老旧小区", "县住房和城乡建设局", "18个", "0 0 5.6 11.1 22.2 33.3 38.9 44.4 50.0"),
        _target("18", "民生", "新建改建农村公路", "县交通运输局", "85公里", "0 3.5 9.4 18.8 31.8 47.1 57.6 70.6 78.8"),
        _target("19", "平安", "重复信访事项化解", "县信访局", "46件", "4.3 10.9 21.7 32.6 43.5 52.2 60.9 67.4 76.1"),
        _target("20", "平安", "化解存量债务", "县财政局", "6.5亿元，确保", "0 5.4 16.9 22.3 30.8 41.5 46.2 52.3 57.7"),
    ]


def verdicts(only: str | None = None) -> list[dict[str, Any]]:
    """Rows of the verdict contract, of all targets or one."""
    rows = []
    for target in targets():
        for month in range(1, LAST + 1):
            value = target.done[month - 1]
            if value is None or only not in (None, target.id):
                continue
            by_actual = target.by_actual is not None
            rows.append(
                {
                    "id": target.id,
                    "place": "云岚县",
                    "indicator": target.name,
                    "as_of": f"{YEAR}-{month:02}",
                    "actual": value if by_actual else None,
                    "completion": None if by_actual else value,
                    "schedule": None if by_actual else target.schedule[month - 1],
                    "ahead": target.ahead(month),
                    "gap": None,
                    "outlook": None,
                    "outlook_low": None,
                    "outlook_high": None,
                    "state": {"green": "on_track", "yellow": "at_risk", "red": "off_track"}[target.light(month)],
                    "light": target.light(month),
                    "reason": target.reason(month),
                }
            )
    return rows


def league() -> list[dict[str, Any]]:
    """Towns' scores and ranks, June to September."""
    scores = {
        6: (92.1, 90.4, 88.0, 87.2, 86.6, 84.9, 84.0, 82.7, 81.3, 80.2, 78.8, 76.1),
        7: (91.6, 91.9, 87.1, 88.3, 86.0, 85.7, 83.1, 83.5, 80.4, 81.0, 77.9, 77.0),
        8: (92.8, 91.2, 86.2, 89.0, 86.9, 86.1, 82.6, 84.4, 79.9, 81.8, 76.8, 78.1),
        9: (93.4, 91.0, 85.8, 89.6, 87.7, 86.4, 82.0, 85.2, 79.1, 82.3, 76.0, 79.4),
    }
    rows = []
    for month, line in scores.items():
        order = sorted(line, reverse=True)
        rows += [
            {
                "place": town,
                "card": "经济报表",
                "period": f"{YEAR}-{month:02}",
                "score": score,
                "rank": order.index(score) + 1,
            }
            for town, score in zip(TOWNS, line, strict=True)
        ]
    return rows
