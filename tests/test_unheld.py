from __future__ import annotations

from rules_sample import CALL, draft_for, select_for


def test_a_notice_that_is_only_cited_is_refused_with_the_place_that_cites_it():
    selection = select_for("湘政办发〔2023〕40号讲了什么？")

    assert selection.reason == "notice"
    assert [(one.evidence.notice.id, one.evidence.item.path) for one in selection.nearby] == [(CALL, ())]


def test_what_stands_in_a_document_that_is_only_cited_is_not_known():
    draft = draft_for("海绵城市专项规划里规定的投资是多少？")

    assert draft.abstained
    assert "没有收录《湖南省海绵城市专项规划》" in draft.claims[0].text


def test_a_document_that_is_held_is_no_such_case():
    assert select_for("河道采砂管理办法里规定的停止作业时间是几时？").reason != "unheld"


def test_a_subject_that_stands_nowhere_is_not_answered_by_the_words_beside_it():
    assert select_for("宠物登记要交什么材料？").findings == ()
