"""Verbs of one character that stand alone in a spoken question."""

from __future__ import annotations

import pytest
from answer_sample import read, select_over

from rag.question.verbs import lone_verbs

RULES = """云建〔2025〕8号
云溪市示范项目奖补办法
第一条 专项资金每年申报一次，申报时间为每年5月1日至5月31日。
第二条 公示无异议的，由市财政局于每年10月31日前拨付。
第三条 弄虚作假的，追回全部资金，取消其三年内申报资格。
"""


@pytest.mark.parametrize(
    ("rest", "word"),
    [("什么时候拨？", "拨付"), ("还能不能再延", "延长"), ("企业自己报的话", "申报"), ("两批都给我", ""), ("拨付", "")],
)
def test_a_verb_alone_is_read_as_the_word_of_notices(rest: str, word: str):
    found = [term.variants for term in lone_verbs(rest)]

    assert [word in variants for variants in found] == ([True] if word else [])


@pytest.mark.parametrize(
    ("question", "day"), [("奖补资金什么时候拨？", "10月31日"), ("专项资金什么时候报？", "5月31日")]
)
def test_the_clause_with_the_verb_and_the_day_answers(question: str, day: str):
    told = "".join(fact.text for one in select_over(question, RULES).findings for fact in one.facts)

    assert day in told
    assert "三年内" not in told


def test_a_verb_said_twice_is_one_term():
    assert len(read("材料几时报、报给谁？").terms) == len(read("材料几时报？").terms)
