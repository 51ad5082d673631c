"""Details that a question asks for by their name, and how a clause looks that prints one: a website, a fee, papers.

What tells of the subject and prints no such detail does not answer: 平台的网址是什么 is not answered by what the
platform is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.answer.selection import Gives
from rag.domain import Fact
from rag.question.query import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class _Detail:
    """A detail: how it is asked for, and how a clause looks that gives it."""

    asked: re.Pattern[str]
    given: re.Pattern[str]


def _detail(asked: str, given: str) -> _Detail:
    return _Detail(asked=re.compile(asked, re.I), given=re.compile(given, re.I))


_BODY = r"局|委|厅|部|署|处|院|办|司|站|会|政府|中心|单位|机构|公司|企业|街道|社区|村|学校|业主|我[省市区县]"
_DETAILS = (
    # 网址是什么, 官网链接, the website of the platform; not 哪个平台
    _detail(
        r"网址|网站地址|链接|\burl\b|\b(?:web ?site|web (?:address|page))\b", r"https?:|www\.|网址|\.(?:cn|com)\b|网站"
    ),
    # 邮箱是多少, e-mail address
    _detail(r"邮箱|电子邮件|\be-?mail\b", r"@|＠|邮箱"),
    # 办公地址在哪, 寄到哪里, postal address; not how to address a problem
    _detail(
        r"地址|(?:在哪(?:里|儿)?|什么地方)办公|办公地点|寄[到往去给]哪|\b(?:office|postal|mailing|street) address\b",
        r"地址|[路街道巷]\s*[\d〇一二三四五六七八九十百]+\s*号|号楼|\d+室|大厦|广场|大厅|窗口|邮编",
    ),
    # 怎么收费, 收不收费, 收费标准, what fee is charged; not 收费项目
    _detail(
        r"(?:怎么|如何|是否|要不要|会不会|收不|按什么)收[费钱]|收费(?:标准|多少|吗|么|是多少|[？?])|收多少[钱费]|要不要[钱交]钱?"
        r"|(?:要|得|需要?)(?:交|缴|付|花)(?:钱|费用?)(?:吗|么|不|[？?]|$)"
        r"|\b(?:what|which|any|how much) (?:\w+ ){0,2}(?:fees?|charges?)\b|\bfree of charge\b",
        r"收费|费用|[交缴]纳?费|免费|服务费|工本费|收取|无偿|有偿|[费价][^，。；]{0,12}元",
    ),
    # 要交哪些材料, 需要什么手续材料, what papers must be submitted; not 用什么材料砌
    _detail(
        r"(?:交|提供|准备|报送?|出具|携?带|附|提报|需要?|要|得)(?:哪些|哪几[样份种]|什么|啥|些什么|些啥)[^，。？；]{0,6}?(?:材料|资料|证件|证明|手续)"
        r"|(?:申报|申请|报名|办理|验收|提交|报送)的?(?:材料|资料|要件)(?:都|主要|具体)?(?:有哪|有啥|有什么|包括|是什么|是哪|要哪)"
        r"|\b(?:what|which) (?:\w+ ){0,2}(?:documents?|papers?|materials?|paperwork|forms?)\b[^.?]{0,50}"
        r"\b(?:submit\w*|hand\w*|provid\w+|need\w*|prepar\w+|attach\w*|enclos\w+|fil(?:e|ed)|bring|required)\b",
        r"(?<!建筑)(?<!装修)(?<!保温)(?<!新)材料(?!价)|资料|证明|证书|证件|[申报登][请报记]?[表书]|复印件|原件|承诺书|许可证|执照|身份证|户口"
        r"|报告|方案|图[纸则]?|协议|合同|意见书|清单|附件",
    ),
    # 哪家公司开发的, 中标单位是谁, names of the companies; not 哪家公司可以申报
    _detail(
        r"(?:哪(?:一|几)?[家个]|什么|啥)(?:公司|厂家|厂商|供应商|开发商|承包商|软件商)(?!可以|能|应|须|要|符合|享受|必须|得)"
        r"|(?:公司|厂家|厂商|供应商|承包商|中标(?:单位|企业|人|方|候选人)|承建(?:单位|方|商))(?:是|叫|名字|名称)(?:谁|哪|什么|啥)?"
        r"|谁中(?:了)?标"
        r"|\b(?:which|what) (?:\w+ )?(?:company|firm|vendor|supplier|manufacturer|contractor)\b"
        r"(?! (?:can|may|must|should|is eligible))"
        r"|\bnames? of (?:the )?(?:\w+ )?(?:compan|firm|enterprise|contractor|vendor|supplier)\w*"
        r"|\bwho (?:built|developed|manufactured|supplied|won the (?:bid|tender|contract))\b",
        r"公司|集团|股份|研究院|设计院|研究所|大学|学院|协会|中[建铁冶交]|厂(?![房区站内址])",
    ),
    # 什么品牌, 哪个牌子, which brand
    _detail(
        r"品牌(?:是|叫|的)?(?:什么|哪|啥)|(?:什么|哪个|哪种|哪些|啥)(?:品牌|牌子|型号)|\b(?:which|what) brands?\b",
        r"品牌|牌|型号|公司|集团",
    ),
    # 分成几个等级, how many levels; not 几级地震
    _detail(
        r"(?:分(?:成|为)?|设|有|共)了?(?:几|多少)个?(?:等级|级别|档次?|层级|星级|[级等档])(?!以)"
        r"|\bhow many (?:\w+ )?(?:levels?|grades?|tiers?)\b",
        r"[一二三四五六七八九十两\dⅠⅡⅢⅣⅤABC]\s*[-—、]?个?\s*(?:等级|级别|层级|星级?|[级档等类])|分[级档等类]|\d\s*[-—–~～至到]\s*\d|优秀|良好|不?合格",
    ),
    # 投诉找谁, 去哪儿举报, where to complain
    _detail(
        r"(?:投诉|举报)(?:电话|渠道|方式|途径)?(?:是|找|去|到|向|打|有|归|怎|在|吗|[？?])|(?:向谁|去哪|找谁|怎么|到哪)[^，。？]{0,3}(?:投诉|举报)"
        r"|\bwhere (?:can|do|should|to) [^.?]{0,30}complain\w*",
        r"投诉|举报|信访|检举|12345|热线",
    ),
    # 归哪个处室管, 由什么部门审批, which office handles it
    _detail(
        r"(?:归|由|属|找|是|让)(?:哪(?:个|家|些|几个)|什么|啥)(?:部门|单位|机构|处室|科室|处|科|局|委办局)(?:来)?[管负牵主受审办承执落监发批认]"
        r"|\bwhich (?:department|bureau|office|division|agency) "
        r"(?:handles?|is responsible|is in charge|approves?|manages?)\b",
        _BODY,
    ),
    # what pass rate did it reach; not what rate is paid
    _detail(
        r"\b(?:what|which) (?:\w+ ){0,2}(?:rate|percentage|proportion) (?:did|does|has|have|was|were|is|are|of)\b",
        r"[%％‰]|分之|[一二三四五六七八九]成|\d\s*元",
    ),
    # 几点开会, what time
    _detail(
        r"几点(?:钟|开|到|上|下|前|之前|[？?])|几时几分|\bat what time\b|\bwhat time (?:does|do|is|will)\b",
        r"\d\s*[:：时点]|[上下]午|零时|24小时",
    ),
)


def details_asked(query: Query) -> tuple[Gives, ...]:
    """A test for each detail that `query` asks for by its name: whether a clause prints one; ``()`` for none."""
    given = [one.given for one in _DETAILS if one.asked.search(query.text)]
    return tuple(_prints(pattern) for pattern in given)


def _prints(pattern: re.Pattern[str]) -> Gives:
    def gives(fact: Fact) -> bool:
        return bool(pattern.search(fact.text) or (fact.lead and pattern.search(fact.lead)))

    return gives
