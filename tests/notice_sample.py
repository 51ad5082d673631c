"""Small notices in the layouts of the genre, read from their text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rag.corpus import read_what_can_be
from rag.domain import Item, Notice
from rag.parse.notice import read_notice


def read(text: str | bytes, *, name: str = "通知.txt") -> Notice:
    """The notice in `text`, as if it stood in a file called `name`."""
    return read_notice(Path(name), text if isinstance(text, bytes) else text.encode())


def read_folder(folder: Path) -> tuple[Notice, ...]:
    """The notices of a corpus folder, in its order; all of its files can be read."""
    notices, problems = read_what_can_be(folder)
    assert problems == ()
    return notices


def outline(notice: Notice) -> list[tuple[str, str]]:
    """The path and the text of every unit that has an address."""
    return [("/".join(item.path), item.text) for item in notice.items if item.path]


def paths(notice: Notice) -> list[str]:
    """The paths of the units that have an address."""
    return [path for path, _ in outline(notice)]


def margins(notice: Notice) -> list[str]:
    """The texts of head and tail."""
    return [item.text for item in notice.items if not item.path]


def headings(notice: Notice) -> dict[str, str]:
    """The heading of each path; the last where a path stands twice."""
    return {"/".join(item.path): item.heading for item in notice.items if item.path}


def at(notice: Notice, *path: str) -> Item:
    """The one unit at `path`."""
    (item,) = notice.at(path)
    return item


def repairs(notice: Notice) -> list[str]:
    """The kinds of the repairs, in the order they were made."""
    return [repair.kind for repair in notice.repairs]


def letters(text: str) -> Counter[str]:
    """How often each character but blanks and the byte order mark stands in `text`."""
    return Counter(char for char in text if not char.isspace() and char != "\ufeff")


def placed(notice: Notice) -> Counter[str]:
    """How often each character stands in the text of a notice or among what was dropped."""
    return letters(notice.text) + letters("".join(piece.text for piece in notice.dropped))


def check_whole(notice: Notice, source: str, *, dashes: int = 0) -> None:
    """Nothing lost and nothing twice; every span holds its text; the units follow one another without a gap.

    Args:
        notice: The notice read.
        source: The decoded file.
        dashes: How many dashes were read as 一.
    """
    reread = placed(notice)
    reread["—"] += dashes
    reread["一"] -= dashes
    assert +reread == letters(source)
    assert all(notice.text[item.start : item.end] == item.text for item in notice.items)
    assert [item.text for item in notice.items if not item.text.strip()] == []
    assert "\n".join(item.text for item in notice.items) == notice.text
    assert [item.start for item in notice.items] == sorted(item.start for item in notice.items)
    for item in notice.items:
        for cell in item.cells:
            assert notice.text[cell.start : cell.end] == cell.text
