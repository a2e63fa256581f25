"""Numbers in running text that may carry a fact, with their units.

Left alone here: dates and times, ordinals, numbers in names and slogans, model names, references
(`33618现代制造业集群体系`, `“885”`, `第72次会议`, `220千伏输变电工程`, `5G`). What a number without a unit says
(`6.9、10.1个百分点`) is settled by the number after it.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import cache

from luoshi.vocabulary.numerals import chinese, number
from luoshi.vocabulary.units import units


@dataclass(slots=True)
class Number:
    """A number with its unit in a paragraph's text, in the order printed.

    `value` is in the printed `unit`, which starts with its magnitude (`亿元`). `kind` is the unit's kind,
    or `rank`, `ratio_of` (3/4, 5：1), `word` (过半, 正增长, 翻番). `close` says how a printed 多/余/近 or a suffix
    (左右, 以上) bounds it: `ge`, `le`, `approx`, `between`, `positive`, `top` or None. `tail` is the end of the
    number with its suffix.
    """

    start: int
    end: int
    value: float | None
    value_to: float | None
    unit: str
    kind: str
    close: str | None
    tail: int
    chinese: bool = False
    says: str | None = None  # the measure, where the words of the number alone tell it
    reference: str | None = None


_MAG = "万亿|十万|百万|千万|十亿|百亿|千亿|万|亿|千|百|十"
_CN = "一二两三四五六七八九十百千万亿零〇"
_DASH = "[—–\\-~～－]{1,2}|至|到"
_AFTER = re.compile(
    r"(?P<approx>左右|上下|前后)|(?P<ge>(?:及其?)?以上|之上)|(?P<le>(?:及其?)?以内|以下|之内|之下|(?:的)?范围内)"
)
_STEP = re.compile(r"元?大关|关口|台阶|人民币(?!贷|存)|门槛")
_MORE = re.compile(r"[多余](?=[，。、；）]|$)")
_GE = "ge"


@cache
def _pattern() -> re.Pattern[str]:
    unit = "|".join(re.escape(u) for u in units().ordered)
    arabic = r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
    return re.compile(
        rf"""
        (?P<pct>百分之(?P<pctn>[{_CN}点\d.]+)(?:[—–~～\-至到]+(?:百分之)?(?P<pctn2>[{_CN}点\d.]+))?)
      | (?P<frac>(?P<den>[二三四五六七八九十百\d]{{1,3}})分之(?P<nom>[一二两三四五六七八九十\d]{{1,3}}))
      | 第(?P<rank>[一二三四五六七八九十\d]{{1,3}})(?!\d)(?P<rankunit>位次|名次|位|名)?
      | 前(?P<top>[一二三四五六七八九十\d]{{1,3}})(?!\d)(?P<topunit>位|名|强|列)?
      | (?P<grade>A{{1,3}}[+-]?(?=主体|信用|评级|级信用|级主体)|(?<![A-Za-z])[A-E][档等](?!级)|(?P<water>[ⅠⅡⅢⅣⅤ]{{1,2}})类)
      | (?P<word>过半|超半数|半数以上|半数|正增长|翻了?一番|翻了?两番|翻番|首位|榜首|倍增)
      | (?P<tenth>(?<![{_CN}])(?P<tn>[一二两三四五六七八九])成(?P<tn2>[一二三四五六七八九半])?(?:以上|多|左右)?(?![立就为长效熟本功分果都品渝员年]))
      | (?<![A-Za-z\d.+×/_])(?<!\d[,:：])(?P<a>{arabic})(?:
            (?P<slash>/(?P<sl>\d+)(?![\d/%]))
          | (?P<colon>[:：]1(?![\d.:：]))
          | (?P<more>余|多)?(?P<mag>{_MAG})?(?P<more2>余|多)?
            (?: (?P<unit>{unit})?(?:{_DASH})(?P<b>{arabic})(?P<magb>{_MAG})?(?P<more3>余|多)?(?P<unitb>{unit})
              | (?P<unit2>{unit})
              | (?P<bare>) ) )
      | (?<![{_CN}第“几数每同])(?P<cn>[{_CN}]+(?:点[一二三四五六七八九零]+)?)(?P<cmore>余|多)?(?P<cmag>万|亿)?(?P<cunit>级|{unit})
      | (?P<level>(?:(?<=[^\d])[百千万]?亿|千万|百万)(?P<lunit>元|斤|吨|方)?)(?=级|以上|大关|台阶|[^\u4e00-\u9fff]|园区|产业|项目|企业|级)
        """,
        re.X,
    )


#: Right behind a number with 个, 项 …: what is no fact of the work (a list's own length, ways, meetings).
_HOLLOW = re.compile(
    r"^(?:方面|关键|环节|抓手|重点|着力|坚持|必须|确保|维护|自信|意识|确立|结合|统筹|转变|全面|毫不|打造|突破口?|阶段|层面|维度|字|点|步|目标|任务|问题导向|"
    r"关系|原则|要求|支点|战略|大局|特征|优势|定位|导向|转型|代表|务必|更|好|新|强|化|高地|中心|基地|屏障|世界|国家级?$)"
)
#: Numbers that have no unit: 城乡居民收入比缩小到1.91, 采购经理指数为50.2.
_INDEXED = re.compile(
    r"(?:收入比值?|之比|比值|系数|指数|景气度)[^，。；\d]{0,10}(?:由|为|[达到至]|的)$|(?:收入比值?|系数|指数)由[^，。；]{0,18}[到至为]$"
)
_LONGER_WORD = {"方": "案面式向法位", "户": "籍外", "家": "庭属", "人": "均才民员口", "分": "类析布", "次": "数序"}
_STEPS = (
    "台阶",
    "千亿元台阶",
    "千亿台阶",
    "百亿元台阶",
    "百亿台阶",
    "万亿元台阶",
    "万亿台阶",
    "方面",
    "方向",
    "百分比",
)
_DATE_AFTER = re.compile(
    r"^(?:年|月|日|号(?!线)|时|点|届|版|期|周年|年代|世纪|岁|周岁|本账|次会议|次全|中全会|月份|季度|个季度|年期|批次?(?:国|省|市|县|中)|批全国)"
)
_LETTER = re.compile(r"[A-Za-z]")
_QUOTE_PAIRS = {"“": "”", "《": "》", "‘": "’"}
_SENTENCE_MARK = re.compile(r"[，。！？；,]")


def quoted(text: str) -> list[tuple[int, int]]:
    """The places of names and slogans: whatever stands in 《》, and in quotation marks without a sentence mark."""
    spans: list[tuple[int, int]] = []
    for opener, closer in _QUOTE_PAIRS.items():
        start = text.find(opener)
        while start >= 0:
            end = text.find(closer, start + 1)
            if end < 0:
                break
            inner = text[start + 1 : end]
            if opener == "《" or (len(inner) <= 24 and not _SENTENCE_MARK.search(inner)):
                spans.append((start, end))
            start = text.find(opener, end + 1)
    return spans


def scan(text: str, times: list[tuple[int, int]]) -> list[Number]:
    """The numbers of a paragraph in order. `times` are the places of its time expressions."""
    names = quoted(text) if "“" in text or "《" in text or "‘" in text else []
    out: list[Number] = []
    taken = sorted([*times, *((a + 1, b) for a, b in names)])
    starts = [a for a, _ in taken]
    for m in _pattern().finditer(text):
        i = bisect.bisect_right(starts, m.start())
        if any(b > m.start() for _, b in taken[max(0, i - 3) : i]):
            continue
        found = _read(m, text)
        if found is not None:
            out.append(found)
    return _settle(out, text)


def _number(m: re.Match[str], value: float | None, unit: str, kind: str, end: int, **more: object) -> Number:
    return Number(m.start(), end, value, None, unit, kind, None, end, **more)  # type: ignore[arg-type]


def _read(m: re.Match[str], text: str) -> Number | None:
    g = m.group
    if g("a"):
        found = _arabic(m, text)
    elif g("cn"):
        found = _chinese(m, text)
    elif g("pct"):
        value = number(g("pctn"))
        found = _number(m, value, "%", "ratio", m.end()) if value is not None else None
        if found and g("pctn2"):
            found.value_to, found.close = number(g("pctn2")), "between"
    elif g("frac"):
        den, nom = number(g("den")), number(g("nom"))
        found = _number(m, nom / den, "", "ratio_of", m.end()) if den and nom and nom < den else None
    elif g("rank"):
        found = _rank(m, text)
    elif g("top"):
        found = _top(m, text)
    elif g("tenth"):
        found = _tenths(m, text)
    elif g("grade"):
        found = _grade(m)
    elif g("word"):
        found = _word(m, text)
    elif g("level"):
        found = _class(m, text)
    else:
        found = None
    if found is not None:
        _bound(found, text)
    return found


def _bound(n: Number, text: str) -> None:
    """Reads what closes a number on its right: 左右, 以上, 以内; and steps over 大关, 台阶."""
    step = _STEP.match(text, n.tail)
    if step:
        n.tail = step.end()
    m = _AFTER.match(text, n.tail)
    if n.kind in ("multiple", "count", "people", "money") and _MORE.match(text, n.end):
        n.close, n.tail = _GE, n.end + 1  # 增长2倍多
    if m:
        n.close = m.lastgroup if n.close in (None, "ge", "approx") else n.close
        n.tail = m.end()


def _arabic(m: re.Match[str], text: str) -> Number | None:
    g = m.group
    value = number(g("a"))
    if value is None:
        return None
    if g("slash"):
        denominator = float(g("sl"))
        if not value < denominator <= 10:
            return None
        return _number(m, value / denominator, "", "ratio_of", m.end("slash"))
    if g("colon"):
        return _number(m, value, "", "ratio_of", m.end("colon"))
    before = text[m.start() - 1] if m.start() else ""
    minus = bool(_MINUS.search(text, max(0, m.start() - 3), m.start()))
    if before and before in "-－−第·+×" and not minus:
        return None
    mag, more = g("mag") or "", g("more") or g("more2")
    if g("unitb"):
        end = m.end("unitb")
        unit = (g("magb") or mag) + g("unitb")
        to = number(g("b"))
        n = _number(m, value, unit, units().of(g("unitb")), end)
        n.value_to, n.close = to, "between"
        if to is not None and to < value:
            if n.kind != "ratio":
                return None
            n.value, n.value_to = to, value
        return n
    unit = g("unit2") or ""
    end = m.end("unit2") if unit else max(m.end("a"), m.end("mag"), m.end("more"), m.end("more2"))
    after = text[end : end + 8]
    if not unit:
        if "亿" in mag or mag in ("万", "百万", "千万", "十万"):
            n = _number(m, value, mag, "count", end)
            n.close = _GE if more else None
            return n
        if _DATE_AFTER.match(text[end : end + 6]) or _LETTER.match(after) or (before.isascii() and before.isalpha()):
            return None
        indexed = _INDEXED.search(text[max(0, m.start() - 24) : m.start()])
        return _number(m, value, "", "index" if indexed else "bare", m.end("a"))
    kind = units().of(unit)
    if after[:1] and after[:1] in _LONGER_WORD.get(unit, ""):
        return None  # 3.0方案, 12人才: the unit is the first character of a longer word
    if unit in ("岁", "周岁") and "寿命" in text[max(0, m.start() - 20) : m.start()]:
        kind = "time"
    if kind == "name" or (before.isascii() and before.isalpha()):
        return None
    if after.startswith("级"):
        return None
    if kind == "count" and (_LETTER.match(after) or after.startswith(_STEPS)):
        return None  # 608所AES100: an institute's number; 3个千亿元台阶: steps, not things
    if unit in ("次", "个", "批", "期", "届") and re.match(
        r"(?:会议|全会|全体|常务|代表大会|国常会|工作日|全国人|季度)", after
    ):
        return None
    if len(unit) == 1 and unit.isascii() and unit != "%" and after[:1].isascii() and after[:1].isalnum():
        return None
    if kind == "time" and not _TIMED.search(text[max(0, m.start() - 16) : m.start()]):
        return None
    if kind == "money" and _CLASS.match(text, end):
        return None  # 500万元以上项目, 产值过10亿元企业: a class of things
    n = _number(m, -value if minus else value, mag + unit, kind, end)
    if minus:
        n.start -= 1
    n.close = _GE if more else None
    return n


#: 同比增长-3.2%: a sign stands behind a word; behind a number it is a dash.
_MINUS = re.compile(r"[\u4e00-\u9fff：][-－−]$")
#: A length of time is a figure only where it is what is measured.
_TIMED = re.compile(r"时限|时间|压缩|缩短|用时|耗时|天数|提前|提速|工期|寿命|周期|平均[^，。]{0,8}$|由[^，。]{0,10}$")
_CLASS = re.compile(
    r"(?:及?以[上下]的?|级)(?:[\u4e00-\u9fff“”]{0,6}?(?:项目|工业|企业|固定资产|产业|园区|拖欠|贷款|镇|村|集群|重点|商业|工程|投资))|(?:企业|项目|园区|集群|产业|镇|村)(?=\d|[，。、])"
)


def _chinese(m: re.Match[str], text: str) -> Number | None:
    g = m.group
    unit, raw, mag = g("cunit"), g("cn"), g("cmag") or ""
    # The magnitude belongs to the unit: 五百亿元 is 500 with 亿元, 一千万 1000 with 万.
    tail = re.match(r"^(.*?)(万亿|万|亿)$", raw)
    core, scale = (tail.group(1), tail.group(2)) if tail else (raw, "")
    if core[:1] in ("万", "亿"):
        return None  # 渝西、成达万|两条高铁: the magnitude is the end of a name
    value = chinese(core) if core else 1.0
    if not core and not _REACHED.search(text[max(0, m.start() - 3) : m.start()]):
        return None  # 亿元以上项目, 万元生产总值能耗: a class or a base, no amount
    if raw in ("百", "千", "十") and not g("cmore") and not _REACHED.search(text[max(0, m.start() - 3) : m.start()]):
        return None
    if value is None:
        return None
    kind = units().of(unit)
    if kind == "name" or unit not in units().in_words:
        return None
    after = text[m.end() : m.end() + 6]
    if kind in ("count", "people") and value < 100 and not scale:
        # 一个, 两项, 三条 …: nearly always a way of speaking; a count only where a thing was made or is had.
        made = _MADE.search(text[max(0, m.start() - 6) : m.start()])
        spoken = value < 2 or _HOLLOW.match(after) or not made
    else:
        spoken = kind == "time"
    if spoken:
        return None
    n = _number(m, value, scale + mag + unit, kind, m.end(), chinese=True)
    n.close = _GE if g("cmore") else None
    return n


_REACHED = re.compile(r"(?:突破|超过?|过|达到?|近|不足|逾|上|满|跨越)$")
_MADE = re.compile(
    r"(?:发展|建成|新增|引进|新建|建设|开工|获批|培育|创建|成立|组建|新设|落户|新签|签约|投产|竣工|达|共|有)$"
)


def _rank(m: re.Match[str], text: str) -> Number | None:
    value = number(m.group("rank"))
    after = text[m.end() : m.end() + 3]
    before = text[max(0, m.start() - 14) : m.start()]
    if value is None:
        return None
    end = m.end("rank")
    listed = re.search(r"第[一二三四五六七八九十\d]{1,3}[位名]?[、和]$", before)  # 居全国第二、第七
    if listed and text[m.end() : m.end() + 1] in ("，", "。", "；", "、", "位", "名", "和"):
        pass
    elif not m.group("rankunit"):
        if re.match(
            r"(?:产业|季度|[个次批届期章节条款项类轮步阶代线所家部只台套座年天车棒枪站党书梯方议期时手要务动力生产医附人版条责任])",
            after,
        ):
            return None
        if not re.search(
            r"(?:全国|全省|全市|全区|全县|全州|[东南西北中]部|[东西][南北]|华[东北中南]|世界|全球|居|列|排名?|位|稳居|库区|地区|方阵|沿海|县市|区县|市州|县区)$",
            before,
        ):
            return None
    elif not re.search(
        r"(?:[居列排]|全国|全省|全市|全区|全县|全州|世界|全球|位|名|部|区|市|省|县|增至|升至|跃至|保持)[^，。；、]{0,10}$",
        before,
    ):
        return None
    n = _number(m, value, "", "rank", end)
    n.tail = m.end()
    return n


def _top(m: re.Match[str], text: str) -> Number | None:
    value = number(m.group("top"))
    after = text[m.end() : m.end() + 2]
    before = text[max(0, m.start() - 10) : m.start()]
    if value is None or (
        not m.group("topunit") and re.match(r"(?:[个季月年天期款置次些者后面段步几人家项批日]|\d)", after)
    ):
        return None
    if not re.search(
        r"(?:全国|全省|全市|全区|全县|中部|西部|东部|世界|全球|居|列|位|入|进|保持|排名?|县|区|城市|百强|库区)$",
        before,
    ):
        return None
    n = _number(m, value, "", "rank", m.end("top"))
    n.tail, n.close = m.end(), "top"
    return n


def _tenths(m: re.Match[str], text: str) -> Number | None:
    value = (chinese(m.group("tn")) or 0) * 10
    second = m.group("tn2")
    value += 5 if second == "半" else (chinese(second) or 0) if second else 0
    before = text[m.start() - 1 : m.start()]
    if not before or before not in "近约超逾达占的至到降增长少高":
        return None
    end = m.end("tn2") if second else m.end("tn") + 1
    n = _number(m, value, "%", "ratio", end)
    return n


def _word(m: re.Match[str], text: str) -> Number | None:
    word = m.group("word")
    if word in ("过半", "超半数", "半数以上"):
        n = _number(m, 50.0, "%", "word", m.end())
        n.close = _GE
        if text[max(0, m.start() - 1) : m.start()] == "双":
            return None
        return n
    if word == "正增长":
        n = _number(m, None, "", "word", m.end())
        n.close = "positive"
        return n
    if word.startswith("翻"):
        value = {"翻一番": 2.0, "翻番": 2.0, "翻两番": 4.0}[word.replace("了", "")]
        return _number(m, value, "倍", "word", m.end())
    if word == "倍增":
        if text[max(0, m.start() - 2) : m.start()] not in ("实现", "成倍", "收入"):
            return None
        return _number(m, 2.0, "倍", "word", m.end())
    if word in ("首位", "榜首"):
        if not re.search(
            r"(?:[居列位]|全国|全省|全市|市|省|区)[^，。；、]{0,12}$",
            text[max(0, m.start() - 16) : m.start()],
        ):
            return None
        return _number(m, 1.0, "", "rank", m.end())
    return None


def _grade(m: re.Match[str]) -> Number:
    """A档, AA+主体信用评级, Ⅲ类: a letter or band; water classes count downwards in quality, printed upwards."""
    water = m.group("water")
    value = float("ⅠⅡⅢⅣⅤ".index(water) + 1) if water in tuple("ⅠⅡⅢⅣⅤ") else None
    return _number(m, value, "类" if value else "", "grade", m.end())


def _class(m: re.Match[str], text: str) -> Number | None:
    """百亿级园区, 亿元以上项目: a class of things, not a measured number."""
    return None


def _describes(n: Number, following: Number | None, text: str) -> bool:
    """经济总量超千亿元的县域达12个: the first number only says which things the second counts."""
    if following is None or n.kind != "money" or not text.startswith("的", n.tail) or following.kind != "count":
        return False
    between = text[n.tail + 1 : following.start]
    return len(between) >= 2 and not re.search(r"[，。；、]", between)


def _settle(found: list[Number], text: str) -> list[Number]:
    """Gives bare numbers the unit of the number they are listed with; drops those that get none."""
    out: list[Number] = []
    for i in range(len(found) - 1, -1, -1):
        n = found[i]
        if n.kind == "bare":
            following = out[-1] if out else None
            between = text[n.end : following.start] if following else None
            if (
                following is None
                or between not in ("、", "和", "及", "与", "，", "以及")
                or following.kind
                not in (
                    "points",
                    "ratio",
                    "money",
                    "count",
                    "people",
                    "area",
                    "weight",
                    "energy",
                    "length",
                    "volume",
                )
            ):
                continue
            if (following.chinese and following.kind == "count") or (between == "，" and following.kind != "points"):
                continue
            n.unit, n.kind = following.unit, following.kind
        elif n.unit == "个" and out and out[-1].kind == "points" and text[n.end : out[-1].start] in ("、", "和"):
            n.unit, n.kind = out[-1].unit, "points"  # 3.4个、1个百分点
        out.append(n)
    out.reverse()
    out = [n for i, n in enumerate(out) if not _describes(n, out[i + 1] if i + 1 < len(out) else None, text)]
    return out
