"""Two notices side by side: their headings aligned, below each the sentences, those that are twins together; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.domain import Item, Notice
from rag.text import sentences, squeeze
from ui.twins import Run, alike, woven

HEADINGS_ALIKE = 0.5
"""Share of pairs of characters from which on two headings are taken for one: 加大政策支持, 加大政策支持力度."""
SENTENCES_ALIKE = 0.55
"""Share from which on two sentences are twins."""
FRAME = "·"
"""Stands for a heading above what a notice has before and after its text: addressees, signature, date."""
_STOPS = " .．、。：:；;"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence of an item, without the item's numeral; it stands at ``notice.text[start:end]``."""

    item: Item
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading of either notice or of both, and what stands under it.

    A heading is ``""`` above what has none, and None on a side that has nothing like the other's.
    """

    left: str | None
    right: str | None
    runs: tuple[Run[Line], ...]


def pairing_of(left: Notice, right: Notice) -> tuple[Block, ...]:
    """Both notices in the order of the left one; a sentence stands beside its twin also where the headings differ."""
    lone = (_lone(left), _lone(right))
    mine, theirs = _lines(left, lone[0]), _lines(right, lone[1])
    twins = alike([line.text for line in mine], [line.text for line in theirs], least=SENTENCES_ALIKE)
    taken = frozenset(twins.values())
    sections = (_by_heading(left, mine, lone[0]), _by_heading(right, theirs, lone[1]))
    titles, others = (tuple(section) for section in sections)
    blocks: list[Block] = []
    for run in woven(titles, others, alike(titles, others, least=HEADINGS_ALIKE)):
        for heading, other in _couples(run):
            own = () if heading is None else sections[0][heading]
            beside = [twins[n] for n in own if n in twins]
            there = () if other is None else sections[1][other]
            shown = [n for n in there if n not in taken or n in beside]
            shown += [n for n in beside if n not in there]
            pairs = {at: shown.index(twins[n]) for at, n in enumerate(own) if n in twins}
            runs = tuple(woven([mine[n] for n in own], [theirs[n] for n in shown], pairs))
            blocks.append(Block(left=heading, right=other, runs=runs))
    return tuple(blocks)


def _couples(run: Run[str]) -> Iterator[tuple[str | None, str | None]]:
    if run.twins:
        yield run.left[0], run.right[0]
        return
    yield from ((heading, None) for heading in run.left)
    yield from ((None, heading) for heading in run.right)


def _by_heading(notice: Notice, lines: Sequence[Line], lone: Collection[int]) -> Mapping[str, Sequence[int]]:
    """The numbers of `lines` by the innermost heading above them, `FRAME` last; also headings without a sentence."""
    found: dict[str, list[int]] = {_heading(notice, item, lone): [] for item in notice.items if item.path}
    for n, line in enumerate(lines):
        if line.item.path:
            found[_heading(notice, line.item, lone)].append(n)
    around = [n for n, line in enumerate(lines) if not line.item.path]
    return found | {FRAME: around} if around else found


def _heading(notice: Notice, item: Item, lone: Collection[int]) -> str:
    path = item.path[:-1] if item.start in lone else item.path
    return (notice.headings(path) or ("",))[-1]


def _lone(notice: Notice) -> frozenset[int]:
    """Where items start that say no more than was taken for their heading, with nothing below (1. 施工企业。)."""
    following = (*(item.path for item in notice.items[1:]), ())
    return frozenset(
        item.start
        for item, after in zip(notice.items, following, strict=True)
        if item.path
        and item.heading
        and item.kind not in ("section", "row")
        and after[: len(item.path)] != item.path
        and squeeze(item.text.strip().removeprefix(item.path[-1]).strip(_STOPS)) == squeeze(item.heading.strip(_STOPS))
    )


def _lines(notice: Notice, lone: Collection[int]) -> list[Line]:
    """The sentences of `notice` without those that only print a heading, the title, the 文号 or a table's columns."""
    names = {squeeze(notice.title), squeeze(notice.symbol)}
    columns = sorted({squeeze(cell.column) for item in notice.items for cell in item.cells}, key=len, reverse=True)
    lines: list[Line] = []
    for item in notice.items:
        for start, end in sentences(item.text):
            text = " ".join(item.text[start:end].split())
            if item.path and not item.text[:start].strip():
                text = text.removeprefix(item.path[-1]).lstrip(_STOPS)
            bare = squeeze(text.strip(_STOPS))
            if bare in ("", *names) or (bare == squeeze(item.heading) and item.start not in lone):
                continue
            if item.kind == "row" or not _is_table_head(bare, columns):
                lines.append(Line(item=item, text=text, start=item.start + start, end=item.start + end))
    return lines


def _is_table_head(bare: str, columns: Sequence[str]) -> bool:
    """Whether `bare` prints names of columns and nothing else: 序号工作任务责任单位; `columns` from the longest on."""
    for column in filter(None, columns):
        bare = bare.replace(column, "")
    return not bare
