"""What of a question only says in what form, for what and on whose behalf one asks: 会前要一份名单, 逐条列给我."""

from __future__ import annotations

import re
from itertools import pairwise

from rag.question.wording import asks, load_wording
from rag.text import blanked, language_of

# 会前要一份名单：: a clause with the mark that ends it
_CLAUSES = re.compile(r"[^，。；：！？,;:!?\n]+[，。；：！？,;:!?\n]*")
_WHOEVER = (
    r"(?:[\u4e00-\u9fff]{0,3}(?:公司|企业|单位|厂家?|院|商户?|业主|居民|群众|市民|村民|住户|租户|客户|同事|领导|局长|处长|主任"
    r"|记者|网友|朋友|老百姓|代表|委员|上级|上面|对方|大爷|大妈)|有人|[他她]们?|人家)(?:们|那边)?"
)
# 开发商问，, 施工单位来电咨询：: who asks, at the beginning; not 开发商问题, 群众反映的问题怎么处理
_REPORTED = re.compile(
    rf"^\s*(?:有|刚才|今天)?{_WHOEVER}(?:就|又|还)?(?:来电|来信|打电话来?|上门|经常|老是?|又)?(?:问(?![题责])|咨询(?!服务|机构|企业|单位|费)|询问|打听|想知道|想了解)"
    r"(?:我们?|到|道|过|起|一下)?[，,：:\s]*"
)

# 他们问我…, 想弄清楚…, 我想了解的是…, 只好问你，: by which one comes to one's question; not 核实材料的程序
_COMES_TO = re.compile(
    r"(?:^|(?<=[，。；：！？,;:\s]))(?:[我他她]们?|人家|对方|大家|本人|[领同][导事])?(?:就是|就|只是|只好|只能|现在|还|也|又|所以|因此|老)*"
    r"(?:(?:想|要|得|来|特地?){0,2}(?:问(?:问|清楚)?(?:我们?|[你您]|一下)|问清楚?|请教(?:一下|[你您])?|弄(?:清楚?|明白)|搞(?:清楚?|明白)"
    r"|(?:了解|知道|确认|核实|打听)(?:一下|清楚|的是))|想问(?!题))(?=$|[^的地题服机费材程])[，：:,\s]*"
)

# 把名称也带上; 写明奖项名称的，: what one wants told too, and where
_TOO = re.compile(
    r"^(?:请|也|并)?把[^，。？]{1,10}(?:也|都|一并|一起)*(?:带上|写上|附上|标上|标出来?|列上|列出来?|注明|标明|写清楚?|给我)[，。；！\s]*$"
)
_WHERE_TOLD = re.compile(r"^(?:有|写明|写了|注明|写有|带有)[^，。？]{1,10}的(?:话)?[，,\s]*$")
_LEAD = (
    r"(?:另外|并且?|还有|以及|请问|请告知|请说明|这[个些条]?|这句话|它们?|其|该内容|分别|具体|都|各|又|到底|究竟|是|在"
    r"|顺便(?:问一?下)?|告诉我)*[，,]?"
)
_DOCUMENT = r"哪一?[个份部篇](?:文件|通知|办法|政策|清单|意见|方案|规定|材料|文)"
_STEP = r"(?:[条款项章节页段]|部分|条款|条目)"
_WHICH = rf"(?:第几|哪(?:[一几]个?|个)?){_STEP}"
_FROM = r"(?:出自|来自|见于?|写在|载于|源自|出处[是在])"
_SAID = r"(?:[写说讲印][到过明]?|规定|提到|明确|载明|查到|找到|看到)[的过了]?"
_END = r"[啊呢呀]?[，,。；？?！!\s]*$"
_PART = r"(?:notice|document|item|article|section|paragraph|part|clause|file|page|source)s?(?: number)?"
_STANDS = r"(?:is|are|was|this|that|it|so|in|from|stated|written|said|found|comes?|find|printed|mentioned|be|read)"
# where it stands that was asked about; not 依据哪个文件制定, 分别是哪几项, 在哪里
_SOURCE = re.compile(
    # 是哪个文件规定的, 哪份文件第几条
    rf"^{_LEAD}{_FROM}?{_DOCUMENT}的?(?:{_WHICH})*[里中上]?(?:{_SAID})?{_END}"
    # 哪一条写的, 在哪儿写的
    rf"|^{_LEAD}(?:的?{_WHICH}|哪[里儿])+[里中上]?{_SAID}{_END}"
    # 出自哪里, 见第几条, 第几条第几款
    rf"|^{_LEAD}(?:{_FROM}(?:的?{_WHICH}|哪[里儿])+|第几{_STEP}(?:的?{_WHICH})*){_END}"
    # 文件名叫什么
    rf"|^{_LEAD}(?:文件|通知)的?(?:名称?|全称|标题|名字)[是叫]?什么{_END}"
    # 并注明文号
    rf"|^(?:请|并|麻烦|最好)*(?:注明|标明|写明|列明|标注|附上?)(?:(?:文号|文件名称?|通知名称?|条款|出处|来源|原文)[和、及与]?)+{_END}"
    # which item says so, in which notice is this
    r"|^(?:and |also |please )*(?:(?:in|from|under|at) )?(?:which|what) (?:exact )?"
    rf"(?:(?:and|or|which|what) |{_PART} ?)+"
    rf"(?:(?:does|do|did|can|says?|states?|mentions?|they|i|we|{_STANDS})\b ?)+[.?!\s]*$"
    rf"|^(?:and |also )*where (?:(?:does|can|do|i|we|{_STANDS}) )+"
    r"(?:say|come|find|read|stated|written|said|found|printed|mentioned)(?: (?:so|this|that|it|from))*[.?!\s]*$",
    re.I,
)


def without_framing(text: str) -> str:
    """`text` with the clauses left out that frame the question and ask nothing of the subject.

    A clause frames it that is made of words for it alone: 总数也统计一下; not 汇报材料由谁报送. One that asks where
    it stands (哪一条写的) does beside a clause that asks for more: every answer says so. What somebody is said to have
    asked (开发商问能不能…。) goes before a question of one's own. All stays where nothing else is left.
    """
    text = _COMES_TO.sub("", text) or text
    clauses = list(_CLAUSES.finditer(text))
    spans = [clause.span() for clause in clauses if _frames(clause.group())]
    sources = [clause.span() for clause in clauses if _SOURCE.match(clause.group().strip())]
    for one, two in pairwise([None, *clauses]):
        if two is not None and _TOO.match(two.group()):
            sources += [two.span(), *([one.span()] if one is not None and _WHERE_TOLD.match(one.group()) else [])]
    if sources and asks(blanked(text, sources), "question", language_of(text)):
        spans = sorted({*spans, *sources})
    reported = _REPORTED.match(text)
    if reported is not None:
        sentence = re.match(r"[^。！!\n]*[。！!\n]", text)
        rest = text[sentence.end() :] if sentence is not None else ""
        own = sentence is not None and "问" not in rest[:1] and asks(rest, "question", language_of(text))
        spans.append((0, sentence.end() if own and sentence is not None else reported.end()))
    bare = " ".join(blanked(text, spans).split()).rstrip("，：,:") if spans else text
    return bare if any(char.isalnum() for char in bare) else text


def asks_the_source(text: str) -> bool:
    """Whether it asks but where it stands what was told before: 哪一条写的."""
    return _SOURCE.match(text.strip()) is not None


def _frames(clause: str) -> bool:
    """Whether a clause is made of framing words alone."""
    framing = load_wording().framing
    left = framing.sub("", clause)
    return left != clause and not any(char.isalnum() for char in left)
