"""Questions that could come next, each made from a source of the answer, so that the notices answer it; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from rag.address import path_label
from rag.domain import Answer
from rag.regions import english_name
from ui.figures import places_in

PLACES = 2
"""Places that are asked after at most."""


def follow_ups(answer: Answer, *, asked: Collection[str]) -> tuple[str, ...]:
    """Up to three questions on what `answer` cites, without those in `asked`.

    Two places that the sources name and the questions do not, and the section around the first source. In English the
    places alone, since an address would be Chinese.
    """
    named = Counter(place for citation in answer.citations for place in places_in(citation.quote))
    known = {place for question in asked for place in places_in(question)}
    places = [place for place, _ in named.most_common() if place not in known]
    if answer.language == "en":
        made = [f"What has {english_name(place)} done?" for place in places[:PLACES]]
    else:
        made = [*[f"{place}有哪些做法？" for place in places[:PLACES]], *_on_the_section(answer)]
    return tuple(question for question in made if question not in asked)


def _on_the_section(answer: Answer) -> list[str]:
    """…说了什么: what stands around the first source, or the source itself where nothing does."""
    cited = next((citation for citation in answer.citations if citation.path), None)
    return [] if cited is None else [f"{cited.doc} {path_label(cited.path[:-1] or cited.path)} 说了什么？"]
