"""Whether an answer tells what a sentence asks."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answer.asked import asked
from rag.answer.parts import FEW, Found, facts_of
from rag.answer.selection import Gives, gives_each
from rag.domain import Fact
from rag.question.query import Query
from rag.question.sentences import is_bare, ruled_on

# 谁负责, 由哪个部门拨, who pays: an office or a unit is asked for; not 谁的
_WHO = re.compile(r"谁(?!的)|哪[个家](?:部门|单位|局|机关)|\bwho\b|\bwhich (?:department|office|bureau|unit)", re.I)
# 市财政局, 建设单位, 人民政府: an office or a unit; not 布局
_BODY = re.compile(r"(?<!布)局|部门|单位|政府|委(?:员会)?|[厅处]|企业|机构|中心|责任人")

# 由市财政局拨付, 建设单位负责: says that somebody does it; not 培育示范企业
_DOES = re.compile(r"由|负责|牵头|责任|主管|承担|组织|审[核批查]|拨付|核[发准定]|受理|会同|指导|报送?|办理|应当|必须")


def gives_all(found: Found, query: Query | None = None) -> bool:
    """Whether what was found gives each thing that its question asks for, or `query` does: a sum, a day, who."""
    facts = [fact for finding in found.selection.findings for fact in finding.facts]
    return gives_each(facts, wished(query or found.query))


def wished(query: Query) -> tuple[Gives, ...]:
    """What of a sum, a day, a term, an office a question asks for by its own words alone."""
    own = replace(query, text=query.question)
    return (*asked(own), _gives_who) if _WHO.search(query.question) else asked(own)


def tells(part: Found, sentence: Found) -> bool:
    """Whether the answer to a part tells what a sentence asks."""
    question, silent = sentence.query.question, sentence.draft.abstained
    if not gives_all(part, sentence.query) or passes_over(part, question):
        return False
    asks_for_some = bool(wished(sentence.query))
    if asks_for_some and is_bare(question) and is_alike(sentence):
        return False
    if not facts_of(part, best=False).isdisjoint(facts_of(sentence, best=not sentence.query.listing)):
        return True
    if asks_for_some:
        return silent
    return (silent and is_bare(question)) or _names_all(part, sentence.query)


def names_as_much(part: Found, sentence: Found) -> bool:
    """Whether the answer to a part holds as many of the words of a sentence as what that finds by itself."""
    if is_bare(sentence.query.question):
        return True
    held = _words_held(part, sentence.query)
    return bool(held) and held >= _words_held(sentence, sentence.query)


def is_alike(found: Found) -> bool:
    """Whether many items were found that none of the words asked for tells apart: all on a place."""
    findings = found.selection.findings
    return len(findings) > FEW and len({one.score for one in findings}) == 1


def passes_over(found: Found, question: str) -> bool:
    """Whether `question` asks whether a thing may do something, and nothing found names it: 县级市能不能报."""
    thing = ruled_on(question)
    return bool(thing) and not any(thing in finding.evidence.text for finding in found.selection.findings)


def _gives_who(fact: Fact) -> bool:
    return bool(fact.lead) or (_BODY.search(fact.text) is not None and _DOES.search(fact.text) is not None)


def _names_all(part: Found, query: Query) -> bool:
    """Whether the items that answer a part hold each place and thing that `query`, which asks for no figure, names."""
    texts = [finding.evidence.text for finding in part.selection.findings]
    named = [*((name,) for name in query.regions), *(term.variants for term in query.terms)]
    return bool(named) and all(any(word in text for word in some for text in texts) for some in named)


def _words_held(found: Found, query: Query) -> int:
    text = " ".join(fact.text for finding in found.selection.findings for fact in finding.facts)
    named = [*(term.variants for term in query.terms), *((piece,) for piece in query.pieces)]
    return sum(any(word in text for word in some) for some in named)
