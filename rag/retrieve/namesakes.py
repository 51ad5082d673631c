"""Places that share a Latin name (Suzhou: 苏州 and 宿州): of these the ones that the corpus speaks of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from rag.question.query import Query
from rag.regions import find_regions
from rag.text import Span


def without_strangers(query: Query, known: Collection[str]) -> Query:
    """`query` without the namesakes of a place in `known`; as it is where none or all of them are known.

    Args:
        query: The question.
        known: Canonical names of the places that the corpus speaks of.
    """
    if len(query.regions) < 2:
        return query
    by_span: dict[Span, list[str]] = {}
    for mention in find_regions(query.text):
        by_span.setdefault((mention.start, mention.end), []).append(mention.region.name)
    strangers = {
        name for names in by_span.values() if any(one in known for one in names) for name in names if name not in known
    }
    return replace(query, regions=tuple(name for name in query.regions if name not in strangers))
