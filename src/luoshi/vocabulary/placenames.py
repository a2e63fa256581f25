"""How the name of a division is cut short: 开州区 → 开州, 凉山彝族自治州 → 凉山.

Pure rules on strings; which names are safe alone in running text is said in `placewords.toml`.
"""

from __future__ import annotations

import re

# The 55 minority peoples as they stand in names of autonomous places. Four are printed there without 族
# (蒙古自治县, 哈萨克自治州, …), so 族 is optional for them; 各族 stands where many share one place.
_PEOPLES = (
    "壮|回|满|苗|彝|土家|藏|侗|瑶|白|哈尼|黎|傣|畲|傈僳|东乡|仡佬|拉祜|佤|水|纳西|羌|土|仫佬|朝鲜|布依|撒拉|毛南|"
    "布朗|达斡尔|景颇|阿昌|普米|怒|鄂温克|鄂伦春|独龙|裕固|保安|德昂|基诺|京|门巴|珞巴|赫哲|高山|俄罗斯|塔塔尔|各"
)
_LOOSE = "蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|维吾尔|乌孜别克"
_TAIL = re.compile(f"(?:(?:{_PEOPLES})族|(?:{_LOOSE})族?)$")
_AUTONOMOUS = ("自治区", "自治州", "自治县", "自治旗")
# Two-character endings and how many characters of name must stay: 万柏林区 is 万柏林, 神农架林区 is 神农架.
_PAIRS = {"地区": 2, "新区": 2, "矿区": 2, "特区": 2, "林区": 3}


def short_name(name: str) -> str:
    """The name without its kind (省 市 区 县 旗 盟 自治州 …) and without the peoples of an autonomous place.

    A name that would be cut to one character is given whole (开县 → 开县); 内蒙古自治区 stays 内蒙古.
    """
    if "自治" in name:
        return _autonomous_short(name)
    if name.endswith("特别行政区"):
        return name[:-5]
    if len(name) >= _PAIRS.get(name[-2:], 9) + 2:
        return name[:-2]
    if name[-1] in "省市区县旗盟州" and len(name) >= 3:
        return name[:-1]
    return name


def _autonomous_short(name: str) -> str:
    rest = name[:-3] if name.endswith(_AUTONOMOUS) else name
    if rest == "内蒙古":
        return rest
    while match := _TAIL.search(rest):
        if match.start() < 2:  # 东乡族自治县: the people is the name
            return rest.removesuffix("族") if match.start() == 0 else rest
        rest = rest[: match.start()]
    return rest


def printed_forms(name: str) -> tuple[str, ...]:
    """Forms with a kind in which an autonomous place is printed besides its name: 凉山州, 彭水县, 广西自治区.

    Empty for other places.
    """
    if "自治" not in name:
        return ()
    short = _autonomous_short(name)
    kind = name[-1]
    forms = [short + "自治区"] if name.endswith("自治区") else [short + kind, short + "自治" + kind]
    return tuple(form for form in forms if form != name and len(short) >= 2)
