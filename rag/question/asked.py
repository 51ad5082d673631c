"""A question as asked, with its history → the questions to be answered, each read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.domain import Notice, Turn
from rag.question.follow import carried, continued, named_later
from rag.question.framing import without_framing
from rag.question.homes import with_ranks
from rag.question.plain import check_question, to_plain
from rag.question.preamble import to_the_point
from rag.question.query import Query, read_question
from rag.question.spelling import correct
from rag.question.split import parts
from rag.question.wording import asks
from rag.question.years import with_centuries
from rag.text import language_of


def read_asked(
    question: str,
    *,
    history: Sequence[Turn],
    notices: Sequence[Notice],
    max_length: int,
    is_word: Callable[[str], bool] | None = None,
    has_year: Callable[[int], bool] | None = None,
    cut: Callable[[str], tuple[str, ...]] = parts,
    carry: Callable[[str, str], str] = continued,
) -> tuple[Query, ...]:
    """What `question` asks for: mostly one thing, else one query for each.

    Misspelt words are mended first; then what the history adds is added, and what the first part of the question adds
    to the second. Misspelt English is mended where `is_word` tells which words are spelt rightly, and years of two
    digits are read in full where `has_year` tells which stand in the notices. `cut` says what it is cut into,
    `carry` what a later one takes from the one before.

    Raises:
        QuestionError: it is empty, too long or holds no word.
    """
    spelt = correct(to_plain(check_question(question, max_length=max_length)), notices, is_word)

    def in_full(text: str) -> str:
        """Places by their full names, years in four digits."""
        ranked = with_ranks(text, notices)
        return ranked if has_year is None else with_centuries(ranked, has_year)

    turns = [replace(turn, content=in_full(correct(to_plain(turn.content), notices, is_word).text)) for turn in history]
    text = in_full(spelt.text)
    taken = carried(text, turns)
    point = to_the_point(text)
    bare = without_framing(point)
    asked = cut(bare)
    as_list = len(asked) == 1 and asks(point, "list", language_of(point)) and not asks(bare, "list", language_of(point))
    queries: list[Query] = []
    for at, part in enumerate(asked):
        if at or (len(asked) > 1 and not taken):
            taken = carry(part, queries[-1].text) if at else named_later(part, asked[1:])
            alone = read_question(part, notices=notices, max_length=max_length)
            taken = "" if alone.notices or alone.missing else taken
        queries.append(read_question(part, notices=notices, max_length=max_length, carried=taken, as_list=as_list))
    if len(asked) == 1:
        return (replace(queries[0], question=question, corrections=spelt.corrections),)
    return (replace(queries[0], corrections=spelt.corrections), *queries[1:])


def read_within(query: Query, notice: Notice, *, notices: Sequence[Notice], max_length: int) -> Query:
    """A part of a question, asked of `notice` where the place that it has from the parts before stays."""
    name = notice.symbol or f"《{notice.title}》"
    carried = " ".join((*query.regions, name))
    read = read_question(query.question, notices=notices, max_length=max_length, carried=carried)
    return replace(read, corrections=query.corrections)
