"""An outline printed in any layout of the genre is read back; whatever is read, no character is lost."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layouts import Plan, Task, as_cells, as_pipes, as_prose, as_rows, as_wrapped, numbered, plans, tasks
from notice_sample import check_whole, letters, read

from rag.domain import Notice
from rag.errors import RagError
from rag.parse.formats.encodings import decode
from rag.parse.markers import read_marker
from rag.parse.notice import read_notice
from rag.settings import PROJECT

SOURCES = sorted((PROJECT / "corpus" / "notices").iterdir())
FILE = Path("通知.txt")
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read_back(notice: Notice) -> list[tuple[tuple[str, ...], str]]:
    """Path and text, without its numeral and blanks, of every unit."""
    found: list[tuple[tuple[str, ...], str]] = []
    for item in notice.items:
        if item.path:
            marker = read_marker(item.text)
            bare = item.text[marker.length :] if marker else item.text.removeprefix(f"{item.path[-1]} ")
            found.append((item.path, "".join(bare.split())))
    return found


@few
@given(plan=plans, indent=st.sampled_from(["", "　　", "    "]))
def test_prose_of_one_paragraph_a_line_is_read_back(plan: Plan, indent: str) -> None:
    source = as_prose(plan, indent=indent)
    notice = read(source)
    assert read_back(notice) == numbered(plan)
    check_whole(notice, source)


@few
@given(plan=plans.filter(lambda plan: len(numbered(plan)) >= 12), columns=st.integers(26, 40))
def test_hard_wrapped_prose_is_read_back(plan: Plan, columns: int) -> None:
    source = as_wrapped(plan, columns=columns)
    notice = read(source)
    assert read_back(notice) == numbered(plan)
    check_whole(notice, source)


@few
@given(plan=plans, page=st.integers(1, 6))
def test_a_pipe_table_broken_over_pages_is_read_back(plan: Plan, page: int) -> None:
    source = as_pipes(plan, page=page)
    notice = read(source)
    assert read_back(notice) == numbered(plan)
    check_whole(notice, source)


@few
@given(plan=plans)
def test_a_word_processors_table_is_read_back(plan: Plan) -> None:
    source = as_cells(plan)
    notice = read(source)
    assert read_back(notice) == numbered(plan)
    check_whole(notice, source)


@few
@given(rows=tasks, page=st.integers(1, 5))
def test_a_task_list_is_read_back_with_its_merged_names(rows: list[Task], page: int) -> None:
    rows = [Task(name="加强组织保障", text=rows[0].text, body=rows[0].body), *rows[1:]]
    source = as_rows(rows, page=page)
    notice = read(source)
    names: list[str] = []
    for row in rows:
        names.append(row.name or names[-1])
    found = [item for item in notice.items if item.kind == "row"]
    assert [item.path for item in found] == [("附件", str(number)) for number in range(1, len(rows) + 1)]
    assert [{cell.column: cell.text for cell in item.cells} for item in found] == [
        {"序号": str(number), "任务名称": name, "任务要求": row.text, "责任单位": row.body}
        for number, (row, name) in enumerate(zip(rows, names, strict=True), start=1)
    ]
    check_whole(notice, source)


# --- whatever is read ---------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *(
            "一、",
            "二、",
            "（一）",
            "(二) ",
            "1.",
            "2. ",
            "（1）",
            "①",
            "第一章 总则",
            "第一条 ",
            "附件",
            "附件1",
            "附件：",
        ),
        *("—", "| ", " |", "|---|", "\t", "\n", "\n\n", "\r\n", "　　", "<p>", "</p>", "<br/>", "<", "&"),
        *(
            "序号",
            "任务名称",
            "试点",
            "加强组织保障。",
            "支持更多中小企",
            "1.5倍",
            "某市建设局",
            "2024年4月11日",
            "抄送：",
        ),
        *(
            "[bookmark: _GoBack]",
            "某办〔2024〕9号",
            "关于试点的通知",
            "（",
            "）",
            "，",
            "\x0b",
            "\x85",
            "\u2028",
            "\ufeff",
        ),
    ]
)


@many
@given(pieces=st.lists(PIECES, max_size=40))
def test_pieces_of_the_genre_in_any_order_lose_no_character(pieces: list[str]) -> None:
    source = "".join(pieces)
    if letters(source):
        check_read(read(source), source)


def check_read(notice: Notice, source: str) -> None:
    """As `check_whole`, whatever number of dashes was read as 一."""
    found = letters(notice.text) + letters("".join(piece.text for piece in notice.dropped))
    wanted = letters(source)
    dashes = sum((wanted - found).values())
    assert set(wanted - found) <= set("—-－–―")
    assert dashes == sum((found - wanted).values()) == (found - wanted)["一"]
    for item in notice.items:
        assert notice.text[item.start : item.end] == item.text
        for cell in item.cells:
            assert notice.text[cell.start : cell.end] == cell.text


@many
@given(text=st.text(max_size=80))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        notice = read(text.encode("utf-8", "surrogatepass"))
    except RagError:
        return
    check_read(notice, decode(FILE, text.encode("utf-8", "surrogatepass")))


@many
@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    try:
        notice = read_notice(FILE, content)
    except RagError:
        return
    check_read(notice, decode(FILE, content))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(draws=st.data())
def test_a_notice_that_was_cut_and_stained_loses_no_character(draws: st.DataObject) -> None:
    whole = draws.draw(st.sampled_from(SOURCES)).read_text(encoding="utf-8")
    start = draws.draw(st.integers(0, len(whole) - 1))
    source = whole[start : start + 1200]
    for _ in range(draws.draw(st.integers(0, 6))):
        at = draws.draw(st.integers(0, len(source)))
        gone = draws.draw(st.integers(0, 12))
        source = source[:at] + draws.draw(PIECES) + source[at + gone :]
    if letters(source):
        check_read(read(source), source)
