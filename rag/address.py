"""Addresses of items: written as labels, read from a command line, found in a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.domain import Item, Notice, Path
from rag.errors import UnknownAddress
from rag.numerals import read_numeral, write_chinese
from rag.text import fold, squeeze

CHINESE = "一二三四五六七八九十百零〇两"
_ORDINALS = {
    word: n for n, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
} | {f"{n}{suffix}": n for n in range(1, 21) for suffix in ("st", "nd", "rd", "th")}
_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}

# 建办市函〔2025〕190号, 建市[2020]60号, 〔2025〕190号; the issuing code may be left out
SYMBOL = re.compile(r"([\u4e00-\u9fff]{0,12})\s*[〔\[(（【]\s*((?:19|20)\d{2})\s*[〕\])）】]\s*第?\s*(\d{1,5})\s*号")
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
# one step of a path: 第二部分 / 第（七）条 / 第十二条 / 第9项 / 附件2 / （四） / (3) / 二、 / ① / 12
STEP = re.compile(
    rf"(?P<annex>附\s*[件表录]\s*[{CHINESE}\d]{{0,2}})|第\s*[（(]?(?P<general>[{CHINESE}\d]+)[）)]?\s*(?P<unit>大?部分|大类|方面|编|章|小?[节条款项点]|行|号任务|个任务|号)"
    rf"|[（(]\s*(?P<paren>[{CHINESE}]+|\d+)\s*[）)]|(?P<circle>[①-⑳])|(?P<cn>[{CHINESE}]+)(?=[、.．（(/\s\d]|$)|(?P<number>\d+)(?![年月日%％.．]?\d)"
)
# 附件12, which may be row 12 of the one annex; not 附件
_ANNEX_NUMBER = re.compile(rf"^(附[件表录])([{CHINESE}\d]+)$")
# 指标18: the number of a name, not of a row; not 表1, 附件2, 第3行, 任务清单 第5项
_NUMBERED = re.compile(r"(?!附[件表录])(?:(?![第附条款项章节])[\u4e00-\u9fff]){2}\d")
# what follows a number that is part of a 文号: 〔2025〕190号
OF_A_SYMBOL = re.compile(r"\s*[号〕\]）)]")


def label(notice: str, path: Path) -> str:
    """The address as one line: ``建办市函〔2025〕190号 一（四）2``, ``桐政办发〔2024〕9号 附件 12``."""
    return f"{notice} {path_label(path)}".rstrip()


def path_label(path: Path) -> str:
    """The path as one word; a blank keeps an annex or a table apart from the number after it.

    第四条第三款（一） runs on as it is cited, and of 2 › 2.1 › 2.1.3 only the last is written, which holds the others.
    """
    words = ""
    for at, step in enumerate(path):
        if at + 1 < len(path) and path[at + 1].startswith(f"{step}."):
            continue
        apart = bool(words) and (
            words[-1].isalnum() and step[0].isalnum() and words[-1] not in f"{CHINESE}条款" or words[0] in "附表"
        )
        words += f" {step}" if apart else step
    return words


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
        missing.extend([] if found else [match.group().strip()])
    if not ids and not missing:
        for match in _NUMBER.finditer(question):
            number = match[1] or match[2]
            ids.extend(n.id for n in notices if n.symbol.endswith((f"〕{number}号", f"第{number}号")))
    for batch in find_batches(question):
        word = f"第{write_chinese(batch)}批"
        found = [n.id for n in notices if word in n.title]
        ids.extend(found)
        missing.extend([] if found else [word])
    if not ids:
        ids.extend(_by_title(question, notices))
    return NoticeMentions(ids=tuple(dict.fromkeys(ids)), missing=tuple(dict.fromkeys(missing)))


def _same_symbol(symbol: str, match: re.Match[str]) -> bool:
    code, _, tail = symbol.partition(f"〔{match[2]}〕")
    if tail.removeprefix("第") != f"{match[3]}号":
        return False
    return not match[1] or match[1].endswith(code) or code.endswith(match[1])


def find_batches(question: str) -> tuple[int, ...]:
    """The numbers of the batches that `question` names: 第二批, the fourth batch."""
    found: list[int] = []
    for match in _BATCH.finditer(question):
        if _LISTED.match(question, match.end()) or _OF_A_LIST.search(question[: match.start()]):
            continue
        word = (match[1] or match[2] or match[3]).lower()
        number = read_numeral(word) if match[1] or word.isdigit() else _ORDINALS.get(word, _ROMANS.get(word))
        if number is not None:
            found.append(number)
    return tuple(dict.fromkeys(found))


def notice_words(question: str) -> tuple[str, ...]:
    """The words by which `question` names notices: 190号文, 第二批, 《…办法》, 建市〔2020〕60号."""
    matches = (match for pattern in (SYMBOL, _NUMBER, _BATCH, _TITLE) for match in pattern.finditer(question))
    found = sorted({(match.start(), match.end()) for match in matches})
    outer = [one for one in found if not any(a <= one[0] and one[1] <= b and (a, b) != one for a, b in found)]
    return tuple(dict.fromkeys(question[start:end] for start, end in outer))


def is_ordinary(title: str) -> bool:
    """Whether a title is made of common words (任务表, 2024年工作安排), which a question uses without meaning it."""
    plain = _plain(title)
    return not _ORDINARY.sub("", plain) or (len(plain) <= _SHORT and not plain.endswith(_ACTS))


def _by_title(question: str, notices: Sequence[Notice]) -> Iterator[str]:
    """Notices whose title shares words with `question` that tell it from the other titles.

    An ordinary title names its notice in 《》 alone.
    """
    folded = squeeze(fold(question))
    titles = {notice.id: _plain(notice.title) for notice in notices}
    quoted = {_plain(name) for name in _TITLE.findall(question)}
    for notice in notices:
        if is_ordinary(notice.title) and quoted and _plain(f"《{notice.title}》") in quoted:
            yield notice.id
    titles = {notice_id: title for notice_id, title in titles.items() if not is_ordinary(title)}
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
def _plain(title: str) -> str:
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

    named = {_plain(name): notice for notice in notices for name in (notice.id, notice.title)}
    near = get_close_matches(wanted, named, n=5, cutoff=0.4)
    return list({named[name].id: named[name] for name in near}.values()) or notices


def find_notice(reference: str, notices: Sequence[Notice]) -> Notice:
    """The one notice that `reference` names: its 文号 in any brackets, its number, batch, title or a part of it.

    Raises:
        UnknownAddress: none or several fit.
    """
    wanted = squeeze(fold(reference))
    exact = [notice for notice in notices if wanted in (squeeze(fold(notice.id)), squeeze(fold(notice.title)))]
    if exact:
        return exact[0]
    mentions = find_notices(reference, notices).ids
    found = [notice for notice in notices if notice.id in mentions]
    if not found and wanted:
        found = [
            n
            for n in notices
            if wanted in squeeze(fold(n.title)) or wanted in squeeze(fold(n.id)) or reference == n.source
        ]
    if len(found) == 1:
        return found[0]
    listed = "；".join(notice.id for notice in (found or _nearest(wanted, notices))[:8])
    what = "能对上不止一份通知" if found else "在政策库里没有"
    raise UnknownAddress(f"“{reference}”{what}。", hint=f"请写文号或完整标题，例如：{listed}。")


def split_address(address: str, notices: Sequence[Notice]) -> tuple[Notice, str]:
    """The notice and the words of the path in ``建办市函〔2025〕190号 一（四）2``.

    Raises:
        UnknownAddress: no notice fits.
    """
    named = squeeze(fold(address))
    names = [(name, one) for one in notices for name in (one.id, one.title) if named.startswith(squeeze(fold(name)))]
    if names:  # the longest: the id of a namesake begins with the 文号 of both
        name, notice = max(names, key=lambda pair: len(squeeze(fold(pair[0]))))
        return notice, _after(address, name)
    symbol = SYMBOL.match(address.strip())
    if symbol is not None:
        return find_notice(symbol.group(), notices), address.strip()[symbol.end() :].strip()
    words = address.split(maxsplit=1)
    if len(words) == 2:
        return find_notice(words[0], notices), words[1]
    return find_notice(address, notices), ""


def _after(address: str, name: str) -> str:
    """What follows `name` in `address`; both may be spaced and bracketed differently."""
    wanted = len(squeeze(name))
    seen = 0
    for at, char in enumerate(address):
        if seen == wanted:
            return address[at:].strip()
        seen += not char.isspace()
    return ""


def resolve_path(words: str, notice: Notice) -> Path:
    """The path of `notice` that `words` name.

    Raises:
        UnknownAddress: the notice has no such item.
    """
    path = next((item.path for item in notice.items if path_label(item.path) == words.strip()), None)
    path = _named_row(words, notice) if path is None else path
    if path is None and (steps := _steps(words)) and not _NUMBERED.search(words):
        path = match_path(steps, notice)
    if path is None:
        near = "、".join(path_label(item.path) for item in notice.items if len(item.path) == 1)
        raise UnknownAddress(
            f"{notice.id} 里没有“{words}”这一条。",
            hint=f"顶层有：{near or '（无编号）'}；policy-rag outline 可列出全部。",
        )
    return path


def _named_row(words: str, notice: Notice) -> Path | None:
    """The path of the one row with a cell that says `words` and nothing else: 指标18."""
    wanted = _plain(words)
    paths = [item.path for item in notice.items for cell in item.cells if wanted and _plain(cell.text) == wanted]
    return paths[0] if len(set(paths)) == 1 and not wanted.isdigit() else None


def find_items(address: str, notices: Sequence[Notice]) -> tuple[Notice, Path, tuple[Item, ...]]:
    """The notice, the path and the items, with those below, at an address like ``建办市函〔2025〕190号 一（四）2``.

    Raises:
        UnknownAddress: there is no such notice or item.
    """
    notice, words = split_address(address, notices)
    path = resolve_path(words, notice)
    return notice, path, notice.under(path) if path else tuple(notice.items)


def match_path(steps: Path, notice: Notice) -> Path | None:
    """The path of `notice` that ends with `steps`, or None where none or several do."""
    paths = list(dict.fromkeys(item.path for item in notice.items))
    paths += [path[:depth] for path in paths for depth in range(1, len(path)) if path[:depth] not in paths]
    annexed = any(path and path[0].startswith("附") for path in paths)
    found = (_match(some, paths) for some in ((steps,) if annexed else _inside(steps)))
    return next((path for path in found if path is not None), None)


def _match(steps: Path, paths: Sequence[Path]) -> Path | None:
    spellings = tuple(_spellings(steps))
    for some in (spellings[:1], spellings[1:]):
        for wanted in some:
            if wanted in paths:
                return wanted
        for wanted in some:
            ending = list(dict.fromkeys(path for path in paths if path[-len(wanted) :] == wanted))
            if len(ending) == 1:
                return ending[0]
    return None


def _inside(steps: Path) -> Iterator[Path]:
    """A path without the annex that it begins with, where what is enclosed is itself the annex: 附件三（三）4."""
    if len(steps) < 2 or not steps[0].startswith("附"):
        yield steps
        return
    annex = _ANNEX_NUMBER.match(steps[0])
    if annex is not None:
        yield (annex[2], *steps[1:])
    yield steps[1:]


def _spellings(steps: Path) -> Iterator[Path]:
    """A path as written, and as it may be meant: 附件 and 1 for 附件 1, 第1条 for 1, 第二条 for 二 or （二）."""
    yield steps
    apart = tuple(part for step in steps for part in _ANNEX_NUMBER.sub(r"\1 \2", step).split())
    if apart != steps:
        yield apart
    readings = [tuple(_readings(step)) for step in steps]
    combinations: list[Path] = [()]
    for options in readings:
        combinations = [(*head, option) for head in combinations for option in options][:200]
    yield from combinations


def _readings(step: str) -> Iterator[str]:
    yield step
    number = read_numeral(step.strip("（）第条章节编附件表"))
    if number is None:
        return
    chinese = write_chinese(number)
    if step.startswith("附"):
        yield from (f"附件{number}", f"附件{chinese}")
    elif step.endswith(("条", "章", "节")):
        yield from (f"第{chinese}{step[-1]}", str(number), chinese, f"（{chinese}）")
    elif step.startswith("（"):
        yield from (f"（{chinese}）", f"（{number}）")
    else:
        yield from (str(number), chinese, f"第{chinese}条", f"第{number}行", f"（{chinese}）")


def _steps(words: str) -> Path:
    """All the path steps in `words`, which hold nothing else."""
    return tuple(read_step(match) for match in STEP.finditer(words))


def read_step(match: re.Match[str]) -> str:
    """The step of a path that a match of `STEP` is."""
    if match["annex"]:
        return squeeze(match["annex"])
    if match["general"]:
        return general_step(match["general"], match["unit"])
    if match["paren"]:
        return f"（{match['paren']}）"
    return match["circle"] or match["cn"] or match["number"]


def general_step(numeral: str, unit: str) -> str:
    """第…条, 第…章 as printed; the number alone of what is no unit of a path: 第9项 is 9, 第二部分 is 二."""
    number = read_numeral(numeral) or 0
    if unit in ("部分", "大部分", "大类", "方面"):
        return write_chinese(number)
    if unit in ("编", "章", "节", "条"):
        return f"第{numeral}{unit}"
    return str(number)


def english_number(word: str) -> int | None:
    """The number that an English word is: two, second, 2nd, II, 2; None where it is none."""
    lowered = word.lower()
    ones = {name: n for n, name in enumerate("one two three four five six seven eight nine ten".split(), 1)}
    return int(lowered) if lowered.isdigit() else _ROMANS.get(lowered, ones.get(lowered, _ORDINALS.get(lowered)))
