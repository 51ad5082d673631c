"""Departments by their short names: 资规局 is the 自然资源和规划局, 发改委 the 发展和改革委员会."""

from __future__ import annotations

import re
from collections.abc import Sequence

# the office at a name's end, longest first: 委员会, 办公室, 局
_OFFICE = re.compile(r"(?:委员会|办公室|工作办|办公厅|中心|总队|支队|大队|[局委办厅部处院站])$")
# an office anywhere in a question, after at least two characters of its name
_IN_TEXT = re.compile(r"[\u4e00-\u9fff]{2,}?(?:委员会|办公室|办公厅|中心|总队|支队|大队|[局委办厅部处院站])")
_KINDS = {"委员会": "局", "委": "局", "厅": "局", "办公室": "办", "办公厅": "办", "工作办": "办"}
"""What an office is compared as: a 局 of a city is a 委 of another and the 厅 of the province."""
_LINKS = re.compile("[和与及、]")
_GENERAL = frozenset({"管理", "监督", "服务", "工作", "事务", "发展", "综合", "行政", "建设管理", "监督管理", "公共"})
"""Words in the names of many departments, which name none."""
_LONGEST = 8


def abbreviates(short: str, full: str) -> bool:
    """Whether `short` is a short form of the department's name `full`, or the same name.

    Its words begin with the words of the full name in their order (资规 of 自然 资源 规划), are its first or last ones
    (建设 of 住房城乡建设) or all of them (住建局 and 住建委); both are the same kind of office. Both names are folded,
    without the seat.
    """
    if short == full:
        return True
    stem, kind = _stem(short)
    whole, other = _stem(full)
    if kind != other or not 2 <= len(stem) <= len(whole) or stem in _GENERAL:
        return False
    if whole.startswith(stem) or whole.endswith(stem):
        return True
    words = [whole[at : at + 2] for at in range(0, len(whole), 2)]
    return any(_spells(stem, words[first:]) for first in (0, 1) if words[first:] and words[first][0] == stem[0])


def _stem(name: str) -> tuple[str, str]:
    office = _OFFICE.search(name)
    if office is None:
        return name, ""
    return _LINKS.sub("", name[: office.start()]), _KINDS.get(office[0], office[0])


def _spells(stem: str, words: Sequence[str]) -> bool:
    """Whether `stem` is made of first characters of `words` and of whole ones, in their order."""
    if not stem:
        return True
    return any(
        (word == stem[:2] and _spells(stem[2:], words[at + 1 :]))
        or (word[0] == stem[0] and _spells(stem[1:], words[at + 1 :]))
        for at, word in enumerate(words)
    )


def find_bodies(text: str, printed: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The departments that `text` names by a short form, each as the names in `printed` that it may stand for.

    Args:
        text: A question, folded.
        printed: Names of departments as notices print them, folded and without the seat.
    """
    found: list[tuple[str, ...]] = []
    for match in _IN_TEXT.finditer(text):
        words = match[0][-_LONGEST:]
        for start in range(len(words) - 2):
            names = tuple(name for name in printed if abbreviates(words[start:], name))
            if names:
                found.append(names)
                break
    return tuple(dict.fromkeys(found))
