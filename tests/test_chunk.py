"""Items → chunks: verbatim, within the budget, each with where it stands."""

from __future__ import annotations

from notice_sample import read

from rag.chunk import chunk_notice, context
from rag.domain import Chunk, Notice
from rag.tokens import count_tokens


def chunks(notice: Notice, *, max_tokens: int = 600) -> tuple[Chunk, ...]:
    """With a token a character, so that sizes can be counted by hand."""
    return chunk_notice(notice, max_tokens=max_tokens, count_tokens=len)


LONG = "推" * 19 + "。"


def test_an_item_is_a_chunk() -> None:
    notice = read(f"关于试点的通知\n一、任务\n（一）政策。{LONG * 3}\n（二）产业。{LONG * 3}\n")
    texts = [chunk.text for chunk in chunks(notice) if chunk.path]
    assert texts == [f"（一）政策。{LONG * 3}", f"（二）产业。{LONG * 3}"]


def test_a_heading_alone_is_no_chunk_but_stands_in_the_context_below_it() -> None:
    notice = read("关于试点的通知\n一、重点任务\n（一）完善政策。出台意见。\n")
    (chunk,) = [chunk for chunk in chunks(notice) if chunk.path]
    assert chunk.path == ("一", "（一）")
    assert chunk.context == "关于试点的通知 › 一（一） › 重点任务 › 完善政策"


def test_the_lead_of_a_section_is_a_chunk_of_its_own() -> None:
    notice = read("关于试点的通知\n一、任务\n重点开展以下工作，不少于两项。\n（一）政策。出台。\n")
    assert [chunk.path for chunk in chunks(notice)][1:] == [("一",), ("一", "（一）")]


def test_tiny_siblings_share_a_chunk() -> None:
    notice = read("关于试点的通知\n一、材料\n1.申请表；\n2.身份证明；\n3.承诺书。\n")
    (chunk,) = [chunk for chunk in chunks(notice) if chunk.path]
    assert chunk.text == "1.申请表；\n2.身份证明；\n3.承诺书。"
    assert chunk.paths == (("一", "1"), ("一", "2"), ("一", "3"))


def test_tiny_items_of_two_parents_do_not_share_a_chunk() -> None:
    notice = read("关于试点的通知\n一、材料\n1.申请表；\n二、条件\n1.成年。\n")
    assert [chunk.text for chunk in chunks(notice) if chunk.path] == ["1.申请表；", "1.成年。"]


def test_rows_never_share_a_chunk() -> None:
    notice = read("附件\n清单\n序号\t任务\n1\t甲\n2\t乙\n")
    assert [chunk.text for chunk in chunks(notice)][-2:] == ["1\t甲", "2\t乙"]


def test_a_row_knows_its_columns() -> None:
    notice = read("附件\n任务清单\n序号\t任务名称\t要求\n1\t甲\t子子子\n2\t\t丑丑丑\n")
    assert context(notice, notice.items[-1]).endswith("附件 2 › 任务清单 › 甲 › 序号 任务名称 要求")


def test_an_oversized_item_is_split_at_sentence_ends() -> None:
    notice = read(f"关于试点的通知\n一、{LONG * 5}\n")
    parts = [chunk for chunk in chunks(notice, max_tokens=50) if chunk.path]
    assert [len(chunk.text) for chunk in parts] == [42, 40, 20]
    assert "".join(chunk.text for chunk in parts) == f"一、{LONG * 5}"
    assert {chunk.paths for chunk in parts} == {(("一",),)}


def test_a_sentence_above_the_budget_stays_whole() -> None:
    sentence = "推" * 80 + "。"
    notice = read(f"关于试点的通知\n一、{sentence}短句。\n")
    assert [chunk.text for chunk in chunks(notice, max_tokens=50) if chunk.path] == [f"一、{sentence}", "短句。"]


def test_a_line_without_end_is_cut_at_pauses_and_else_anywhere() -> None:
    paused = ("推" * 19 + "，") * 20
    notice = read(f"关于试点的通知\n一、{paused}\n二、{'进' * 500}\n")
    parts = [chunk for chunk in chunks(notice, max_tokens=50) if chunk.path]
    assert [len(chunk.text) for chunk in parts] == [182, 200, 20, 200, 200, 102]
    assert "".join(chunk.text for chunk in parts) == f"一、{paused}二、{'进' * 500}"
    assert all(notice.text[chunk.start : chunk.end] == chunk.text for chunk in parts)


def test_every_chunk_of_the_corpus_is_verbatim_and_within_the_budget(notices: tuple[Notice, ...]) -> None:
    for notice in notices:
        for budget in (120, 600):
            for chunk in chunk_notice(notice, max_tokens=budget, count_tokens=count_tokens):
                assert notice.text[chunk.start : chunk.end] == chunk.text
                assert chunk.tokens == count_tokens(chunk.text)
                assert chunk.text == chunk.text.strip()
                assert chunk.paths[0] == chunk.path
                one_sentence = not any(end in chunk.text[:-1] for end in "。；\n")
                assert chunk.tokens <= budget or one_sentence


def test_the_chunks_of_the_corpus_hold_every_item_that_is_more_than_a_heading(notices: tuple[Notice, ...]) -> None:
    for notice in notices:
        made = chunk_notice(notice, max_tokens=600, count_tokens=count_tokens)
        covered = {at for chunk in made for at in range(chunk.start, chunk.end)}
        for item in notice.items:
            blank = {at for at in range(item.start, item.end) if notice.text[at].isspace()}
            left = set(range(item.start, item.end)) - covered - blank
            assert not left or (item.kind == "section" and item.heading in item.text.replace(" ", ""))


def test_chunks_follow_one_another_without_overlap(notices: tuple[Notice, ...]) -> None:
    for notice in notices:
        made = chunk_notice(notice, max_tokens=200, count_tokens=count_tokens)
        assert all(one.end <= other.start for one, other in zip(made, made[1:], strict=False))
