"""Several questions in one."""

from __future__ import annotations

import pytest

from rag.question.split import parts


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("任务清单谁牵头？2025年要完成哪些？", ("任务清单谁牵头？", "2025年要完成哪些？")),
        ("哪些城市给补贴？哪些城市成立了产业联盟？", ("哪些城市给补贴？", "哪些城市成立了产业联盟？")),
        ("哪些城市市长牵头，深圳最高给多少？", ("哪些城市市长牵头", "深圳最高给多少？")),
        ("苏州补多少？它的平台叫什么？", ("苏州补多少？", "它的平台叫什么？")),
        ("第9项谁牵头？第10项什么时候完成？", ("第9项谁牵头？", "第10项什么时候完成？")),
        ("苏州最高补多少，重庆有多少机器人企业？", ("苏州最高补多少", "重庆有多少机器人企业？")),
        ("科技局牵头哪些任务？财政局配合哪些任务？", ("科技局牵头哪些任务？", "财政局配合哪些任务？")),
        (
            "我们想单独申报试点，不知道够不够格。另外，一个省级能推荐几个？",
            ("我们想单独申报试点，不知道够不够格。", "一个省级能推荐几个？"),
        ),
        ("材料最迟哪天送到？落款是谁？", ("材料最迟哪天送到？", "落款是谁？")),
        ("《甲乙办法》是哪天印发的，有哪些附件？", ("《甲乙办法》是哪天印发的", "有哪些附件？")),
        ("（1）苏州补多少？（2）平台叫什么？", ("苏州补多少？", "平台叫什么？")),
        ("两台设备苏州补几块，以及财政局牵头哪些任务？", ("两台设备苏州补几块", "财政局牵头哪些任务？")),
        ("苏州公租房有几套？广州养老床位分别补多少？", ("苏州公租房有几套？", "广州养老床位分别补多少？")),
        (
            "What does article 11 of the Suzhou rules say; to whom is it addressed?",
            ("What does article 11 of the Suzhou rules say;", "to whom is it addressed?"),
        ),
        (
            "How much is the reward in Suzhou, and when is the money paid?",
            ("How much is the reward in Suzhou", "and when is the money paid?"),
        ),
        (
            "How much does Suzhou pay and how many robots did Chongqing firms develop?",
            ("How much does Suzhou pay", "and how many robots did Chongqing firms develop?"),
        ),
    ],
)
def test_questions_on_different_things_are_parts(question: str, expected: tuple[str, ...]):
    assert parts(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "哪些城市给予补贴，各多少？",
        "哪些城市给予补贴？各给多少？",
        "苏州补多少，深圳呢？",
        "苏州补多少？深圳补多少？",
        "试点区县，第二批说几个，第四批又是几个？",
        "哪些城市上调了补贴标准？宁波、大同各从多少调到多少？",
        "2025年的目标是什么？2035年呢？",
        "申报要什么条件？什么时候截止？",
        "一共有几项重点任务？分别叫什么",
        "有哪些做法？一个都别漏",
        "要求多大规模的政府投资项目应用智能技术？社会投资的呢？",
        "Who leads the waste task and when is it due?",
        "每台补贴1.5万元吗？",
        "报告谁作的？什么时候、在什么会上？",
        "《甲乙办法》是哪天印发的，主送哪些单位，谁签发的？",
        "石景山引入的资金两次各是多少，增加了多少倍不用算",
        "那成都的呢，授权专利多少项？",
        "宅基地由谁审批？村子归街道管的话又由谁批？",
        "？？",
    ],
)
def test_one_question_stays_one(question: str):
    assert parts(question) == (question,)


def test_a_long_list_of_questions_is_left_whole():
    question = "".join(f"第{number}项谁牵头？" for number in range(1, 8))

    assert parts(question) == (question,)


def test_a_bare_noun_asks_for_more_of_the_same():
    question = "哪些城市建立了老旧小区改造自筹机制？到账率门槛？"
    assert parts(question) == (question,)


@pytest.mark.parametrize(
    "question",
    [
        "If the team does only the design, who answers for its quality in Nanchang?",
        "如果有什么违规行为，南昌市谁来处罚？",
    ],
)
def test_a_condition_is_no_question_of_its_own(question: str):
    assert parts(question) == (question,)


def test_a_request_that_lists_what_it_wants_is_as_many_questions():
    asked = "我市正在起草办法，拟借鉴三明市做法，烦请告知：初审时限、抽查比例、公示后多少天下达资金。"

    assert parts(asked) == ("三明市初审时限是多少？", "三明市抽查比例是多少？", "三明市公示后多少天下达资金")


def test_a_list_that_is_no_request_stays_one_question():
    assert len(parts("工作内容：改造、新建、扩建，谁牵头？")) == 1
    assert len(parts("请告知：改造办法的施行日期")) == 1


@pytest.mark.parametrize("place", ["杭州市", "青山市"])
def test_what_is_paid_and_how_long_the_notice_holds_are_two_questions(place: str):
    asked = (f"{place}示范项目奖励多少", "有效期多久？")

    assert parts("？".join(asked)) == (f"{asked[0]}？", asked[1])
    assert parts("，".join(asked)) == asked


def test_how_long_a_licence_takes_and_holds_is_one_question():
    assert len(parts("杭州许可证多久办结？有效期多久？")) == 1


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "救灾时公安部、财政部和国家统计局分别干什么？",
            ("救灾时公安部干什么？", "救灾时财政部干什么？", "救灾时国家统计局干什么？"),
        ),
        ("建设局和财政局各自负责哪些任务？", ("建设局负责哪些任务？", "财政局负责哪些任务？")),
        ("住房和城乡建设局、财政局各干什么？", ("住房和城乡建设局干什么？", "财政局干什么？")),
    ],
)
def test_offices_in_a_row_are_each_asked_for_themselves(question: str, expected: tuple[str, ...]):
    assert parts(question) == expected


@pytest.mark.parametrize("question", ["建设局、财政局分别牵头多少项？", "建设局和财政局共同负责哪些任务？"])
def test_offices_that_share_a_question_stay_together(question: str):
    assert parts(question) == (question,)


def test_a_figure_that_is_only_named_is_asked_for():
    assert parts("联盟 已成立的城市 有哪些；苏州平台 成员单位数") == (
        "联盟 已成立的城市 有哪些；",
        "苏州平台 成员单位数",
    )
    assert len(parts("哪些城市编了定额？造价站等着要名单")) == 1
