"""Who issued a notice: the bodies that its title, letterhead, signature or history name, and their rank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from rag.domain import Tier
from rag.parse.paragraphs import heading_text
from rag.parse.roles import is_history, is_order, is_person, role_of
from rag.regions import Region, find_regions

_TIERS: tuple[Tier, ...] = ("国家", "省", "市", "县")
_TIER_OF: dict[str, Tier] = {"province": "省", "city": "市", "area": "市", "district": "县"}
# the issuer in 某部办公厅关于…的通知; not 关于…的通知
_BEFORE_ABOUT = re.compile(r"(?P<issuer>[^，。《]{2,80}?)关于.{2,}")
# 某厅转发某局关于…的通知, 某厅对第7240号建议的答复; what stands before must be a body, since 对 is a common word:
# not 某院关于某院对…的解释
_BEFORE_VERB = re.compile(r"(?P<issuer>(?:(?!关于)[^，。《]){2,40}?)(?:转发|批转|印发|对).{2,}")
# 住房和城乡建设部等部门, 某省发展改革委等13部门: the title leaves out those that sign
_AND_OTHERS = re.compile(r"等[\d一二三四五六七八九十]*(?:个)?(?:部门|单位|部委|机关)?$")
# 、 and blanks between names; 和 only before a body's full name, since 住房和城乡建设部 is one
_BETWEEN = re.compile(r"[、，,；;\s　]+|(?<=[厅局委部院会署府])(?:和|与|及)(?=\S{3,}(?:厅|局|委|部|院|会|署|府)$)")
# 第十届全国人民代表大会常务委员会第二十八次会议通过 → the assembly; 最高人民法院审判委员会第1621次会议 → the court;
# not 某省人民代表大会常务委员会第三次会议批准, which only approves what a city passed
_MEETING = re.compile(
    r"日\s*(?:经)?(?P<body>[^\s，、。《]{2,40}?)(?:\d{4}年度?)?第?[\d一二三四五六七八九十百零〇]*次[^，、。《]{0,12}会议"
    r"\s*(?:《[^》]*》)?(?:审议|修订|修正)?通过"
)
# 某区人民政府区长　张某某, under the title of a report to an assembly; not 市人民政府市长信箱
_SPOKEN_BY = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{2,20}人民政府)(?:代)?(?:省长|市长|区长|县长|州长|旗长|主席)[\s　]+\S[\S\s]{1,4}"
)
_OF_TERM = re.compile(r"第[一二三四五六七八九十]+届")
# 中华人民共和国国务院令第346号公布 / 公安部发布 / 国务院批准
_PUBLISHED = re.compile(
    r"日\s*(?P<body>(?:[\u4e00-\u9fff]{2,20}令第\d{1,4}号、)*[\u4e00-\u9fff、]{2,40}?)(?:令|公告)?\s*"
    r"(?:第[\d一二三四五六七八九十百零]+号)?\s*(?:公告)?(?:公布|发布|颁布)"
)
# the number of each body's own order in 国家教育委员会令第10号、卫生部令第1号发布
_ORDERED = re.compile(r"令第\d{1,4}号$")
# 1993年8月31日 国务院批准, where nothing is printed of who published it; not 某省人民代表大会常务委员会批准
_APPROVED = re.compile(r"日\s*(?P<body>国务院)批准")
# 全国人民代表大会第一次会议主席团 → the assembly
_OF_MEETING = re.compile(r"第[一二三四五六七八九十]+次会议(?:主席团)?$")
_SUPREME = "最高人民"
_STATE = "中华人民共和国"
# 国务院, 全国人民代表大会, 最高人民法院, 国家税务总局, 住房和城乡建设部; not 市财政局
_NATIONAL = re.compile(
    r"(?:中共中央|中央|中国|中华|国家|国务院|全国|最高|审计署|共青团中央)|[\u4e00-\u9fff]{2,16}(?:部|总局|总署)(?:办公厅|办公室|等.*)?$"
)
# 某某县人民政府, 市财政局, 某新城街道办事处, 某市委宣传部;
# not 城市管理局, 市政园林局, 社区建设办公室, 某工业园区管理委员会
_PLACE = re.compile(
    r"(?!国家|全国|中国|中华|最高|国务院)[\u4e00-\u9fff]{0,10}?(?P<ends>省|自治区|(?<![城都超上集夜])市(?!场|政[^府协法])|自治州|州|盟|地区|自治县|县"
    r"|(?<![社园发新域])区(?!域)|自治旗|旗|(?<!城)[镇乡]|街道)(?=人民|政府|委|人大|政协|党|办事处|[\u4e00-\u9fff]{2,14}(?:局|厅|办|办公室|委员会|委|部|院)(?:、|$))"
)
_ENDS: dict[Tier, tuple[str, ...]] = {
    "省": ("省", "自治区"),
    "市": ("市", "自治州", "州", "盟", "地区"),
    "县": ("自治县", "县", "区", "自治旗", "旗", "镇", "乡", "街道"),
}


def title_issuer(title: str) -> str:
    """The body that a title begins with, as printed, or ``""``."""
    verb = _BEFORE_VERB.fullmatch(title)
    if verb is not None and role_of(verb["issuer"]) == "signature":
        return verb["issuer"]
    about = _BEFORE_ABOUT.fullmatch(title)
    return "" if about is None else about["issuer"]


def names_body(name: str) -> bool:
    """Whether `name` is that of a body, or of several: 国务院办公厅、中央军委办公厅; not 首页 > 政务公开."""
    pieces = [piece for piece in _BETWEEN.split(name.strip()) if piece]
    return _AND_OTHERS.search(name) is not None or all(role_of(piece) == "signature" for piece in pieces)


def find_issuers(margins: Sequence[str], title: str) -> tuple[str, ...]:
    """Each body that issued the notice of that title, from the title, the signature, the order or the history.

    A name that the title cuts short (省人民政府办公厅) is the one that signs.

    Args:
        margins: The lines of its head and tail.
        title: Its title.
    """
    named = title_issuer(title)
    signed = tuple(
        dict.fromkeys(
            name for line in margins if role_of(line) == "signature" and not is_person(line) for name in _names(line)
        )
    )
    if named and not _AND_OTHERS.search(named):
        whole = [name for name in signed if name.endswith(named) and name.removeprefix(_STATE) != named]
        return tuple(_names(whole[0] if len(whole) == 1 else named))
    if named and len(signed) < 2:
        return (named,)
    spoken = (match["body"] for line in margins if (match := _SPOKEN_BY.fullmatch(line)))
    return signed or tuple(dict.fromkeys(_ordering(margins))) or _history(margins) or tuple(islice(spoken, 1))


def _names(line: str) -> Iterator[str]:
    """The bodies named one beside the other in `line`; what names none alone is one name with blanks in it."""
    pieces = [piece for piece in _BETWEEN.split(line.strip().removesuffix("文件")) if piece]
    if all(role_of(piece) == "signature" for piece in pieces):
        yield from pieces
    else:
        yield heading_text(line.strip().removesuffix("文件"))


def _ordering(margins: Sequence[str]) -> Iterator[str]:
    """The body that orders: 中华人民共和国国务院令 → 国务院."""
    for line in margins:
        name = re.split(r"令|公\s*告|通\s*告", line)[0] if is_order(line) else ""
        bare = heading_text(name).removeprefix(_STATE)
        if role_of(bare) == "signature":
            yield bare


def _history(margins: Sequence[str]) -> tuple[str, ...]:
    """All bodies that first published a regulation, or else the two that passed it, by its history."""
    lines = [line for line in margins if is_history(line)]
    published = ([body for match in _PUBLISHED.finditer(line) for body in _bodies(match)] for line in lines)
    first = next((bodies for bodies in published if bodies), list[str]())
    passed = [body for line in lines for match in _MEETING.finditer(line) for body in _bodies(match)]
    if not first:
        approved = (match["body"] for line in lines for match in _APPROVED.finditer(line))
        return tuple(islice(dict.fromkeys(passed or approved), 2))
    # what court and procuratorate passed together the court may publish alone
    joint = [body for body in passed if body.startswith(_SUPREME)] if first[0].startswith(_SUPREME) else []
    return tuple(dict.fromkeys((*first, *joint)))


def _bodies(match: re.Match[str]) -> Iterator[str]:
    for name in match["body"].split("、"):
        yield from _body(_ORDERED.sub("", name))


def _body(name: str) -> Iterator[str]:
    """A body's own name: without its term of office and the committee in it that met."""
    whole = _OF_MEETING.sub("", _OF_TERM.sub("", name)).removeprefix(_STATE)
    for committee in ("审判委员会", "检察委员会"):
        whole = whole.removesuffix(committee)
    if len(whole) >= 3:
        yield whole


def rank_of(issuers: Sequence[str], title: str) -> tuple[Tier, Region | None]:
    """The rank of the highest of `issuers`, and its region; by the title where no issuer is known.

    The region is None for a national body, and for one that does not say where it is (市财政局).
    """
    ranked = [_rank(name) for name in (issuers or (title,))]
    if not any(tier for tier, _ in ranked):
        ranked.append(_rank(title, national=False))
    if not any(tier for tier, _ in ranked):
        ranked.extend((_tier_by_name(name), None) for name in issuers)
    known = [one for one in ranked if one[0]]
    return min(known, key=lambda one: _TIERS.index(one[0]), default=("", None))


def _rank(name: str, *, national: bool = True) -> tuple[Tier, Region | None]:
    name = name if name.startswith("中共中央") else name.removeprefix("中共")
    at = 0
    region: Region | None = None
    for mention in find_regions(name[:40]):
        if mention.start > at or mention.region.level == "group":
            break
        region, at = mention.region, mention.end
        at += len(name[at:]) - len(name[at:].lstrip("省市区县州旗 "))
    if region is not None:
        below = "" if region.level == "district" else _tier_by_name(name[at:])
        return "县" if below == "县" else _TIER_OF.get(region.level, ""), region
    if national and _tier_by_name(name) == "":
        return ("国家" if _NATIONAL.match(name) else "", None)
    return "", None


def _tier_by_name(name: str) -> Tier:
    """The rank of a body whose place the gazetteer does not know, by what its name says: 某某县人民政府, 市财政局."""
    match = _PLACE.match(name)
    return "" if match is None else next(tier for tier, ends in _ENDS.items() if match["ends"] in ends)


def without_seat(name: str) -> str:
    """The office in a body's name without the place it sits in: 住建局 of 市住建局 and of 某市某区住建局."""
    bare = name.removeprefix(_STATE)
    while (end := _seat_end(bare)) and end < len(bare):
        bare = bare[end:]
    return bare


def _seat_end(name: str) -> int:
    """Where the place ends that `name` begins with; 0 where it begins with none."""
    place = next((one for one in find_regions(name[:40]) if one.start == 0 and one.region.level != "group"), None)
    if place is not None:
        return place.end
    unknown = _PLACE.match(name)
    return 0 if unknown is None else unknown.end("ends")
