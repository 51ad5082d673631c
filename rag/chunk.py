"""Items → chunks: one an item or a row, tiny siblings together, oversized ones split at sentence ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from rag.address import path_label
from rag.domain import Chunk, Item, Notice, Path
from rag.text import Span, sentences

_LONGEST = 4
"""Times the budget in characters from which on a sentence is cut: a file without line ends, a picture as letters."""
# where a sentence above that is cut: after a pause, else anywhere
_PAUSE = re.compile(r"[，,、；;：:）)\s]")
_TINY = 40
"""Tokens below which an item shares a chunk with its siblings; rows never do."""

CountTokens = Callable[[str], int]


def chunk_notice(notice: Notice, *, max_tokens: int, count_tokens: CountTokens) -> tuple[Chunk, ...]:
    """The chunks of `notice`, in document order; each is verbatim and holds at most `max_tokens` tokens.

    A section that is its heading alone makes no chunk: the heading stands in the context of all that is below it.
    A single sentence above the budget stays whole, up to `_LONGEST` times as many characters.
    """
    chunks: list[Chunk] = []
    for group in _groups(notice, max_tokens=max_tokens, count_tokens=count_tokens):
        for start, end in _split(notice.text, group, max_tokens=max_tokens, count_tokens=count_tokens):
            text = notice.text[start:end]
            paths = tuple(dict.fromkeys(item.path for item in group))
            chunks.append(
                Chunk(
                    notice=notice.id,
                    path=group[0].path,
                    paths=paths,
                    start=start,
                    end=end,
                    text=text,
                    context=context(notice, group[0]),
                    tokens=count_tokens(text),
                )
            )
    return tuple(chunks)


def context(notice: Notice, item: Item) -> str:
    """Where an item stands: title › path › headings. Embedded with the chunk's text, never quoted."""
    headings = notice.headings(item.path[:-1]) + ((item.heading,) if item.heading else ())
    columns = " ".join(cell.column for cell in item.cells)
    steps = [notice.title, path_label(item.path), *dict.fromkeys(headings), columns]
    return " › ".join(step for step in steps if step)


def _groups(notice: Notice, *, max_tokens: int, count_tokens: CountTokens) -> Iterator[list[Item]]:
    group: list[Item] = []
    size = 0
    for item in notice.items:
        if _is_bare_heading(item):
            continue
        tokens = count_tokens(item.text)
        if group and _may_join(group, item) and tokens < _TINY and size < _TINY and size + tokens <= max_tokens:
            group.append(item)
            size += tokens
            continue
        if group:
            yield group
        group, size = [item], tokens
    if group:
        yield group


def _may_join(group: Sequence[Item], item: Item) -> bool:
    parent: Path = group[-1].path[:-1]
    return item.kind == group[-1].kind != "row" and item.path[:-1] == parent and len(item.path) == len(group[-1].path)


def _is_bare_heading(item: Item) -> bool:
    return item.kind == "section" and "\n" not in item.text and len(item.text) <= len(item.heading) + 12


def _split(text: str, group: Sequence[Item], *, max_tokens: int, count_tokens: CountTokens) -> Iterator[Span]:
    start, end = group[0].start, group[-1].end
    longest = _LONGEST * max_tokens
    if end - start <= longest and count_tokens(text[start:end]) <= max_tokens:
        yield start, end
        return
    begin = start
    last = start
    for sentence in sentences(text, start=start, end=end):
        for piece_start, piece_end in _pieces(text, sentence, longest):
            if last > begin and count_tokens(text[begin:piece_end]) > max_tokens:
                yield begin, last
                begin = piece_start
            last = piece_end
    yield begin, last


def _pieces(text: str, sentence: Span, longest: int) -> Iterator[Span]:
    """A sentence as it is; one above `longest` characters in pieces that end at a pause where there is one."""
    begin, end = sentence
    while end - begin > longest:
        pauses = [match.end() for match in _PAUSE.finditer(text, begin + longest // 2, begin + longest)]
        cut = pauses[-1] if pauses else begin + longest
        yield begin, begin + len(text[begin:cut].rstrip())
        begin = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    yield begin, end
