"""Pairs made out of policy text alone: a sentence and its article, a heading and an article below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from rag.embed.heldout import HeldOut, sentences
from rag.embed.pairs import Pairs, Statute, clean_pairs

if TYPE_CHECKING:
    from numpy.random import Generator

# Matches "第二章 口岸开放" and "二、重点任务"; must not match "第二条 本条例所称的口岸".
_HEADING = re.compile(
    r"^(?:第[一二三四五六七八九十百]+[编章节]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)\s*(?P<name>[^。；：，]{2,24})$"
)
# Matches the opening "第十二条 "; must not match "按照第十二条".
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百零\d]+条\s*")
# Matches the end of "……应当公开。" and of "……，"; must not match a character within.
_CLAUSE_END = re.compile(r"(?<=[，。；：！？、])")
SHORTEST_LINE = 24
LONGEST_PASSAGE = 320
QUESTION_FORMS = (
    "{}",
    "{}有哪些规定？",
    "{}的要求是什么？",
    "关于{}有什么规定",
    "{}怎么办理？",
    "{}包括哪些内容？",
    "如何{}？",
    "在{}方面有哪些措施和做法？",
    "哪些地方{}？",
)


def _sentence_and_rest(line: str, random: Generator) -> tuple[str, str] | None:
    """A sentence of an article, and the article without it (three times in ten: with it)."""
    parts = [part for part in sentences(line) if len(part) > 5]
    if len(parts) < 2:
        parts = [part for part in _CLAUSE_END.split(line) if len(part) > 3]
    if len(parts) < 2:
        return None
    which = int(random.integers(len(parts)))
    rest = line if random.random() < 0.3 else "".join(parts[:which] + parts[which + 1 :])
    return parts[which], rest


def _clauses_and_line(line: str, random: Generator) -> tuple[str, str] | None:
    """One or two clauses asked as a question, and the whole article."""
    parts = [part.strip("，。；：！？、 ") for part in _CLAUSE_END.split(line)]
    parts = [part for part in parts if 4 <= len(part) <= 30]
    if not parts:
        return None
    chosen = sorted(random.permutation(len(parts))[: int(random.integers(1, 3))])
    form = QUESTION_FORMS[int(random.integers(len(QUESTION_FORMS)))]
    return form.format("".join(parts[i] for i in chosen)), line


def statute_rows(statute: Statute, random: Generator, *, share: float) -> list[tuple[str, str]]:
    """Pairs out of one policy text.

    Args:
        statute: Title and lines.
        random: Source of chance.
        share: Part of the articles to use, 0 to 1.
    """
    rows: list[tuple[str, str]] = []
    heading = ""
    for line in statute.lines:
        found = _HEADING.match(line)
        if found is not None:
            heading = found["name"].strip()
            continue
        if len(line) < SHORTEST_LINE or random.random() >= share:
            continue
        body = _ARTICLE.sub("", line)[:LONGEST_PASSAGE]
        dice = random.random()
        if heading and dice < 0.12:
            form = QUESTION_FORMS[int(random.integers(len(QUESTION_FORMS)))]
            name = statute.title + heading if random.random() < 0.5 else heading
            rows.append(
                (
                    form.format(name),
                    f"{statute.title}\n{body}" if name != heading else body,
                )
            )
            continue
        make = _sentence_and_rest if dice < 0.6 else _clauses_and_line
        pair = make(body, random)
        if pair is not None and len(pair[1]) > 5:
            titled = random.random() < 0.3
            rows.append((pair[0], f"{statute.title}\n{pair[1]}" if titled else pair[1]))
    return rows


def statute_pairs(
    statutes: Iterable[Statute],
    held: HeldOut,
    random: Generator,
    *,
    share: float,
    on_statute: Callable[[int], None],
) -> Pairs:
    """Pairs out of policy texts; those of one text stay together, each of another article.

    Args:
        statutes: Policy texts outside the test set.
        held: The filter for test texts; it sees every sentence cut out as well.
        random: Source of chance.
        share: Part of the articles to use, 0 to 1.
        on_statute: Called with the number of policy texts done so far.
    """
    rows: list[tuple[str, str]] = []
    for done, statute in enumerate(statutes, start=1):
        rows += statute_rows(statute, random, share=share)
        on_statute(done)
    return clean_pairs("cloze", rows, held)


def clipped_pairs(passages: Sequence[str], held: HeldOut, random: Generator) -> Pairs:
    """Sentences of the passages that questions are about, each with the rest of its passage, four of a passage.

    Args:
        passages: Passages outside the test set.
        held: The filter for test texts; it sees every sentence cut out as well.
        random: Source of chance.
    """
    pairs = (_sentence_and_rest(passage, random) for passage in passages for _ in range(4))
    return clean_pairs("clipped", (pair for pair in pairs if pair is not None), held)
