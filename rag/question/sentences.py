"""The sentences of a question that each ask, 提前停暖呢 among them: each may need an answer of its own."""

from __future__ import annotations

import re

from rag.domain import Turn
from rag.glossary import find_concepts
from rag.mentions import find_batches, notice_words
from rag.numerals import find_dates
from rag.question.follow import carried, continued, frame
from rag.question.paths import find_paths
from rag.question.wording import asks, other_words
from rag.regions import find_regions
from rag.text import blanked, language_of

_MOST = 6
"""Sentences of one question that are told apart."""
# 谁牵头？ / 多少钱；/ "… paid? And …": where a sentence that asks ends; not 。, after which something may only be told
_ENDS = re.compile(r"(?<=[？?；;])\s*(?=\S)")
# 提前停暖呢，偷用循环水呢: where a clause that only names another thing begins or ends
_NAMES = re.compile(r"(?<=呢[，,、])\s*(?=\S)|(?<=[，,、])\s*(?=[^，,、？?]{1,16}呢(?:[，,、；;？?]|$))")
_ELLIPTIC = re.compile(r"呢[，,、；;？?]?\s*$")
# 怎么罚, 最高补多少, 由谁负责, 什么时候截止: what is asked of a thing, at the end of a question
_ASKED = re.compile(
    r"(?:最[高多低少大晚迟长短]|每一?(?:平方米|平方|平米|立方米|[年月天次户套台栋人家吨亩])?|一次性|由|归|向|[补奖给罚付拨交报要能可占拿处罚补助奖励资助申报推荐有]){0,4}"
    r"(?:怎么|如何|怎样|咋|多少|多久|多长|多大|几(?![乎何])|什么|啥|哪|谁|何时|是否|能不能|可不可以|百分之几)[^，,。；;？?]*[？?]*$"
)
# 能不能报, 要不要交钱: what is answered yes or no
_YES_OR_NO = re.compile(r"(.)不\1|是否|有没有|可否|[吗么][？?]*$")
# Which one? 是哪几个？: asks for the name of what was just asked about
_WHICH_OF_IT = re.compile(r"(?:and )?which(?: ones?)?\W*$|(?:都|分别)?是?(?:哪几?[个项家条]|哪些|谁|什么)[？?]*$", re.I)
# 县级市能不能报, 那个人可不可以申请: of what
_RULED = re.compile(r"(?P<thing>[\u4e00-\u9fff]{2,6}?)(?:能不能|可不可以|要不要|能否|可否|是否(?:可以|需要|应当))")
# 那, 还有, 对了，: joins a sentence to the one before
_JOINING = re.compile(r"^(?:那么?|还有|另外|以及|对了|再就是|同时)[，,]?")


def sentences(part: str) -> tuple[str, ...]:
    """The sentences of `part` that each ask, with what is told before them; mostly the one.

    A clause that only names another thing (偷用循环水呢) is asked what the one before is, unless it names a place, a
    notice, a batch or a year: those take their question from the one before as a follow-up does.
    """
    found: list[str] = []
    for piece in (some for sentence in _ENDS.split(part) for some in _pieces(sentence)):
        if found and not (_asks(piece) and _asks(found[-1])):
            found[-1] += piece
        else:
            found.append(_in_full(piece, found[-1]) if found else piece)
    return tuple(one.strip(" ，,、") for one in found) if 1 < len(found) <= _MOST else (part,)


def _pieces(sentence: str) -> list[str]:
    """`sentence` cut before each clause that only names another thing; not 那单位呢，罚多少, which asks of it."""
    pieces = [piece for piece in _NAMES.split(sentence) if piece]
    return pieces if all(map(_ELLIPTIC.search, pieces[1:])) else [sentence]


def as_one(question: str) -> tuple[str, ...]:
    """`question` uncut."""
    return (question,)


def is_bare(sentence: str) -> bool:
    """Whether a sentence only asks, and names nothing to ask it of: 谁负责, 什么时候截止; not 县级市能不能报."""
    if frame(sentence) or find_paths(sentence) or find_batches(sentence) or find_dates(sentence):
        return False
    language = language_of(sentence)
    if asks(sentence, "goes_on", language):
        return True
    concepts = find_concepts(sentence)
    if any(one.concept.kind != "attribute" for one in concepts) or (concepts and _YES_OR_NO.search(sentence)):
        return False
    words = other_words(blanked(sentence, [(one.start, one.end) for one in concepts]), language)
    timed = asks(sentence, "due", language) or asks(sentence, "term", language)  # 什么时候到期
    return len(words) <= int(timed)


def ruled_on(sentence: str) -> str:
    """Of what it asks whether it may or must do something: 县级市 of 县级市能不能报; ``""`` where it does not."""
    found = _RULED.match(sentence)
    return "" if found is None else found["thing"]


def _asks(piece: str) -> bool:
    """Whether it asks; in English only with its mark: not "Give the name of that person"."""
    language = language_of(piece)
    if _WHICH_OF_IT.match(piece):
        return False
    return asks(piece, "question", language) and (language == "zh" or piece.rstrip().endswith("?"))


def _in_full(piece: str, before: str) -> str:
    """`piece` with what the sentence before asks, where it only names another thing to ask it of."""
    if language_of(piece) == "en" or not _ELLIPTIC.search(piece):
        return piece
    thing = _JOINING.sub("", _ELLIPTIC.sub("", piece))
    own = find_regions(thing) or notice_words(thing) or find_batches(thing) or find_dates(thing)
    asked = _ASKED.search(before.rstrip(" ，,、"))
    if own or not thing or asked is None or _ASKED.search(thing):
        return piece
    return f"{thing}{asked.group()}"


def carried_over(sentence: str, before: str) -> str:
    """The words of `before` that `sentence`, one right after it, needs to be understood.

    A bare one takes the subject too, as a follow-up does, and so does one that only names another place.
    """
    if is_bare(sentence) and (stem := subject_over(sentence, before)):
        return stem
    if not is_bare(sentence) and not _ELLIPTIC.search(sentence):
        return continued(sentence, before)
    return carried(sentence, [Turn(role="user", content=before)]) or continued(sentence, before)


def subject_over(sentence: str, before: str) -> str:
    """What `before` asks about, for `sentence` to be asked of it, unless that names a place or a notice of its own."""
    if language_of(sentence) == "en" or frame(sentence):
        return ""
    return _ASKED.sub("", before).strip(" ，,")
