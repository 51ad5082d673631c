"""Who may apply for something, and the clauses that say who."""

from __future__ import annotations

import pytest
from answer_sample import fact, read

from rag.answer.ruling import qualifications_asked


@pytest.mark.parametrize(
    "question",
    [
        "什么样的城市能申报试点？",
        "哪类项目可以申请？",
        "谁可以报名？",
        "Who is eligible for the subsidy?",
        "Which firms can apply?",
    ],
)
def test_a_clause_says_who_may_apply(question: str) -> None:
    (qualifies,) = qualifications_asked(read(question))

    assert qualifies(fact("地级以上城市均可申报试点"))
    assert qualifies(fact("申报单位应当符合下列条件"))
    assert not qualifies(fact("材料于7月31日前报送我部"))


@pytest.mark.parametrize("question", ["怎么申报试点？", "申报能拿多少钱？", "How do I apply?"])
def test_how_to_apply_asks_for_no_qualification(question: str) -> None:
    assert qualifications_asked(read(question)) == ()
