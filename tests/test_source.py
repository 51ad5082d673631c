import re
from dataclasses import replace
from datetime import date
from html import unescape

from page_sample import make_notice

from rag.domain import Cell, Item, Ledger, Reference, Repair
from ui.render_source import catalog_html, notice_html, panel_html
from ui.words import EN, ZH

NOTICE = make_notice()
TODAY = date(2026, 1, 1)


def marked(html: str) -> list[str]:
    return [unescape(piece) for piece in re.findall(r"<mark>(.*?)</mark>", html, flags=re.S)]


def span_of(quote: str) -> tuple[int, int]:
    start = NOTICE.text.index(quote)
    return start, start + len(quote)


def test_the_quoted_characters_are_marked_and_their_item_is_lit() -> None:
    html = notice_html(NOTICE, span=span_of("最高500万元"), words=ZH)
    assert marked(html) == ["最高500万元"]
    assert html.count('class="pr-item is-cited"') == 1
    assert 'data-path="一（一）2"' in html


def test_a_quote_over_two_items_lights_both() -> None:
    html = notice_html(NOTICE, span=span_of("最高10万元奖补。\n\n2. 深圳"), words=ZH)
    assert marked(html) == ["最高10万元奖补。", "2. 深圳"]
    assert html.count('class="pr-item is-cited"') == 2


def test_a_quote_with_special_characters_is_marked_whole_and_escaped() -> None:
    html = notice_html(NOTICE, span=span_of("<企业>发展 & 壮大"), words=ZH)
    assert marked(html) == ["<企业>发展 & 壮大"]
    assert "<企业>" not in html


def test_every_word_of_the_notice_is_shown() -> None:
    html = notice_html(NOTICE, span=None, words=ZH)
    body = unescape(re.sub(r"<[^>]+>", "", html[html.index('class="pr-text">') + 16 :]))
    assert "".join(body.split()) == "".join(NOTICE.text.split())


def test_no_span_lights_nothing() -> None:
    html = notice_html(NOTICE, span=None, words=ZH)
    assert "is-cited" not in html
    assert "<mark>" not in html


def test_a_span_outside_the_text_lights_nothing() -> None:
    assert "is-cited" not in notice_html(NOTICE, span=(10**6, 10**6 + 5), words=ZH)


def test_the_outline_names_headings_and_first_words_without_the_numeral_twice() -> None:
    html = notice_html(NOTICE, span=None, words=ZH)
    assert "<b>（一）</b> 给予资金奖补</button>" in html
    assert "<b>1</b> 西安对试点项目给予最高10万元奖补。</button>" in html


def test_the_line_with_the_heading_is_bold() -> None:
    assert '<p class="pr-lead">一、完善政策体系</p>' in notice_html(NOTICE, span=None, words=ZH)


def test_a_row_is_shown_under_its_columns_and_a_shared_cell_is_pale() -> None:
    text = "1\t保障\t出台意见\n2\t成立专班"
    row = Item(
        path=("附件", "2"), kind="row", heading="", text="2\t成立专班", start=10, end=16,
        cells=(
            Cell(column="序号", text="2", start=10, end=11),
            Cell(column="任务", text="保障", start=2, end=4),
            Cell(column="要求", text="成立专班", start=12, end=16),
        ),
    )  # fmt: skip
    html = notice_html(replace(NOTICE, text=text, items=(row,)), span=(0, 16), words=ZH)
    assert '<dt>任务</dt><dd class="is-shared"><p>保障</p></dd>' in html
    assert "<dt>要求</dt><dd><p><mark>成立专班</mark></p></dd>" in html


def test_a_row_whose_cells_do_not_hold_all_its_words_is_shown_as_lines() -> None:
    row = Item(
        path=("附件", "2"), kind="row", heading="", text="2\t成立专班\t另行通知", start=0, end=11,
        cells=(Cell(column="要求", text="成立专班", start=2, end=6),),
    )  # fmt: skip
    html = notice_html(replace(NOTICE, text=row.text, items=(row,)), span=None, words=ZH)
    assert "<p>2\t成立专班\t另行通知</p>" in html


def test_the_catalog_opens_each_notice() -> None:
    html = catalog_html([NOTICE, make_notice(symbol="建市〔2020〕60号")], words=ZH, on=TODAY)
    assert re.findall(r'data-doc="(.*?)"', html) == ["建办市函〔2025〕190号", "建市〔2020〕60号"]
    assert "建办市函〔2025〕190号 · 住房和城乡建设部办公厅 · <time>2025年7月17日</time>" in html
    assert "3 个条目" in html


def test_the_panel_knows_where_the_service_lies_from_either_page() -> None:
    assert 'data-root="./" data-lang="zh"' in panel_html(words=ZH)
    assert 'data-root="../" data-lang="en"' in panel_html(words=EN)


def test_the_outline_is_a_tree_that_folds() -> None:
    html = notice_html(NOTICE, span=span_of("最高500万元"), words=ZH)
    tree = html[html.index("<nav") : html.index("</nav>")]
    assert tree.count('aria-expanded="true"') == 3  # 一, 一（一） and 二 have units below them
    assert '<li data-path="一（一）2" class="is-cited"><button type="button" class="pr-jump"' in tree


def test_the_catalog_says_how_notices_stand_and_what_that_rests_on() -> None:
    past = replace(NOTICE, valid_until=date(2025, 12, 31))
    html = catalog_html([past], words=ZH, on=TODAY)
    assert '<em class="is-past">已失效 2025-12-31</em>' in html
    assert "效力只按这些文件自己写的施行日期、有效期和废止规定标注" in html
    good = catalog_html([replace(past, valid_until=date(2030, 1, 1))], words=ZH, on=TODAY)
    assert '<em class="is-good">有效期至 2030-01-01</em>' in good
    assert '<em class="is-open">no repeal or end found</em>' in catalog_html([NOTICE], words=EN, on=TODAY)


def test_the_catalog_names_the_notice_that_repeals_another() -> None:
    reference = Reference(symbol=NOTICE.symbol, title=NOTICE.title)
    later = replace(NOTICE, id="<新>", symbol="<新>", issued=date(2026, 1, 1), repeals=(reference,))
    assert '<em class="is-past">已废止 ↗ &lt;新&gt;</em>' in catalog_html([NOTICE, later], words=ZH, on=TODAY)


def test_many_issuing_bodies_are_named_as_the_notice_sums_them_up() -> None:
    many = replace(NOTICE, issuer="甲部等部门", issuers=("甲部", "乙部", "丙部"))
    assert "甲部等部门" in notice_html(many, span=None, words=ZH)
    assert "甲部、乙部" in notice_html(replace(many, issuers=("甲部", "乙部")), span=None, words=ZH)


def test_only_the_panel_beside_a_conversation_steps_through_sources_and_closes() -> None:
    assert 'class="pr-close"' in panel_html(words=ZH)
    assert 'class="pr-close"' not in panel_html(words=ZH, beside=False)


def test_a_notice_has_its_particulars_and_the_report_of_its_reading_in_the_pages_language() -> None:
    ledger = Ledger(characters=90, placed=80, dropped=10, unread=(Repair(kind="picture", detail="<图>"),))
    notice = replace(NOTICE, ledger=ledger, repairs=(Repair(kind="row", detail="第2页续行"),), addressees="各市")
    html = notice_html(notice, span=None, words=ZH)
    assert '<dt>主送</dt><dd lang="zh-CN">各市</dd>' in html
    assert "读入 90 字 = 正文 80 字 + 略去 10 字" in html
    assert '<details class="is-alarm"><summary>没有读懂 1 处</summary><ul><li lang="zh-CN">&lt;图&gt;</li>' in html
    assert '<summary>读取时修补 1 处</summary><ul><li lang="zh-CN">第2页续行</li>' in html
    assert "<dt>Addressed to</dt>" in notice_html(notice, span=None, words=EN)
