"""Nouns that share words: lists that 分别 shares out, and phrases that lean on the one named before them."""

from __future__ import annotations

import re

from luoshi.reading.nouns import NO_CONJUNCTION
from luoshi.vocabulary.phrases import phrases

_VERB_ONLY = re.compile(
    r"^(?:新增|新建|新签约?|新签约|新落地|新开工|新落地开工|新认定|新改扩建|改造|引进|开工|竣工|投产|完工|签约|落地|建成|通车|整改|完成|培育|获批|退出|脱贫|办结|续建|新认定|净增|入库|处置|新开|新引进|新注册)+$"
)
_ACT_TAIL = re.compile(r"(?:新签约|新落地|新开工|开工|竣工|投产|完工|签约|落地|建成|通车)$")


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
                return [
                    phrase[:i] + first + phrase[i + len(joint) :],
                    phrase[:i] + second + phrase[i + len(joint) :],
                ]
    if parts == 3 and "三次产业" in phrase:
        return [phrase.replace("三次产业", x) for x in ("第一产业", "第二产业", "第三产业")]
    if len(items) > parts > 1:
        return _completed(items[-parts:])
    return None


_NAMED_TOGETHER = re.compile(
    r"(?P<items>(?:[^，。；、：]{1,10}、)+[^，。；、：]{1,8}?)[两二三四五六七八九](?:条|个|座|所|家|项|大)(?P<noun>[\u4e00-\u9fff]{2,4}?)(?=加快|全面|有序|建设|实现|均|开工|完成|顺利|[，。])"
)


def named_together(text: str, parts: int) -> tuple[int, list[str]] | None:
    """The `parts` things that a clause names with their number: 甲、乙两条高铁 → 甲高铁, 乙高铁; and where they begin."""
    for m in _NAMED_TOGETHER.finditer(text):
        items = m.group("items").split("、")
        if len(items) == parts:
            return m.start(), [item + m.group("noun") for item in items]
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
        elif depth <= 0 and (
            c == "、" or (c in "和及与" and phrase[i : i + 2] not in NO_CONJUNCTION and 0 < i < len(phrase) - 1)
        ):
            if i > start:
                items.append(phrase[start:i])
            start = i + 1
    if start < len(phrase):
        items.append(phrase[start:])
    return items


#: 规模以上高技术制造业和装备制造业增加值: the modifier is everybody's.
_FOR_ALL = re.compile(r"^(?:规模以上|规上|限额以上|限上)")

_HERDS = ("存栏", "出栏", "存栏量", "出栏量", "饲养量")
_OF_FIRMS = ("增加值", "总产值", "营业收入", "利润", "利润总额", "企业")


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
    whole = _FOR_ALL.match(first)
    if whole:
        out = [o if _FOR_ALL.match(o) or not o.endswith(_OF_FIRMS) else whole.group() + o for o in out]
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


def modified(whole: str, modifier: str) -> str:
    """A kind of what was named before: 居民人均可支配收入, 城镇 → 城镇居民人均可支配收入."""
    own = next((m for m in phrases().modifiers if whole.startswith(m)), "")
    return modifier + whole.removeprefix(own)


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


def lean(phrase: str, before: str) -> str:
    """A phrase that leans on the indicator before it, made whole: 总投资 after 引进项目 → 引进项目总投资.

    `before` is the indicator last named in the sentence.
    """
    if not before or verb_only(before):
        return phrase
    if re.match(r"^(?:[日年月]均)?(?:惠及|受益|服务|覆盖|带动|辐射)$", phrase):
        return re.sub(r"^(?:建成|新建和?改造|新建|打造|培育|新增)", "", before) + phrase
    if _VERB_ONLY.match(phrase):
        base = _ACT_TAIL.sub("", _stem(before))
        for opener in ("新增", "引进", "新签约", "新落地开工", "重点在谈", "新引进", "续建", "新开工"):
            base = base.removeprefix(opener)
        return (
            (base or before) + phrase
            if phrase in ("竣工", "开工", "投产", "完工", "通车")
            else phrase + (base or before)
        )
    if phrase in _HERDS and before.endswith(_HERDS):
        return re.sub(r"(?:出栏|存栏|饲养)量?$", "", before) + phrase
    if before in (*phrases().attributes, *phrases().heads):
        return phrase  # 投资20亿元，利润增长8%: neither is the other's
    if phrase in phrases().attributes or (
        len(phrase) <= 5 and phrase.endswith(phrases().attributes) and phrase[0] in "总户投资产销出存完实注平单占中"
    ):
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
