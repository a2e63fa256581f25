"""Tasks: sentences that commit somebody to future action.

In a plan, a speech that assigns work and a unit's statement nearly every sentence is one; what is not are
headings, praise, guiding thought, problems, and appeals to everybody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.reading.cues import ACTION
from luoshi.reading.moods import Block, Sentence

#: Openers of a sentence that are not its matter: list marks, Markdown, a run-in ordinal.
_LEAD = re.compile(
    r"^(?:[-*+#]+\s*)?(?:\*\*)?(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、])?\**"
)
_IMPERATIVE = re.compile(
    r"(?:^|[，、：；“])(?:[^，。；：“”]{0,18}?)(?<![主需重只首紧概扼险简纪不求强提摘即必])(?:要(?![求点素闻务件么是地领近])|将(?![军近来士领其])|必须|须(?!知)|拟(?!定)|务必|负责(?!人|同志)|牵头(?=[^单])|计划(?=实施|建设|新|完成|投资|开工)|应(?=当|该|加|坚|把|着))"
)
#: Never a task, whatever verbs it has: addresses, thanks, problems, predictions, what a meeting did.
_NO_TASK = re.compile(
    r"^各位代表|让我们|我代表|请予审议|提出意见|感谢|敬意|一定能|没有改变|任重道远|不容忽视|硬骨头|还不够|有待|机遇前所未有|充满信心|指明了方向|"
    r"(?:面临|存在|遇到|缺乏)[^，。]{0,10}(?:困难|不足|问题|精神|短板)|困难和(?:问题|挑战)|并非易事|(?:怎么|如何)[^。]{0,20}[？?]|来看[^。]{0,16}部署|列席|出席|参加会议|通报了|提供了遵循|"
    r"充满干劲|已经绘就|催人奋进|根本在于|衷心|总书记强调|会议号召|期待|责无旁贷|正是为了|认为，|安排部署了|感到|激动"
)
#: No task unless its own words assign it (要, 将): what things are, what was thought of.
_DESCRIBES = re.compile(
    r"^(?:重大项目|产业|改革开放|工业|主要考虑)[，是：]|^“?十[一二三四五六]五”?时期是|^[^，]{0,16}(?:是|成为)(?:国民经济|经济发展|重要|关键|实现|基本|全[省市国]|一|[^，。]{0,14}[之的])|"
    r"至关重要|意义重大|有利于|审议|体现了|考虑了|兼顾了|已有了?明确路径|总体思路清晰|实事求是地总结|广泛听取|自去年底|综合分析研判|^[^，]{0,12}具有|赋予|明确了|提出了|叠加$|也是[^。]{0,30}(?:任务|内容)(?:，|$)|责任$|需要$|条件$|仍然是"
)
#: What can stand before the verb of a plan's sentence: 一是, 因地制宜, “十百千”工程, 为残疾人.
_ADVERBIAL = re.compile(
    r"^(?:[一二三四五六七八九十]是|——|“[^”]{2,20}”|“|因地制宜|自上而下|前瞻|务实|大范围|加紧|按期|如期|按时|逐步|尽快|适时|分类|一体|共同|联合|靠前|合理|依法|同步|"
    r"(?:为|对|在|向|从)[^，。；]{2,24}?(?=提供|实施|开展|实行|推进|建设|给予|建立|加强|建成|新建))+"
)
#: 规上工业企业突破120家, 报表数量压减三分之一: to reach a number is a commitment, with no verb of action before it.
_AIMS = re.compile(r"(?:达到|突破|压减|压缩至|压缩到|超过|过半)(?=\d|[一二三四五六七八九十两]|$)|过半$")
_ORDINAL = re.compile(
    r"^(?:[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|[一二三四五六七八九十]{1,3}(?:、|(?:要)?是)|\d{1,2}[.．、])"
)
#: 抓项目稳投资。铺排重点项目52个，…: what opens a paragraph and says no more than what it is about; behind an ordinal
#: (（一）加快产业升级、做强主导产业。) it may be longer, and stand in the middle.
_RUN_IN = re.compile(r"^[\u4e00-\u9fff“”]{4,12}。$")
_RUN_IN_ITEM = re.compile(r"^[\u4e00-\u9fff“”、]{4,20}。$")
_REPORTED = re.compile(r"(?:表示|强调|指出|明确|要求|提出|谈到|介绍)，")


@dataclass(slots=True)
class FoundTask:
    """A task in its paragraph: offsets of the sentence in the paragraph's text."""

    sentence: Sentence
    start: int
    end: int


def read(block: Block, speaking: bool) -> list[FoundTask]:
    """The tasks of a paragraph. `speaking`: a unit is stating what it will do."""
    text = block.paragraph.text
    out: list[FoundTask] = []
    plan_seen = False
    for k, s in enumerate(block.sentences):
        words = text[s.start : s.end]
        lead = _LEAD.match(words)
        start = s.start + (lead.end() if lead and words.startswith(("-", "*", "#")) else 0)
        body = text[start : s.end].lstrip("*")
        start = s.end - len(body)
        if _run_in(body, k, block):
            continue
        if _is_task(body, s, block, speaking, plan_seen):
            out.append(FoundTask(s, start, s.end))
            plan_seen = True
        elif s.mood == "past" and s.firm:
            plan_seen = False
    return out


def _run_in(words: str, k: int, block: Block) -> bool:
    """Whether the short sentence `k` is the heading of what follows it, and charges nobody itself."""
    s, after = block.sentences[k], block.sentences[k + 1 : k + 2]
    if not after or after[0].start > s.end or len(words) > 26:
        return False  # a bracket with owners stands between the two
    text = block.paragraph.text
    ordinal = _ORDINAL.match(words)
    if ordinal:
        if not _RUN_IN_ITEM.match(words[ordinal.end() :]) or _IMPERATIVE.search(words[ordinal.end() :]):
            return False
        size = 0
        for later in block.sentences[k + 1 :]:
            if _ORDINAL.match(text[later.start : later.start + 6]):
                break
            size += later.end - later.start
        return size >= 2 * (len(words) - ordinal.end())
    opens = k == 0 or block.sentences[k - 1].end < s.start
    return opens and bool(_RUN_IN.match(words)) and after[0].end - after[0].start >= 2 * len(words)


def _is_task(words: str, s: Sentence, block: Block, speaking: bool, plan_seen: bool) -> bool:
    if s.mood == "past" and s.firm:
        return False
    bare = _LEAD.sub("", words).rstrip("。！？；”*")
    if len(bare) < (5 if s.charged else 6) or _NO_TASK.search(bare) or words[-1:] in "？?" or bare.endswith("："):
        return False
    imperative = bool(_IMPERATIVE.search(bare))
    acts = bool(ACTION.match(_ADVERBIAL.sub("", bare, count=1)))
    if s.charged and s.mood == "plan":  # whom a bracket names is to do it, however it is worded
        return imperative or acts or not _DESCRIBES.search(bare)
    if imperative and re.search(r"预计[^，。]{0,16}将", bare) and not re.search(r"要|确保|力争|必须", bare):
        return False  # 预计…将…: a forecast
    if not imperative and not acts and _DESCRIBES.search(bare):
        return False
    if s.mood == "plan":
        if _AIMS.search(bare) and not re.search(r"目标(?:是|为|：)", bare):
            return True
        return imperative or acts or ((speaking or plan_seen or block.mood == "plan") and _has_action(bare))
    return ((speaking or plan_seen) and acts and s.mood != "past") or (imperative and bool(_REPORTED.search(bare)))


def _has_action(bare: str) -> bool:
    """Whether a clause of the sentence begins with a verb of action."""
    return any(ACTION.match(clause) for clause in re.split(r"[，、：]", bare))
