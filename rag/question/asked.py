"""A question as asked, with its history → the questions to be answered, each read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rag.domain import Notice, Turn
from rag.question.asides import LIKELY, SURELY, Chances, without_asides
from rag.question.follow import carried, continued, named_later
from rag.question.framing import asks_the_source, without_framing
from rag.question.homes import with_ranks
from rag.question.plain import check_question, to_plain
from rag.question.preamble import to_the_point
from rag.question.query import Query, read_question
from rag.question.sentences import as_one, of_one_head
from rag.question.spelling import Correction, correct
from rag.question.split import parts
from rag.question.wording import asks
from rag.question.years import with_centuries
from rag.text import language_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A question, mended and freed of what frames it, before it is cut into what it asks."""

    question: str
    """As asked."""
    bare: str
    """What is asked, in simplified characters, rightly spelt, places by their full names."""
    barer: str
    """The same without what likely only frames it too; for a question that finds no answer with that."""
    carried: str
    """What the history adds."""
    as_list: bool
    """Whether what frames it asks for a list: 列成表给我."""
    corrections: tuple[Correction, ...]


def hear(
    question: str,
    *,
    history: Sequence[Turn],
    notices: Sequence[Notice],
    max_length: int,
    is_word: Callable[[str], bool] | None = None,
    has_year: Callable[[int], bool] | None = None,
    chances: Chances | None = None,
) -> Heard:
    """`question` as it is to be read after `history`.

    Misspelt English is mended where `is_word` tells which words are spelt rightly, and years of two digits are read in
    full where `has_year` tells which stand in the notices. `chances` tells what likely only frames the question.

    Raises:
        QuestionError: it is empty, too long or holds no word.
    """
    spelt = correct(to_plain(check_question(question, max_length=max_length)), notices, is_word)
    said = spelt.text if chances is None else without_asides(spelt.text, chances, SURELY)

    def in_full(text: str) -> str:
        """Places by their full names, years in four digits."""
        ranked = with_ranks(text, notices)
        return ranked if has_year is None else with_centuries(ranked, has_year)

    turns = [replace(turn, content=in_full(correct(to_plain(turn.content), notices, is_word).text)) for turn in history]
    text = in_full(said)
    point = to_the_point(text)
    if turns and asks_the_source(point):  # every answer says where it stands
        earlier = [at for at, turn in enumerate(turns) if turn.role == "user"]
        if earlier:
            text = point = to_the_point(turns[earlier[-1]].content)
            turns = turns[: earlier[-1]]
    bare = without_framing(point)
    return Heard(
        question=question,
        bare=bare,
        barer=bare if chances is None else without_asides(bare, chances, LIKELY),
        carried=carried(text, turns),
        as_list=asks(point, "list", language_of(point)) and not asks(bare, "list", language_of(point)),
        corrections=tuple(one for one in spelt.corrections if one.read in said),
    )


def read_asked(
    heard: Heard,
    *,
    notices: Sequence[Notice],
    max_length: int,
    cut: Callable[[str], tuple[str, ...]] = parts,
    carry: Callable[[str, str], str] = continued,
) -> tuple[Query, ...]:
    """What a question asks for: mostly one thing, else one query for each.

    What the history adds is added, and what the first part of the question adds to the second. `cut` says what it is
    cut into, `carry` what a later part takes from the one before.

    Raises:
        QuestionError: a part is too long or holds no word.
    """
    asked = as_one(heard.bare) if of_one_head(heard.bare) else cut(heard.bare)
    if len(asked) == 1:
        query = read_question(
            asked[0],
            notices=notices,
            max_length=max_length,
            carried=heard.carried,
            as_list=heard.as_list,
        )
        return (replace(query, question=heard.question, corrections=heard.corrections),)
    taken = heard.carried or named_later(asked[0], asked[1:])
    queries: list[Query] = []
    for part in asked:
        if queries:
            taken = carry(part, queries[-1].text)
        if queries or not heard.carried:
            alone = read_question(part, notices=notices, max_length=max_length)
            taken = "" if alone.notices or alone.missing else taken
        queries.append(read_question(part, notices=notices, max_length=max_length, carried=taken))
    return (replace(queries[0], corrections=heard.corrections), *queries[1:])


def read_within(query: Query, notice: Notice, *, notices: Sequence[Notice], max_length: int) -> Query:
    """A part of a question, asked of `notice` where the place that it has from the parts before stays."""
    name = notice.symbol or f"《{notice.title}》"
    carried = " ".join((*query.regions, name))
    read = read_question(query.question, notices=notices, max_length=max_length, carried=carried)
    return replace(read, corrections=query.corrections)
