"""What a question is about: the concepts that it names and the Chinese that it quotes, as terms to look for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.glossary import ConceptMention, load_glossary
from rag.question.wording import load_wording, quoted_words
from rag.text import Span, fold

# 资金补贴或奖励, 审批、审图, subsidies or rewards: what joins two terms that will do either way
_EITHER = re.compile(r"\s*(?:、|/|（|\(|或者?|及|以及|和|与|还是|\bor\b|\band\b|,|，)\s*(?:the\s+)?", re.I)
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


def terms_of(text: str, concepts: Sequence[ConceptMention], *, with_documents: bool = False) -> tuple[Term, ...]:
    """The concepts the question is about, documents if so; those joined by 或 or 、 make one term."""
    wording = load_wording()
    groups: list[list[ConceptMention]] = []
    for mention in concepts:
        if mention.concept.zh[0] in wording.form and not (with_documents and mention.concept.kind == "document"):
            continue
        before = groups[-1][-1] if groups else None
        if before is not None and _EITHER.fullmatch(text[before.end : mention.start]):
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


def quoted_terms(rest: str) -> Iterator[Term]:
    """The Chinese that an English question quotes (what is 浙里建), which names what it is about."""
    return (Term(variants=(fold(word),), emphasis=1.0, body=False) for word in quoted_words(rest))


def terms_at(text: str, spans: Sequence[Span]) -> tuple[Term, ...]:
    """The words of `text` at `spans`, each a term."""
    return tuple(Term(variants=(fold(text[start:end]),), emphasis=1.0, body=False) for start, end in spans)


def with_money(terms: tuple[Term, ...], concepts: Sequence[ConceptMention]) -> tuple[Term, ...]:
    """`terms` with payments as one, where a question who gives how much names no measure of its own."""
    if any(mention.concept.kind == "measure" for mention in concepts):
        return terms
    name = load_wording().money
    paying = tuple(one for one in load_glossary() if one.zh[0] == name)
    return (*terms, *(Term(variants=tuple(map(fold, one.zh)), emphasis=_PAYING, body=False) for one in paying))


def variants_of(mention: ConceptMention) -> tuple[str, ...]:
    """The Chinese spellings of a concept, folded."""
    return tuple(dict.fromkeys(fold(word) for word in mention.concept.zh))
