"""The form of a question says what it is."""

from page_sample import make_answer, make_notice

from eval.drafts import Complaint, draft_case
from rag.domain import Turn
from ui.case_words import CASE_WORDS
from ui.render_case import form_html
from ui.words import ZH

NOTICE = make_notice()


def form(*history: Turn) -> str:
    complaint = Complaint(words="数字不对", should_answer=True)
    case = draft_case(make_answer(NOTICE), complaint, number=1, history=history)
    remarks = "当时的回答（作答）：**《清单》**列出 2 个城市"
    page = CASE_WORDS["zh"]
    return form_html(case, owner="", remarks=remarks, sets=(), into="", notices=(NOTICE,), words=ZH, page=page)


def test_a_follow_up_is_called_one_and_what_is_none_cannot_be_made_one_by_its_name_alone() -> None:
    assert '<option value="followup" selected>追问</option>' in form(Turn(role="user", content="甲？"))
    assert "追问</option>" not in form()


def test_the_answer_of_then_is_told_without_the_marks_of_bold_type() -> None:
    assert "（作答）：《清单》列出 2 个城市" in form()
