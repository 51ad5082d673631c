"""The question set reads strictly, and every gold stands in the notices."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from notice_sample import read_folder

from eval.cases import KINDS, QUESTIONS, Case, QuestionSet, contains, load, plain
from eval.golds import check_against
from rag.errors import EvalError

CORPUS = Path(__file__).parent.parent / "corpus"
GOOD = """
- id: fact-01
  kind: fact
  language: zh
  split: dev
  question: 天津投了多少钱？
  answerable: true
  cite:
    - {doc: 建办市函〔2025〕190号, path: [一, （四）, "1"]}
  facts: [2000万元, [15家, "15"]]
"""


@pytest.fixture(scope="module")
def everything() -> QuestionSet:
    return load()


def folder(tmp_path: Path, body: str) -> Path:
    (tmp_path / "fact.yaml").write_text(body, encoding="utf-8")
    (tmp_path / "places.yaml").write_text("天津: [Tianjin]\n", encoding="utf-8")
    return tmp_path


def test_a_case_is_read_with_its_alternatives(tmp_path: Path) -> None:
    (case,) = load(folder(tmp_path, GOOD)).cases
    assert case.facts == (("2000万元",), ("15家", "15"))
    assert str(case.cite[0]) == "建办市函〔2025〕190号 一（四）1"


@pytest.mark.parametrize(
    ("was", "becomes", "word"),
    [
        ("split: dev", "split: train", "train"),
        ("answerable: true", "answerable: maybe", "maybe"),
        ("kind: fact", "kind: list", "list"),
        ("question: 天津投了多少钱？", "question: ''", "question"),
        ('"1"]', "1]", "出处"),
        ("facts:", "fact:", "不认识的字段"),
        ("  cite:\n", "  cite_also:\n", "没有出处"),
        ("id: fact-01", "id: 7", "id"),
    ],
)
def test_a_malformed_case_is_refused_by_file_number_and_field(
    tmp_path: Path, was: str, becomes: str, word: str
) -> None:
    with pytest.raises(EvalError) as caught:
        load(folder(tmp_path, GOOD.replace(was, becomes)))
    assert "fact.yaml 第 1 题" in caught.value.message
    assert word in caught.value.message
    assert caught.value.hint


def test_an_unknown_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="places.yaml"):
        load(folder(tmp_path, GOOD + "  members: [火星]\n"))


def test_two_cases_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="题号重复"):
        load(folder(tmp_path, GOOD + GOOD))


def test_a_missing_folder_is_an_eval_error(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="里没有题目"):
        load(tmp_path / "nowhere")


def test_without_a_list_of_places_a_case_may_name_any(tmp_path: Path) -> None:
    made = folder(tmp_path, GOOD + "  members: [火星]\n")
    (made / "places.yaml").unlink()

    assert load(made).places == {"火星": ()}


def test_normal_form_drops_marks_quotes_and_blanks_but_keeps_latin_words_apart() -> None:
    assert plain("**10 万元**[3]，“工具箱”") == "10万元,工具箱"
    assert plain("2,000 万元，1—2 个") == "2000万元,1-2个"
    assert plain("in  Xi’an City") == "in xi'an city"
    assert plain("廣州發佈") == "广州发布"


def test_a_number_is_not_found_inside_a_longer_one_nor_a_word_inside_a_word() -> None:
    assert not contains("12个", "2个")
    assert not contains("1.5倍", "5倍")
    assert not contains("2000万元", "200")
    assert not contains("then and now", "henan")
    assert contains("共2个", "2个")
    assert contains("共15.", "15")


def test_every_gold_stands_in_the_notices(everything: QuestionSet) -> None:
    check_against(everything, read_folder(CORPUS))


def test_a_gold_that_does_not_exist_and_a_fact_that_is_not_there_are_both_named(tmp_path: Path) -> None:
    wrong = GOOD.replace("2000万元", "2001万元") + GOOD.replace("fact-01", "fact-02").replace('"1"', '"9"')
    with pytest.raises(EvalError, match="2 处") as caught:
        check_against(load(folder(tmp_path, wrong)), read_folder(CORPUS))
    assert "fact-01：要点 '2001万元'" in caught.value.message
    assert "fact-02：出处 '建办市函〔2025〕190号 一（四）9' 不存在" in caught.value.message


def test_every_kind_is_held_back_by_half(everything: QuestionSet) -> None:
    halves = Counter((case.kind, case.split) for case in everything.cases)
    for kind in KINDS:
        assert abs(halves[kind, "dev"] - halves[kind, "test"]) <= 2
        assert halves[kind, "dev"] >= 7


def test_no_question_is_asked_twice(everything: QuestionSet) -> None:
    asked = Counter((plain(case.question), case.history) for case in everything.cases)
    assert [question for question, times in asked.items() if times > 1] == []


def test_what_must_be_absent_is_not_what_must_be_stated(everything: QuestionSet) -> None:
    for case in everything.cases:
        wordings = {plain(wording) for fact in case.facts for wording in fact}
        assert wordings.isdisjoint(plain(words) for words in case.absent), case.id


def test_a_case_asks_for_each_item_in_one_way_only(everything: QuestionSet) -> None:
    for case in everything.cases:
        everywhere = (*case.cite, *case.cite_any, *case.cite_also)
        assert len(everywhere) == len(set(everywhere)), case.id
        assert set(case.members).isdisjoint(case.members_also), case.id


def test_a_follow_up_has_a_history_and_the_unanswerable_have_no_answer(everything: QuestionSet) -> None:
    for case in everything.cases:
        assert bool(case.history) == (case.kind == "followup"), case.id
        assert case.kind != "unanswerable" or not case.answerable, case.id


def test_the_schema_beside_the_questions_knows_every_field() -> None:
    schema = json.loads((QUESTIONS / "case.schema.json").read_text(encoding="utf-8"))
    assert set(schema["items"]["properties"]) == set(Case.__dataclass_fields__)
    assert tuple(schema["items"]["properties"]["kind"]["enum"]) == KINDS


def test_a_selection_keeps_order_and_fingerprint(everything: QuestionSet) -> None:
    held_back = everything.only(split="test", kinds=("fact",))
    assert {(case.split, case.kind) for case in held_back.cases} == {("test", "fact")}
    assert held_back.fingerprint == everything.fingerprint
