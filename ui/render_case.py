"""A question as a form, and what is looked up for it, as HTML; pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from eval.cases import KINDS, LANGUAGES, Address, Case
from eval.words import GROUPS
from rag.address import label
from rag.domain import Notice
from ui.case_words import CaseWords, Role
from ui.finding import Hit
from ui.question_sets import BUILT_IN, Looked
from ui.words import Words

MOST_SHOWN = 120
"""Characters of an item's text beside its address."""
CITED_THEN = "当时的出处："
"""Begins the line of a draft's remarks that names what was cited; see `eval.drafts`."""
LONGEST = 20_000
"""Characters of a field that is typed in."""
MOST_HITS = 30
"""Items that a search offers."""
CHOSEN_KINDS = tuple(kind for kind in KINDS if kind not in ("unanswerable", "followup"))
"""Kinds that are chosen; the others show by what is ticked and filled in, and are named where a question is one."""


def form_html(
    case: Case | None,
    *,
    owner: str,
    remarks: str,
    copied: bool = False,
    sets: Sequence[str],
    into: str,
    notices: Sequence[Notice],
    words: Words,
    page: CaseWords,
) -> str:
    """The form of a question of a set, of a draft, or of a new question.

    Args:
        case: None for a new one.
        owner: The set that the case stands in; ``""`` for a draft or a new one.
        remarks: What was said against the answer of a draft.
        copied: Whether it is only the pattern of a new one.
        sets: Names of the sets that it can join.
        into: The one that is proposed; ``""`` for none.
        notices: In which its sources stand.
        words: The page's words.
        page: Those of the form.
    """
    title = page.new if case is None else _title(owner, copied, page).format(name=case.id)
    plain = escape(remarks.replace("**", ""))
    said = f"<details open><summary>{page.remarks}</summary><pre>{plain}</pre></details>" if remarks else ""
    known = "".join(f'<option value="{escape(name)}"></option>' for name in sets)
    join = (
        f'<label>{page.into} <input type="text" name="into" list="pr-sets" maxlength="40" value="{escape(into)}" '
        f'data-missing="{page.into_missing}" aria-describedby="pr-into">'
        f'</label><datalist id="pr-sets">{known}</datalist><small id="pr-into">{page.into_hint}</small>'
    )
    keep = f'<button type="submit" value="save"{" class=pr-primary" if owner else ""}>{page.save}</button>'
    accept = f'<button type="submit" value="accept" class="pr-primary">{page.accept}</button>'
    drop = f'<button type="button" class="pr-discard" data-sure="{page.drop_sure}">{page.drop}</button>'
    fresh = case is None or copied
    acts = (keep, drop) if owner else (join, accept) if fresh else (join, accept, keep, drop)
    back = BUILT_IN if copied else owner
    return (
        f'<p><a class="pr-back" href="#/trial?{escape(urlencode({"set": back} if back else {}))}">{page.back}</a></p>'
        f'<h2 tabindex="-1">{escape(title)}</h2>{said}'
        f'<form class="pr-case" data-set="{escape(owner)}" data-id="{escape(case.id) if case and not copied else ""}" '
        f'data-like="{escape(case.id) if case and copied else ""}">'
        f"{_fields(case, remarks, notices, words, page)}"
        f'<p class="pr-row">{" ".join(acts)}</p></form>'
    )


def _title(owner: str, copied: bool, page: CaseWords) -> str:
    return page.copy_of if copied else page.edit if owner else page.draft


def _fields(case: Case | None, remarks: str, notices: Sequence[Notice], words: Words, page: CaseWords) -> str:
    asked = [turn.content for turn in case.history if turn.role == "user"] if case else []
    own = (case.kind,) if case and case.kind not in CHOSEN_KINDS else ()
    kinds = [(kind, _named(kind, words)) for kind in (*own, *CHOSEN_KINDS)]
    languages = [("", page.by_question), *((name, _named(name, words)) for name in LANGUAGES)]
    sources: tuple[tuple[Role, tuple[Address, ...]], ...] = (
        (("cite", case.cite), ("cite_any", case.cite_any), ("cite_also", case.cite_also)) if case else ()
    )
    chosen = "".join(chosen_html(str(one), notices, page=page, role=role) for role, places in sources for one in places)
    more = bool(case and (asked or case.members or case.members_also or case.absent or case.count is not None))
    count = "" if case is None or case.count is None else str(case.count)
    return (
        f"{_area('question', page.question, [case.question] if case else [])}"
        f'<label class="pr-tick"><input type="checkbox" name="answerable"'
        f"{' checked' if case is None or case.answerable else ''}> {page.answerable}</label>"
        f'<p class="pr-row">{_select("kind", page.kind, kinds, case.kind if case else "fact")} '
        f"{_select('language', page.language, languages, case.language if case else '')}</p>"
        f'<fieldset class="pr-source-choice"><legend>{page.sources}</legend>'
        f'<ul role="list" class="pr-source-list" data-none="{page.no_sources}">{chosen}</ul>'
        f"{_then(remarks, notices, page)}"
        f'<label>{page.seek}<input type="search" class="pr-source-search" placeholder="{page.seek_hint}" '
        'autocomplete="off"></label><div class="pr-offers" aria-live="polite"></div></fieldset>'
        f"{_area('facts', page.facts, [' | '.join(fact) for fact in case.facts] if case else [], page.facts_hint)}"
        '<ul role="list" class="pr-looked" aria-live="polite"></ul>'
        f"<details{' open' if more else ''}><summary>{page.more}</summary>"
        f"{_area('members', page.members, case.members if case else [])}"
        f"{_area('members_also', page.members_also, case.members_also if case else [])}"
        f'<label>{page.count} <input type="number" name="count" min="0" max="1000000" value="{count}"></label>'
        f"{_area('absent', page.absent, case.absent if case else [])}"
        f"{_area('history', page.history, asked)}</details>"
    )


def _then(remarks: str, notices: Sequence[Notice], page: CaseWords) -> str:
    """What the answer that was complained of had cited, to be chosen from where it is right."""
    line = next((line for line in remarks.splitlines() if line.startswith(CITED_THEN)), "")
    held = {label(one.id, item.path) for one in notices for item in one.items if item.path}
    cited = [address for address in line.removeprefix(CITED_THEN).split("、") if address in held]
    offers = " ".join(_offer(address, page) for address in cited)
    return f"<p>{page.cited_then} {offers}</p>" if offers else ""


def _named(group: str, words: Words) -> str:
    return GROUPS[group].en if words.language == "en" else GROUPS[group].zh


def _area(name: str, title: str, lines: Sequence[str], hint: str = "") -> str:
    written, rows = escape("\n".join(lines)), max(3, min(len(lines) + 1, 8))
    note = f" <small>{hint}</small>" if hint else ""
    # a first line end in a text area is not part of its text
    place = f'<textarea name="{name}" rows="{rows}" maxlength="{LONGEST}">\n{written}</textarea>'
    return f"<label>{title}{note}{place}</label>"


def _select(name: str, title: str, options: Sequence[tuple[str, str]], chosen: str) -> str:
    listed = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{words}</option>' for value, words in options
    )
    return f'<label>{title} <select name="{name}">{listed}</select></label>'


def chosen_html(address: str, notices: Sequence[Notice], *, page: CaseWords, role: Role = "cite") -> str:
    """A source that was chosen: what it is for, the beginning of its text, and a button that takes it away."""
    found = next(
        (item.text for one in notices for item in one.items if label(one.id, item.path) == address), page.no_item
    )
    roles = "".join(
        f'<option value="{name}"{" selected" if name == role else ""}>{title}</option>'
        for name, title in page.roles.items()
    )
    return (
        f'<li data-cite="{escape(address)}"><select class="pr-role" aria-label="{page.role} {escape(address)}">{roles}'
        f'</select> <b lang="zh-CN">{escape(address)}</b> '
        f'<span lang="zh-CN">{escape(_short(found))}</span> <button type="button" class="pr-unchoose" '
        f'aria-label="{page.unchoose} {escape(address)}">{page.unchoose}</button></li>'
    )


def hits_html(hits: Sequence[Hit], *, page: CaseWords) -> str:
    """The items that a search found, each with a button that chooses it."""
    if not hits:
        return f"<p>{page.no_hits}</p>"
    lines = "".join(_hit(hit, page) for hit in hits[:MOST_HITS])
    more = f"<p>… {len(hits) - MOST_HITS}</p>" if len(hits) > MOST_HITS else ""
    return f'<ul role="list">{lines}</ul>{more}'


def _hit(hit: Hit, page: CaseWords) -> str:
    address = label(hit.notice.id, hit.item.path)
    return f'<li>{_offer(address, page)} <span lang="zh-CN">{escape(_short(hit.item.text))}</span></li>'


def _offer(address: str, page: CaseWords) -> str:
    """A button that chooses an item."""
    return (
        f'<button type="button" class="pr-choice" data-cite="{escape(address)}" '
        f'aria-label="{page.choose} {escape(address)}"><span lang="zh-CN">{escape(address)}</span></button>'
    )


def looked_html(looked: Sequence[Looked], *, page: CaseWords) -> str:
    """What was written, each with whether it stands in the chosen items, or where it does."""
    return "".join(_looked(one, page) for one in looked)


def _looked(one: Looked, page: CaseWords) -> str:
    if one.right:
        return f'<li class="is-good">✓ <b>{escape(one.words)}</b> {page.stands}</li>'
    offered = " ".join(_offer(address, page) for address in one.offered)
    why = f"{page.elsewhere}{offered}" if offered else page.no_item if one.is_source else page.nowhere
    return f'<li class="is-bad">✗ <b>{escape(one.words)}</b> {why}</li>'


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_SHOWN else line[:MOST_SHOWN] + "…"
