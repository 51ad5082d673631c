"""Documents that the corpus only cites, 《…》（建市函〔2022〕82号): their number is where they are cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answer.selection import Finding, Selection, whole
from rag.index.items import HEAD
from rag.mentions import SYMBOL as PRINTED
from rag.mentions import plain_title
from rag.question.notice_lines import SYMBOL, lines_asked
from rag.question.query import Query
from rag.retrieve.evidence import Evidence, fold_once
from rag.retrieve.scope import Scope
from rag.text import simplify, squeeze

# 《住房和城乡建设部关于…的通知》（建市函〔2022〕82号）: a title with the number after it, which may be left out
_CITED = re.compile(
    r"《(?P<title>[^《》]{4,80}(?:《[^《》]*》[^《》]{0,20})?)》\s*(?:[（(](?P<symbol>[^（）()]{3,40}号)[)）])?"
)
# 什么文件的文号是82号, 82号文是什么文件, 哪份文件的编号为建市〔2020〕60号: which document has a number
_WHICH = re.compile(
    r"(?:什么|哪[一个份件部]*)(?:文件|通知|公文|办法|意见|规定|方案)的?(?:文号|发文字号|编号)?(?:是|为|叫)"
    r"[^，。？]{0,20}?(?P<after>\d{1,5})\s*号"
    r"|(?P<before>\d{1,5})\s*号(?:文件?|通知|函|令)?(?:是|指)(?:的?是)?(?:什么|哪[一个份件部]*)(?:文件|通知|公文|办法|意见|规定|方案)"
)
# 请问, 我想知道: before the name
_POLITE = re.compile(r"^(?:请问|麻烦|你好|您好|我?想(?:知道|问|查)|告诉我|帮我|查|问|一下|下|，|,|\s)+")
_LEAST = 5
"""Characters by which a document is named at least."""
_FITS = 0.8
"""Share of the pairs of characters in the name asked for that the title cited has at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Citation:
    evidence: Evidence
    at: int
    """Where in the text of its item it begins."""
    title: str
    """As titles are compared."""
    symbol: str
    """``""`` where none is printed."""


def select_cited(query: Query, corpus: Sequence[Evidence]) -> Selection | None:
    """Where the corpus cites the document whose number is asked for; None for no such question, or a notice it holds.

    The title cited must fit what is asked better than that of every notice: 嘉兴市…方案 is not the one of a city in it.
    One that is cited without its number is refused, with the place that cites it.
    """
    if query.language != "zh" or query.intent == "compare" or len(query.notices) > 1:
        return None
    which = _WHICH.search(query.text)
    if which is not None:
        return _numbered(which["after"] or which["before"], query, corpus)
    if tuple(lines_asked(query.text)) != (SYMBOL,) or PRINTED.search(query.text):
        return None
    pairs = _pairs_of(_name_in(query.text))
    if len(pairs) < _LEAST - 1:
        return None
    scope = Scope.of(corpus)
    held = [plain_title(notice.title) for notice in scope.notices]
    best = max((_share(pairs, title) for title in held), default=0.0)
    citing = [one for one in _citations(scope.holding([fold_once("《")])) if not any(one.title in own for own in held)]
    shares = [_share(pairs, one.title) for one in citing]
    most = max(shares, default=0.0)
    if most < _FITS or most <= best:
        return None
    fitting = [one for one, share in zip(citing, shares, strict=True) if share == most]
    shortest = min(len(one.title) for one in fitting)
    told = [one for one in fitting if one.symbol] or [one for one in fitting if len(one.title) == shortest]
    findings = _findings(told)
    if not told[0].symbol:
        return Selection(intent="lookup", findings=(), reason="unheld", nearby=findings[:2], lacking=(told[0].title,))
    return Selection(intent="lookup", findings=findings[:1] if len({one.symbol for one in told}) == 1 else findings)


def _numbered(number: str, query: Query, corpus: Sequence[Evidence]) -> Selection | None:
    """The document with a number: the title of the notice that has it, else where it is cited, else a refusal."""
    scope = Scope.of(corpus)
    own = scope.within(query.notices).has(HEAD)
    titles = [one for one in own if squeeze(one.item.text) == squeeze(one.notice.title)]
    if titles:
        return Selection(intent="head", findings=tuple(map(whole, titles)))
    printed = PRINTED.search(query.text)
    tail = f"〔{printed[2]}〕{printed[3]}号" if printed is not None else f"〕{number}号"
    citing = _citations(scope.holding([fold_once("《")]))
    findings = _findings([one for one in citing if _bracketed(one.symbol).endswith((tail, f"第{number}号"))])
    if findings:
        return Selection(intent="lookup", findings=findings[:3])
    return None if query.missing or query.notices else Selection(intent="lookup", findings=(), reason="topic")


def _citations(some: Sequence[Evidence]) -> list[_Citation]:
    return [
        _Citation(
            evidence=one,
            at=one.item.start + match.start(),
            title=plain_title(simplify(match["title"])),
            symbol=match["symbol"] or "",
        )
        for one in some
        for match in _CITED.finditer(one.item.text)
    ]


def _findings(citing: Sequence[_Citation]) -> tuple[Finding, ...]:
    """The clauses that cite, each once."""
    found: dict[tuple[int, int], Finding] = {}
    for one in citing:
        facts = tuple(fact for fact in one.evidence.facts if fact.start <= one.at < fact.end)
        if facts:
            found.setdefault((one.evidence.row, facts[0].start), Finding(evidence=one.evidence, facts=facts))
    return tuple(found.values())


def _bracketed(symbol: str) -> str:
    """A number with the year in the brackets that notices print: 建市[2020]60号 as 建市〔2020〕60号."""
    return PRINTED.sub(lambda found: f"{found[1]}〔{found[2]}〕{found[3]}号", simplify(symbol))


def _name_in(text: str) -> str:
    """What a question names before or after the words that ask for the number; in 《》 that alone."""
    titled = re.search(r"《(.+)》", text)
    if titled is not None:
        return titled[1]
    asking = re.search(SYMBOL.zh, text)
    before, after = (text[: asking.start()], text[asking.end() :]) if asking is not None else (text, "")
    return max((_POLITE.sub("", part).strip("的是为 ?？，。") for part in (before, after)), key=len)


def _pairs_of(name: str) -> set[str]:
    """The pairs of neighbouring characters of a name, without those that only join."""
    plain = plain_title(name)
    return {pair for at in range(len(plain) - 1) if "的" not in (pair := plain[at : at + 2]) and pair.isalpha()}


def _share(pairs: set[str], title: str) -> float:
    return sum(pair in title for pair in pairs) / (len(pairs) or 1)
