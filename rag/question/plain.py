"""A question in the characters that it is read in: simplified, half width, without invisible marks, years in full."""

from __future__ import annotations

import re
import unicodedata

from rag.errors import QuestionError
from rag.text import to_mainland

# the gap before 24年, 到25年底, 15年这项; not in 2024年, 24年期, 25年内, 为期25年, 用了15年的电梯
_SHORT_YEAR = re.compile(
    r"(?<![\d.满近逾约])(?<!为期)(?<!期限)(?<!长达)(?=(?:2[1-9]|3[05])年(?![期限内代以来之龄久多半度]|的?时间|左右))"
    r"|(?:^|(?<=[，。；？,;?\s那到在从自与和跟比]))(?=1[2-9]年(?![期限内代以来之龄久多度的满，。？,?\s]|左右|时间)[^\d])"
)
# 60 000 sqm, 1,000,000: a number in groups of three; not 2025 190, 2023,2024
_IN_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ ,\u00a0\u2009\u202f]\d{3})+(?![\d,])")
_BETWEEN_THOUSANDS = re.compile(r"[\s,]")
_HALF_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
"""Full-width digits and letters to half width, one to one."""


def to_plain(text: str) -> str:
    """`text` in the mainland's characters and words, half width; 24年 as 2024年, 60,000 as 60000."""
    plain = _SHORT_YEAR.sub("20", to_mainland(text).translate(_HALF_WIDTH))
    return _IN_THOUSANDS.sub(lambda number: _BETWEEN_THOUSANDS.sub("", number.group()), plain)


def check_question(question: str, *, max_length: int) -> str:
    """`question` without blanks around it and without the invisible marks that copying from a page leaves in it.

    Raises:
        QuestionError: it is empty, too long, holds no letter or digit, or is no text.
    """
    asked = "".join(char for char in question if unicodedata.category(char) != "Cf").strip()
    if any("\ud800" <= char <= "\udfff" for char in asked):
        raise QuestionError("问题里有不成字的字节。", hint="请用 UTF-8 输入问题。")
    if not any(char.isalnum() for char in asked):
        raise QuestionError("问题是空的。", hint="请写出要问的内容，例如：哪些城市给予资金补贴，各多少？")
    if len(asked) > max_length:
        raise QuestionError(f"问题有 {len(asked)} 字，最多 {max_length} 字。", hint="请缩短问题，或分成几个问题来问。")
    return asked
