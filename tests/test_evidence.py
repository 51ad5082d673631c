from __future__ import annotations

from dataclasses import replace

import pytest
from answer_sample import LIFTS, PLAN, evidence, facts, notices, read

from rag.question.terms import Term
from rag.retrieve.evidence import Weighted, belongs, coverage, speaking_of, weigh
from rag.retrieve.scope import gather


def at(notice: str, *path: str):
    """The evidence of the item at `path`."""
    return next(one for one in evidence() if one.notice.id == notice and one.item.path == path)


def test_every_item_is_evidence_once_and_every_fact_is_in_one():
    assert [one.item for one in evidence()] == [item for notice in notices() for item in notice.items]
    assert [fact for one in evidence() for fact in one.facts] == list(facts())


def test_facts_stand_in_the_item_that_prints_them():
    assert [fact.regions for fact in at(LIFTS, "一", "（一）", "1").facts] == [("杭州", "宁波"), ("杭州",), ("宁波",)]
    assert [fact.regions for fact in at(LIFTS, "一", "（二）", "2").facts] == [("宁波",)]


def test_an_item_knows_its_subjects_headings_and_the_place_that_issued_it():
    item = at(LIFTS, "一", "（一）", "1")

    assert item.regions == {"杭州", "宁波"}
    assert item.headings == "完善支持政策给予资金补贴"
    assert item.home == ""
    assert at(PLAN, "二", "（二）").home == "南昌"


@pytest.mark.parametrize(
    ("issuer", "home"),
    [
        ("青垄市人民政府办公室", "青垄市"),
        ("云垄县住房和城乡建设局", "云垄县"),
        ("自治区住房和城乡建设厅", ""),
        ("城市管理局", ""),
        ("住房和城乡建设部办公厅", ""),
    ],
)
def test_a_place_that_the_gazetteer_lacks_is_known_by_its_office(issuer: str, home: str):
    notice = replace(notices()[0], issuer=issuer, region="", title="关于加装电梯的通知")
    assert {one.home for one in gather([notice], ())} == {home}


def test_coverage_is_the_share_of_the_weight_that_is_held():
    wanted = (Weighted(variants=("电梯",), weight=3.0), Weighted(variants=("保险", "投保"), weight=1.0))

    assert coverage(wanted, "加装电梯") == pytest.approx(3 / 4)
    assert coverage(wanted, "电梯投保") == 1.0
    assert coverage(wanted, "加装电梯", headings="建立保险制度") == pytest.approx((3 + 0.9) / 4)
    assert coverage(wanted, "", title="电梯清单") == pytest.approx(3 * 0.6 / 4)
    assert coverage(wanted, "绿道") == 0.0


def test_coverage_of_nothing_wanted_is_zero():
    assert coverage((), "加装电梯") == 0.0


def test_what_every_item_says_tells_none_apart():
    lifts_alone = tuple(one for one in evidence() if "电梯" in one.text)

    assert [term.variants for term in weigh(read("电梯保险"), lifts_alone).terms if "电梯" in term.variants] == []


def test_a_term_that_no_item_has_is_wanted_all_the_same():
    assert any("无人机" in term.variants for term in weigh(read("哪些城市推行无人机？"), evidence()).terms)


def test_a_district_belongs_to_its_city_and_a_city_not_to_its_province():
    assert belongs("杭州", "杭州")
    assert belongs("余杭区", "杭州")
    assert not belongs("杭州", "余杭区")
    assert not belongs("杭州", "宁波")
    assert not belongs("杭州", "浙江")


def test_an_item_speaking_of_its_subjects_and_of_the_place_that_issued_it():
    assert speaking_of([at(LIFTS, "一", "（一）", "1")], ["宁波"])
    assert not speaking_of([at(LIFTS, "一", "（一）", "1")], ["福州"])
    assert speaking_of([at(PLAN, "二", "（二）")], ["南昌"])


def test_all_items_speak_of_the_place_that_the_title_names():
    notice = replace(notices()[0], title="关于推进余杭区加装电梯工作的通知")
    every = gather([notice], [fact for fact in facts() if fact.notice == notice.id])
    assert len(speaking_of(every, ["余杭区"])) == len(every)
    assert not speaking_of(gather(notices(), facts()), ["余杭区"])


def test_an_english_word_that_nothing_tells_in_chinese_weighs_against_what_lacks_it():
    known = weigh(read("elevator installation"), evidence())
    strange = weigh(replace(read("elevator installation"), unknown=("zeppelin",)), evidence())
    assert len(strange.pieces) == len(known.pieces) + 1


def test_notices_without_facts_are_evidence_too():
    assert [one.facts for one in gather(notices(), ())] == [() for notice in notices() for _ in notice.items]


def test_titles_signatures_and_bare_headings_state_nothing():
    silent = {one.item.text.split("\n")[0] for one in evidence() if not one.states}

    assert {
        "建办城函〔2024〕31号",
        "各省、自治区住房和城乡建设厅：",
        "一、完善支持政策",
        "（一）给予资金补贴",
    } <= silent
    assert at(LIFTS, "一", "（一）", "1").states


def test_a_common_word_that_no_item_has_is_wanted_in_vain():
    wanted = weigh(read("加装电梯喇叭怎么管？"), evidence())

    assert any(one.variants == ("喇叭",) for one in wanted.pieces)
    assert coverage(wanted.pieces, "加装电梯") == 0.0


def test_a_long_term_is_found_by_its_halves_apart():
    term = Weighted(variants=("加装电梯审批",), weight=1.0, halves=("加装电梯", "审批"))
    assert coverage([term], "推行加装电梯并联审批") == 0.85
    assert coverage([term], "加装电梯审批绿色通道") == 1.0
    assert coverage([term], "加装电梯补贴") == 0.0


def test_a_long_term_that_no_item_has_is_wanted_by_its_halves():
    term = Term(variants=("加装电梯工作日",), emphasis=1.0, body=False)
    wanted = weigh(replace(read("怎么办？"), terms=(term,), listing=True), evidence())

    assert ("工作日",) in {one.variants for one in wanted.terms}
    assert ("加装电梯工作日",) not in {one.variants for one in wanted.terms}


def test_the_lack_of_a_word_that_names_nothing_counts_for_little():
    wanted = weigh(read("加装电梯收到之后喇叭怎么拿出？"), evidence())
    lacks = {one.variants[0]: one.lack for one in wanted.pieces}

    assert lacks["拿出"] < lacks["喇叭"] == 1.0


def test_a_long_term_stays_whole_where_its_halves_stand_in_no_sentence_together():
    apart = Term(variants=("加装电梯绿道",), emphasis=1.0, body=False)
    wanted = weigh(replace(read("怎么办？"), terms=(apart,), listing=True), evidence())

    assert ("加装电梯绿道",) in {one.variants for one in wanted.terms}
