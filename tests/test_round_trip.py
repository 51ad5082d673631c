"""The five notices, printed as a Word document, a PDF, a portal page and a sheet, read back the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from layouts import Plan, Task, numbered, plans, printed, tasks
from notice_sample import letters
from printers import ABOVE, Layout, Sheet, layout, to_docx, to_html, to_pdf, to_xlsx
from word_sample import item, lists, p, word

from rag.domain import Notice
from rag.parse.notice import read_notice
from rag.text import squeeze

few = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PRINTERS: dict[str, Callable[[Layout], bytes]] = {"docx": to_docx, "html": to_html, "pdf": to_pdf, "xlsx": to_xlsx}
NOTICES = (
    "mohurd-2020-60-guiding-opinions",
    "mohurd-2022-189-pilot-city-call",
    "mohurd-2025-190-practices-list-4",
    "mohurd-practices-list-2",
    "tongxiang-2024-9-pilot-plan",
)


def outline(notice: Notice) -> list[tuple[tuple[str, ...], str, str]]:
    """Path, heading and text without blanks of every unit with an address."""
    return [(item.path, squeeze(item.heading), squeeze(item.text)) for item in notice.items if item.path]


def cells(notice: Notice) -> list[tuple[tuple[str, ...], list[tuple[str, str]]]]:
    """The cells of every row, merged ones expanded."""
    return [
        (item.path, [(cell.column, squeeze(cell.text)) for cell in item.cells]) for item in notice.items if item.cells
    ]


@pytest.mark.parametrize("kind", sorted(PRINTERS))
@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_is_the_same_in_every_file_type(notice_of: dict[str, Notice], name: str, kind: str) -> None:
    notice = notice_of[name]
    again = read_notice(Path(f"{name}.{kind}"), PRINTERS[kind](layout(notice)), title=notice.title)
    assert outline(again) == outline(notice)
    assert cells(again) == cells(notice)
    assert (again.id, again.title, again.issued) == (notice.id, notice.title, notice.issued)
    assert squeeze(again.text) == squeeze(notice.text)


@pytest.mark.parametrize("kind", sorted(PRINTERS))
def test_the_ledger_of_every_file_type_balances(notice_of: dict[str, Notice], kind: str) -> None:
    notice = notice_of["tongxiang-2024-9-pilot-plan"]
    ledger = read_notice(Path(f"a.{kind}"), PRINTERS[kind](layout(notice))).ledger
    assert ledger.characters == ledger.placed + ledger.dropped
    assert ledger.placed == sum(letters(notice.text).values())
    assert ledger.rows == ledger.rows_indexed + ledger.rows_header + ledger.rows_repeated
    # the PDF's pages cut two of the 28 rows
    assert ledger.rows_indexed == (30 if kind == "pdf" else 28)
    assert ledger.rows_header == 1
    assert ledger.unread == (() if kind != "html" else ledger.unread)
    assert (ledger.pages > 0) == (kind in ("pdf", "xlsx"))


@pytest.mark.parametrize("kind", sorted(PRINTERS))
@few
@given(plan=plans)
def test_any_outline_is_read_back_from_any_file_type(kind: str, plan: Plan) -> None:
    units = [(path, f"{printed(path)}{text}") for path, text in numbered(plan)]
    content = PRINTERS[kind](["关于试点的通知", "某办〔2024〕9号", *(text for _, text in units)])
    notice = read_notice(Path(f"a.{kind}"), content)
    assert notice.symbol == "某办〔2024〕9号"
    assert [(path, text) for path, _, text in outline(notice)] == [(path, squeeze(text)) for path, text in units]


@few
@given(plan=plans)
def test_any_outline_that_the_word_processor_numbers_is_read_back(plan: Plan) -> None:
    levels = [("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]
    units = numbered(plan)
    paragraphs = [item(1, text, level=len(path) - 1) for path, text in units]
    notice = read_notice(
        Path("a.docx"), word(p("关于试点的通知"), p("某办〔2024〕9号"), *paragraphs, numbering=lists(levels))
    )
    assert [(path, text) for path, _, text in outline(notice)] == [
        (path, squeeze(f"{printed(path)}{text}")) for path, text in units
    ]


@pytest.mark.parametrize("kind", sorted(PRINTERS))
@few
@given(rows=tasks)
def test_any_list_of_tasks_is_read_back_with_its_merged_cells(kind: str, rows: list[Task]) -> None:
    sheet = Sheet(header=["序号", "任务名称", "任务要求", "责任单位"])
    names: list[str] = []
    for number, row in enumerate(rows, start=1):
        name = row.name or ("" if names else "加强组织保障")
        names.append(name or names[-1])
        sheet.rows.append([[str(number)], [name] if name else ABOVE, [row.text], [row.body]])
    notice = read_notice(Path(f"a.{kind}"), PRINTERS[kind](["关于试点的通知", "附件", "任务清单", sheet]))
    assert [item.path for item in notice.items if item.kind == "row"] == [
        ("附件", str(number)) for number in range(1, len(rows) + 1)
    ]
    assert [[squeeze(cell.text) for cell in item.cells] for item in notice.items if item.kind == "row"] == [
        [str(number), name, row.text, row.body]
        for number, (row, name) in enumerate(zip(rows, names, strict=True), start=1)
    ]
