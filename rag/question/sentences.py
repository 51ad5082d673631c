"""The sentences of a question that each ask, 提前停暖呢 among them: each may need an answer of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rag.domain import Language, Turn
from rag.glossary import find_concepts
from rag.mentions import find_batches, notice_words
from rag.numerals import find_dates
from rag.question.follow import carried, continued, frame
from rag.question.notice_lines import COVERS, lines_asked
from rag.question.paths import find_paths
from rag.question.wording import Asks, asks, load_wording, other_words
from rag.regions import find_regions
from rag.text import blanked, fold, language_of

_MOST = 6
"""Sentences of one question that are told apart."""
# 谁牵头？ / 多少钱；/ "… paid? And …": where a sentence that asks ends; not 。, after which something may only be told
_ENDS = re.compile(r"(?<=[？?；;])\s*(?=\S)")
# 牵头多少项, 配合哪几项: asks for items to be listed
_ITEMS = re.compile(r"(?:多少|几|哪些|哪几?)(?:项(?!目)|[条件个](?!人|单位|部门))|哪些任务")
# 什么叫危险房屋: asks what a word means
_DEFINES = re.compile(r"什么叫|什么是|何为|是指|指的?是|定义")
_NAME = 3
"""Characters from which the name of a figure or a day says of what it is: 试点期, not 期限."""
_SHORT: Mapping[Language, int] = {"zh": 10, "en": 8}
"""Characters, or English words, of a sentence that names at most what is done with the thing before it."""
_OF_THE_NOTICE: tuple[Asks, ...] = ("head", "basis", "effect", "repeal")
"""What is asked of a notice, not of what it says."""
_COMMA = re.compile(r"(?<=[，,])\s*(?=\S)")
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
    if all(map(_ELLIPTIC.search, pieces[1:])) and len(pieces) > 1:
        return pieces
    pieces = [sentence]
    while len(cut := _COMMA.split(pieces[0])) > 1 and _hangs(cut[-1], on=cut[-2]):
        pieces[:1] = [pieces[0][: -len(cut[-1])], cut[-1]]
    return pieces


def _hangs(clause: str, *, on: str) -> bool:
    """Whether a clause asks of the thing the one before it asks about; not 罚多少 after 那单位呢, not 各多少."""
    return not goes_on(clause) and depends(clause) and _asks(clause) and _asks(on) and not _ELLIPTIC.search(on)


def of_one_head(question: str) -> bool:
    """Whether each of its sentences asks for another line of one notice's head: 谁发的？什么时候？发给谁."""
    pieces = [piece for piece in _ENDS.split(question) if any(char.isalnum() for char in piece)]
    if len(pieces) < 2:
        return False
    first = lines_asked(pieces[0])
    if not any(line.own for line in first):
        return False
    short = all(len(one.split() if language_of(one) == "en" else one) <= _SHORT[language_of(one)] for one in pieces[1:])
    return short and all(lines_asked(f"{pieces[0]}{piece}").keys() - first.keys() for piece in pieces[1:])


def as_one(question: str) -> tuple[str, ...]:
    """`question` uncut."""
    return (question,)


def is_bare(sentence: str) -> bool:
    """Whether a sentence only asks, and names nothing to ask it of: 谁负责, 什么时候截止; not 县级市能不能报."""
    language = language_of(sentence)
    if _names_its_own(sentence):
        return False
    if goes_on(sentence):
        return True
    folded = fold(sentence)
    concepts = find_concepts(folded)
    if any(one.concept.kind != "attribute" for one in concepts) or (concepts and _YES_OR_NO.search(folded)):
        return False
    words = other_words(blanked(folded, [(one.start, one.end) for one in concepts]), language)
    timed = asks(sentence, "due", language) or asks(sentence, "term", language)  # 什么时候到期
    return len(words) <= int(timed)


def goes_on(sentence: str) -> bool:
    """Whether it asks for more of the same, and so says what the sentence before it asks for: 各多少."""
    return asks(sentence, "goes_on", language_of(sentence))


def depends(sentence: str, *, leaning: bool = False) -> bool:
    """Whether a sentence asks of the thing before it, and names no other: 怎么申请, 适用哪些项目; not 怎么处罚.

    Where it may be `leaning`, a short one may name in a word what is done with that thing: 谁来监督.
    """
    language = language_of(sentence)
    of_the_notice = any(asks(sentence, what, language) for what in _OF_THE_NOTICE)
    if of_the_notice or lines_asked(sentence).keys() - {COVERS} or _ITEMS.search(sentence):
        return False
    if is_bare(sentence):
        return True
    if _names_its_own(sentence) or find_regions(sentence) or notice_words(sentence):
        return False
    wording, folded = load_wording(), fold(sentence)
    concepts = find_concepts(folded)
    said = [
        one
        for one in concepts
        if one.concept.zh[0] in wording.dependent_concepts or wording.dependent.fullmatch(folded, one.start, one.end)
    ]
    if len(said) < len(concepts) and _YES_OR_NO.search(folded):
        return False
    others = [one for one in concepts if one not in said and one.concept.kind != "attribute"]
    if any(one.concept.kind != "process" for one in others):
        return False
    rest = wording.dependent.sub(" ", blanked(folded, [(one.start, one.end) for one in concepts]))
    alone = len(sentence.split()) if language == "en" else len(folded)
    most = int(leaning and alone <= _SHORT[language] and not _DEFINES.search(folded))
    return len(others) + len(other_words(rest, language)) <= most


def hanging_words(sentence: str) -> tuple[tuple[str, ...], ...]:
    """The spellings of each thing that a sentence which depends names: 适用, 项目."""
    folded = fold(sentence)
    concepts = [one for one in find_concepts(folded) if one.concept.kind != "attribute"]
    rest = blanked(folded, [(one.start, one.end) for one in concepts])
    named = load_wording().dependent
    words = [one.group() for one in named.finditer(rest) if not one.group().isascii()]
    if language_of(sentence) == "zh":
        words.extend(other_words(named.sub(" ", rest), "zh"))
    return (*(one.concept.zh for one in concepts), *((word,) for word in words))


def own_words(sentence: str) -> tuple[tuple[str, ...], ...]:
    """The spellings of each thing of a long name that a bare sentence asks for: 试点期 of 试点期多长; not 什么时候."""
    folded, filler = fold(sentence), load_wording().filler
    named = [one for one in find_concepts(folded) if one.concept.kind == "attribute"]
    return tuple(one.concept.zh for one in named if len(filler.sub("", folded[one.start : one.end])) >= _NAME)


def _names_its_own(sentence: str) -> bool:
    """Whether a sentence names a thing, an item, a batch or a day of its own to ask it of."""
    return bool(frame(sentence) or find_paths(sentence) or find_batches(sentence) or find_dates(sentence))


def ruled_on(sentence: str) -> str:
    """Of what it asks whether it may or must do something: 县级市 of 县级市能不能报; ``""`` where it does not."""
    found = _RULED.match(sentence)
    return "" if found is None else found["thing"]


def _asks(piece: str) -> bool:
    """Whether it asks; in English only with its mark: not "Give the name of that person"."""
    language = language_of(piece)
    if _WHICH_OF_IT.match(piece):
        return False
    worded = any(char.isalnum() for char in piece)
    return worded and asks(piece, "question", language) and (language == "zh" or piece.rstrip().endswith("?"))


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
