"""Figures: numbers with what they measure, how, for when and about whom.

The reader goes through a sentence from left to right. Each number takes its noun phrase from the words
before it, or from those behind it for things counted; where it has none it inherits the last one named.
"""

from __future__ import annotations

import re

from luoshi.reading import lists, nouns, numbers, unnumbered
from luoshi.reading.assignments import bracket
from luoshi.reading.found import Found, Memory, Named
from luoshi.reading.leads import Lead, lead
from luoshi.reading.measures import comparator, measure, rank_lead, references
from luoshi.reading.moods import Block, Sentence
from luoshi.reading.numbers import Number
from luoshi.reading.statements import Role, Strength
from luoshi.reading.times import Time
from luoshi.vocabulary.phrases import phrases as words


def read(block: Block, times: list[Time], memory: Memory) -> list[tuple[Sentence, list[Found]]]:
    """The figures of a paragraph, by sentence, in order."""
    text = block.paragraph.text
    found = numbers.scan(text, [(t.start, t.end) for t in times])
    listing = any(s.mood == "plan" for s in block.sentences) and (
        "目标是" in text or "目标：" in text or "目标为" in text
    )
    out: list[tuple[Sentence, list[Found]]] = []
    for s in block.sentences:
        here = [n for n in found if s.start <= n.start < s.end]
        for n in unnumbered.scan(text[s.start : s.end], listing):
            n.start, n.end, n.tail = n.start + s.start, n.end + s.start, n.tail + s.start
            if not any(x.start < n.end and n.start < x.tail for x in here):
                here.append(n)
        if here:
            here.sort(key=lambda n: n.start)
            out.append((s, SentenceReader(text, s, here, times, memory).read()))
    return out


_STRENGTH: dict[str, Strength] = {
    "确保": "firm", "必须": "firm", "力保": "firm", "坚决": "firm",
    "力争": "stretch", "争取": "stretch", "努力": "stretch", "冲刺": "stretch", "力求": "stretch",
}  # fmt: skip
_JOINS = ("、", "和", "及", "与", "，", "，以及", "，和", "以及", "或")
_ACT = re.compile(
    r"^(?:新建改造|新建改建|改建新建|新建和改造|新改扩建|新改（扩）建|新建|新增|净增|改造|新认定|新签|新培育|累计建成|建成|引进|培育|新引进|新设立)"
)
#: Verbs that have the things counted for their object and say what these are to do or to get.
_PROMOTES = re.compile(
    r"(?:推进|支持|做优|做强|做优做强|提升|实施|抓好|加快|打造|推动|建设|培育|加强|稳妥|为|对|开展|保障|统筹|启动)$"
)
_WORKS = re.compile(r"(?:项目|工程|电站|基地|装置|示范|生产线|机组|风电|光伏)(?:建设|并网|投产)?$")
_YIELDS = re.compile(r"(?:新增|形成|达到|新建)$")
_NEW = re.compile(r"(?:新(?:增|建|创建|开通|培育|认定|改扩建|签约|引进|设立|打造|命名|获批)(?:和改扩建)?|净增)$")
_MAKING = re.compile(
    r"^[\u4e00-\u9fff]{0,3}(?:稳住|巩固|打造|守住|建成|建设|新建|实施|保持|推进|抓好|落实|改造|完成|管护|治理|种植|稳定)$"
)
_PLACE_ONLY = re.compile(r"^[\u4e00-\u9fff]{1,6}(?:区|县|市|镇|街道)$")
_REGION_ONLY = re.compile(r"^[\u4e00-\u9fff]{2,3}地区$")
_HOLLOW = re.compile(
    r"^(?:户|户均|人均|其|其中|比|较|同比|年|又|并|再|现|共|大关|左右|以上|总|均|超|各|每|该|这|此|也|还|年度|全部|目标|区间|水平|幅度|部分|人|口|数|额|度|量)$"
)


class SentenceReader:
    """Reads the figures of one sentence from left to right."""

    def __init__(self, text: str, sentence: Sentence, found: list[Number], times: list[Time], memory: Memory) -> None:
        self.text = text
        self.sentence = sentence
        self.numbers = found
        self.times = [t for t in times if sentence.start <= t.start < sentence.end]
        self.memory = memory
        self.named: list[Named] = []
        self.strength: Strength | None = None
        self.forecast = False
        self.out: list[Found] = []

    def read(self) -> list[Found]:
        """The sentence's figures in order."""
        low = self.sentence.start
        i = 0
        while i < len(self.numbers):
            group = self._group(i)
            self._marks(low, group[0].start)
            self._read_group(group, low)
            low = max(n.tail for n in group)
            i += len(group)
        if self.named:
            self.memory.named = self.named
        return self.out

    def _group(self, i: int) -> list[Number]:
        """The numbers from `i` on that are listed without words between them: 6.9、10.1个百分点."""
        group = [self.numbers[i]]
        for k in range(i + 1, len(self.numbers)):
            n, last = self.numbers[k], group[-1]
            between = self.text[last.tail : n.start]
            if between.rstrip("近约超") not in _JOINS or (_family(n) != _family(last) and n.kind != "points"):
                break
            if (
                n.kind in ("grade", "unnumbered")
                or (n.kind == "rank" and between != "、")
                or (between.startswith("，") and len(group) == 1)
            ):
                break
            for word, close in (("近", "approx"), ("约", "approx"), ("超", "ge")):
                if between.endswith(word):
                    n.close = n.close or close  # 31.2%、近两倍
            group.append(n)
        return group

    def _marks(self, low: int, high: int) -> None:
        """What the words before a number say for all that follows in the sentence: 力争, 确保, 预计."""
        segment = self.text[low:high]
        for word, strength in _STRENGTH.items():
            i = segment.rfind(word)
            if i >= 0 and not (
                strength == "stretch" and re.match(r"(?:了|到|各类|把|拼搏|奋斗)", segment[i + len(word) :])
            ):
                self.strength = strength
        if re.search(r"，(?:推动|促进|带动)", segment) and not any(
            w in segment[segment.rfind("，") :] for w in _STRENGTH
        ):
            self.strength = None  # 确保项目加快建设，推动…增长7.5%: the promise was the project's
        if "预计" in segment or _ONCE_DONE.search(segment):
            self.forecast = True

    # -- one group of numbers ---------------------------------------------------------------------------------

    def _read_group(self, group: list[Number], low: int) -> None:
        first = group[0]
        high, reference = first.start, None
        if first.kind in ("rank", "grade"):
            high, reference = rank_lead(self.text, low, first.start)
        led = lead(self.text, low, high)
        if first.kind == "ratio" and led.verb is None and first.says is None and _PART.match(self.text, first.tail):
            first.says = "share"
        if led.each and group[-1].close in ("approx", "ge", "le") and group[-1].tail > group[-1].end:
            for n in group[:-1]:
                n.close = n.close or group[-1].close  # 分别增长5%、8%以上: the suffix is everybody's
        names = self._names(led, group)
        for k, n in enumerate(group):
            name, end = names[min(k, len(names) - 1)]
            ref = reference or self._reference(led, k, len(group), n)
            self._add(n, led, name, end, ref)
        self.named.extend(name for name, _ in names[: len(group)] if name.phrase and name not in self.named[-3:])

    def _names(self, led: Lead, group: list[Number]) -> list[tuple[Named, int]]:
        """The indicator of each number of a group, with where it ends if it stands behind the number."""
        n = group[0]
        phrase, start = self._before(led, listing=led.each and len(group) > 1)
        behind = self._behind(n, led, phrase) if len(group) == 1 else None
        if behind is not None:
            return [behind]  # without a phrase: no figure
        if not phrase:
            if led.completion_of and n.kind == "word" and not self.named:
                return [(Named(nouns.tidy(led.completion_of), led.end), 0)]  # 项目建设进度过半
            if n.unit and n.says == "completion":
                return [(Named(n.unit, n.start), 0)]
            return [(name, 0) for name in self._inherited(group, led)]
        if n.kind != "rank" and led.gap_to is None:
            phrase = _growth_noun(phrase, led)
        if (
            phrase in _EMPTY
            or phrase.endswith(("实际工作中", "实际执行中", "实际执行时"))
            or (_SPENT.match(phrase) and (self.named or self._from_clause(led, self.sentence.start).phrase))
        ):
            return [(name, 0) for name in self._inherited(group, led)]
        if n.kind == "unnumbered":
            parts = lists.listed(phrase) if n.says in ("growth", "completion") else [phrase]
            for extra in parts[:-1]:
                self._add(n, led, Named(nouns.tidy(extra), start), 0, n.reference)
            return [(Named(nouns.tidy(parts[-1]), start), 0)]
        if len(group) > 1:
            parts_or_none = lists.split_list(phrase, len(group))
            if parts_or_none and self.named and all(p in words().modifiers for p in parts_or_none):
                # 居民人均可支配收入…，其中城镇、农村分别…: kinds of what was named before
                parts_or_none = [lists.modified(self.named[-1].phrase, p) for p in parts_or_none]
            if parts_or_none and (led.each or lists.joint(phrase)):
                return [(Named(nouns.tidy(p), start), 0) for p in parts_or_none]
        name = self._whole(nouns.tidy(phrase), start, led)
        name.thing = name.thing or n.kind in ("count", "people")
        return [(name, 0)]

    def _before(self, led: Lead, listing: bool) -> tuple[str, int]:
        """The noun phrase of a lead, times and the words around it taken off: (phrase, where it begins)."""
        a, b = led.start, led.end
        inside = [t for t in self.times if a <= t.start and t.end <= b]
        while inside and b - inside[-1].end < 2:
            b = inside.pop().start
        if inside:
            a = inside[-1].end
            before = nouns.BY_THEN.match(self.text, a, b)
            a = before.end() if before else a
        x, y = nouns.left(self.text[a:b], listing)
        phrase = self.text[a + x : a + y]
        if led.verb in ("up", "down") and (
            _REGION.sub("", phrase) in ("户", "户均", "人均", "户年均", "每亩")
            or (not phrase and led.verb_word in ("增收",))
        ):
            whole = _REGION.sub("", phrase)
            at = a + x + len(phrase) - len(whole)
            whole = "户均" if self.text.startswith("户均", at) else whole
            return whole + led.verb_word, at
        if len(phrase) < 2 or _HOLLOW.match(phrase) or _REGION_ONLY.match(phrase):
            return "", a + x
        return phrase, a + x

    def _behind(self, n: Number, led: Lead, phrase: str) -> tuple[Named, int] | None:
        """The thing counted, where it stands behind its number: 63项工作经验, 超50%的行政村, AA+主体信用评级."""
        text = self.text
        at = n.tail + (text.startswith("的", n.tail))
        if _ends(text, n.tail) or _PREDICATE.match(text, at) or (led.source and phrase):
            return None  # 企业由9户整合为4户: the noun stands before the old value
        count = n.kind in ("count", "people") or n.kind == "grade"
        amount = n.kind not in ("rank", "grade", "unnumbered", "word", "points", "multiple", "ratio_of")
        loose = not phrase or bool(_PLACE_ONLY.match(phrase)) or bool(_MAKING.match(phrase))
        if not (
            count
            or (
                amount
                and loose
                and led.verb is None
                and led.share_of is None
                and led.gap_to is None
                and led.completion_of is None
            )
        ):
            return None
        if n.kind == "ratio" and at == n.tail and not (n.tail > n.end and not phrase and led.verb is None):
            return None  # 80%以上续建项目: the ratio of what follows; 增长6%左右，…: not
        end = nouns.right(text, at)
        governed = bool(phrase) and bool(_PROMOTES.search(phrase))
        first, stop = nouns.counted(text[at:end], governed and count)
        noun = nouns.tidy(text[at + first : at + stop])
        end = at + stop
        if not count and n.kind != "ratio" and _WORKS.search(noun) and not _YIELDS.search(phrase):
            return Named("", n.start), 0  # 720兆瓦储能电站: a size in a project's name
        if count and led.verb in ("up", "down") and led.verb_word not in ("增加", "减少", "净增", "净增加", "增"):
            led.verb = None  # 提升39个县域…: the count is of what there is
        made = _NEW.search(phrase)
        if made and count:
            noun = made.group() + noun
        if len(noun) < 2 or noun[0].isdigit():
            return None
        if (
            len(noun) <= 3
            and len(phrase) > len(noun)
            and count
            and not phrase.endswith("等")
            and not lists.verb_only(phrase)
        ):
            return Named(phrase + noun, led.start, thing=True), end
        if n.kind == "ratio":
            led.share_of = noun
        return Named(noun, n.start, thing=count), end

    def _whole(self, phrase: str, start: int, led: Lead) -> Named:
        """A phrase made whole by what was named before it: 总投资, 新增, 小游园, 企业."""
        net = phrase.startswith("净增") or led.verb_word.startswith("净增")
        before = self.named[-1] if self.named else None
        joined = self.text[led.start - 1 : led.start]
        if before is None:
            earlier = next((x for x in reversed(self.memory.named) if x.thing), None)
            topic = _TOPIC.findall(self.text[max(0, start - 60) : start]) if len(phrase) <= 4 else []
            if topic and phrase in words().attributes + words().heads and phrase not in _OWN_NAME:
                return Named(topic[-1] + phrase, start)
            if earlier is not None and lists.verb_only(phrase):
                return Named(lists.lean(phrase, earlier.phrase), start, True)
            return Named(phrase, start, net=net)
        if joined not in ("，", "、", "和", "；"):
            return Named(phrase, start, net=net)
        cut_off = self.text[led.start : start]
        if (
            cut_off
            and not cut_off.endswith(("其中", "完成", "实现"))
            and len(cut_off) > 1
            and not lists.verb_only(phrase)
        ):
            return Named(phrase, start, net=net)
        if lists.verb_only(phrase):
            things = [*self.memory.named, *self.named]
            thing = next((x for x in reversed(things) if x.thing and not lists.verb_only(x.phrase)), before)
            return Named(lists.lean(phrase, thing.phrase), min(start, before.start), True)
        act = _ACT.match(before.phrase)
        if joined == "、" and act and before.thing and not _ACT.match(phrase):
            return Named(phrase if before.net else act.group() + phrase, min(start, before.start), True, before.net)
        if joined == "、" and before.net and before.thing:
            return Named(phrase, min(start, before.start), True, True)
        if before.phrase.endswith("率"):
            # 项目已开工67个，开工率81.7%，完成投资…: of the things counted, not of their rate
            before = next((x for x in reversed(self.named) if x.thing), before)
        whole = lists.lean(phrase, before.phrase)
        return Named(whole, start if whole == phrase else min(start, before.start), net=net)

    def _inherited(self, group: list[Number], led: Lead) -> list[Named]:
        named = self.named[-12:]
        size = len(group)
        if size > 1 and led.each:
            floor = max(self.sentence.start, led.start - _LOOK_BACK)
            together = lists.named_together(self.text[floor : led.start], size)
            if together is not None:
                return [Named(phrase, floor + together[0], True) for phrase in together[1]]
        distinct = [x for i, x in enumerate(named) if all(x.phrase != y.phrase for y in named[i + 1 :])]
        if (
            size > 1
            and len(distinct) >= size
            and (led.gap_to is None or (led.each and len(references(led.gap_to)) != size))
        ):
            chosen = distinct[-size:]
            first = min(c.start for c in chosen)
            return [Named(x.phrase, first, x.thing) for x in chosen]
        if named:
            own = self._from_clause(led, self.out[-1].number.tail) if self.out else None
            if own is not None and own.phrase:
                return [own]
            last = named[-1]
            stem = last.phrase.removesuffix("新增")
            if stem != last.phrase and len(stem) >= 2 and (led.close or led.verb == "to" or group[0].kind == "rank"):
                return [Named(stem, last.start)]  # 里程新增3000公里、突破1.1万公里
            return [last]
        return [self._from_clause(led, self.sentence.start)]

    def _from_clause(self, led: Lead, floor: int) -> Named:
        """The noun of a clause between `floor` and a number whose own clause has none."""
        text, whole = self.text, floor == self.sentence.start
        end = led.start
        floor = max(floor, end - _LOOK_BACK)
        while end > floor:
            begin = max(text.rfind("，", floor, end - 1), text.rfind("：", floor, end - 1), floor - 1) + 1
            if begin == floor and not whole:
                break  # the rest of the last figure's own clause
            clause = text[begin : end - 1] if text[end - 1] in "，、：" else text[begin:end]
            subject = _MOVES.split(clause, maxsplit=1)[0]
            heads = sorted((subject.find(h) + len(h), h) for h in _MEASURED if h in subject)
            if heads:
                at = heads[-1][0]
                x, y = nouns.left(clause[:at])
                if y - x >= 2:
                    return Named(nouns.tidy(clause[x:y]), begin + x)
            end = begin
        compared = text.startswith(("去年同期", "上年同期"), self.sentence.start)
        if whole and self.memory.named and (led.verb in ("up", "down") or compared):
            return self.memory.named[-1]
        return Named("", led.start)

    def _reference(self, led: Lead, k: int, size: int, n: Number) -> str | None:
        if n.reference is not None:
            return n.reference
        if led.gap_to is not None:
            parts = references(led.gap_to)
            return parts[k] if k < len(parts) and len(parts) == size else led.gap_to
        return led.share_of or led.completion_of

    # -- one figure -------------------------------------------------------------------------------------------

    def _add(self, n: Number, led: Lead, name: Named, end: int, reference: str | None) -> None:
        phrase = name.phrase
        if not phrase or (n.kind in ("count", "people") and nouns.hollow(phrase)):
            return
        if n.kind == "count" and _FROM.search(self.text, max(self.sentence.start, n.start - 30), n.start):
            return  # 来自云南、四川等16个省市的…: where they came from
        led.works = self.text[: name.start].endswith(("完成", "完成了")) if led.peeled == ["的"] else False
        kind = measure(n, led, phrase)
        if (
            kind == "level"
            and n.kind == "ratio"
            and not led.verb
            and self.out
            and name in self.named[-3:]
            and self.out[-1].measure == "growth"
        ):
            kind = "growth"  # 增长6%左右，力争6.5%: the same measure goes on
        if kind == "level" and (name.net or phrase.startswith("净增")) and n.kind in ("count", "people"):
            kind = "change"
        if phrase.startswith("净增") and len(phrase) > 3:
            name.net, name.phrase = True, phrase.removeprefix("净增")
            phrase = name.phrase
        inner = _LESS_INSIDE.search(phrase) if kind == "level" and not led.verb else None
        if inner:
            phrase = phrase[inner.start() :]
        first = _LESS.match(phrase) if kind in ("level", "growth") and not led.verb else None
        if first and len(phrase) - first.end() >= 2:
            # 减少办公用房租赁费1.19亿元: the verb stands before its noun
            kind = "growth" if n.kind == "ratio" else "change"
            led.verb, name.phrase = ("up" if first.group("more") else "down"), phrase[first.end() :]
            phrase = name.phrase
        value, value_to = n.value, n.value_to
        if (led.verb == "down" and kind in ("growth", "change")) or (kind == "gap" and led.gap_sign < 0):
            value = -value if value is not None else None
            value_to = -value_to if value_to is not None else None
        clause = max(self.text.rfind(c, self.sentence.start, n.start) for c in "，；：") + 1
        held = bool(_HAD.search(self.text, max(clause, self.sentence.start, n.start - _LOOK_BACK), n.start))
        held = held or (led.at in _PRESENT and led.source)
        target = self.sentence.mood == "plan" and not (led.source or held)
        role: Role = "target" if target else "forecast" if led.forecast or self.forecast else "result"
        strength: Strength | None = None
        if target:
            strength = led.strength or self.strength or "expected"  # type: ignore[assignment]
            if strength == "expected" and "不低于" in led.peeled:
                strength = "firm"
            if strength == "expected" and re.match(
                r"[^。；]{0,14}(?:争取|力争)[^。；，]{0,6}更好", self.text[n.tail : n.tail + 30]
            ):
                strength = "stretch"
        self.out.append(
            Found(
                n, min(name.start, n.start), max(n.end, end), phrase, kind, comparator(n, led), role, strength, value,
                value_to, reference, name.start, led.start, led.yearly, led.source, led.times, led.at, held,
            )
        )  # fmt: skip


#: 石化产业…。产值突破…: what the paragraph is about, for a noun that cannot stand alone.
_TOPIC = re.compile(r"(?:^|[，。；、：])([\u4e00-\u9fff]{2,8}(?:产业|制造业|服务业|农业|工业|经济))(?!的)")
_OWN_NAME = frozenset({"出口", "进口", "消费", "投资", "税收", "价格"})
_LESS_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff]{3})(?:减少|压减|压降)(?=[\u4e00-\u9fff]{3})")
_LESS = re.compile(r"^(?:减少|压减|压降|降低|缩减|削减|下调|核减|(?P<more>增加|提高|上调)(?!值|到|至))")
#: 正式投用后，将极大便利300多万群众: what is to come of a work, promised by nobody.
_ONCE_DONE = re.compile(r"(?:投用|建成|投产|达产|完工|通车|竣工|落成)后[，,]?[^。]{0,50}(?:将|可)(?!以)")
_FROM = re.compile(r"来自[^，。；]{0,24}$")
_PRESENT = ("目前", "现在", "当前", "如今")
_HAD = re.compile(r"现有|目前|现已|去年|上年实|已(?:经|达|有|建成|完成|投入)")
#: How many characters back the noun of a number is looked for.
_LOOK_BACK = 160
_SPENT = re.compile(r"^按.{2,8}(?:计算|口径|价格?)$|^(?:先|已|再)?(?:发行|安排|下达|拨付)$")
_MOVES = re.compile(
    r"止跌|回升|增长|保持|稳步|稳中|快速|较快|实现|扭转|由负|企稳|持续|明显|大幅|不断|平稳|回暖|好于|高于|创"
)
_EMPTY = frozenset({"增速", "增幅", "涨幅", "降幅", "增长率", "同比", "年均", "绝对值", "总量"})
_MEASURED = (
    "增加值", "总产值", "产值", "收入", "支出", "投资", "总额", "产量", "面积", "生产总值", "就业", "总量", "消费", "进出口", "出口", "进口",
    "增速", "指数", "贷款", "存款", "融资", "规模", "利润", "税收", "能耗", "GDP", "国债", "债券", "资金", "榜单", "指标", "排放", "人口", "数量",
)  # fmt: skip
_REGION = re.compile(r"^全[国省市区县州镇乡村]")
_PART = re.compile(r"销往|来自|来源于|用于|外销|出口到|投向")
_PREDICATE = re.compile(
    r"(?:参加|提高|增加|增至|减少|发展到|下降|上升|升至|分别|同比|比上年|占|以上|左右|以内|以下|，|销往|来自|用于|到位|不等)"
)


def _family(n: Number) -> str:
    """What numbers can be listed with each other: percentages with multiples (增长31%、近两倍), else the same unit."""
    return "ratio" if n.kind in ("ratio", "multiple") else n.kind + n.unit[-1:]


def _ends(text: str, at: int) -> bool:
    return (
        at >= len(text)
        or text[at] in "，。、；！？：）)”"
        or bracket(text, at) is not None
        or (text[at] in "和及与" and text[at : at + 2] not in nouns.NO_CONJUNCTION)
    )


def _growth_noun(phrase: str, led: Lead) -> str:
    """增速, 涨幅 at a phrase's end say that the number is a growth; they are no part of the indicator."""
    for suffix in words().growth:
        if phrase == suffix or (phrase.endswith(suffix) and len(phrase) > len(suffix) + 1):
            if led.verb in (None, "to", "done"):
                led.verb, led.verb_word = ("down" if suffix == "降幅" else "up"), suffix
                return phrase if phrase == suffix else phrase[: -len(suffix)]
            return phrase
    return phrase
