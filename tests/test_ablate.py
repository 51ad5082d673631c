"""An assistant without a part really lacks it, and has it back afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import StringIO

import pytest
from answer_sample import LetterEncoder, open_assistant
from eval_sample import FACT, LIST, KeywordAssistant, questions
from rich.cells import cell_len
from rich.console import Console

from eval.ablate import NEAREST, VARIANTS, WHOLE, Ablation, Variant, ablate, assistant_without
from eval.report import ablation_markdown, print_ablation
from eval.run import Run, run
from rag.answer.ask import Assistant
from rag.answer.selection import ItemScores, Selection
from rag.domain import Answer
from rag.glossary import find_concepts
from rag.question.query import Query
from rag.retrieve.scope import Corpus, Evidence

LIST_QUESTION = "哪些城市给予加装电梯资金补贴，各多少？"
NOON = datetime(2025, 7, 17, 12)


def variant(name: str) -> Variant:
    return next(one for one in VARIANTS if one.name == name)


def answer_without(name: str, question: str = LIST_QUESTION, **settings: object) -> Answer:
    with assistant_without(variant(name), open_assistant(**settings), LetterEncoder()) as assistant:
        return assistant.ask(question)


@pytest.mark.parametrize(("name", "empty"), [("without-words", "words"), ("without-vectors", "vectors")])
def test_a_list_that_is_left_out_finds_nothing(name: str, empty: str):
    with assistant_without(variant(name), open_assistant(), LetterEncoder()) as assistant:
        found = {one: assistant.retrieve(LIST_QUESTION, channel=one) for one in ("words", "vectors", "fused")}

    assert found.pop(empty) == ()
    assert all(found.values())


def test_the_glossary_is_away_and_comes_back():
    with assistant_without(variant("without-glossary"), open_assistant(), LetterEncoder()):
        assert find_concepts("资金补贴") == ()
    assert find_concepts("资金补贴") != ()


def test_the_glossary_comes_back_after_an_error():
    with pytest.raises(KeyError), assistant_without(variant("without-glossary"), open_assistant(), LetterEncoder()):
        raise KeyError
    assert find_concepts("资金补贴") != ()


def test_an_enumeration_of_the_best_ends_with_them():
    whole = open_assistant(top_k=2).ask(LIST_QUESTION)

    assert answer_without("without-enumeration", top_k=2).coverage.matched <= 2 < whole.coverage.matched


def test_the_best_are_handed_over_in_document_order():
    handed: list[list[int]] = []

    def note(query: Query, corpus: Sequence[Evidence], scores: ItemScores) -> Selection:
        handed.append([one.row for one in corpus])
        return Selection(intent=query.intent, findings=())

    whole = open_assistant()
    evidence = Corpus(whole.store.notices, whole.store.facts, whole.store.items).everything
    fused = {(one.notice.id, one.item.path): float(one.row) for one in evidence if one.facts}
    selects = variant("without-enumeration").selects
    assert selects is not None
    selects(note, 3)(whole.read(LIST_QUESTION), evidence, ItemScores(fused=fused))

    assert len(handed[0]) == 3
    assert handed[0] == sorted(handed[0])


def test_retrieval_alone_answers_whatever_is_asked_with_the_nearest_items():
    assert open_assistant().ask("厦门每台补贴多少钱？").abstained
    alone = answer_without("retrieval-only", "厦门每台补贴多少钱？")

    assert not alone.abstained
    assert alone.coverage.matched == NEAREST


def test_whole_items_say_more_than_their_facts():
    short, long = open_assistant().ask("宁波每台补贴多少钱？"), answer_without("without-facts", "宁波每台补贴多少钱？")

    assert "杭州每台补贴20万元" not in short.text
    assert "杭州每台补贴20万元" in long.text


def runs() -> tuple[Ablation, ...]:
    """The sample questions to a real assistant by keywords, for every variant the same."""

    def ask(assistant: Assistant, name: str) -> Run:
        del assistant
        return run(KeywordAssistant(), questions(FACT, LIST), label=name, started=NOON)

    return ablate(open_assistant(), LetterEncoder(), ask)


def test_the_whole_assistant_comes_first_and_is_what_the_others_are_compared_with():
    done = runs()

    assert [one.variant for one in done] == [WHOLE, *VARIANTS]
    assert [one.run.label for one in done][:2] == ["whole", "without-vectors"]
    assert all(one.comparison.before is done[0].run for one in done)


def test_the_table_fits_80_columns_and_the_readme():
    file = StringIO()
    print_ablation(Console(file=file, width=80), runs())

    assert "…" not in file.getvalue()
    assert max(map(cell_len, file.getvalue().splitlines())) <= 80
    lines = ablation_markdown(runs()).splitlines()
    assert lines[2] == "| 完整 | 50.0 | 50.0 | 100 | 100 | 100 | 100 | — | 0 | — |"
    assert len(lines) == 2 + 1 + len(VARIANTS)
