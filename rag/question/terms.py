"""What a question is about: the concepts that it names and the Chinese that it quotes, as terms to look for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rag.domain import Language
from rag.glossary import ConceptMention, load_glossary
from rag.question.numbered import Numbered
from rag.question.wording import asks, load_wording, quoted_words
from rag.text import Span, fold

# 资金补贴或奖励, 审批、审图, subsidies or rewards: what joins two terms that will do either way
_EITHER = re.compile(r"\s*(?:、|/|（|\(|或者?|及|以及|和|与|还是|\bor\b|\band\b|,|，)\s*(?:the\s+)?", re.I)
# ，各补多少, ？有没有给补贴的, ", and does any": where a question may go on to ask for more
_CLAUSE = re.compile(r"[，,；;？?。.]\s*(?=\S)")
_ASIDE = 0.25
"""Share of its emphasis that is left to what a question only asks of the members of a list."""
_SUBJECT = 0.7
"""Emphasis from which a term names what a question is about."""
# 优质工程奖、标化工地这类评优评奖: what stands before it is an example of what stands after it
_SUCH = re.compile(r"(?:这些?|这几|此|之)?(?:类|种|样)的?|等(?:这?[一]?[类些])")
_SERIES = re.compile(r"[^，。：；？?\s在对给把于]*$")
_NEXT = 2
"""Characters that may stand between those words and what they are examples of."""
_PAYING = 0.4
"""Emphasis of payments where a question only asks how much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A concept that a question is about; joined by 或, 、 or "or" several are one, any of which will do."""

    variants: tuple[str, ...]
    """Folded Chinese spellings, any of which stands for it."""
    emphasis: float
    """1 for what the notices do or use, less for what they do it to and for the form it takes."""
    body: bool
    """Whether it is an office or an organisation."""

    @property
    def is_subject(self) -> bool:
        """Whether it names what the question is about, and not only the form it takes."""
        return self.emphasis >= _SUBJECT


def terms_of(text: str, concepts: Sequence[ConceptMention], *, with_documents: bool = False) -> tuple[Term, ...]:
    """The concepts the question is about, documents if so; those joined by 或 or 、 make one term."""
    wording = load_wording()
    groups: list[list[ConceptMention]] = []
    for mention in concepts:
        if mention.concept.zh[0] in wording.form and not (with_documents and mention.concept.kind == "document"):
            continue
        if groups and _will_do_either_way(text, groups[-1][-1], mention):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    terms = (
        Term(
            variants=tuple(dict.fromkeys(variant for mention in group for variant in variants_of(mention))),
            emphasis=max(wording.emphasis.get(mention.concept.kind, 1.0) for mention in group),
            body=all(mention.concept.kind == "body" for mention in group),
        )
        for group in groups
    )
    return tuple(dict.fromkeys(terms))


def _will_do_either_way(text: str, one: ConceptMention, other: ConceptMention) -> bool:
    """Whether two concepts are joined as one; by a comma alone only where both are of a kind: not 房屋，公示期."""
    joint = text[one.end : other.start]
    if not _EITHER.fullmatch(joint):
        return False
    return joint.strip() not in (",", "，") or one.concept.kind == other.concept.kind


def with_particulars(text: str, concepts: Sequence[ConceptMention], language: Language) -> tuple[Term, ...]:
    """`terms_of` a question for a list, with little emphasis on what is only asked of its members.

    In 哪些省搞了试点？有没有给补贴的 the pilots make a member, whether or not it pays. What was named among others
    before (考核或者台账…？各是哪个考核) is meant before all. Examples (扬子杯这类评优) make none.
    """
    at = _goes_on_from(text, language)
    examples = _examples(text, concepts)
    members = terms_of(text, [one for one in concepts if one.start < at and one not in examples])
    if not members:
        return terms_of(text, concepts)
    known = {word for term in members for word in term.variants}
    beside = [one for one in concepts if one.start >= at or one in examples]
    others = (term for term in terms_of(text, beside) if term not in members)
    asides = (
        replace(term, emphasis=_ASIDE * term.emphasis) if known.isdisjoint(term.variants) else term for term in others
    )
    return (*members, *asides)


def _examples(text: str, concepts: Sequence[ConceptMention]) -> list[ConceptMention]:
    """The concepts that are named as examples of the one after them."""
    found: list[ConceptMention] = []
    for such in _SUCH.finditer(text):
        if any(such.end() <= one.start <= such.end() + _NEXT for one in concepts):
            series = _SERIES.search(text, 0, such.start())
            begin = series.start() if series else such.start()
            found.extend(one for one in concepts if begin <= one.start and one.end <= such.start())
    return found


def _goes_on_from(text: str, language: Language) -> int:
    """Where after its first clause a question goes on to ask for more of the same; its length where it does not."""
    starts = [match.end() for match in _CLAUSE.finditer(text)]
    clauses = ((at, text[at:end]) for at, end in pairwise([*starts, len(text)]))
    return next((at for at, clause in clauses if asks(clause, "goes_on", language)), len(text))


def quoted_terms(rest: str) -> Iterator[Term]:
    """The Chinese that an English question quotes (what is 浙里建), which names what it is about."""
    return (Term(variants=(fold(word),), emphasis=1.0, body=False) for word in quoted_words(rest))


def numbered_terms(numbered: Sequence[Numbered]) -> tuple[Term, ...]:
    """The kinds that a question tells by their numbers: the second class is 第二类."""
    return tuple(Term(variants=one.variants, emphasis=1.0, body=False) for one in numbered)


def terms_at(text: str, spans: Sequence[Span]) -> tuple[Term, ...]:
    """The words of `text` at `spans`, each a term."""
    return tuple(Term(variants=(fold(text[start:end]),), emphasis=1.0, body=False) for start, end in spans)


def with_money(terms: tuple[Term, ...], concepts: Sequence[ConceptMention]) -> tuple[Term, ...]:
    """`terms` of a question who gives how much, with all words for payments as one: 补贴 asks for 奖励 of money too.

    They are added where the question names no measure of its own.
    """
    money = load_wording().money
    paying = tuple(fold(word) for one in load_glossary() if one.zh[0] in money for word in one.zh)
    naming = [term for term in terms if not term.body and any(word in paying for word in term.variants)]
    if naming:
        words = tuple(dict.fromkeys((*(word for term in naming for word in term.variants), *paying)))
        whole = Term(variants=words, emphasis=max(term.emphasis for term in naming), body=False)
        return tuple(dict.fromkeys(whole if term in naming else term for term in terms))
    if any(mention.concept.kind == "measure" for mention in concepts):
        return terms
    return (*terms, Term(variants=paying, emphasis=_PAYING, body=False))


def variants_of(mention: ConceptMention) -> tuple[str, ...]:
    """The Chinese spellings of a concept, folded."""
    return tuple(dict.fromkeys(fold(word) for word in mention.concept.zh))
