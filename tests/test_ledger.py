"""The account of a reading: characters in are placed or dropped; printed rows are indexed, header or repeated."""

from __future__ import annotations

from notice_sample import read

from rag.domain import Ledger
from rag.render import report_lines

HEAD = "| 序号 | 任务 |\n|---|---|\n"
TEXT = f"关于试点的通知\n某办〔2024〕9号\n{HEAD}| 1 | 出台政策 |\n\n{HEAD}| 2 | 落实资金 |\n| | 并公示 |\n"


def test_every_character_and_every_row_is_accounted_for() -> None:
    assert read(TEXT).ledger == Ledger(
        # 7 + 10 of the lines, 4 of the header twice, 5 + 5 + 3 of the rows, 5 times 3 bars, 2 rules of 9
        characters=17 + 8 + 13 + 15 + 18,
        placed=17 + 4 + 13,
        dropped=4 + 15 + 18,
        rows=5,
        rows_indexed=3,
        rows_header=1,
        rows_repeated=1,
    )


def test_a_text_without_tables_has_no_rows() -> None:
    ledger = read("关于试点的通知\n一、目标。\n").ledger
    assert (ledger.characters, ledger.placed, ledger.dropped, ledger.rows) == (12, 12, 0, 0)


def test_the_report_tells_the_account_and_what_was_not_understood() -> None:
    told = "\n".join(report_lines(read(TEXT)))
    assert "文字：读入 71 字 = 正文 34 字，各归其位 + 略去 37 字" in told
    assert "表格：印有 5 行 = 入库 3 行 + 表头、标题 1 行 + 续页重复的表头 1 行" in told
    page = '<meta charset="utf-8"><p>关于试点的通知</p><p>一、目标<img src="x.png">。</p>'
    assert "picture：1 幅图片，其中的文字没有读。" in "\n".join(report_lines(read(page, name="a.html")))
