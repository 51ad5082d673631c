"""Markdown of an answer to safe HTML: no raw HTML, no link, no image, and ``[n]`` marks as buttons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from rag.domain import Citation
from ui.words import Words

# Matches "[12]"; must not match "[]" or "[附件1]".
MARK = re.compile(r"\[(\d{1,4})\]")

# Matches "**《办法》**提出", which CommonMark's own rule leaves as stars; must not match "2 ** 3 ** 4".
BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")

RULES = ("list", "table", "blockquote", "heading", "hr", "newline", "backticks", "escape")
"""All of markdown that an answer may use. Links, images, raw HTML and entities stay words."""


class _Renderer(RendererHTML):
    """HTML whose words are escaped and whose marks are buttons; headings start below the question's."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """One run of words."""
        del options
        return marked(tokens[idx].content, citations=env["citations"], words=env["words"])

    def heading_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A heading, always of the one level that stands below the question."""
        del tokens, idx, options, env
        return "<h3>"

    def heading_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """The end of a heading."""
        del tokens, idx, options, env
        return "</h3>\n"

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A table in a frame that scrolls sideways by itself."""
        del tokens, idx, options, env
        return '<div class="pr-frame"><table>'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """The end of a table and its frame."""
        del tokens, idx, options, env
        return "</table></div>\n"


def block_html(text: str, *, citations: Sequence[Citation], words: Words) -> str:
    """`text` as paragraphs, lists and tables."""
    return _parser().render(text, _environment(citations, words))


def inline_html(text: str, *, citations: Sequence[Citation], words: Words) -> str:
    """`text` as one line: the content of a table cell."""
    return _parser().renderInline(text, _environment(citations, words))


def marked(text: str, *, citations: Mapping[int, Citation], words: Words) -> str:
    """`text` escaped, ``**…**`` bold; a ``[n]`` that names one of `citations` is a button, any other stays."""
    pieces = BOLD.split(text)  # plain, bold, plain, …
    pieces[::2] = [_with_marks(piece, citations, words) for piece in pieces[::2]]
    pieces[1::2] = [f"<strong>{_with_marks(piece, citations, words)}</strong>" for piece in pieces[1::2]]
    return "".join(pieces)


def mark_html(citation: Citation, *, words: Words) -> str:
    """The button that opens `citation` in its notice."""
    label = escape(words.open_source.format(n=citation.n, label=citation.label))
    return f'<button type="button" class="pr-mark" {place_of(citation)} aria-label="{label}">[{citation.n}]</button>'


def place_of(citation: Citation) -> str:
    """The attributes by which the page's script finds `citation` in its notice."""
    return (
        f'data-n="{citation.n}" data-doc="{escape(citation.doc)}" data-label="{escape(citation.label)}" '
        f'data-start="{citation.start}" data-end="{citation.end}"'
    )


def _with_marks(text: str, citations: Mapping[int, Citation], words: Words) -> str:
    pieces: list[str] = []
    done = 0
    for match in MARK.finditer(text):
        citation = citations.get(int(match[1]))
        if citation is None:
            continue
        before = text[done : match.start()]
        tied = f'<span class="pr-tie">{escape(before[-1:])}{mark_html(citation, words=words)}</span>'
        pieces += [escape(before[:-1]), tied]  # a mark never begins a line: the last character goes with it
        done = match.end()
    return "".join([*pieces, escape(text[done:])])


def _environment(citations: Sequence[Citation], words: Words) -> dict[str, Any]:
    return {"citations": {citation.n: citation for citation in citations}, "words": words}


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("zero", {"html": False, "breaks": True}, renderer_cls=_Renderer).enable(list(RULES))
