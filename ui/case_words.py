"""The labels of a question's form and of importing, in the 评测 tab."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rag.domain import Language

Role = Literal["cite", "cite_any", "cite_also"]
"""What a source of a question is for; see `eval.cases.Case`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWords:
    """The labels in one language; ``{…}`` places are filled by the renderer."""

    back: str
    new: str
    edit: str
    draft: str
    remarks: str
    question: str
    answerable: str
    kind: str
    language: str
    by_question: str
    sources: str
    seek: str
    seek_hint: str
    choose: str
    unchoose: str
    no_hits: str
    no_sources: str
    role: str
    roles: Mapping[Role, str]
    """What a source is for."""
    cited_then: str
    facts: str
    facts_hint: str
    stands: str
    no_item: str
    elsewhere: str
    nowhere: str
    more: str
    history: str
    members: str
    members_also: str
    count: str
    absent: str
    asked_before: str
    stated: str
    listed: str
    listed_also: str
    counted: str
    unsaid: str
    to_refuse: str
    ask_this: str
    change_this: str
    copy_this: str
    copy_of: str
    built_in: str
    questions: str
    sieve: str
    every_kind: str
    fitting: str
    save: str
    accept: str
    into: str
    into_hint: str
    into_missing: str
    drop: str
    drop_sure: str
    export: str
    drafts: str
    """Name of the file of all drafts, without its ending."""
    saved: str
    accepted: str
    dropped: str
    add: str
    sets: str
    no_sets: str
    in_set: str
    bring: str
    bring_note: str
    file: str
    check: str
    take: str
    line: str
    fits: str
    left_out: str
    report: str
    taken: str


CASE_WORDS: dict[Language, CaseWords] = {
    "zh": CaseWords(
        back="返回评测",
        new="加一道题",
        edit="修改题目 {name}",
        draft="补全草稿 {name}",
        remarks="当时的意见和回答",
        question="题目",
        answerable="文件里有答案",
        kind="题类",
        language="语言",
        by_question="按题目的文字",
        sources="出处",
        seek="在通知里找条目",
        seek_hint="输入原文里的字词，或“文号 条目”",
        choose="选用",
        unchoose="去掉",
        no_hits="没有找到。",
        no_sources="还没有选出处。",
        role="这一条的要求",
        roles={"cite": "必须引", "cite_any": "几条中引一条即可", "cite_also": "引了不算错"},
        cited_then="当时引用的，对的可以选用：",
        facts="必须说到的要点",
        facts_hint="一行一点，照原文写；几种写法用 | 隔开",
        stands="在所选条目中",
        no_item="没有这一条",
        elsewhere="不在所选条目中，见于：",
        nowhere="哪一份通知里都没有",
        more="追问、列举、个数和不得说到的",
        history="此前的问题（追问才填），一行一问",
        members="应列全的地区，一行一个",
        members_also="列了不算错的地区，一行一个",
        count="应说出的个数（问“多少个”时填）",
        absent="不得说到的，一行一点",
        asked_before="此前的问题",
        stated="必须说到",
        listed="应列全",
        listed_also="列了不算错",
        counted="个数",
        unsaid="不得说到",
        to_refuse="通知里没有答案，应当拒答。",
        ask_this="在问答中打开",
        change_this="修改",
        copy_this="复制到自己的题库",
        copy_of="复制题目 {name}",
        built_in="随附的调试题",
        questions="{count} 道",
        sieve="在题目、出处和要点里找",
        every_kind="全部题类",
        fitting="{shown} / {count}",
        save="保存",
        accept="收进题库",
        into="题库名",
        into_hint="没有的题库会新建",
        into_missing="请填题库名。",
        drop="删除",
        drop_sure="再按一次，删除",
        export="导出 YAML",
        drafts="题目草稿",
        saved="已保存",
        accepted="已收进题库 {name}",
        dropped="已删除",
        add="加一道题",
        sets="题库",
        no_sets="还没有自己的题库：加一道题、复制一道随附的题，或导入一个文件。",
        in_set="{name}：题目",
        bring="导入题目",
        bring_note="YAML 或 JSONL 文件，也可以是这里导出的；先逐条核对，再收进。",
        file="文件",
        check="核对",
        take="收进 {count} 道",
        line="第 {line} 行",
        fits="可收",
        left_out="不收",
        report="{name}：共 {count} 条，可收 {good} 道",
        taken="已收进 {count} 道",
    ),
    "en": CaseWords(
        back="Back to Evaluation",
        new="Add a question",
        edit="Edit question {name}",
        draft="Complete draft {name}",
        remarks="What was said against the answer",
        question="Question",
        answerable="The notices hold the answer",
        kind="Kind",
        language="Language",
        by_question="as the question is written",
        sources="Sources",
        seek="Find items in the notices",
        seek_hint="Words of the text, or a notice's number and item",
        choose="Choose",
        unchoose="Remove",
        no_hits="Nothing found.",
        no_sources="No source chosen yet.",
        role="What it is for:",
        roles={"cite": "must be cited", "cite_any": "one of these is enough", "cite_also": "may be cited"},
        cited_then="Cited then; choose those that are right:",
        facts="What must be said",
        facts_hint="One a line, as printed; several wordings with | between",
        stands="in the chosen items",
        no_item="there is no such item",
        elsewhere="not in the chosen items, but in: ",
        nowhere="in none of the notices",
        more="Follow-ups, lists, numbers, and what must not be said",
        history="Questions before (of a follow-up), one a line",
        members="Places that must be listed, one a line",
        members_also="Places that may be listed, one a line",
        count="The number to be told (where it asks how many)",
        absent="What must not be said, one a line",
        asked_before="asked before",
        stated="must be said",
        listed="must be listed",
        listed_also="may be listed",
        counted="number",
        unsaid="must not be said",
        to_refuse="The notices do not hold the answer: to be refused.",
        ask_this="Open in Ask",
        change_this="Edit",
        copy_this="Copy to a set of your own",
        copy_of="Copy question {name}",
        built_in="development half that comes with it",
        questions="{count} questions",
        sieve="Find in questions, sources and facts",
        every_kind="All kinds",
        fitting="{shown} of {count}",
        save="Save",
        accept="Add to set",
        into="Name of the set",
        into_hint="a new one is begun",
        into_missing="Please give the name of a set.",
        drop="Delete",
        drop_sure="Press again to delete",
        export="Export YAML",
        drafts="drafts",
        saved="Saved",
        accepted="Added to {name}",
        dropped="Deleted",
        add="Add a question",
        sets="Question sets",
        no_sets="None of your own yet: add a question, copy one that came with it, or import a file.",
        in_set="Questions of {name}",
        bring="Import questions",
        bring_note="A YAML or JSONL file, such as one exported here; each entry is checked first, then taken in.",
        file="File",
        check="Check",
        take="Take in {count}",
        line="Line {line}",
        fits="fits",
        left_out="left out",
        report="{name}: {count} entries, {good} fit",
        taken="{count} taken in",
    ),
}
