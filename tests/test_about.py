from __future__ import annotations

from answer_sample import select_over
from rules_sample import CALL, MEASURES, draft_for, evidence, found, notices, read, select_for

from rag.answer.ways.about import notice_asked


def test_since_when_what_it_repeals_and_its_basis_are_read_from_the_articles():
    assert found("赣州河道采砂管理办法从什么时候起施行？") == [(MEASURES, ("第八条",))]
    assert found("赣州河道采砂管理办法废止了哪个文件？") == [(MEASURES, ("第八条",))]
    assert found("赣州河道采砂管理办法的制定依据是什么？") == [(MEASURES, ("第一条",))]


def test_a_notice_that_repeals_nothing_is_a_refusal():
    selection = select_for("海绵城市试点通知废止了哪个文件？")

    assert (selection.findings, selection.reason) == ((), "repeal")


def test_articles_and_chapters_are_counted_and_the_last_of_each_is_cited():
    assert found("赣州河道采砂管理办法一共几条几章？") == [(MEASURES, ("第四章",)), (MEASURES, ("第八条",))]
    assert "共 8 条，分 4 章" in draft_for("赣州河道采砂管理办法一共几条几章？").claims[0].text


def test_the_gist_is_the_title_and_the_sentence_on_its_purpose_and_says_that_it_is_a_quote():
    draft = draft_for("用一句话概括赣州市河道采砂管理办法")

    assert "不是概括" in draft.claims[0].text
    assert found("用一句话概括赣州市河道采砂管理办法") == [(MEASURES, ()), (MEASURES, ("第一条",))]


def test_the_notice_asked_about_is_the_one_of_the_place_or_the_one_whose_title_fits():
    assert {one.notice.id for one in notice_asked(read("赣州的办法有几条？"), evidence())} == {MEASURES}
    assert {one.notice.id for one in notice_asked(read("海绵城市试点申报通知"), evidence())} == {CALL}
    assert notice_asked(read("这是什么？"), evidence()) == []
    assert len(notices()) == 4


def test_that_one_text_prevails_over_another_is_no_repeal():
    text = """某市试点办法

第一条 为规范试点，制定本办法。

第二条 原有规定与本办法不一致的，以本办法为准。
"""
    asked = select_over("试点办法废止了什么？", text)
    prevailing = select_over("试点办法出台后原来的规定怎么办？", text)

    assert (asked.findings, asked.reason) == ((), "repeal")
    assert [one.evidence.item.path for one in (*asked.nearby, *prevailing.findings)] == [("第二条",), ("第二条",)]


def test_how_long_a_thing_holds_that_no_notice_tells_of_is_asked_of_none():
    assert not select_for("赣州居住证有效期几年？").findings
