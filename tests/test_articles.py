from __future__ import annotations

import pytest
from answer_sample import select_over
from rules_sample import MEASURES, evidence, found, select_for

from rag.answer.selection import Finding, whole
from rag.answer.ways.articles import breached_by, breached_in, with_penalties


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
    assert {breach.article for breach in breached_in(text)} == articles


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("违反本办法第六条第一项规定的", {"（一）"}),
        ("违反本办法第六条第三项、第四项规定的", {"（三）", "（四）"}),
        ("违反第六条第（二）项至第（四）项的", {"（二）", "（三）", "（四）"}),
        ("未履行本办法第六条规定的报告义务的", set[str]()),
    ],
)
def test_the_items_whose_breach_a_clause_speaks_of(text: str, items: set[str]):
    (breach,) = breached_in(text)

    assert (breach.article, breach.items) == ("第六条", items)


def test_a_fine_for_one_item_is_none_for_the_next():
    (breach,) = breached_in("违反第六条第一项规定的")

    assert breach.is_of(("第六条",))
    assert breach.is_of(("第六条", "（一）"))
    assert not breach.is_of(("第六条", "（二）"))


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


def test_an_article_that_several_breaches_are_of_is_told_once():
    article = next(one for one in evidence() if one.notice.id == MEASURES and one.item.path == ("第三条",))
    fine = next(one for one in evidence() if one.notice.id == MEASURES and one.item.path == ("第六条",))
    again = Finding(evidence=fine, facts=fine.facts[:1])
    told = with_penalties([whole(fine), again], evidence())
    assert sum(one.evidence is article for one in told) == 1


def test_acts_set_side_by_side_are_each_told_with_their_own_penalty():
    selection = select_for("赣州未经许可采砂和采砂船舶不携带许可证分别怎么罚？")

    told = [(one.side, one.evidence.item.path) for one in selection.findings]
    assert told == [
        ("赣州未经许可采砂", ("第三条",)),
        ("赣州未经许可采砂", ("第六条",)),
        ("采砂船舶不携带许可证", ("第五条",)),
        ("采砂船舶不携带许可证", ("第七条",)),
    ]


def test_what_follows_on_a_breach_of_an_article_that_itself_sets_a_penalty_stands_in_the_other():
    text = """某市试点办法

第一条 试点期为两年。

第二条 有下列情形之一的，取消试点资格：
（一）发生生产安全事故的；
（二）未按期完成任务的。

第三条 违反本办法第二条规定被取消试点资格的，两年内不得再次申报。
"""
    paths = [one.evidence.item.path for one in select_over("违反第二条怎么处罚？", text).findings]

    assert paths == [("第二条",), ("第二条", "（一）"), ("第二条", "（二）"), ("第三条",)]
