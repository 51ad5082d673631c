"""The sentences of a question that each ask: told by the answer to another, or answered for themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from rag.answer.parts import FEW, Found, asks_of_head, facts_of
from rag.answer.selection import Finding, gives_each
from rag.answer.told import gives_all, is_alike, names_as_much, passes_over, tells, wished
from rag.answer.write import write
from rag.question.notice_lines import lines_asked
from rag.question.query import Query
from rag.question.sentences import depends, goes_on, hanging_words, is_bare, own_words


def beside(
    parts: Sequence[Found], sentences: Sequence[Found], on_subject: Callable[[], Sequence[Found]]
) -> list[Found]:
    """The answers to `parts`, and to each of the sentences in them that none of those tells, in the order asked.

    A sentence is told where an answer gives the sum, the day, the term that it asks for, and holds what it finds by
    itself, or asked of the subject of the one before. A bare one (什么时候截止), which names nothing, is refused where
    what it finds gives no such thing.

    Args:
        parts: What is found for the parts.
        sentences: The same for the sentences.
        on_subject: The same for the sentences, each asked of the subject of the one before; asked for where it counts.
    """
    telling = [next((part for part in parts if tells(part, one)), None) for one in sentences]
    if None in telling:
        again = on_subject()
        telling = [
            part or next((part for part in parts if tells(part, near) and names_as_much(part, one)), None)
            for part, near, one in zip(telling, again, sentences, strict=True)
        ]
    hanging = [
        at > 0 and depends(one.query.question, leaning=True) and not asks_of_head(sentences[at - 1].query)
        for at, one in enumerate(sentences)
    ]
    if any(hanging):
        return _with_what_hangs_on_it(parts, sentences, telling, hanging, on_subject)
    if None not in telling:
        return list(parts)
    found: list[Found] = []
    for at, (part, one) in enumerate(zip(telling, sentences, strict=True)):
        chosen = part or (_unless_beside_it(one, parts) if at else one)
        if not any(chosen is earlier for earlier in found):
            found.append(chosen)
    return found


def _with_what_hangs_on_it(
    parts: Sequence[Found],
    sentences: Sequence[Found],
    telling: Sequence[Found | None],
    hanging: Sequence[bool],
    on_subject: Callable[[], Sequence[Found]],
) -> list[Found]:
    """The answers to `sentences`, of which those `hanging` ask of the thing before them.

    They are answered from what is of that thing, or refused: 合肥奖补门槛多少？怎么申请？ gets no other application.
    """
    again = cache(on_subject)
    found: list[Found] = []
    thing = sentences[0]
    for at, (part, one) in enumerate(zip(telling, sentences, strict=True)):
        if not hanging[at]:
            chosen = part or (_unless_beside_it(one, parts) if at else one)
            thing = one
            if at + 1 < len(hanging) and hanging[at + 1] and not one.draft.abstained:
                follows = goes_on(sentences[at + 1].query.question)
                both = part if follows and part is telling[at + 1] else None
                thing = chosen = both or next((some for some in parts if _is_within(some, one)), one)
        elif thing.draft.abstained:
            chosen = part or _unless_beside_it(one, parts)
        elif any(_tells_of_it(earlier, one) for earlier in found) and not _adds(one, thing):
            continue
        elif part is not None and not _strays(part, thing):
            chosen = part
        else:
            chosen = _of_the_thing(again()[at], thing)
            if chosen.draft.abstained and wished(one.query):
                chosen = next((some for some in parts if _gives_of(some, thing, one.query)), chosen)
        if not any(chosen is earlier or _is_told_in(chosen, earlier) for earlier in found):
            found.append(chosen)
    return found


def _gives_of(found: Found, thing: Found, query: Query) -> bool:
    """Whether an answer is of `thing` and gives what `query` asks for."""
    return not found.draft.abstained and gives_all(found, query) and not _strays(found, thing)


def _tells_of_it(found: Found, sentence: Found) -> bool:
    """Whether an answer tells what a sentence asks of it: gives the day that 哪年 asks for, whatever else has one."""
    query = sentence.query
    return tells(found, sentence) or (is_bare(query.question) and bool(wished(query)) and gives_all(found, query))


def _is_told_in(found: Found, earlier: Found) -> bool:
    """Whether an answer says nothing that an earlier one does not."""
    facts = facts_of(found, best=False)
    return not found.draft.abstained and bool(facts) and facts <= facts_of(earlier, best=False)


def _adds(found: Found, thing: Found) -> bool:
    """Whether what was found for no figure is of `thing`, beside what answers that."""
    findings = found.selection.findings
    answering = {finding.evidence.row for finding in thing.selection.findings}
    new = [one for one in findings if one.evidence.row not in answering]
    return 0 < len(new) == len(findings) <= FEW and not wished(found.query) and not _strays(found, thing)


def _is_within(found: Found, thing: Found) -> bool:
    """Whether what was found answers `thing` too, all of it where that is a list, and is of nothing else."""
    answering = {finding.evidence.row for finding in thing.selection.findings}
    told = answering & {finding.evidence.row for finding in found.selection.findings}
    lists = thing.query.listing or thing.selection.intent == "list"
    return bool(told) and (told == answering or not lists) and not _strays(found, thing)


def _strays(found: Found, thing: Found) -> bool:
    """Whether what was found is of anything but what `thing` is of."""
    return any(not _is_of(one, thing) for one in found.selection.findings)


def _of_the_thing(found: Found, thing: Found) -> Found:
    """`found` with what is of `thing` alone, and gives what it asks for: best the same items; else a refusal."""
    answering = {finding.evidence.notice.id for finding in thing.selection.findings}
    findings = [
        one
        for one in found.selection.findings
        if (_is_of(one, thing) and _says(one, found))
        or (one.evidence.notice.id in answering and _is_named(one, found.query.question))
    ]
    rows = {finding.evidence.row for finding in thing.selection.findings}
    findings = [one for one in findings if one.evidence.row in rows] or findings
    if found.draft.abstained or len(findings) > FEW:
        findings = []
    selection = replace(found.selection, findings=tuple(findings), reason="" if findings else "topic", nearby=())
    return replace(found, selection=selection, draft=write(found.query, selection))


def _is_named(one: Finding, question: str) -> bool:
    """Whether a question asks for a line of the notice, or names what an item tells: 试点期多长."""
    names = own_words(question)
    named = bool(names) and all(any(word in one.evidence.text for word in some) for some in names)
    return named or bool(lines_asked(question))


def _is_of(one: Finding, thing: Found) -> bool:
    """Whether an item answers `thing`, stands above or below one that does, or names half of its subjects.

    Those it must name on the place that is asked about, or in a notice that answers.
    """
    answering = [finding.evidence for finding in thing.selection.findings]
    path = one.evidence.item.path
    at_home = [held for held in answering if held.notice is one.evidence.notice]
    if any(path == held.item.path[: len(path)] or held.item.path == path[: len(held.item.path)] for held in at_home):
        return True
    subjects = [term.variants for term in thing.query.terms if term.is_subject or term.body]
    if not subjects or not (at_home or thing.query.regions):
        return False
    text = f"{one.evidence.notice.title} {one.evidence.text}" if at_home else one.evidence.text
    return 2 * sum(any(word in text for word in some) for some in subjects) >= len(subjects)


def _says(one: Finding, found: Found) -> bool:
    """Whether an item gives the figure, the day, the office asked for, or else holds a word of the question."""
    gives = wished(found.query)
    return gives_each(one.facts, gives) if gives else _holds_a_word(one, found.query.question)


def _holds_a_word(one: Finding, question: str) -> bool:
    words = hanging_words(question)
    return not words or any(word in one.evidence.text for some in words for word in some)


def _unless_beside_it(found: Found, parts: Sequence[Found]) -> Found:
    """`found`, or a refusal where nothing found gives what a bare question asks for, or more than `parts` do."""
    if found.draft.abstained:
        return found
    findings = found.selection.findings
    if is_bare(found.query.question) and wished(found.query):
        findings = tuple(
            one for one in findings if gives_all(replace(found, selection=replace(found.selection, findings=(one,))))
        )
        findings = () if is_alike(found) or len(findings) > FEW else findings
    elif passes_over(found, found.query.question):
        told = {fact for part in parts for fact in facts_of(part, best=False)}
        findings = () if facts_of(found, best=False) <= told else findings
    if findings == found.selection.findings:
        return found
    selection = replace(found.selection, findings=findings, reason="" if findings else "topic")
    return replace(found, selection=selection, draft=write(found.query, selection))
