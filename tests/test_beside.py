"""Notices that a question names side by side: by place, year, batch, number and kind, or by words of their titles."""

from __future__ import annotations

import pytest
from answer_sample import read_text, select_over

from rag.question.beside import document_alone, documents_beside, named_side_by_side

MEASURES = """榕建〔2024〕5号

福州市住房和城乡建设局关于印发《福州市老旧小区改造办法》的通知

各区县人民政府：

2024年3月1日

第一条　申报老旧小区改造的，业主同意比例不低于80%。

第二条　老旧小区改造每户补助5000元。

第三条　施工单位对改造的质量终身责任由建设单位督促落实。
"""
OPINION = """赣府发〔2025〕7号

江西省人民政府关于推进老旧小区改造的实施意见

各市人民政府：

2025年6月2日

一、老旧小区改造每户补助3000元，由省财政承担。

二、申报老旧小区改造的，业主同意比例不低于三分之二。
"""
NATIONAL = """建城〔2023〕58号

住房城乡建设部关于加强老旧小区改造质量管理的通知

各省住房城乡建设厅：

2023年11月20日

一、老旧小区改造项目应当落实质量终身责任。
"""
TEXTS = (MEASURES, OPINION, NATIONAL)
NOTICES = tuple(map(read_text, TEXTS))
FUZHOU, JIANGXI, MINISTRY = "榕建〔2024〕5号", "赣府发〔2025〕7号", "建城〔2023〕58号"


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("福州那个和江西那个，每户各补多少？", (FUZHOU, JIANGXI)),
        ("江西的意见跟福州的办法有什么不同", (JIANGXI, FUZHOU)),
        ("2024年的办法和2025年的意见各补多少", (FUZHOU, JIANGXI)),
        ("58号文和福州那份文件对老旧小区怎么要求", (MINISTRY, FUZHOU)),
        ("国家那个通知和江西那个意见，质量怎么管", (MINISTRY, JIANGXI)),
    ],
)
def test_each_part_names_the_one_notice_that_fits(question: str, ids: tuple[str, ...]):
    assert documents_beside(question, ("福州", "江西"), NOTICES) == ids


@pytest.mark.parametrize(
    "question", ["福州和江西每户各补多少？", "福州的办法里业主同意比例和补助各多少？", "想办法和领导说说意见"]
)
def test_places_alone_one_notice_and_other_words_name_no_two_documents(question: str):
    assert documents_beside(question, ("福州", "江西"), NOTICES) == ()


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("2024年那份办法，每户补多少？", (FUZHOU,)),
        ("2025年江西的意见里业主同意比例多少", (JIANGXI,)),
        ("一个部门印发的通知有什么要求", ()),
        ("2024年的意见补多少", ()),
        ("2024年的目标是什么", ()),
        ("那份办法补多少", ()),
    ],
)
def test_a_kind_of_document_with_its_year_names_the_one_notice(question: str, ids: tuple[str, ...]):
    assert document_alone(question, ("江西",), NOTICES) == ids


def test_years_and_words_that_name_two_notices_are_not_asked_of_either():
    found = select_over("2024年的办法和2025年的意见，业主同意比例各要多少？", *TEXTS)
    assert {one.evidence.notice.id for one in found.findings} == {FUZHOU, JIANGXI}


def test_a_place_alone_names_its_notice_beside_another():
    named = named_side_by_side("福州和江西那个意见是什么时候印发的", ("福州", "江西"), NOTICES)
    assert [(one.id, one.as_document) for one in named] == [(FUZHOU, False), (JIANGXI, True)]


def test_both_answer_side_by_side():
    found = select_over("福州的办法和江西的意见，业主同意比例各要多少？", *TEXTS).findings
    assert {(one.evidence.notice.id, one.evidence.item.path) for one in found} == {
        (FUZHOU, ("第一条",)),
        (JIANGXI, ("二",)),
    }


def test_the_place_of_one_notice_does_not_narrow_the_other():
    found = select_over("58号文和福州那个办法，对质量终身责任分别怎么要求？", *TEXTS)
    assert {one.evidence.notice.id for one in found.findings} == {MINISTRY, FUZHOU}
    assert found.silent == ()


def test_the_dates_of_two_notices_by_number_are_told():
    found = select_over("58号文和7号文分别是哪天印发的？", *TEXTS).findings
    assert [one.evidence.item.text.strip() for one in found] == ["2023年11月20日", "2025年6月2日"]
