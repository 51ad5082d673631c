from __future__ import annotations

import pytest

from rag.domain import Turn
from rag.question.follow import carried, continued, named_later


def turns(*contents: str) -> tuple[Turn, ...]:
    """Questions and answers by turns."""
    return tuple(Turn(role="user" if n % 2 == 0 else "assistant", content=one) for n, one in enumerate(contents))


ASKED = turns("杭州每台电梯补贴多少钱？", "杭州每台补贴20万元。")


def test_a_question_that_names_another_place_takes_the_subject_without_the_place():
    assert carried("那宁波呢？", ASKED).split() == ["每台电梯补贴多少钱？"]


def test_a_question_that_names_neither_place_nor_subject_takes_both():
    assert carried("它好不好？", ASKED) == "杭州每台电梯补贴多少钱？"


def test_one_that_says_what_it_wants_leaves_what_was_wanted_before():
    assert carried("它什么时候开始？", ASKED) == "杭州，台电梯补贴"
    assert carried("归哪个部负责", turns("117号文里农田建设好的省有什么支持？")) == "117号文，农田建设好，省，支持"
    asked = turns("How many stages has the Nanchang plan?")
    assert carried("And the last stage, when does it run?", asked) == "stages Nanchang plan"


def test_a_short_question_that_is_whole_takes_but_the_place():
    assert carried("装配式建筑奖补多少？", turns("扬尘罚款多少？")) == ""
    assert carried("装配式建筑奖补多少？", turns("宁波扬尘罚款多少？")) == "宁波"
    assert "装配式建筑" in carried("奖补多少？", turns("装配式建筑由谁牵头？"))


def test_a_bare_question_and_a_figure_told_before_take_all():
    asked = turns("广西试点县补多少钱？")
    assert carried("怎么拨？", asked) == "广西试点县补多少钱？"
    assert carried("最后那20%什么条件下才给我们？", asked) == "广西试点县补多少钱？"


def test_another_notice_or_another_year_takes_the_place_of_the_one_before():
    assert carried("那60号文呢？", turns("190号文是哪天发的？")).split() == ["是哪天发的？"]
    assert "每年" not in carried("2025年的呢？", turns("桐乡每年要做的任务有哪些？"))


def test_what_about_another_subject_takes_what_was_asked_of_the_first():
    asked = turns("How much is the award for new projects in Nanchang?")
    assert carried("And what about rural projects?", asked) == "How much is the award for new projects in Nanchang?"


def test_an_english_follow_up_takes_the_question_before():
    assert carried("And what about Ningbo?", turns("How much does Hangzhou pay per lift?", "20万元")).split() == [
        "How",
        "much",
        "does",
        "pay",
        "per",
        "lift?",
    ]


def test_a_question_that_stands_on_its_own_takes_nothing():
    assert carried("哪些城市建立了电梯维护保险制度并引入保险公司参与？", ASKED) == ""


def test_the_last_question_counts_and_no_answer_does():
    history = turns("贵阳有什么做法？", "贵阳……", "福州每公里绿道安排多少资金？", "每公里80万元。")

    assert carried("那贵阳呢？", history).split() == ["每公里绿道安排多少资金？"]


@pytest.mark.parametrize("history", [(), turns(""), (Turn(role="assistant", content="您好"),)])
def test_without_a_question_before_nothing_is_carried(history: tuple[Turn, ...]):
    assert carried("那宁波呢？", history) == ""


def test_traditional_characters_are_carried_in_simplified_ones():
    assert carried("那寧波呢？", turns("電梯補貼多少錢？")) == "电梯补贴多少钱？"


@pytest.mark.parametrize(
    ("question", "before", "words"),
    [
        ("他们的平台叫什么？", "杭州做了什么？", "杭州"),
        ("它的责任单位是谁？", "南昌任务清单第2项是什么？", "南昌任务清单第2项是什么？"),
        ("第3项呢？", "南昌任务清单第2项谁牵头？", "南昌任务清单 谁牵头？"),
        ("那2024年呢？", "南昌2023年要完成什么？", "南昌 要完成什么？"),
        ("财政局呢？", "住建局牵头哪些任务？", "牵头哪些任务？"),
        ("第一批呢？", "第三批清单里杭州补多少？", "清单里杭州补多少？"),
        ("其他城市也有吗？", "杭州有没有给予资金补贴？", "资金补贴"),
        ("崇左的呢，有没有优先的", "南宁推荐名额几个？", "推荐名额几个？"),
        ("哪些城市建立了绿道？", "杭州有没有给予资金补贴？", ""),
    ],
)
def test_what_a_follow_up_names_anew_is_not_carried(question: str, before: str, words: str):
    assert carried(question, turns(before)).split() == words.split()


def test_a_follow_up_to_a_follow_up_takes_what_that_one_took():
    history = turns("杭州每台电梯补贴多少钱？", "20万元", "那宁波呢？", "15万元")

    assert carried("福州呢？", history).split() == ["每台电梯补贴多少钱？", "那", "呢？"]


@pytest.mark.parametrize(
    ("part", "before", "words"),
    [
        ("2023年要完成哪些？", "南昌任务清单谁牵头？", "南昌"),
        ("昆明有几家保险公司？", "福州补多少？", ""),
        ("它的平台叫什么？", "福州补多少？", "福州"),
        ("哪些城市有绿道？", "第三批里福州补多少？", "第三批"),
        ("做得好的又有什么好处？", "部里对落后的试点城市怎么办？", "试点城市"),
    ],
)
def test_a_later_part_of_a_question_has_its_place_and_notice_in_common_with_the_first(
    part: str, before: str, words: str
):
    assert continued(part, before).split() == words.split()


@pytest.mark.parametrize(
    ("question", "before"),
    [
        ("教育局要做什么", "60号文里BIM是怎么要求的"),
        ("财政局牵头哪些任务", "云溪市检查什么内容？"),
        ("云溪市检查什么内容？", "青山市要求应用多少台机器人"),
        ("Which tasks does the finance bureau lead, and when are they due?", "What does notice 60 say on BIM?"),
        ("Which task in the Nanchang list is due first, and who leads it?", "What does notice 60 say on BIM?"),
    ],
)
def test_a_question_with_its_own_body_or_place_and_its_own_predicate_is_a_new_topic(question: str, before: str):
    assert carried(question, turns(before)) == ""


@pytest.mark.parametrize(
    ("question", "before", "words"),
    [
        ("财政局牵头哪些任务", "南昌的住建局牵头哪些任务？", "南昌"),
        ("它要求财政局牵头哪些任务", "60号文里BIM是怎么要求的", "60号"),
        ("When are they due?", "Which tasks does the finance bureau lead?", "finance bureau"),
    ],
)
def test_one_that_points_back_or_asks_the_same_of_another_body_follows(question: str, before: str, words: str):
    assert words in carried(question, turns(before))


def test_a_later_part_has_an_unknown_place_in_common_with_the_first():
    assert continued("有效期多久？", "青山市示范项目奖励多少？") == "青山市"


@pytest.mark.parametrize(
    ("question", "before", "kept", "dropped"),
    [
        ("第二类呢？", "第一类对象每月补多少？", "对象每月补多少", "第一类"),
        ("And the second class?", "What does the first class get?", "get", "first class"),
        ("And for a household of two?", "How large a flat does a three-person household get?", "flat", "three-person"),
        ("那移交呢？", "房屋调查什么时候完成？", "什么时候完成", "房屋调查"),
    ],
)
def test_another_of_a_kind_takes_the_place_of_the_first(question: str, before: str, kept: str, dropped: str):
    words = carried(question, turns(before))
    assert kept in words
    assert dropped not in words


@pytest.mark.parametrize(
    ("question", "before", "taken"),
    [
        ("福州几个？", "杭州要建几个基地？", "基地"),
        ("福州有什么做法？", "杭州要建几个基地？", ""),  # everything on a place stands on its own
        ("Does this city also grade projects?", "How many lifts are there in Nanchang?", "南昌"),
        ("这个钱什么时候拨？", "绍兴专项资金怎么申报？", "绍兴专项资金"),
    ],
)
def test_a_place_or_a_pointer_alone_takes_what_it_leaves_out(question: str, before: str, taken: str):
    words = carried(question, turns(before))
    assert taken in words
    assert bool(words) == bool(taken)
    assert "申报" not in words


def test_a_character_of_a_word_is_not_taken_for_one_that_links():
    assert "人才" in carried("它什么时候开始？", turns("60号文里人才是怎么说的？"))


def test_a_first_part_that_asks_for_a_line_of_a_notice_takes_the_notice_that_a_later_part_names():
    assert named_later("文号是多少？", ("60号文从哪天起施行？",)) == "60号"
    assert named_later("什么叫危险房屋？", ("60号文从哪天起施行？",)) == ""
