import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from page_sample import make_answer, make_citation, make_notice

from rag.domain import Table
from ui.render import Exchange, Trouble, conversation_html, exchange_html, hint_html, talk_html, trouble_html
from ui.render_answer import SOURCES_SHOWN, answer_html
from ui.render_shell import head_html, shell_html
from ui.words import EN, ZH

NOTICE = make_notice()
ANSWER = make_answer(NOTICE)


class Balance(HTMLParser):
    """Counts open tags; a tag closed out of turn fails."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "hr", "input"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "rect"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_an_answer_is_well_formed() -> None:
    balance = Balance()
    balance.feed(exchange_html(Exchange(question="甲<b>？", state="done", answer=ANSWER), turn=1, words=ZH))
    assert balance.open == []


def test_a_question_is_escaped() -> None:
    html = exchange_html(Exchange(question="<script>alert(1)</script>", state="waiting"), turn=1, words=ZH)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("question", "folded"),
    [("问" * 200, False), ("问" * 201, True), ("\n".join("一二三四五"), False), ("问\n" * 6, True)],
)
def test_a_long_question_is_folded_and_has_a_button_that_shows_it_all(question: str, folded: bool) -> None:
    html = exchange_html(Exchange(question=question, state="waiting"), turn=1, words=ZH)
    (hidden,) = re.findall(r'class="pr-unfold" aria-expanded="false"[^>]*?( hidden)?>展开全文</button>', html)
    assert (hidden == "") is folded
    assert question in html


def test_the_frame_and_the_conversations_places_are_well_formed() -> None:
    for html in (
        head_html([NOTICE], [("ask", "问答")], words=ZH),
        shell_html(words=EN),
        talk_html(words=ZH),
        exchange_html(Exchange(question="甲", state="done", answer=ANSWER, follow=("乙？",)), turn=1, words=EN),
        exchange_html(
            Exchange(question="甲", state="failed", trouble=Trouble(message="坏", hint="")), turn=1, words=ZH
        ),
    ):
        balance = Balance()
        balance.feed(html)
        assert balance.open == []


def test_an_exchange_that_waits_says_so_to_the_eye_and_to_the_ear() -> None:
    html = exchange_html(Exchange(question="甲", state="waiting"), turn=1, words=ZH)
    assert 'class="pr-waiting"' in html
    assert 'data-status="正在查找原文"' in html


def test_sources_come_only_when_the_answer_is_whole() -> None:
    assert "pr-sources" not in answer_html(ANSWER, whole=False)
    assert "pr-sources" in answer_html(ANSWER)


def test_a_source_names_its_notice_once_and_each_item() -> None:
    html = answer_html(ANSWER)
    assert (
        html.count('<h4 lang="zh-CN">发展智能建造可复制经验做法清单（第四批） <span>建办市函〔2025〕190号</span></h4>')
        == 1
    )
    assert (
        '<strong lang="zh-CN">一（一）1</strong><em lang="zh-CN">给予资金奖补</em>'
        '<q lang="zh-CN">西安对试点项目给予最高10万元奖补</q>'
    ) in html
    assert '<strong lang="zh-CN">一（一）2</strong>' in html


def test_sources_beyond_the_first_few_unfold() -> None:
    citations = tuple(make_citation(NOTICE, "西安", n=n) for n in range(1, SOURCES_SHOWN + 4))
    html = answer_html(replace(ANSWER, citations=citations))
    assert "<summary>其余 3 条来源</summary>" in html
    assert html.count('class="pr-cite"') == SOURCES_SHOWN + 3


def test_a_table_that_says_the_same_as_the_text_comes_first_and_the_text_is_folded_away() -> None:
    html = answer_html(ANSWER)
    assert html.index("列出 2 个城市") < html.index("<table>") < html.index('<details class="pr-fold">')
    assert html.index("<summary>以文字查看</summary>") < html.index("<li>西安")


def test_a_table_beside_other_words_comes_after_them() -> None:
    html = answer_html(replace(ANSWER, text="共 2 个城市："))
    assert "pr-fold" not in html
    assert html.index("共 2 个城市") < html.index("<table>")


def test_a_table_of_one_row_that_the_text_gives_already_is_left_out() -> None:
    table = Table(columns=("地区", "来源"), rows=(("西安", "[1]"),), total=1)
    assert "<table>" not in answer_html(replace(ANSWER, text="- 西安[1]", table=table))


def test_a_table_names_its_columns_in_every_cell_and_its_total() -> None:
    html = answer_html(ANSWER)
    assert "<caption>2 行<span>点列名排序；金额按每格第一笔排，总额也算，单价排在最后</span></caption>" in html
    assert '<td data-column="来源" data-value="2"><div><span class="pr-tie"><button' in html


def test_a_cell_with_a_sum_is_put_in_order_by_it() -> None:
    assert '<td data-column="金额" data-value="5000000" class="is-listed"><div>最高500万元</div></td>' in answer_html(
        ANSWER
    )


def test_the_column_heads_are_buttons_that_say_what_they_do() -> None:
    html = answer_html(ANSWER)
    assert '<th scope="col"><button type="button" class="pr-sort" title="按金额排序">金额</button></th>' in html


def test_a_growing_answer_has_no_table_yet() -> None:
    assert "<table>" not in answer_html(ANSWER, whole=False)


def test_a_table_that_is_a_part_says_of_how_many() -> None:
    table = Table(columns=("地区",), rows=(("西安",), ("深圳",)), total=7)
    assert "共 7 行，此处列出 2 行" in answer_html(replace(ANSWER, table=table))


def test_an_answer_that_abstains_says_so_first() -> None:
    html = answer_html(replace(ANSWER, abstained=True))
    assert html.index("文件未直接回答此问题") < html.index("《清单》")


def test_an_answer_that_abstains_counts_nothing_at_its_foot() -> None:
    nothing = replace(ANSWER, abstained=True, citations=(), table=None, coverage=replace(ANSWER.coverage, matched=0))
    html = exchange_html(Exchange(question="甲", state="done", answer=nothing), turn=1, words=ZH)
    assert "项相关" not in html
    assert "来源 0 条" not in html
    assert '<p class="pr-foot">用时 3 ms</p>' in html
    assert "逐字引用原文" not in html
    assert 'data-kind="docx"' in html
    assert 'data-kind="xlsx"' not in html
    assert 'data-status="文件未直接回答此问题"' in html


def test_an_answer_in_another_language_has_the_pages_own_labels_and_buttons() -> None:
    html = exchange_html(Exchange(question="Q", state="done", answer=replace(ANSWER, language="en")), turn=1, words=ZH)
    assert "<h3>来源 <span>2</span></h3>" in html
    assert "逐字引用原文 · 检索 1 份文件，2 项相关" in html
    assert "Sources" not in html
    assert ">复制</button>" in html
    assert 'class="pr-words" lang="en"' in html


def test_the_foot_says_why_a_models_answer_was_not_used() -> None:
    html = answer_html(replace(ANSWER, engine="quoting (模型超时)"))
    assert "逐字引用原文（模型超时） · 检索 1 份文件，2 项相关 · 用时 3 ms" in html


def test_the_foot_names_the_model_that_wrote() -> None:
    assert "由 qwen&lt;2.5&gt; 撰写" in answer_html(replace(ANSWER, engine="qwen<2.5>"))


def test_seconds_are_shown_as_seconds() -> None:
    assert "用时 12.3 s" in answer_html(replace(ANSWER, timings_ms=(("total", 12345.6),)))


def test_a_stopped_answer_keeps_its_words_and_says_it_is_incomplete() -> None:
    html = exchange_html(Exchange(question="甲", state="stopped", answer=ANSWER), turn=1, words=ZH)
    assert html.index("西安：最高10万元") < html.index('"pr-stopped">已停止，以上内容不完整') < html.index("pr-sources")


def test_a_question_stopped_before_the_first_word_says_so() -> None:
    html = exchange_html(Exchange(question="甲", state="stopped"), turn=1, words=ZH)
    assert "已停止" in html
    assert "pr-waiting" not in html


def test_trouble_gives_the_message_and_the_hint_escaped() -> None:
    html = trouble_html(Trouble(message="没有 <甲>。", hint="请改。"), words=ZH)
    assert "没有 &lt;甲&gt;。" in html
    assert "请改。" in html
    assert 'role="alert"' in html


def test_turns_are_numbered_from_one_or_from_where_they_stand() -> None:
    exchange = Exchange(question="甲", state="done", answer=ANSWER)
    assert 'data-turn="7"' in conversation_html([exchange], words=ZH, first=7)
    html = conversation_html([exchange, exchange], words=ZH)
    assert html.index('data-turn="1"') < html.index('data-turn="2"')


def test_the_head_counts_the_notices_and_leads_to_the_tabs_and_the_other_language() -> None:
    html = head_html([NOTICE], [("ask", "问答"), ("library", "政策库")], words=ZH)
    assert "依据 1 份政策文件作答" in html
    assert '<a href="#/library" data-tab="library">政策库</a>' in html
    assert 'data-page="en/"' in html
    assert 'data-page="../"' in head_html([NOTICE], [], words=EN)


def test_questions_that_could_come_next_are_escaped_buttons_of_a_finished_answer() -> None:
    exchange = Exchange(question="甲", state="done", answer=ANSWER, follow=("<乙>？",))
    assert 'class="pr-next" lang="zh-CN">&lt;乙&gt;？</button>' in exchange_html(exchange, turn=1, words=ZH)
    assert "pr-next" not in exchange_html(replace(exchange, state="stopped"), turn=1, words=ZH)


def test_an_answer_that_was_not_given_can_be_asked_for_again() -> None:
    html = exchange_html(Exchange(question="甲", state="stopped"), turn=1, words=ZH)
    assert "pr-retry" in html
    assert "pr-copy" not in html


def test_the_hint_carries_the_limit() -> None:
    assert 'data-limit="2000" data-over="已超过 2000 字的上限，请精简问题"' in hint_html(2000, words=ZH)


def test_both_languages_fill_the_same_places() -> None:
    import string

    for name in ZH.__slots__:
        chinese, english = getattr(ZH, name), getattr(EN, name)
        if isinstance(chinese, str):
            places = [
                {field for _, field, _, _ in string.Formatter().parse(text) if field} for text in (chinese, english)
            ]
            assert places[0] == places[1], name
