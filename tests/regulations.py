"""Random regulations, standards and letters with enclosures, and the layouts they are printed in."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st
from layouts import WORDS, clauses

from rag.domain import Path
from rag.numerals import write_chinese

Numbered = list[tuple[Path, str]]
"""Path and text, without its numeral, of every unit in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A paragraph (款) of an article with its items; without items a statement."""

    items: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A heading with its articles, each of them one to three paragraphs."""

    heading: str
    articles: tuple[tuple[Clause, ...], ...]


Regulation = tuple[Chapter, ...]

statements = clauses.map(lambda text: f"各级部门应当{text}。")
items = st.lists(clauses.map(lambda text: f"未按规定{text}；"), min_size=2, max_size=12).map(tuple)
paragraph = st.builds(Clause, items=st.just(()), text=statements)
listing = st.builds(Clause, items=items, text=clauses.map(lambda text: f"有下列情形之一，应当{text}："))
articles = st.lists(st.one_of(paragraph, listing), min_size=1, max_size=3).map(tuple)
chapters = st.builds(
    Chapter, heading=st.sampled_from(WORDS), articles=st.lists(articles, min_size=1, max_size=4).map(tuple)
)
regulations = st.lists(chapters, min_size=1, max_size=4).map(tuple)


def numbered_regulation(regulation: Regulation) -> Numbered:
    """Articles run through the chapters; what follows a list is a paragraph of its own, counted within its article."""
    found: Numbered = []
    article = 0
    for number, chapter in enumerate(regulation, start=1):
        found.append(((f"第{write_chinese(number)}章",), chapter.heading))
        for parts in chapter.articles:
            article += 1
            path = (f"第{write_chinese(article)}条",)
            text = ""
            listed = False
            for count, clause in enumerate(parts, start=1):
                own = path
                if listed:
                    own = (*path, f"第{write_chinese(count)}款")
                    found.append((own, clause.text))
                else:
                    text += clause.text
                    if clause.items or count == len(parts):
                        found.append((path, text))
                found.extend(
                    ((*own, f"（{write_chinese(n)}）"), _item(clause.items, n)) for n in range(1, len(clause.items) + 1)
                )
                listed = listed or bool(clause.items)
    return found


def _item(all_items: tuple[str, ...], number: int) -> str:
    """The last item of a list ends with a full stop."""
    text = all_items[number - 1]
    return f"{text[:-1]}。" if number == len(all_items) else text


def as_regulation(regulation: Regulation, *, blank: str, listed: bool) -> str:
    """One paragraph a line.

    Args:
        regulation: The regulation.
        blank: What stands between 第一条 and its text; ``""`` where it was lost.
        listed: Whether a table of contents stands before the first chapter.
    """
    lines = ["某市管理条例", "2020年1月2日 某市第十五届人民代表大会常务委员会第三次会议通过"]
    chapter_lines = [f"第{write_chinese(n)}章 {chapter.heading}" for n, chapter in enumerate(regulation, start=1)]
    if listed:
        lines.extend(("目录", *chapter_lines))
    article = 0
    for line, chapter in zip(chapter_lines, regulation, strict=True):
        lines.append(line)
        for parts in chapter.articles:
            article += 1
            for count, clause in enumerate(parts):
                numeral = "" if count else f"第{write_chinese(article)}条{blank}"
                lines.append(numeral + clause.text)
                lines.extend(f"（{write_chinese(n)}）{_item(clause.items, n)}" for n in range(1, len(clause.items) + 1))
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """Chapters of a standard, each a heading with its sections; a section has its own numbered paragraphs."""

    chapters: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]


sections = st.tuples(st.sampled_from(WORDS), st.lists(statements, max_size=3).map(tuple))
standards = st.builds(
    Standard,
    chapters=st.lists(
        st.tuples(st.sampled_from(WORDS), st.lists(sections, min_size=1, max_size=4).map(tuple)), min_size=2, max_size=4
    ).map(tuple),
)


def numbered_standard(standard: Standard) -> Numbered:
    """A decimal stands under the numbers that it begins with."""
    found: Numbered = []
    for n, (heading, parts) in enumerate(standard.chapters, start=1):
        found.append(((str(n),), heading))
        for m, (name, texts) in enumerate(parts, start=1):
            found.append(((str(n), f"{n}.{m}"), name))
            found.extend(((str(n), f"{n}.{m}", f"{n}.{m}.{k}"), text) for k, text in enumerate(texts, start=1))
    return found


def as_standard(standard: Standard) -> str:
    """``1 总则``, ``1.1 目的``, ``1.1.1 各级部门…``."""
    lines = [f"{path[-1]} {text}" for path, text in numbered_standard(standard)]
    return "\n".join(["某市技术导则", *lines]) + "\n"
