from __future__ import annotations

import pytest
from answer_sample import GREEN, PLAN, evidence, quoted, read, select_for

from rag.answer.ways.issued import select_issued


def _found(question: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.evidence.notice.id, one.evidence.item.path) for one in select_for(question).findings]


@pytest.mark.parametrize(
    "question",
    ["福州出台了什么文件？", "福州印发了哪些政策文件", "福州发布了什么？", "Which documents has Fuzhou issued?"],
)
def test_the_clauses_that_name_what_a_place_issued_answer(question: str):
    assert _found(question) == [(GREEN, ("一", "2"))]
    assert quoted(question) == ("福州印发《福州市绿道建设导则》。",)


def test_a_place_with_a_notice_of_its_own_issued_it():
    assert _found("南昌出台了什么文件？") == [(PLAN, ())]


@pytest.mark.parametrize("question", ["贵阳出台了什么文件？", "福州出台了什么补贴？", "印发了什么文件？"])
def test_what_names_no_place_with_documents_or_asks_for_more_is_answered_otherwise(question: str):
    assert select_issued(read(question), evidence()) is None
