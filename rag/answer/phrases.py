"""The words around the quotes, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rag.domain import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Frame of an answer in one language; ``{}`` fields are filled by name."""

    found: str
    found_places: str
    nothing_notice: str
    nothing_among: str
    nothing_item: str
    nothing_region: str
    nothing_topic: str
    narrowed: str
    """After a refusal, where filters kept other notices out."""
    nothing_figure: str
    nothing_year: str
    nothing_premise: str
    nothing_negation: str
    repealed: str
    nothing_duty: str
    nothing_national: str
    nothing_penalty: str
    nothing_person: str
    nothing_detail: str
    nothing_effect: str
    nothing_repeal: str
    nothing_basis: str
    nothing_unheld: str
    nothing_lapsed: str
    gist: str
    articles: str
    chapters: str
    section: str
    greeting: str
    notices: str
    silent: str
    without_sums: str
    figures: str
    figures_same: str
    figures_alike: str
    figures_unlike: str
    figures_only: str
    items: str
    parts: str
    nearby: str
    searched: str
    duties: str
    duties_both: str
    item_number: str
    lead: str
    partners: str
    due: str
    columns_list: tuple[str, ...]
    columns_duty: tuple[str, ...]
    roles: Mapping[str, str]
    """Names of the lines of a notice's head and tail, by their role in `rag.parse.roles`."""
    separator: str
    brackets: str
    """The two brackets around an aside."""
    colon: str
    semicolon: str
    model_failed: str
    part: str
    """Heading of the answer to one of several questions in one."""
    corrected: str
    read_as: str
    """One misspelt word of a question and what it was read as."""
    left_out: str
    """Before the lines that a model's answer lacks."""


ZH = Phrases(
    found="共找到 {matched} 条，检索了 {searched} 份通知：",
    found_places="共 {matched} 条做法，涉及 {places} 个地方，检索了 {searched} 份通知：",
    nothing_notice="政策库里没有{missing}，无法回答。",
    nothing_among="政策库里没有所问的这一类通知（{among}），无法回答。",
    nothing_item="通知里没有所问的这一条。",
    nothing_region="政策库的通知里没有关于{regions}的相应内容。",
    nothing_topic="政策库的通知里没有找到能回答这个问题的依据。",
    narrowed="（只查了所选范围内的通知；取消筛选可查全部。）",
    nothing_figure="通知里没有给出所问的数字。",
    nothing_year="通知里没有{years}年的相应内容。",
    nothing_premise="通知里没有问题所说的 {figures}。",
    nothing_duty="通知的任务表和责任单位里没有相符的任务。",
    nothing_national="政策库的通知里没有国家层面（全国）的相应内容。",
    nothing_penalty="通知里没有写对此如何处罚。",
    nothing_person="通知里没有写明是谁。",
    nothing_detail="通知里没有写所问的这一点。",
    nothing_effect="通知里没有写施行日期或有效期。",
    nothing_repeal="通知里没有写废止哪份文件。",
    nothing_basis="通知里没有写制定依据。",
    nothing_lapsed="检索的通知里没有一份写明已经失效、废止或者到期；写明有效期的，都还在有效期内。",
    nothing_unheld="政策库没有收录《{name}》，只在下面的地方提到它，无法回答其中的内容。",
    gist="通知的标题和说明用意的原句（是原文，不是概括）：",
    articles="《{title}》共 {articles} 条{chapters}：",
    chapters="，分 {count} 章",
    section="{section}共 {count} 条：",
    greeting="我只根据政策库里的通知回答问题，每句话注明出处。例如可以问：哪些城市给予资金补贴，各多少？",
    notices="共 {count} 份通知：",
    repealed="{name} 已由“{title}”废止：",
    nothing_negation="通知只写了做了什么的地方，没有写哪些地方没有做，无法据此回答。",
    items="《{title}》共 {count} 条{parts}：",
    parts="，分 {count} 部分",
    without_sums="其中没有写明金额的：{places}。",
    figures="数字对照",
    figures_same="各方相同",
    figures_alike="所引原文中，各方的数字相同。",
    figures_unlike="所引原文中，各方的数字不完全相同。",
    figures_only="只见于“{side}”",
    silent="检索的通知里没有相应内容。",
    nearby="与之相近的内容是：",
    searched="（检索了 {searched} 份通知。）",
    duties="共 {matched} 项：",
    duties_both="共 {matched} 项：任务表 {rows} 项，正文 {clauses} 条（检索了 {searched} 份通知）：",
    item_number="第{number}项",
    lead="牵头",
    partners="配合",
    due="完成时间",
    columns_list=("地区", "举措", "金额与数量", "来源"),
    columns_duty=("序号", "任务", "完成时间", "牵头单位", "配合单位", "来源"),
    roles={
        "symbol": "文号",
        "signature": "发文机关",
        "date": "成文日期",
        "printed": "印发",
        "copies": "抄送",
        "disclosure": "公开方式",
        "contact": "联系方式",
    },
    separator="、",
    brackets="（）",
    colon="：",
    semicolon="；",
    model_failed="（语言模型没有给出可用的回答：{why}。以下是直接摘自原文的回答。）",
    part="**第 {number} 问**",
    corrected="（按{pairs}理解。）",
    read_as="“{read}”（原写“{written}”）",
    left_out="上文没有写全的，照录原文：",
)

EN = Phrases(
    found="Found {matched} item(s) in {searched} notice(s) searched:",
    found_places="Found {matched} item(s) naming {places} place(s), in {searched} notice(s) searched:",
    nothing_notice="The corpus does not hold {missing}, so this cannot be answered.",
    nothing_among="The corpus holds no notice of the kind asked for ({among}), so this cannot be answered.",
    nothing_item="The notice has no such item.",
    nothing_region="The notices of the corpus say nothing of the kind about {regions}.",
    nothing_topic="The notices of the corpus hold no evidence that answers this question.",
    narrowed="(Only the notices chosen by the filters were searched; without filters all are.)",
    nothing_figure="The notices do not give the figure asked for.",
    nothing_year="The notices hold nothing of the kind for {years}.",
    nothing_premise="The notices do not hold the figure {figures} that the question names.",
    nothing_duty="No task in the notices' tables and no unit named as responsible (责任单位) fits.",
    nothing_national="The notices of the corpus hold nothing of the kind for the whole country.",
    nothing_penalty="The notices do not say what the penalty is.",
    nothing_person="The notices do not say who it is.",
    nothing_detail="The notices do not give this detail.",
    nothing_effect="The notice does not say when it takes effect or how long it is valid.",
    nothing_repeal="The notice does not say which document it repeals.",
    nothing_basis="The notice does not say what it is based on.",
    nothing_lapsed="None of the notices searched is said to have expired or been repealed.",
    nothing_unheld="The corpus does not hold 《{name}》; it is only mentioned as below.",
    gist="The notice's title and the sentence that says what it is for (as printed, no summary):",
    articles="{title}: {articles} articles{chapters}:",
    chapters=" in {count} chapters",
    section="{section}: {count} items:",
    greeting="I answer from the notices of the corpus alone, each sentence with its source. "
    "Try: which cities give funding subsidies and how much?",
    notices="{count} notice(s):",
    repealed="{name} is repealed by “{title}”:",
    nothing_negation="The notices say who does something, not who does not, so this cannot be answered from them.",
    items="{title}: {count} items{parts}:",
    parts=" in {count} parts",
    without_sums="No sum is printed for: {places}.",
    figures="Figures side by side",
    figures_same="the same on each side",
    figures_alike="In the lines quoted, the figures are the same on each side.",
    figures_unlike="In the lines quoted, the figures are not all the same.",
    figures_only="only in “{side}”",
    silent="The notices searched hold nothing of the kind.",
    nearby="What they do hold nearby:",
    searched="({searched} notice(s) searched.)",
    duties="{matched} task(s):",
    duties_both="{matched} task(s), {rows} in tables and {clauses} in the text ({searched} notice(s) searched):",
    item_number="Item {number}",
    lead="lead",
    partners="with",
    due="due",
    columns_list=("Place", "Measure", "Amounts", "Source"),
    columns_duty=("No.", "Task", "Due", "Lead", "With", "Source"),
    roles={
        "symbol": "document number",
        "signature": "issued by",
        "date": "dated",
        "printed": "printed",
        "copies": "copies to",
        "disclosure": "disclosure",
        "contact": "contact",
    },
    separator=", ",
    brackets="()",
    colon=": ",
    semicolon="; ",
    model_failed="(The language model gave no usable answer. What follows is quoted from the notices.)",
    part="**Question {number}**",
    corrected="(Read as: {pairs}.)",
    read_as="“{read}” for “{written}”",
    left_out="What the lines above leave out, as printed:",
)


def phrases(language: Language) -> Phrases:
    """The frame for answers in `language`."""
    return EN if language == "en" else ZH
