"""Whether a sentence tells of what is done or of what is to be done, section by section.

Work reports turn from review to plan at a chapter heading; speeches at the first 要; statements at 将. A
sentence's own words decide where they are plain; else the paragraph's, the section's and the document's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from luoshi.reading.layout import Paragraph
from luoshi.reading.times import Clock

Mood: TypeAlias = Literal["plan", "past", "open"]


@dataclass(slots=True)
class Sentence:
    """A sentence of a paragraph: its place in the paragraph's text, and its mood."""

    start: int
    end: int
    mood: Mood = "open"
    firm: bool = False  # its own words say the mood


@dataclass(slots=True)
class Block:
    """A paragraph in its section: sentences with moods, the section's title, and the year the section is about."""

    paragraph: Paragraph
    sentences: list[Sentence]
    section: str | None
    topic: int | None
    span: str | None  # a section about a plan (十四五时期): its period
    mood: Mood


_PLAN_HEAD = re.compile(
    r"目标|工作安排|主要工作|重点工作|工作重点|主要任务|重点任务|总体要求|工作打算|工作思路|政策取向|主要考虑|下一步|工作部署|工作要求|今后|这样干|怎么干|工作举措|工作措施|"
    r"强化年行动|方面加力|工作导向|政府自身建设|治理效能|做好|全面加强|任务分解|工作要点|实施方案|行动计划|打算|展望"
)
_PAST_HEAD = re.compile(r"回顾|总结|成就|成绩|成效|完成情况|取得|高位增长|亮点|执行情况|运行情况|统计公报|经济运行|稳中有进|发展情况")
_PLAN = re.compile(
    r"(?:^|[，、；：。“”’])(?:我们|全[市省区县州]|各级各部门|各[^，]{0,10}|[^，。；：“”]{0,14})?(?<![主需重只首紧概扼险简纪不求强提摘即])(?:要|须|必须|应当?|拟|将)(?![点素求闻务件么是地领近])|"
    r"力争|确保|(?<!不懈)(?<!共同)(?<!的)努力(?!拼搏|下|奋斗|克服)|力求|争取(?!到|了|各类|[^，。]{0,12}\d)|预期目标|目标是|目标为|计划(?:完成|实现|开工|投资)|下一步|明年|今后|接下来|到20[2-9]\d年|还将|未来(?:可|将|要)|(?:今年|全年|明年)计划|计划(?=实施|建设|新)|务必|拟安排|预计(?:今|明)年"
)
_MODAL = re.compile(r"(?:今年|明年|20\d\d年|下一步|下半年|未来|[局委办会区县市团司])(?:还|也)?(?:将|要)(?![近求其])|(?:^|，)(?:要|将)(?![近求其])")
_YEARS = re.compile(r"(20\d\d)年(?!以来|来|前)")
_FUTURE_ONLY = re.compile(r"预期目标|目标是|下一步|明年|今后|力争|确保|到20[2-9]\d年")
#: What only a look back says …
_PAST = re.compile(
    r"同比|比上年|较上年|比[^，。]{0,6}(?:提高|增加|增长|下降|减少)|去年|近年来|一年来|截至|已经|(?<!为)了(?=[，。；、])|荣获|获评|获批|入选|获得|被评为|先后|位居|稳居|跃居|居全|居世界|"
    r"建成投用|建成通车|投产|竣工投|成效显著|有力有效|显著(?:提升|改善|增强)|明显(?:提升|改善|增强|好转)|顺利|成功|突破\d|增长\d|下降\d|取得[^，。]{0,8}(?:成效|成果|进展|突破|成绩)|得到|圆满|首次|首个|"
    r"保持[^，。]{0,6}(?:增长|态势)|发现[^，。]{0,14}\d|通过验收|开工建设|加快推进(?=[。；])|有序推进(?=[。；])|提速(?=[。；])|上线运行|正式上线|亮相|年均(?:增长|增速)|全部(?:摘帽|退出|完成|达标|建成)"
)
#: … and what it says more often than a plan does.
_PERHAPS = re.compile(
    r"过去|累计|落地见效|稳步|扎实推进|全面完成|达到?\d|新增[^，。；]{0,14}\d|完成[^，。；]{0,14}\d|实现[^，。；]{0,10}覆盖|持续(?:增强|改善|提升|向好|优化|深化)|不断(?:增强|提升|改善|深化)|上[年半]|前三季度|全面推进"
)
_REVIEW_OPENS = re.compile(r"^(?:[一二三四五六七八九十]、)?(?:一年来|过去[一五]年|回顾|刚刚过去|“?十[一二三四五]五”?时期是(?!我[国省市]|基本)|五年来|20\d\d年[，是]|主要指标|[^。]{0,20}主要做了|全年)")
_PLAN_OPENS = re.compile(
    r"^(?:各位代表[！，])?(?:今年|20\d\d年)?(?:[^。]{0,24})?(?:预期目标|总体要求|总体思路|主要目标|工作目标|奋斗目标)|^(?:做好|实现|完成)[^。]{0,20}(?:工作|目标)[^。]{0,10}[，：]|^(?:今年|明年)是|^重点(?:做好|抓好)"
)
#: A list of targets begins; it goes on to the end of the paragraph, whatever its sentences look like.
_TARGETS = re.compile(r"(?:预期|工作|奋斗|主要|发展)目标(?:是|为)?[：:]|目标(?:是|为)[：:]")
_ASSIGNS = re.compile(r"(?:强调|指出|要求|明确|提出|表示|谈到|介绍|说)[，：,]|^要")
_PROBLEMS = re.compile(r"(?:清醒|也要|深刻)[^。]{0,6}(?:认识|看)到|困难和(?:问题|挑战)|问题和(?:不足|挑战)")
#: Verbs with which a plan's sentences begin: 加快…, 推进…, 实施….
ACTION = re.compile(
    r"(?:全面|深入|持续|大力|积极|加快|着力|扎实|全力|坚决|坚定不移|稳步|有序|统筹|科学|严格|切实|认真|主动|进一步|不断|更加|更大力度|更好|精准|协同|系统|深度|聚力|强力|高质量|高标准|高水平|常态化|"
    r"扩大|拓展|推进|推动|加强|强化|深化|落实|实施|完善|健全|优化|支持|培育|壮大|发展|建设|建立|构建|打造|提升|提高|促进|保障|做好|做强|做优|做大|做实|做精|抓好|抓实|抓住|抓紧|用好|办好|守住|守牢|筑牢|"
    r"坚持|突出|聚焦|围绕|紧盯|依托|发挥|开展|引导|鼓励|引进|引育|激发|释放|盘活|加大|加力|加速|继续|巩固|稳定|稳住|稳步|增强|创建|争创|推广|探索|整合|布局|谋划|对标|严肃|严控|严禁|防范|化解|维护|保持|弘扬|"
    r"关爱|关注|创新|改善|改造|打好|打赢|打通|狠抓|严守|严防|动态|动员|丰富|保护|修复|治理|整治|倡导|综合|规范|畅通|补齐|完成|启动|开工|力争|确保|争取|努力|积极|广泛|充分|加密|新建|新增|改扩建|有效|提速|以|抓|(?:扩|稳|促|优|强|保|惠|增|兜|做|打|建|育|引|聚)[\u4e00-\u9fff]{2})"
)


def sentences(text: str) -> list[Sentence]:
    """The sentences of a paragraph, closed by 。！？ or ；; quotation marks behind the stop belong to it."""
    out: list[Sentence] = []
    start = depth = 0
    for i, c in enumerate(text):
        if c in "（《":
            depth += 1
        elif c in "）》" and depth:
            depth -= 1
        elif c in "。！？；" and (depth == 0 or i - start > 60):
            end = i + 1
            while end < len(text) and text[end] in "”’」』）*":
                end += 1
            if end > start:
                out.append(Sentence(start, end))
            start, depth = end, 0
    if start < len(text):
        out.append(Sentence(start, len(text)))
    return [s for s in out if s.end > s.start]


class _State:
    """What the reader knows while it walks through an article."""

    def __init__(self, mood: Mood, clock: Clock | None) -> None:
        self.mood = mood
        self.clock = clock
        self.headed: Mood = "open"
        self.heads: list[tuple[int, str]] = []
        self.topic: int | None = None
        self.span: str | None = None

    def heading(self, p: Paragraph) -> None:
        level = p.level or 3
        self.heads = [(n, t) for n, t in self.heads if n < level]
        title = p.text.strip("*#")
        self.heads.append((level, title))
        mood = _head_mood(title, self.clock)
        if mood != "open":
            self.mood = self.headed = mood
        self._topic(title)

    def titled(self, title: str) -> None:
        """An article's headline that says whether it looks back or ahead, and to which year."""
        self.mood = _head_mood(title, self.clock)
        self._topic(title)

    def _topic(self, title: str) -> None:
        from luoshi.reading.times import scan

        found = [t for t in scan(title, self.clock) if not t.compared]
        years = [t for t in found if t.kind == "year"]
        plans = [t for t in found if t.kind in ("plan", "span")]
        if years and not plans:
            self.topic, self.span = years[-1].year, None
        elif plans:
            self.span, self.topic = plans[-1].period, plans[-1].year

    @property
    def section(self) -> str | None:
        return " › ".join(t for _, t in self.heads) or None


def _head_mood(title: str, clock: Clock | None) -> Mood:
    past, plan = bool(_PAST_HEAD.search(title)), bool(_PLAN_HEAD.search(title))
    if past and not plan:
        return "past"
    if plan and not past:
        return "plan"
    if past and plan:
        return "past" if _PAST_HEAD.search(title).start() > 0 and "回顾" in title or "成就" in title else "plan"  # type: ignore[union-attr]
    return "open"


_SPEECH = re.compile(r"“[^”]{12,}”?")


def _votes(text: str) -> tuple[int, int]:
    text = _SPEECH.sub("", text) if text.startswith("“") and len(text) > 120 else text
    return len(_PAST.findall(text)), len(_PLAN.findall(text))


def _acts(text: str) -> int:
    """How many of a text's sentences begin with a verb of action, as a plan's do."""
    return sum(1 for s in re.split(r"[。；！]", text) if ACTION.match(s))


def document_mood(paragraphs: list[Paragraph]) -> Mood:
    """The mood of a document that no heading tells: what most of its sentences say."""
    past = plan = 0.0
    for p in paragraphs:
        if p.kind == "body":
            a, b = _votes(p.text)
            past += a + 0.25 * len(_PERHAPS.findall(p.text))
            plan += b + 0.4 * _acts(p.text)
    if past > 1.5 * plan:
        return "past"
    if plan > past:
        return "plan"
    return "open"


def blocks(paragraphs: list[Paragraph], clock: Clock | None, title: str | None = None) -> list[Block]:
    """The paragraphs of an article with the mood of every sentence."""
    state = _State(document_mood(paragraphs[:6]), clock)
    if title and _head_mood(title, clock) != "open" and "报告" not in title:
        state.titled(title)
    out: list[Block] = []
    for p in paragraphs:
        if p.kind == "heading":
            state.heading(p)
            out.append(Block(p, [], state.section, state.topic, state.span, state.mood))
            continue
        if p.kind != "body":
            out.append(Block(p, [], state.section, state.topic, state.span, state.mood))
            continue
        out.append(_block(p, state))
    return out


def _block(p: Paragraph, state: _State) -> Block:
    text = p.text
    found = sentences(text)
    if _PLAN_OPENS.search(text[:60]) or _FUTURE_ONLY.search(text[:80]):
        if not _PAST.search(text[:40]):
            state.mood = "plan"
            if state.headed == "past" and "目标" in text[:60]:
                state.headed = "open"
    elif _REVIEW_OPENS.match(text) and state.headed != "plan":
        state.mood = "past"
    past, plan = _votes(text)
    mood: Mood = state.mood
    if state.headed == "open":
        weak = len(_PERHAPS.findall(text))
        acts = _acts(text)
        if past >= 3 and past + 0.3 * weak > 2 * (plan + 0.4 * acts):
            mood = "past"
        elif plan + 0.4 * acts >= 2 and plan + 0.4 * acts > 2 * past:
            mood = "plan"
        state.mood = mood
    if _PROBLEMS.search(text[:80]):
        mood = "open"
    running: Mood = mood
    for s in found:
        words = text[s.start : s.end]
        if _TARGETS.search(words):
            mood = running = "plan"
            s.mood, s.firm = "plan", True
            continue
        own = _sentence_mood(words, running, state.clock)
        if own == "open":
            s.mood = running
            continue
        s.mood, s.firm = own, True
        if own == "plan" and mood != "plan" and _ASSIGNS.search(words) and not words.startswith("“"):
            running = "plan"  # a speech that has come to 要… goes on assigning
        elif own == "past" and mood == "open":
            running = "open"
    return Block(p, found, state.section, state.topic, state.span, mood)


def _sentence_mood(text: str, around: Mood, clock: Clock | None = None) -> Mood:
    # “要…”近日，…组成13个督查组: what is told behind a quotation is not what it says.
    told = _SPEECH.sub("", text) if text.startswith("“") else text
    text = told if len(told) >= 15 and not re.match(r"[，。]?[^，。]{2,30}(?:说|表示)", told) else text
    past, plan = _votes(text)
    modal = bool(_MODAL.search(text))
    weak = bool(_PERHAPS.search(text))
    if clock is not None and not plan and not modal:
        years = [int(y) for y in _YEARS.findall(text)]
        if years and max(years) < clock.year:
            return "past"
    if around == "plan":
        # In a plan only a plain look back turns a sentence: a year before, a comparison.
        if (past or weak) and not plan and re.search(r"同比|比上年|较上年|去年|截至|过去|今年以来|近年来|目前(?!，?要)|现有|过去一年|已经|荣获|获评|被评为", text):
            return "past"
        return "plan" if plan else "open"
    if around == "past":
        if plan and modal:
            return "plan"
        if plan and not past:
            return "plan" if re.search(r"(?:^|[，：；“])(?:我们|全[市省区县])?(?:要|将|必须|力争|确保|下一步|明年)|预期目标|今后|将", text) else "open"
        return "past" if past or weak else "open"
    if plan and (plan >= past or modal):
        return "plan"
    return "past" if past or weak and not ACTION.match(text) else "open"
