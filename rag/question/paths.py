"""The items that a question names, by their steps: 第二部分（一）第1条, 任务清单第5至7项, items 3 to 5 of section 2."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rag.address import OF_A_SYMBOL, STEP, general_step, read_step
from rag.domain import Path
from rag.mentions import SYMBOL
from rag.numerals import CHINESE, english_number, read_numeral, write_chinese

_MAX_STEPS = 6
_FROM_THE_END = "倒数"
"""What makes 第二条 a count and no address."""
_AROUND = "（第）条章编节"
"""What may stand around the numeral of a step."""
_MOST = 30
"""Items that a range may name."""
_N = rf"(?:[{CHINESE}]+|\d+)"
_AND = r"(?:[、,，和与及]|以及|and)"
_TO = r"(?:至|到|[-—–~～－]{1,2}|to|through)"
_JOINT = rf"\s*(?:{_AND}|{_TO})\s*第?\s*"
# 市人民政府令第21号: the number of an order, not of a row
_ORDER = re.compile(rf"令\s*第?\s*{_N}\s*号")
# 第22、23、24项, 第5到7项, 第一和二条; not 第一批和第三批
_SEVERAL = re.compile(
    rf"第\s*(?P<numbers>{_N}(?:\s*(?P<each>部分|[项条点行款章节])?{_JOINT}{_N})+)\s*"
    r"(?P<unit>部分|号?任务|[项条点行款章节号])"
)
# items 3 and 4, articles 3-5, tasks 2, 5 and 7
_ENGLISH_SEVERAL = re.compile(
    rf"\b(?P<what>item|row|task|point|measure|article)s?\s+(?P<numbers>\d+(?:{_JOINT}\d+)+)\b", re.I
)
_NUMBER = re.compile(rf"(?P<joint>{_TO})?\s*第?\s*(?P<number>{_N})", re.I)
# 任务9, 序号12, 12号任务; not 任务3项, 任务2025年
_TASK = re.compile(r"(?:任务|序号)\s*(?:第\s*)?(?:为|是)?\s*(\d{1,3})(?!\s*[\d项个条年月、.．])|(?<!\d)(\d{1,3})号任务")
# what may stand between two steps: 、 的 中 . / blanks, 下面的; and what the first is called: （二）小节的
_GLUE = re.compile(r"(?:小?[节条款项点])?(?:[下里底当][面边头中下]|[\s、，,.．/的中里之下>›-])*")
# 附件1里2024年: a year and no step
_YEAR = re.compile(r"(?:19|20)?\d{2}\s*年")
# 附件1任务清单的第19项: what an annex is called stands between it and its row
_ANNEX_NAME = re.compile(r"[《“\s、，的中里之]*[\u4e00-\u9fff]{0,24}?(?:清单|表|目录|名单)[》”\s、，,的中里内之上]*")
# 第二个方面: counts the same as 第二方面
_COUNTED = re.compile(rf"(?<=第)(\s*{_N})\s*个\s*(?=大类|大?方面|部分|大项|要点|[章节条款项点])大?")
# 第四大条: a part; 第（二）小条: counts the same as 第（二）条
_LARGE = re.compile(rf"(?<=[{CHINESE}\d）)])\s*大[条点项款节]")
_SMALL = re.compile(rf"(?<=[{CHINESE}\d）)])\s*小(?=[条点项款节])")
# 24条原文, 条例20条怎么写的, （二十三）条内容, 办法12条: an article without 第; not 共24条, 这20条措施, 出台十条规定
_BARE_ARTICLE = re.compile(
    rf"(?<![第共有近约满这那前后超出台了（({CHINESE}\d])[（(]?({_N})[）)]?\s*条"
    r"(?=\s*的?(?:原文|全文|正文|条文|内容|怎么?[写说讲规]|咋[写说讲规]|[说讲写](?:了|的|什么|啥)|规定(?:了|的?内容|的?是|怎么|什么)"
    r"|是(?:什么|啥|怎)|发(?:我|给|一下)|[抄念贴]))"
    rf"|(?<=条例|办法|规定|细则)\s*[，,]?\s*[（(]?({_N})[）)]?\s*条(?=[，,。？?！!的里和与、]|$)"
)
# 第9项和第10项: what parts two addresses
_BETWEEN = re.compile(rf"(?:任务|工作|内容)?\s*{_AND}\s*")
# （四）1-2, （一）至（三）: what makes a range of two
_UP_TO = re.compile(rf"\s*{_TO}\s*")
_ONES = "one|two|three|four|five|six|seven|eight|nine|ten"
# item 9 / row 12 / task no. 3 / Article 12 / art. 6 / item two
_ENGLISH_LEAF = re.compile(
    rf"\b(item|row|task|point|measure|article|art\.)\s*(?:no\.?|number|#)?\s*(\d+|(?:{_ONES})\b)", re.I
)
# the second item, the 3rd point: an item only within a section
_ENGLISH_NTH = re.compile(r"\b([a-z]+|\d+(?:st|nd|rd|th)) (?:item|point|measure|paragraph)\b", re.I)
# section 2, (5), no. 4: a number after a section; not notice no. 190
_ENGLISH_NO = re.compile(r"(?<=[,;)])\s*(?:no\.?|number|#)\s*(\d+)", re.I)
# part two / section 2 / Part II / section 二 / part (seven)
_ENGLISH_PART = re.compile(
    rf"\b(?P<what>part|section|subsection|chapter)\s+[(（]?(?P<number>\w+|[{CHINESE}]+)[)）]?", re.I
)
# (1), (iv) in an English question
_ENGLISH_PAREN = re.compile(r"\((\d{1,2}|[ivx]{1,4})\)", re.I)


# 41号 一: what stands between a 文号 and the item in it
_BLANK = re.compile(r"[\s，,的]+")
# 一 说了什么, 二（三）里怎么写的, 一？: what follows an address; not 一共, 二手房
_SAID = re.compile(
    r"[\s，,里中的]*(?:[说讲写](?!明)|内容|原文|全文|规定了?(?:什么|哪些|啥)|是(?:什么|啥|怎)|要求(?:什么|哪些|啥)|[？?。]|$)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Steps that follow each other in a question."""

    steps: Path
    end: int
    rank: str
    """Rank of the last step; steps of one rank stand beside each other."""
    explicit: bool
    """Whether it is an address: it has a unit, or several steps that are not plain numbers."""


def find_paths(question: str) -> tuple[Path, ...]:
    """The steps of the items that `question` names, in its order; ``()`` for none.

    A lone numeral is no address; only 第…项 and the like, 附件2, 任务9, or several steps in a row, are.
    """
    question = _as_written(question)
    labelled = _after_symbol(question)
    if labelled:
        return (labelled,)
    for symbols in (SYMBOL, _ORDER):
        question = symbols.sub(lambda symbol: "号" * len(symbol[0]), question)
    half = unicodedata.normalize("NFKC", question) if question.isascii() else question
    several = _several(half)
    if several:
        return several
    chinese, english = tuple(dict.fromkeys(_chinese(question))), _english(half)
    longest = max(map(len, chinese), default=0)
    return english if english and longest < max(2, *map(len, english)) else chinese


def _after_symbol(question: str) -> Path:
    """The steps right after a 文号, as an address is written: 建市〔2020〕60号 一 说了什么; ``()`` for none."""
    symbol = SYMBOL.search(question)
    gap = _BLANK.match(question, symbol.end()) if symbol is not None else None
    first = STEP.match(question, gap.end()) if gap is not None else None
    if first is None:
        return ()
    run = _run_from(question, first)
    return run.steps if _SAID.match(question, run.end) else ()


def _plain_units(question: str) -> str:
    """`question` with 第二个方面, 第四大条, 第（二）小条 as 第二方面, 第四部分, 第（二）条."""
    return _SMALL.sub("", _LARGE.sub("部分", _COUNTED.sub(r"\1", question)))


def without_paths(question: str) -> str:
    """`question` without the items it names, so that a follow-up can name another."""
    question = _as_written(question)
    bare = _TASK.sub(" ", _ENGLISH_SEVERAL.sub(" ", _SEVERAL.sub(" ", question)))
    return STEP.sub(lambda step: step[0] if OF_A_SYMBOL.match(bare, step.end()) else " ", bare)


def _as_written(question: str) -> str:
    """`question` with 第二方面 for 第二个方面, 第四条 for 第四大条 and 第24条 for 24条."""
    sized = _plain_units(question)
    return _BARE_ARTICLE.sub(lambda found: f"第{found[1] or found[2]}条", sized)


# --- Chinese ------------------------------------------------------------------------------------------------------


def _chinese(question: str) -> Iterator[Path]:
    before: _Run | None = None
    at = 0
    while (match := STEP.search(question, at)) is not None:
        run = _run_from(question, match)
        at = max(run.end, match.start() + 1)
        if question.endswith(_FROM_THE_END, 0, match.start()):
            continue
        if before is not None and not _BETWEEN.fullmatch(question, before.end, match.start()):
            beside = len(run.steps) == 1 and run.rank == before.rank
            if not (beside and _UP_TO.fullmatch(question, before.end, match.start())):
                break
            yield from ((*before.steps[:-1], step) for step in _between(before.steps[-1], run.steps[0]))
        # 第一部分第3条和第5条: the second stands where the first does
        if before is not None and len(run.steps) == 1 and run.rank == before.rank:
            run = replace(run, steps=(*before.steps[:-1], *run.steps), explicit=True)
        if not run.explicit:
            continue
        yield run.steps
        before = run
    if before is None and (task := _TASK.search(question)) is not None:
        yield (task[1] or task[2],)


def _run_from(question: str, match: re.Match[str]) -> _Run:
    """The steps that follow each other from `match` on."""
    first = last = match
    steps = [read_step(match)]
    plain = match["number"] is not None
    while len(steps) < _MAX_STEPS:
        gap = _GLUE.match(question, last.end())
        following = STEP.match(question, gap.end() if gap else last.end())
        if following is None and last["annex"] and (name := _ANNEX_NAME.match(question, last.end())):
            following = STEP.match(question, name.end())
        if following is None or _rank(following) == _rank(last) or _YEAR.match(question, following.start()):
            break
        last = following
        steps.append(read_step(last))
        plain = plain and last["number"] is not None
    lone_annex = match["annex"] is not None and steps[0][-1] not in "件表录"
    general = first["general"] is not None and not question[first.end() :].startswith(("批", "个五年", "季度"))
    return _Run(
        steps=tuple(steps),
        end=last.end(),
        rank=_rank(last),
        explicit=general or lone_annex or (len(steps) > 1 and not plain),
    )


def _between(first: str, last: str) -> Iterator[str]:
    """The steps between two, written the same way: 1 and 4 give 2 and 3."""
    low, high = (read_numeral(step.strip(_AROUND)) for step in (first, last))
    if low is None or high is None:
        return
    numeral = last.strip(_AROUND)
    for number in range(low + 1, min(high, low + _MOST)):
        yield last.replace(numeral, str(number) if numeral.isdigit() else write_chinese(number))


def _rank(match: re.Match[str]) -> str:
    """What sort of numeral a step is: 条, （一, （1, ① or 1; one within another is of another sort."""
    if match["paren"]:
        return "（1" if match["paren"].isdigit() else "（一"
    return match["unit"] or match.lastgroup or ""


# --- several numbers after one word -------------------------------------------------------------------------------


def _several(question: str) -> tuple[Path, ...]:
    chinese = _SEVERAL.search(question)
    if chinese is not None and chinese["each"] in (None, chinese["unit"]):
        unit = chinese["unit"].removesuffix("任务") or "项"
        outer = next(iter(_chinese(question[: chinese.start()])), ())
        return tuple((*outer, general_step(number, unit)) for number in _numbers(chinese["numbers"]))
    english = _ENGLISH_SEVERAL.search(question)
    if english is None:
        return ()
    numbers = _numbers(english["numbers"])
    if english["what"].lower() == "article":
        return tuple((_article(number),) for number in numbers)
    return tuple((*_outer_steps(question), number) for number in numbers)


def _numbers(words: str) -> list[str]:
    """The numerals that `words` name, ranges filled in: 5至7 is 5, 6, 7."""
    found: list[str] = []
    for match in _NUMBER.finditer(words):
        number = match["number"]
        last, value = read_numeral(found[-1]) if found else None, read_numeral(number)
        if match["joint"] and last is not None and value is not None:
            between = range(last + 1, min(value, last + _MOST))
            found.extend(str(n) if number.isdigit() else write_chinese(n) for n in between)
        found.append(number)
    return found


# --- English ------------------------------------------------------------------------------------------------------


def _english(question: str) -> tuple[Path, ...]:
    outer = _outer_steps(question)
    leaf = _ENGLISH_LEAF.search(question)
    if leaf is not None and leaf[1].lower() == "article":
        return ((_article(leaf[2]),),)
    number = leaf[2] if leaf is not None else ""
    if outer and not number:
        alone, nth = _ENGLISH_NO.search(question), _ENGLISH_NTH.search(question)
        number = alone[1] if alone is not None else nth[1] if nth is not None else ""
    value = english_number(number)
    steps = outer if value is None else (*outer, str(value))
    return (steps,) if steps else ()


def _article(number: str) -> str:
    return f"第{write_chinese(english_number(number) or 0)}条"


def _outer_steps(question: str) -> Path:
    """The section and the subsection that an English question names: section 3, part (seven); part two (1)."""
    steps: list[str] = []
    numbered = ((part["what"].lower(), _number(part["number"])) for part in _ENGLISH_PART.finditer(question))
    for what, number in (one for one in numbered if one[1] is not None):
        chinese = write_chinese(number or 0)
        steps.append(f"（{chinese}）" if steps else f"第{chinese}章" if what == "chapter" else chinese)
    inner = _ENGLISH_PAREN.search(question)
    if len(steps) == 1 and inner is not None and (number := english_number(inner[1])) is not None:
        steps.append(f"（{write_chinese(number)}）")
    return tuple(steps[:2])


def _number(word: str) -> int | None:
    return english_number(word) if word.isascii() else read_numeral(word)
