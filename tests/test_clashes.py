from dataclasses import replace

import pytest
from page_sample import make_answer, make_citation, make_notice

from rag.domain import Notice
from ui.clashes import clashes_of
from ui.render import Exchange, exchange_html
from ui.words import EN, ZH

BASE = make_notice()


def notice(symbol: str, text: str, *, issuer: str = "南溪市住房和城乡建设局", region: str = "") -> Notice:
    items = (replace(BASE.items[0], text=text, start=0, end=len(text)),)
    return replace(BASE, id=symbol, symbol=symbol, text=text, items=items, issuer=issuer, region=region)


def clashes(*notices: Notice) -> list[tuple[str, str]]:
    """The pairs of quotes that clash where every notice is cited whole."""
    cited = tuple(make_citation(one, one.text, n=n) for n, one in enumerate(notices, start=1))
    answer = replace(make_answer(BASE), citations=cited)
    return [(one.left.quote, one.right.quote) for one in clashes_of(answer, {one.id: one for one in notices})]


OLD = "未落实扬尘治理措施的，处1万元以上5万元以下罚款。"
NEW = "未落实扬尘治理措施的，处3万元以上10万元以下罚款；拒不改正的，责令停工整治。"


def test_two_notices_of_one_place_with_other_figures_for_the_same_thing_are_found() -> None:
    assert clashes(notice("甲1号", NEW), notice("甲2号", OLD)) == [(NEW, OLD)]
    assert clashes(notice("甲1号", "不超过总额的1%。"), notice("甲2号", "不超过总额的0.5%。")) != []


@pytest.mark.parametrize(
    "pair",
    [
        (notice("甲1号", NEW), notice("乙1号", OLD, issuer="北山县住房和城乡建设局")),
        (notice("甲1号", OLD), notice("甲2号", OLD)),
        (notice("甲1号", "每台补助15万元。"), notice("甲2号", "评为优秀的项目奖励80万元。")),
        (notice("甲1号", "对西安的项目给予10万元补贴。"), notice("甲2号", "对深圳的项目给予20万元补贴。")),
        (notice("甲1号", "2023年安排补贴10万元。"), notice("甲2号", "2024年安排补贴20万元。")),
        (notice("甲1号", "未落实扬尘治理措施的，处以罚款。"), notice("甲2号", OLD)),
    ],
    ids=["other place", "same figures", "other thing", "other subject", "other year", "no figure"],
)
def test_what_is_about_something_else_is_no_clash(pair: tuple[Notice, Notice]) -> None:
    assert clashes(*pair) == []


def test_a_clash_is_shown_side_by_side_with_the_figures_marked_and_nothing_else_shows_it() -> None:
    left, right = notice("甲1号<b>", "每笔给予3000元补贴。"), notice("甲2号", "每笔给予5000元补贴。")
    cited = (make_citation(left, left.text, n=1), make_citation(right, right.text, n=2))
    answer = replace(make_answer(BASE), citations=cited)
    found = clashes_of(answer, {one.id: one for one in (left, right)})
    html = exchange_html(Exchange(question="？", state="done", answer=answer, clashes=found), turn=1, words=ZH)
    assert "同一件事，两份通知写的数字不同，请核对" in html
    assert "<p>每笔给予<mark>3000</mark>元补贴。</p>" in html
    assert "甲1号&lt;b&gt;" in html
    assert "甲1号<b>" not in html
    english = Exchange(question="？", state="done", answer=answer, clashes=found)
    assert EN.clashes in exchange_html(english, turn=1, words=EN)
    assert "pr-clashes" not in exchange_html(Exchange(question="？", state="done", answer=answer), turn=1, words=ZH)
