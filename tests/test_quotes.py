from __future__ import annotations

import pytest
from answer_sample import draft_for, read_text

from rag.answer.quotes import saying

TEXT = """某市关于绿道建设的通知

某发〔2024〕1号

一、推进建设。建成绿道41000米。设立驿站。（责任单位：住建局、（市）财政局）
"""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("（责任单位：住建局、（市）财政局）", "设立驿站。（责任单位：住建局、（市）财政局）"),
        ("41000", "建成绿道41000"),
        ("设立驿站。", "设立驿站。"),
    ],
)
def test_an_aside_or_a_number_is_told_with_the_words_before_it(words: str, said: str):
    notice = read_text(TEXT)
    item = next(one for one in notice.items if one.path == ("一",))
    start = notice.text.index(words)
    span = saying(item, start, start + len(words))
    assert notice.text[slice(*span)].strip() == said


def test_lines_and_rows_share_their_citations():
    draft = draft_for("哪些城市给予资金补贴？")
    told = {quote for claim in draft.claims for quote in claim.quotes}
    assert draft.rows
    assert {quote for row in draft.rows for quote in row.quotes} <= told


def test_a_place_left_out_is_neither_counted_nor_listed():
    draft = draft_for("除了宁波还有哪些城市给予资金补贴？")
    assert not any("宁波" in row.cells[0] for row in draft.rows)
    assert any(row.cells[0] == "杭州" for row in draft.rows)
    assert any(claim.text.startswith("- **杭州**：杭州、宁波") for claim in draft.claims)
