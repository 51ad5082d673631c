"""The act that a question on a penalty is about (擅自转让设施怎么处罚), and the clauses that name it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answer.asked import gives_penalty
from rag.answer.selection import Finding
from rag.answer.ways.articles import with_penalties
from rag.question.query import Query
from rag.question.wording import load_wording
from rag.retrieve.evidence import Evidence, fold_once
from rag.retrieve.scope import Scope

# 怎么处罚, 会被罚多少, 要受什么处分: where the act ends and the question begins; not 处罚决定
_ASKED = re.compile(
    r"(?:的?话)?(?:[会要将该应能可]|应当|可以|一?般)*(?:被|受到?|面临|承担|有)*(?:怎么|如何|怎样|咋|什么|啥|哪些|多少|几)*"
    r"(?:处以|处|给予)?(?:罚(?!单)|处罚|处分|处理|后果|责任|追究)"
)
# 供热企业, 建设单位: a party that runs or builds; 用户, 业主: one that uses
_RUNS = re.compile(r"企业|公司|经营者|单位|机构|开发商|中介")
_USES = re.compile(r"用户|住户|居民|业主|个人|租户|承租人")
# 用户违反…, 供热企业擅自…: who a clause on a penalty is about, before what it did
_ACTOR = re.compile(r"^[^，。；：]{0,24}?(?=违反|未|不|擅自|有下列|拒|逾期)")
# 擅自转让, 拒绝供热: the words of notices, which the clause on such an act would have; not 没证就挖
_FORMAL = re.compile(r"擅自|拒[绝不]|违规|违反|未[按经依]|逾期")
_JOINS = "的了把将给对向在于和与及而就还被由为是没有要"
_MOST = 24
"""Characters of an act at most: a longer question tells a story, whose every word stands in no clause."""
_SAID = 0.4
"""Share of the pairs of characters of an act that a clause which names it has at least."""


def act_asked(query: Query) -> str:
    """The act whose penalty is asked for, folded; ``""`` where it is a story, or the question names an address."""
    if query.language != "zh" or query.paths:
        return ""
    asking = _ASKED.search(query.text)
    if asking is None or re.search(r"[，。；]", query.text[: asking.start()]):
        return ""
    act = fold_once(load_wording().filler.sub(" ", query.text[: asking.start()])).strip()
    return act if len(act) <= _MOST else ""


def names_the_act(act: str, said: str, same: Sequence[Sequence[str]] = ()) -> bool:
    """Whether `said`, folded, has of each word of `act` at least one character, and most of its pairs.

    Args:
        act: As `act_asked` gives it.
        said: What a clause says, with its headings.
        same: The spellings of each thing that the act names: another of them says it as well.
    """
    left = said
    for spellings in same:
        if any(word in said for word in spellings):
            for word in sorted(spellings, key=len, reverse=True):
                act, left = act.replace(word, " "), left.replace(word, " ")
    runs = [run for run in re.split(rf"[\s{_JOINS}]+", act) if len(run) > 1]
    for one in (pair for run in runs for pair in _pairs(run) if pair in said):
        left = left.replace(one[0], " ").replace(one[1], " ")
    return not any(_is_missing(run, said, left) for run in runs)


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _is_missing(run: str, said: str, left: str) -> bool:
    """Whether two neighbours of `run`, in no pair that `said` has, both stand nowhere in `left`, its other words."""
    told = {at + own for at, pair in enumerate(_pairs(run)) if pair in said for own in (0, 1)}
    absent = [at not in told and char not in left for at, char in enumerate(run)]
    return any(map(bool.__and__, absent, absent[1:]))


def _share(act: str, said: str) -> float:
    pairs = {pair for pair in _pairs(act) if not set(pair) & set(f"{_JOINS} ")}
    return sum(pair in said for pair in pairs) / (len(pairs) or 1)


def penalties_of(query: Query, found: Sequence[Finding], scope: Sequence[Evidence]) -> tuple[Finding, ...] | None:
    """What follows on the very act that `query` asks of, and its article; ``()`` where no clause names it.

    Args:
        query: A question on a penalty.
        found: What has the words of the question, with the penalties that refer to it.
        scope: Where another clause may name the act that `found` does not.

    Returns:
        None where `found` stands: the question names no act by itself, or in words of speech that no clause has.
    """
    act = act_asked(query)
    if len(act) < 3 or not found:
        return None
    same = [term.variants for term in query.terms]
    kept = _of_the_act(act, same, found)
    if any(gives_penalty(fact) for one in kept for fact in one.facts):
        return kept
    naming = [
        (_share(act, one.words), one)
        for one in Scope.of(scope).holding([pair for pair in _pairs(act) if " " not in pair])
        if one.states and one.item.path and names_the_act(act, _words(one), same)
    ]
    naming = [(share, one) for share, one in naming if share >= _SAID]
    best = max((share for share, _ in naming), default=0.0)
    nearest = [Finding(evidence=one, facts=one.facts) for share, one in naming if share == best]
    if nearest:
        return _of_the_act(act, same, with_penalties(nearest, scope))
    return () if _FORMAL.search(act) or _of_another_party(act, found) else None


def _of_the_act(act: str, same: Sequence[Sequence[str]], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """`found` without what does not name the act, and without penalties of another actor."""
    penalties = _penalties(found)
    fitting = [one for one in penalties if not _of_another(act, one)]
    if _of_another_party(act, found):
        return ()
    said = " ".join(fold_once(fact.text) for one in fitting for fact in one.facts)
    rules = [one for one in found if one not in penalties]
    naming = [one for one in rules if names_the_act(act, f"{_words(one.evidence)} {said}", same)]
    if not naming:
        fitting = [one for one in fitting if names_the_act(act, _words(one.evidence), same)]
    return tuple(one for one in found if one in naming or one in fitting)


def _words(one: Evidence) -> str:
    """What an item says, with its headings and the title of its notice, which names its place."""
    return f"{one.words}\n{one.title}"


def _penalties(found: Sequence[Finding]) -> list[Finding]:
    return [one for one in found if any(gives_penalty(fact) for fact in one.facts)]


def _of_another_party(act: str, found: Sequence[Finding]) -> bool:
    """Whether all the penalties of `found` are for another party than the one that the act is of."""
    penalties = _penalties(found)
    return bool(penalties) and all(_of_another(act, one) for one in penalties)


def _of_another(act: str, penalty: Finding) -> bool:
    """Whether a clause is on those who use where the act is of those who run, or the other way round."""
    actor = _ACTOR.match(fold_once(penalty.facts[0].text))
    if actor is None:
        return False
    own, asked = (_party(text) for text in (actor.group(), act))
    return bool(own and asked) and own != asked


def _party(text: str) -> str:
    """``"runs"`` or ``"uses"`` by the party that `text` names first; ``""`` for none."""
    found = [(match.start(), name) for name, one in (("runs", _RUNS), ("uses", _USES)) if (match := one.search(text))]
    return min(found)[1] if found else ""
