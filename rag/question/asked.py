"""A question as asked, with its history → the questions to be answered, each read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.domain import Notice, Turn
from rag.question.follow import carried, continued
from rag.question.preamble import to_the_point
from rag.question.query import Query, check_question, read_question, to_plain
from rag.question.spelling import correct
from rag.question.split import parts


def read_asked(
    question: str, *, history: Sequence[Turn], notices: Sequence[Notice], max_length: int
) -> tuple[Query, ...]:
    """What `question` asks for: mostly one thing, else one query for each.

    Misspelt words are mended first; then what the history adds is added, and what the first part of the question adds
    to the second.

    Raises:
        QuestionError: it is empty, too long or holds no word.
    """
    spelt = correct(to_plain(check_question(question, max_length=max_length)), notices)
    turns = [replace(turn, content=correct(to_plain(turn.content), notices).text) for turn in history]
    taken = carried(spelt.text, turns)
    asked = parts(to_the_point(spelt.text))
    queries: list[Query] = []
    for part in asked:
        if queries:
            taken = continued(part, queries[-1].text)
        queries.append(read_question(part, notices=notices, max_length=max_length, carried=taken))
    if len(asked) == 1:
        return (replace(queries[0], question=question, corrections=spelt.corrections),)
    return (replace(queries[0], corrections=spelt.corrections), *queries[1:])
