"""What is asked of a notice as such, in both languages, and which of its lines gives it: one table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rag.domain import Language
from rag.parse.roles import Role, role_of
from rag.question.wording import asks
from rag.text import squeeze

# 什么时候, 哪一天, 几月几号
_WHEN = r"(?:什么时候|什么时间|啥时候?|何时|几时|哪一?[天日年月]|几月几?[号日]?|几号)"
# 谁, 哪两个部门, 什么单位; not 为什么
_WHO = r"(?:谁|(?:哪|(?<!为)什么)[一二两三四五六七八九十几些个家位]*(?:单位|部门|机关|机构|厅局|委办|市长|领导|会)?)"
# 得晚, 更早: one of two notices is asked for
_LATER = r"(?:得|的)?(?:更|较|比较)?(?:早|晚|迟|先|后)"
# notice, plan, fourth list: words for a document in English
_DOCUMENT = (
    r"(?:notice|plan|list|opinions?|guidance|order|measures?|rules|regulations?|scheme|circular|call|document|paper"
    r"|letter)"
)
# put their names under, stand behind it: signed
_SIGNED = (
    r"(?:(?:put|puts|set|sets|affix\w*) (?:their|its) (?:names?|signatures?|seals?)"
    rf"|(?:stands?|stood|is|are|were) behind (?:it|this|that|the (?:[\w-]+ ){{0,4}}{_DOCUMENT})\b"
    r"|names? (?:stand|appear|are|is)s? under)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something that is asked of a notice, and how the line looks that gives it."""

    zh: str
    """Matches how it is asked for in Chinese, and in `en` in English."""
    en: str
    beside: str = ""
    """Matches words that ask for it only beside a question for another line: 文号、日期, not 日期 alone."""
    roles: tuple[Role, ...] = ()
    """Roles of the lines that give it; then `printed` may give it too."""
    printed: str = ""
    """Matches what the line prints."""
    of: Literal["line", "sentence"] = "sentence"
    """Whether the line is told whole, or the sentence of it that prints it."""
    anywhere: bool = False
    """Whether it may stand in the numbered body, and not before or after it alone."""
    otherwise: Literal["", "annexes", "title"] = ""
    """What tells it where no line does: the headings of the annexes, or the title (某厅关于…的通知)."""
    contact: bool = False
    """Whether it tells how to reach somebody: what it is wanted for need not stand beside it."""
    own: bool = False
    """Whether no item but a line of its head or tail could tell it, so that without one there is no answer."""

    def asked(self, question: str) -> str:
        """The words of `question`, in simplified characters, that ask for it, or ``""``."""
        found = (*re.finditer(self.zh, question), *re.finditer(self.en, question, re.I))
        return " ".join(match.group() for match in found)

    def asked_beside(self, question: str) -> str:
        """The same of the words that ask for it beside another line."""
        return " ".join(match.group() for match in re.finditer(self.beside, question, re.I)) if self.beside else ""

    def gives(self, item: str, sentence: str) -> bool:
        """Whether `sentence` of the text `item` of a line gives it."""
        if self.roles and role_of(item) in self.roles:
            return True
        return bool(self.printed) and re.search(self.printed, item if self.of == "line" else sentence) is not None


SYMBOL = Line(
    # 文号是多少, 第几号令; document number, number and date; not number of cities
    zh=r"文号|发文字号|(?:文件|公文)编号|第?几号(?:令|文|公告)|什么(?:文号|字号)",
    en=r"(?<!with )\b(?:document|official|reference|file|issuing|order|serial) (?:number|no\b|symbol)"
    r"|\bits (?:number|symbol)\b|\bunder (?:what|which) (?:\w+ )?(?:number|reference|symbol)\b"
    rf"|\bthe (?:number|symbol|reference) of (?:the|this|that) (?:[\w'’-]+ ){{0,4}}{_DOCUMENT}\b"
    r"|\b(?:what|which) (?:number|symbol)\b|\b(?:number|symbol) and (?:the )?(?:\w+ )?date"
    r"|\bdate and (?:the )?(?:\w+ )?(?:number|symbol)|^(?:number|symbol) of the",
    beside=r"\b(?:the )?numbers?(?=,| and\b)|(?:^|[，、,\s])编号(?=$|[，、？?,\s])",
    roles=("symbol",),
    of="line",
    own=True,
)
DATE = Line(
    # 哪天印发的, 落款日期, 哪份印发得晚; when was it issued, its date; not 什么时候发放
    zh=rf"落款(?!单位|机关|[是有为](?:谁|哪些|哪几|哪个))|成文|发文(?:日期|时间|[^。？]{{0,12}}?{_WHEN})|(?:文号|编号|标题)[和与及、]日期|日期[和与及、](?:文号|编号)|的日期(?=[？?。]?$)|(?:印发|发布|颁布|公布)(?:的)?(?:日期|时间|{_LATER}|{_WHEN})"
    rf"|{_WHEN}(?:就|才|正式)?(?:印发|发布|颁布|公布|发出|签发|出的|发的|下发|印的)|[先后早晚](?:印发|发布|颁布|公布)",
    en=r"\bdated?\b(?=[ ?.,]*$| (?:of|and|does|on|is)\b)|\b(?:when|(?:what|which) (?:day|dates?|year))\b.{0,60}"
    r"\b(?:issued?|released?|published?|promulgated?|dated|put out|sent out|c[ao]me out|bear|carr(?:y|ies))\b"
    rf"|\b(?:{_SIGNED}|issued|published|released)\b.{{0,90}}(?:\band|,) (?:on |and )*"
    r"(?:when|(?:what|which) (?:day|date))\W*$"
    r"|\b(?:issued|published|released) (?:first|earlier|later)\b",
    # 文号、日期; 谁发的、哪天的; who signed it and when; not 报送日期
    beside=r"(?:(?<![\u4e00-\u9fff])|(?<=的))(?:日期|时间)(?![\u4e00-\u9fff])|哪一?[天年日]的|哪年哪?月|什么时候[的出]|(?:^|[？?，、\s])(?:什么时候|哪天|何时)(?=[？?，、\s]|$)|[和与及]日期|、日期|\bdates?\b|\bwhen\b",
    roles=("date", "printed"),
    of="line",
    own=True,
)
ISSUER = Line(
    # 谁发的, 哪几家联合印发, 谁签的, 发文机关; who issued or signed it; not 谁发放补贴
    zh=rf"发文(?:机关|单位|部门)|制发|落款(?:单位|机关|[是有为](?:谁|哪))|署名(?:单位|机关|部门)?|联署|联合[印发]|(?<![年月日天时候])签发|谁签|{_WHO}(?:联合|共同|一起)?"
    r"(?:印发|发布|颁布|下发|制发|签署|签的|发的|出的)",
    en=rf"\bsign(?:ed|s|ator\w+)\b|\b{_SIGNED}\b|\b(?:issued|published|released|promulgated)\b.{{0,30}}\bby whom\b"
    r"|\bissuers?\b|\bissu(?:ing (?:bod(?:y|ies)|authorit(?:y|ies)|departments?|offices?)|ed by)\b"
    r"|\b(?:who|which [\w ]{0,20}(?:departments?|offices?|ministr\w+|bod(?:y|ies)|authorit\w+|agenc\w+|bureaus?))"
    r"(?: (?:has|had|have|jointly|together|all))* (?:issued|released|published|promulgated)",
    roles=("signature",),
    of="line",
    otherwise="title",
    own=True,
)
OPEN = Line(
    # 是否主动公开, 公开方式; open to the public, disclosure status; not 公开招标
    zh=r"(?:主动|依申请|对外|向社会|能不?能?|可以|可不可以|是否|是不是|不予)公开(?!招标|透明)|公开(?:方式|属性|类别|选项|件)|信息公开",
    en=r"\bopen to the public|\bpublicity\b|\bdisclos\w+"
    rf"|\bis (?:the |this |that )?(?:[\w-]+ ){{0,2}}{_DOCUMENT}(?: \d+)? public\b(?! \w)"
    r"|\b(?:a|be|is|it) public(?:ly)?(?: (?:document|notice|available|one))?[ ?.]*$"
    r"|\bbe (?:published|made public)\b|\bconfidential|\bmarked (?:as )?(?:public|open|secret|internal)"
    r"|\binternal use\b"
    r"|\bpublic document\b|\bclassified (?:as|or|document)|\bclassified\W*$"
    r"|\b(?:share|circulate|distribute|forward|pass(?:ed)? on|hand(?:ed)? on)d?\b[^.?]{0,60}"
    r"\b(?:freely|publicly|to (?:the public|others?|the press|(?:our |my )\w+))\b",
    beside=r"公不公开|公开|\b(?:is|be|made|it) public\b|\bis (?:\w+ ){1,6}public\b",
    # （此件主动公开）, 公开方式：主动公开
    roles=("disclosure",),
    printed=r"此件.{0,6}公开|公开(?:方式|属性|类别|选项|形式)\s*[:：]",
    of="line",
    own=True,
)
ADDRESSEES = Line(
    # 主送谁, 发给哪些部门, 批给谁; to whom it is sent; not 发到哪个邮箱
    zh=r"主送|收文(?:单位|机关|对象)|抬头(?:写|是|的|$)|[发批印](?:送|复)?(?:给|往|到|至)了?(?:谁|哪(?!个?(?:邮|网))|什么(?:单位|部门))",
    en=r"\baddress(?:ed to|ees?)\b|\bto whom\b.{0,60}\b(?:sent|addressed|directed|issued|written|circulated)\b"
    r"|\b(?:whom?|which (?!e-?mail|mail|web|address)\w+)\b.{0,60}\b(?:sent|directed|addressed|circulated) to\b"
    rf"|\bto (?:which|what) (?!e-?mail|mail|web|address)\w+\b.{{0,60}}\b{_DOCUMENT}\b.{{0,40}}"
    r"\b(?:sent|addressed|directed)\b",
    beside=r"[写寄]给谁|收件(?:人|单位)|发到哪|\brecipients?\b|\bto whom\b|\bwho (?:received|receives|gets|got)\b",
    # 各省、自治区住房城乡建设厅：alone on its line; not 现将有关事项通知如下：
    printed=r"^(?!.*(?:如下|以下|下列))[^。；]{2,400}[：:]\s*$",
    of="line",
    own=True,
)
COPIES = Line(
    # 抄送哪些单位, copied to whom
    zh=r"抄送|抄报|分送",
    en=r"\bcop(?:ied|ies) to\b|\bcopied\b|\b(?:who|which \w+) (?:got|gets?|received?s?) (?:a )?cop(?:y|ies)\b",
    roles=("copies",),
    of="line",
    own=True,
)
APPROVAL = Line(
    # 谁审议通过的, 哪天省里批准, 哪次会过的, 最近一次修正; who approved it; not 通过验收, 谁批准开工
    zh=rf"审议|表决|(?:哪|第?几)[次个][^，。？]{{0,8}}会|过的?会(?!议)|(?:修正|修订)(?:于|是|过)|(?:{_WHEN}|{_WHO})(?:会|由[^，。？]{{0,12}}|省里|市里|人大)?"
    r"(?:批准|通过(?!验)|同意|修正|修订)",
    en=r"\bapprov(?:ed|al|e|es)\b|\bgreen light\b|\badopted\b|\bpassed\b|\bamended\b",
    # 已经市政府第5次常务会议研究同意, 审议通过, 大会批准; not 会议通过视频召开
    printed=r"会议.{0,10}(?:通过|同意|批准|审定|修正)|会议关于.{4,60}决定.{0,4}(?:修正|修订)|(?:审议|研究|讨论)(?:通过|同意)"
    r"|经.{2,20}(?:批准|同意)[，,]",
)
REPORT = Line(
    # 什么时候报, 报给谁, 遇到问题向谁反映; whom to tell of problems; not 申报条件, 报名
    zh=r"(?:向谁|给谁|哪里|哪个司|往哪儿?)报|(?<!申)报(?:送|给|到|至)(?:谁|哪|什么)|(?:向|跟|找|给|往|和)(?:谁|哪).{0,6}(?:反映|反馈|报告|请示)"
    r"|(?:反馈|反映)(?:给|到)|(?:遇|碰)[到见上]?(?:了|什么|啥|新)*(?:问题|困难|情况).{0,6}(?:谁|哪|咋办|怎么办)",
    en=r"\breport(?:ed)? (?:back )?to\b|\bproblems?\b.{0,60}\b(?:whom?|where|which (?:office|department|body))\b"
    r"|\b(?:whom?|where|which (?:office|department|body))\b.{0,60}\bproblems? (?:in|with|arise|come|occur|implement)",
    # 请于2024年12月31日前将进展情况报我部城市建设司, 遇到问题，请径向市民政局反映; not 申报城市
    printed=r"请.{0,60}(?<!申)(?:报|反馈)送?(?:至|给)?[^，。；]{0,12}(?:司|厅|局|委|部|处|办)|请.{0,6}向[^，。；]{2,20}(?:反映|反馈|报告)",
)
MAILBOX = Line(
    # 发到哪个邮箱, which email address
    zh=r"邮箱|电子邮件|邮件地址",
    en=r"\be-?mail",
    # gxhfz@example.gov.cn
    printed=r"[\w.-]+@[\w.-]+",
    anywhere=True,
    contact=True,
)
CONTACT = Line(
    # 联系电话是多少, 咨询找谁, 找谁联系, whom to contact; not 电话网络
    zh=r"电话(?!网)|联系(?:人|方式|谁)|传真|(?:咨询|联系|打听|对接).{0,16}(?:谁|哪)|[找跟和]谁(?:联系|咨询|对接)",
    en=r"\b(?:(?:tele)?phone|contact|fax)\b",
    # （联系人：张三 电话：…）, 电子邮箱：…; not 联系实际
    printed=r"联\s*系\s*(?:人|电\s*话|方\s*式)|电\s*话\s*[:：\d]|邮\s*箱|传\s*真",
    contact=True,
)
ANNEXES = Line(
    # 有哪些附件, 附件是什么; not 附件第3条
    zh=r"(?:哪些|什么|几[个份]|多少个?|没有)附件|附件(?:是(?:什么|哪)|有(?:哪|什么|几)|都?有啥|分别|(?:名字|名称)?叫?(?:什么|啥)|几个)",
    en=r"\bwh(?:at|ich) (?:annex|attachment)",
    # 附件：1.申报表, and 2.汇总表 on the line after it; not 按附件执行
    printed=r"^\s*附\s*件\s*[:：\d]|^\s*\d{1,2}\s*[.．、][^。；]{2,60}$",
    of="line",
    otherwise="annexes",
)
REPORTED = Line(
    # 报告谁作的, 谁做的报告, 报告人, 在什么会上; who delivered the report; not 检测报告由谁作出
    zh=rf"报告人|(?:报告|讲话)[^。？]{{0,12}}?(?:谁|哪位|什么人)[^，。？]{{0,16}}[作做讲](?![出为业])"
    r"|(?:谁|哪位|什么人|(?:在|向)(?:哪|什么)[一次个届场]*[^，。？]{0,6}会)[^，。？]{0,8}[作做](?![出为业])[^，。？]{0,6}(?:报告|讲话)"
    r"|(?:报告|讲话)[^。]{0,24}?(?:在|向)(?:哪|什么)[一次个届场]*[^，。？]{0,6}会(?!计|员)"
    rf"|(?:报告|讲话)[^。]{{0,16}}?{_WHEN}(?:[作做讲]|报告|宣读)的",
    en=r"\bwho (?:gave|delivered|presented|made|read)\b.{0,40}\b(?:report|speech)\b"
    r"|\b(?:report|speech)\b.{0,40}\b(?:given|delivered|presented|made)\b"
    r"|\b(?:at|to) (?:which|what) (?:meeting|session|congress)\b",
    # ——2016年2月19日在某区第十四届人民代表大会第五次会议上, 某区人民政府区长 张某某
    printed=r"^[（(—–\-－]+\s*\d{4}年\d{1,2}月\d{1,2}日在.{4,60}(?:会议|大会)上"
    r"|^[\u4e00-\u9fff]{2,24}(?:长|主席|主任|总理)[\s　]+[\u4e00-\u9fff·][\u4e00-\u9fff·\s　]{1,6}$",
    of="line",
)
COVERS = Line(
    # 适用范围, 适用于谁, whom does it cover
    zh=r"适用(?:范围|对象|于?(?:谁|哪|什么))|管哪些(?:人|单位)",
    en=r"\bwhom? (?:else )?(?:do|does|did|is|are|will|would)\b.{0,40}\b(?:cover|apply|applies)",
    # 适用本办法, 本规定适用于…
    printed=r"适用(?:于)?本|本.{1,4}适用|适用范围",
    anywhere=True,
)
LINES = (
    SYMBOL, ISSUER, DATE, OPEN, ADDRESSEES, COPIES, APPROVAL, REPORT, MAILBOX, CONTACT, ANNEXES, REPORTED, COVERS,
)  # fmt: skip


@lru_cache(maxsize=64)  # a question is read by several readers
def lines_asked(question: str) -> Mapping[Line, str]:
    """What `question`, in simplified characters, asks of a notice, each with the words that ask for it."""
    languages: tuple[Language, ...] = ("zh", "en")
    handed_out = any(asks(question, "handout", language) for language in languages)
    lines = [line for line in LINES if not (handed_out and line in (ISSUER, DATE))]
    found = {line: words for line in lines if (words := line.asked(question))}
    beside = {line: words for line in lines if line not in found and (words := line.asked_beside(question))}
    if not any(line.own for line in found) and len(beside) < 2:
        return found
    return {line: words for line in lines if (words := found.get(line) or beside.get(line))}


def tells_the_issuer(item: str, title: str) -> bool:
    """Whether a line is the title of a notice that begins with who issued it: 某厅关于…的通知."""
    return squeeze(item) == squeeze(title) and "关于" in title[2:]
