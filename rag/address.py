"""Addresses of items: written as labels, read from a command line, matched with what a notice has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.domain import Item, Notice, Path
from rag.errors import UnknownAddress
from rag.mentions import SYMBOL, find_notice, names_file, plain_title
from rag.numerals import CHINESE, read_numeral, write_chinese
from rag.text import fold, simplify, squeeze

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
OF_A_SYMBOL = re.compile(r"\s*[号號〕\]）)]")


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


def split_address(address: str, notices: Sequence[Notice]) -> tuple[Notice, str]:
    """The notice and the words of the path in ``建办市函〔2025〕190号 一（四）2``.

    Raises:
        UnknownAddress: no notice fits.
    """
    if any(names_file(address, one) for one in notices):
        return find_notice(address, notices), ""
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
    """The path of `notice` that `words` name; no words name all of it.

    Raises:
        UnknownAddress: the notice has no such item.
    """
    words = simplify(words.strip())  # as paths are written: 第十二條 is 第十二条
    if not words:
        return ()
    path = next((item.path for item in notice.items if path_label(item.path) == words), None)
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
    wanted = plain_title(words)
    paths = [item.path for item in notice.items for cell in item.cells if wanted and plain_title(cell.text) == wanted]
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
