"""The only place that reads numbers: numerals, amounts, dates, and the numbers that a guard compares."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rag.domain import Amount

_DIGITS = "零一二三四五六七八九"
CHINESE = "一二三四五六七八九十百零〇两"
"""Characters of the Chinese numbers by which items and batches are counted."""
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_ENGLISH_POWERS = {"thousand": 3, "million": 6, "billion": 9}
_FOLD = str.maketrans("０１２３４５６７８９．％／－○〇", "0123456789.%/-零零")
"""One character to one, so that offsets stay."""
_CIRCLED = ("①⑳", "⑴⒇", "⒈⒛", "⓫⓴", "⓵⓾", "❶➓", "㈠㈩", "㊀㊉", "㉑㉟", "㊱㊿", "Ⅰⅿ")
"""First and last of each run of single-character numbers, from ① to the Unicode Roman numerals."""
_MASK = "\0"
_LONGEST = 18
"""Digits a numeral may have; longer runs are serial numbers."""

_D = "[一二三四五六七八九两]"
_SMALL = f"(?:{_D}千)?(?:零?{_D}百)?(?:零?{_D}?十)?(?:零?{_D})?"
_HAN = f"(?:(?=[一二三四五六七八九两十])(?:{_SMALL}亿)?(?:零?{_SMALL}万)?{_SMALL}|[廿卅]{_D}?)"
_NUM = r"(?<!\d)(?<!\d[.,])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_SCALE = r"万亿|[百千]?[万亿]|[十百千](?=[元个家名人])"
_TO = r"\ *(?:[—–~～-]{1,2}|至)\ *"
_YEAR = r"(?:19|20|21)\d\d"
_STOP = r"(?:[\s）)》”,，。；、]|$)"
_BEFORE = (
    r"(?:(?:最高|最低|最多|最少|至少|至多|不超过|不少于|不低于|不高于|不大于|不小于|不多于|超过|超|大于|小于|高于"
    r"|低于|少于|多于|不足|(?<!接)(?<!附)近|(?<![节集契])约|逾|满)\ *){0,2}"
)
_AFTER = r"(?:[（(]含[）)])?(?:以上|以下|以内|左右)?"
_YUAN = r"[美港欧日]?元(?:/(?:平方米|立方米|公里|千瓦时|[㎡人年月天日套台个项亩吨户次件辆米度]))?"
_MEASURE = (
    r"[%‰]|个?百分点|倍|折|年(?![代级度份]|规划|计划|行动)|个月|个?工作日|日(?=内|以内)|天|个?小时|分钟|秒|周(?![年边岁])"
    r"|平方米|平方公里|立方米|毫米|厘米|公里|千米|米|㎡|公顷|亩|公斤|千克|吨|千瓦时|千瓦|兆瓦"
)
_COUNT = (
    r"大?(?:类|板块|方面|领域)|个(?!百分点|月|小时|工作日)|家|项|种|名|人次|人(?![民才工])|位(?!一体)|套|台|款|条|份|次|处"
    r"|件|座|栋|幢|间|所|支|批次|批|辆|户|块|张|篇|场|轮|组|片|宗|例"
)

# Matches 三百零五, 十二, 廿三, 一万五 (15000) whole; must not match 三四 (three or four) or 百一.
_HAN_WHOLE = re.compile(_HAN)
# Matches 二零三五 (二○三五 folded), 五零; must not match 三五 or 二十.
_HAN_POSITIONS = re.compile(r"(?=.*零|.{3})[零一二三四五六七八九]{2,}")
# Matches the numeral of "1.保定出台", "1.2024年", "2.35家企业", "（3）"; must not match in "1.5倍", "2.8万".
_MARKER = re.compile(
    rf"^[ \t\u3000]*(?:\d{{1,2}}[.、](?=\D|\d{{4}}年|\d+(?:{_COUNT}))|[（(]\d{{1,2}}[）)])", re.MULTILINE
)
# Matches 2025年7月17日, "2024 年 1 月", 2025-07-17, each year of 2025—2029年; must not match 2000万元.
_DATE = re.compile(
    rf"(?<!\d)(?P<year>{_YEAR})(?!\d)(?:"
    r"\ *年(?:\ *(?P<month>1[0-2]|0?[1-9])\ *月(?:\ *(?P<day>3[01]|[12]\d|0?[1-9])\ *日)?)?"
    r"|[-/.](?P<month2>1[0-2]|0?[1-9])[-/.](?P<day2>3[01]|[12]\d|0?[1-9])(?![\d.])"
    rf"|(?={_TO}{_YEAR}(?:\ *年|{_STOP}))|(?<={_YEAR}[—–~～至-].{{4}})(?={_STOP}))"
)
# Matches 二零三五年, 二零二五年七月十七日; must not match 三年 or 二十年.
_HAN_DATE = re.compile(
    rf"(?<![{_DIGITS}十])(?P<year>[一二][零一九][{_DIGITS}]{{2}})年"
    rf"(?:(?P<month>十[一二]?|[一二三四五六七八九])月(?:(?P<day>{_D}?十{_D}?|{_D})日)?)?"
)
# Matches 第37次, 第一、二条, 第十四个五年: numbers of order; must not match 其中3项.
_ORDER = re.compile(rf"第\ *(?:{_NUM}|{_HAN})(?:[、至到和—-]第?(?:{_NUM}|{_HAN}))*\ *(?:个{_D}年|{_COUNT}|{_MEASURE})?")
# Matches 11.5.14.2, the G4 of LOG4 and the 4G of 4G影像; must not match 1.5倍.
_NAME = re.compile(r"\d+(?:\.\d+){2,}|[A-Za-z]\d+(?:\.\d+)?|\d{1,2}[GD](?![A-Za-z])")
# Matches 最高2000万元, 8—10万元, "61 个", 40余款, 3元/平方米, 100万元（含）以上; must not match 2024版.
_FIGURE = re.compile(
    rf"{_BEFORE}(?:{_NUM}(?:[%个家项]|[万亿]元?|元)?{_TO})?(?P<number>{_NUM})"
    rf"\ *[余多]?(?P<scale>{_SCALE})?[余多]?"
    rf"(?:\ *(?P<unit>{_YUAN}|{_MEASURE}|{_COUNT}|分(?![之别类批期])|层)|(?<=[万亿])){_AFTER}"
)
# Matches 百分之三十, 六项, 近五年, 十多款, 三百余万元; must not match 一批, 二次开发, 数十家, 五台山, 三元桥.
_HAN_FIGURE = re.compile(
    rf"{_BEFORE}(?<![数几{_DIGITS}两十百千万亿])(?:百分之(?P<percent>{_HAN}(?:点[{_DIGITS}]+)?)|(?:"
    rf"(?=.?[十百千万亿])(?P<money>{_HAN})[余多]?(?P<scale>[万亿])?(?P<yuan>{_YUAN})"
    rf"|(?P<measure>{_HAN})[余多几]?(?P<measured>{_MEASURE})"
    rf"|(?![一二](?![十百千万])|四处)(?P<count>{_HAN})[余多几]?(?!台[县山河区]|家渠)(?P<counted>{_COUNT})(?!一)"
    rf")){_AFTER}"
)
# Matches 100,000, 2.8万, 8—10万, "20 million", "30 percent", 11.5.14.2, each whole; must not match 三年.
_PLAIN = re.compile(
    rf"(?P<dotted>\d+(?:\.\d+){{2,}})|(?:(?P<low>{_NUM})(?P<lowscale>{_SCALE})?[%元个家项]?{_TO})?"
    rf"(?P<high>{_NUM})\ *[余多]?(?P<scale>{_SCALE}|(?:thousand|million|billion)\b)?"
    r"\ *(?P<percent>%|per\ ?cent\b)?",
    re.IGNORECASE,
)
_ENGLISH_UNITS = {
    **dict.fromkeys(("yuan", "rmb", "cny"), "元"),
    **dict.fromkeys(("%", "percent", "per cent"), "%"),
    **{"year": "年", "month": "个月", "day": "天", "working day": "个工作日", "hour": "小时"},
    **dict.fromkeys(("square metre", "square meter", "sqm"), "平方米"),
}
# Matches "5 million yuan", "a 20-year warranty", "30 percent", "10 working days"; not "60 years old", "in 2025".
_ENGLISH_FIGURE = re.compile(
    rf"(?P<number>{_NUM})[ -]?(?:(?P<scale>thousand|million|billion)\s+)?"
    rf"(?P<unit>{'|'.join(sorted(_ENGLISH_UNITS, key=len, reverse=True))})s?(?![a-z])(?!\s+(?:old|of age))",
    re.IGNORECASE,
)
# Matches RMB 600000, CNY 1.5 million, ¥20 million; not RMB alone, "in 2025"
_ENGLISH_SUM = re.compile(
    rf"(?:\b(?:RMB|CNY)|[¥￥])\s?(?P<number>{_NUM})(?:\s?(?P<scale>thousand|million|billion)\b)?", re.IGNORECASE
)
# Matches the 二 of 第二批 and the 十四 of 第十四个五年; must not match 第2批 (read as a plain number).
_HAN_ORDER = re.compile(rf"第({_HAN})")
# 九成, 七成五: tenths of a whole; not 九成新, 三成员
_TENTHS = re.compile(r"(?P<tens>[一二三四五六七八九])成(?P<ones>[一二三四五六七八九])?(?![员立效果本为新套功分熟])")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date as printed: a year, a month of a year, or a day."""

    text: str
    start: int
    end: int
    year: int
    month: int | None
    day: int | None


def read_numeral(text: str) -> int | None:
    """The whole number that `text` is, or None where it is none.

    Reads 十二, 二十一, 廿三, 两, 〇, 二○三五, 一万五 (15000), 12, １２, ④, ⑫, ㈢ and Ⅲ. Two Han digits side
    by side without 〇 are no number: 三四 means three or four. Spaces, signs and decimals are not read.
    """
    folded = text.translate(_FOLD)
    if folded.isascii() and folded.isdigit():
        return int(folded) if len(folded) <= _LONGEST else None
    if len(folded) == 1 and any(first <= folded <= last for first, last in _CIRCLED):
        return int(unicodedata.numeric(folded))
    if folded == "零":
        return 0
    if _HAN_POSITIONS.fullmatch(folded):
        return int("".join(str(_DIGITS.index(sign)) for sign in folded))
    return _read_han(folded) if _HAN_WHOLE.fullmatch(folded) else None


def write_chinese(n: int) -> str:
    """`n` in the Chinese numerals that number sections: 12 → 十二, 112 → 一百一十二.

    Raises:
        ValueError: `n` is below 0 or above 9999.
    """
    if not 0 <= n <= 9999:
        raise ValueError(f"expected a number from 0 to 9999, found {n!r}")
    if n == 0:
        return "零"
    digits = zip(f"{n:04}", ("千", "百", "十", ""), strict=True)
    written = "".join("零" if digit == "0" else _DIGITS[int(digit)] + power for digit, power in digits).strip("零")
    while "零零" in written:
        written = written.replace("零零", "零")
    return written[1:] if 10 <= n <= 19 else written


def find_amounts(text: str, *, offset: int = 0) -> tuple[Amount, ...]:
    """Every figure with its unit, in printed order, without overlaps.

    An amount's `text` is as printed, with what bounds it where that adjoins (最高, 不超过, 近; 以上,
    （含）以上). In its `value` 万 and 亿 are multiplied out (5万平方米 is 50000, unit 平方米); money is in
    元. A range (8—10万元) is one amount with the text whole and the upper bound as value. A figure with 万 or
    亿 and no unit has the unit "". Counts in Han numerals are read from two (两) on: 一 and 二 before a
    classifier are an article or an order (一批, 二次开发). No amounts are years and dates, 文号, item
    markers, numbers of order (第37次, 第十四个五年), versions and names (2024版, 4G).

    Args:
        text: A text, clause or question.
        offset: Added to each span, for a clause cut from a longer text.
    """
    masked = _mask(text.translate(_FOLD), _MARKER, _DATE, _HAN_DATE, _ORDER, _NAME)
    read = [
        Amount(
            text=text[match.start() : match.end()],
            start=match.start() + offset,
            end=match.end() + offset,
            value=value,
            unit=unit,
        )
        for match, value, unit in (*_digit_figures(masked), *_han_figures(masked))
    ]
    return tuple(sorted(read, key=lambda amount: amount.start))


def find_english_amounts(text: str) -> tuple[Amount, ...]:
    """Every figure of an English text with a unit of money, area, time or share: ``RMB 5 million``, ``20-year``.

    The units are those of `find_amounts`; `text` is as printed.
    """
    sums = tuple(
        Amount(
            text=match[0],
            start=match.start(),
            end=match.end(),
            value=_value(match["number"], match["scale"]),
            unit="元",
        )
        for match in _ENGLISH_SUM.finditer(text)
    )
    figures = tuple(
        Amount(
            text=match[0],
            start=match.start(),
            end=match.end(),
            value=_value(match["number"], match["scale"]),
            unit=_ENGLISH_UNITS[match["unit"].lower()],
        )
        for match in _ENGLISH_FIGURE.finditer(text)
        if not any(one.start < match.end() and match.start() < one.end for one in sums)
    )
    return tuple(sorted((*sums, *figures), key=lambda one: one.start))


def find_tenths(text: str) -> tuple[Amount, ...]:
    """Every share in tenths as questions say it, in per cent: 九成 is 90 %, 七成五 75 %; not 九成新, 成效."""
    return tuple(
        Amount(
            text=match[0],
            start=match.start(),
            end=match.end(),
            value=Decimal(10 * (read_numeral(match["tens"]) or 0) + (read_numeral(match["ones"] or "") or 0)),
            unit="%",
        )
        for match in _TENTHS.finditer(text)
    )


def find_dates(text: str, *, offset: int = 0) -> tuple[DateMention, ...]:
    """Every date that names its year, in printed order: 2025年7月17日, 2024 年 1 月, 二○三五年, 2025-07-17.

    A range gives both ends: 2025—2029年 is ``2025`` and ``2029年``; so does the bare 2024—2026 in brackets.

    Args:
        text: A text, clause or question.
        offset: Added to each span, for a clause cut from a longer text.
    """
    folded = text.translate(_FOLD)
    found: list[DateMention] = []
    for pattern in (_DATE, _HAN_DATE):
        for match in pattern.finditer(folded):
            parts = match.groupdict()
            year, month = read_numeral(parts["year"]), parts["month"] or parts.get("month2")
            day = parts["day"] or parts.get("day2")
            found.append(
                DateMention(
                    text=text[match.start() : match.end()],
                    start=match.start() + offset,
                    end=match.end() + offset,
                    year=0 if year is None else year,
                    month=None if month is None else read_numeral(month),
                    day=None if day is None else read_numeral(day),
                )
            )
    return tuple(sorted(found, key=lambda mention: mention.start))


def numbers_in(text: str) -> frozenset[str]:
    """Every number of `text` in one canonical form, so that equal numbers are equal strings.

    Full width is half width, thousands separators and trailing zeros of decimals are gone, 十/百/千 before a
    unit, 万, 亿, thousand, million and billion are multiplied out, percentages end in ``%``: 10万元 and
    100,000 give ``100000``; 0.50 gives ``0.5``; 百分之三十, ３０％ and 30 percent give ``30%``; 8—10万元
    gives ``80000`` and ``100000``. Han numerals count where a unit, 第 or a date makes numbers of them (三年,
    六项, 第二批, 二○三五年), by the rules of `find_amounts`: 一批 holds no number. Dotted numbers with two
    dots or more stay whole (``11.5.14.2``). The numerals of items at a line's start (``1.``, ``（3）``,
    ``①``) and spelt-out English numbers are not numbers here; units other than the percent sign are not
    compared.
    """
    folded = _mask(text.translate(_FOLD), _MARKER)
    counted = _han_figures(_mask(folded, _ORDER))
    found = {_canonical(value) + ("%" if unit == "%" else "") for _, value, unit in counted}
    for mention in find_dates(folded):
        found.update(str(part) for part in (mention.year, mention.month, mention.day) if part is not None)
    found.update(_canonical(Decimal(_read_han(match[1]))) for match in _HAN_ORDER.finditer(folded))
    for match in _PLAIN.finditer(folded):
        found.update(_plain_numbers(match))
    return frozenset(found)


def _plain_numbers(match: re.Match[str]) -> Iterator[str]:
    """The canonical forms of one match of `_PLAIN`; a lower bound takes the upper one's scale and percent."""
    if match["dotted"] is not None:
        yield match["dotted"]
        return
    percent = "" if match["percent"] is None else "%"
    yield _canonical(_value(match["high"], match["scale"])) + percent
    if match["low"] is not None:
        yield _canonical(_value(match["low"], match["lowscale"] or match["scale"])) + percent


def _digit_figures(masked: str) -> Iterator[tuple[re.Match[str], Decimal, str]]:
    """The figures written in digits: match, value, unit."""
    for match in _FIGURE.finditer(masked):
        yield match, _value(match["number"], match["scale"]), match["unit"] or ""


def _han_figures(masked: str) -> Iterator[tuple[re.Match[str], Decimal, str]]:
    """The figures written in Han numerals: match, value, unit."""
    for match in _HAN_FIGURE.finditer(masked):
        if match["percent"] is not None:
            whole, _, decimals = match["percent"].partition("点")
            places = "".join(str(_DIGITS.index(sign)) for sign in decimals)
            yield match, _value(f"{_read_han(whole)}.{places}0", None), "%"
        else:
            numeral = match["money"] or match["measure"] or match["count"]
            unit = match["yuan"] or match["measured"] or match["counted"]
            yield match, _value(str(_read_han(numeral)), match["scale"]), unit


def _mask(folded: str, *patterns: re.Pattern[str]) -> str:
    """`folded` with all that the patterns match blanked out, character for character."""
    for pattern in patterns:
        folded = pattern.sub(lambda match: _MASK * len(match[0]), folded)
    return folded


def _value(number: str, scale: str | None) -> Decimal:
    """The value of `number` (digits, separators, a point) times its scale word."""
    power = 0 if scale is None else _ENGLISH_POWERS.get(scale.lower(), sum(_POWERS.get(sign, 0) for sign in scale))
    return Decimal(_canonical(Decimal(number.replace(",", "")) * 10**power))


def _canonical(value: Decimal) -> str:
    """`value` without exponent, leading zeros and trailing zeros of its decimals."""
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _read_han(numeral: str) -> int:
    """The value of a numeral that `_HAN_WHOLE` matches; a last digit after 百, 千, 万 is one power less."""
    if numeral[0] in "廿卅":
        return (20 if numeral[0] == "廿" else 30) + (_read_han(numeral[1:]) if numeral[1:] else 0)
    total = section = digit = last = 0
    for sign in numeral:
        if sign in _POWERS:
            last = _POWERS[sign]
            if last >= 4:
                total, section = total + (section + digit) * 10**last, 0
            else:
                section += (digit or 1) * 10**last
            digit = 0
        elif sign == "零":
            last = 0
        else:
            digit = 2 if sign == "两" else _DIGITS.index(sign)
    return total + section + digit * 10 ** max(last - 1, 0)


# --- English ----------------------------------------------------------------------------------------------------

_ONES = {name: n for n, name in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_ORDINALS = {
    word: n for n, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
} | {f"{n}{suffix}": n for n in range(1, 21) for suffix in ("st", "nd", "rd", "th")}
_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


def english_number(word: str) -> int | None:
    """The number that an English word is: two, second, 2nd, II, 2; None where it is none."""
    lowered = word.lower()
    return int(lowered) if lowered.isdigit() else _ONES.get(lowered, english_ordinal(lowered))


def english_ordinal(word: str) -> int | None:
    """The number of an English word that puts in order: second, 2nd, II; None for one that counts."""
    lowered = word.lower()
    return _ORDINALS.get(lowered, _ROMANS.get(lowered))
