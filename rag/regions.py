"""Gazetteer of China: finds provinces, cities, districts, new areas and their groups in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, cast

Level = Literal["province", "city", "district", "area", "group"]

_TABLE = Path(__file__).resolve().parent / "data" / "regions.tsv"
_LEVELS: tuple[Level, ...] = ("province", "city", "area", "district", "group")
_SHORTEST_LATIN = 5
"""Letters a county-level city's Latin name needs to be read; shorter ones are other words too."""
_LONGEST_LATIN = 7
"""Words of the longest Latin name."""
_LATIN_DISTRICTS = (" District", " County")
_LATIN_FOLD = str.maketrans("ü-", "u ", "'’ʼ‘")

# Matches what follows a name in 南京路, 北京西路, 中山大道, 浙江工业大学, 深圳中学: no region is meant; must
# not match 路线 in 厦门路线, 街道 in 上海街道 or 大学生 in 成都大学生.
_NOT_A_PLACE = re.compile(
    r"[东西南北中]?(?:路(?![线演径由])|大街|大道|街(?![道区镇办]))"
    r"|(?:工业|交通|理工|科技|师范|农业|医科|财经|建筑|职业|技术|工程|电子|邮电|民族|政法|海洋){0,3}"
    r"(?:大学(?!生)|学院|中学)"
)
# Matches 域 after 河北区 (河北区域) and 场 after 合作市; must not match 人 after 河北区 (河北区人民政府).
_RUNS_ON = re.compile(r"(?<=区)[域块位间划别]|(?<=县)[级域]|(?<=市)场")
# Matches a Chinese character right before a name of two, which may be part of other words there; not a blank or ，.
_INSIDE = re.compile(r"[\u4e00-\u9fff]")
# Matches Xi'an, Xi’an, Lüliang, Hong; of "Xi'an's" it matches Xi'an; must not match 西安 or 4.
_LATIN_WORD = re.compile(r"[A-Za-zü]+(?:['’ʼ‘](?!s\b)[A-Za-zü]+)*")
# Matches the " Province" of "Shaanxi Province"; must not match the " City" of "Jilin City" (part of the
# name).
_LATIN_SUFFIX = re.compile(r"\s+(?:Province|Municipality|Autonomous Region)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """An administrative region, a new area (新区), or a named group of regions (京津冀)."""

    code: str
    """行政区划代码 of six digits; a letter and two digits for areas and groups."""
    name: str
    """Canonical short name: 西安, 内蒙古, 桐乡, 雄安; 区 and 县 keep their last character: 通州区."""
    full: str
    level: Level
    parent: str
    """Code of the region above it, or ``""``."""
    english: str
    """Conventional English name: Xi'an, Harbin, Tongzhou District."""
    members: tuple[str, ...] = ()
    """Codes of the regions in a group; empty for every other level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionMention:
    """A region named in a text; ``text[start:end]`` is the name as printed."""

    region: Region
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gazetteer:
    """The table, indexed for scanning; rows are numbers of lines in `lines`."""

    lines: tuple[str, ...]
    row_of: dict[str, int]
    """Code → row."""
    forms: dict[str, list[tuple[str, int]]]
    """Han form → mark and row: ``""`` is firm, ``?`` needs a neighbour, ``^`` needs its parent before it.

    A county with ``?`` also names itself where a clause begins: 沛县; not 产品易县城销售.
    """
    blocked: dict[str, int]
    """Words that hold a name by chance (环保定期) → offset to go on reading at."""
    lengths: dict[str, tuple[int, ...]]
    """First character → lengths of the forms and blocked words that it begins, longest first."""


@lru_cache(maxsize=64)  # a question is read by several readers
def find_regions(text: str) -> tuple[RegionMention, ...]:
    """Every region named in `text`, in printed order; the longest name wins, and mentions do not overlap.

    Chinese names are found in full (陕西省, 通州区) and short (陕西, 西安, 桐乡). Names that are words too
    (朝阳, 日照, 合作) count in full, after their province or city, or in an enumeration with their like.
    Short names of districts and counties count after the city or province they lie in, or in a series of its
    districts. A name of several regions (朝阳区) is the one whose parent or sibling was named last, else the
    first by code. Names in streets and schools (南京路, 浙江工业大学) are no mentions. Traditional
    characters: simplify first.

    Latin names (Xi'an, Xian, Hong Kong; any case, whole words) that several regions share give one mention
    each, with the same span (Taizhou: 泰州 and 台州), unless only some lie in a region named before.
    """
    gazetteer = _gazetteer()
    mentions: list[RegionMention] = []
    position = 0
    while position < len(text):
        position = _read_at(gazetteer, text, position, mentions)
    mentions.extend(_latin_mentions(text, mentions))
    return tuple(sorted(mentions, key=lambda mention: mention.start))


@cache
def named_in(title: str) -> tuple[Region, ...]:
    """The regions that the title of a notice names, read once for each title."""
    return tuple(dict.fromkeys(mention.region for mention in find_regions(title)))


@cache
def place_names() -> frozenset[str]:
    """The firm Chinese names of the provinces, cities and areas: 西安, 西安市; not 朝阳, a word too."""
    gazetteer = _gazetteer()
    wanted = ("province", "city", "area")
    return frozenset(
        form
        for form, rows in gazetteer.forms.items()
        if any(not mark and _region(row).level in wanted for mark, row in rows)
    )


@cache
def district_names() -> tuple[str, ...]:
    """The full Chinese names of the districts and counties: 黄岩区."""
    rows = (line.split("\t", 4) for line in _gazetteer().lines)
    return tuple(full for _, _, full, level, _ in rows if level == "district")


def latin_place_names() -> tuple[str, ...]:
    """The Latin names by which places are found, in small letters, with blanks for hyphens and apostrophes."""
    return tuple(_latin_names())


@cache
def find_region(name: str) -> Region | None:
    """The region of that name (short, full, English), or None; of several the highest, then first by code."""
    gazetteer = _gazetteer()
    name = name.strip()
    rows = [row for _, row in gazetteer.forms.get(name, ())]
    rows = rows or list(_latin_names().get(_LATIN_SUFFIX.sub("", name).lower().translate(_LATIN_FOLD), ()))
    regions = [_region(row) for row in rows]
    return min(regions, key=lambda region: (_LEVELS.index(region.level), region.code), default=None)


def parent_of(region: Region) -> Region | None:
    """The region above `region`: 西安 for 雁塔区, 陕西 for 西安, None for a province or a group."""
    return _region(_gazetteer().row_of[region.parent]) if region.parent else None


def is_within(child: Region, parent: Region) -> bool:
    """Whether `child` is `parent` or lies in it, a group's members counting as in it."""
    step: Region | None = child
    while step is not None:
        if step.code == parent.code or step.code in parent.members:
            return True
        step = parent_of(step)
    return False


def english_name(name: str) -> str:
    """The conventional English name of the region called `name`; `name` itself where there is none."""
    region = find_region(name)
    return name if region is None else region.english


def _read_at(gazetteer: _Gazetteer, text: str, position: int, mentions: list[RegionMention]) -> int:
    """Append the mention that begins at `position`, if one does; return where to read on."""
    for length in gazetteer.lengths.get(text[position], ()):
        form = text[position : position + length]
        end = position + len(form)
        if form in gazetteer.blocked:
            return position + gazetteer.blocked[form]
        if form not in gazetteer.forms or _RUNS_ON.match(text, end):
            continue
        regions = _accepted(gazetteer, text, position, end, mentions)
        if not regions:
            continue
        if _NOT_A_PLACE.match(text, end) is None:
            region = _nearest(regions, mentions)
            mentions.append(RegionMention(region=region, text=form, start=position, end=end))
        return end
    return position + 1


def _accepted(
    gazetteer: _Gazetteer, text: str, start: int, end: int, mentions: Sequence[RegionMention]
) -> list[Region]:
    """The regions that the form at ``text[start:end]`` may name there."""
    accepted: list[Region] = []
    gap = text[mentions[-1].end : start] if mentions else None
    last = mentions[-1].region if mentions else None
    for mark, row in gazetteer.forms[text[start:end]]:
        region = _region(row)
        if mark:
            under = gap == "" and last is not None and is_within(region, last)
            beside = gap == "、" and last is not None and last.level == region.level
            if mark == "^":
                beside = beside and last is not None and last.parent == region.parent
            else:
                beside = beside or _firm_follows(gazetteer, text, end, region.level)
                beside = beside or (text[end - 1] == "县" and not _INSIDE.match(text, max(0, start - 1), start))
            if not under and not beside:
                continue
        accepted.append(region)
    return accepted


def _firm_follows(gazetteer: _Gazetteer, text: str, end: int, level: Level) -> bool:
    """Whether 、 and a firm name of that level follow at `end`."""
    if text[end : end + 1] != "、":
        return False
    following = text[end + 1 : end + 2]
    candidates = (text[end + 1 : end + 1 + length] for length in gazetteer.lengths.get(following, ()))
    found = next((form for form in candidates if form in gazetteer.forms), "")
    return any(not mark and _region(row).level == level for mark, row in gazetteer.forms.get(found, ()))


def _nearest(regions: Sequence[Region], mentions: Sequence[RegionMention]) -> Region:
    """The one of `regions` whose parent or sibling was named last, else the first."""
    if len(regions) > 1:
        for mention in reversed(mentions):
            for region in regions:
                if is_within(region, mention.region) or region.parent == mention.region.parent:
                    return region
    return regions[0]


def _latin_mentions(text: str, mentions: Sequence[RegionMention]) -> Iterator[RegionMention]:
    """The mentions by Latin names; the longest run of words that is a name wins."""
    words = list(_LATIN_WORD.finditer(text))
    names = _latin_names() if words else {}
    seen = [mention.region for mention in mentions]
    first = 0
    while first < len(words):
        run, rows = _latin_run(text, words[first : first + _LONGEST_LATIN], names)
        regions = [_region(row) for row in rows]
        near = [region for region in regions if any(is_within(region, other) for other in seen)]
        firm = [region for region in regions if _is_firm_latin(region, run)]
        for region in near or firm:
            start, end = run[0].start(), run[-1].end()
            yield RegionMention(region=region, text=text[start:end], start=start, end=end)
            seen.append(region)
        first += len(run)


def _latin_run(
    text: str, words: Sequence[re.Match[str]], names: Mapping[str, Sequence[int]]
) -> tuple[Sequence[re.Match[str]], Sequence[int]]:
    """The longest run of `words` from the first that is a name, with its rows; else the first alone."""
    for count in range(len(words), 0, -1):
        run = words[:count]
        if any(text[one.end() : two.start()] not in (" ", "-") for one, two in pairwise(run)):
            continue
        key = text[run[0].start() : run[-1].end()].lower().translate(_LATIN_FOLD)
        rows = names.get(key)
        if rows:
            return run, rows
    return words[:1], ()


def _is_firm_latin(region: Region, run: Sequence[re.Match[str]]) -> bool:
    """Whether the words name `region` by themselves; Shijingshan for Shijingshan District needs Beijing before it."""
    return len(run) > 1 or not region.english.endswith(_LATIN_DISTRICTS) or region.level != "district"


@cache
def _gazetteer() -> _Gazetteer:
    lines = tuple(_TABLE.read_text(encoding="utf-8").splitlines()[1:])
    row_of: dict[str, int] = {}
    forms: dict[str, list[tuple[str, int]]] = {}
    blocked: dict[str, int] = {}
    for row, line in enumerate(lines):
        code, name, full, _, _, _, written, not_meant, _ = line.split("\t")
        row_of[code] = row
        for form in written.split(" "):
            mark = form[0] if form[0] in "?^" else ""
            forms.setdefault(form.removeprefix(mark), []).append((mark, row))
        if not_meant:
            for word in not_meant.split(" "):
                blocked[word] = word.index(name if name in word else full) + 1
    starts: dict[str, set[int]] = {}
    for form in (*forms, *blocked):
        starts.setdefault(form[0], set()).add(len(form))
    lengths = {first: tuple(sorted(found, reverse=True)) for first, found in starts.items()}
    return _Gazetteer(lines=lines, row_of=row_of, forms=forms, blocked=blocked, lengths=lengths)


@cache
def _region(row: int) -> Region:
    code, name, full, level, parent, english, _, _, members = _gazetteer().lines[row].split("\t")
    return Region(
        code=code,
        name=name,
        full=full,
        level=cast(Level, level),
        parent=parent,
        english=english.partition(";")[0],
        members=tuple(members.split()),
    )


@cache
def _latin_names() -> dict[str, tuple[int, ...]]:
    """Latin key → rows; a county-level city's name counts where it is long and no city's or province's too.

    A district and a county stand there without that word too, for where the city they lie in stands before them.

    A key is in lower case, without apostrophes and with blanks for hyphens; a name that has an apostrophe has
    a second key with a blank for it (``xian`` and ``xi an``).
    """
    high: dict[str, tuple[int, ...]] = {}
    low: dict[str, tuple[int, ...]] = {}
    for row, line in enumerate(_gazetteer().lines):
        _, _, _, level, _, english, _ = line.split("\t", 6)
        if level == "district" and " " not in english and len(english) < _SHORTEST_LATIN:
            continue
        names = low if level == "district" else high
        short = english.removesuffix(" District").removesuffix(" County")
        if level == "district" and short != english and len(short) >= _SHORTEST_LATIN and " " not in short:
            english = f"{english};{short}"
        for form in english.lower().split(";"):
            keys = {form.translate(_LATIN_FOLD), form.replace("'", " ").translate(_LATIN_FOLD)}
            for key in keys:
                names[key] = (*names.get(key, ()), row)
    return low | high
