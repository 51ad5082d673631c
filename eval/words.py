"""What things are called in the reports, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The same words in Chinese and in English."""

    zh: str
    en: str


def both(zh: str, en: str) -> Words:
    """`zh` and `en` as `Words`."""
    return Words(zh=zh, en=en)


def same(text: str) -> Words:
    """What reads the same in both languages: a figure, a name of ours."""
    return Words(zh=text, en=text)


GROUPS: Mapping[str, Words] = {
    "list": both("列举", "lists"),
    "fact": both("单项事实", "single facts"),
    "place": both("一地情况", "one place"),
    "task": both("任务分工", "duties"),
    "compare": both("对比", "comparisons"),
    "address": both("按编号查", "by address"),
    "notice": both("文件本身", "the notice itself"),
    "unanswerable": both("无法回答", "unanswerable"),
    "colloquial": both("口语", "colloquial"),
    "followup": both("追问", "follow-ups"),
    "zh": both("中文", "Chinese"),
    "en": both("英文", "English"),
    "zh-hant": both("繁体", "traditional"),
    "all": both("合计", "all"),
}
"""What figures are given for: kinds of question, languages, all."""


def group_words(name: str) -> Words:
    """What a group of figures is called; a question set by its own name."""
    return GROUPS.get(name, same(name))


CHANNELS: Mapping[str, Words] = {
    "words": both("词", "words"),
    "vectors": both("向量", "vectors"),
    "fused": both("合并", "both"),
}
SPLITS: Mapping[str, Words] = {"dev": both("调试题", "development"), "test": both("保留题", "held back")}
FAULTS: Mapping[str, Words] = {
    "failure": both("出错", "failed"),
    "silent": both("本应回答，却拒答", "refused, though the notices hold the answer"),
    "guessed": both("库中没有答案，却作了回答", "answered, though the notices do not hold it"),
    "violations": both("违规", "violations"),
    "facts": both("缺要点", "facts missing"),
    "citations": both("缺出处", "citations missing"),
    "members": both("漏列", "places missing"),
    "extra": both("多列", "places too many"),
    "wrong": both("不当出处", "citations that do not belong"),
}
"""Why a question did not pass, the gravest first."""
