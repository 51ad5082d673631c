from __future__ import annotations

from dataclasses import replace

import pytest
from answer_sample import LIFTS, PLAN, notices

from rag.answer.ground import beginnings, cite, ground, is_grounded
from rag.domain import Claim, Draft, Quote, Table, TableRow
from rag.errors import RagError

BY_ID = {notice.id: notice for notice in notices()}


def quote(words: str, notice: str = LIFTS) -> Quote:
    """The place where `notice` first prints `words`."""
    start = BY_ID[notice].text.index(words)
    path = next(item.path for item in BY_ID[notice].items if item.start <= start < item.end)
    return Quote(notice=notice, path=path, start=start, end=start + len(words))


HANGZHOU = quote("杭州每台补贴20万元")
NINGBO = quote("宁波每台补贴15万元，最高不超过总造价的40%")


def grounds(text: str, *quotes: Quote) -> bool:
    return is_grounded(Claim(text=text, quotes=quotes), BY_ID)


@pytest.mark.parametrize(
    ("text", "grounded"),
    [
        ("杭州每台补贴20万元。", True),
        ("Hangzhou pays 200,000 yuan per lift.", True),
        ("杭州每台补贴２０万元。", True),
        ("杭州每台补贴21万元。", False),
        ("杭州每台补贴20元。", False),
        ("杭州2022年每台补贴20万元。", False),
        ("杭州每台补贴20%。", False),
    ],
)
def test_each_number_of_a_claim_stands_in_its_quote(text: str, grounded: bool):
    assert grounds(text, HANGZHOU) is grounded


def test_several_quotes_carry_a_claim_together():
    assert grounds("杭州20万元，宁波15万元。", HANGZHOU, NINGBO)
    assert not grounds("杭州20万元，宁波15万元。", HANGZHOU)


def test_the_address_and_the_headings_of_a_quote_are_carried():
    assert grounds("第2项", quote("建立加装电梯审批绿色通道", PLAN))
    assert grounds("2024年的31号文说，贵阳纳入提取范围", quote("贵阳将加装电梯纳入住房公积金提取范围"))


def test_the_cells_of_a_row_are_carried():
    task = quote("建立加装电梯审批绿色通道", PLAN)

    assert grounds("2023年9月底前完成", task)
    assert not grounds("2023年10月底前完成", task)


def test_a_claim_that_drops_out_takes_its_citation_with_it():
    draft = Draft(
        claims=(
            Claim(text="- 杭州每台补贴21万元", quotes=(HANGZHOU,)),
            Claim(text="- 宁波每台补贴15万元", quotes=(NINGBO,)),
        )
    )

    grounded = ground(draft, BY_ID)

    assert grounded.dropped == 1
    assert grounded.text == "- 宁波每台补贴15万元[1]"
    assert [citation.quote for citation in grounded.citations] == ["宁波每台补贴15万元，最高不超过总造价的40%"]


def test_a_quote_has_one_number_however_often_it_is_cited():
    draft = Draft(
        claims=(
            Claim(text="- 杭州20万元", quotes=(HANGZHOU,)),
            Claim(text="- 宁波15万元、杭州20万元", quotes=(NINGBO, HANGZHOU)),
        ),
        columns=("地区", "来源"),
        rows=(TableRow(cells=("杭州",), quotes=(HANGZHOU,)),),
    )

    grounded = ground(draft, BY_ID)

    assert grounded.text == "- 杭州20万元[1]\n- 宁波15万元、杭州20万元[2][1]"
    assert [citation.n for citation in grounded.citations] == [1, 2]
    assert grounded.table == Table(columns=("地区", "来源"), rows=(("杭州", "[1]"),), total=1)


def test_a_line_without_quotes_is_the_answers_own_frame():
    grounded = ground(Draft(claims=(Claim(text="共 99 条："),)), BY_ID)

    assert grounded.text == "共 99 条："
    assert grounded.citations == ()
    assert grounded.table is None


def test_a_verbatim_line_carries_its_own_proof():
    assert is_grounded(Claim(text="- 5. 条文", quotes=(HANGZHOU,), verbatim=True), BY_ID)


def test_bullets_stand_below_each_other_and_paragraphs_apart():
    draft = Draft(claims=(Claim(text="头"), Claim(text="- 甲"), Claim(text="- 乙"), Claim(text="尾")))

    assert ground(draft, BY_ID).text == "头\n\n- 甲\n- 乙\n\n尾"


def test_a_citation_says_where_its_words_stand():
    citation = cite(HANGZHOU, 3, BY_ID[LIFTS])

    assert citation.n == 3
    assert citation.doc == LIFTS
    assert citation.path == ("一", "（一）", "1")
    assert citation.label == "建办城函〔2024〕31号 一（一）1"
    assert citation.heading == "给予资金补贴"
    assert citation.quote == "杭州每台补贴20万元"
    assert BY_ID[LIFTS].text[citation.start : citation.end] == citation.quote
    assert citation.source_sha256 == BY_ID[LIFTS].sha256


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (-1, 4), (0, 10**6)])
def test_nothing_is_cited_outside_the_notice(start: int, end: int):
    with pytest.raises(RagError, match="不在"):
        cite(replace(HANGZHOU, start=start, end=end), 1, BY_ID[LIFTS])


def test_an_answer_grows_line_by_line_with_the_citations_it_has_used():
    draft = Draft(
        claims=(
            Claim(text="共 2 条："),
            Claim(text="- 杭州20万元", quotes=(HANGZHOU,)),
            Claim(text="- 宁波15万元", quotes=(NINGBO,)),
        ),
        columns=("地区", "来源"),
        rows=(TableRow(cells=("杭州",), quotes=(HANGZHOU,)),),
    )
    whole = ground(draft, BY_ID)

    parts = list(beginnings(whole))

    assert [(part.text.strip(), len(part.citations), part.table) for part in parts[:-1]] == [
        ("共 2 条：", 0, None),
        ("共 2 条：\n\n- 杭州20万元[1]", 1, None),
    ]
    assert parts[-1] is whole
