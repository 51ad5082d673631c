"""Questions that could come next, each made from a source of the answer and tried out on the notices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from rag.address import path_label
from rag.domain import Answer, Path
from rag.regions import english_name
from ui.figures import places_in

PLACES, TRIED = 2, 6
"""Places that are asked after, and places that are tried out for it, at most."""

Quote = Callable[[str], Answer]
"""The answer in the notices' own words to a question that stands by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """A unit of a notice, and the question after what stands in it."""

    question: str
    doc: str
    path: Path


def follow_ups(answer: Answer, *, asked: Collection[str], quote: Quote) -> tuple[str, ...]:
    """Up to three questions on what `answer` cites that the notices answer, without those in `asked`.

    Two places that the sources name and the questions do not, and the section around the first source. In English the
    places alone, since an address would be Chinese.

    Args:
        answer: What was answered last.
        asked: The questions of the conversation.
        quote: Tries a question out.
    """
    on_places = (one for one in _on_places(answer, asked) if one not in asked and not quote(one).abstained)
    section = None if answer.language == "en" else _on_the_section(answer)
    tells = section is not None and section.question not in asked and _tells(quote(section.question), section)
    return (*islice(on_places, PLACES), *((section.question,) if section is not None and tells else ()))


def _on_places(answer: Answer, asked: Collection[str]) -> Iterator[str]:
    """…有哪些做法: for the places that the sources name, those named most often first."""
    named = Counter(place for citation in answer.citations for place in places_in(citation.quote))
    known = {place for question in asked for place in places_in(question)}
    places = [place for place, _ in named.most_common() if place not in known][:TRIED]
    for place in places:
        yield f"What has {english_name(place)} done?" if answer.language == "en" else f"{place}有哪些做法？"


def _on_the_section(answer: Answer) -> _Section | None:
    """…说了什么: what stands around the first source, or the source itself where nothing does."""
    cited = next((citation for citation in answer.citations if citation.path), None)
    if cited is None:
        return None
    path = cited.path[:-1] or cited.path
    return _Section(question=f"{cited.doc} {path_label(path)} 说了什么？", doc=cited.doc, path=path)


def _tells(answer: Answer, section: _Section) -> bool:
    """Whether `answer` quotes the section that was asked after."""
    inside = (one for one in answer.citations if one.doc == section.doc)
    return not answer.abstained and any(one.path[: len(section.path)] == section.path for one in inside)
