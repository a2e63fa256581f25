"""Nouns: what is measured, cut out of the words before or behind a number."""

from __future__ import annotations

import re

from luoshi.vocabulary.phrases import phrases

_GENERIC = r"(?:全国|全省|全市|全区|全县|全州|全镇|全乡|全社会的|我国|我省|我市|我区|我县|我州|本市|本区|本县|各区县|各县区|全域|全盟|全旗|自治区(?!级|政府|党委|人民))"
_REGION = re.compile(_GENERIC)
_LEADING = re.compile(
    rf"(?:{_GENERIC}(?!平均|首|第|性|文明|统一|重点(?!项目|工程|产业|企业|工作|领域|建设)|唯一|百强|先进|示范|综合|试点|覆盖|域|长|程|面|流程|产业链)|其中|同时|此外|另外|并且|并|且|以及|与此同时|和|及|与|按可比口径|初步核算|据统计|据测算|据了解|数据显示|来自|预计|力争|确保|争取|努力|实现|完成|累计|共(?!有)计?|继续|目前|主要是|主要是|"
    r"分别|新引进|全年|当年|年内|年末|月末|已|还|再|约|(?:现|共|拥)有(?=[\u4e00-\u9fff]{3})|实施了?|进行|推动|推进|铺排落实|安排|力保|将|要|使|让|对|把|在(?![川渝湘鄂粤豫皖赣黔滇陕甘青宁新藏辽吉黑冀晋鲁苏浙闽琼桂蒙沪京津建册校岗园职研库])|从|由|自(?=20|“)|随着|明确了?|提出了?|通过|经过|依托|围绕|占|集中|我们(?:生产|开发|建设)的|打造了?|推出了?|出台了?|共同|开展|组织|召开|举办)"
)
#: Words that begin as a conjunction does.
NO_CONJUNCTION = frozenset({"及时", "和谐", "和美", "和平", "与会", "和合", "及早"})
_ENUMERATOR = re.compile(r"^(?:[一二三四五六七八九十]是|\d{1,2}[.．、](?!\d)|优先)")
#: 年底前|路基工程, 主汛期前完成|避险搬迁: by when is no part of what; but 前沿技术, 前期工作 are words.
BY_THEN = re.compile(r"(?:之|以)?前(?![沿列茅瞻景期端置身后哨所往来一二三四五六七八九十\d])")
_SEASON_BEFORE = re.compile(
    rf"(?:主?汛期|入?汛|雨季|台风季|入冬|供[暖热][期季]?|采暖[期季]|春[耕播]|秋[收播]|开学|[春两]会|(?:春|国庆|中秋|元旦|五一|端午|清明)?节|元旦|国庆|五一|中秋){BY_THEN.pattern}"
)
#: 项目已开工67个: the adverb is no part of the noun.
_ALREADY = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:已经|均已|已|全部)(?=(?:开工|签约|投产|建成|落地|竣工|通车|完工|投用|入库)$)"
)
_ADVERB_TAIL = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:年均|双双|(?<![户人月日])均|累计|总量和|分别|受[\u4e00-\u9fff]{2,8}影响)$"
)
_INNER_DONE = re.compile(r"(?:累计|共)?(?:完成|实现|达成)(?!率|度|情况|额|量|整改)(?=[\u4e00-\u9fff（“]{2})")
_TRAILING = re.compile(
    r"(?:累计|合计|分别|年均|同比|预计|稳步|稳定|持续|全部|力争|力保|确保|突破|双双|超出|超|达|实现|完成|逆势|位列|位居|稳居|居|(?<=[位名排])列|在|的|为|(?<![户人])均|总体|进一步|有望|(?<![签合条履集节制预])约|近|目前|现在|当前|已|将|再|要|也|由|从|进入|跃居|增速均|预期|由负转正|止跌回升|企稳回升|与|和|、|，|“|（|保持|控制|继续|由去年的?|[一二三四五六七八九十]+年间?来?)$"
)
_TRAILING_BASE = re.compile(r"(?:比|较|(?<![合共不相如协会])同|与)[^，比较]{1,12}$")
_STOP_RIGHT = re.compile(
    r"[，。；、！？：…）)]|[（(【](?:牵头|责任|主办|承办|配合|协办)|(?:全部|均|已|分别|，|让|陆续|正在|直抵|拔地而起|长势|在(?=[\u4e00-\u9fff]{2,4}(?:前|内|底)))|(?:达到?|超过?|增长|同比)(?=\d)"
)
#: A verb with its object before a 、: what stands before the last 、 is another statement, no part of the noun.
_STATEMENT = re.compile(
    r"完成|建成|优化|推进|投产|实现|加快|提升|开展|落实|强化|加强|丰收|增长|不足|改善|深化|推动|守住|举办|出台|建立|整合|发放|打造|成立|组建|启动|竣工|通车|全面|显著|有效"
)
#: 县自然资源局要腾出…: who acts is no part of the noun.
_ASSIGNED = re.compile(r"^[\u4e00-\u9fff]{0,14}[局委办会区县市镇团们门院厅](?:要|将|须|应|拟|今年将|计划)(?![求素])")
#: 经济总量跨过两个万亿元大关、超过…: the noun ends where its value is first told.
_CROSSED = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:跨过|跨越|跨上|迈上|突破|首破|站上)")
_TOGETHER = re.compile(r"(?<=[\u4e00-\u9fff])共(?=接待|完成|实现|投入|发放|新增|建成|引进|培训|排查|签约)")
_BARE_VERB = re.compile(
    r"^(?:建设|投入|发放|办理|服务|完成|培训|开展|建成|安排|发行|新增|支出|减免|改造|开行|销售|投入|生产|培育|引进|签约|发电|接待)$|(?:办理|惠及|受理|服务)$"
)
#: 用水总量由“十二五”末…: the noun ends where the old value begins.
_SOURCE = re.compile(r"[由从](?:“?十|(?:19|20)\d\d|去年|上年|年初|目前|不足|原|最初|[一-十]+年前).{0,14}$|[由从]$")
_TIMELY = re.compile(r"年|期|月|初|末|底|预算|计划")
_NO_VERB_BEFORE = frozenset("不以作行成认称")


def left(text: str, listing: bool = False) -> tuple[int, int]:
    """The part of a lead's rest that is the indicator: its start and end in `text`.

    `listing`: the rest is a list that 分别 shares out, which must not be cut at its separators.
    """
    a, b = (0 if listing else _after_statement(text)), len(text)
    if text[a : a + 1] == "“" and "”" not in text[a:b]:
        a += 1
    b = _before_adverbs(text, a, b)
    a = _after_verb(text, a, b)
    a = _after_region(text, a, b, listing)
    a = _after_openers(text, a, b)
    a = _after_actor(text, a, b)
    b = _before_value(text, a, b)
    while a < b and text[a] in "、，的：“”）)．—”" and not (text[a] == "“" and "”" in text[a:b]):
        a += 1
    return a, b


def _after_statement(text: str) -> int:
    """优化支出结构、清收各类资金: the noun begins behind the last 、 where another statement stands before it."""
    comma = text.rfind("、")
    if comma <= 0 or len(text) - comma <= 2 or not _STATEMENT.search(text[:comma]):
        return 0
    balanced = text.count("（", 0, comma) == text.count("）", 0, comma)
    return comma + 1 if balanced and not _inside_quotes(text, comma) else 0


def _before_adverbs(text: str, a: int, b: int) -> int:
    """…稳定保持, …比上年: what leads from the noun to the number."""
    while True:
        m = _TRAILING.search(text, a, b)
        if m and m.end() == b and not (m.group() == "达" and text[b - 2 : b] == "直达"):
            b = m.start()
            continue
        m = _TRAILING_BASE.search(text[a:b])
        if not m or not _TIMELY.search(m.group()):
            return b
        b = a + m.start()


def _after_verb(text: str, a: int, b: int) -> int:
    """旅发大会带动|游客人数: the noun begins behind a verb that leads to it."""
    words = phrases()
    for word in words.cut:
        i = text.rfind(word, a, b)
        if i < 0 or b - i - len(word) < 2 or _inside_quotes(text, i) or text[i - 1 : i] in _NO_VERB_BEFORE:
            continue
        noun = text[i + len(word) : b]
        if noun in words.attributes or noun in words.heads or _BARE_VERB.search(noun):
            continue
        if not noun.startswith(("率", "力", "性", "了", "度", "握", "关", "控")):
            a = i + len(word)
    return a


def _after_region(text: str, a: int, b: int, listing: bool) -> int:
    """推动2025年全市|规上工业增加值: a word for the region stands before the noun."""
    for m in _REGION.finditer(text, a, b):
        if m.group() in ("全国", "全域"):
            continue  # 全国文明城市: part of a name
        before = text[m.start() - 1 : m.start()]
        if listing and before in ("、", "和"):
            continue
        if b - m.end() >= 3 and m.start() > a and not _inside_quotes(text, m.start()) and before not in "占跑高快":
            return m.end()
    return a


def _after_openers(text: str, a: int, b: int) -> int:
    """其中|, 全年实现|, 新增: conjunctions and verbs of having done, taken off one by one."""
    while True:
        m = _LEADING.match(text, a, b) or _SEASON_BEFORE.match(text, a, b)
        if not m or b - m.end() < 2:
            break
        a = m.end()
    for act in ("新增", "净增"):
        i = text.rfind(act, a + 3, b - 2)
        if i > 0 and text[i - 1] not in "、和":
            a = i
    return a


def _after_actor(text: str, a: int, b: int) -> int:
    """县自然资源局要|腾出存量土地, 7家景区共|接待游客."""
    for pattern in (_ASSIGNED, _TOGETHER):
        m = pattern.search(text[a:b])
        if m and b - a - m.end() >= 2:
            a += m.end()
    return a


def _before_value(text: str, a: int, b: int) -> int:
    """经济总量|跨过两个万亿元大关, 用水总量|由“十二五”末."""
    m = _CROSSED.search(text[a:b])
    if m:
        b = a + m.start()
    m = _SOURCE.search(text[a:b])
    return a + m.start() if m and m.start() >= 2 else b


def _inside_quotes(text: str, i: int) -> bool:
    return text.rfind("“", 0, i) > text.rfind("”", 0, i)


def tidy(phrase: str) -> str:
    """An indicator as it is named: 第一产业实现增加值 → 第一产业增加值, growth words at its end dropped."""
    phrase = _INNER_DONE.sub("", phrase) if not phrase.startswith(("完成", "实现")) else phrase
    phrase = _ALREADY.sub("", _ENUMERATOR.sub("", phrase)).strip("、，的：—-·")
    return _ADVERB_TAIL.sub("", phrase) or phrase


#: No noun behind a count is longer; what is looked at is bounded, so that no text takes quadratic time.
LONGEST = 28


def right(text: str, start: int) -> int:
    """Where the thing counted ends, for a number whose noun stands behind it."""
    limit = min(len(text), start + LONGEST)
    from_ = start if text[start : start + 1] in "，。；、！？：）" else start + 2
    m = _STOP_RIGHT.search(text, from_, limit)
    if m and m.group() in ("）", ")") and re.search(r"[（(]", text[start : m.start()]):
        m = _STOP_RIGHT.search(text, m.end(), limit)  # 社区（村）: a bracket inside the noun belongs to it
    return m.start() if m else limit


def counted(noun: str, governed: bool = False) -> tuple[int, int]:
    """The thing counted in the words behind a count: its start and end in `noun`.

    It ends before the next number and what leads up to it, and before 的 with what belongs to the thing; an
    adjective before 的 belongs to the thing behind it. `governed`: a verb before the number has the phrase for
    its object (支持29个县率先发展), so that what the things are to do is no part of them.
    """
    start, end = 0, len(noun)
    digit = re.search(r"\d", noun)
    if digit:
        end = len(_LEADS_ON.sub("", noun[: digit.start()]))
        rate = _RATE.search(noun, 0, end)
        end = rate.start() if rate and rate.start() >= 2 else end
    of = noun.find("的", 2, end - 1)
    if of > 0:
        if _ADJECTIVE.search(noun[:of]):
            start = of + 1
        else:
            end = of
    if governed:
        kept = _TO_DO.sub("", noun[start:end])
        end = start + len(kept) if len(kept) >= 2 else end
    return start, end


_LEADS_ON = re.compile(
    r"(?:累计|共|预计|年度|计划)?(?:完成投资|总投资|投资|完成|实现|达到?|超过?|突破|新增|约|近|共|增长|占|带动|产量|面积|规模|稳?居|位居|排名?|列|全国|全省|全市|世界|第|和|及|与|、)+$"
)
_RATE = re.compile(r"[\u4e00-\u9fff]{2,4}(?:率|比例|比重|查明资源量)$")
_ADJECTIVE = re.compile(r"(?:以[上下内]|[强广高好大新优级型化]|未|已|重要|关键)$")
_TO_DO = re.compile(
    r"(?:(?:智能化|数字化|绿色化|信息化|技术|率先|高效|稳定|加快|有序)?(?:高质量发展|运营|运行|发展|建设|改造|升级|提质增效|提质|扩容|提升)|(?:建设|改造)(?:提升|升级))$"
)


def hollow(phrase: str) -> bool:
    """Whether what is counted is no thing of the work: 方面, 关键, 重点 (the list's own length)."""
    return bool(_HOLLOW.match(phrase))


_HOLLOW = re.compile(
    r"^(?:方面|关键|环节|抓手|着力点|坚持|维护|自信|意识|确立|转变|全面|毫不|突破口?|阶段|层面|维度|支点|大局|导向|代表|务必|问题导向|台阶|字|步骤|角度|确保$|时期|世纪|季度|月|年|批次$|以上$|左右|(?:重点)?任务上)"
)
