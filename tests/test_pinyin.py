"""Readings of characters and of Latin words."""

from __future__ import annotations

from rag.question.pinyin import common_words, common_words_of, key_of, keys, read_pinyin


def test_words_that_sound_alike_have_a_key_in_common():
    assert keys("补贴") == ("bu tie",)
    assert keys("补铁") == ("bu tie",)
    assert keys("贴补") == ("tie bu",)


def test_a_character_of_several_readings_gives_several_keys():
    assert set(keys("重庆")) == {"zhong qing", "chong qing"}


def test_longer_words_are_compared_as_the_south_speaks():
    assert key_of(("zhi", "neng", "jian")) == key_of(("zi", "nen", "jian")) == "zi nen jian"
    assert key_of(("zhi", "neng")) == "zhi neng"


def test_what_is_no_chinese_character_has_no_reading():
    assert keys("BIM") == ()
    assert keys("补a") == ()


def test_common_words_are_found_by_their_two_syllables():
    assert {"支持", "知耻"} & {*common_words_of(("zhi", "chi"))} == {"支持"}
    assert common_words_of(("zhi",)) == []


def test_a_latin_word_is_cut_into_syllables_fewest_first():
    assert read_pinyin("xian")[:2] == (("xian",), ("xi", "an"))
    assert read_pinyin("xi'an")[0] == ("xi", "an")
    assert read_pinyin("butie") == (("bu", "tie"), ("bu", "ti", "e"))
    assert read_pinyin("lüse") == (("lv", "se"),)


def test_an_english_word_is_no_pinyin():
    assert read_pinyin("subsidy") == ()
    assert read_pinyin("grants") == ()


def test_a_long_run_of_letters_is_no_word_and_takes_no_time():
    assert read_pinyin("xian" * 400) == ()
    assert read_pinyin("anananananananananananananananananananx") == ()
    assert len(read_pinyin("xian" * 9)) == 8


def test_common_words_are_words_of_two_characters():
    words = common_words()

    assert {"只能", "公式", "要求"} <= words
    assert {len(word) for word in words} == {2}
    assert "神圳" not in words
