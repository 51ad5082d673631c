"""A question → what it asks for: places, notices, items, departments, years, terms, and in what form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rag.address import find_notices, find_paths
from rag.domain import Amount, Language, Notice, Path
from rag.errors import QuestionError
from rag.glossary import ConceptMention, find_concepts
from rag.numerals import find_amounts, find_dates
from rag.regions import RegionMention, find_regions
from rag.text import Span, fold, language_of, simplify

Intent = Literal["item", "head", "task", "list", "place", "compare", "lookup"]
Share = Literal["any", "lead", "partner", "alone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A concept that a question is about; joined by 或, 、 or "or" several are one, any of which will do."""

    variants: tuple[str, ...]
    """Folded Chinese spellings, any of which stands for it."""
    emphasis: float
    """1 for what the notices do or use, less for what they do it to and for the form it takes."""
    body: bool
    """Whether it is an office or an organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question, read."""

    question: str
    text: str
    """In simplified characters; where it followed on, with what the history adds."""
    language: Language
    words: str
    """What the word index is asked: the question, or for an English one the Chinese of its terms."""
    terms: tuple[Term, ...]
    pieces: tuple[str, ...]
    """Pairs of neighbouring characters of its other words, and Latin words, folded."""
    unknown: tuple[str, ...]
    """English words that the glossary does not have."""
    regions: tuple[str, ...]
    """Canonical names."""
    bodies: tuple[tuple[str, ...], ...]
    """Departments, each with its name variants, folded."""
    notices: tuple[str, ...]
    """Ids of the notices it names."""
    missing: tuple[str, ...]
    """Batches or 文号 it names that the corpus does not have."""
    paths: tuple[Path, ...]
    """Steps of the items it names, as written."""
    years: tuple[int, ...]
    figures: tuple[Amount, ...]
    """Figures it takes for granted."""
    intent: Intent
    share: Share
    """For duties: whether the department leads, joins, or acts alone."""
    wants_money: bool
    wants_count: bool
    wants_due: bool
    wants_duty: bool
    listing: bool
    """Whether it asks for all that fit, on a place or everywhere."""
    of_places: bool
    """Whether what it asks for are places, so that an item on none does not answer."""


# 哪些城市 / 有几个 / 谁 / 都有哪 / which / list
_LIST = re.compile(
    r"哪些|哪几|哪个城|哪座|哪里|哪儿|有谁|都有谁|谁|几个(?:城市|地方|省|市)|多少(?:个)?(?:城市|地方|省|市|地区)|各(?:地|市|城市|省|多少|给)|列出|列一下|罗列|盘点|汇总|清点|有没有(?:城市|地方)|什么(?:城市|地方)"
)
_LIST_EN = re.compile(
    r"\b(which|list|name (?:the|all)|who|what (?:cities|places|provinces|regions)|how many (?:cities|places|provinces))\b",
    re.I,
)
# 哪些城市 / 各地 / 有几个省; not 试点城市
_PLACES = re.compile(
    r"(?:哪些|哪几个|几个|多少个?|哪座|什么|有没有|其他)(?:城市|地方|省市?|地区|市|省份)|各(?:地|省|市)|哪里|哪儿"
)
_PLACES_EN = re.compile(
    r"\b(?:which|what|how many|other) (?:\w+ )?(?:cities|city|places?|provinces?|regions?|localit\w+)\b", re.I
)
# 对比 / 区别 / 有什么不同 / 前后变化 / compare
_COMPARE = re.compile(r"对比|比较|区别|不同|差别|差异|变化|相比|一样吗|一致|异同|分别是|还(?:说|提|写)")
_COMPARE_EN = re.compile(r"\b(compare|comparison|differ\w*|versus|vs\.?|changed?|still|same)\b", re.I)
# 多少钱 / 给多少 / 金额 / how much
_MONEY = re.compile(
    r"多少钱|多少万|多少亿|多少资金|多少经费|金额|多少元|额度|给钱|(?:补贴|补助|资助|奖补|奖金)(?:标准)?(?:是|各|有|为)?多少|多少(?:\S{0,4})(?:补贴|补助|资金|奖金)"
)
_MONEY_EN = re.compile(
    r"\b(yuan|rmb|cny)\b|\bhow much (?:money|funding|subsid\w+|cash)|\bamounts?\b|"
    r"\b(?:pay|paid|subsid\w+|grants?|fund\w*|rewards?|bonus\w*)\b.{0,60}\bhow much\b|\bhow much\b.{0,40}\b(?:pay|subsid\w+|grant|fund|reward)",
    re.I,
)
# 多少个 / 几项 / 比例 / how many
_COUNT = re.compile(r"多少|几(?:个|项|家|名|条|款|份|次|批|年|类|人|套)|百分之几|比例|占比|数量|规模|多长|多久|指标")
_COUNT_EN = re.compile(r"\b(how (?:much|many|long)|number of|share|percentage|ratio|amounts?)\b", re.I)
# 〔2020〕60号, （2023—2025年）
_IN_BRACKETS = re.compile(r"[〔\[（(【][^〕\]）)】]*[〕\]）)】]|《[^》]*》")
# 什么时候 / 哪天 / 截止 / 年底前 / when
_DUE = re.compile(
    r"什么时候|何时|哪(?:一)?[天年月日]|截止|期限|时限|完成时间|几月|几号|底前|前(?:要|必须|应|完成)|到期|时间节点|多久"
)
_DUE_EN = re.compile(r"\b(when|deadline|due|by \d{4}|until|date)\b", re.I)
# 牵头 / 主责 / lead
_LEAD = re.compile(r"牵头|主责|负责人|主要负责|第一责任|领头")
_LEAD_EN = re.compile(r"\b(lead(?:s|ing)?|head(?:s|ed)?|in charge)\b", re.I)
# 配合 / 参与 / join
_PARTNER = re.compile(r"配合|协办|不牵头")
_PARTNER_EN = re.compile(r"\b(only joins?|support(?:s|ing)? (?:role|unit)|co-?operat\w+|assist\w*)\b", re.I)
# 任务 / 责任单位 / 负责 / 完成: asks for duties
_DUTY = re.compile(r"任务|责任单位|牵头|负责|配合|完成|承担|分工|该干|要干|要做|职责|活")
_DUTY_EN = re.compile(r"\b(tasks?|responsib\w+|duties|finish|complete|lead\w*|in charge|must .{0,30} do|do by)\b", re.I)
# words that ask, link or fill, and say nothing of the subject
_FILLER = re.compile(
    "|".join(
        sorted(
            "请问 麻烦 帮我 帮忙 给我 告诉我 我想 我们想 我们 想知道 知道 了解 一下 看看 查查 查一下 找出来 列出来 列出 列全 列一下 汇总 盘点 说说 讲讲 介绍 "
            "哪些 哪几个 哪几 哪个 哪里 哪儿 什么样 什么 怎么样 怎么 如何 怎样 多少钱 多少 几个 几项 几家 是否 有没有 能不能 可不可以 是不是 "
            "城市 地方 地区 省份 省市 各地 地市 全部 所有 分别 先后 以及 或者 对于 关于 针对 给予 为了 采取 推出 实施 开展 进行 提出 提到 规定 要求 明确 里面 方面 相关 有关 "
            "政策 措施 举措 做法 经验 情况 内容 事情 东西 信息 通知 文件 清单 意见 方案 这个 这些 那个 那些 他们 它们 可以 应该 必须 需要 主要 具体 到底 究竟 现在 目前 已经 "
            "时候 何时 一共 总共 请列出 简要 总结 概括 归纳 全文 根据 按照 依据 之间 其他 正文 附件 一样 差别 区别 不同 表述 对比 比较".split(),
            key=len,
            reverse=True,
        )
    )
)
_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff〇]+|[a-z][a-z0-9+.-]*")
# a pair with one of these links or asks; it names nothing
_LINKING = frozenset("的了吗呢吧啊么哪什怎谁这那它们我你您些咋啥给把被和与或在是有都也就还")
# concepts that say in what form the answer is wanted, not what it is about
_FORM = frozenset(
    "责任单位 牵头单位 配合单位 完成时间 发布时间 金额 数量 序号 批次 主要举措 文号 发文机关 经验做法 清单 任务清单 可复制经验做法清单 通知 指导意见 意见 "
    "政策文件 实施方案 附件 条款 标题 主送机关 重点任务 任务分工 通报 万元 亿元 若干措施 规定 评价指标 工作成效 国家级 省级 市级 县级 部门 有关部门".split()
)
_EMPHASIS = {
    "document": 0.6,
    "attribute": 0.6,
    "quality": 0.6,
    "unit": 0.4,
    "field": 0.6,
    "object": 0.7,
    "person": 0.7,
}
# 资金补贴或奖励, 审批、审图, subsidies or rewards: what joins two terms that will do either way
_EITHER = re.compile(r"\s*(?:、|/|（|\(|或者?|及|以及|和|与|还是|\bor\b|\band\b|,|，)\s*(?:the\s+)?", re.I)
# 第四批, 190号文: the notice is named, its name is no subject
_NAMED = re.compile(r"第.{1,3}批|\d*号文")
_OFFICES = frozenset("局委办厅处署院会部室心")
"""Last characters of the names of departments; 企业 and 部门 are none."""
# 印发 / 文号 / 谁发的: asks for a notice's own head
_HEAD = re.compile(
    r"印发|发布时间|文号|谁发|哪个部门发|发文|签发|落款|成文|审议通过|发布日期|什么时候发布|哪天发布|抄送|依据(?:了)?(?:哪些|什么)"
)
_HEAD_EN = re.compile(
    r"\b(issued|issu(?:er|ing)|who signed|date of|document number|signator\w*|signed|cite\w* as its basis|addressed to|copied to)\b",
    re.I,
)
# 第22、23、24项: several items at once
_ALONE = re.compile(r"单独|独立|一家负责|没有其他部门|不涉及其他")
_ALONE_EN = re.compile(r"\b(alone|on its own|solely|no other)\b", re.I)
# function words of an English question
_FILLER_EN = frozenset(
    "a an the of in on at to for from by with and or is are was were be been do does did done has have had which what who whom whose when where why how "
    "much many any all each every city cities place places province provinces region regions list lists tell me about please give show say says said "
    "does it its their they them this that these those there can could should must may might will would i we you he she according notice notices document "
    "documents everything anything something item items task tasks row rows named name names into than then as not no only also both between measures "
    "measure policy policies practices practice batch fourth second third first plan information details summarise summarize describe explain".split()
)


def read_question(question: str, *, notices: Sequence[Notice], max_length: int, carried: str = "") -> Query:
    """What `question` asks for.

    Args:
        question: As asked.
        notices: The corpus's notices, for the ones it names.
        max_length: Characters it may have.
        carried: Words that a follow-up takes from the history.

    Raises:
        QuestionError: it is empty, too long or holds no word.
    """
    asked = check_question(question, max_length=max_length)
    text = simplify(f"{carried} {asked}".strip())
    language = language_of(asked)
    english = language == "en"
    mentions = find_notices(text, notices)
    paths = find_paths(text)
    regions = find_regions(text)
    placed = [(mention.start, mention.end) for mention in regions]
    concepts = [one for one in find_concepts(text) if not _overlaps((one.start, one.end), placed)]
    bodies = tuple(
        _variants(one) for one in concepts if one.concept.kind == "body" and one.concept.zh[0][-1] in _OFFICES
    )
    rest = _NAMED.sub(" ", _without(text, [*placed, *((one.start, one.end) for one in concepts)]))
    documents = [one for one in concepts if one.concept.kind == "document"]
    notices_named = mentions.ids or _by_document(documents, regions, notices)
    translated = " ".join([*(one.concept.zh[0] for one in concepts), *dict.fromkeys(m.region.name for m in regions)])
    return Query(
        question=question,
        text=text,
        language=language,
        words=f"{text} {translated}" if english else text,
        terms=_terms(text, concepts),
        pieces=() if english else _pieces(rest),
        unknown=_unknown(rest) if english else (),
        regions=tuple(dict.fromkeys(mention.region.name for mention in regions)),
        bodies=bodies,
        notices=notices_named,
        missing=mentions.missing,
        paths=paths,
        years=_years(text, english=english),
        figures=find_amounts(asked) if not paths else (),
        intent=_intent(text, english=english, regions=len(regions), paths=paths, notices=bool(notices_named)),
        share=_share(text),
        wants_money=bool(_MONEY.search(text) or _MONEY_EN.search(text)),
        wants_count=bool(_COUNT.search(text) or _COUNT_EN.search(text)),
        wants_due=bool(_DUE.search(text) or _DUE_EN.search(text)),
        wants_duty=bool((_DUTY_EN if english else _DUTY).search(text)),
        listing=bool((_LIST_EN if english else _LIST).search(text)),
        of_places=bool((_PLACES_EN if english else _PLACES).search(text)),
    )


def check_question(question: str, *, max_length: int) -> str:
    """`question` without blanks around it.

    Raises:
        QuestionError: it is empty, too long or holds no letter or digit.
    """
    asked = question.strip()
    if not any(char.isalnum() for char in asked):
        raise QuestionError("问题是空的。", hint="请写出要问的内容，例如：哪些城市给予资金补贴，各多少？")
    if len(asked) > max_length:
        raise QuestionError(f"问题有 {len(asked)} 字，最多 {max_length} 字。", hint="请缩短问题，或分成几个问题来问。")
    return asked


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _without(text: str, spans: Sequence[Span]) -> str:
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return fold("".join(chars))


def _by_document(
    documents: Sequence[ConceptMention], regions: Sequence[RegionMention], notices: Sequence[Notice]
) -> tuple[str, ...]:
    """The one notice whose title has the kind of document that is named ("guiding opinions", 桐乡方案)."""
    for mention in documents:
        whole = len(mention.surface) >= 4
        names = [name for name in mention.concept.zh if (len(name) >= 4 if whole else bool(regions))]
        holding = [
            notice.id
            for notice in notices
            if any(name in notice.title for name in names)
            and (not regions or any(region.region.name in notice.title for region in regions))
        ]
        if len(holding) == 1 and len(notices) > 1:
            return (holding[0],)
    return ()


def _years(text: str, *, english: bool) -> tuple[int, ...]:
    """Years that the question is about; one inside a 文号 or a title is not."""
    bare = _IN_BRACKETS.sub(" ", text)
    found = [day.year for day in find_dates(bare)]
    if english:
        found += [
            int(year)
            for year in re.findall(r"\b((?:19|20)\d{2})\b(?!\s+(?:guid|opinion|notice|list|plan|document))", bare)
        ]
    return tuple(dict.fromkeys(found))


def _terms(text: str, concepts: Sequence[ConceptMention]) -> tuple[Term, ...]:
    """The concepts the question is about; those joined by 或 or 、 make one term."""
    groups: list[list[ConceptMention]] = []
    for mention in concepts:
        if mention.concept.zh[0] in _FORM:
            continue
        before = groups[-1][-1] if groups else None
        if before is not None and _EITHER.fullmatch(text[before.end : mention.start]):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    terms = (
        Term(
            variants=tuple(dict.fromkeys(variant for mention in group for variant in _variants(mention))),
            emphasis=max(_EMPHASIS.get(mention.concept.kind, 1.0) for mention in group),
            body=all(mention.concept.kind == "body" for mention in group),
        )
        for group in groups
    )
    return tuple(dict.fromkeys(terms))


def _variants(mention: ConceptMention) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(word) for word in mention.concept.zh))


def _pieces(rest: str) -> tuple[str, ...]:
    """Pairs of neighbouring characters of what is neither place, term nor filler, and Latin words."""
    found: list[str] = []
    for run in (run for part in _FILLER.sub(" ", rest).split() for run in _HAN_RUN.findall(part)):
        pairs = [run] if run.isascii() else [run[at : at + 2] for at in range(len(run) - 1)]
        found.extend(pair for pair in pairs if not _LINKING.intersection(pair))
    return tuple(dict.fromkeys(found))


def _unknown(rest: str) -> tuple[str, ...]:
    words = re.findall(r"[a-z][a-z-]+", rest)
    return tuple(dict.fromkeys(word for word in words if word not in _FILLER_EN and len(word) > 2))


def _share(text: str) -> Share:
    if _ALONE.search(text) or _ALONE_EN.search(text):
        return "alone"
    if _PARTNER.search(text) or _PARTNER_EN.search(text):
        return "partner"
    return "lead" if _LEAD.search(text) or _LEAD_EN.search(text) else "any"


def _intent(text: str, *, english: bool, regions: int, paths: tuple[Path, ...], notices: bool) -> Intent:
    if paths:
        return "item"
    if (_COMPARE_EN if english else _COMPARE).search(text):
        return "compare"
    if notices and (_HEAD_EN if english else _HEAD).search(text):
        return "head"
    if (_DUTY_EN if english else _DUTY).search(text):
        return "task"
    if regions == 0 and (_LIST_EN if english else _LIST).search(text):
        return "list"
    return "place" if regions else "lookup"
