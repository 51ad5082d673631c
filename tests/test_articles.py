from __future__ import annotations

import pytest
from rules_sample import MEASURES, evidence, found, select_for

from rag.answer.articles import breached_by, breached_in


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("违反本办法第七条第一款规定，未经核准的", {"第七条"}),
        ("违反第九条、第十条规定的", {"第九条", "第十条"}),
        ("违反本条例第12条的", {"第十二条"}),
        ("依照《水法》第七条的规定处理", set[str]()),
    ],
)
def test_the_articles_whose_breach_a_clause_speaks_of(text: str, articles: set[str]):
    assert breached_in(text) == articles


def test_what_follows_on_the_breach_of_an_article_is_cited_beside_it():
    assert found("违反第三条怎么处理？") == [(MEASURES, ("第三条",)), (MEASURES, ("第六条",))]


def test_a_breach_in_other_words_leads_over_its_article_to_the_fine():
    assert found("未经许可采砂罚多少钱？") == [(MEASURES, ("第三条",)), (MEASURES, ("第六条",))]
    assert found("采砂船舶不携带许可证罚多少？") == [(MEASURES, ("第五条",)), (MEASURES, ("第七条",))]


def test_an_article_without_a_fine_is_refused_and_shown():
    selection = select_for("第八条罚多少？")

    assert selection.reason == "penalty"
    assert [one.evidence.item.path for one in selection.nearby] == [("第八条",)]


def test_an_article_on_a_fine_knows_what_it_punishes():
    fine = next(one for one in evidence() if one.item.path == ("第七条",))

    assert [one.item.path for one in breached_by(fine, evidence())] == [("第五条",)]
