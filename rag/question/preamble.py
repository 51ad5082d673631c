"""What a question tells before it comes to the point: who asks, why, and on what occasion."""

from __future__ import annotations

import re

from rag.domain import Language
from rag.question.wording import asks

# 我们市正准备起草方案，: a clause with the mark that ends it
_CLAUSES = re.compile(r"[^，。：；,:;\n]+[，。：；,:;\n]*")
# 我们市正准备…, 领导让…, 本单位: tells of who asks; not 渣土车没按规定的路线跑
_OF_THE_ASKER = re.compile(r"[我咱俺]|本(?:人|市|县|区|局|单位|部门)|领导[让要叫说]")
_GOING = r"(?:带队|率队|带团|组团|陪同?(?:领导|局长|市长)?)?(?:去|到|来|赴|前往).{0,10}"
_DOING = r"(?:调研|考察|出差|学习|开会|汇报|检查|培训|参观|走访|拜访|座谈|交流|对标|取经|观摩|访问)"
_ERRAND = (
    rf"(?:(?:要|得|会|准备)(?:{_GOING})?|{_GOING}){_DOING}|(?:带队|率队|带团)(?:去|到|赴|前往)[^，。；]{{1,8}}"
    rf"|(?:要|得|会|准备)?接待[^，。；]{{1,10}}(?:一行|客人|代表团|考察团|来访|同志|同行|领导)"
)
_WRITING = r"(?:写|赶|做|准备|起草|汇报)[^，。；]{0,8}(?:材料|汇报|报告|总结|稿子|PPT)"
_WHEN = (
    r"(?:[今明后]天|[今明后早晚上下午]{2}|[这下上本]个?(?:周|星期|礼拜)[一二三四五六日天末]?|[这下上本]个?月底?"
    r"|(?:周|星期|礼拜)[一二三四五六日天末]|\d{1,2}[号日]|近期|近日|最近|马上|[月年]底|过几天)"
)
_WHO = (
    r"(?:[我咱俺]们?|(?:[局处厅科部市区县省股]长|主任|书记|领导|老板|同事|代表团)们?"
    r"|[我咱]?们?(?:单位|部门|[处局科]里))"
)
# 下周去雄安调研，, 我是市教育局的，, 我们正在写汇报材料，, 刚接手这块，; not 我在青岛做一个楼，
_OCCASION = re.compile(
    rf"^{_WHEN}{{0,2}}{_WHO}?(?:这边|单位|领导)?{_WHEN}{{0,2}}"
    rf"(?:{_ERRAND}|是[^，。；]{{1,14}}(?:的|员|人)|(?:要|得|在|正在|准备){_WRITING})[，。；：\s]*$"
    r"|^[我咱俺]?们?刚(?:接手|入职|上任|调[来到]|到任)"
)
_DRAFTING = r"(?:起草|修订|制定|制订|编制|修改|草拟|撰写|筹备|谋划|研究)"
# 招标处拟修订评标办法，, 我市正在起草同类办法，: an office tells what it is about to write; not 建设局正在制定的办法
_PLANS = re.compile(
    rf"^(?:[我本咱][\u4e00-\u9fff]{{0,8}}?|[\u4e00-\u9fff]{{1,6}}[处科股])(?:近期|目前|现)?(?:拟|正在?|准备|打算|计划){_DRAFTING}"
    r"(?:(?!的(?:办法|方案|文件|政策)(?:是|有))[^，。；？?]){1,24}[，。；]$"
)
# 各位领导好！, 您好，, 尊敬的领导：, Dear colleagues,: greets and asks nothing; not 好房子
_GREETING = re.compile(
    r"^\s*(?:尊敬的)?(?:各位|贵[司局厅处委部办])?(?:[\u4e00-\u9fff]{0,4}(?:领导|同志|老师|专家|同事|同仁)们?)?"
    r"(?:(?:大家|你们?|您|上午|下午|早上|晚上|早)?好|(?<=[导志师家事仁们]))[啊呀]?[，,。！!：:；;～~\s]+"
    r"|^\s*(?:dear [\w ]{2,30}|hello(?: \w+)?|hi(?: \w+)?|good (?:morning|afternoon|evening)(?: \w+)?)\s*[,!.:;]+\s*",
    re.I,
)
# ，谢谢！, 。盼复, 不胜感激; Thank you.
_THANKS = re.compile(
    r"[，,。！!；;\s]*(?:(?:多谢|谢谢|感谢|致谢|万分感谢|非常感谢|先谢过?|拜托|辛苦)(?:了|您|你|各位|大家|啦|支持|领导)*"
    r"|盼复|不胜感激|此致|望复|请予?支持)[。！!～~\s]*$"
    r"|[,.!?;\s]*\b(?:many |with )?(?:thanks|thank you|much appreciated|best regards|kind regards)\b[^?]{0,30}$",
    re.I,
)
# ，供我厅学习借鉴, ，我要在公文里引用, ，以便写材料, for my report: what the answer is for, at the end; not 供水, 供气
_PURPOSE = re.compile(
    r"[，,；;]\s*(?:以?供|用于|以便|便于|好让|方便)[^，。；？?]{0,10}?"
    r"(?:学习|借鉴|参考|参阅|使用|引用|决策|研究|汇报|写|准备|起草|修订|制定|查阅|掌握|对照)[^，。；？?]{0,8}[。！!]?\s*$"
    r"|[，,；;]\s*(?:[我咱]们?|本[处科局])(?:这边|单位)?(?:要|得|想|准备)[^，。；？?]{0,10}"
    r"(?:引用|写材料|写报告|汇报|上会|存档|做台账|抄|用)[。！!]?\s*$"
    r"|[,;.]\s*(?:it is |this is |I need (?:it|this|them) )?for (?:my|our|a|an|the) (?:\w+ )?"
    r"(?:memo|report|briefing|files?|records?|speech|presentation|paper)[.!]?\s*$",
    re.I,
)
# ? Our loan team wants the complete list., ? With sources please.: in what form one wants the answer, after a question
_FORM = re.compile(
    r"(?<=[.?!])\s+(?:(?:I|[Ww]e|[Mm]y|[Oo]ur) (?:\w+ ){0,3}(?:needs?|wants?|requires?|would like|would need)"
    r"|[Pp]lease(?: \w+)?|[Ww]ith|[Gg]ive|[Jj]ust|[Oo]nly)\b (?:me |us )?(?:the |a |an |all |your )?(?:\w+ ){0,2}"
    r"(?:lists?|overview|summary|answers?|table|sources?|references?|details?|figures?|picture|wording)\b"
    r"(?: \w+){0,2}[.!]?\s*$"
)
# 麻烦把材料理一份, 帮我查: asks without a word that asks
_REQUEST = re.compile(r"麻烦|劳驾|烦请|恳请|请|盼|望(?=告知|提供|予)|帮[我忙]|给我|替我")
# "I meet them next week. ", "Preparing a visit: ", "quick one - ": an English sentence with the mark that ends it
_SENTENCES = re.compile(r"[^?]+?(?:[.!:;]\s+|\s[-–—]\s+)")
_ERRANDS = (
    r"(?:meet|visit|travel|trip|fly(?:ing)? to|host|delegation|attend|conference|brief|speech|talk|article|thesis"
    r"|memo|presentation|portrait|research|studying|compare|comparing|translat|journalist|background)\w*"
)
_OUR = r"(?:I|[Ww]e|[Mm]y|[Oo]ur|us)\b"
_A = r"(?:my|our|an?|the)"
# an English sentence that only tells who asks and why; not "My building is level C.", "For a site in Xiamen:"
_ENGLISH_OCCASION = re.compile(
    r"^\s*(?:"
    # Our delegation travels to Foshan., Next month our mayor hosts visitors;
    rf"(?:\w+ ){{0,4}}{_OUR}[^?]*\b{_ERRANDS}\b|[^?]*\b{_ERRANDS}\b[^?]*\b{_OUR}"
    # Preparing a visit to Harbin:, For a briefing to our ambassador:
    rf"|\w*ing\b[^?]*\b{_A} {_ERRANDS}\b|[Ff]or {_A} (?:\w+ )?{_ERRANDS}\b"
    # My firm wants to invest there.
    r"|(?:My|Our) \w+ (?:\w+ )?(?:wants?|would like|asks|asked|needs?|plans?|considers?|is considering|intends?)\b"
    # Our firm will open an office there.; not "Our building will be torn down."
    r"|(?:My|Our) (?:firm|company|office|team|group|bank|bureau|department|agency|embassy|chamber|institute|university)"
    r" (?:will|is (?:going|about) to|hopes?|intends?|has to|must)\b"
    # Translator here., quick one -
    r"|(?:an? )?\w+(?: \w+)? here\b"
    r"|(?:(?:just|an?|one|two|quick|short|simple|last|urgent|small)\s+)+(?:one|questions?|thing|check)\b"
    # I am new., We are from the housing office.
    r"|(?:I am|I'm|we are|we're) (?:an? |the |just |now )*"
    r"(?:new|\w+ (?:from|at|of)|(?:student|translat|journalist)\w*)\b"
    r")[^?]*$"
)
_LONG = 16
"""Characters from which what stands before the first clause that asks is a preamble."""


def preamble(text: str, language: Language) -> int:
    """Where a question comes to the point: what tells before it why one asks has no words to look for."""
    at = 0
    for clause in _CLAUSES.finditer(text):
        if asks(clause.group(), "question", language) or _REQUEST.search(clause.group()):
            return at if at >= _LONG and _OF_THE_ASKER.search(text, 0, at) else occasion(text)
        at = clause.end()
    return occasion(text)


def to_the_point(text: str) -> str:
    """`text` without the greeting before a question, and without the thanks and the purpose after it."""
    bare = _GREETING.sub("", text, count=1)
    for pattern in (_THANKS, _PURPOSE, _FORM, _THANKS):
        bare = pattern.sub("", bare)
    return bare if any(char.isalnum() for char in bare) else text


def occasion(text: str) -> int:
    """Where the clauses end that only tell who asks and on what occasion; 0 where nothing follows them."""
    at = 0
    for clause in _CLAUSES.finditer(text):
        if not (_OCCASION.search(clause.group()) or _PLANS.search(clause.group())):
            break
        at = clause.end()
    at = at or _english_occasion(text)
    return at if at < len(text) else 0


def _english_occasion(text: str) -> int:
    """Where the English sentences end that only tell who asks and on what occasion; 0 where there is none."""
    at = 0
    for sentence in _SENTENCES.finditer(text):
        if sentence.start() != at or not _ENGLISH_OCCASION.search(sentence.group()):
            break
        at = sentence.end()
    return at


def is_of_the_asker(text: str, start: int) -> bool:
    """Whether `text` speaks from `start` on of who asks: 我们局, 本市."""
    return _OF_THE_ASKER.search(text, start) is not None
