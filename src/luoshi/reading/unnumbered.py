"""Targets and results without a number: 与经济增长同步, 高于全国, 超过序时进度, 完成国家下达任务, 合理回升.

The vague ones (稳步提升, 完成任务) are figures only in a list of targets; elsewhere they are description.
"""

from __future__ import annotations

import re

from luoshi.reading.numbers import Number

_TRIGGER = re.compile(r"同步|序时进度|高于|快于|跑赢|优于|完成|达到|持平|平稳|回升|提升|增长|稳中有升")
_IN_STEP = re.compile(
    r"(?:与|和|同)(?P<ref>经济增长|经济发展|经济增速|(?:地区|国内)?生产总值增长|GDP增长)(?P<basic>(?:保持)?基本)?(?:保持)?同步"
)
_ABOVE = re.compile(
    r"(?:高于|快于|跑赢|优于|好于|超过)(?P<ref>全国(?:全[省市])?平均(?:水平|增速)?|全[省市区县州](?:平均(?:水平|增速)?)|全国|全[省市区]|(?:经济|GDP|(?:地区|国内)生产总值)(?:增速|增长)|[^，。；\d]{2,20}(?:增速|增幅|增长幅度|平均水平))(?=[，。；、的]|$)(?![^，。；]{0,16}\d)"
)
_LISTED = re.compile(
    r"(?P<rise>稳步提升|平稳增长|稳定增长|恢复增长|合理回升|稳中有升|持续提升|稳步增长|保持增长)(?=[，。；]|$)|"
    r"(?P<done>(?:不折不扣|全面|如期|按时)?(?:完成|达到)(?P<ref>(?:国家|省|市|上级|中央|自治区)?(?:下达|规定|考核)?的?(?:目标|任务|要求|计划)(?:任务|要求)?))(?=[，。；]|$)|"
    r"按照?(?P<by>(?:国家|省|上级|自治区)(?:下达)?要求)完成(?P<what>[^，。；]{2,16}?)(?:目标)?任务(?=[，。；]|$)"
)
_LEVEL = re.compile(r"(?<=价格)(?P<flat>总体平稳|基本平稳|总体稳定|基本稳定|保持平稳)|(?P<same>持平)(?=[，。；]|$)")
#: 重点项目建设超过序时进度: the share of the year's work that the share of the year gone by asks for.
_PACE = re.compile(
    r"(?:(?P<above>超过?|高于|快于|优于|好于|领先于?)|达到|跟上|赶上|(?P<least>不低于|不慢于|不落后于))(?P<ref>(?:时间|年度)?序时进度)(?:要求)?(?=[，。；、]|$)"
)
_OWN_SERIES = re.compile(r"^(?:经济|GDP|地区生产总值|国内生产总值|生产总值)")


def scan(text: str, listing: bool) -> list[Number]:
    """The unnumbered figures of a sentence's text, with offsets in it. `listing`: it stands in a list of targets."""
    if not _TRIGGER.search(text):
        return []
    out: list[Number] = []
    for m in _IN_STEP.finditer(text):
        out.append(_made(m, "growth", "approx" if m.group("basic") else "eq", m.group("ref")))
    for m in _ABOVE.finditer(text):
        if re.match(r"\d", text[m.end() :]):
            continue
        ref = m.group("ref")
        own = bool(_OWN_SERIES.match(ref))
        out.append(_made(m, "growth" if own else "gap", "ge" if own else "positive", ref))
    for m in _LEVEL.finditer(text):
        n = _made(m, "growth", "approx" if m.group("flat") else "eq", None)
        out.append(n)
    for m in _PACE.finditer(text):
        close = "positive" if m.group("above") else "ge" if m.group("least") else "eq"
        out.append(_made(m, "completion", close, m.group("ref")))
    if listing:
        for m in _LISTED.finditer(text):
            if m.group("rise"):
                out.append(_made(m, "growth", "positive", None))
            else:
                n = _made(m, "completion", "eq", m.group("ref") or m.group("by"))
                if m.group("what"):
                    n.unit = m.group("what")
                out.append(n)
    out.sort(key=lambda n: n.start)
    return [n for i, n in enumerate(out) if i == 0 or n.start >= out[i - 1].end]


def _made(m: re.Match[str], measure: str, close: str, reference: str | None) -> Number:
    return Number(m.start(), m.end(), None, None, "", "unnumbered", close, m.end(), False, measure, reference)
