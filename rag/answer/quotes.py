"""The pieces every answer is made of: quotes of items and of runs of facts, names of places, asides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.answer.phrases import Phrases
from rag.domain import Claim, Fact, Item, Language, Notice, Quote
from rag.regions import find_region, parent_of

# （责任单位：建设局）, 41000, 10%。: an aside or a number that says nothing by itself
_SAYS_NOTHING = re.compile(
    r"\s*(?:[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]|[\d０-９.,，%％]+)[。；;，\s]*"
)
_GAP = 2
"""Characters between two facts that still follow each other: a comma, a line end."""


def place_names(regions: Sequence[str], language: Language, words: Phrases) -> str:
    """The places with the language's comma between them."""
    return words.separator.join(place_name(region, language) for region in regions)


def place_name(region: str, language: Language) -> str:
    """``西安``, a district with its city (``北京石景山区``); in an English answer ``Xi'an (西安)``."""
    known = find_region(region)
    if known is None:
        return region
    above = parent_of(known) if known.level == "district" and region.endswith(("区", "县")) else None
    printed = f"{above.name}{region}" if above is not None else region
    return printed if language == "zh" else f"{known.english} ({printed})"


def quote_item(notice: Notice, item: Item) -> Quote:
    """The whole item."""
    return Quote(notice=notice.id, path=item.path, start=item.start, end=item.end)


def quoted(item: Item, facts: Sequence[Fact]) -> Iterator[Claim]:
    """One claim a run of facts that follow each other in the text; a table row whole, each cell by its column."""
    if item.kind == "row" and facts and any(cell.column for cell in item.cells):
        cells = "；".join(f"{cell.column}：{one_line(cell.text)}" for cell in item.cells)
        quote = Quote(notice=facts[0].notice, path=item.path, start=item.start, end=item.end)
        yield Claim(text=f"- {cells}", quotes=(quote,), verbatim=True)
        return
    run: list[Fact] = []
    for fact in facts:
        if run and fact.start - run[-1].end > _GAP:
            yield _quote_run(item, run)
            run = []
        run.append(fact)
    if run:
        yield _quote_run(item, run)


def _quote_run(item: Item, run: Sequence[Fact]) -> Claim:
    start, end = saying(item, run[0].start, run[-1].end)
    text = item.text[start - item.start : end - item.start]
    quote = Quote(notice=run[0].notice, path=run[0].path, start=start, end=end)
    return Claim(text=f"- {one_line(text)}", quotes=(quote,), verbatim=True)


def saying(item: Item, start: int, end: int) -> tuple[int, int]:
    """The span from `start` to `end`, with the sentence before it where it is nothing but an aside or a number."""
    before = item.text[: start - item.start].rstrip("。；;\n\t 　")
    if not before or not _SAYS_NOTHING.fullmatch(item.text[start - item.start : end - item.start]):
        return start, end
    return item.start + max(before.rfind(mark) for mark in "。；;\n\t") + 1, end


def one_line(text: str) -> str:
    """`text` without its line ends, to stand in a bullet or a cell."""
    return " ".join(text.split("\n")).strip()


def aside(text: str, words: Phrases) -> str:
    """`text` in the language's brackets."""
    opening, closing = words.brackets
    return f" {opening}{text}{closing}" if opening == "(" else f"{opening}{text}{closing}"
