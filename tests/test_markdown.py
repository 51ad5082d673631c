from page_sample import make_answer, make_notice

from ui.render_markdown import block_html, inline_html
from ui.words import ZH

CITATIONS = make_answer(make_notice()).citations


def blocks(text: str) -> str:
    return block_html(text, citations=CITATIONS, words=ZH)


def test_a_mark_becomes_a_button_that_knows_its_place() -> None:
    html = blocks("西安给予奖补。[1]")
    citation = CITATIONS[0]
    assert html.count("<button") == 1
    assert (
        'data-n="1" data-doc="建办市函〔2025〕190号" data-label="建办市函〔2025〕190号 一（一）1" '
        f'data-start="{citation.start}" data-end="{citation.end}"' in html
    )
    assert 'aria-label="查看来源 1：建办市函〔2025〕190号 一（一）1"' in html
    assert ">[1]</button>" in html


def test_marks_that_touch_are_two_buttons() -> None:
    assert blocks("奖补。[1][2]").count("<button") == 2


def test_a_mark_without_a_citation_stays_as_words() -> None:
    assert blocks("见 [9] 与 [附件1]") == "<p>见 [9] 与 [附件1]</p>\n"


def test_script_and_tags_are_words() -> None:
    html = blocks("<script>alert(1)</script><img src=x onerror=alert(1)>")
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_image_and_link_never_become_an_address_to_fetch() -> None:
    html = blocks(
        "![图](http://evil.example/a.png) [链](http://evil.example) <http://evil.example>\n\n[1]: http://evil.example"
    )
    assert "<img" not in html
    assert "<a" not in html
    assert "href" not in html
    assert "src" not in html


def test_a_mark_before_an_address_is_a_mark_and_the_address_is_words() -> None:
    html = blocks("[1](javascript:alert(1))")
    assert html.count("<button") == 1
    assert "</button></span>(javascript:alert(1))" in html


def test_bold_before_a_chinese_word_is_bold() -> None:
    assert blocks("**《清单》**提出") == "<p><strong>《清单》</strong>提出</p>\n"


def test_an_entity_in_a_source_is_shown_as_printed() -> None:
    assert blocks("&lt;企业&gt;") == "<p>&amp;lt;企业&amp;gt;</p>\n"


def test_a_decimal_at_the_start_of_a_line_is_no_list() -> None:
    assert blocks("1.5倍") == "<p>1.5倍</p>\n"


def test_lists_headings_and_tables_are_shown_as_such() -> None:
    html = blocks("# 甲\n\n- 乙[1]\n\n| 丙 |\n|---|\n| 丁[2] |")
    assert "<h3>甲</h3>" in html
    assert '<li><span class="pr-tie">乙<button' in html
    assert '<div class="pr-frame"><table>' in html
    assert '<td><span class="pr-tie">丁<button' in html


def test_quotes_in_a_citation_cannot_leave_their_attribute() -> None:
    from dataclasses import replace

    citation = replace(CITATIONS[0], doc='甲" onclick="alert(1)', label='甲"><script>')
    html = inline_html("[1]", citations=[citation], words=ZH)
    assert 'onclick="' not in html
    assert "<script" not in html
