"""Training pairs: reads the training folder into pairs of texts that mean the same, without the test rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.embed.heldout import (
    HeldOut,
    held_out,
    holds_parallel,
    holds_passage,
    holds_statute,
)
from rag.embed.rows import read_columns, read_fields, read_lines, read_scored

PARALLEL_FILES = ("parallel-zh-en.tsv.gz", "parallel-zh-en-general.tsv.gz")
TERMS_FILE = "terms-zh-en.tsv.gz"
DICTIONARY_FILE = "cedict.txt.gz"
QUESTIONS_FILE = "qa-zh.jsonl.gz"
TEMPLATED_FILE = "qa-zh-policy-templated.jsonl.gz"
TITLES_FILE = "title-passage-zh.jsonl.gz"
SIMILAR_FILE = "similar-zh.tsv.gz"
POLICY_FILE = "policy-text-zh.jsonl.gz"
FILES = (
    *PARALLEL_FILES,
    TERMS_FILE,
    DICTIONARY_FILE,
    QUESTIONS_FILE,
    TEMPLATED_FILE,
    TITLES_FILE,
    SIMILAR_FILE,
    POLICY_FILE,
)
TERM_REPEATS = 20

# Matches "亞類 亚类 [ya4 lei4] /subtype/subclass/"; must not match the comment "# CC-CEDICT".
_ENTRY = re.compile(r"^(?P<old>[^#\s]\S*) (?P<new>\S+) \[[^\]]*\] /(?P<glosses>.+)/\s*$")
# Matches the gloss "variant of 亞|亚[ya4]" and "surname Ai"; must not match "subtype".
_EMPTY_GLOSS = re.compile(r"(?:^(?:old |Japanese )?variant of|^see |^surname |^also written|^CL:|\bpr\. \[)")
# Matches "亞|亚[ya4]" and "[ya4]" inside a gloss; must not match "(literary)".
_GLOSS_CHINESE = re.compile(r"[\u3400-\u9fff|·,]*[\u3400-\u9fff]+(?:\[[^\]]*\])?|\[[^\]]*\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of one kind: the i-th text on the left means the i-th on the right.

    Attributes:
        kind: Where they come from: `parallel`, `general`, `terms`, `dictionary`, `question`, `templated`,
            `title` or `similar`.
        left: Chinese sentences, words or questions.
        right: English sentences or glosses, or Chinese passages.
    """

    kind: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute:
    """One policy or legal text: its title and its paragraphs, one article a line."""

    title: str
    lines: tuple[str, ...]


def read_parallel(data: Path, name: str) -> Iterator[tuple[str, str, str]]:
    """Rows (Chinese, English, source) of one of the parallel files."""
    return ((zh, en, source) for zh, en, source in read_columns(data / name, 3))


def read_questions(data: Path, name: str = QUESTIONS_FILE) -> Iterator[tuple[str, str]]:
    """Rows (question, passage) of one of the question files."""
    return ((question, passage) for question, passage in read_fields(data / name, ("question", "passage")))


def read_statutes(data: Path) -> Iterator[Statute]:
    """The policy and legal texts."""
    for title, text in read_fields(data / POLICY_FILE, ("title", "text")):
        yield Statute(title=title, lines=tuple(part.strip() for part in text.split("\n") if part.strip()))


def title_of(passage: str) -> str:
    """The statute a templated passage is from: its first line."""
    return passage.split("\n", 1)[0].strip()


def test_texts(data: Path) -> Iterator[str]:
    """Every text that the rules set aside for testing, from all files of the training folder."""
    for name in PARALLEL_FILES:
        for zh, en, source in read_parallel(data, name):
            if holds_parallel(zh, source):
                yield from (zh, en)
    for question, passage in read_questions(data):
        if holds_passage(passage):
            yield from (question, passage)
    for question, passage in read_questions(data, TEMPLATED_FILE):
        if holds_statute(title_of(passage)):
            yield from (question, passage.partition("\n")[2])
    for statute in read_statutes(data):
        if holds_statute(statute.title):
            yield from statute.lines


def read_held_out(data: Path, *, also: Iterable[str] = ()) -> HeldOut:
    """The filter for everything set aside.

    Args:
        data: The training folder.
        also: More texts that must not be trained on, such as the lines of the shipped notices.
    """
    return held_out([*test_texts(data), *also])


def _parallel(data: Path, name: str, kind: str, held: HeldOut) -> Pairs:
    rows = ((zh, en) for zh, en, source in read_parallel(data, name) if not holds_parallel(zh, source))
    return clean_pairs(kind, rows, held)


def clean_pairs(kind: str, rows: Iterable[tuple[str, str]], held: HeldOut) -> Pairs:
    """Pairs of one kind, without those of which either side repeats a test text."""
    verdicts: dict[str, bool] = {}

    def is_clean(text: str) -> bool:
        if text not in verdicts:
            verdicts[text] = not held.blocks(text)
        return verdicts[text]

    kept = [row for row in rows if is_clean(row[0]) and is_clean(row[1])]
    return Pairs(
        kind=kind,
        left=tuple(row[0] for row in kept),
        right=tuple(row[1] for row in kept),
    )


def _terms(data: Path, held: HeldOut) -> Pairs:
    rows: list[tuple[str, str]] = []
    for zh, english in read_columns(data / TERMS_FILE, 2):
        rows += [(zh, en.strip()) for en in english.split(";")]
    return clean_pairs("terms", rows * TERM_REPEATS, held)


def read_dictionary(data: Path) -> Iterator[tuple[str, str, str]]:
    """Entries (traditional, simplified, glosses separated by `; `) of the dictionary that say something."""
    for _, line in read_lines(data / DICTIONARY_FILE):
        entry = _ENTRY.match(line)
        if entry is None:
            continue
        glosses = [g for g in entry["glosses"].split("/") if _EMPTY_GLOSS.search(g) is None]
        plain = "; ".join(filter(None, (_GLOSS_CHINESE.sub("", g).strip() for g in glosses)))
        if plain:
            yield entry["old"], entry["new"], plain


def _dictionary(data: Path, held: HeldOut) -> Pairs:
    rows = ((zh, glosses) for _, zh, glosses in read_dictionary(data))
    return clean_pairs("dictionary", rows, held)


def _questions(data: Path, held: HeldOut) -> Pairs:
    rows = (row for row in read_questions(data) if not holds_passage(row[1]))
    return clean_pairs("question", rows, held)


def _templated(data: Path, held: HeldOut) -> Pairs:
    rows = (row for row in read_questions(data, TEMPLATED_FILE) if not holds_statute(title_of(row[1])))
    return clean_pairs("templated", rows, held)


def _titles(data: Path, held: HeldOut) -> Pairs:
    rows: list[tuple[str, str]] = []
    for title, keywords, passage in read_fields(data / TITLES_FILE, ("title", "keywords", "passage")):
        rows += [(title, passage), (keywords, passage)]
    return clean_pairs("title", rows, held)


def _similar(data: Path, held: HeldOut) -> Pairs:
    rows = ((one, two) for one, two, score in read_scored(data / SIMILAR_FILE) if score >= 1)
    return clean_pairs("similar", rows, held)


def read_pairs(data: Path, held: HeldOut, *, on_file: Callable[[str], None]) -> tuple[Pairs, ...]:
    """All pairs but those made from policy text.

    Args:
        data: The training folder.
        held: The filter for test texts and copies of them.
        on_file: Called with a kind before it is read.
    """
    readers: tuple[tuple[str, Callable[[Path, HeldOut], Pairs]], ...] = (
        ("parallel", lambda d, h: _parallel(d, PARALLEL_FILES[0], "parallel", h)),
        ("general", lambda d, h: _parallel(d, PARALLEL_FILES[1], "general", h)),
        ("terms", _terms),
        ("dictionary", _dictionary),
        ("question", _questions),
        ("templated", _templated),
        ("title", _titles),
        ("similar", _similar),
    )
    found: list[Pairs] = []
    for kind, reader in readers:
        on_file(kind)
        found.append(reader(data, held))
    return tuple(found)


def training_statutes(data: Path, held: HeldOut) -> Iterator[Statute]:
    """Policy texts outside the test set, without lines that repeat a line of the test set."""
    for statute in read_statutes(data):
        if not holds_statute(statute.title):
            lines = tuple(line for line in statute.lines if not held.blocks(line))
            yield Statute(title=statute.title, lines=lines)
