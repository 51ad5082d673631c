"""The glossary: reviewed data that holds together, and the concepts that real questions name."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import pytest

from rag.errors import CorpusError
from rag.glossary import (
    Concept,
    _read_row,  # pyright: ignore[reportPrivateUsage]
    _stem,  # pyright: ignore[reportPrivateUsage]
    find_concepts,
    load_glossary,
    translate,
)
from rag.text import has_han, simplify, squeeze

NOTICES = Path(__file__).resolve().parent.parent / "corpus" / "notices"
KINDS = {
    *("field", "measure", "technology", "object", "process", "body", "person", "document"),
    *("attribute", "quality", "unit"),
}
IN_TWO_ROWS: frozenset[str] = frozenset()
"""Variants that stand in two rows on purpose. None does: a surface then names exactly one concept."""


def named(text: str) -> list[tuple[str, str]]:
    return [(mention.surface, mention.concept.zh[0]) for mention in find_concepts(text)]


def concept(preferred: str) -> Concept:
    return next(one for one in load_glossary() if one.zh[0] == preferred)


def compared(variant: str) -> str:
    """The form in which two variants count as the same word."""
    if has_han(variant):
        return squeeze(variant).lower().replace("（", "(").replace("）", ")")
    return "".join(_stem(word) for word in re.findall(r"[a-z0-9]+", variant.lower().replace("&", " and ")))


# ---- the data


def test_the_glossary_has_some_hundreds_of_concepts_of_known_kinds() -> None:
    glossary = load_glossary()
    assert 1000 <= len(glossary) <= 1500
    assert {one.kind for one in glossary} == KINDS


def test_no_variant_is_empty_padded_or_a_single_character() -> None:
    for one in load_glossary():
        for variant in (*one.zh, *one.en):
            assert len(variant) >= 2, one
            assert variant == " ".join(variant.split()), one


def test_no_wording_stands_in_two_rows_or_twice_in_one() -> None:
    rows = Counter(form for one in load_glossary() for form in sorted({*map(compared, one.zh), *map(compared, one.en)}))
    assert {form for form, count in rows.items() if count > 1} == IN_TWO_ROWS
    for one in load_glossary():
        assert len(set(map(compared, one.zh))) == len(one.zh), one
        assert len(set(map(compared, one.en))) == len(one.en), one


def test_chinese_is_simplified_and_english_has_no_chinese() -> None:
    for one in load_glossary():
        assert has_han(one.zh[0]), one
        for variant in one.zh:
            assert simplify(variant) == variant, one
            assert has_han(variant) or re.fullmatch(r"[A-Z][A-Za-z0-9]+|5G", variant), one
        for variant in one.en:
            assert variant.isascii(), one


def test_every_variant_is_found_as_its_own_concept() -> None:
    for one in load_glossary():
        for variant in (*one.zh, *one.en):
            assert [(m.concept.zh[0], m.start, m.end) for m in find_concepts(variant)] == [(one.zh[0], 0, len(variant))]


def test_no_concept_speaks_of_one_city_or_one_notice() -> None:
    text = "\t".join(variant for one in load_glossary() for variant in (*one.zh, *one.en))
    assert re.findall(r"〔|《|桐乡|嘉兴|苏州|深圳|北京|上海|重庆|浙江|江苏|广东|Tongxiang|Shenzhen", text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("智慧工地", "智慧监管平台"),
        ("试点城市", "试点项目"),
        ("建筑机器人", "智能施工装备"),
        ("容积率奖励", "资金补贴"),
        ("国家级", "省级"),
        ("市长", "副市长"),
        ("超低能耗建筑", "近零能耗建筑"),
        ("工程总承包", "施工总承包"),
        ("产业链", "产业集群"),
        ("评优评奖", "荣誉称号"),
    ],
)
def test_related_things_are_different_concepts(one: str, other: str) -> None:
    assert not set(concept(one).zh) & set(concept(other).zh)


def test_words_for_the_same_measure_are_one_concept() -> None:
    assert {
        "资金奖补",
        "奖补",
        "补贴",
        "补助",
        "资助",
        "资金奖励",
        "财政资金支持",
        "给钱",
        "发钱",
        "补钱",
    } <= set(concept("资金补贴").zh)
    assert {"住建局", "建设局", "建委"} <= set(concept("住房和城乡建设局").zh)
    assert {"人社局", "人力社保局", "人力资源社会保障局"} <= set(concept("人力资源和社会保障局").zh)


def test_a_row_with_an_empty_field_is_refused_with_its_line() -> None:
    for line in ("补贴|\tsubsidy\tmeasure", "补贴\t\tmeasure", "补贴\tsubsidy", "补贴\tsubsidy\tmeasure\t"):
        with pytest.raises(CorpusError, match="Line 7"):
            _read_row(line, 7)


# ---- questions


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "哪些城市给智能建造项目发钱？最高给多少？",
            [("智能建造", "智能建造"), ("发钱", "资金补贴"), ("最高", "最高限额"), ("给多少", "金额")],
        ),
        ("拿地的时候有什么优惠政策？", [("拿地", "用地供应"), ("优惠政策", "政策支持")]),
        (
            "哪些地方把智能建造写进了土地出让条件？",
            [("智能建造", "智能建造"), ("土地出让条件", "出让条件")],
        ),
        ("评奖方面，西安给了什么荣誉称号？", [("评奖", "评优评奖"), ("荣誉称号", "荣誉称号")]),
        (
            "招投标里应用智能建造技术能加分吗？",
            [("招投标", "招标投标"), ("智能建造", "智能建造"), ("加分", "评标加分")],
        ),
        (
            "试点任务清单里建设局牵头的任务有哪些？",
            [
                *(("试点任务清单", "任务清单"), ("建设局", "住房和城乡建设局")),
                *(("牵头", "牵头单位"), ("任务", "重点任务")),
            ],
        ),
        (
            "BIM 审图由哪个部门负责，什么时候完成？",
            [("BIM 审图", "BIM审图"), ("由哪个部门负责", "责任单位"), ("什么时候完成", "完成时间")],
        ),
        ("哪些城市出台了建筑机器人补充定额？", [("建筑机器人", "建筑机器人"), ("补充定额", "定额")]),
        (
            "试点城市的必选任务是什么？试点时间多长？",
            [("试点城市", "试点城市"), ("必选任务", "必选任务"), ("试点时间", "试点时间")],
        ),
        (
            "智慧工地和智慧监管平台分别有哪些城市建设？",
            [("智慧工地", "智慧工地"), ("智慧监管平台", "智慧监管平台")],
        ),
        ("“小巨人”企业怎么支持？", [("小巨人”企业", "专精特新")]),
        ("ＢＩＭ正向设计有什么奖励", [("ＢＩＭ正向设计", "BIM正向设计"), ("奖励", "激励政策")]),
        (
            "Which cities give subsidies for smart construction projects, and how much?",
            [
                *(("subsidies", "资金补贴"), ("smart construction", "智能建造")),
                *(("projects", "具体项目"), ("how much", "金额")),
            ],
        ),
        (
            "Who is responsible for BIM-based drawing review in the task list and what is the deadline?",
            [
                *(("Who is responsible", "责任单位"), ("BIM-based drawing review", "BIM审图")),
                *(("task list", "任务清单"), ("deadline", "完成时间")),
            ],
        ),
        (
            "Which cities offer floor-area-ratio bonuses for modular buildings?",
            [("floor-area-ratio bonuses", "容积率奖励"), ("modular buildings", "模块化建筑")],
        ),
        (
            "What are the compulsory tasks of the pilot cities?",
            [("compulsory tasks", "必选任务"), ("pilot cities", "试点城市")],
        ),
        (
            "List the places that published supplementary quotas for construction robots.",
            [("supplementary quotas", "定额"), ("construction robots", "建筑机器人")],
        ),
        (
            "Which cities held skill competitions or training courses?",
            [("skill competitions", "技能竞赛"), ("training courses", "培训")],
        ),
        (
            "Which cities set up leading groups headed by the mayor?",
            [("leading groups", "领导小组"), ("mayor", "市长")],
        ),
        (
            "R&D funding and high tech companies' tax breaks",
            [
                ("R&D funding", "科研经费"),
                ("high tech companies'", "高新技术企业"),
                ("tax breaks", "税收优惠"),
            ],
        ),
        ("Do labour training centres exist?", [("training centres", "实训基地")]),
    ],
)
def test_a_question_names_its_concepts(question: str, expected: list[tuple[str, str]]) -> None:
    assert named(question) == expected


def test_a_question_about_something_else_names_nothing() -> None:
    assert named("今天天气怎么样？") == []
    assert named("Who won the football match?") == []
    assert named("How far is the most fair of them so far?") == []
    assert named("") == []


def test_the_longer_wording_counts_and_mentions_do_not_overlap() -> None:
    assert named("容积率奖励") == [("容积率奖励", "容积率奖励")]
    assert named("装配式建筑工人") == [("装配式建筑", "装配式建筑"), ("工人", "建筑工人")]
    assert named("smart construction site") == [("smart construction site", "智慧工地")]


def test_english_is_found_in_whole_words_only() -> None:
    assert named("The ambimous BIMs") == [("BIMs", "建筑信息模型")]
    assert named("XBIM") == []
    assert named("XAI审图") == [("审图", "施工图审查")]
    assert named("talent. Training") == [("talent", "人才培养"), ("Training", "培训")]


def test_number_hyphen_and_spelling_of_english_do_not_matter() -> None:
    for written in (
        "high-tech enterprise",
        "High Tech Enterprises",
        "hightech enterprise",
        "HIGH‑TECH ENTERPRISE",
    ):
        assert named(written) == [(written, "高新技术企业")]
    for written in ("subsidies", "Subsidy", "subsidised"):
        assert named(written) == [(written, "资金补贴")]
    assert named("standardised construction sites") == [("standardised construction sites", "文明工地")]


def test_translate_gives_each_preferred_word_once_in_order() -> None:
    question = "Do pilot cities pay subsidies or grants for prefabricated buildings and BIM?"
    assert translate(question) == "试点城市 资金补贴 装配式建筑 建筑信息模型"
    assert translate("Hello there") == ""


def test_mentions_of_every_notice_are_verbatim_ordered_and_disjoint() -> None:
    for file in sorted(NOTICES.glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        mentions = find_concepts(text)
        assert len(mentions) > 100
        assert all(text[mention.start : mention.end] == mention.surface for mention in mentions)
        assert all(one.end <= two.start for one, two in zip(mentions, mentions[1:], strict=False))


def test_a_question_is_read_in_half_a_millisecond() -> None:
    question = "哪些城市对采用BIM正向设计、建筑机器人的智能建造试点项目给予资金奖补，责任单位和完成时间是什么？"
    find_concepts(question)
    seconds = min(_timed(question) for _ in range(50))
    assert seconds < 0.0005


def _timed(question: str) -> float:
    begin = time.perf_counter()
    find_concepts(question)
    return time.perf_counter() - begin


@pytest.mark.parametrize(
    ("named_so", "meant"),
    [
        ("Department of Finance", "财政局"),
        ("transport authority", "交通运输局"),
        ("department of industry and information technology", "经济和信息化局"),
    ],
)
def test_an_office_is_known_by_any_word_for_a_bureau(named_so: str, meant: str) -> None:
    assert named(f"What does the {named_so} do?") == [(named_so, meant)]


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("the building bureau", "住房和城乡建设局"),
        ("science bureau", "科学技术局"),
        ("the urban management law-enforcement bureau", "综合行政执法局"),
        ("economy and IT bureau", "经济和信息化局"),
        ("Bureau of Tourism", "文化和旅游局"),
        ("environmental department", "生态环境局"),
        ("tax committee", "税务局"),
        ("agriculture agency", "农业农村局"),
    ],
)
def test_an_office_is_known_by_what_it_is_over(name: str, office: str):
    assert [one.concept.zh[0] for one in find_concepts(name)] == [office]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("houses that are expropriated", [("houses", "房屋"), ("expropriated", "房屋征收")]),
        ("what was suspended", [("suspended", "暂停")]),
        ("papers were sent in", [("sent in", "报送")]),
        ("government-funded", [("government", "人民政府")]),  # joined to the word before, no verb
        ("parked", []),  # a form of park and of parking
    ],
)
def test_a_verb_is_found_in_any_of_its_forms(question: str, expected: list[tuple[str, str]]) -> None:
    assert [one for one in named(question) if one in expected] == expected
    assert ("parked", "公园") not in named(question)
