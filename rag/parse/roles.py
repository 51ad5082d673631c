"""What a line outside the numbered body is: 文号, title, addressees, signature, date, 抄送, 印发 line."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from rag.numerals import read_numeral

Role = Literal["symbol", "date", "printed", "copies", "disclosure", "signature", "contact"]

# 建市〔2020〕60 号 / 国办发[2016]71号 / 桐政办发(2024)9号; not （建市〔2020〕60号） inside a sentence
_SYMBOL = re.compile(
    r"([\u4e00-\u9fffA-Za-z]{1,16})\s*[〔\[【（(［]\s*((?:19|20)\d{2})\s*[〕\]】）)］]\s*第?\s*(\d{1,5})\s*号"
)
# 签发人：李四, beside the 文号 of a report to a higher body
_SIGNER = re.compile(r"\s*签发人\s*[:：].{1,20}$")
# 2025年7月17日 / 2020 年 7 月 3 日 / 二〇二〇年七月三日 alone on its line
_DATE = re.compile(
    r"(?:(\d{4})|([〇零一二三四五六七八九○]{4}))\s*年\s*([\d一二三四五六七八九十]{1,3})\s*月\s*([\d一二三四五六七八九十]{1,3})\s*日"
)
# 2024年4月12日印发 / 桐乡市人民政府办公室 2024年4月12日印发
_PRINTED = re.compile(r".{0,40}日\s*印发")
# 抄送：市委各部门
_COPIES = re.compile(r"(?:抄送|主送|分送|抄报)\s*[:：]")
# （此件主动公开）/ (此件公开发布)
_DISCLOSURE = re.compile(r"[（(]\s*此件.{2,12}[）)]|[（(]\s*信息公开.{0,20}[）)]")
# （联系人：张三 电话：…）
_CONTACT = re.compile(r"[（(]?\s*联\s*系\s*(?:人|电话|方式).{0,80}")
# 桐乡市人民政府办公室 / 国家铁路局 / 中国民用航空局; not 加强组织领导
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff\s·]{2,40}?(?:部|局|厅|委|委员会|办公室|办公厅|政府|法院|检察院|总署|总局|银行|中心|领导小组|联席会议|指挥部|协会|公司|党组|党委|管委会|国务院|人大常委会)"
    r"(?:文件)?"
)


def role_of(line: str) -> Role | None:
    """The role of a line by its own form, or None for running text, titles and headings."""
    if _SYMBOL.fullmatch(_SIGNER.sub("", line).strip("（）()　 ")):
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
    if _ORGANISATION.fullmatch(line) and not line.startswith("关于"):
        return "signature"
    return None


def read_symbol(line: str) -> str:
    """The 文号 in `line` with full-width 〔〕 and without blanks, or ``""``."""
    match = _SYMBOL.search(line)
    return "" if match is None else f"{match[1]}〔{match[2]}〕{match[3]}号"


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
    return int("".join(str("〇一二三四五六七八九".index(char.replace("零", "〇").replace("○", "〇"))) for char in text))
