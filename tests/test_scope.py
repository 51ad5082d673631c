from dataclasses import replace

from page_sample import make_notice

from rag.answer.ask import Assistant
from rag.retrieve.filters import EVERYTHING, Filters
from rag.settings import load_settings
from ui.render_scope import scope_html, scope_line
from ui.scope import Scope
from ui.words import EN, ZH

NOTICE = make_notice()


def test_only_fields_that_choose_something_are_shown() -> None:
    assert "<select" not in scope_html([NOTICE], words=ZH)
    other = replace(NOTICE, level="市", region="<某市>", issuers=("甲局", "乙局"), issued=None)
    html = scope_html([replace(NOTICE, level="国家"), other], words=ZH)
    assert '<option value="国家">国家</option><option value="市">市</option>' in html
    assert 'name="issuer"' in html
    assert 'name="year"' not in html
    assert '<option value="&lt;某市&gt;">&lt;某市&gt;</option>' in html
    assert 'name="region"' not in scope_html([other, other], words=ZH)


def test_what_was_chosen_stands_in_one_escaped_line() -> None:
    assert scope_line(EVERYTHING, words=ZH) == ""
    chosen = Filters(level="市", year=2024, issuer="<甲>", in_force=True)
    assert (
        scope_line(chosen, words=EN)
        == '<p class="pr-scoped">Scope: city · 2024 · &lt;甲&gt; · Not repealed or expired</p>'
    )


def test_one_notice_alone_can_be_asked() -> None:
    other = replace(NOTICE, id="<乙>", title="<另一份>")
    html = scope_html([NOTICE, other], words=EN)
    assert '<select class="pr-chip" name="notices" aria-label="Notice"><option value="">Notice: any</option>' in html
    assert '<option value="&lt;乙&gt;">建办市函〔2025〕190号 &lt;另一份&gt;</option>' in html
    chosen = Scope.model_validate({"notices": "<乙>"}).filters()
    assert chosen == Scope.model_validate({"notices": ["<乙>"]}).filters() == Filters(notices=("<乙>",))
    assert scope_line(chosen, words=ZH) == '<p class="pr-scoped">范围：&lt;乙&gt;</p>'


def test_notices_of_one_number_and_title_are_told_apart_by_their_files() -> None:
    other = replace(NOTICE, id=f"{NOTICE.id}（新）", source="<新>.txt")
    html = scope_html([NOTICE, other], words=ZH)
    assert f">{NOTICE.symbol} {NOTICE.title} {NOTICE.source}</option>" in html
    assert f">{NOTICE.symbol} {NOTICE.title} （新） &lt;新&gt;.txt</option>" in html


def test_ranks_and_places_are_named_in_the_pages_language() -> None:
    notices = [
        replace(NOTICE, level=level, region=region) for level, region in (("国家", ""), ("市", "西安"), ("市", "合肥"))
    ]
    html = scope_html(notices, words=EN)
    assert '<option value="市">city</option>' in html
    assert '<option value="合肥">Hefei</option>' in html
    assert "Hefei" in scope_line(Filters(region="合肥"), words=EN)


def test_english_examples_are_wholly_english_and_answered(built) -> None:
    assistant = Assistant.open(load_settings(index=built.folder))
    examples = assistant.suggestions("en")
    assert len(examples) >= 3
    for question in examples:
        assert question.isascii()
        assert not assistant.ask(question).abstained
