"""The items of a corpus as evidence, and sets of them, chosen by columns without looking at each item."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, overload

from rag.domain import Fact, Item, Notice, Path
from rag.index.items import LEAD, STATES, ItemIndex, one_word, part_of
from rag.index.lazy import Chained
from rag.index.stored import by_notice
from rag.regions import named_in
from rag.saying import in_order

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NOTHING: Mapping[int, Evidence] = {}


class Corpus:
    """Notices with their facts, and the columns of their items; an item is made evidence when it is first read."""

    def __init__(self, notices: Sequence[Notice], facts: Sequence[Fact], places: ItemIndex) -> None:
        """Of `notices`, their `facts` in the order of the items they stand in, and the columns of both."""
        self.notices = notices
        self.facts = facts
        self.places = places
        self.number_of: list[int] = places.notice_of.tolist()
        """Number of each item's notice."""
        self.firsts: list[int] = places.firsts.tolist()
        self.facts_from: list[int] = places.facts_from.tolist()
        self._paths: dict[int, Mapping[str, list[int]]] = {}
        self._made: list[Evidence | None] = [None] * len(places)

    def at(self, row: int) -> Evidence:
        """The item at `row`: one object, however often it is read."""
        made = self._made[row]
        if made is None:
            made = self._made[row] = Evidence(self, row)
        return made

    def titled(self, number: int) -> frozenset[str]:
        """The places that a notice is on by its title, beside the one that issued it: 上海市推进浦东新区…规定."""
        places = frozenset(region.name for region in named_in(self.notices[number].title))
        return places - {self.places.homes[number]}

    def rows_at(self, notice: str, path: Path) -> Sequence[int]:
        """The rows of a notice's items at a path."""
        number = self.number[notice]
        if number not in self._paths:
            own: dict[str, list[int]] = {}
            for row, one in enumerate(self.places.paths_of(number), self.firsts[number]):
                own.setdefault(one, []).append(row)
            self._paths[number] = own
        return self._paths[number].get(one_word(path), ())

    @cached_property
    def everything(self) -> Scope:
        """All items, in document order."""
        import numpy as np

        return Scope(self, np.arange(len(self._made)))

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Number of each notice by its id."""
        return {notice.id: number for number, notice in enumerate(self.notices)}


class Evidence:
    """An item, its facts, and what they say in normal form."""

    __slots__ = ("_corpus", "_facts", "row")

    def __init__(self, corpus: Corpus, row: int, facts: tuple[Fact, ...] | None = None) -> None:
        """The item at `row`; with `facts` alone where they are given."""
        self._corpus = corpus
        self._facts = facts
        self.row = row
        """Of the item among all items of the corpus."""

    def with_facts(self, facts: tuple[Fact, ...]) -> Evidence:
        """The same item with `facts` alone."""
        return Evidence(self._corpus, self.row, facts)

    def __repr__(self) -> str:
        return f"Evidence({self.notice.id!r}, {self.item.path!r})"

    @property
    def corpus(self) -> Corpus:
        """All items it is one of."""
        return self._corpus

    @property
    def places(self) -> ItemIndex:
        """The columns of all items of the corpus."""
        return self._corpus.places

    @property
    def notice(self) -> Notice:
        """The notice it stands in."""
        return self._corpus.notices[self._corpus.number_of[self.row]]

    @property
    def item(self) -> Item:
        """The item itself."""
        corpus = self._corpus
        number = corpus.number_of[self.row]
        return corpus.notices[number].items[self.row - corpus.firsts[number]]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Its facts, in document order."""
        if self._facts is None:
            start, end = self._corpus.facts_from[self.row : self.row + 2]
            self._facts = tuple(self._corpus.facts[at] for at in range(start, end))
        return self._facts

    @property
    def text(self) -> str:
        """Folded."""
        return self._corpus.places.texts[self.row]

    @property
    def headings(self) -> str:
        """Folded headings from the outside in."""
        return self._corpus.places.headings[self.row]

    @property
    def named(self) -> str:
        """Folded heading of the item, or of the unit above it."""
        return self._corpus.places.named[self.row]

    @property
    def words(self) -> str:
        """Text and headings together."""
        return f"{self.text}\n{self.headings}"

    @property
    def title(self) -> str:
        """Folded title of the notice."""
        return self._corpus.places.titles[self._corpus.number_of[self.row]]

    @property
    def home(self) -> str:
        """The place that issued the notice; ``""`` for the ministry's."""
        return self._corpus.places.homes[self._corpus.number_of[self.row]]

    @property
    def titled(self) -> frozenset[str]:
        """Places that the notice is on by its title, beside the one that issued it."""
        return self._corpus.titled(self._corpus.number_of[self.row])

    @property
    def regions(self) -> frozenset[str]:
        """Subjects of its facts."""
        return frozenset(self._corpus.places.regions_by_row.get(self.row, ()))

    @property
    def states(self) -> bool:
        """Whether it states something: a title, a signature or a bare heading does not."""
        return bool(self._corpus.places.flags[self.row] & STATES)

    @property
    def lead(self) -> bool:
        """Whether it opens what the units below it list: 应当具备下列条件：."""
        return bool(self._corpus.places.flags[self.row] & LEAD)


class Scope(Sequence[Evidence]):
    """Some items of a corpus in document order.

    Attributes:
        corpus: All items.
        rows: (n,) int64, ascending, those that are meant.
    """

    __slots__ = ("_own", "corpus", "rows")

    def __init__(self, corpus: Corpus, rows: NDArray[Any], own: Mapping[int, Evidence] = _NOTHING) -> None:
        """The items at `rows`; `own` are those of them that have not all of their facts, by row."""
        self.corpus = corpus
        self.rows = rows
        self._own = own

    @classmethod
    def of(cls, some: Sequence[Evidence]) -> Scope:
        """`some` items of one corpus as a scope."""
        if isinstance(some, Scope):
            return some
        import numpy as np

        if not some:
            return _empty()
        corpus = some[0].corpus
        own = {one.row: one for one in some if one is not corpus.at(one.row)}
        return cls(corpus, np.fromiter((one.row for one in some), np.int64, len(some)), own)

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Evidence: ...
    @overload
    def __getitem__(self, at: slice) -> Scope: ...
    def __getitem__(self, at: int | slice) -> Evidence | Scope:
        if isinstance(at, slice):
            return Scope(self.corpus, self.rows[at], self._own)
        row = int(self.rows[at])
        return self._own.get(row) or self.corpus.at(row)

    def __iter__(self) -> Iterator[Evidence]:
        own, at = self._own, self.corpus.at
        if own:
            return (own.get(row) or at(row) for row in self.rows.tolist())
        return map(at, self.rows.tolist())

    @property
    def places(self) -> ItemIndex:
        """The columns of all items of the corpus."""
        return self.corpus.places

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The notices that its items stand in, in order."""
        return tuple(self.corpus.notices[number] for number in self._numbers)

    def where(self, mask: NDArray[np.bool_]) -> Scope:
        """Those of which `mask`, a value an item of the corpus, is true."""
        return Scope(self.corpus, self.rows[mask[self.rows]], self._own)

    def has(self, flag: int) -> Scope:
        """Those of which a flag of `rag.index.items` is true."""
        return self.where(self.places.has(flag))

    def holding(self, words: Sequence[str]) -> Scope:
        """Those in whose text one of `words`, which are folded, stands."""
        return self.where(self.places.mask([self.places.texts.holding(word) for word in words]))

    def on(self, regions: Iterable[str]) -> Scope:
        """Those with a fact on a place of `regions`, by canonical name."""
        return self.where(self.places.mask([self.places.regions.get(name, self.rows[:0]) for name in regions]))

    def within(self, notices: Container[str]) -> Scope:
        """Those of the notices with these ids."""
        return self.where(self.places.of_notices([notice.id in notices for notice in self.corpus.notices]))

    def at_home(self, homes: Container[str]) -> Scope:
        """Those of the notices that these places issued."""
        return self.where(self.places.of_notices([home in homes for home in self.places.homes]))

    def by_notice(self) -> dict[str, Scope]:
        """Id of each notice → its items, in order."""
        import numpy as np

        numbers = self._numbers
        bounds = np.searchsorted(self.rows, [self.corpus.firsts[number] for number in (*numbers, -1)]).tolist()
        ends = [*bounds[1:-1], len(self)]
        return {
            self.corpus.notices[number].id: self[start:end]
            for number, start, end in zip(numbers, bounds, ends, strict=False)
        }

    @property
    def _numbers(self) -> list[int]:
        """Numbers of the notices that its items stand in."""
        import numpy as np

        told = np.zeros(len(self.corpus.notices), np.bool_)
        told[self.places.notice_of[self.rows]] = True
        return np.flatnonzero(told).tolist()


def gather(notices: Sequence[Notice], facts: Sequence[Fact]) -> Scope:
    """Every item of `notices` with the facts that stand in it, in document order."""
    own = [in_order(notice, some) for notice, some in zip(notices, by_notice(facts, notices), strict=True)]
    places = ItemIndex.build([part_of(notice, some) for notice, some in zip(notices, own, strict=True)])
    return Corpus(notices, Chained(own), places).everything


@cache
def _empty() -> Scope:
    return gather((), ())
