"""The notices that words name: by 文号, number, batch or title, in a question or on a command line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.domain import Notice
from rag.errors import UnknownAddress
from rag.numerals import CHINESE, english_ordinal, read_numeral, write_chinese
from rag.text import fold, simplify, squeeze

# 建办市函〔2025〕190号, 建市[2020]60号, 〔2025〕190号; the issuing code may be left out
SYMBOL = re.compile(
    r"([\u4e00-\u9fff]{0,12})\s*[〔\[(（【]\s*((?:19|20)\d{2})\s*[〕\])）】]\s*第?\s*(\d{1,5})\s*[号號]"
)
# 什么文件的文号是, 请问 before a 文号: words of the question that no issuing code has
_ASKING = re.compile(r"^.*(?:[是的为叫]|什么|请问|文件|通知|文号|依据|根据|按照|依照)(?=.)")
# Jianshi [2020] No. 60, Guo Ban Fa (2019) No. 3: a 文号 in pinyin; not "the list (2025), No. 3"
LATIN_SYMBOL = re.compile(
    r"\b(?:[A-Z][a-z]+ ){0,4}(?!list|notice|document|opinions?)[A-Za-z]+\s?"
    r"[〔\[(（]\s?((?:19|20)\d{2})\s?[〕\])）]\s?[Nn][Oo]\.?\s?(\d{1,5})\b"
)
# 190号文, 第60号通知, No. 190; not 4号线
_NUMBER = re.compile(r"(?<!\d)(\d{1,5})\s*号(?![线楼院路店门桥机房井])|\b(?:no\.?|notice|document)\s*(\d{1,5})\b", re.I)
# 第二批, 第4批, second batch, batch 2, the 4th batch
_BATCH = re.compile(
    rf"第\s*([{CHINESE}\d]+)\s*批|\b(\w+)(?=(?:\s+(?:and|or|to)\s+(?:the\s+)?\w+)?[\s-]+(?:batch(?:es)?|lists?)\b)|\bbatch\s+(\w+)",
    re.I,
)
# 第二批智能建造试点企业名单: a batch of something else; not 第二批清单
_LISTED = re.compile(r"[^，。？、和与]{0,14}(?:企业|名单|目录)")
# 技术应用目录（第一批）, 企业名单第二批: likewise
_OF_A_LIST = re.compile(r"(?:目录|名单|技术清单|产品清单|项目清单)[（(]?$")
# 《绿色建筑管理办法》; not 《》
_TITLE = re.compile(r"《[^》]+》")
_MOST_BATCHES = 99
"""The highest number of a batch; above, it is a year."""
_FEW = 3
"""Characters in a row that a question shares with a title at least where it names it; but with a very short one."""
_SHORT = 4
"""Characters up to which a title may be a subject (电梯补贴); but for an act (建筑法)."""
_ACTS = ("法", "法典", "宪法", "条例", "规定", "办法", "细则", "章程", "决定")
# 任务表, 重点工作分工, 2024年目标: the words and figures of which ordinary titles are made; not 绿道
_ORDINARY = re.compile(
    r"(?:重点|主要|年度|工作|具体|责任|有关|相关|目标|任务|分工|分解|安排|落实|推进|进度|项目|问题|整改|情况|管理|实施|行动"
    r"|政策|文件|资料|材料|附件|附表|汇总|统计|明细|台账|一览|清单|名单|目录|方案|计划|规划|办法|意见|指导|通知|通告|公告"
    r"|要点|总结|报告|说明|事项|措施|举措|经验|做法|表格|试点|试行|暂行|最新|正式|定稿|表|单|稿|版|的|和|及|与|第[一二三四五六七八九十\d]+[批期]"
    r"|[\d\W_年月日季度]|[一二三四五六七八九十]+)+"
)
_GENRE = ("指导意见", "实施方案", "实施意见", "管理办法", "工作方案", "行动计划", "任务清单", "经验做法清单")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeMentions:
    """The notices that a question names."""

    ids: tuple[str, ...]
    missing: tuple[str, ...]
    """Named batches or 文号 that no notice of the corpus has, as printed."""


def find_notices(question: str, notices: Sequence[Notice]) -> NoticeMentions:
    """The notices that `question` names by 文号, number, batch or title."""
    ids: list[str] = []
    missing: list[str] = []
    for match in SYMBOL.finditer(question):
        found = [n.id for n in notices if _same_symbol(n.symbol, match)]
        ids.extend(found)
        missing.extend([] if found else [_ASKING.sub("", match.group().strip())])
    for match in LATIN_SYMBOL.finditer(question):
        found = [n.id for n in notices if simplify(n.symbol).endswith(f"〔{match[1]}〕{match[2]}号")]
        ids.extend(found)
        missing.extend([] if found else [match.group().strip()])
    if not ids and not missing:
        for match in _NUMBER.finditer(question):
            number = match[1] or match[2]
            ids.extend(n.id for n in notices if simplify(n.symbol).endswith((f"〕{number}号", f"第{number}号")))
    for batch in find_batches(question):
        word = f"第{write_chinese(batch)}批"
        found = [n.id for n in notices if word in n.title]
        ids.extend(found)
        missing.extend([] if found else [word])
    if not ids:
        ids.extend(_by_title(question, notices))
    return NoticeMentions(ids=tuple(dict.fromkeys(ids)), missing=tuple(dict.fromkeys(missing)))


def _same_symbol(symbol: str, match: re.Match[str]) -> bool:
    code, _, tail = simplify(symbol).partition(f"〔{match[2]}〕")
    if tail.removeprefix("第") != f"{match[3]}号":
        return False
    wanted = simplify(match[1])
    return not wanted or wanted.endswith(code) or code.endswith(wanted)


def find_batches(question: str) -> tuple[int, ...]:
    """The numbers of the batches that `question` names: 第二批, the fourth batch."""
    found: list[int] = []
    for match in _BATCH.finditer(question):
        if _LISTED.match(question, match.end()) or _OF_A_LIST.search(question[: match.start()]):
            continue
        number = _batch_of(match)
        if number is not None:
            found.append(number)
    return tuple(dict.fromkeys(found))


def _batch_of(match: re.Match[str]) -> int | None:
    """The number of a batch; None where the word says none: the list, the 2024 list."""
    word = (match[1] or match[2] or match[3]).lower()
    number = read_numeral(word) if match[1] or word.isdigit() else english_ordinal(word)
    return None if number is not None and number > _MOST_BATCHES else number


def notice_words(question: str) -> tuple[str, ...]:
    """The words by which `question` names notices: 190号文, 第二批, 《…办法》, 建市〔2020〕60号."""
    matches = (
        match
        for pattern in (SYMBOL, LATIN_SYMBOL, _NUMBER, _BATCH, _TITLE)
        for match in pattern.finditer(question)
        if pattern is not _BATCH or _batch_of(match) is not None
    )
    found = sorted({(match.start(), match.end()) for match in matches})
    outer = [one for one in found if not any(a <= one[0] and one[1] <= b and (a, b) != one for a, b in found)]
    return tuple(dict.fromkeys(question[start:end] for start, end in outer))


@lru_cache(maxsize=1 << 14)
def is_ordinary(title: str) -> bool:
    """Whether a title is made of common words (任务表, 2024年工作安排), which a question uses without meaning it."""
    plain = plain_title(title)
    return not _ORDINARY.sub("", plain) or (len(plain) <= _SHORT and not plain.endswith(_ACTS))


def _by_title(question: str, notices: Sequence[Notice]) -> Iterator[str]:
    """Notices whose title shares words with `question` that tell it from the other titles.

    An ordinary title names its notice in 《》 alone.
    """
    folded = squeeze(fold(question))
    quoted = {plain_title(name) for name in _TITLE.findall(question)}
    titles: dict[str, str] = {}
    for notice in notices:
        if not is_ordinary(notice.title):
            titles[notice.id] = plain_title(notice.title)
        elif plain_title(f"《{notice.title}》") in quoted:
            yield notice.id
    begin = {folded[at : at + _FEW] for at in range(len(folded) - _FEW + 1)}
    sharing = [
        notice_id
        for notice_id, title in titles.items()
        if len(title) < 2 * _FEW or any(some in title for some in begin)
    ]
    shared = {notice_id: _longest_common(folded, titles[notice_id]) for notice_id in sharing}
    longest = max(map(len, shared.values()), default=0)
    for notice_id, words in shared.items():
        if len(words) == longest and words and _tells_apart(words, titles, len(titles[notice_id])):
            yield notice_id


@lru_cache(maxsize=1 << 14)
def plain_title(title: str) -> str:
    """A title as titles are compared."""
    return squeeze(fold(title))


def _longest_common(one: str, other: str) -> str:
    best = ""
    for start in range(len(one)):
        end = start + len(best) + 1
        while end <= len(one) and one[start:end] in other:
            best = one[start:end]
            end += 1
    return best


def _tells_apart(words: str, titles: dict[str, str], length: int) -> bool:
    """Whether `words` single a title out: long enough, and not printed in every title."""
    holders = sum(words in title for title in titles.values())
    if holders == len(titles) and len(titles) > 1:
        return False
    genre = any(words.endswith(name) for name in _GENRE)
    most = len(words) >= 0.6 * length and not is_ordinary(words)
    return len(words) >= 8 or (genre and len(words) >= 4) or most


def _nearest(wanted: str, notices: Sequence[Notice]) -> Sequence[Notice]:
    """The notices whose 文号 or title is written most like `wanted`; all where none is."""
    from difflib import get_close_matches

    named = {plain_title(name): notice for notice in notices for name in (notice.id, notice.title)}
    near = get_close_matches(wanted, named, n=5, cutoff=0.4)
    return list({named[name].id: named[name] for name in near}.values()) or notices


def names_file(reference: str, notice: Notice) -> bool:
    """Whether `reference` is the name of a notice's file, with or without its folder and what tells its type."""
    name = reference.strip().rpartition("/")[2]
    return name in (notice.source, notice.source.rpartition(".")[0] or notice.source)


def find_notice(reference: str, notices: Sequence[Notice]) -> Notice:
    """The one notice that `reference` names: 文号 in any brackets, number, batch, file, title or a part of it.

    Raises:
        UnknownAddress: none or several fit.
    """
    wanted = squeeze(fold(reference))
    exact = [notice for notice in notices if wanted in (squeeze(fold(notice.id)), squeeze(fold(notice.title)))]
    if exact:
        return exact[0]
    found = [notice for notice in notices if names_file(reference, notice)]
    if not found:
        mentions = find_notices(reference, notices).ids
        found = [notice for notice in notices if notice.id in mentions]
    if not found and wanted:
        found = [n for n in notices if wanted in squeeze(fold(n.title)) or wanted in squeeze(fold(n.id))]
    if len(found) == 1:
        return found[0]
    listed = "；".join(notice.id for notice in (found or _nearest(wanted, notices))[:8])
    what = "能对上不止一份通知" if found else "在政策库里没有"
    raise UnknownAddress(f"“{reference}”{what}。", hint=f"请写文号或完整标题，例如：{listed}。")
