"""Several questions in one, each found and drafted for itself, joined to one answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rag.answer.asked import asked
from rag.answer.phrases import phrases
from rag.answer.selection import Gives, Selection, gives_each
from rag.answer.write import write
from rag.domain import Claim, Draft, Fact
from rag.question.notice_lines import lines_asked
from rag.question.query import Query
from rag.question.sentences import is_bare, ruled_on
from rag.question.split import stands_alone
from rag.retrieve.search import Ranked

# 谁负责, 由哪个部门拨, who pays: an office or a unit is asked for; not 谁的
_WHO = re.compile(r"谁(?!的)|哪[个家](?:部门|单位|局|机关)|\bwho\b|\bwhich (?:department|office|bureau|unit)", re.I)
# 市财政局, 建设单位, 人民政府: an office or a unit; not 布局
_BODY = re.compile(r"(?<!布)局|部门|单位|政府|委(?:员会)?|[厅处]|企业|机构|中心|责任人")
_FEW = 3
"""Items up to which an answer is about one thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A question, what was found for it, and the draft that quotes it."""

    query: Query
    ranked: Ranked
    selection: Selection
    draft: Draft


def join(question: str, found: Sequence[Found], *, of: int = 0) -> Found:
    """All the parts of `question` as one: the drafts under each other, what was found put together.

    It abstains where every part does. The table is that of the first part that has one, with the rows of the others
    that have the same columns.

    Args:
        question: As asked.
        found: Its parts as far as they are answered.
        of: How many it has; 0 where `found` are all.
    """
    first = found[0]
    if max(of, len(found)) == 1:
        return replace(first, draft=_with_reading(first.query, first.draft))
    words = phrases(first.query.language)
    claims: list[Claim] = []
    for number, one in enumerate(found, start=1):
        claims.extend((Claim(text=words.part.format(number=number)), *one.draft.claims))
    drafts = [one.draft for one in found]
    columns = next((draft.columns for draft in drafts if draft.rows), ())
    draft = Draft(
        claims=tuple(claims),
        columns=columns,
        rows=tuple(dict.fromkeys(row for draft in drafts if draft.columns == columns for row in draft.rows)),
        abstained=all(draft.abstained for draft in drafts),
        matched=sum(draft.matched for draft in drafts),
        searched=max(draft.searched for draft in drafts),
    )
    query = replace(first.query, question=question)
    return replace(first, query=query, selection=_merge(found), draft=_with_reading(query, draft))


def the_notice_of(found: Sequence[Found]) -> str:
    """The id of the one notice that answers the parts `found`; ``""`` where none does, or several do."""
    answered = [one.selection.findings for one in found if not one.draft.abstained]
    ids = {finding.evidence.notice.id for findings in answered for finding in findings}
    return ids.pop() if len(ids) == 1 else ""


def tells_all(whole: Found, parts: Sequence[Found]) -> bool:
    """Whether the answer to a question asked as one tells what each of its parts finds by itself.

    Then the parts are of one thing, and one answer is enough: 安排了多少个项目，城建类占几个. Of a part that names a
    place or a notice it must tell the best. It never tells all where a part asks for a line of the notice, or for an
    item by its number, nor where it compares what the parts do not: 杭州补多少？贵阳几天办结？
    """
    findings = whole.selection.findings
    if not whole.selection.reason and not 0 < len(findings) <= _FEW:
        return False
    if whole.selection.intent == "compare" and _are_unlike(parts):
        return False
    if any(_is_of_lines(one.query) for one in parts):
        return False
    told = {(fact.notice, fact.start) for finding in findings for fact in finding.facts}
    if whole.draft.abstained and parts[0].draft.abstained:
        return not any(stands_alone(one.query.question) for one in parts[1:])
    return all(
        not told.isdisjoint(_facts(one, best=True))
        if number == 0 or stands_alone(one.query.question)
        else one.draft.abstained or not told.isdisjoint(_facts(one, best=False)) or parts[number - 1].draft.abstained
        for number, one in enumerate(parts)
    )


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
    telling = [next((part for part in parts if _tells(part, one)), None) for one in sentences]
    if None in telling:
        again = on_subject()
        telling = [
            part or next((part for part in parts if _tells(part, near) and _names_as_much(part, one)), None)
            for part, near, one in zip(telling, again, sentences, strict=True)
        ]
    if None not in telling:
        return list(parts)
    found: list[Found] = []
    for at, (part, one) in enumerate(zip(telling, sentences, strict=True)):
        chosen = part or (_unless_beside_it(one, parts) if at else one)
        if not any(chosen is earlier for earlier in found):
            found.append(chosen)
    return found


def gives_all(found: Found, query: Query | None = None) -> bool:
    """Whether what was found gives each thing that its question asks for, or `query` does: a sum, a day, who."""
    facts = [fact for finding in found.selection.findings for fact in finding.facts]
    return gives_each(facts, _wished(query or found.query))


def _wished(query: Query) -> tuple[Gives, ...]:
    own = replace(query, text=query.question)
    return (*asked(own), _gives_who) if _WHO.search(query.question) else asked(own)


def _gives_who(fact: Fact) -> bool:
    return bool(fact.lead) or _BODY.search(fact.text) is not None


def _tells(part: Found, sentence: Found) -> bool:
    """Whether the answer to a part tells what a sentence asks."""
    question, silent = sentence.query.question, sentence.draft.abstained
    if not gives_all(part, sentence.query) or _passes_over(part, question):
        return False
    wished = bool(_wished(sentence.query))
    if wished and is_bare(question) and _is_alike(sentence):
        return False
    if not _facts(part, best=False).isdisjoint(_facts(sentence, best=not sentence.query.listing)):
        return True
    if wished:
        return silent
    return (silent and is_bare(question)) or _names_all(part, sentence.query)


def _names_all(part: Found, query: Query) -> bool:
    """Whether the items that answer a part hold each place and thing that `query`, which asks for no figure, names."""
    texts = [finding.evidence.text for finding in part.selection.findings]
    named = [*((name,) for name in query.regions), *(term.variants for term in query.terms)]
    return bool(named) and all(any(word in text for word in some for text in texts) for some in named)


def _names_as_much(part: Found, sentence: Found) -> bool:
    """Whether the answer to a part holds as many of the words of a sentence as what that finds by itself."""
    if is_bare(sentence.query.question):
        return True
    held = _words_held(part, sentence.query)
    return bool(held) and held >= _words_held(sentence, sentence.query)


def _words_held(found: Found, query: Query) -> int:
    text = " ".join(fact.text for finding in found.selection.findings for fact in finding.facts)
    named = [*(term.variants for term in query.terms), *((piece,) for piece in query.pieces)]
    return sum(any(word in text for word in some) for some in named)


def _is_alike(found: Found) -> bool:
    """Whether many items were found that none of the words asked for tells apart: all on a place."""
    findings = found.selection.findings
    return len(findings) > _FEW and len({one.score for one in findings}) == 1


def _passes_over(found: Found, question: str) -> bool:
    """Whether `question` asks whether a thing may do something, and nothing found names it: 县级市能不能报."""
    thing = ruled_on(question)
    return bool(thing) and not any(thing in finding.evidence.text for finding in found.selection.findings)


def _unless_beside_it(found: Found, parts: Sequence[Found]) -> Found:
    """`found`, or a refusal where nothing found gives what a bare question asks for, or more than `parts` do."""
    if found.draft.abstained:
        return found
    findings = found.selection.findings
    if is_bare(found.query.question) and _wished(found.query):
        findings = tuple(
            one for one in findings if gives_all(replace(found, selection=replace(found.selection, findings=(one,))))
        )
        findings = () if _is_alike(found) or len(findings) > _FEW else findings
    elif _passes_over(found, found.query.question):
        told = {fact for part in parts for fact in _facts(part, best=False)}
        findings = () if _facts(found, best=False) <= told else findings
    if findings == found.selection.findings:
        return found
    selection = replace(found.selection, findings=findings, reason="" if findings else "topic")
    return replace(found, selection=selection, draft=write(found.query, selection))


def _are_unlike(parts: Sequence[Found]) -> bool:
    """Whether none compares, and no later part is about what the first is about; not 温州有多少个班组？保定呢."""
    if any(one.selection.intent == "compare" for one in parts):
        return False
    first = {term.variants for term in parts[0].query.terms}
    later = [{term.variants for term in one.query.terms} for one in parts[1:]]
    return all(terms and first.isdisjoint(terms) for terms in later)


def _facts(found: Found, *, best: bool) -> set[tuple[str, int]]:
    """Where the facts stand that answer a part, or those of its best items."""
    findings = found.selection.findings
    most = max((one.score for one in findings), default=0.0)
    return {(fact.notice, fact.start) for one in findings if not best or one.score == most for fact in one.facts}


def _is_of_lines(query: Query) -> bool:
    return bool(query.paths) or query.wants_head or bool(lines_asked(query.text))


def _merge(found: Sequence[Found]) -> Selection:
    selections = [one.selection for one in found]
    answering = next((one for one in selections if one.findings and not one.reason), selections[0])
    return replace(
        answering,
        findings=tuple(dict.fromkeys(finding for one in selections for finding in one.findings)),
        searched=max(one.searched for one in selections),
    )


def _with_reading(query: Query, draft: Draft) -> Draft:
    """`draft`, before it what the question's misspelt words were read as."""
    if not query.corrections:
        return draft
    words = phrases(query.language)
    pairs = words.separator.join(words.read_as.format(written=one.written, read=one.read) for one in query.corrections)
    return replace(draft, claims=(Claim(text=words.corrected.format(pairs=pairs)), *draft.claims))
