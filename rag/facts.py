"""Items → facts: who does what, with which figures, each with the span it stands at.

The genre is regular: ``A、B、C + 做了什么。其中，A …；B …``. A clause that opens with a place has that place as its
subject; one that does not goes on about the subject before it. A table row's columns say who leads and what falls due.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rag.domain import Amount, Fact, Item, Notice
from rag.numerals import find_amounts, find_dates
from rag.parse.duty import Duty, first_leads, printed_duties, row_duty
from rag.parse.markers import read_marker
from rag.regions import RegionMention, find_regions
from rag.text import Span, has_han, sentences, simplify, squeeze, unclosed

# 其中， / 其中 / 同时， / 目前，before the subject of a clause
_LEAD_IN = re.compile(r"(?:其中|同时|此外|另外|如|例如|目前|近年来)?\s*[，,：:]?\s*")
# 受水区的河北省、天津市…, 试点中的苏州: tells which places the subjects are; not 对口支援的河北省
_WHICH_OF = re.compile(r"[\u4e00-\u9fff]{1,4}(?:区|地区|省份|城市|地带|流域|沿线|沿海|试点)(?:中|内|范围内)?的")
# what joins two subjects: 、 和 与 及 以及
_JOINT = re.compile(r"\s*(?:、|和|与|及|以及|，(?=[^，。；]{0,12}、))\s*")
# 序号, 任务名称, 备注; not 任务要求
_OTHER_COLUMN = re.compile(r"序号|名称|类别|单位|部门|时间|时限|期限|日期|截止|备注")
# 项目名称, 项目·名称, 工程名称: what the row is about, which no other cell tells; not 任务名称, 单位名称
_PROJECT_COLUMN = re.compile(r"(?:项目|工程|小区|地块|道路|桥梁|设施)[·\s]{0,2}名称")
# 总投资（万元）, 建设规模, 所在地区, 项目·类型: sizes, sorts and places of what is done; not 建设内容
_MEASURE_COLUMN = re.compile(r"投资|金额|规模|面积|数量|[户套]数|类型|性质|地区|区域|地点|位置|(?<!工作)进度")
# 序号, 编号: numbers the rows
_COUNTER = re.compile(r"序\s*号|编\s*号")


def find_facts(notice: Notice) -> tuple[Fact, ...]:
    """The facts of every item of `notice`, in document order, head and tail included; a table's header states none.

    Places and departments are named in simplified characters, whatever the notice prints.
    """
    text = simplify(notice.text)
    if text == notice.text:
        return tuple(_facts(notice))
    return tuple(_as_printed(fact, notice) for fact in _facts(_simplified(notice, text)))


def _facts(notice: Notice) -> Iterator[Fact]:
    alike = not first_leads(notice.text)
    return (fact for item in notice.items for fact in _facts_of(notice, item, alike=alike))


def _simplified(notice: Notice, text: str) -> Notice:
    """`notice` with `text`, its own in simplified characters, and the names of its columns likewise."""
    items = (
        replace(
            item,
            text=text[item.start : item.end],
            heading=simplify(item.heading),
            cells=tuple(
                replace(cell, column=simplify(cell.column), text=text[cell.start : cell.end]) for cell in item.cells
            ),
        )
        for item in notice.items
    )
    return replace(notice, text=text, items=tuple(items))


def _as_printed(fact: Fact, notice: Notice) -> Fact:
    """`fact` with the words of `notice` at its places, and the headings as they are printed."""
    amounts = (replace(one, text=notice.text[one.start : one.end]) for one in fact.amounts)
    return replace(
        fact,
        text=notice.text[fact.start : fact.end],
        headings=notice.headings(fact.path),
        amounts=tuple(amounts),
    )


def _facts_of(notice: Notice, item: Item, *, alike: bool) -> Iterator[Fact]:
    """The facts of an item; each has the duty that is printed next after it begins."""
    headings = notice.headings(item.path)
    if item.cells:
        yield _row_fact(notice, item, headings)
        return
    printed = printed_duties(item.text, alike=alike)
    clauses = tuple(one for one in _clauses(item) if "\t" not in notice.text[one.start : one.end])
    stating = tuple(one for one in clauses if not _is_heading(notice.text[one.start : one.end], item))
    for clause in stating or clauses:
        duty = next((one.duty for one in printed if item.start + one.end > clause.start), Duty())
        yield Fact(
            notice=notice.id,
            path=item.path,
            start=clause.start,
            end=clause.end,
            regions=clause.regions if item.path else (),
            headings=headings,
            text=notice.text[clause.start : clause.end],
            amounts=_amounts(notice.text, clause.start, clause.end),
            lead=duty.lead,
            partners=duty.partners,
            due=duty.due,
        )


def _is_heading(words: str, item: Item) -> bool:
    """Whether `words` are the item's run-in heading, which names what the next sentences state.

    One that names a time (总结评估阶段（2025年6月—12月）) states it.
    """
    return bool(item.heading) and squeeze(words).rstrip("。：:") == squeeze(item.heading) and not find_dates(words)


def _amounts(text: str, start: int, end: int) -> tuple[Amount, ...]:
    return find_amounts(text[start:end], offset=start)


def _row_fact(notice: Notice, item: Item, headings: tuple[str, ...]) -> Fact:
    """A row is one fact; its span is the cell that says what is to be done; without a duty all its figures are told."""
    task = task_cell(item)
    duty = row_duty(item)
    start, end = task or (item.start, item.end)
    counted = (start, end) if duty.lead or duty.due else (item.start, item.end)
    return Fact(
        notice=notice.id,
        path=item.path,
        start=start,
        end=end,
        regions=() if duty.lead or duty.due else _row_place(item),
        headings=headings,
        text=notice.text[start:end],
        amounts=_amounts(notice.text, *counted),
        lead=duty.lead,
        partners=duty.partners,
        due=duty.due,
    )


def _row_place(item: Item) -> tuple[str, ...]:
    """The place that a row is on: its first cell, beside a number, is the name of one and nothing else."""
    label = next((cell.text.strip() for cell in item.cells if not _COUNTER.search(cell.column)), "")
    return tuple(one.region.name for one in find_regions(label)[:1] if (one.start, one.end) == (0, len(label)))


def task_cell(item: Item) -> Span | None:
    """The span of the cell that says what is to be done: the name of the project, or the row's longest cell of words.

    A cell under a duty, a name or a measure, or that repeats the heading, says it only where no other does.
    """
    within = [cell for cell in item.cells if item.start <= cell.start and cell.end <= item.end]
    own = [cell for cell in within if not item.heading or squeeze(cell.text) != squeeze(item.heading)] or within
    named = [cell for cell in own if _PROJECT_COLUMN.search(cell.column) and cell.text.strip()]
    if named:
        return named[0].start, named[0].end
    telling = [cell for cell in own if not _OTHER_COLUMN.search(cell.column)] or own
    worded = [cell for cell in telling if has_han(cell.text)] or telling
    done = [cell for cell in worded if not _MEASURE_COLUMN.search(cell.column)] or worded
    if not done:
        return None
    longest = max(done, key=lambda cell: len(cell.text))
    return longest.start, longest.end


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    start: int
    end: int
    regions: tuple[str, ...]


def _clauses(item: Item) -> Iterator[_Clause]:
    """Spans of an item that each speak of one set of subjects."""
    marker = read_marker(item.text)
    skip = marker.length if marker is not None else 0
    subject: tuple[str, ...] = ()
    for start, end in sentences(item.text, start=skip):
        open_clause: _Clause | None = None
        for piece_start, piece_end in _pieces(item.text, start, end):
            regions = _subject(item.text[piece_start:piece_end])
            if regions or open_clause is None:
                if open_clause is not None:
                    yield _shift(open_clause, item)
                subject = regions or subject
                open_clause = _Clause(start=piece_start, end=piece_end, regions=subject)
            else:
                open_clause = replace(open_clause, end=piece_end)
        if open_clause is not None:
            yield _shift(open_clause, item)


def _shift(clause: _Clause, item: Item) -> _Clause:
    """The clause in the notice's own offsets, without the comma or semicolon that parts it from the next."""
    end = clause.start + len(item.text[clause.start : clause.end].rstrip("，,；; "))
    return replace(clause, start=clause.start + item.start, end=end + item.start)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """``text[start:end]`` cut after each comma and semicolon; 其中， stays with what follows it."""
    begin = start
    for match in re.finditer(r"[，,；;]", text[start:end]):
        at = start + match.end()
        if text[begin : at - 1].strip() in ("其中", "同时", "此外", "另外", "例如", "目前", "近年来"):
            continue
        if unclosed(text[start : at - 1]):
            continue
        yield begin, at
        begin = at
    if begin < end:
        yield begin, end


def _subject(piece: str) -> tuple[str, ...]:
    """The places that `piece` opens with as its subject; ``()`` where it opens with none."""
    lead_in = _LEAD_IN.match(piece)
    position = lead_in.end() if lead_in else 0
    which = _WHICH_OF.match(piece, position)
    position = which.end() if which else position
    names: list[str] = []
    mentions = {mention.start: mention for mention in find_regions(piece)}
    while position in mentions:
        mention, position = _innermost(mentions, position)
        names.append(mention.region.name)
        joint = _JOINT.match(piece, position)
        if joint is None or joint.end() not in mentions:
            break
        position = joint.end()
    return tuple(dict.fromkeys(names))


def _innermost(mentions: dict[int, RegionMention], position: int) -> tuple[RegionMention, int]:
    """Of 江苏省徐州市沛县 the last, and where it ends."""
    mention = mentions[position]
    while mention.end in mentions:
        mention = mentions[mention.end]
    return mention, mention.end
