"""Tables of values: the cell of a row under a column, and the rows whose cell under it has a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rag.answer.asked import asks_for_extreme, is_least
from rag.answer.phrases import Phrases
from rag.answer.quotes import one_line, quote_item
from rag.answer.selection import Finding, Selection
from rag.domain import Cell, Claim, Draft, Fact, Item, TableRow
from rag.index.items import CELLS
from rag.numerals import find_amounts, numbers_in
from rag.question.query import Query
from rag.question.terms import Term
from rag.question.wording import asks
from rag.regions import find_region, find_regions, is_within
from rag.retrieve.evidence import Evidence, fold_once
from rag.retrieve.scope import Scope
from rag.text import squeeze

# 5, 1,200, 3.5%, 12个, 120元/平方米, 2小时; not 5月底前, 3号楼
_VALUE = re.compile(
    r"\d[\d,，]*(?:\.\d+)?\s*(?:%|‰|[个项名家户套万亿元吨分台辆条件人米]{0,3}(?:/[\u4e00-\u9fff]{1,4})?"
    r"|小时|分钟|天|次|个?工作日)"
)
_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")
# 序号, 编号: numbers the rows and says nothing of them
_COUNTER = re.compile(r"序\s*号|编\s*号")
# 合计（个）, 金额(万元), 面积/平方米: the unit of a column
_UNIT = re.compile(r"[（(/]\s*(?:单位[:：])?([^（）()/]{1,6})[）)]?$")
# 合计, 总数: the column that stands for all of them
_TOTAL = re.compile(r"合计|总计|总数|总额|小计")
# 新建类, 推荐数量: what a column's name ends with beside its word
_ENDING = re.compile(r"(?<=..)(?:类|数量?|额|情况)$")
# 其他设区市, 其余各县: the row of all that have none of their own
_REST = re.compile(r"其[他它余]")
# “优先”, 「优先」, "priority": a word that a cell is to have
_QUOTED = re.compile(r"[“‘「『\"]([^“”‘’「」『』\"]{1,12})[”’」』\"]")
# 哪个市, 哪些, which: asks for rows
_WHICH = re.compile(r"哪|谁|\b(?:which|what|who)\b", re.I)
# 备注栏为空的, 没写备注的, blank: a cell that says nothing
_BLANK = re.compile(r"[为是]空|空着|空白|(?:没有?|未)(?:填|写)(?!明)|\b(?:blank|empty)\b", re.I)
_PAIR = 2
"""Characters of a label or a column's name by which a question names it."""
_BEGINNING = 4
"""Characters by which it names a label that no other row's begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    rows: tuple[Evidence, ...]
    labels: tuple[str, ...]
    """Names of the columns that name a row: those of words before the first of values (街道, 社区)."""
    columns: tuple[str, ...]
    """Names of the others, in order, without the one that numbers the rows."""
    values: tuple[str, ...]
    """Of these the ones that hold values in any row."""
    of_duties: bool
    """Whether its rows are tasks: with who leads, or when they are due."""


def select_cells(query: Query, scope: Sequence[Evidence]) -> Selection | None:
    """The cells that a question on a table of values asks for; None where it asks for none.

    It names rows by their label (a place) and columns by their header, or the values that the rows looked for have.
    """
    if query.wants_missing:
        return None
    question = squeeze(fold_once(query.text))
    for table in _tables(scope):
        columns = _asked_columns(table, question)
        if table.of_duties and not (_compares(query) and set(columns) & set(table.values)):
            continue
        if not all(str(year) in _called(table) for year in query.years):
            continue
        named = _named_rows(table, query, question)
        if not columns and not _is_on(table, query) and not (named and _is_in(named, table, query)):
            continue
        if _is_elsewhere(query, named, table):
            continue
        if named:
            found = [_cells_of(row, _told_of(row, columns, table, query)) for row in named if _has_figures(row, query)]
        else:
            found = _saying(table, columns, query) or (
                _fitting(table, columns, query) if _names_all(table, query) else []
            )
        if found:
            return Selection(intent="cells", findings=tuple(found))
    return None


def _tables(scope: Sequence[Evidence]) -> list[_Table]:
    """The tables of `scope` that hold values."""
    rows: dict[tuple[str, tuple[str, ...], bool], list[Evidence]] = {}
    for one in Scope.of(scope).has(CELLS):
        duty = any(fact.lead or fact.due for fact in one.facts)
        rows.setdefault((one.notice.id, one.item.path[:-1], duty), []).append(one)
    tables: list[_Table] = []
    for (_, _, of_duties), own in rows.items():
        cells = [cell for row in own for cell in row.item.cells if not _COUNTER.search(cell.column)]
        names = tuple(dict.fromkeys(cell.column for cell in cells))
        values = tuple(dict.fromkeys(cell.column for cell in cells if _is_value(cell)))
        first = min((at for at, name in enumerate(names) if name in values), default=0)
        labels = names[: first or 1]
        values = tuple(name for name in values if name not in labels)
        if values:
            columns = tuple(name for name in names if name not in labels)
            tables.append(_Table(rows=tuple(own), labels=labels, columns=columns, values=values, of_duties=of_duties))
    return tables


def _compares(query: Query) -> bool:
    """Whether a question sets a limit to a value (总投资超过5亿元), or asks for the highest or lowest."""
    limited = bool(query.figures) and (query.wants_more or query.wants_less)
    return limited or bool(asks_for_extreme(query))


def _is_value(cell: Cell) -> bool:
    return _VALUE.fullmatch(cell.text.strip()) is not None


def _called(table: _Table) -> str:
    """The heading of the table, the title of its notice and the names of its columns, folded."""
    first = table.rows[0]
    return fold_once(" ".join((first.headings, first.title, *table.labels, *table.columns)))


def _bare(column: str) -> str:
    """A column's name without its unit: 合计 of 合计（个）."""
    return squeeze(fold_once(_UNIT.sub("", column.strip())))


def _unit(column: str) -> str:
    found = _UNIT.search(column.strip())
    return found[1] if found else ""


def _asked_columns(table: _Table, question: str) -> tuple[str, ...]:
    """The columns whose names stand in the question, whole, without 数 and the like, or with their last word alone."""
    names = {column: _bare(column) for column in (*table.labels, *table.columns)}
    whole = [column for column, name in names.items() if len(name) >= _PAIR and name in question]
    short = [
        column for column, name in names.items() if len(bare := _ENDING.sub("", name)) >= _PAIR and bare in question
    ]
    last = [column for column, name in names.items() if len(name) > _PAIR and name[-_PAIR:] in question]
    return tuple(dict.fromkeys((*whole, *(short if not whole else ()), *last)))


def _is_on(table: _Table, query: Query) -> bool:
    """Whether the question has a word of the table's own heading, and asks for a number."""
    if not (query.wants_count or query.wants_money or query.figures or asks_for_extreme(query)):
        return False
    heading = table.rows[0].headings
    return any(word in heading for word in query.every_word)


def _is_in(named: Sequence[Evidence], table: _Table, query: Query) -> bool:
    """Whether the cells of a row have a word of a question that is about nothing but the table: 黄色预警做什么."""
    return _names_all(table, query) and any(piece in row.text for row in named for piece in query.pieces)


def _names_all(table: _Table, query: Query) -> bool:
    """Whether the table's heading, its columns or its notice's title have all that the question is about."""
    words = _called(table)
    extreme = bool(asks_for_extreme(query))
    return all(
        any(word in words or (extreme and word.startswith("最")) for word in term.variants) for term in query.terms
    )


def _named_rows(table: _Table, query: Query, question: str) -> list[Evidence]:
    """The rows that the question names by most of their labels; for a place without a row of its own that of 其他."""
    named = {
        id(row): sum(_is_named(cell, table, query, question) for cell in _labels(row, table)) for row in table.rows
    }
    best = max(named.values())
    if best:
        return [row for row in table.rows if named[id(row)] == best]
    rest = [row for row in table.rows if _REST.match(_name_of(row, table))]
    home = find_region(table.rows[0].home)
    places = [find_region(name) for name in query.regions]
    inside = [place for place in places if home and place and place != home and is_within(place, home)]
    return rest if inside and len(inside) == len(places) else []


def _labels(row: Evidence, table: _Table) -> list[Cell]:
    return [cell for cell in row.item.cells if cell.column in table.labels and cell.text.strip()]


def _is_named(label: Cell, table: _Table, query: Query, question: str) -> bool:
    name = squeeze(fold_once(label.text))
    places = {one.region.name for one in find_regions(name)[:1]}
    if places & set(query.regions) or (len(name) >= _PAIR and _is_whole(name, question)):
        return True
    beginning = name[:_BEGINNING]
    same = {cell.text for row in table.rows for cell in _labels(row, table) if squeeze(cell.text).startswith(beginning)}
    return len(same) == 1 and len(beginning) == _BEGINNING and _is_whole(beginning, question)


def _is_whole(name: str, question: str) -> bool:
    """Whether the question has `name`, with no number of it cut: not 指标1 in 指标19."""
    before = r"(?<!\d)" if name[:1].isdigit() else ""
    after = r"(?!\d)" if name[-1:].isdigit() else ""
    return re.search(before + re.escape(name) + after, question) is not None


def _name_of(row: Evidence, table: _Table) -> str:
    return squeeze(fold_once(" ".join(cell.text for cell in _labels(row, table))))


def _is_elsewhere(query: Query, named: Sequence[Evidence], table: _Table) -> bool:
    """Whether a place asked for is neither where the table comes from nor a row of it."""
    if any(_REST.match(_name_of(row, table)) for row in named):
        return False
    told = {one.region.name for row in named for one in find_regions(_name_of(row, table))}
    return any(place not in told and place != table.rows[0].home for place in query.regions)


def _told_of(row: Evidence, columns: Sequence[str], table: _Table, query: Query) -> tuple[str, ...]:
    """The columns asked for, with those whose cell has a word of the question; all values where there are none."""
    said = [cell.column for cell in row.item.cells if any(word in fold_once(cell.text) for word in query.every_word)]
    asked = [column for column in table.labels[1:] if column in columns and not query.wants_count]
    asked += [column for column in table.columns if column in columns or column in said]
    return tuple(asked) or table.values


def _has_figures(row: Evidence, query: Query) -> bool:
    """Whether the row holds the figures that a question takes for granted."""
    return all(numbers_in(figure.text) <= numbers_in(row.item.text) for figure in query.figures)


def _cells_of(row: Evidence, columns: Sequence[str]) -> Finding:
    """The row with a fact for each of its cells under `columns`."""
    cells = [cell for cell in row.item.cells if cell.column in columns and cell.text.strip()]
    return Finding(evidence=row, facts=tuple(_fact_of(cell, row.facts[0]) for cell in cells))


def _fact_of(cell: Cell, row: Fact) -> Fact:
    amounts = find_amounts(cell.text, offset=cell.start)
    return replace(row, start=cell.start, end=cell.end, text=cell.text, amounts=amounts)


def _saying(table: _Table, columns: Sequence[str], query: Query) -> list[Finding]:
    """The rows whose cell under a column of words that the question names says what it looks for, or says nothing."""
    within = [column for column in columns if column not in table.values and column not in table.labels]
    if not within or not (query.listing or asks(query.text, "list", query.language) or _WHICH.search(query.text)):
        return []
    told = [(row, column, _under(row, column)) for row in table.rows for column in within]
    blank = _BLANK.search(query.text) is not None
    words = _looked_for(table, query)
    marks = [sum(word in text for word in words) if not blank else int(not text) for _, _, text in told]
    best = max(marks)
    rest = [term for term in query.terms if not any(word in _called(table) for word in term.variants)]
    quoted = _QUOTED.search(query.text) is not None
    if not best or (rest and not quoted and not blank and not _say_all(told, marks, rest)):
        return []
    rows = [(row, column) for (row, column, _), mark in zip(told, marks, strict=True) if mark == best]
    return [_cells_of(row, table.columns if blank else (column,)) for row, column in rows]


def _under(row: Evidence, column: str) -> str:
    return " ".join(fold_once(cell.text) for cell in row.item.cells if cell.column == column).strip()


def _looked_for(table: _Table, query: Query) -> set[str]:
    """The words that the question puts in quotes; without any its own words that no column's name has."""
    quoted = {fold_once(match[1]) for match in _QUOTED.finditer(query.text)}
    return quoted or {word for word in query.every_word if word not in _called(table)}


def _say_all(told: Sequence[tuple[Evidence, str, str]], marks: Sequence[int], terms: Sequence[Term]) -> bool:
    """Whether the cells with the most of the words have all of the terms."""
    best = max(marks)
    texts = [text for (_, _, text), mark in zip(told, marks, strict=True) if mark == best]
    return all(any(word in text for word in term.variants) for term in terms for text in texts)


def _fitting(table: _Table, columns: Sequence[str], query: Query) -> list[Finding]:
    """The rows whose values under `columns` are those that the question names, or the highest or lowest of all."""
    extreme = asks_for_extreme(query)
    limit = None if len(query.figures) > 1 else _limit(query)
    of_rows = any(column in table.labels for column in columns)
    of_rows = of_rows or query.listing or query.wants_count or asks(query.text, "list", query.language)
    if not (extreme or (of_rows and limit is not None)):
        return []
    totals = tuple(column for column in table.values if _TOTAL.search(column))
    within = tuple(column for column in columns if column in table.values) or totals or table.values
    values = [(row, column, value) for row in table.rows for column, value in _values(row.item, within)]
    if extreme and len(set(column for _, column, _ in values)) == 1:
        best = (min if is_least(extreme) else max)(value for _, _, value in values)
        return [_cells_of(row, (column,)) for row, column, value in values if value == best]
    fitting = [(row, column) for row, column, value in values if limit is not None and _holds(value, limit, query)]
    rows = {id(row): row for row, _ in fitting}
    return [_cells_of(row, [column for its, column in fitting if its is row]) for row in rows.values()]


def _limit(query: Query) -> Decimal | None:
    """The figure that the values are held against: 2个, or a bare 超过2000."""
    if query.figures:
        return query.figures[0].value
    bare = _NUMBER.search(query.text) if query.wants_more or query.wants_less else None
    return None if bare is None else _decimal(bare[0])


def _decimal(number: str) -> Decimal:
    return Decimal(re.sub(r"[,，]", "", number))


def _values(item: Item, columns: Sequence[str]) -> list[tuple[str, Decimal]]:
    found = ((cell.column, _NUMBER.search(cell.text)) for cell in item.cells if cell.column in columns)
    return [(column, _in_full(number[0], column)) for column, number in found if number]


def _in_full(number: str, column: str) -> Decimal:
    """A cell's number in the unit that questions' figures have: 29274 under 总投资（万元） in 元."""
    amounts = find_amounts(f"{number}{_unit(column)}")
    return amounts[0].value if len(amounts) == 1 else _decimal(number)


def _holds(value: Decimal, limit: Decimal, query: Query) -> bool:
    if query.wants_more or query.wants_less:
        return (value > limit if query.wants_more else value < limit) or (value == limit and not query.strictly)
    return value == limit


def write_cells(query: Query, selection: Selection, words: Phrases) -> Draft:
    """A line a row: its labels, then each value with its column's name and unit; the same as a table."""
    claims: list[Claim] = []
    rows: list[TableRow] = []
    columns = tuple(dict.fromkeys(column for one in selection.findings for column, _ in _told(one)))
    first = ""
    for one in selection.findings:
        labels = _own_labels(one)
        first = first or words.semicolon.join(cell.column for cell in labels)
        name = " ".join(one_line(cell.text) for cell in labels) or one.evidence.item.path[-1]
        told = dict(_told(one))
        quote = quote_item(one.evidence.notice, one.evidence.item)
        values = words.semicolon.join(_named_value(column, text) for column, text in told.items())
        claims.append(Claim(text=f"- {name}{words.colon}{values}", quotes=(quote,), verbatim=True))
        rows.append(TableRow(cells=(name, *(told.get(column, "") for column in columns)), quotes=(quote,)))
    if query.wants_count and len(rows) > 1 and not all(_is_called(one, query) for one in selection.findings):
        claims.insert(0, Claim(text=words.duties.format(matched=len(rows))))
    return Draft(
        claims=tuple(claims),
        columns=(first, *columns, words.columns_list[-1]) if len(rows) > 1 else (),
        rows=tuple(rows) if len(rows) > 1 else (),
        matched=len(selection.findings),
        searched=selection.searched,
    )


def _is_called(finding: Finding, query: Query) -> bool:
    """Whether the question itself names the row, so that it need not be counted."""
    name = squeeze(fold_once("".join(cell.text for cell in _own_labels(finding)[-1:])))
    return name in squeeze(fold_once(query.text)) or any(one.region.name in query.regions for one in find_regions(name))


def _own_labels(finding: Finding) -> list[Cell]:
    """The cells of words that stand before the first value of a row."""
    labels: list[Cell] = []
    for cell in finding.evidence.item.cells:
        if _COUNTER.search(cell.column):
            continue
        if _is_value(cell) or any(fact.start == cell.start for fact in finding.facts):
            break
        if cell.text.strip():
            labels.append(cell)
    return labels


def _told(finding: Finding) -> list[tuple[str, str]]:
    """The values of a row that are told, each with its column."""
    columns = {(cell.start, cell.end): cell.column for cell in finding.evidence.item.cells}
    return [(columns[fact.start, fact.end], one_line(fact.text)) for fact in finding.facts]


def _named_value(column: str, text: str) -> str:
    """``合计 11个`` for 11 under 合计（个）; a value that prints its own unit keeps it."""
    unit = _unit(column) if _NUMBER.fullmatch(text) else ""
    return f"{_UNIT.sub('', column).strip()} {text}{unit}"
