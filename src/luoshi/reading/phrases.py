"""Noun phrases: what is measured, cut out of the words before or behind a number."""

from __future__ import annotations

import re

from luoshi.vocabulary.phrases import phrases

_GENERIC = (
    r"(?:全国|全省|全市|全区|全县|全州|全镇|全乡|全社会的|我国|我省|我市|我区|我县|我州|本市|本区|本县|各区县|各县区|全域|全盟|全旗|自治区)"
)
_LEADING = re.compile(
    rf"^(?:{_GENERIC}(?!平均|首|第|性|文明|统一|重点|唯一|百强|先进|示范|综合|试点|覆盖|域|长|程|面|流程|产业链)|其中|同时|此外|另外|并且|并|且|以及|与此同时|和|及|与|按可比口径|初步核算|据统计|据测算|据了解|数据显示|来自|预计|力争|确保|争取|努力|实现|完成|累计|共计?|继续|目前|"
    r"分别|新引进|全年|当年|年内|年末|月末|已|还|再|约|实施了?|进行|推动|推进|铺排落实|安排|力保|将|要|使|让|对|把|在|从|由|自(?=20|“)|随着|明确了?|提出了?|通过|经过|依托|围绕|占|集中|打造了?|推出了?|出台了?|共同|开展|组织|召开|举办)"
)
#: Words that begin as a conjunction does.
NO_CONJUNCTION = frozenset({"及时", "和谐", "和美", "和平", "与会", "和合", "及早"})
_INNER_DONE = re.compile(r"(?:累计|共)?(?:完成|实现|达成)(?!率|度|情况|额|量|整改)(?=[\u4e00-\u9fff（“]{2})")
_TRAILING = re.compile(
    r"(?:累计|合计|分别|年均|同比|预计|稳步|稳定|持续|全部|力争|力保|确保|突破|超出|超|达|实现|完成|逆势|位列|位居|稳居|居|(?<=[位名排])列|在|的|为|均|总体|进一步|有望|(?<![签合条履集节制预])约|近|目前|现在|当前|已|将|再|要|也|由|从|进入|跃居|增速均|预期|由负转正|止跌回升|企稳回升|与|和|、|，|“|（|保持|控制|继续|由去年的?|[一二三四五六七八九十]+年间?来?)$"
)
_TRAILING_BASE = re.compile(r"(?:比|较|(?<![合共不相如协会])同|与)[^，比较]{1,12}$")
_STOP_RIGHT = re.compile(r"[，。；、！？：…）)]|(?:全部|均|已|分别|，|让|陆续|正在|直抵|拔地而起|长势|在(?=[\u4e00-\u9fff]{2,4}(?:前|内|底)))|(?:达到?|超过?|增长|同比)(?=\d)")
_LIST_SEPARATOR = re.compile(r"[、，和及与](?:以及)?")
_VERB_ONLY = re.compile(
    r"^(?:新增|新建|新签约?|新签约|新落地|新开工|新落地开工|新认定|新改扩建|改造|引进|开工|竣工|投产|完工|签约|落地|建成|通车|整改|完成|培育|获批|退出|脱贫|办结|续建|新认定|净增|入库|处置|新开|新引进|新注册)+$"
)
_ACT_TAIL = re.compile(r"(?:新签约|新落地|新开工|开工|竣工|投产|完工|签约|落地|建成|通车)$")


#: A verb with its object before a 、: what stands before the last 、 is another statement, no part of the noun.
_STATEMENT = re.compile(
    r"完成|建成|优化|推进|投产|实现|加快|提升|开展|落实|强化|加强|丰收|增长|不足|改善|深化|推动|守住|举办|出台|建立|整合|发放|打造|成立|组建|启动|竣工|通车|全面|显著|有效"
)


def left(text: str, listing: bool = False) -> tuple[int, int]:
    """The part of a lead's rest that is the indicator: its start and end in `text`.

    `listing`: the rest is a list that 分别 shares out, which must not be cut at its separators.
    """
    a, b = 0, len(text)
    if not listing:
        comma = text.rfind("、")
        if comma > 0 and b - comma > 2 and _STATEMENT.search(text[:comma]) and not _inside_quotes(text, comma) and text.count("（", 0, comma) == text.count("）", 0, comma):
            a = comma + 1
    while True:
        m = _TRAILING.search(text, a, b)
        if m and m.end() == b and m.start() >= a and m.start() < b and not (m.group() == "数" or m.group() == "达" and text[b - 2 : b] == "直达"):
            b = m.start()
            continue
        m = _TRAILING_BASE.search(text[a:b])
        if m and re.search(r"年|期|月|初|末|底|预算|计划", m.group()):
            b = a + m.start()
            continue
        break
    for word in phrases().cut:
        i = text.rfind(word, a, b)
        if i >= 0 and b - (i + len(word)) >= 2 and not _inside_quotes(text, i) and text[i - 1 : i] not in ("不", "以", "作", "行", "成", "认", "称"):
            rest = text[i + len(word) : b]
            if rest in phrases().attributes or rest in phrases().heads or _BARE_VERB.search(rest):
                continue
            if not rest.startswith(("率", "力", "性", "了", "度")):
                a = i + len(word)
    for m in re.finditer(_GENERIC, text[a:b]):
        if m.group() in ("全国", "全域"):
            continue  # 全国文明城市: part of a name
        rest = b - (a + m.end())
        if listing and text[a + m.start() - 1 : a + m.start()] in ("、", "和"):
            continue
        if rest >= 3 and m.start() > 0 and not _inside_quotes(text, a + m.start()) and text[a + m.start() - 1] not in "占跑高快":
            a += m.end()
            break
    while True:
        m = _LEADING.match(text[a:b])
        if m and b - a - m.end() >= 2 and not (m.group() in ("全社会的",)):
            a += m.end()
        else:
            break
    for act in ("新增", "净增"):
        i = text.rfind(act, a + 3, b - 2)
        if i > 0 and text[i - 1] not in "、和":
            a = i
    m = _ASSIGNED.search(text[a:b])
    if m and b - a - m.end() >= 2:
        a += m.end()
    m = _CROSSED.search(text[a:b])
    if m:
        b = a + m.start()
    m = _TOGETHER.search(text[a:b])
    if m and b - a - m.end() >= 2:
        a += m.end()
    m = _SOURCE.search(text[a:b])
    if m and m.start() >= 2:
        b = a + m.start()
    while a < b and text[a] in "、，的：“”）)．—”" and not (text[a] == "“" and "”" in text[a:b]):
        a += 1
    return a, b


#: 经济总量跨过两个万亿元大关、超过…: the noun ends where its value is first told.
#: 县自然资源局要腾出…: who acts is no part of the noun.
_ASSIGNED = re.compile(r"^[\u4e00-\u9fff]{0,14}[局委办会区县市镇团们门院厅](?:要|将|须|应|拟|今年将|计划)(?![求素])")
_CROSSED = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:跨过|跨越|跨上|迈上|突破|首破|站上)")
_TOGETHER = re.compile(r"(?<=[\u4e00-\u9fff])共(?=接待|完成|实现|投入|发放|新增|建成|引进|培训|排查|签约)")
_BARE_VERB = re.compile(r"^(?:建设|投入|发放|办理|服务|完成|培训|开展|建成|安排|发行|新增|支出|减免|改造|开行|销售|投入|生产|培育|引进|签约|发电|接待)$|(?:办理|惠及|受理|服务)$")
#: 用水总量由“十二五”末…: the noun ends where the old value begins.
_SOURCE = re.compile(r"[由从](?:“?十|(?:19|20)\d\d|去年|上年|年初|目前|不足|原|最初|[一-十]+年前).{0,14}$|[由从]$")


def _inside_quotes(text: str, i: int) -> bool:
    return text.rfind("“", 0, i) > text.rfind("”", 0, i)


def tidy(phrase: str) -> str:
    """An indicator as it is named: 第一产业实现增加值 → 第一产业增加值, growth words at its end dropped."""
    phrase = _INNER_DONE.sub("", phrase) if not phrase.startswith(("完成", "实现")) else phrase
    return phrase.strip("、，的：—-·")


def right(text: str, start: int) -> int:
    """Where the thing counted ends, for a number whose noun stands behind it."""
    m = _STOP_RIGHT.search(text, start + 2 if text[start : start + 1] not in "，。；、！？：）" else start)
    depth_end = m.start() if m else len(text)
    # 社区（村）: a bracket right in the noun belongs to it
    if m is None and "（" not in text[start:depth_end]:
        return min(depth_end, start + 28)
    if m and m.group() in ("）", ")") and re.search(r"[（(]", text[start:depth_end]):
        again = _STOP_RIGHT.search(text, m.end())
        depth_end = again.start() if again else len(text)
    if m and m.group() == "、":
        # A list of adjectives before the noun (领航级、卓越级智能工厂) stays; a list of things ends at the first.
        depth_end = m.start()
    return min(depth_end, start + 28)


def counted(noun: str) -> int:
    """Where the thing counted ends in the words behind a count: before the next number and what leads up to it."""
    digit = re.search(r"\d", noun)
    if not digit:
        return len(noun)
    kept = re.sub(r"(?:累计|共|预计|年度|计划)?(?:完成投资|总投资|投资|完成|实现|达到?|超过?|突破|新增|约|近|共|增长|占|带动|产量|面积|规模|稳?居|位居|排名?|列|全国|全省|全市|世界|第|和|及|与|、)+$", "", noun[: digit.start()])
    return len(kept)


def split_list(phrase: str, parts: int) -> list[str] | None:
    """The `parts` indicators of a list that 分别 shares out: 游客人数和总花费, 城乡居民收入, 存贷款余额.

    What the items share is given back to each: the head at the list's end, the modifier at its beginning.
    None where the phrase does not hold so many.
    """
    items = _items(phrase)
    if len(items) == parts and parts > 1:
        return _completed(items)
    if parts == 2:
        for joint, (first, second) in _JOINTS.items():
            i = phrase.find(joint)
            if i >= 0:
                return [phrase[:i] + first + phrase[i + len(joint) :], phrase[:i] + second + phrase[i + len(joint) :]]
    if parts == 3 and "三次产业" in phrase:
        return [phrase.replace("三次产业", x) for x in ("第一产业", "第二产业", "第三产业")]
    if len(items) > parts > 1:
        return _completed(items[-parts:])
    return None


_JOINTS = {
    "城乡居民": ("城镇居民", "农村居民"),
    "城乡常住居民": ("城镇常住居民", "农村常住居民"),
    "存贷款": ("存款", "贷款"),
    "存、贷款": ("存款", "贷款"),
    "进出口": ("进口", "出口"),
    "收支": ("收入", "支出"),
    "城乡": ("城镇", "农村"),
    "产销": ("产", "销"),
}


def _items(phrase: str) -> list[str]:
    items: list[str] = []
    depth = 0
    start = 0
    for i, c in enumerate(phrase):
        if c in "（(“《":
            depth += 1
        elif c in "）)”》":
            depth -= 1
        elif depth <= 0 and (c == "、" or c in "和及与" and phrase[i : i + 2] not in NO_CONJUNCTION and 0 < i < len(phrase) - 1):
            if i > start:
                items.append(phrase[start:i])
            start = i + 1
    if start < len(phrase):
        items.append(phrase[start:])
    return items


def _completed(items: list[str]) -> list[str]:
    last = items[-1]
    own = next((m for m in phrases().modifiers if last.startswith(m)), "")
    if own:
        # 城镇、农村居民人均可支配收入: the items are modifiers of one noun
        items = [i + last[len(own) :] if i in phrases().modifiers else i for i in items[:-1]] + [last]
    head = next((h for h in phrases().heads if last.endswith(h) and len(last) > len(h)), "")
    out = []
    for item in items:
        owns = any(item.endswith(h) for h in phrases().heads)
        out.append(item if owns or not head or item.endswith(head) else item + head)
    first = out[0]
    stem = _stem(first)
    if stem != first and len(stem) >= 3:
        out = [out[0], *(stem + i if i in phrases().attributes else i for i in out[1:])]
    for i in range(1, len(out)):
        out[i] = _with_modifier(first, out[i])
    return out


def _with_modifier(first: str, item: str) -> str:
    """商品房销售面积 + 销售额 → 商品房销售额: the modifier that only the first of a list carries."""
    for size in (2, 3):
        i = first.find(item[:size])
        if i > 1 and len(item) > size - 1 and len(item) <= len(first) - i + 2:
            return first[:i] + item
    return item


def joint(phrase: str) -> bool:
    """Whether a phrase names two things in one word: 城乡居民, 存贷款."""
    return any(j in phrase for j in _JOINTS)


def listed(phrase: str) -> list[str]:
    """The things a joint statement names: 能源、水资源、碳排放等指标 → three."""
    head = re.search(r"等(?P<kind>[\u4e00-\u9fff]{2,4})$", phrase)
    items = _items(phrase[: head.start()] if head else phrase)
    if len(items) == 1 or any(len(i) < 2 for i in items):
        return [phrase]
    kind = head.group("kind") if head else ""
    return [i if i.endswith(("量", "率", "值", "度", kind or "度")) else i + kind for i in items]


def verb_only(phrase: str) -> bool:
    """Whether a phrase is a verb that leans on the thing counted before: 新增, 竣工, 新签约."""
    return bool(_VERB_ONLY.match(phrase))


def hollow(phrase: str) -> bool:
    """Whether what is counted is no thing of the work: 方面, 关键, 重点 (the list's own length)."""
    return bool(_HOLLOW.match(phrase))


_HOLLOW = re.compile(
    r"^(?:方面|关键|环节|抓手|着力点|坚持|维护|自信|意识|确立|转变|全面|毫不|突破口?|阶段|层面|维度|支点|大局|导向|代表|务必|问题导向|台阶|字|步骤|角度|确保$|时期|世纪|季度|月|年|批次$|以上$|左右)"
)


def lean(phrase: str, before: str) -> str:
    """A phrase that leans on the indicator before it, made whole: 总投资 after 引进项目 → 引进项目总投资.

    `before` is the indicator last named in the sentence.
    """
    if not before:
        return phrase
    if re.match(r"^(?:[日年月]均)?(?:惠及|受益|服务|覆盖|带动|辐射)$", phrase):
        return re.sub(r"^(?:建成|新建和?改造|新建|打造|培育|新增)", "", before) + phrase
    if _VERB_ONLY.match(phrase):
        base = _ACT_TAIL.sub("", _stem(before))
        for opener in ("新增", "引进", "新签约", "新落地开工", "重点在谈", "新引进"):
            base = base.removeprefix(opener)
        return (base or before) + phrase if phrase in ("竣工", "开工", "投产", "完工", "通车") else phrase + (base or before)
    if phrase in phrases().attributes or (len(phrase) <= 5 and phrase.endswith(phrases().attributes) and phrase[0] in "总户投资产销出存完实注平单占中"):
        shared = _shared_head(phrase, before)
        if shared is not None:
            return shared
        stem = _stem(before)
        stem = _ACT_TAIL.sub("", stem) or stem
        return stem + phrase if stem else phrase
    shared = _shared_head(phrase, before)
    return phrase if shared is None else shared


def _shared_head(phrase: str, before: str) -> str | None:
    """贷款余额 after 金融机构本外币存款余额 → 金融机构本外币贷款余额: same head, shorter by a modifier."""
    if len(before) < len(phrase) + 2:
        return None
    same = 0
    while same < len(phrase) and phrase[-1 - same] == before[-1 - same]:
        same += 1
    if same < 3 or same == len(phrase):
        return None
    modifier = before[: len(before) - len(phrase)]
    return modifier + phrase if len(phrase) <= 6 and len(modifier) >= 2 else None


def _stem(before: str) -> str:
    """The thing an indicator is about, without its attribute: 生猪饲养量 → 生猪, 个体工商户 → 个体工商户."""
    for attribute in ("饲养量", "出栏量", "存栏量", "种植面积", "播种面积", *phrases().attributes):
        if before.endswith(attribute) and len(before) > len(attribute) + 1:
            return before[: -len(attribute)]
    return before
