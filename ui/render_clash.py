"""Quotes that contradict each other, side by side as HTML, the figures that differ marked; pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from rag.domain import Citation
from ui.clashes import Clash
from ui.render_markdown import mark_html
from ui.render_pair import compared_html
from ui.words import Words

MOST = 5
"""Pairs that are shown; the sources have the rest."""


def clashes_html(clashes: Sequence[Clash], *, words: Words) -> str:
    """A row for each of `clashes`, either notice in a column; ``""`` for none."""
    if not clashes:
        return ""
    rows = "".join(f"<tr>{_sides(clash, words)}</tr>" for clash in clashes[:MOST])
    return (
        f'<div class="pr-frame pr-clashes" tabindex="0" role="group" aria-label="{words.clashes}">'
        f"<table><caption>{words.clashes}</caption><tbody>{rows}</tbody></table></div>"
    )


def _sides(clash: Clash, words: Words) -> str:
    left, right = (" ".join(one.quote.split()) for one in (clash.left, clash.right))
    texts = compared_html(left, right, "")
    return _side(clash.left, texts[0], words) + _side(clash.right, texts[1], words)


def _side(citation: Citation, text: str, words: Words) -> str:
    return f'<td lang="zh-CN"><b>{escape(citation.label)}</b> {mark_html(citation, words=words)}<p>{text}</p></td>'
