"""Notices coming and going as HTML: the place for files, what each would become, what was done; pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from rag.corpus import Problem
from rag.domain import Language, Notice
from rag.index.edit import EditReport
from rag.index.rollback import RolledBack
from rag.parse.blocks import SUFFIXES
from ui.apart import apart
from ui.render_report import count_of, count_words, figures_html
from ui.render_source import caption, particulars_line
from ui.render_twin import kin_html
from ui.said import in_language
from ui.shelf import MOST_BYTES, Candidate
from ui.shelf_words import ShelfWords
from ui.words import Words

MOST_OUTLINED = 400
"""Units of a notice that its preview lists."""
OF_THOSE_HERE = "，或把它移出政策库"
"""Advice on a file that is here, which one that waits is not."""
_MB = 1024**2


def shelf_html(notices: Sequence[Notice], *, may_edit: bool, words: Words, shelf: ShelfWords) -> str:
    """The whole view; where nothing may be changed, why."""
    head = (
        f'<div class="pr-shelf"><p><a class="pr-back" href="#/library">{shelf.back}</a></p><h2>{shelf.title}</h2>'
        f"<p>{shelf.note}</p>"
    )
    if not may_edit:
        return f'{head}<div class="pr-notice-box"><strong>{shelf.closed}</strong><p>{shelf.closed_hint}</p></div></div>'
    size = MOST_BYTES // _MB
    return (
        f'{head}<div class="pr-drop" data-most="{MOST_BYTES}" data-big="{escape(shelf.too_big)}" data-size="{size}" '
        f'data-big-hint="{escape(shelf.too_big_hint)}" '
        f'data-reading="{escape(shelf.reading)}">'
        f'<p>{shelf.drop} <label class="pr-choose"><input type="file" id="pr-files" multiple '
        f'accept="{",".join(SUFFIXES)}">{shelf.choose}</label></p>'
        f"<p>{shelf.drop_note.format(kinds=' '.join(SUFFIXES), size=size)}</p></div>"
        f'<div class="pr-waiting-files"></div>'
        f'<div class="pr-take" hidden><button type="button" class="pr-primary" id="pr-take">{shelf.take}</button>'
        f'<span role="status" data-usual="{shelf.waiting}" data-undecided="{shelf.undecided}" '
        f'data-unread="{shelf.still_reading}"></span></div>'
        f"{progress_html(shelf)}"
        f'<div class="pr-outcome" role="status" tabindex="-1"></div>{_here(notices, words, shelf)}</div>'
    )


def shelf_frame_html(*, words: Words) -> str:
    """The place of the view before it is loaded."""
    return (
        f'<div id="pr-shelf" data-lang="{words.language}" data-failed="{words.load_failed}">'
        f'<p class="pr-none">{words.compare_loading}</p></div>'
    )


def progress_html(shelf: ShelfWords) -> str:
    """The bar that the script moves while something is done."""
    stages = "".join(f' data-{name}="{label}"' for name, label in shelf.stages.items())
    return (
        f'<div class="pr-progress" data-working="{shelf.working}" data-cut="{escape(shelf.cut_off)}"{stages} hidden>'
        f'<progress aria-label="{shelf.working}"></progress><span role="status"></span></div>'
    )


def candidate_html(candidate: Candidate, *, words: Words, shelf: ShelfWords) -> str:
    """One file that waits, or why it does not."""
    name = escape(candidate.name)
    drop = (
        f'<button type="button" class="pr-leave" aria-label="{escape(shelf.leave_out.format(name=candidate.name))}" '
        f'title="{escape(shelf.leave_out.format(name=candidate.name))}">×</button>'
    )
    if candidate.notice is None:
        problem = candidate.problem
        told = () if problem is None else (problem.message, problem.hint.replace(OF_THOSE_HERE, ""))
        why = "".join(f"<p>{escape(in_language(text, words.language))}</p>" for text in told)
        return (
            f'<article class="pr-candidate is-bad" data-token=""><header><h3>{name}</h3>'
            f'<em class="is-past">{shelf.unread_file}</em>{drop}</header>{why}</article>'
        )
    notice = candidate.notice
    badge = f'<em class="{"is-good" if candidate.standing == "new" else ""}">{_standing(candidate, shelf)}</em>'
    body = "" if candidate.standing == "same" else figures_html(notice, shelf=shelf) + _outline(notice, shelf)
    return (
        f'<article class="pr-candidate" data-token="{escape(candidate.token)}"><header>'
        f'<h3 lang="zh-CN">{escape(notice.title)}</h3>{badge}{drop}</header>'
        f'<p lang="zh-CN">{particulars_line(notice, words)}</p><p>{name}</p>'
        f"{kin_html(candidate, words=words, shelf=shelf)}{body}</article>"
    )


def taken_html(report: EditReport, notices: Sequence[Notice], *, words: Words, shelf: ShelfWords) -> str:
    """What became of the files that were to be added."""
    lines = "".join(
        f'<li><strong>{shelf.outcome[one.outcome]}</strong> <span lang="zh-CN">{escape(one.notice.title)}</span>'
        + (f"<p>{escape(shelf.kept.format(kept=one.kept))}</p>" if one.kept else "")
        + "</li>"
        for one in report.added
    )
    return (
        f'<ul role="list">{lines}</ul>{_notes(report, words.language)}{_problems(report, words, shelf)}'
        f"<p>{shelf.now.format(notices=len(notices))}</p>"
    )


def removed_html(report: EditReport, notices: Sequence[Notice], *, words: Words, shelf: ShelfWords) -> str:
    """What was removed, and where its file is."""
    lines = "".join(
        f'<li><strong>{shelf.removed}</strong> <span lang="zh-CN">{escape(notice.title)}</span>'
        f"<p>{escape(shelf.kept.format(kept=kept))}</p></li>"
        for notice, kept in report.removed
    )
    notes = _notes(report, words.language)
    return f'<ul role="list">{lines}</ul>{notes}<p>{shelf.now.format(notices=len(notices))}</p>'


def undone_html(done: RolledBack, *, shelf: ShelfWords) -> str:
    """What is as it was."""
    told = (
        (shelf.restored, done.restored),
        (shelf.taken_out, done.removed),
        (shelf.differing, done.differing),
        (shelf.lost, done.lost),
    )
    lines = "".join(f"<p>{escape(words.format(names='、'.join(names)))}</p>" for words, names in told if names)
    return f"<p>{shelf.undone.format(notices=done.notices)}</p>{lines}"


def _notes(report: EditReport, language: Language) -> str:
    """What else became of the corpus."""
    return "".join(f"<p>{escape(in_language(note, language))}</p>" for note in report.notes)


def _problems(report: EditReport, words: Words, shelf: ShelfWords) -> str:
    """Files that were not added; apart from them those here before that can no more be read, and what that means."""
    before = () if report.build is None else report.build.problems
    groups = (
        (shelf.problems, report.problems),
        (shelf.problems_kept, [one for one in before if one.kept]),
        (shelf.problems_gone, [one for one in before if not one.kept]),
    )
    return "".join(_problem_list(title, problems, words) for title, problems in groups if problems)


def _problem_list(title: str, problems: Sequence[Problem], words: Words) -> str:
    def told(one: Problem) -> str:
        return " ".join(escape(in_language(text, words.language)) for text in (one.message, one.hint))

    return f"<p><strong>{title}</strong></p><ul>{''.join(f'<li>{told(one)}</li>' for one in problems)}</ul>"


def _here(notices: Sequence[Notice], words: Words, shelf: ShelfWords) -> str:
    marks = apart(notices)
    names = {one.id: f"{one.title} {marks.get(one.id, '')}".rstrip() for one in notices}
    lines = "".join(
        f'<li><span lang="zh-CN">{escape(notice.title)}<small>'
        f"{particulars_line(notice, words, marks.get(notice.id, ''))}</small></span>"
        f'<button type="button" class="pr-remove" data-doc="{escape(notice.id)}" data-sure="{shelf.remove_sure}" '
        f'aria-label="{escape(shelf.remove_named.format(name=names[notice.id]))}">{shelf.remove}</button></li>'
        for notice in notices
    )
    return (
        f'<section class="pr-here-list"><h3>{shelf.here}</h3><ul role="list">{lines}</ul>'
        f'<p><button type="button" id="pr-undo" data-sure="{shelf.undo_sure}">{shelf.undo}</button> '
        f"{shelf.undo_note}</p></section>"
    )


def _standing(candidate: Candidate, shelf: ShelfWords) -> str:
    if candidate.standing == "same" and candidate.kin[0].waits:
        return shelf.same_waiting
    named = candidate.notice is not None and candidate.notice.symbol
    return shelf.twin_untitled if candidate.standing == "twin" and not named else shelf.standing[candidate.standing]


def _outline(notice: Notice, shelf: ShelfWords) -> str:
    units = [item for item in notice.items if item.path]
    if not units:
        return ""
    lines = "".join(
        f'<li data-depth="{min(len(item.path), 5)}"><b>{escape(item.path[-1])}</b> {escape(caption(item))}</li>'
        for item in units[:MOST_OUTLINED]
    )
    more = f"<li>… {len(units) - MOST_OUTLINED}</li>" if len(units) > MOST_OUTLINED else ""
    return (
        f"<details open><summary>{shelf.outline} <span>{count_words(count_of(notice), shelf=shelf)}</span></summary>"
        f'<ul class="pr-plan" role="list" lang="zh-CN" tabindex="0" aria-label="{shelf.outline}">{lines}{more}</ul>'
        "</details>"
    )
