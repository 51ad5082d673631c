"""Reading text without changing it: normal forms, sentence ends, open brackets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text import (
    blanked,
    ends_sentence,
    fold,
    has_han,
    is_han,
    language_of,
    normalise,
    pairs,
    sentences,
    simplify,
    squeeze,
    to_mainland,
    unclosed,
)

GENRE = st.text(alphabet="加强试点示範圍ＡＢab１2（）() 　\n，。；、“”", max_size=40)


def cut(text: str, **span: int) -> list[str]:
    return [text[start:end] for start, end in sentences(text, **span)]


def test_normal_form_is_half_width_simplified_and_lower_case() -> None:
    assert normalise("ＢＩＭ技術（第２批）").text == "bim技术(第2批)"


def test_normal_form_maps_each_character_to_where_it_came_from() -> None:
    normal = normalise("加强 ＢＩＭ")
    assert normal.text == "加强 bim"
    assert normal.offsets == (0, 1, 2, 3, 4, 5)


def test_one_character_that_folds_to_three_keeps_one_origin() -> None:
    normal = normalise("㎡第")
    assert normal.text == "m2第"
    assert normal.offsets == (0, 0, 1)


def test_blanks_between_han_characters_are_left_out_of_the_normal_form() -> None:
    normal = normalise("加强 试点\n示范")
    assert normal.text == "加强试点示范"
    assert normal.offsets == (0, 1, 3, 4, 6, 7)


def test_a_blank_beside_a_latin_word_stays() -> None:
    assert normalise("推广 BIM 技术").text == "推广 bim 技术"


@settings(deadline=None, max_examples=150)
@given(text=GENRE)
def test_fold_is_the_text_of_the_normal_form(text: str) -> None:
    normal = normalise(text)
    assert fold(text) == normal.text
    assert len(normal.offsets) == len(normal.text)
    assert list(normal.offsets) == sorted(normal.offsets)


@settings(deadline=None, max_examples=100)
@given(text=GENRE)
def test_simplifying_keeps_every_place(text: str) -> None:
    assert len(simplify(text)) == len(text)


def test_traditional_characters_are_simplified_one_for_one() -> None:
    assert simplify("智慧建造試點示範") == "智慧建造试点示范"


def test_text_without_han_is_returned_as_it_is() -> None:
    assert simplify("BIM 2.0") == "BIM 2.0"


def test_squeeze_takes_out_every_blank() -> None:
    assert squeeze("建市〔2020〕60 号\u3000\n") == "建市〔2020〕60号"


@pytest.mark.parametrize(("text", "expected"), [("", ("",)), ("一", ("一",)), ("试点市", ("试点", "点市"))])
def test_pairs_of_neighbours(text: str, expected: tuple[str, ...]) -> None:
    assert pairs(text) == expected


def test_han_characters_are_told_from_punctuation_and_latin() -> None:
    assert has_han("BIM技术")
    assert not has_han("BIM，（2.0）")
    assert is_han("〇")
    assert not is_han("，")
    assert not is_han("一二")


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("哪些城市给予奖补？", "zh"),
        ("Which cities grant subsidies?", "en"),
        ("BIM 技术费怎么列支", "zh"),
        ("What does 深圳 do?", "en"),
        ("12?", "zh"),
    ],
)
def test_the_language_of_a_question(question: str, language: str) -> None:
    assert language_of(question) == language


def test_decimal_point_does_not_end_a_sentence() -> None:
    assert cut("提高1.5倍，最高2.8万元。其他0.5%。") == ["提高1.5倍，最高2.8万元。", "其他0.5%。"]


def test_semicolons_and_line_ends_end_sentences() -> None:
    assert cut("甲市；乙市\n丙市") == ["甲市；", "乙市", "丙市"]


def test_a_bracket_that_was_never_opened_goes_with_the_sentence_before_it() -> None:
    assert cut("（略）甲。）乙。") == ["（略）甲。）", "乙。"]


def test_semicolons_inside_quotation_marks_and_brackets_end_nothing() -> None:
    assert cut("落实“先申报；后公示。”制度（甲；乙）。下一句") == ["落实“先申报；后公示。”制度（甲；乙）。", "下一句"]


def test_a_full_stop_ends_english_only_before_a_blank_and_a_capital() -> None:
    assert cut("See no. 5 of it. Then go on.") == ["See no. 5 of it.", "Then go on."]


def test_sentences_of_a_part_keep_the_offsets_of_the_whole() -> None:
    text = "一。二。三。"
    assert sentences(text, start=2, end=4) == ((2, 4),)
    assert sentences("  \n ") == ()


@pytest.mark.parametrize(
    ("text", "is_open"),
    [("（责任单位：建设局、", True), ("（甲）", False), ("（甲)", False), ("《“十四五”规划》", False), ("乙）", False)],
)
def test_brackets_that_are_still_open(text: str, is_open: bool) -> None:
    assert unclosed(text) is is_open


@pytest.mark.parametrize(
    ("text", "whole"),
    [("施行。", True), ("“可以。”", True), ("如下：", True), ("更多中小企", False), ("（甲）", False), ("", False)],
)
def test_whether_a_text_stops_at_a_sentence_end(text: str, whole: bool) -> None:
    assert ends_sentence(text) is whole


@pytest.mark.parametrize(
    ("text", "read"),
    [
        *(("資訊平臺", "信息平台"), ("軟體補助計畫", "软件补助计划"), ("程式设计", "程式设计"), ("lifts", "lifts")),
        *(("甚麼時候執行", "什么时候执行"), ("應檢附哪些文件", "应提交哪些文件"), ("幾多個工作天", "多少个工作日")),
        *(("申請程序和資料", "申请程序和资料"), ("資料庫", "数据库"), ("智慧工地簡報", "智慧工地简报")),
        *(("罰鍰多少", "罚款多少"), ("樓宇耐震補強", "房屋抗震加固"), ("裏面", "里面"), ("裡面", "里面")),
    ],
)
def test_traditional_text_is_read_in_the_words_of_the_mainland(text: str, read: str) -> None:
    assert to_mainland(text) == read


def test_what_is_blanked_keeps_its_place() -> None:
    assert blanked("杭州补贴多少", [(0, 2), (4, 6)]) == "  补贴  "


def test_a_bracket_that_is_never_closed_does_not_join_all_sentences_after_it() -> None:
    text = "（一是推进。" + "落实责任。" * 600
    spans = sentences(text)
    assert spans[0][1] - spans[0][0] < 2100
    assert len(spans) > 190
    assert "".join(text[start:end] for start, end in spans) == text
