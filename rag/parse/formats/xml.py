"""The door to lxml: XML and HTML → elements; nothing is fetched, no entity is expanded, depth and size are bounded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol, cast

from rag.errors import ParseError


class Element(Protocol):
    """An element of a parsed XML or HTML document."""

    @property
    def tag(self) -> object:
        """``{namespace}name``; not a string for comments and processing instructions."""
        ...

    @property
    def text(self) -> str | None:
        """Text before the first child."""
        ...

    @property
    def tail(self) -> str | None:
        """Text between the element's end and its next sibling."""
        ...

    def get(self, key: str) -> str | None:
        """The attribute `key`, or None."""
        ...

    def getparent(self) -> Element | None:
        """The element around it."""
        ...

    def __iter__(self) -> Iterator[Element]: ...

    def __len__(self) -> int: ...

    def iter(self) -> Iterator[Element]:
        """The element and all below it, in document order."""
        ...


def name_of(element: Element) -> str:
    """The element's name without its namespace; ``""`` for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant by child names, or None."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if name_of(one) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children called `name`."""
    if element is not None:
        yield from (one for one in element if name_of(one) == name)


def attribute(element: Element | None, name: str) -> str | None:
    """The attribute called `name` in whatever namespace, or None."""
    if element is None:
        return None
    plain = element.get(name)
    if plain is not None:
        return plain
    tag = element.tag
    namespace = tag.partition("}")[0] + "}" if isinstance(tag, str) and "}" in tag else ""
    return element.get(namespace + name)


def number_of(element: Element | None, name: str = "val", *, default: int = 0) -> int:
    """The attribute as a whole number; `default` where it is none."""
    value = attribute(element, name) or ""
    return int(value) if value.lstrip("-").isdecimal() and len(value) < 10 else default


def is_on(element: Element | None) -> bool:
    """Whether a switch such as ``<w:vanish/>`` is on."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off", "none")


def parse_xml(content: bytes) -> Element:
    """The root of an XML document.

    Raises:
        ParseError: it is not well formed, nested too deep, or declares a document type (entities of its own).
    """
    etree = _etree()
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ParseError(f"内部的 XML 不正确（{error}）。", hint="请用办公软件打开后另存一份再试。") from error
    if root.getroottree().docinfo.doctype:
        raise ParseError("内部的 XML 自带实体定义，不予读取。", hint="请用办公软件打开后另存一份再试。")
    return cast("Element", root)


def parse_html(text: str) -> Element | None:
    """The root of a page, mended as a browser would; None where there is nothing in it."""
    etree = _etree()
    # bytes, since a page that declares another encoding than the one it was decoded from is refused as text
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    return cast("Element | None", etree.fromstring(text.encode("utf-8", "replace"), parser))


def _etree() -> Any:  # noqa: ANN401 - lxml brings no types
    from lxml import etree  # pyright: ignore

    return cast("Any", etree)
