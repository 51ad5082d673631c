"""What all items of a corpus say, in columns: which of them hold a word, name a place, or state anything at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.domain import Fact, Notice
from rag.domain import Path as DomainPath
from rag.index.arrays import open_arrays, save_arrays
from rag.index.texts import NAMES, Strings, Texts
from rag.saying import home_of, owned_facts, sayings_of
from rag.text import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STATES, LEAD, HEAD, SECTION, CELLS, DUTY, PLACES, DUE, ROW = (1 << bit for bit in range(9))
"""What is true of an item, in `ItemIndex.flags`: it states something; opens a list; stands in head or tail; is a
section; is a row with cells; has a fact with a 牵头单位; has a fact on places; has one with a 牵头单位 or 完成时间;
is a row."""

_OF_A_BODY = 4
"""Paragraphs of a head from which they are a body without numbers, and do not only announce one."""
_COLUMNS = ("texts", "headings", "named", "titles")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The items of one notice in columns."""

    title: str
    """Folded."""
    home: str
    """The place that issued the notice; ``""`` for the ministry's."""
    texts: tuple[str, ...]
    headings: tuple[str, ...]
    named: tuple[str, ...]
    paths: tuple[str, ...]
    """Each item's path as `one_word`."""
    flags: tuple[int, ...]
    regions: tuple[frozenset[str], ...]
    """Subjects of each item's facts."""
    facts: tuple[int, ...]
    """How many facts each item has."""
    stating: tuple[int, ...]
    """For each path with an item that states something the last such item, in the order of the first ones."""


def one_word(path: DomainPath) -> str:
    """A path as one word, another for another path."""
    return "\t".join(path)


def part_of(notice: Notice, facts: Sequence[Fact]) -> Part:
    """The columns of one notice."""
    owned = owned_facts(notice, facts)
    said = sayings_of(notice, owned)
    flags = [
        STATES * one.states
        | LEAD * one.lead
        | HEAD * (not item.path)
        | SECTION * (item.kind == "section")
        | CELLS * bool(item.cells)
        | DUTY * any(fact.lead for fact in own)
        | PLACES * any(fact.regions for fact in own)
        | DUE * any(fact.lead or fact.due for fact in own)
        | ROW * (item.kind == "row")
        for item, one, own in zip(notice.items, said, owned, strict=True)
    ]
    return Part(
        title=fold(notice.title),
        home=home_of(notice),
        texts=tuple(one.text for one in said),
        headings=tuple(one.headings for one in said),
        named=tuple(one.named for one in said),
        paths=tuple(one_word(item.path) for item in notice.items),
        flags=tuple(flags),
        regions=tuple(frozenset(region for fact in own for region in fact.regions) for own in owned),
        facts=tuple(map(len, owned)),
        stating=tuple({item.path: at for at, item in enumerate(notice.items) if said[at].states}.values()),
    )


class ItemIndex:
    """The items of a corpus by row; row i is its i-th item, notice after notice.

    Attributes:
        texts: The folded texts.
        headings: The folded headings from the outside in.
        named: The folded heading of each item, or of the unit above it.
        titles: The folded titles, one a notice.
        homes: The place that issued each notice; ``""`` for the ministry's.
        flags: (n,) uint16, what is true of each item.
        firsts: (notices + 1,) int64, the row of each notice's first item.
        facts_from: (n + 1,) int64; item i has the facts ``facts_from[i] : facts_from[i + 1]`` of the corpus.
        stating: (s,) int32, rows as `Part.stating`, notice after notice.
        regions: Canonical name of a place → the rows of the items with a fact on it.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._arrays = arrays
        self.texts, self.headings, self.named, self.titles = (
            Texts({name: arrays[f"{column}.{name}"] for name in NAMES}) for column in _COLUMNS
        )
        self._paths = Strings(arrays["paths.units"], arrays["paths.starts"])
        self.flags: NDArray[np.uint16] = arrays["flags"]
        self.firsts: NDArray[np.int64] = arrays["firsts"]
        self.facts_from: NDArray[np.int64] = arrays["facts_from"]
        self.stating: NDArray[np.int32] = arrays["stating"]
        self.homes = _names(arrays["homes"])
        starts = arrays["region_starts"].tolist()
        rows: NDArray[np.int32] = arrays["region_rows"]
        self.regions: Mapping[str, NDArray[np.int32]] = {
            name: rows[starts[at] : starts[at + 1]] for at, name in enumerate(_names(arrays["regions"]))
        }
        self.standing: dict[str, NDArray[np.int64]] = {}
        """Rows of the texts in which an office stands by itself, by its name."""

    @classmethod
    def build(cls, parts: Sequence[Part]) -> ItemIndex:
        """Of `parts`, one a notice."""
        import numpy as np

        columns = {
            "texts": [text for part in parts for text in part.texts],
            "headings": [text for part in parts for text in part.headings],
            "named": [text for part in parts for text in part.named],
            "titles": [part.title for part in parts],
        }
        arrays: dict[str, NDArray[Any]] = {
            f"{column}.{name}": array
            for column, texts in columns.items()
            for name, array in Texts.build(texts).arrays().items()
        }
        firsts = [0, *accumulate(len(part.texts) for part in parts)]
        rows_of: dict[str, list[int]] = {}
        for row, regions in enumerate(regions for part in parts for regions in part.regions):
            for name in regions:
                rows_of.setdefault(name, []).append(row)
        names = sorted(rows_of)
        lists: dict[str, list[int]] = {
            "firsts": firsts,
            "facts_from": [0, *accumulate(count for part in parts for count in part.facts)],
            "region_starts": [0, *accumulate(len(rows_of[name]) for name in names)],
        }
        arrays |= {name: np.array(values, np.int64) for name, values in lists.items()}
        stating = [first + at for part, first in zip(parts, firsts, strict=False) for at in part.stating]
        arrays["stating"] = np.array(stating, np.int32)
        arrays["region_rows"] = np.array([row for name in names for row in rows_of[name]], np.int32)
        arrays["flags"] = np.array([flag for part in parts for flag in part.flags], np.uint16)
        paths = [path for part in parts for path in part.paths]
        arrays["paths.units"], arrays["paths.starts"] = Strings.coded(paths)
        arrays["homes"], _ = Strings.coded([part.home for part in parts])
        arrays["regions"], _ = Strings.coded(names)
        return cls(arrays)

    @classmethod
    def load(cls, path: Path) -> ItemIndex:
        """Open the index that `save` wrote.

        Raises:
            OSError: the file is missing or unreadable.
            ValueError, KeyError: it does not hold what it should.
        """
        index = cls(open_arrays(path))
        count = len(index)
        columns = (index.texts, index.headings, index.named)
        if any(len(column) != count for column in columns) or len(index.facts_from) != count + 1:
            raise ValueError(f"expected columns of {count} items, found {[len(column) for column in columns]}")
        if not len(index.titles) == len(index.homes) == len(index.firsts) - 1 or int(index.firsts[-1]) != count:
            raise ValueError(f"expected {count} items of {len(index.homes)} notices, found {int(index.firsts[-1])}")
        return index

    def save(self, path: Path) -> None:
        """Write the index into the file `path`."""
        save_arrays(path, self._arrays)

    def paths_of(self, number: int) -> tuple[str, ...]:
        """The paths of the items of the notice `number`, each as `one_word`."""
        return self._paths.between(*self.firsts[number : number + 2].tolist())

    def part(self, number: int) -> Part:
        """The columns of the notice `number`, as they were given."""
        rows = range(*self.firsts[number : number + 2].tolist())
        places = self.regions_by_row
        facts = self.facts_from[rows.start : rows.stop + 1].tolist()
        return Part(
            title=self.titles[number],
            home=self.homes[number],
            texts=self.texts.between(rows.start, rows.stop),
            headings=self.headings.between(rows.start, rows.stop),
            named=self.named.between(rows.start, rows.stop),
            paths=self.paths_of(number),
            flags=tuple(self.flags[rows.start : rows.stop].tolist()),
            regions=tuple(frozenset(places.get(row, ())) for row in rows),
            facts=tuple(last - first for first, last in pairwise(facts)),
            stating=tuple(row - rows.start for row in self._stating[number]),
        )

    def __len__(self) -> int:
        return len(self.flags)

    @cached_property
    def _stating(self) -> Sequence[Sequence[int]]:
        """The rows of `stating` of each notice."""
        import numpy as np

        of_notice = np.searchsorted(self.firsts, self.stating, side="right") - 1
        bounds = np.searchsorted(of_notice, np.arange(len(self.homes) + 1)).tolist()
        return [self.stating[start:end].tolist() for start, end in pairwise(bounds)]

    @cached_property
    def regions_by_row(self) -> Mapping[int, Sequence[str]]:
        """The places that the facts of each item are on, of the items that have any."""
        found: dict[int, list[str]] = {}
        for name, rows in self.regions.items():
            for row in rows.tolist():
                found.setdefault(row, []).append(name)
        return found

    @cached_property
    def notice_of(self) -> NDArray[np.int64]:
        """(n,) number of each item's notice."""
        import numpy as np

        return np.repeat(np.arange(len(self.homes)), np.diff(self.firsts))

    @cached_property
    def heads(self) -> NDArray[np.bool_]:
        """(n,) whether an item stands in its notice's head or tail."""
        return self.has(HEAD)

    @cached_property
    def announcing(self) -> NDArray[np.bool_]:
        """(n,) whether an item of head or tail only announces what the notice says in its numbered units.

        False of the paragraphs of a body that has no numbers, and so stands there itself.
        """
        import numpy as np

        said = self.heads & self.has(STATES)
        counts = np.bincount(self.notice_of[said], minlength=len(self.homes))
        return self.heads & ~(said & (counts >= _OF_A_BODY)[self.notice_of])

    def has(self, flag: int) -> NDArray[np.bool_]:
        """(n,) whether `flag` is true of an item."""
        return self.flags & flag != 0

    def mask(self, rows: Sequence[NDArray[Any]]) -> NDArray[np.bool_]:
        """(n,) whether an item is among `rows`."""
        import numpy as np

        held = np.zeros(len(self), np.bool_)
        for some in rows:
            held[some] = True
        return held

    def of_notices(self, chosen: Sequence[bool]) -> NDArray[np.bool_]:
        """(n,) whether the notice of an item is chosen; `chosen` has a value a notice."""
        import numpy as np

        return np.array(chosen, np.bool_)[self.notice_of]

    def in_title(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """(n,) whether the title of an item's notice holds one of `words`."""
        import numpy as np

        told = np.zeros(len(self.homes), np.bool_)
        for word in words:
            told[self.titles.holding(word)] = True
        return told[self.notice_of]


def _names(coded: NDArray[Any]) -> tuple[str, ...]:
    return tuple(coded.tobytes().decode("utf-16-le").split("\0")[:-1])
