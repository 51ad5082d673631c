"""Reading Chinese text without changing it: normal forms with an offset map, sentence ends, joins of broken lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from rag.domain import Language

Span = tuple[int, int]

# 汉 matches; ，and A do not. Ideographs of the basic block, extension A and 〇.
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff〇]")
# matches the gap in "加强 试点" and "加强\n试点"; not the one in "BIM 技术".
_GAP_IN_HAN = re.compile(
    r"(?<=[\u3400-\u4dbf\u4e00-\u9fff〇，。、；：）（])\s+(?=[\u3400-\u4dbf\u4e00-\u9fff〇，。、；：）（])"
)
# matches "。" and "；"; "." is no sentence end in Chinese text (1.5倍), and in English only before a blank.
_SENTENCE_END = re.compile(r"[。！？!?；;]+[”’」』）)]*|\.(?=\s+[A-Z])|\n")
_OPENING = {"（": "）", "(": ")", "《": "》", "“": "”", "「": "」", "『": "』", "〔": "〕", "【": "】"}
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}
_LONGEST_ASIDE = 2000
"""Characters within which a bracket that is open keeps a sentence whole; one that is never closed must not."""
TERMINAL = "。！？!?；;：:"
_REGIONAL = Path(__file__).parent / "data" / "regional.tsv"
# 文件, 執行: words that notices of the mainland have too, which the converter would take for those of computing
_SAME_WORDS = re.compile(r"(文件|程序|檔案|資料(?!庫)|執行|簡報|智慧|通訊)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """A normal form of a text and the way back.

    ``offsets[i]`` is the offset in the original of the character that ``text[i]`` came from;
    ``len(offsets) == len(text)``.
    """

    text: str
    offsets: tuple[int, ...]


def normalise(text: str) -> Normal:
    """Full width to half width (NFKC), traditional to simplified, lower case, blanks between Han characters removed.

    For comparing, never for quoting: the result is a copy with an offset map.
    """
    chars: list[str] = []
    offsets: list[int] = []
    simple = simplify(text)
    for offset, char in enumerate(simple):
        for folded in unicodedata.normalize("NFKC", char).lower():
            chars.append(folded)
            offsets.append(offset)
    joined = "".join(chars)
    kept = [True] * len(joined)
    for gap in _GAP_IN_HAN.finditer(joined):
        kept[gap.start() : gap.end()] = [False] * (gap.end() - gap.start())
    return Normal(
        text="".join(char for char, keep in zip(joined, kept, strict=True) if keep),
        offsets=tuple(offset for offset, keep in zip(offsets, kept, strict=True) if keep),
    )


def fold(text: str) -> str:
    """The text of `normalise` alone, twenty times faster; combining accents, which the genre has not, may differ."""
    return _GAP_IN_HAN.sub("", unicodedata.normalize("NFKC", simplify(text)).lower())


def squeeze(text: str) -> str:
    """`text` without any blank: two prints of the same words compare equal."""
    return "".join(text.split())


def blanked(text: str, spans: Sequence[Span]) -> str:
    """`text` with a blank for every character of `spans`."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def pairs(text: str) -> tuple[str, ...]:
    """The pairs of neighbouring characters of `text`; a text of one character whole."""
    return tuple(text[at : at + 2] for at in range(len(text) - 1)) or (text,)


def simplify(text: str) -> str:
    """`text` in simplified characters, of the same length, character for character."""
    if not has_han(text):
        return text
    convert = _converter("t2s")
    simple = convert(text)
    if len(simple) == len(text):
        return simple
    return "".join(one if len(one) == 1 else char for char in text for one in [convert(char)])


def to_mainland(text: str) -> str:
    """`text` in simplified characters and, where it was in traditional ones, in the words of the mainland.

    資訊 is 信息, 軟體 is 软件 and 罰鍰 is 罚款, so the length may change: for questions, never for what is quoted.
    """
    simple = simplify(text)
    if simple == text:
        return text
    pieces = _SAME_WORDS.split(text)
    told = "".join(simplify(one) if at % 2 else _converter("tw2sp")(one) for at, one in enumerate(pieces))
    pattern, words = _regional_words()
    return pattern.sub(lambda match: words[match[0]], told)


@cache
def _regional_words() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """The words of data/regional.tsv: a pattern for them, longest first, and what the mainland says."""
    rows = (line.split("\t") for line in _REGIONAL.read_text(encoding="utf-8").splitlines()[1:])
    words = {written: mainland for written, mainland in rows}
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), words


@cache
def _converter(config: str) -> Callable[[str], str]:
    from opencc import OpenCC

    return cast("Callable[[str], str]", OpenCC(config).convert)  # pyright: ignore[reportUnknownMemberType]


def has_han(text: str) -> bool:
    """Whether any Chinese character stands in `text`."""
    return _HAN.search(text) is not None


def is_han(char: str) -> bool:
    """Whether `char` is one Chinese character."""
    return _HAN.fullmatch(char) is not None


def language_of(question: str) -> Language:
    """The language a question is asked in: English where Latin words outnumber Han characters."""
    han = len(_HAN.findall(question))
    words = len(re.findall(r"[A-Za-z]{2,}", question))
    return "en" if words > han else "zh"


def sentences(text: str, *, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Spans of the sentences of ``text[start:end]``, blanks at their ends left out.

    A sentence ends at 。！？；, at a line end, or at "." before a blank and a capital; never inside brackets or
    quotation marks, so ``1.5倍`` and ``“先申报；后公示。”`` stay whole.
    """
    end = len(text) if end is None else end
    spans: list[Span] = []
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        aside = match.group() != "\n" and match.start() - begin <= _LONGEST_ASIDE
        if aside and unclosed(text[begin : match.start()]):
            continue
        _append_trimmed(spans, text, begin, match.end())
        begin = match.end()
    _append_trimmed(spans, text, begin, end)
    return tuple(spans)


def _append_trimmed(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if left < right:
        spans.append((left, right))


def unclosed(text: str) -> bool:
    """Whether a bracket or quotation mark opened in `text` is still open at its end."""
    stack: list[str] = []
    for char in text:
        if char in _OPENING:
            stack.append(char)
        elif char in _CLOSING:
            # a full-width bracket may be closed by a half-width one: 政务服务管理办公室)
            same = {_CLOSING[char], {"）": "(", ")": "（"}.get(char, "")}
            if stack and stack[-1] in same:
                stack.pop()
    return bool(stack)


def ends_sentence(text: str) -> bool:
    """Whether `text` stops at the end of a sentence, closing brackets and quotation marks looked through."""
    bare = text.rstrip().rstrip("”’」』）)》")
    return bool(bare) and bare[-1] in TERMINAL
