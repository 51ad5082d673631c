"""Other notices as a notice cites them: one title, and a list of them after 废止下列文件."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.domain import Reference
from rag.parse.roles import read_symbol
from rag.text import squeeze

_NUMBER = r"[〔\[(（]\d{4}[〕\])）]第?\d{1,5}号"
# 《甲》（某办〔2019〕13号）, with titles in 〈〉 inside
CITED = re.compile(
    r"《(?P<title>[^《》\n]{2,120})》(?:\s*[（(](?P<note>[^（）()\n]{0,60}(?:[〔\[(（]\d{4}[〕\])）][^（）()\n]{0,30})?)[）)])?"
)
# between two titles of one list: 、 and 和 and who issued the next one when; not 中关于…的规定
NEXT = re.compile(
    r"(?:[、，,；;]|以及|和|与|及)\s*(?:[^《》。；]{0,60}(?:发布|公布|印发|通过|批准|颁布|颁发|修订|修正|制定|下发|施行)的?)?(?:原)?"
)
# 废止下列文件： / 对下列3件文件宣布失效： / 宣布以下规章失效：; not 下列文件继续有效：
_LEADS = re.compile(
    r"(?:(?:废止|失效|停止执行)(?:下列|以下|如下)[^。；;：:《》效止]{0,24}|(?:下列|以下)[^。；;：:《》]{0,24}(?:废止|失效|停止执行))[:：]"
)
# 二、废止的规范性文件 / 宣布失效的文件目录（2件）：, as a line of its own; not 废止的理由
_HEADS = re.compile(
    r"(?:[一二三四五六七八九十\d]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,2}[）)])?(?:决定|予以|宣布)?(?:废止|失效)的?"
    r"[^，。：《》]{0,10}(?:文件|规章|法规|规定)(?:目录|清单)?(?:[（(][^（）()]{1,12}[）)])?[:：]?"
)
# 1. / （2） / 三、 before an entry of a list
_MARKER = r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]\s*)?"
_ENTRY = re.compile(rf"{_MARKER}《")
# 2.某市乙规定（某府发〔2018〕2号）；
_PLAIN_ENTRY = re.compile(
    rf"{_MARKER}(?P<title>[^《》（()），。；：]{{3,80}})[（(](?P<symbol>[\u4e00-\u9fff]{{2,12}}{_NUMBER})[）)][；;。，、]?"
)
# 列入目录的文件自公布之日起废止 / 附件所列文件予以废止
_ATTACHED = re.compile(
    r"(?:列入|纳入|附件|附表|目录|清单)[^。；《》]{0,24}(?:文件|规章|规定)[^。；《》]{0,24}(?:废止|失效|停止执行)"
)
_SYMBOL_CELL = re.compile(rf"[\u4e00-\u9fff]{{2,12}}{_NUMBER}")
_KEPT = re.compile(r"继续有效|保留|修改|修订|延长")


def reference_of(match: re.Match[str]) -> Reference:
    """What a match of `CITED` cites."""
    return Reference(
        title=match["title"].replace("〈", "《").replace("〉", "》"), symbol=read_symbol(match["note"] or "")
    )


def said_of(sentence: str, says: re.Pattern[str]) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Each title of `sentence` with what `says` finds after it, or after the last one of the list that it stands in.

    The titles of a list stand side by side or have words of `NEXT` between them: 《甲》《乙》、《丙》同时废止. The
    last comes first.
    """
    following: int | None = None
    said: re.Match[str] | None = None
    for title in reversed(list(CITED.finditer(sentence))):
        if match := says.match(sentence, title.end()):
            said = match
        elif following is None or not _beside(sentence, title.end(), following):
            said = None
        if said is not None:
            yield title, said
        following = title.start()


def _beside(sentence: str, end: int, following: int) -> bool:
    return end == following or NEXT.fullmatch(sentence, end, following) is not None


def read_listed(text: str, title: str) -> Iterator[Reference]:
    """The notices that a decision abolishes in a list, below a line that says so, or in an attached table.

    Args:
        text: All of it, a paragraph or a table row a line, cells apart by tabs.
        title: Its title, which tells whether 废止的文件 over a list is a heading of what it does.
    """
    deciding = "废止" in title or "失效" in title or "清理" in title
    listing, attached = False, False
    for raw in text.split("\n"):
        line = squeeze(raw)
        lead = _LEADS.search(line)
        if lead is not None or (deciding and _HEADS.fullmatch(line)):
            listing = True
            line = "" if lead is None else line[lead.end() :]
        elif _ENTRY.match(line) is None and _PLAIN_ENTRY.fullmatch(line) is None:
            listing = listing and not line
        attached = (attached or _ATTACHED.search(line) is not None) and _KEPT.search(title) is None
        if listing:
            plain = _PLAIN_ENTRY.fullmatch(line)
            yield from map(reference_of, CITED.finditer(line))
            if plain is not None:
                yield Reference(title=plain["title"], symbol=read_symbol(plain["symbol"]))
        elif attached:
            yield from _in_row(raw)


def _in_row(row: str) -> Iterator[Reference]:
    """The notice whose 文号 fills a cell of `row`, with the longest other cell for its title."""
    cells = [squeeze(cell) for cell in row.split("\t")]
    symbols = [cell for cell in cells if _SYMBOL_CELL.fullmatch(cell)]
    if len(cells) > 1 and len(symbols) == 1:
        longest = max((cell for cell in cells if cell not in symbols), key=len)
        yield Reference(title=longest.removeprefix("《").removesuffix("》"), symbol=read_symbol(symbols[0]))
