"""The words that say whether a sentence looks back or ahead, each with what it weighs.

`weight` adds up what a sentence says of itself: positive for a plan, negative for what is done. The weights are
log-odds, set by hand so that one plain word (将, 同比) outweighs the wording, and two weak ones do not.
"""

from __future__ import annotations

import re

from luoshi.reading.mood_model import log_odds
from luoshi.reading.times import Clock

PLAN_HEAD = re.compile(
    r"目标|工作安排|主要工作|重点工作|工作重点|主要任务|重点任务|总体要求|工作打算|工作思路|政策取向|主要考虑|下一步|工作部署|工作要求|今后|这样干|怎么干|工作举措|工作措施|"
    r"强化年行动|方面加力|工作导向|政府自身建设|治理效能|做好|抓好|实事|大事|任务|全面加强|任务分解|工作要点|实施方案|行动计划|打算|展望"
)
PAST_HEAD = re.compile(
    r"回顾|总结|成就|成绩|成效|完成情况|取得|高位增长|亮点|执行情况|运行情况|统计公报|经济运行|稳中有进|发展情况"
)
_PLAN = re.compile(
    r"(?:^|[，、；：。“”’])(?:我们|全[市省区县州]|各级各部门|各[^，]{0,10}|[^，。；：“”]{0,14})?(?<![主需重只首紧概扼险简纪不求强提摘即])(?:要|须|必须|应当?|拟|将)(?![点素求闻务件么是地领近])|"
    r"力争|确保|(?<!不懈)(?<!共同)(?<!的)努力(?!拼搏|下|奋斗|克服)|力求|争取(?!到|了|各类|[^，。]{0,12}\d)|预期目标|预期增长|目标是|目标为|计划(?:完成|实现|开工|投资)|下一步|明年|今后|接下来|到20[2-9]\d年|还将|未来(?:可|将|要)|(?:今年|全年|明年)计划|计划(?=实施|建设|新)|务必|拟安排|预计(?:今|明)年"
)
_MODAL = re.compile(
    r"(?:今年|明年|20\d\d年|下一步|下半年|未来|[局委办会区县市团司们])(?:还|也)?(?:将|要)(?![近求其])|(?:^|，)(?:要|将)(?![近求其])"
)
_YEARS = re.compile(r"(20\d\d)年(?!以来|来|前)")
#: What only a look back says …
_PAST = re.compile(
    r"同比|比上年|较上年|比[^，。]{0,6}(?:提高|增加|增长|下降|减少)|去年|近年来|一年来|截至|已经|(?<!为)了(?=[，。；、])|荣获|获评|获批|入选|获得|被评为|先后|位居|稳居|跃居|居全|居世界|"
    r"建成投用|建成通车|投产|竣工投|成效显著|有力有效|显著(?:提升|改善|增强)|明显(?:提升|改善|增强|好转)|顺利|成功|取得[^，。]{0,8}(?:成效|成果|进展|突破|成绩)|得到|圆满|首次|首个|"
    r"保持[^，。]{0,6}(?:增长|态势)|发现[^，。]{0,14}\d|通过验收|开工建设|加快推进(?=[。；])|有序推进(?=[。；])|提速(?=[。；])|上线运行|正式上线|亮相|年均(?:增长|增速)|全部(?:摘帽|退出|完成|达标|建成)"
)
#: … and what it says more often than a plan does.
_PERHAPS = re.compile(
    r"过去|累计|落地见效|稳步|扎实推进|全面完成|达到?\d|突破\d|(?<!预期)增长\d+\.\d|新增[^，。；]{0,14}\d|完成[^，。；]{0,14}\d|实现[^，。；]{0,10}覆盖|持续(?:增强|改善|提升|向好|优化|深化)|不断(?:增强|提升|改善|深化)|上[年半]|前三季度|全面推进"
)
REVIEW_OPENS = re.compile(
    r"^(?:[一二三四五六七八九十]、)?(?:一年来|过去[一五]年|回顾|刚刚过去|“?十[一二三四五]五”?时期是(?!我[国省市]|基本)|五年来|20\d\d年[，是]|主要指标|[^。]{0,20}主要做了|全年)"
)
PLAN_OPENS = re.compile(
    r"^(?:各位代表[！，])?(?:今年|20\d\d年)?(?:[^。]{0,24})?(?:预期目标|总体要求|总体思路|主要目标|工作目标|奋斗目标)|^(?:做好|实现|完成)[^。]{0,20}(?:工作|目标)[^。]{0,10}[，：]|^(?:今年|明年)是|^重点(?:做好|抓好)"
)
#: A list of targets begins; it goes on to the end of the paragraph, whatever its sentences look like.
TARGETS = re.compile(
    r"(?:预期|工作|奋斗|主要|发展)目标(?:是|为|定为|有)?(?:[：:]|(?=[^，。]{2,16}(?:增长|达到)))|目标(?:是|为|定为)[：:]|预期目标(?:是|为|有|，)|目标(?:锁定|定在|确定为)"
)
ASSIGNS = re.compile(r"(?:强调|指出|要求|明确|提出|表示|谈到|介绍|说)[，：,]|^要")
PROBLEMS = re.compile(r"(?:清醒|也要|深刻)[^。]{0,6}(?:认识|看)到|困难和(?:问题|挑战)|问题和(?:不足|挑战)")
#: Verbs with which a plan's sentences begin: 加快…, 推进…, 实施….
ACTION = re.compile(
    r"(?:全面|深入|持续|大力|积极|加快|着力|扎实|全力|坚决|坚定不移|稳步|有序|统筹|科学|严格|切实|认真|主动|进一步|不断|更加|更大力度|更好|精准|协同|系统|深度|聚力|强力|高质量|高标准|高水平|常态化|"
    r"扩大|拓展|推进|推动|加强|强化|深化|落实|实施|完善|健全|优化|支持|培育|壮大|发展|建设|建立|构建|打造|提升|提高|促进|保障|做好|做强|做优|做大|做实|做精|抓好|抓实|抓住|抓紧|用好|办好|守住|守牢|筑牢|"
    r"坚持|突出|聚焦|围绕|紧盯|依托|发挥|开展|引导|鼓励|引进|引育|激发|释放|盘活|加大|加力|加速|继续|巩固|稳定|稳住|稳步|增强|创建|争创|推广|探索|整合|布局|谋划|对标|严肃|严控|严禁|防范|化解|维护|保持|弘扬|"
    r"关爱|关注|创新|改善|改造|打好|打赢|打通|狠抓|严守|严防|动态|动员|丰富|保护|修复|治理|整治|倡导|综合|规范|畅通|补齐|完成|启动|开工|召开|发布|推行|共建|组织|出台|制定|推出|编制|申报|招引|遴选|服务|打击|开发|增加|招收|配备|设立|力争|确保|争取|努力|积极|广泛|充分|加密|新建|新增|改扩建|有效|提速|以|抓|(?:扩|稳|促|优|强|保|惠|增|兜|做|打|建|育|引|聚)[\u4e00-\u9fff]{2})"
)
_LOOKS_BACK = re.compile(
    r"同比|比上年|较上年|去年|截至|过去一年|今年以来|近年来|目前(?!，?要)|现有|已经|荣获|获评|被评为|一年来|上年"
)
_PERCENT = re.compile(r"(?<!\d)\d{1,9}(\.\d{1,6})?%")
_QUOTED = re.compile(r"“[^”]{12,}”?")
_SAYS_BEHIND = re.compile(r"[，。]?[^，。]{2,30}(?:说|表示)")


def told(text: str) -> str:
    """A sentence without the quotation it opens with, where something is told behind it.

    `“要…”近日，某县组成13个督查组…`: what is told is not what the quotation says.
    """
    if not text.startswith("“"):
        return text
    behind = _QUOTED.sub("", text)
    return behind if len(behind) >= 15 and not _SAYS_BEHIND.match(behind) else text


def _round(text: str) -> float:
    """Targets are round (增长6%), results are not (增长5.9%): what a list of percentages says of itself."""
    percents = _PERCENT.findall(text)
    if len(percents) < 3:
        return 0.0
    whole = sum(1 for p in percents if not p or p == ".5") / len(percents)
    return 1.5 if whole >= 0.75 else -1.5 if whole <= 0.4 else 0.0


def weight(text: str, clock: Clock | None) -> float:
    """The log-odds that a sentence tells of a plan, by its own words and by how it is worded."""
    text = told(text)
    if TARGETS.search(text):
        return 6.0
    plan, modal = len(_PLAN.findall(text)), bool(_MODAL.search(text))
    past, weak = len(_PAST.findall(text)), len(_PERHAPS.findall(text))
    total = 1.5 * min(plan, 2) + (2.0 if modal else 0.0) - 1.3 * min(past, 3) - 0.4 * min(weak, 3) + _round(text)
    if looks_back(text) and not modal and not plan:
        total -= 2.0
    if clock is not None and not plan and not modal:
        years = [int(y) for y in _YEARS.findall(text)]
        if years and max(years) < clock.year:
            total -= 3.0
    return total + max(-2.0, min(2.5, 0.8 * log_odds(text)))


def looks_back(text: str) -> bool:
    """Whether a sentence says that it tells of what was: 同比, 去年, 截至."""
    return bool(_LOOKS_BACK.search(text))
