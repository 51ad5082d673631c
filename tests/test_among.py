"""Which notices alone a question wants to be answered from."""

from __future__ import annotations

import pytest

from rag.question.among import Among, read_among
from tests.answer_sample import LIFTS, PLAN, open_assistant


@pytest.mark.parametrize(
    ("text", "level", "in_force"),
    [
        pytest.param("省级文件里有哪些资金补贴", "省", False, id="rank"),
        pytest.param("国家层面的通知中，谁牵头", "国家", False, id="rank-at-length"),
        pytest.param("在市里自己发的文件里，哪些要备案", "市", False, id="rank-own"),
        pytest.param("现行有效的通知里怎么规定", "", True, id="in-force"),
        pytest.param("没有废止的市级文件有哪些", "市", True, id="both"),
        pytest.param("In the provincial documents, who pays?", "省", False, id="rank-en"),
        pytest.param("among the notices still in force, who pays?", "", True, id="in-force-en"),
        pytest.param("省级试点城市的文件要求", "", False, id="no-document-searched"),
        pytest.param("苏州市的文件里有哪些", "", False, id="a-place"),
        pytest.param("各市的通知里有什么", "", False, id="every-city"),
        pytest.param("这个文件有效期到哪天", "", False, id="term"),
        pytest.param("Which provincial policies mention housing?", "", False, id="topic-en"),
    ],
)
def test_rank_and_standing_are_read(text: str, level: str, in_force: bool) -> None:
    among = read_among(text)

    assert (among.level, among.in_force) == (level, in_force)
    assert bool(among.said) == bool(level or in_force) == bool(among.spans)


def test_nothing_is_said_of_other_questions() -> None:
    assert read_among("哪些城市给予资金补贴？") == Among()


def test_only_the_notices_of_the_rank_answer() -> None:
    assistant = open_assistant()

    everywhere = assistant.ask("哪些地方给予资金补贴？")
    national = assistant.ask("国家层面的文件里，哪些地方给予资金补贴？")
    none = assistant.ask("省级文件里，哪些地方给予资金补贴？")

    assert {one.doc for one in national.citations} == {LIFTS}
    assert {one.doc for one in everywhere.citations} >= {LIFTS}
    assert none.abstained
    assert "省级文件" in none.text
    assert not none.citations


def test_only_the_notices_of_a_city_answer() -> None:
    answer = open_assistant().ask("市级文件里，哪些任务由住建局牵头？")

    assert {one.doc for one in answer.citations} <= {PLAN}
