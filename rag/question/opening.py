"""A place that a question opens with, whether the gazetteer has it or not: 青山市检查什么."""

from __future__ import annotations

import re

# 青山市检查什么, 乙县补多少; not 该市, 我县, 县级市, 试点城市, 市里, 哪个市
_OF_A_PLACE = re.compile(
    r"(?P<name>(?!(?:县|地|副省)级市|直辖市)(?![该本我全各哪那这此每其某几多两])[\u4e00-\u9fffA-Za-z]{1,4}?(?<![城个些])[市县])"
    r"(?![里内上级长面场民区])[\u4e00-\u9fff]{2}"
)


def opening_place(text: str) -> str:
    """The name of the city or county that `text` opens with; ``""`` where it opens with none."""
    opening = _OF_A_PLACE.match(text)
    return "" if opening is None else opening["name"]
