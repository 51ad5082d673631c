"""What kind of thing a question asks for, and whether a clause gives one: a sum, a share, a day, a term, a fine."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rag.answer.details import details_asked
from rag.answer.offices import of_an_office
from rag.answer.selection import Gives
from rag.answer.units import asks_scale, gives_days, of_units
from rag.domain import Fact
from rag.numerals import find_dates
from rag.question.query import Query
from rag.question.wording import Asks, asks
from rag.text import simplify

# 35个, 十多款, 第（五）至（八）项, 五万元, 情形之一: some number; not 一批, 一体化, 进一步
_NUMBER = re.compile(r"[\d０-９二三四五六七八九十百千万两几]|(?<![进统同唯])一(?![批系定体站致律般起些直并旦切])")
# 9月20日, 每年, 每半年, 6月底前, 长期: a day or a rhythm without its year; not 一次
_DAY = re.compile(r"\d\s*月|每(?:年|月|周|季度|半年)|年底|长期|持续|之日")
# 多久报送一次, 几年评一次, how often: a rhythm is asked for
_HOW_OFTEN = re.compile(
    r"(?:多久|多长时间|几[天年]|几个月|隔多久|多少天)[^，。？]{0,8}[一1]次|什么频[率次]|频率是|每(?:年|月|季度?|周|天)[^，。？]{0,6}(?:几|多少)次"
    r"|\bhow (?:often|frequently)\b|\bhow many times (?:a|per|each|every) (?:year|month|quarter|week|day)\b",
    re.I,
)
# 多长时间, 搞多久, 几年, how long: a length of time before a day; not 期限是哪天, which a day answers as well
_HOW_LONG = re.compile(
    r"多久|多长(?!度)|(?<![前后近哪])几(?:年|天|个月)|多少(?:年|天|个月|个?工作日)"
    r"|\bhow (?:long|many (?:\w+ )?(?:days|months|years))\b",
    re.I,
)
# 什么时候, 哪天, when: a day before a length of time; not 期限, 时限
_WHICH_DAY = re.compile(
    r"(?:什么|啥|何)时候?|几时|哪一?[天年月日]|哪几天|几[号月](?!工)|\bwhen\b|\bwhat (?:date|day|month)\b", re.I
)
# 截止到哪天, 最晚什么时候, deadline: a day up to which; not 截止目前
_DEADLINE = re.compile(
    r"截[止至](?!目前|今)|最[晚迟](?:什么|啥|何|哪|几|在|要|应|须|于)|(?:什么时候|哪天|几号|何时)之?前"
    r"|\bdeadline\b|\bby when\b|\bno later than\b",
    re.I,
)
# 7月31日前报送, 截至2025年底, 20日内: names it; not 自公布之日起计算
_UP_TO = re.compile(
    r"\d\s*[年月日号]?底?之?[以之]?前|截[止至]|[日天]内|月内|年底|期满前|[^以之目此当]前(?=报|完|提|上|交|缴|反|送|将)"
)
# 总共发了多少, 总额, in total: the whole sum is asked for; not 一共几家
_IN_ALL = re.compile(
    r"(?:总共|一共|合计|共计|总计|累计)[^，。？]{0,8}(?:多少(?:钱|资金|补贴|奖励|补助|万|亿)|[万亿]?元)|总[额金数](?!控制)|总金额"
    r"|(?:补|奖|发|拨|投入|安排)了?多少(?:钱|资金)?(?:总额|合计)|\b(?:in total|total (?:amount|sum)|altogether)\b",
    re.I,
)
# 每台20万元, 每平方米200元: a price for one
_FOR_ONE = re.compile(r"每[^，。；\d]{1,6}$")
# 每年, 每半年, 每10年, 逐月, 定期, 年度考核; not 每个, 每台
_RHYTHM = re.compile(
    r"[每逐](?:半|[\d一二两三四五六七八九十]+个?)?(?:年|月|周|季|日|天)|定期|不定期|按[年月季周]|(?:年|季|月)度"
)
# 罚款, 责令改正, 依法给予处分, 取消资格, 退回资金: what follows on a breach
_PENALTY = re.compile(
    r"罚款|警告|责令|处分|刑事责任|吊销|没收|处罚|取消.{0,12}资格|追回|退回|督促整改|通报批评|信用惩戒|失信"
    r"|不良(?:行为|信用)?记录|黑名单|(?:个月|年)内?(?:[^，。；]{0,6}不得|暂停|限制)|不得再次|约谈|扣[减除]?.{0,2}分"
)
# 使用多少年可以申请, 住了12年的电梯, 房龄几年: how old a thing must be, or is; not 几年内不得申报
_OF_AGE = re.compile(
    r"(?:使用|用了|住了|装了|投用|建成|建了|房龄|楼龄|梯龄|运行)[^，。；？\d]{0,4}(?:多少|几|\d+|[一二三四五六七八九十]+)年(?![前内])"
)
# 投入使用15年以上, 建成满20年, 使用年限超过15年: a clause on that; not 三年内不得
_AGE = re.compile(
    r"(?:使用|投用|建成|交付|运行|竣工|龄|年限|年代)[^，。；]{0,12}?[\d一二三四五六七八九十]+年(?!内|度|\d|[^，。；]{0,2}月)|[\d一二三四五六七八九十]+年[（(]?及?以上"
)
# 验收合格后拨付, 列入示范后兑现: a day that an event sets
_AFTER = re.compile(r"(?<![今以之此然])后[^。；]{0,4}(?:拨付|支付|发放|兑现|兑付|结算|返还|核发|生效|实施|施行)")
# 罚款多少, 罚几倍, how large is the fine: the sum itself is asked for; not 罚什么
_HOW_HIGH = re.compile(
    r"罚[款金]?[^，。；？]{0,6}(?:多少|几[万千百倍元块])|\bhow (?:much|large|big|high)\b[^.?]*\bfine|\bfined? how much",
    re.I,
)
# 算不算违规, 违法吗: whether something is a breach, not what follows on it
_WHETHER = re.compile(r"(?:算不算|是不是|是否|属不属于|算|会不会)[^，。？]{0,6}违[规法]|违不违|违[规法]吗")
# 封顶多少, 上限是多少, 最高补多少, the cap: a limit from above is asked for
_CAP = re.compile(
    r"封顶|上限|(?<!不)(?:最高|最多|至多|顶多)(?:限额|额度)?[^，。；]{0,8}(?:多少|几)|\b(?:cap|ceiling|upper limit)\b",
    re.I,
)
# 最高50万元, 不超过5万元: a limit from above
_CAPPED = re.compile(r"最高|最多|不超过|不高于|上限|封顶|至多|以内|以下|限额|顶格")
# 每平方米补多少, 每月多少元, per square metre, 一亩地: a rate for a measure is asked for
_PER = re.compile(
    r"(?:每一?|一)(?P<zh>平方米|平米|平方|㎡|立方米|亩|吨|公里)(?!数)|每一?个?(?P<time>[月天次餐顿]|小时)"
    r"|\bper (?P<en>square met|sq|m2|mu\b|ton|kilomet|km|month)",
    re.I,
)
_MEASURES: dict[str, tuple[str, ...]] = {
    "平方米|㎡": ("平方米", "平米", "平方", "㎡", "square met", "sq", "m2"),
    "立方米": ("立方米",),
    "亩": ("亩", "mu"),
    "吨": ("吨", "ton"),
    "公里|千米": ("公里", "kilomet", "km"),
    "个?月": ("月", "month"),
    "个?小时": ("小时",),
    "天|日": ("天",),
    "人?次": ("次",),
    "餐|顿": ("餐", "顿"),
}
"""Measures as notices print them, and how questions name them."""
# 多少, 几万, how much: how often a sum is asked for
_HOW_MUCH = re.compile(r"多少|几[万亿元块]|how much", re.I)
# 补助资金每个城市多少, 补贴标准是多少: a payment is asked for; not 补贴多少户
_PAYMENT = re.compile(r"(?:补贴|补助|奖补|奖励|资助|贴息)[^，。？；]{0,8}多少(?=[万亿元钱块，。；？?！]|$)")
# 容积率奖励, 奖励面积, 信用加分: what is given is no money
IN_KIND = re.compile(
    r"(?:容积率|面积|楼层|信用|积分|加分|分值|工期|指标)[^，。？；]{0,2}(?:奖励|激励)"
    r"|(?:奖励|激励|增加|上浮)的?(?:多少|几个?)?(?:容积率|面积|分值|指标)"
)
# 三分之二, 五成: a share in words
_SHARE = re.compile(r"分之|[一二三四五六七八九]成")
# 多少万元, 几个亿: the answer is a sum; not 掏多少钱
_IN_MONEY = re.compile(r"多少[^，。？]{0,3}[元万亿]|几[个十百]?[万亿]|金额|yuan|rmb|cny", re.I)
# 不低于改造总费用的5%, 按30%给予补助: a share of the costs; not 使用比例不低于30%, 6%的额外面积奖励
_COSTS = re.compile(
    r"(?:出资|费用?|造价|投资额?|资金|补贴|补助|奖补|成本|利率|贷款|金额|价款)[^，。；]{0,12}(?:\d[\d.]*[%％]|分之|[一二三四五六七八九]成|一半)"
    r"|(?:[%％]|分之[一二三四五六七八九]|成|一半)(?:(?!面积)[^，。；]){0,10}(?:给予|予以|补|奖|贴息|承担|出资|拨付|负担|支付)"
)
# 检查哪几块: parts, not money
_PARTS = re.compile(r"哪几块")
# 哪儿补得最多, 谁的时限最短, 补得最多的是哪个市, which pays the most; not 最高补多少
_EXTREME = re.compile(
    r"(?:哪|谁)[^，。？]{0,14}最(?P<zh>[高多大低少小早先晚快短长久])"
    r"|最(?P<of>[高多大低少小早先晚快短长久])的?[^，。？]{0,6}(?:是|为|在)(?:哪(?!天|年|月|日)|谁|(?:什么|啥)(?!时候|价|数))"
    r"|\bwhich\b(?![^.?]*\b(?:stand|come|rank|list|name|put)(?:s|ed)? first\b)[^.?]*"
    r"\b(?P<en>most|highest|largest|lowest|least|smallest|earliest|soonest|first|latest|fastest|shortest|longest)\b",
    re.I,
)
_SOONEST = frozenset({"earliest", "soonest", "first"})
_LEAST_OF = frozenset("低少小早先快短") | _SOONEST | {"lowest", "least", "smallest", "fastest", "shortest"}
BY_DATE = frozenset("早先晚") | _SOONEST | {"latest"}
"""The words that rank days."""
_BY_LENGTH = frozenset("快短长久") | {"fastest", "shortest", "longest"}
_DAYS_OF = {"年": 365, "个月": 30, "月": 30, "周": 7, "天": 1, "日": 1, "工作日": 1.4, "个工作日": 1.4, "小时": 1 / 24}
# 联系电话是多少, 热线号码, the telephone number, the telephone of the office; not 电话通知, by telephone
_ASKS_PHONE = re.compile(
    r"(?:电话|热线)(?:号码|是|为)*(?:多少|几号|什么|啥|号码|[？?]|$)|(?:tele)?phone number|\bhotline number"
    r"|\b(?:the|a|what|which|whose|their|its) (?:fax|(?:\w+ )?(?:tele)?phone)\b(?! (?:line|network|app|call))",
    re.I,
)
# 0771-2260183, 12345, 13800138000: a telephone number; not 2026
PHONE = re.compile(r"\d{3,4}\s*[-—－]\s*\d{7,8}|(?<!\d)(?:1\d{10}|\d{7,8}|1[12]\d{3})(?!\d)")
_WHY = re.compile(r"为什么|为何|为啥|原因|凭什么|\bwhy\b|\breasons?\b", re.I)
_REASON = re.compile(r"因为|由于|鉴于|因[^此地素]|原因|为(?:了)?(?:贯彻|推动|推进|规范|加强|解决|鼓励|进一步)")
# 11月15日至次年3月15日: from one day to another is a length of time too
_FROM_TO = re.compile(r"\d月\d{1,2}日起?(?:至|到|[—–-]+)[^，。；\d]{0,4}(?:\d{4}年)?\d{1,2}月\d{1,2}日")
_TERMS = frozenset({"年", "个月", "月", "天", "日", "工作日", "个工作日", "小时", "个小时", "周", "分钟"})
_SHARE_WORDS = frozenset({"比例", "占比"})
_SUM_WORDS = frozenset({"标准", "金额"})
_SCALE_WORDS = frozenset({"规模", "尺寸", "大小"})


def asked(query: Query) -> tuple[Gives, ...]:
    """What a clause that answers `query` gives, each of them a test; ``()`` where it asks for no such thing."""
    kinds = [*figures_asked(query), *of_an_office(query), *details_asked(query)]
    if _ASKS_PHONE.search(query.text):
        kinds.append(gives_phone)
    if _WHY.search(query.text):
        kinds.append(gives_reason)
    if query.wants_count and not kinds:
        kinds.append(gives_number)
    return tuple(kinds)


def figures_asked(query: Query) -> tuple[Gives, ...]:
    """Of what `asked` tests the sum, the fine, the share, the time and the figure with a unit; not any number."""
    kinds: list[Gives] = []
    if asks_payment(query):
        rates = _of_rate(query)
        if len(_HOW_MUCH.findall(query.text)) > len(rates) or not rates:
            whole = _gives_whole_sum if _IN_ALL.search(query.text) else None
            kinds.append(whole or (gives_money if _IN_MONEY.search(query.text) else gives_payment))
        kinds += rates
    if asks_penalty(query):
        kinds.append(gives_fine if _HOW_HIGH.search(query.text) else gives_penalty)
    if _asks(query, "share") and query.wants_count:
        kinds.append(gives_share)
    kinds += _of_time(query)
    kinds += [] if query.wants_money else of_units(query.text)
    return tuple(kinds)


def asks_payment(query: Query) -> bool:
    """Whether it asks what is paid: a sum, and no share of one (几成) and no fine."""
    if _asks(query, "penalty") or (_asks(query, "share") and query.wants_count):
        return False
    if IN_KIND.search(query.text) and not _IN_MONEY.search(query.text):
        return False
    return (query.wants_money and not _PARTS.search(query.text)) or _PAYMENT.search(query.text) is not None


def asks_penalty(query: Query) -> bool:
    """Whether it asks what follows on a breach; not whether something is one."""
    return _asks(query, "penalty") and _WHETHER.search(query.text) is None


def _of_rate(query: Query) -> list[Gives]:
    """A limit from above (封顶多少), a rate for a measure (每平方米多少); a rate has no limit of its own."""
    kinds: list[Gives] = []
    if _CAP.search(query.text):
        kinds.append(gives_cap)
    per = _PER.search(query.text)
    if per is not None:
        name = (per["zh"] or per["time"] or per["en"]).lower()
        units = next((units for units, names in _MEASURES.items() if name in names), name)
        rate = re.compile(rf"(?:每|/|／|按)\s*一?(?:{units})")
        kinds.append(lambda fact: _gives_rate(fact, rate))
    return kinds


def _of_time(query: Query) -> list[Gives]:
    """A rhythm, a length of time, or a day; what answers one may not answer the other."""
    if _HOW_OFTEN.search(query.text):
        return [lambda fact: _RHYTHM.search(fact.text) is not None]
    if asks_age(query) and query.wants_count:
        return [gives_age]
    if _asks(query, "term"):
        lasting = [gives_term] if _HOW_LONG.search(query.text) else []
        return [lambda fact: gives_term(fact) or gives_date(fact), *lasting]
    if query.wants_due:
        dated = [_gives_day] if _WHICH_DAY.search(query.text) else []
        until = [_gives_deadline] if _DEADLINE.search(query.text) else []
        return [lambda fact: gives_term(fact) or _gives_day(fact), *dated, *until]
    return []


def asks_deadline(query: Query) -> bool:
    """Whether it asks for the day up to which something is to be done."""
    return _DEADLINE.search(query.text) is not None


def asks_age(query: Query) -> bool:
    """Whether it asks how old a thing must be, or names how old the asker's is: 使用多少年, 住了12年的电梯."""
    return _OF_AGE.search(query.text) is not None


def gives_age(fact: Fact) -> bool:
    """Whether `fact` says how old a thing is to be; not for how long something is barred."""
    return _AGE.search(fact.text) is not None


def asks_for_extreme(query: Query) -> str:
    """The word by which it asks which is first of all: 最高, 最早, fastest; ``""`` for no such question.

    最高多少 asks for a limit and is none.
    """
    found = _EXTREME.search(query.text)
    return "" if found is None else (found["zh"] or found["of"] or found["en"].lower())


def is_least(word: str) -> bool:
    """Whether the lowest is asked for: 最低, 最早, fastest."""
    return word in _LEAST_OF


def extreme_of(facts: Sequence[Fact], word: str) -> list[Fact]:
    """Of `facts` those with the highest sum, the earliest day, the shortest term, as `word` says; none without any.

    Sums are compared where there are any, else the figures of the unit that most of `facts` have.
    """
    units = Counter(unit for fact in facts for unit in {unit for unit, _ in _measures(fact, word)})
    unit = "元" if "元" in units else next((unit for unit, _ in units.most_common(1)), "")
    values = [[value for its, value in _measures(fact, word) if its == unit] for fact in facts]
    if not any(values):
        return []
    choose = min if is_least(word) else max
    best = choose(choose(some) for some in values if some)
    return [fact for fact, some in zip(facts, values, strict=True) if best in some]


def _measures(fact: Fact, word: str) -> list[tuple[str, float]]:
    """What `fact` can be ranked by, each with its unit: days of the calendar, lengths in days, or figures."""
    if word in BY_DATE:
        return [
            ("day", float(one.year * 372 + (one.month or 1) * 31 + (one.day or 1))) for one in find_dates(fact.text)
        ]
    if word in _BY_LENGTH:
        return [("days", float(one.value) * days) for one in fact.amounts if (days := _DAYS_OF.get(one.unit))]
    return [(one.unit, float(one.value)) for one in fact.amounts if one.unit not in _DAYS_OF]


def beside_the_kind(query: Query) -> Query:
    """`query` without the words for the kind of figure it asks for: 比例 where a percentage answers."""
    share = _asks(query, "share") and query.wants_count and not query.listing
    words = (_SHARE_WORDS if share else frozenset[str]()) | (_SUM_WORDS if query.wants_money else frozenset[str]())
    words |= _SCALE_WORDS if asks_scale(query.text) and not query.listing else frozenset[str]()
    terms = tuple(term for term in query.terms if not words.intersection(term.variants))
    return replace(query, terms=terms) if terms or query.pieces else query


def _asks(query: Query, what: Asks) -> bool:
    return asks(query.text, what, query.language)


def gives_money(fact: Fact) -> bool:
    """Whether a sum of money, or a rate of it, stands in `fact`."""
    return any(amount.unit.startswith("元") for amount in fact.amounts)


def _gives_rate(fact: Fact, rate: re.Pattern[str]) -> bool:
    """Whether `fact` gives a sum for each of a measure, or else a share of the costs."""
    return rate.search(simplify(fact.text)) is not None if gives_money(fact) else gives_payment(fact)


def gives_cap(fact: Fact) -> bool:
    """Whether `fact` limits what is paid, or gives a whole sum: 200元/平方米 alone has no limit, 不超过总价的1% one."""
    sums = [amount for amount in fact.amounts if amount.unit.startswith("元")]
    if not sums:
        return _CAPPED.search(fact.text) is not None and gives_payment(fact)
    return any("/" not in one.unit for one in sums) and (_CAPPED.search(fact.text) is not None or "每" not in fact.text)


def gives_payment(fact: Fact) -> bool:
    """Whether `fact` says what is paid: a sum, or a share of the costs."""
    return gives_money(fact) or (gives_share(fact) and _COSTS.search(fact.text) is not None)


def gives_reason(fact: Fact) -> bool:
    """Whether `fact` says why."""
    return _REASON.search(fact.text) is not None


def gives_penalty(fact: Fact) -> bool:
    """Whether `fact` says what follows on a breach."""
    return _PENALTY.search(fact.text) is not None


def gives_fine(fact: Fact) -> bool:
    """Whether `fact` says how high a fine is: a sum, a share or a multiple."""
    return gives_penalty(fact) and any(one.unit.startswith(("元", "%", "倍")) for one in fact.amounts)


def gives_share(fact: Fact) -> bool:
    """Whether a percentage or a fraction stands in `fact`."""
    return any(amount.unit in ("%", "‰") for amount in fact.amounts) or _SHARE.search(fact.text) is not None


def gives_term(fact: Fact) -> bool:
    """Whether a length of time stands in `fact`."""
    lasts = _FROM_TO.search(fact.text) is not None or gives_days(fact)
    return lasts or any(amount.unit in _TERMS for amount in fact.amounts)


def gives_date(fact: Fact) -> bool:
    """Whether a day, a year or a rhythm stands in `fact`, or its row says when it is due."""
    return bool(fact.due or find_dates(fact.text) or _DAY.search(fact.text))


def _gives_day(fact: Fact) -> bool:
    """Whether `fact` gives a day, a rhythm, or the event that sets the day."""
    return gives_date(fact) or _AFTER.search(fact.text) is not None


def _gives_whole_sum(fact: Fact) -> bool:
    """Whether a sum stands in `fact` that is no price for one: 发放补贴1750万元; not 200元/平方米."""
    return any(
        one.unit.startswith("元") and "/" not in one.unit and not _FOR_ONE.search(fact.text.partition(one.text)[0])
        for one in fact.amounts
    )


def _gives_deadline(fact: Fact) -> bool:
    """Whether `fact` gives the day up to which something is to be done, or its row says when it is due."""
    return bool(fact.due) or _UP_TO.search(fact.text) is not None


def gives_phone(fact: Fact) -> bool:
    """Whether a telephone number stands in `fact`."""
    return PHONE.search(fact.text) is not None


def gives_number(fact: Fact) -> bool:
    """Whether any number stands in `fact`."""
    return _NUMBER.search(fact.text) is not None
