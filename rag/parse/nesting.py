"""Tables whose columns nest (序号 → 任务 → 举措 → 做法): their cells' numerals are levels of the outline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

from rag.domain import Repair
from rag.numerals import read_numeral
from rag.parse.markers import Marker, read_marker
from rag.parse.paragraphs import heading_text
from rag.parse.printed import Cell
from rag.parse.tables import Row, Table, plain
from rag.parse.traced import EMPTY, Traced, join
from rag.text import ends_sentence, squeeze

_DASHES = frozenset("—-－–―一")


def is_outline(table: Table) -> bool:
    """Whether the columns nest (序号 → 工作任务 → 主要举措 → 经验做法) so that the cell numerals are path levels."""
    marked = 0
    for column in range(1, len(table.columns)):
        opening = [cell[0].chars for row in table.rows if (cell := row.cells[column]) and not row.page_top]
        marked += len(opening) > 0 and sum(read_marker(text) is not None for text in opening) >= 0.6 * len(opening)
    numbers = [plain(row.cells[0]) for row in table.rows if row.cells[0]]
    chinese = bool(numbers) and all(
        _section_number(number) is not None and not squeeze(number).rstrip("、.．").isdigit() for number in numbers
    )
    return marked >= 2 or (marked == 1 and chinese)


def _section_number(text: str) -> int | None:
    """``一``, ``二、``, ``3``; a dash is 一 with its ends worn off."""
    bare = squeeze(text).rstrip("、.．")
    return 1 if bare in _DASHES else read_numeral(bare)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A unit that opens in a nesting table."""

    marker: Marker
    text: Traced
    heading: str
    """Its heading; ``""`` for a leaf, whose text is a statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """Text that belongs to the unit opened last; `glued` where a page break cut a word or sentence."""

    text: Traced
    glued: bool
    back: int = 0
    """Units opened after the one that it belongs to: a page break may cut a heading beside its last leaf."""


Step = Opening | Continuation | Repair


def outline_steps(table: Table) -> Iterator[Step]:
    """The units of a nesting table in reading order, with the repairs that reading it took."""
    last = len(table.columns) - 1
    usual = _usual_styles(table)
    since: dict[str, int] = {}
    open_end = EMPTY
    for row in table.rows:
        for step in _row_steps(row, last=last, usual=usual, open_end=open_end.chars, since=since):
            if isinstance(step, Opening):
                since.update({style: count + 1 for style, count in since.items()} | {step.marker.style: 0})
            if isinstance(step, Opening) or (isinstance(step, Continuation) and not step.back):
                open_end = step.text
            yield step


def _usual_styles(table: Table) -> dict[int, str]:
    """The marker style that most cells of a column open with; ``""`` for a column of names without numerals."""
    usual: dict[int, str] = {}
    for column in range(1, len(table.columns)):
        opening = [(row, read_marker(cell[0].chars)) for row in table.rows if (cell := row.cells[column])]
        # the rest of a heading at a page's top opens nothing
        styles = ["" if marker is None else marker.style for row, marker in opening if marker or not row.page_top]
        if styles:
            usual[column] = max(sorted(set(styles)), key=styles.count)
    return usual


def _row_steps(
    row: Row, *, last: int, usual: Mapping[int, str], open_end: str, since: Mapping[str, int]
) -> Iterator[Step]:
    """The units of one row.

    Args:
        row: The row.
        last: The column of the leaves.
        usual: As `_usual_styles`.
        open_end: Text of the leaf before.
        since: For each style of numeral, how many units were opened after its last one, steps taken so far counted.
    """
    name = tuple(takewhile(lambda piece: read_marker(piece.chars) is None, row.cells[1])) if last > 1 else ()
    section = tuple(_section_step(join(row.cells[0]), name))
    yield from section or (Continuation(text=piece, glued=False) for piece in row.cells[0])
    headings: list[Opening] = []
    for column in range(1, last):
        taken = len(name) if section and column == 1 else 0
        style = usual.get(column) or "cn"
        for opening in _heading_steps(row.cells[column][taken:]):
            if isinstance(opening, Continuation) and headings:
                above = headings[-1]
                text = join([above.text, opening.text])
                headings[-1] = replace(above, text=text, heading=above.heading + opening.text.chars)
            elif isinstance(opening, Continuation):
                yield replace(opening, back=since.get(style, 0))
            elif isinstance(opening, Opening):
                headings.append(opening)
                expected = usual.get(column)
                if expected != opening.marker.style and opening.marker.style in usual.values():
                    yield Repair(
                        kind="misplaced-cell",
                        detail=f"“{opening.marker.label}{opening.heading}”印在第{column + 1}列，按编号归位。",
                    )
            else:
                yield opening
    runs = _runs(row.cells[last])
    if len(headings) > 1 and len(runs) == len(headings):
        labels = "、".join(opening.marker.label for opening in headings)
        yield Repair(kind="shared-row", detail=f"同一行印了 {labels} 两项以上举措，按编号重新起算分开。")
        for opening, run in zip(headings, runs, strict=True):
            yield opening
            yield from _leaf_steps(run, page_top=False, open_end="")
        return
    yield from headings
    yield from _leaf_steps(row.cells[last], page_top=row.page_top and not headings, open_end=open_end)


def _section_step(number: Traced, name: Cell) -> Iterator[Step]:
    """The section that a row opens: its number and, where it is printed beside it, its name."""
    label = squeeze(number.chars).rstrip("、.．")
    worn = label in _DASHES and label != "一"
    value = _section_number(number.chars) if number else None
    if value is None or (worn and not name):
        return
    if worn:
        yield Repair(kind="dash-numeral", detail=f"序号“{label}”读作“一”。")
        number, label = number.reread("一" * len(number)), "一"
    marker = Marker(style="cn", number=value, label=label, length=len(number) + 1)
    heading = _compact(join(name))
    text = join([number, heading], separator=" ") if heading else number
    yield Opening(marker=marker, text=text, heading=heading.chars)


def _heading_steps(cell: Cell) -> Iterator[Step]:
    """Headings in a column between the number and the leaves; the section's name is read with its number."""
    for piece in cell:
        marker = read_marker(piece.chars)
        if marker is not None:
            text = _compact(piece)
            if text.chars != piece.chars:
                yield Repair(kind="heading-blanks", detail=f"标题“{piece.chars}”中的空格去掉。")
            yield Opening(marker=marker, text=text, heading=_compact(piece.cut(marker.length)).chars)
        else:
            yield Repair(kind="split-heading", detail=f"“{piece.chars}”接在上一标题之后。")
            yield Continuation(text=_compact(piece), glued=True)


def _compact(text: Traced) -> Traced:
    """A heading without the blanks its narrow cell left between Han characters."""
    wanted = heading_text(text.chars)
    kept: list[Traced] = []
    position = 0
    for at, char in enumerate(text.chars):
        if position < len(wanted) and char == wanted[position]:
            kept.append(text.cut(at, at + 1))
            position += 1
    return join(kept)


def _runs(cell: Cell) -> list[Cell]:
    """The cell's paragraphs, cut where the numbering starts again."""
    runs: list[list[Traced]] = [[]]
    for piece in cell:
        marker = read_marker(piece.chars)
        if marker is not None and marker.number == 1 and runs[-1]:
            runs.append([])
        runs[-1].append(piece)
    return [tuple(run) for run in runs]


def _leaf_steps(cell: Cell, *, page_top: bool, open_end: str) -> Iterator[Step]:
    for piece in cell:
        marker = read_marker(piece.chars)
        if marker is not None:
            yield Opening(marker=marker, text=piece, heading="")
        else:
            glued = page_top and not ends_sentence(open_end)
            if glued:
                detail = f"“…{open_end[-8:]}”与“{piece.chars[:8]}…”被换页断开，接成一条。"
                yield Repair(kind="joined-pages", detail=detail)
            yield Continuation(text=piece, glued=glued)
        page_top = False
