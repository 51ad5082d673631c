"""An answer as a file: its name, and which writer makes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal
from urllib.parse import quote

from rag.domain import Answer
from ui.edges import NO_EDGES, Edges
from ui.export_docx import write_docx
from ui.export_xlsx import write_xlsx

FileKind = Literal["docx", "xlsx"]

MEDIA: dict[FileKind, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NAME_LONG = 40
"""Characters of the question that a file's name has."""

# a / or a control character in a question; not the letters, digits and signs that every file system takes
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+')


def file_name(answer: Answer, kind: FileKind) -> str:
    """A name that every file system takes, from the question."""
    words = " ".join(_UNFIT.sub(" ", answer.question).split())[:NAME_LONG].strip(" .")
    return f"{words or 'answer'}.{kind}"


def attached(name: str) -> dict[str, str]:
    """The header by which a browser saves a reply under that name, whatever its script."""
    return {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}


def write_file(answer: Answer, kind: FileKind, *, edges: Mapping[int, Edges] = NO_EDGES) -> bytes:
    """`answer` as the content of a file of that kind; `edges` say where its quotes are cut out of a sentence."""
    return write_docx(answer, edges=edges) if kind == "docx" else write_xlsx(answer, edges=edges)
