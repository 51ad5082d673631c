"""Names of a workbook's sheets: one that the program gave is no title, and a saved page lists them all as links."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.parse.formats.xml import Element, children, name_of

# Sheet1, 工作表2; not 附件1
_UNNAMED = re.compile(r"(?:Sheet|工作表|表格)\s*\d*")
# #table0: where LibreOffice sets a sheet of a saved workbook
_PLACE = re.compile(r"#?table\d+")


def is_unnamed(sheet: str) -> bool:
    """Whether a sheet has the name that the program gave it: Sheet1, 工作表2."""
    return _UNNAMED.fullmatch(sheet.strip()) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLabels:
    """What of a page saved from a workbook only leads to its sheets and counts them."""

    whole: frozenset[Element]
    """Elements of which nothing is a name: the list of links above the sheets, ``Sheet 1: Sheet1`` over one."""
    counted: frozenset[Element]
    """Elements whose own text counts the sheet before its name: ``Sheet 2:`` before 任务分工."""


def find_labels(root: Element) -> SheetLabels:
    """The labels of the sheets on the page of `root`; none on a page that no workbook was saved as."""
    links = [one for one in root.iter() if name_of(one) == "a"]
    headings = [one for link in links if _PLACE.fullmatch(link.get("name") or "") for one in children(link, "h1")]
    lists = [link.getparent() for link in links if _PLACE.fullmatch(link.get("href") or "")] if headings else []
    named = frozenset(one for one in headings if _has_name(one))
    shown = (one for one in lists if one is not None and name_of(one) == "center")
    return SheetLabels(whole=frozenset((*shown, *headings)) - named, counted=named)


def _has_name(heading: Element) -> bool:
    """Whether ``<h1>Sheet 2: <em>任务分工</em></h1>`` names its sheet."""
    name = next(iter(children(heading, "em")), None)
    return name is not None and not is_unnamed(name.text or "")
