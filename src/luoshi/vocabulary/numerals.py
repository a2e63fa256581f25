"""Numbers as they are written in Chinese print: Arabic, Chinese and mixed, with magnitudes.

A magnitude (十, 百, 千, 万, 亿 and their compounds) that follows Arabic digits belongs to the unit
(`1.3万亿元` is 1.3 with the unit 万亿元); one inside a Chinese numeral belongs to the number (`三百二十` is 320).
"""

from __future__ import annotations

DIGITS: dict[str, int] = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5,
    "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
SMALL: dict[str, int] = {"十": 10, "百": 100, "千": 1000}
LARGE: dict[str, int] = {"万": 10**4, "亿": 10**8}
MAGNITUDES: dict[str, float] = {
    "十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7,
    "亿": 1e8, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12,
}  # fmt: skip

#: No printed number is longer; a float does not hold more digits.
LONGEST = 18


def chinese(text: str) -> float | None:
    """The number a Chinese numeral says: `二十三` 23, `两百零五` 205, `三点五` 3.5, `一万二` 12000, `百` 100.

    Digit by digit is read too (`二〇二五` 2025). None where `text` is no numeral.
    """
    if len(text) > LONGEST:
        return None
    if "点" in text:
        whole, _, fraction = text.partition("点")
        head = chinese(whole)
        if head is None or not fraction or any(c not in DIGITS for c in fraction):
            return None
        return float(f"{int(head)}.{''.join(str(DIGITS[c]) for c in fraction)}")
    if not text:
        return None
    if len(text) > 1 and all(c in DIGITS for c in text):
        return float("".join(str(DIGITS[c]) for c in text))
    total = section = 0
    digit: int | None = None
    last = 1
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
            if c in "零〇":
                last = 10  # after a zero a lone digit counts ones: 二百零五
        elif c in SMALL:
            section += (1 if digit is None else digit) * SMALL[c]
            last, digit = SMALL[c], None
        elif c in LARGE:
            section += digit or 0
            if c == "亿":
                total = (total + section or 1) * LARGE[c]
            else:
                total += (section or 1) * LARGE[c]
            section, digit, last = 0, None, LARGE[c]
        else:
            return None
    if digit is not None:
        # 三百二 is 320, 一万二 is 12000: a lone digit takes the place below the last magnitude.
        section += digit * (last // 10 if last > 10 else 1)
    return float(total + section)


def arabic(text: str) -> float | None:
    """The number written in digits, with thousands commas or without: `1,234.5` 1234.5. None for anything else."""
    digits = text.replace(",", "").replace("，", "")
    if len(digits) > LONGEST:
        return None
    if not digits.replace(".", "", 1).isascii() or not digits.replace(".", "", 1).isdigit():
        return None
    return float(digits)


def number(text: str) -> float | None:
    """`arabic` or `chinese`, whichever reads it."""
    return arabic(text) if text[:1].isascii() else chinese(text)
