"""Characters: one form for what is printed in several, always one for one, so that offsets stay true.

Full-width digits and letters become half-width, half-width punctuation between Chinese becomes Chinese,
compatibility forms (which PDF fonts are full of) become the plain character, and traditional characters
become simplified ones. NFKC would do parts of it, but changes lengths and folds Chinese punctuation too.
"""

from __future__ import annotations

import re
from functools import cache

# Full-width forms that are Chinese punctuation, and stay.
_KEPT = "，；：！？（）"
_HAN = "\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# What tells that punctuation beside it is Chinese: a character, or the punctuation that goes with it.
_CHINESE = f"{_HAN}〇、。，；：！？“”‘’《》〈〉【】「」『』（）—…"
_TO_CHINESE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
# After a Chinese character, or (white space between them or not) before one. A mark with a letter or a
# digit on both sides (1,234.5, 10:30, 1:2) is never touched.
_MARK_BESIDE = re.compile(rf"(?<=[{_CHINESE}%])[,;:!?](?![/\\])|(?<![,;:!?])[,;:!?](?=[ \t\n]{{0,4}}[{_CHINESE}])")
_BRACKET_BESIDE = re.compile(rf"(?<=[{_CHINESE}])[()]|[()](?=[{_CHINESE}])")
_HALF_PAIR = re.compile(r"\(([^()（）\n]{0,80})）|（([^()（）\n]{0,80})\)")
_MARKS = re.compile(r"[,;:!?()]")

# The commonest characters that are traditional only, by which a traditional text is known.
_TRADITIONAL = frozenset(
    "國會發經濟實動產進設區體強務質開個現資項創農優萬業堅續級規穩機億總態標費學領達鄉電數場統綠環護關範協轉營構運縣"
    "對準時計與結積術試黨險鎮預們決極爭網題專線內過習監際帶調於導來條問義類鏈顯貫寧養斷確氣間減團備雙員財貿議層難復廣"
    "報補結車別緊單鐵邊裝軍奮記舉價傳藥讓東節獲審嚴頭債歷績組衛麗貧兒變認給權據後這責維圍職書壓處揮選為說沒"
)
_TRADITIONAL_SHARE = 0.03


@cache
def _folding() -> dict[str, str]:
    """Every character that has another form, and that form; both of length 1."""
    import unicodedata

    table = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT}
    table.update(
        {
            "｡": "。",
            "､": "、",
            "｢": "「",
            "｣": "」",
            "﹪": "%",
            "﹐": "，",
            "﹑": "、",
            "﹔": "；",
            "﹕": "：",
            "﹖": "？",
            "﹗": "！",
            "﹙": "（",
            "﹚": "）",
            "﹣": "-",
            "﹢": "+",
            "﹦": "=",
        }
    )
    for low, high in ((0x2E80, 0x2FE0), (0xF900, 0xFB00), (0x2F800, 0x2FA20)):
        for code in range(low, high):
            plain = unicodedata.normalize("NFKC", chr(code))
            if plain != chr(code) and len(plain) == 1:
                table[chr(code)] = plain
    return table


@cache
def _simplified() -> dict[str, str]:
    """Every traditional character and its simplified form, one for one, by OpenCC's t2s."""
    from opencc import OpenCC

    characters = [chr(code) for low, high in ((0x3400, 0x4DC0), (0x4E00, 0xA000)) for code in range(low, high)]
    # A line end between them keeps every character a word of its own.
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {a: b for a, b in zip(characters, converted, strict=True) if a != b and len(b) == 1}


def traditional(text: str) -> bool:
    """Whether a text is written in traditional characters: 3 % of its Chinese ones are traditional only.

    Simplified text has single ones in names (濛, 吒), far below that.
    """
    found = set(text) & _TRADITIONAL
    if not found:
        return False
    count = sum(map(text.count, found))
    if count < 2 and len(text) > 20:
        return False
    han = len(re.findall(f"[{_HAN}]", text)) if len(text) < 10_000 else len(text)
    return count >= _TRADITIONAL_SHARE * han


def simplify(text: str) -> str:
    """A copy of the text for reading, of exactly the same length: position i is the same character.

    Full-width ASCII becomes half-width, except ，；：！？（） which are Chinese punctuation; half-width
    `,;:!?()` beside Chinese characters becomes Chinese; compatibility forms become plain characters; and
    where the text is traditional (`traditional`), its characters become simplified. White space stays.
    """
    if text.isascii():
        return text
    present = set(text)
    text = _replaced(text, present, _folding())
    if traditional(text):
        text = _replaced(text, present, _simplified())
    return _punctuated(text)


def _replaced(text: str, present: set[str], table: dict[str, str]) -> str:
    # A search for each of the few characters that are there is many times faster than str.translate.
    wanted = present & table.keys()
    if len(wanted) > 40:
        return text.translate({ord(c): table[c] for c in wanted})
    for char in wanted:
        text = text.replace(char, table[char])
    return text


def _chinese_mark(match: re.Match[str]) -> str:
    return _TO_CHINESE[match.group()]


def _punctuated(text: str) -> str:
    if not _MARKS.search(text):
        return text
    text = _MARK_BESIDE.sub(_chinese_mark, text)
    if "(" not in text and ")" not in text:
        return text
    text = _BRACKET_BESIDE.sub(_chinese_mark, text)
    # A bracket that became Chinese takes its other half along: (1）, （GDP).
    return _HALF_PAIR.sub(lambda m: f"（{m.group(1) if m.group(1) is not None else m.group(2)}）", text)


#: Characters without width: they stand in no word.
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e"
