from dataclasses import replace

import pytest
from page_sample import make_notice

from ui.finding import find_words
from ui.render_finding import findings_html
from ui.words import ZH

NOTICE = make_notice()


def test_an_item_is_found_by_all_its_words_and_the_first_is_marked() -> None:
    (hit,) = find_words([NOTICE], "500万元 深圳")
    assert NOTICE.text[hit.start : hit.end] == "500万元"
    assert hit.item.path == ("一", "（一）", "2")
    assert list(find_words([NOTICE], "500万元 西安")) == []


@pytest.mark.parametrize("words", ["獎補", "奖补"])
def test_traditional_characters_make_no_difference(words: str) -> None:
    assert len(list(find_words([NOTICE], words))) == 2


def test_nothing_is_found_by_nothing() -> None:
    assert list(find_words([NOTICE], "  ")) == []


def test_what_was_found_leads_to_its_place_and_is_escaped() -> None:
    html = findings_html(list(find_words([NOTICE], "<企业>")), "<企业>", words=ZH)
    assert "“&lt;企业&gt;”：共 1 条" in html
    assert "1. 保定引导<mark>&lt;企业&gt;</mark>发展 &amp; 壮大。" in html
    assert "item=%E4%BA%8C1&amp;start=" in html


def test_a_long_item_is_cut_around_the_hit() -> None:
    item = NOTICE.items[3]
    text = "前" * 99 + "奖" + "后" * 99
    notice = replace(NOTICE, text=text, items=(replace(item, text=text, start=0, end=len(text)),))
    html = findings_html(list(find_words([notice], "奖")), "奖", words=ZH)
    assert f"…{'前' * 60}<mark>奖</mark>{'后' * 60}…" in html


def test_more_than_can_be_shown_is_told() -> None:
    hits = list(find_words([NOTICE], "奖补")) * 150
    assert "共 300 条，此处列出前 200 条" in findings_html(hits, "奖补", words=ZH)
