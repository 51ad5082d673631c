"""What of a question only says in what form, for what and on whose behalf one asks: 会前要一份名单, 逐条列给我."""

from __future__ import annotations

import re

from rag.question.wording import asks, load_wording
from rag.text import blanked, language_of

# 会前要一份名单：: a clause with the mark that ends it
_CLAUSES = re.compile(r"[^，。；：！？,;:!?\n]+[，。；：！？,;:!?\n]*")
_WHOEVER = (
    r"(?:[\u4e00-\u9fff]{0,3}(?:公司|企业|单位|厂家?|院|商户?|业主|居民|群众|市民|村民|住户|租户|客户|同事|领导|局长|处长|主任"
    r"|记者|网友|朋友|老百姓|代表|委员)|有人)(?:们|那边)?"
)
# 开发商问，, 施工单位来电咨询：: who asks, at the beginning; not 开发商问题, 群众反映的问题怎么处理
_REPORTED = re.compile(
    rf"^\s*(?:有|刚才|今天)?{_WHOEVER}(?:来电|来信|打电话来?|上门|经常|老是?|又)?(?:问(?![题责])|咨询(?!服务|机构|企业|单位|费)|询问|打听|想知道|想了解)"
    r"(?:我们?|到|道|过|起|一下)?[，,：:\s]*"
)


def without_framing(text: str) -> str:
    """`text` with the clauses left out that frame the question and ask nothing of the subject.

    A clause frames it that is made of words for it alone: 总数也统计一下; not 汇报材料由谁报送. What somebody is said
    to have asked (开发商问能不能…。) goes before a question of one's own. All stays where nothing else is left.
    """
    spans = [clause.span() for clause in _CLAUSES.finditer(text) if _frames(clause.group())]
    reported = _REPORTED.match(text)
    if reported is not None:
        sentence = re.match(r"[^。！!\n]*[。！!\n]", text)
        rest = text[sentence.end() :] if sentence is not None else ""
        own = sentence is not None and "问" not in rest[:1] and asks(rest, "question", language_of(text))
        spans.append((0, sentence.end() if own and sentence is not None else reported.end()))
    bare = " ".join(blanked(text, spans).split()).rstrip("，：,:") if spans else text
    return bare if any(char.isalnum() for char in bare) else text


def _frames(clause: str) -> bool:
    """Whether a clause is made of framing words alone."""
    framing = load_wording().framing
    left = framing.sub("", clause)
    return left != clause and not any(char.isalnum() for char in left)
