from __future__ import annotations

from datetime import date

import pytest
from answer_sample import GREEN, LIFTS, PLAN, read

from rag.errors import QuestionError
from rag.question.period import Period
from rag.question.plain import check_question


@pytest.mark.parametrize(
    ("question", "notices"),
    [
        ("建办城函〔2024〕31号说了什么？", (LIFTS,)),
        ("建办城函[2024]31号说了什么？", (LIFTS,)),
        ("（2023）12号有哪些任务？", (PLAN,)),
        ("31号文讲什么", (LIFTS,)),
        ("第三批清单有哪些做法？", (LIFTS,)),
        ("第3批清单有哪些做法？", (LIFTS,)),
        ("What does the third batch say?", (LIFTS,)),
        ("《城市绿道建设可复制经验清单（第一批）》有几条？", (GREEN,)),
        ("第一批和第三批都说了什么？", (GREEN, LIFTS)),
        ("哪些城市给予补贴？", ()),
    ],
)
def test_a_notice_is_named_by_its_symbol_number_batch_or_title(question: str, notices: tuple[str, ...]):
    read_question = read(question)

    assert set(read_question.notices) == set(notices)
    assert read_question.missing == ()


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("第五批清单呢", ("第五批",)),
        ("the fifth batch", ("第五批",)),
        ("建办函〔2020〕7号讲了什么？", ("建办函〔2020〕7号",)),
        ("建市〔2020〕60号和第三批有什么不同？", ("建市〔2020〕60号",)),
    ],
)
def test_a_notice_that_is_not_held_is_missing(question: str, missing: tuple[str, ...]):
    assert read(question).missing == missing


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("第三批 一（二）1", ("一", "（二）", "1")),
        ("第三批一、（二）1是什么", ("一", "（二）", "1")),
        ("the third batch, part one (2) item 1", ("一", "（二）", "1")),
        ("附件第2项是什么", ("附件", "2")),
        ("Summarise part two", ("二",)),
        ("哪些城市给予3项补贴", None),
    ],
)
def test_an_item_is_named_by_its_steps(question: str, path: tuple[str, ...] | None):
    assert read(question).paths == (() if path is None else (path,))


def test_several_items_of_a_list_are_named_at_once():
    assert read("第1、2和3项任务是什么").paths == (("1",), ("2",), ("3",))


@pytest.mark.parametrize(
    ("question", "regions"),
    [
        ("杭州和宁波的补贴有什么不同？", ("杭州", "宁波")),
        ("Hangzhou and Ningbo subsidies", ("杭州", "宁波")),
        ("杭州市有什么做法，宁波市呢", ("杭州", "宁波")),
        ("貴陽與福州", ("贵阳", "福州")),
        ("哪些城市给予补贴", ()),
    ],
)
def test_places_are_read_in_chinese_english_and_traditional_characters(question: str, regions: tuple[str, ...]):
    assert read(question).regions == regions


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("住建局牵头哪些任务？", "lead"),
        ("住建局配合哪些任务？", "partner"),
        ("住建局单独负责哪些任务？", "alone"),
        ("住建局负责哪些任务？", "any"),
    ],
)
def test_a_department_leads_joins_or_acts_alone(question: str, share: str):
    query = read(question)

    assert query.intent == "task"
    assert query.share == share
    assert ["住建局" in names for names in query.bodies] == [True]


def test_two_departments_are_both_read():
    assert ["财政局" in names for names in read("住建局和财政局一起做哪些任务？").bodies] == [False, True]


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("福州2023年发放了多少补贴？", (2023,)),
        ("2023—2025年的目标是什么？", (2023, 2025)),
        ("建办城函〔2024〕31号说了什么？", ()),
        ("《城市绿道规划（2021—2030年）》是谁印发的", ()),
        ("What did Fuzhou pay in 2023?", (2023,)),
        ("12345台电梯", ()),
    ],
)
def test_years_are_those_asked_about_and_not_those_of_a_symbol(question: str, years: tuple[int, ...]):
    assert read(question).years == years


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("哪些城市给予补贴？", "list"),
        ("Which cities subsidise lifts?", "list"),
        ("贵阳有什么做法？", "place"),
        ("杭州和宁波有什么区别？", "compare"),
        ("附件第2项是什么", "item"),
        ("住建局牵头哪些任务？", "task"),
        ("洪府办发〔2023〕12号是什么时候印发的？", "head"),
        ("电梯远程监测平台怎么建？", "lookup"),
    ],
)
def test_the_form_of_the_answer_is_read(question: str, intent: str):
    assert read(question).intent == intent


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("杭州每台补贴多少钱？", True),
        ("哪些城市给钱？", True),
        ("電梯補貼多少錢？", True),
        ("How much money does Hangzhou pay?", True),
        ("昆明引入几家保险公司？", False),
    ],
)
def test_money_is_wanted_where_a_sum_is_asked_for(question: str, wanted: bool):
    assert read(question).wants_money is wanted


def test_a_figure_in_the_question_is_taken_for_granted():
    assert [figure.text for figure in read("福州每台补贴12万元吗？").figures] == ["12万元"]


def test_english_and_traditional_questions_are_known_by_their_words():
    assert read("Which cities subsidise lifts?").language == "en"
    assert read("電梯補貼多少錢？").language == "zh"
    assert read("電梯補貼多少錢？").text == "电梯补贴多少钱？"


def test_words_of_an_english_question_are_asked_in_chinese_too():
    assert "电梯" in read("Which cities subsidise lifts?").words


def test_what_a_follow_up_carries_comes_first():
    query = read("那宁波呢？", "每台补贴多少钱？")

    assert query.text == "每台补贴多少钱？ 那宁波呢？"
    assert query.question == "那宁波呢？"
    assert query.regions == ("宁波",)
    assert query.wants_money


@pytest.mark.parametrize("question", ["", "  \n", "？？？", "……", "😀😀", "《》", ".*+?^${}()|[]\\"])
def test_a_question_without_a_word_is_refused(question: str):
    with pytest.raises(QuestionError, match="问题是空的"):
        check_question(question, max_length=10)


def test_a_question_may_have_just_as_many_characters_as_are_allowed():
    assert check_question(" 一二三四五六七八九十\n", max_length=10) == "一二三四五六七八九十"
    with pytest.raises(QuestionError, match="问题有 11 字，最多 10 字"):
        check_question("一二三四五六七八九十百", max_length=10)


@pytest.mark.parametrize("question", ["\ud800贵阳", "贵阳\udfff"])
def test_half_a_surrogate_pair_is_no_text(question: str):
    with pytest.raises(QuestionError, match="不成字"):
        check_question(question, max_length=10)


def test_invisible_marks_from_a_page_are_passed_over():
    assert check_question("\ufeff贵\u200b阳\u202e有\u00ad什么\u2060", max_length=10) == "贵阳有什么"


@pytest.mark.parametrize(
    ("question", "regions", "excluded"),
    [
        ("除杭州外哪些城市给补贴？", (), ("杭州",)),
        ("杭州、宁波以外，还有哪些城市给补贴？", (), ("杭州", "宁波")),
        ("福州之外的城市呢", (), ("福州",)),
        ("杭州以外资为主的企业", ("杭州",), ()),
        ("北京市石景山区出多少", ("石景山区",), ()),
        ("How much does beijing shijingshan pay?", ("石景山区",), ()),
        ("北京和石景山区", ("北京", "石景山区"), ()),
    ],
)
def test_places_left_out_and_cities_before_their_district_are_not_asked_about(
    question: str, regions: tuple[str, ...], excluded: tuple[str, ...]
):
    query = read(question)

    assert (query.regions, query.excluded) == (regions, excluded)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Which cities have not set up a fund?", True),
        ("List the cities that pay (I do not need those that lend).", False),
        ("哪些城市没有给补贴？", True),
    ],
)
def test_who_does_not_is_asked_and_not_what_the_asker_does_not_need(question: str, missing: bool):
    assert read(question).wants_missing is missing


@pytest.mark.parametrize(
    "question", ["每个省可以推荐几个城市？", "一个省最多报几个城市", "How many cities may each province nominate?"]
)
def test_how_many_each_may_have_is_no_list(question: str):
    query = read(question)

    assert not query.listing
    assert not query.of_places


def test_a_time_is_a_limit_and_no_word_of_the_subject():
    query = read("2023年9月底前要完成哪些任务？")

    assert query.period == Period(end=date(2023, 9, 30))
    assert query.pieces == ()
    assert read("建办城函〔2024〕31号说了什么？").period is None


@pytest.mark.parametrize(
    ("question", "years"),
    [("到25年要装多少台", (2025,)), ("24年补了多少钱", (2024,)), ("为期25年", ()), ("25年内", ()), ("2025年", (2025,))],
)
def test_a_year_of_two_digits_is_one_of_this_century(question: str, years: tuple[int, ...]):
    assert read(question).years == years


def test_no_term_takes_a_part_of_a_word_that_asks():
    assert read("多少人参与").terms == ()


def test_figures_are_no_words_of_the_subject():
    assert "工作" not in "".join(read("审批压到10个工作日的城市").pieces)


def test_terms_of_the_occasion_are_no_subject():
    assert read("下周去杭州调研，麻烦把杭州的做法理一份").terms == ()
    assert read("我是市财政局的，哪些城市给予补贴？").bodies == ()
    assert read("我是市财政局的，任务清单里我们局牵头哪些？").bodies != ()


def test_a_pair_with_a_character_of_grammar_is_a_word_or_none():
    assert read("杭州对老楼又要干点啥").pieces == ("老楼",)
    assert "能力" in read("能力有要求吗").pieces


def test_which_places_issued_something_is_no_question_on_the_head():
    assert read("第三批清单里哪些城市印发了方案？").intent == "list"
    assert read("第三批清单什么时候印发的？").intent == "head"


def test_both_shares_in_one_question_are_either():
    assert read("财政局的任务，牵头还是配合？").share == "any"
    assert read("财政局配合哪些任务？").share == "partner"


def test_the_name_of_a_system_is_no_duty():
    assert not read("用了建筑师负责制后怎么办？").wants_duty
    assert read("这件事谁负责？").wants_duty


@pytest.mark.parametrize(
    ("question", "places"), [("哪里给钱？", True), ("可以向哪里申请？", False), ("办公室挂哪儿？", False)]
)
def test_where_to_turn_to_asks_for_no_list_of_places(question: str, places: bool):
    assert read(question).of_places is places


def test_a_long_preamble_has_no_words_to_look_for():
    long = read("我们局正在起草明年的工作计划，领导让先摸一摸底数：哪些城市推行联审？")
    assert long.pieces == ("推行",)
    assert "领导" in read("领导爱听戏，哪些城市推行联审？").pieces
    assert "乱跑" in read("拉货的大车没有按照规定的时间和路线乱跑，罚多少？").pieces


def test_a_limit_in_the_words_of_a_ban_forbids_nothing():
    assert all("禁止" not in term.variants for term in read("公示不得少于几天的条款有哪些？").terms)
    assert any("禁止" in term.variants for term in read("哪些地方不得停放电动车？").terms)


def test_a_rule_that_something_must_not_exceed_a_share_names_the_share():
    asked = read("哪些城市规定租金不能超过市场价的九成？")

    assert [(one.text, int(one.value)) for one in asked.figures] == [("九成", 90)]
    assert (asked.wants_more, asked.wants_less, asked.strictly) == (False, False, False)


@pytest.mark.parametrize("question", ["加装电梯 资金补贴 城市", "lift subsidy cities", "加装电梯 补贴 地区名单"])
def test_words_set_side_by_side_ask_for_a_list_of_places(question: str):
    query = read(question)

    assert (query.listing, query.of_places) == (True, True)


def test_examples_of_what_is_listed_weigh_little():
    query = read("哪些城市在资金补贴、公积金这类激励政策上支持加装电梯？")
    emphasis = {term.variants[0]: term.emphasis for term in query.terms}

    assert min(emphasis.values()) < 0.3 < max(emphasis.values())


def test_a_term_that_a_notice_is_said_to_set_is_taken_for_granted_in_any_numerals():
    assert [one.text for one in read("规定试点为期五年，五年后怎么办？").figures] == ["五年"]
    assert read("电梯用了十五年，能补吗？").figures == ()
