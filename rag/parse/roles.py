"""What a line outside the numbered body is: 文号, history, addressees, signature, date, 抄送, 印发 line."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Literal

from rag.numerals import read_numeral

Role = Literal["symbol", "date", "printed", "copies", "disclosure", "signature", "contact"]

# 建市〔2020〕60 号 / 某府〔２０２３〕５号 / 国办发[2016]71号; not （建市〔2020〕60号） inside a sentence
_SYMBOL = re.compile(
    r"([\u4e00-\u9fffA-Za-z]{1,16})\s*[〔\[【（(［]\s*((?:19|20|１９|２０)\d{2})\s*[〕\]】）)］]\s*(第?)\s*(\d{1,5})\s*号"
)
_NUMBER = (
    r"((?:(?:19|20)\d{2}\s*年\s*|[〔\[（(]\s*(?:19|20)\d{2}\s*[〕\]）)]\s*)?"
    r"第\s*(?:\d{1,5}|[一二三四五六七八九十百零〇]{1,6})\s*号)"
)
# 中华人民共和国国务院令第707号 / 公告2021年第5号 / 第35号, alone on its line; not 按照第35号文件执行
_ORDER = re.compile(rf"([\u4e00-\u9fff\s]{{0,40}}?(?:令|公告|通告))?\s*[（(]?\s*{_NUMBER}\s*[）)]?")
# 中华人民共和国国务院令 / 某市人民政府公告, the line above 第707号; not 关于…的公告
_ORDER_NAME = re.compile(
    r"(?!.*关于)[\u4e00-\u9fff\s]{1,38}(?:[国院部局会署府委行厅席理]|主\s*席)\s*(?:令|公\s*告|通\s*告)"
)
# 签发人：李四, beside the 文号 of a report to a higher body
_SIGNER = re.compile(r"\s*签发人\s*[:：].{1,20}$")
# 2025年7月17日 / 2020 年 7 月 3 日 / 二〇二〇年七月三日 alone on its line
_DATE = re.compile(
    r"(?:(\d{4})|([〇零一二三四五六七八九○Ｏ]{4}))\s*年\s*([\d一二三四五六七八九十]{1,3})\s*月\s*([\d一二三四五六七八九十]{1,3})\s*日"
)
# 2024年4月12日印发 / 桐乡市人民政府办公室 2024年4月12日印发
_PRINTED = re.compile(r".{0,40}日\s*印发")
# 抄送：市委各部门
_COPIES = re.compile(r"(?:抄送|主送|分送|抄报)\s*[:：]")
# （此件主动公开）/ (此件公开发布) / 公开方式：主动公开
_DISCLOSURE = re.compile(
    r"[（(]\s*此件.{2,12}[）)]|[（(]\s*信息公开.{0,20}[）)]|(?:信息)?公开(?:方式|属性|类别|选项|形式)\s*[:：].{1,12}"
)
# （联系人：张三 电话：…）
_CONTACT = re.compile(r"[（(]?\s*联\s*系\s*(?:人|电话|方式).{0,80}")
# 桐乡市人民政府办公室 / 国家铁路局 / 中国民用航空局; not 加强组织领导
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff\s·]{2,40}?(?:部|局|厅|委|委员会|办公室|办公厅|政府|法院|检察院|总署|总局|银行|中心|领导小组|联席会议|指挥部|协会|公司|党组|党委|管委会|国务院|人大常委会)"
    r"(?:文件)?|国\s*务\s*院(?:文件)?|[\u4e00-\u9fff]{4,30}(?:专家组|工作组|代表大会)"
)
# 总理 李克强 / 省长　张某; not 主任：张某 in a list of members
_SIGNED_BY = re.compile(
    r"(?:总\s*理|主\s*席|委员长|部\s*长|省\s*长|市\s*长|区\s*长|县\s*长|州\s*长)[\s　]+\S[\S\s]{1,5}"
)
# 2018年4月26日 某市人民代表大会常务委员会第八次会议通过 / （1994年1月28日国务院令第142号发布 根据…第一次修订）
# / 2004年7月1日 施行; not 2018年4月26日前报送 and not 2018年1月1日起施行。
_HISTORY = re.compile(
    r"[（(]?\s*(?:根据)?\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日(?!\s*(?:前|起|以|之|后|止|至)).{0,200}?"
    r"(?:通过|批准|公布|发布|颁布|施行|实施|修正|修订|修改|废止|决定》)[^。；]*[）)]?"
)
_LONGEST_HISTORY = 1500
# 各省、自治区、直辖市人民政府，国务院各部委： / 湖北省人民政府： / 各有关单位：; not 现将有关事项通知如下：
_ADDRESSED = re.compile(
    r"(?:各|[\u4e00-\u9fff（）()]{1,24}?(?:部|局|厅|委|会|办|办公室|政府|省|市|区|县|旗|院|公司|单位|集团|代表|委员|国务院)"
    r"(?=[：:、，,（(\s]))[^。；;！？]{0,700}[：:]"
)
# ——2016年2月19日在某区第十四届人民代表大会第五次会议上: the line under the title of a report
_DELIVERED = re.compile(r"[（(—–\-－]+\s*\d{4}年\d{1,2}月\d{1,2}日在.{4,60}(?:会议|大会)上[）)]?$")
# 各位代表： / 马某某副主席： / 邓某某、韩某某委员：
_ADDRESSED_BY_NAME = re.compile(
    r"(?:各位[\u4e00-\u9fff]{2,6}|[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4}){0,5}(?:委员|代表|主席|同志|先生|女士|院士))[：:！!]"
)
# 现就有关事项通知如下： / 应当符合下列条件：: what follows is not a letter
_LEADS_ON = re.compile(
    r"(?:如下|规定|下列.*|以下.*|包括|要求|是|为|条件|情形|标准|内容|工作|职责|电话|地址|邮箱|人|方式|时间)[：:]$"
)


def role_of(line: str) -> Role | None:
    """The role of a line by its own form, or None for running text, titles and headings."""
    if _SYMBOL.fullmatch(_SIGNER.sub("", line).strip("（）()　 ")) or is_order(line):
        return "symbol"
    if _DATE.fullmatch(line):
        return "date"
    if _PRINTED.fullmatch(line):
        return "printed"
    if _COPIES.match(line):
        return "copies"
    if _DISCLOSURE.fullmatch(line):
        return "disclosure"
    if _CONTACT.fullmatch(line):
        return "contact"
    signed = _ORGANISATION.fullmatch(line) is not None or is_person(line)
    return "signature" if signed and not line.startswith("关于") else None


def is_letterhead(line: str) -> bool:
    """Whether a line is the red head of a notice: 某市人民政府办公室文件."""
    return line.endswith("文件") and role_of(line) == "signature"


def is_person(line: str) -> bool:
    """Whether a line is the signature of the head of a government or a ministry: 总理 李克强."""
    return _SIGNED_BY.fullmatch(line) is not None


def is_order(line: str) -> bool:
    """Whether a line is the number of an order or public notice, or the name above it: 国务院令, 第707号."""
    return len(line) <= 60 and (_ORDER.fullmatch(line) or _ORDER_NAME.fullmatch(line)) is not None


def is_history(line: str) -> bool:
    """Whether a line says when and by whom a regulation was passed, amended or brought into force."""
    return len(line) <= _LONGEST_HISTORY and _HISTORY.fullmatch(line) is not None


def is_addressed(line: str) -> bool:
    """Whether a line names those that a letter is written to (主送机关)."""
    named = _ADDRESSED_BY_NAME.fullmatch(line) is not None
    return named or (_ADDRESSED.fullmatch(line) is not None and _LEADS_ON.search(line) is None)


def opens_speech(line: str) -> bool:
    """Whether a line only names those who are spoken to: 各位代表：."""
    return line.startswith("各位") and _ADDRESSED_BY_NAME.fullmatch(line) is not None


def is_delivered(line: str) -> bool:
    """Whether a line says when and where a report was given: ——2016年2月19日在某区…第五次会议上."""
    return _DELIVERED.match(line) is not None


def read_symbol(line: str) -> str:
    """The 文号 in `line` with full-width 〔〕 and without blanks, or ``""``; only orders keep their 第."""
    match = _SYMBOL.search(line)
    if match is None:
        return ""
    nth = match[3] if match[1].endswith(("令", "公告", "通告")) else ""
    return f"{match[1]}〔{_half(match[2])}〕{nth}{_half(match[4])}号"


def _half(digits: str) -> str:
    """Digits in half width: 60 for ６０."""
    return unicodedata.normalize("NFKC", digits)


def read_order(line: str, above: str) -> str:
    """The number of an order without blanks, or ``""``: its name from the same line or from the one above.

    Args:
        line: ``中华人民共和国国务院令第707号``, or ``第707号`` alone.
        above: The line before it: ``中华人民共和国国务院令``.
    """
    match = _ORDER.fullmatch(line)
    if match is None:
        return ""
    named = match[1] or (above if _ORDER_NAME.fullmatch(above) else "")
    return "".join((named + match[2]).split()) if named else ""


def read_date(line: str) -> date | None:
    """The day in `line`, or None."""
    match = _DATE.search(line)
    if match is None:
        return None
    year = int(match[1]) if match[1] else _read_digits(match[2])
    month, day = read_numeral(match[3]), read_numeral(match[4])
    if month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read_digits(text: str) -> int:
    zeros = str.maketrans("零○Ｏ", "〇〇〇")
    return int("".join(str("〇一二三四五六七八九".index(char)) for char in text.translate(zeros)))
