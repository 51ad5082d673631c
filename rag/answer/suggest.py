"""Questions that the corpus can answer, made from its own headings, places and departments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rag.answer.asked import gives_money
from rag.domain import Language
from rag.glossary import find_concepts
from rag.regions import english_name
from rag.retrieve.evidence import Evidence


def suggest(corpus: Sequence[Evidence], language: Language) -> tuple[str, ...]:
    """Up to four questions, each of another kind: a list, a place, a department's tasks, a section."""
    makers = (_on_a_heading, _on_a_place, _on_a_department, _on_a_section)
    return tuple(question for make in makers if (question := make(corpus, language)))


def _on_a_heading(corpus: Sequence[Evidence], language: Language) -> str:
    """哪些地方…，各多少: the heading with the most sums below it, else the one with the most places."""
    sums: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for one in corpus:
        for heading in one.notice.headings(one.item.path[:-1])[-1:]:
            sums[heading] += sum(gives_money(fact) for fact in one.facts if fact.regions)
            places[heading] += len(one.regions)
    paying = next((heading for heading, count in sums.most_common(1) if count > 1), "")
    heading = paying or next((heading for heading, count in places.most_common(1) if count > 1), "")
    if not heading:
        return ""
    if language == "en":
        name = _in_english(heading)
        asked = "which places, and how much?" if paying else "which places?"
        return f"{name[0].upper()}{name[1:]}: {asked}" if name else ""
    return f"哪些地方{heading}，各多少？" if paying else f"哪些地方{heading}？"


def _on_a_place(corpus: Sequence[Evidence], language: Language) -> str:
    """…有哪些做法: the place that most items speak of."""
    places = Counter(region for one in corpus for region in one.regions)
    if not places:
        return ""
    region = places.most_common(1)[0][0]
    return f"{region}有哪些做法？" if language == "zh" else f"What has {english_name(region)} done?"


def _on_a_department(corpus: Sequence[Evidence], language: Language) -> str:
    """…牵头哪些任务: the second most frequent leading department, since the first leads nearly all."""
    leads = Counter(one.facts[0].lead for one in corpus if one.item.kind == "row" and one.facts and one.facts[0].lead)
    if not leads:
        return ""
    lead = leads.most_common(2)[-1][0]
    if language == "en":
        name = _in_english(lead)
        return f"Which tasks does the {name} lead, and when are they due?" if name else ""
    return f"{lead}牵头哪些任务？什么时候完成？"


def _on_a_section(corpus: Sequence[Evidence], language: Language) -> str:
    """…说了什么: the first section of the latest notice; in English, where an address would be Chinese, the notices."""
    if language == "en":
        return "Which notices are there?"
    dated = [one for one in corpus if one.notice.issued and one.item.kind == "item" and len(one.item.path) > 1]
    if not dated:
        return ""
    latest = max(dated, key=lambda one: (one.notice.issued is not None and one.notice.issued.toordinal()) or 0)
    first = next(one for one in dated if one.notice is latest.notice)
    return f"{first.notice.id} {''.join(first.item.path)} 说了什么？"


def _in_english(words: str) -> str:
    """The English of the first measure in `words`, or of its first concept; ``""`` where the glossary has none."""
    concepts = [mention.concept for mention in find_concepts(words)]
    concepts.sort(key=lambda concept: concept.kind != "measure")
    return next((concept.en[0] for concept in concepts if concept.en), "")
