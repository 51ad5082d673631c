"""Documents that the corpus only cites, asked for by their number."""

from __future__ import annotations

import pytest
from rules_sample import evidence, read

from rag.answer.ways.cited import select_cited
from rag.mentions import find_notices


def told(question: str) -> list[str] | None:
    selection = select_cited(read(question), evidence())
    return None if selection is None else [fact.text for one in selection.findings for fact in one.facts]


def test_a_law_that_is_cited_without_its_number_is_refused_with_the_place_that_cites_it():
    selection = select_cited(read("中华人民共和国水法的文号是多少？"), evidence())

    assert selection is not None
    assert selection.reason == "unheld"
    assert "《中华人民共和国水法》" in selection.nearby[0].facts[0].text


@pytest.mark.parametrize("question", ["赣州市河道采砂管理办法的文号？", "这个通知是几号文？", "采砂罚多少？"])
def test_a_notice_that_is_held_is_none_that_is_only_cited(question: str):
    assert told(question) is None


def test_the_notice_that_has_a_number_is_told_by_its_title():
    assert told("什么文件的文号是21号") == ["赣州市人民政府关于印发赣州市河道采砂管理办法的通知"]


def test_a_number_that_nothing_has_is_refused():
    assert told("什么文件的文号是876号") == []


def test_a_missing_number_is_named_without_the_words_that_ask():
    assert find_notices("什么文件的文号是赣府发〔2019〕876号", ()).missing == ("赣府发〔2019〕876号",)
