"""What a word processor's style sheet says of paragraphs: their list, their indent, whether their text is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rag.parse.formats.numbering import Counters, ListKind, ListLevel
from rag.parse.formats.xml import Element, attribute, child, children, is_on, number_of

_DEEPEST = 20
"""Styles that one may be based on, one upon the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """The list that a paragraph belongs to, and its level there, counted from 0."""

    kind: str
    level: int


class Styles:
    """The style sheet of one document, and the counters of its lists."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self._default = ""
        for style in children(styles, "style"):
            name = attribute(style, "styleId") or ""
            self._by_id[name] = style
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
                self._default = name
        self.counters = Counters(read_lists(numbering, self._by_id))

    def numbered(self, paragraph: Element) -> Numbered | None:
        """The list of `paragraph`, from itself or its style, or None."""
        own = child(paragraph, "pPr", "numPr")
        kind = attribute(child(own, "numId"), "val")
        level = child(own, "ilvl")
        for style in self._chain(_style_of(paragraph, "pPr", "pStyle") or self._default):
            inherited = child(style, "pPr", "numPr")
            if inherited is None:
                continue
            tied = attribute(style, "styleId") or ""
            if kind is None:
                kind = attribute(child(inherited, "numId"), "val")
                if level is None and child(inherited, "ilvl") is None and kind is not None:
                    return _known(kind, self.counters.level_of(kind, tied))
            level = child(inherited, "ilvl") if level is None else level
        return None if kind is None else _known(kind, number_of(level))

    def is_indented(self, paragraph: Element) -> bool:
        """Whether the first line of `paragraph` is set in, as the genre sets its paragraphs."""
        indents = [child(paragraph, "pPr", "ind")]
        indents += [child(style, "pPr", "ind") for style in self._chain(_style_of(paragraph, "pPr", "pStyle"))]
        for indent in indents:
            for name in ("firstLineChars", "firstLine", "hangingChars", "hanging"):
                if attribute(indent, name) is not None:
                    return number_of(indent, name) > 0 and name.startswith("first")
        return False

    def is_hidden(self, run: Element) -> bool:
        """Whether `run` is hidden text."""
        own = child(run, "rPr", "vanish")
        if own is not None:
            return is_on(own)
        chain = self._chain(_style_of(run, "rPr", "rStyle"))
        return any(is_on(child(style, "rPr", "vanish")) for style in chain)

    def _chain(self, name: str) -> Iterator[Element]:
        for _ in range(_DEEPEST):
            style = self._by_id.get(name)
            if style is None:
                return
            yield style
            name = attribute(child(style, "basedOn"), "val") or ""


def _style_of(element: Element, *path: str) -> str:
    return attribute(child(element, *path), "val") or ""


def _known(kind: str, level: int) -> Numbered | None:
    """List 0 is none: it takes a paragraph out of the list of its style."""
    return None if kind == "0" else Numbered(kind=kind, level=level)


def read_lists(numbering: Element | None, styles: Mapping[str, Element]) -> dict[str, ListKind]:
    """The lists of ``numbering.xml`` by their number.

    Args:
        numbering: Its root, or None where the document has none.
        styles: The styles by their id; a list may be defined by a style.
    """
    abstract = {attribute(one, "abstractNumId") or "": one for one in children(numbering, "abstractNum")}
    lists = {attribute(one, "numId") or "": one for one in children(numbering, "num")}
    kinds: dict[str, ListKind] = {}
    for name, one in lists.items():
        shared = attribute(child(one, "abstractNumId"), "val") or ""
        link = attribute(child(abstract.get(shared), "numStyleLink"), "val")
        if link is not None:
            linked = attribute(child(styles.get(link), "pPr", "numPr", "numId"), "val") or ""
            shared = attribute(child(lists.get(linked), "abstractNumId"), "val") or shared
        definition = abstract.get(shared)
        if definition is None:
            continue
        levels = {number_of(level, "ilvl"): _level(level) for level in children(definition, "lvl")}
        starts: dict[int, int] = {}
        for override in children(one, "lvlOverride"):
            at = number_of(override, "ilvl")
            level = child(override, "lvl")
            if level is not None:
                levels[at] = _level(level)
            if child(override, "startOverride") is not None:
                starts[at] = number_of(child(override, "startOverride"), default=1)
        tied = {
            _style_of(level, "pStyle"): number_of(level, "ilvl")
            for level in children(definition, "lvl")
            if child(level, "pStyle") is not None
        }
        kinds[name] = ListKind(shared=shared, levels=levels, starts=starts, by_style=tied)
    return kinds


def _level(level: Element) -> ListLevel:
    restart = child(level, "lvlRestart")
    return ListLevel(
        start=number_of(child(level, "start"), default=0 if child(level, "start") is not None else 1),
        style=_number_style(level),
        pattern=attribute(child(level, "lvlText"), "val") or "",
        blank=attribute(child(level, "suff"), "val") != "nothing",
        restart=None if restart is None else number_of(restart),
        legal=is_on(child(level, "isLgl")),
    )


def _number_style(level: Element) -> str:
    """The numbering style; the newer ones stand in an alternative with the older one beside it."""
    plain = child(level, "numFmt")
    newer = child(level, "AlternateContent", "Choice", "numFmt")
    return attribute(plain if newer is None else newer, "val") or "decimal"
