"""The markup of Word documents: what its elements hold, whatever stands around them."""

from __future__ import annotations

from collections.abc import Iterator

from rag.parse.formats.xml import Element, attribute, child, name_of

THROUGH = frozenset(
    {
        *("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo"),
        *("ruby", "rubyBase", "oMathPara"),
    }
)
"""Elements around text that change nothing of it."""


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table, not those of a table within it."""
    for element in table:
        if name_of(element) == "tr":
            yield element
        elif name_of(element) in THROUGH:
            yield from rows_of(element)


def cells_of(row: Element) -> Iterator[Element]:
    """The cells of a row."""
    for element in row:
        if name_of(element) == "tc":
            yield element
        elif name_of(element) in THROUGH:
            yield from cells_of(element)


def chosen(alternatives: Element) -> Element:
    """The first of the alternatives that the file offers for one thing."""
    return next(iter(alternatives), alternatives)


def text_boxes(element: Element) -> Iterator[Element]:
    """The text boxes of a drawing; one written for several word processors once."""
    for one in element:
        if name_of(one) == "txbxContent":
            yield one
        else:
            yield from text_boxes(chosen(one) if name_of(one) == "AlternateContent" else one)


def is_contents(element: Element) -> bool:
    """Whether a content control holds the contents (目录) that the word processor made."""
    gallery = child(element, "sdtPr", "docPartObj", "docPartGallery")
    return attribute(gallery, "val") == "Table of Contents"


def prints(paragraph: Element) -> bool:
    """Whether anything stands in `paragraph`; an empty one counts in its list, but says nothing."""
    return any(name_of(one) in ("t", "drawing", "pict", "oMath", "sym") for one in paragraph.iter())


def all_text(element: Element) -> str:
    """All characters below `element`, deleted ones too, in one line."""
    pieces: list[str] = []
    for one in element.iter():
        name = name_of(one)
        if name in ("t", "delText"):
            pieces.append(one.text or "")
        elif name in ("tab", "p"):
            pieces.append(" ")
    return "".join(pieces).strip()


def formula(element: Element) -> str:
    """A formula in one line: a fraction as a/b, all else as it follows."""
    if name_of(element) == "f":
        above, below = child(element, "num"), child(element, "den")
        return f"{formula(above) if above is not None else ''}/{formula(below) if below is not None else ''}"
    own = (element.text or "") if name_of(element) == "t" else ""
    return own + "".join(formula(one) for one in element)
