"""Footnotes of a web page: two links that point at one another, one in the text and one before the note."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.parse.formats.xml import Element, name_of

# sdfootnote1, ftn2, fn-3, footnote4: the block that a word processor sets a note in
_BLOCK = re.compile(r"(?:sd)?(?:foot|end)?note\d+|(?:ftn|edn|fn)[-_:]?\d+", re.IGNORECASE)
_HOLDS = frozenset({"p", "li", "div", "dd", "section", "aside"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedNote:
    """A note and the links that join it to the text."""

    block: Element
    """What holds the note."""
    back: Element
    """The link before its words, back to the text."""


def linked_notes(root: Element) -> dict[Element, LinkedNote]:
    """For each link that marks a note in the text, the note."""
    links = [one for one in root.iter() if name_of(one) == "a" and (one.get("href") or "").startswith("#")]
    by_name: dict[str, Element] = {}
    for link in links:
        for name in (link.get("name"), link.get("id"), _outer_id(link)):
            if name:
                by_name.setdefault(name, link)
    found: dict[Element, LinkedNote] = {}
    backs: set[Element] = set()
    for link in links:
        back = by_name.get((link.get("href") or "")[1:])
        if back is None or back is link or link in backs:
            continue
        if by_name.get((back.get("href") or "")[1:]) is link and (block := _block_of(back)) is not None:
            found[link] = LinkedNote(block=block, back=back)
            backs.add(back)
    return found


def _outer_id(link: Element) -> str | None:
    """The id of the element right around a link: ``<sup id="fnref1"><a href="#fn1">``, ``<li id="fn1">``."""
    around = link.getparent()
    while around is not None and name_of(around) in ("sup", "span", "p", "li") and around.get("id") is None:
        around = around.getparent()
    return None if around is None else around.get("id")


def _block_of(link: Element) -> Element | None:
    """The block of the note that `link` stands in: what is named after it, else its paragraph."""
    around = link.getparent()
    paragraph: Element | None = None
    while around is not None and name_of(around) not in ("body", "html", "td", "table"):
        if _BLOCK.fullmatch(around.get("id") or ""):
            return around
        if paragraph is None and name_of(around) in _HOLDS:
            paragraph = around
        around = around.getparent()
    return paragraph
