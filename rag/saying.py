"""What the items of a notice say, in normal form: folded words and headings, the place, whether anything is stated."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.domain import Fact, Item, Notice
from rag.parse.roles import role_of
from rag.regions import find_regions
from rag.text import fold, simplify, squeeze

# 青山市人民政府办公室, 云岭县财政局: an office and its place; not 自治区住房城乡建设厅, 城市管理局
_SEAT = re.compile(
    r"(?P<place>(?!自治)[\u4e00-\u9fff]{2,7}?(?:自治[州县]|[市县区州盟旗]))"
    r"(?:人民政府|[\u4e00-\u9fff]{2,14}?(?:局|委员会|办公室|厅|中心))"
)
# 各省、自治区住房城乡建设厅：, 附件：1.申报表, 2.汇总表, 市长 李四; not 现将有关事项通知如下：
_NO_STATEMENT = re.compile(
    r"各.{2,300}[:：]$|.{2,30}(?:局|厅|委|政府|单位|部门)[:：]$|附件?[:：\d]|\d+[.．、].{2,30}$|第\d+号$"
)
# a sentence: 现印发给你们，请遵照执行。; not a title or 市长 李四
_STATES = re.compile(r"[。；，]")
# a sentence, or the words that open a list: 申报社区应当具备下列条件：; not 五、工作要求
_SENTENCE = re.compile(r"[。；：:，]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What one item says."""

    text: str
    """Folded."""
    headings: str
    """Folded headings from the outside in."""
    named: str
    """Folded heading of the item, or of the unit above it."""
    states: bool
    """Whether it states something: a title, a signature or a bare heading does not."""
    lead: bool
    """Whether it opens what the units below it list: 应当具备下列条件："""


def sayings_of(notice: Notice, owned: Sequence[Sequence[Fact]]) -> tuple[Saying, ...]:
    """What each item of `notice` says; `owned` are the facts of each."""
    return tuple(
        Saying(
            text=fold(item.text),
            headings=fold(" ".join((*above, *notice.headings(item.path)))),
            named=fold(item.heading or next(iter(notice.headings(item.path)[-1:]), "")),
            states=bool(own) and _states(item, notice),
            lead=_is_lead(item),
        )
        for item, above, own in zip(notice.items, _context(notice), owned, strict=True)
    )


def owned_facts(notice: Notice, facts: Sequence[Fact]) -> list[list[Fact]]:
    """The facts that stand in each item of `notice`."""
    starts = [item.start for item in notice.items]
    owned: list[list[Fact]] = [[] for _ in notice.items]
    for fact in facts:
        owned[bisect_right(starts, fact.start) - 1].append(fact)
    return owned


def in_order(notice: Notice, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """`facts` in the order of the items of `notice` that they stand in."""
    return tuple(fact for own in owned_facts(notice, facts) for fact in own)


def home_of(notice: Notice) -> str:
    """The place that issued the notice; ``""`` for the ministry's."""
    places = () if notice.region else find_regions(simplify(f"{notice.issuer} {notice.title}"))
    return notice.region or (places[0].region.name if places else _printed_place(notice))


def _printed_place(notice: Notice) -> str:
    """The place whose office issued the notice, as printed, where the gazetteer lacks it."""
    found = _SEAT.match(simplify(notice.issuer or notice.title))
    return found["place"] if found is not None else ""


def _states(item: Item, notice: Notice) -> bool:
    if item.kind == "section" or is_chapter(item):
        return bool(_own_words(item))
    if item.path:
        return True
    bare = squeeze(text := simplify(item.text))
    return role_of(text) is None and bool(_STATES.search(bare)) and not _NO_STATEMENT.match(bare)


def _own_words(item: Item) -> str:
    """What a section says beside its numeral and heading; a table's header row says nothing."""
    lines = item.text.split("\n")
    words = [line for line in lines if "\t" not in line and squeeze(item.heading) != squeeze(line)]
    first = words[0] if words else ""
    if item.heading and squeeze(first).rstrip("。：:").endswith(squeeze(item.heading)) or not _SENTENCE.search(first):
        words = words[1:]
    return "".join(words)


def is_chapter(item: Item) -> bool:
    """Whether the unit is a chapter, whose articles stand after it and not below it: 第三章, 附则 without a numeral."""
    if len(item.path) != 1:
        return False
    label = item.path[0]
    return (label.startswith("第") and label[-1] in "章编节") or label == item.heading == squeeze(item.text)


def _is_lead(item: Item) -> bool:
    return bool(item.path) and item.text.rstrip().endswith(("：", ":"))


def _context(notice: Notice) -> Iterator[tuple[str, ...]]:
    """For each item the chapter it stands in, and the words that open the list it is one of."""
    chapter = ""
    leads = {item.path: item.text for item in notice.items if _is_lead(item) and not item.cells}
    for item in notice.items:
        if is_chapter(item):
            chapter = item.heading
        opening = next((leads[above] for n in range(1, len(item.path)) if (above := item.path[:n]) in leads), "")
        article = item.path[:1] and item.path[0].startswith("第") and not is_chapter(item)
        yield tuple(words for words in (chapter if article else "", opening) if words)
