"""What a file that waits has in common with the notices that are here, and what to choose then, as HTML; pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from rag.domain import Notice
from ui.pairing import FRAME, Line, pairing_of
from ui.render_pair import compared_html
from ui.render_source import particulars_line
from ui.shelf import Candidate, Kin
from ui.shelf_words import ShelfWords
from ui.words import Words

MOST_CHANGES = 30
"""Sentences that differ and are shown."""


def kin_html(candidate: Candidate, *, words: Words, shelf: ShelfWords) -> str:
    """The twins of a file, where they differ, and the choice; or the notices of its title; ``""`` where it has none."""
    notice = candidate.notice
    if notice is None or not candidate.kin or candidate.standing == "same":
        return ""
    listed = "".join(f"<li>{_named(one, words, shelf)}</li>" for one in candidate.kin)
    kin = f'<ul role="list">{listed}</ul>'
    if candidate.standing == "new":
        return f'<div class="pr-notice-box"><p>{shelf.namesakes}</p>{kin}</div>'
    told = shelf.twins if notice.symbol else shelf.twins_untitled
    beside = candidate.replaces or candidate.kin[0]
    return (
        f'<fieldset class="pr-twin"><legend>{told.format(name=escape(notice.id), count=len(candidate.kin))}</legend>'
        f"{kin}{_changes(beside.notice, notice, shelf)}{_choice(candidate, shelf)}</fieldset>"
    )


def _named(kin: Kin, words: Words, shelf: ShelfWords) -> str:
    """One of them, by what tells it from the others."""
    notice = kin.notice
    size = shelf.characters.format(characters=len(notice.text))
    waits = f" <em>{shelf.waits_too}</em>" if kin.waits else ""
    file = "" if kin.waits else f" · {escape(notice.source)}"
    line = particulars_line(notice, words)
    return f'<span lang="zh-CN">《{escape(notice.title)}》 <small>{line} · {size}{file}</small></span>{waits}'


def _choice(candidate: Candidate, shelf: ShelfWords) -> str:
    """What to do with it; it replaces nothing where nothing tells which one."""
    name = escape(candidate.token)
    options = [("both", shelf.both, shelf.both_means)]
    if candidate.replaces is not None:
        several = len(candidate.kin) > 1
        which = shelf.replace_one.format(title=f"《{candidate.replaces.notice.title}》") if several else shelf.replace
        options.insert(0, ("replace", which, shelf.replace_means))
    shown = "".join(
        f'<label><input type="radio" name="twin-{name}" value="{choice}"><span>{escape(label)} '
        f"<small>{means}</small></span></label>"
        for choice, label, means in options
    )
    unclear = "" if candidate.replaces is not None else f"<p>{shelf.replace_unclear}</p>"
    return f"{unclear}{shown}<p>{shelf.neither}</p>"


def _changes(old: Notice, new: Notice, shelf: ShelfWords) -> str:
    """The headings and sentences in which they differ: those changed in both wordings, and those of one alone."""
    blocks = pairing_of(old, new)
    runs = [run for one in blocks for run in one.runs]
    headed = [(one.left, one.right) for one in blocks if one.left and one.right and FRAME not in (one.left, one.right)]
    twins = [(old.title, new.title), *headed]
    twins += [(run.left[0].text, run.right[0].text) for run in runs if run.twins]
    changed = [compared_html(was, now, "") for was, now in twins if was != now]
    lone = [(one, [run for run in one.runs if not run.twins]) for one in blocks]
    gone = [escape(text) for one, some in lone for text in _alone(one.left, one.right, [run.left for run in some])]
    come = [escape(text) for one, some in lone for text in _alone(one.right, one.left, [run.right for run in some])]
    told = shelf.changes.format(
        title=f"《{escape(old.title)}》",
        same=len(twins) - len(changed),
        changed=len(changed),
        gone=len(gone),
        come=len(come),
    )
    lines = [
        *(_line(((shelf.here_side, was), (shelf.new_side, now))) for was, now in changed),
        *(_line(((shelf.only_here, text),)) for text in gone),
        *(_line(((shelf.only_new, text),)) for text in come),
    ]
    if not lines:
        return f"<p>{told}</p>"
    more = f"<li>… {len(lines) - MOST_CHANGES}</li>" if len(lines) > MOST_CHANGES else ""
    return (
        f"<details open><summary>{told}</summary>"
        f'<ul class="pr-changes" role="list" tabindex="0">{"".join(lines[:MOST_CHANGES])}{more}</ul></details>'
    )


def _alone(heading: str | None, other: str | None, runs: Sequence[Sequence[Line]]) -> list[str]:
    """The heading, where the other notice has none like it, and the sentences without a twin."""
    lines = [line.text for run in runs for line in run]
    return [heading, *lines] if heading and other is None and heading != FRAME else lines


def _line(sides: tuple[tuple[str, str], ...]) -> str:
    return "<li>" + "".join(f'<p><b>{side}</b> <span lang="zh-CN">{text}</span></p>' for side, text in sides) + "</li>"
