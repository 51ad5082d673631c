"""The labels of the 评测 tab."""

from __future__ import annotations

from dataclasses import dataclass

from rag.domain import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialWords:
    """The labels in one language; ``{…}`` places are filled by the renderer."""

    tab: str
    title: str
    note: str
    questions: str
    built_in: str
    start: str
    stop: str
    asking: str
    cut_off: str
    closed: str
    closed_hint: str
    runs: str
    no_runs: str
    run_line: str
    figures: str
    kind: str
    count: str
    violations: str
    failing: str
    all_passed: str
    expected: str
    given: str
    refused: str
    no_sources: str
    ask_again: str
    before: str
    nothing: str
    gained: str
    lost: str
    shift: str
    drafts: str
    drafts_note: str
    no_drafts: str
    question: str
    answerable: str
    cite: str
    facts: str
    absent: str
    save: str
    accept: str
    into: str
    discard: str
    discard_sure: str
    export: str
    saved: str
    accepted: str
    discarded: str


TRIAL_WORDS: dict[Language, TrialWords] = {
    "zh": TrialWords(
        tab="评测",
        title="评测",
        note="用带标准出处的题目检查回答；改动政策库或设置之后跑一遍，看有没有退步。",
        questions="题库",
        built_in="随附的调试题",
        start="开始评测",
        stop="停止",
        asking="正在提问",
        cut_off="与服务的连接断了；评测仍在进行，结束后列在下面。",
        closed="这里不能评测和改动题目。",
        closed_hint="服务对其他机器开放时，网页只供查阅；启动时加 --allow-edit 可以允许。",
        runs="评测记录",
        no_runs="还没有记录",
        run_line="通过 {passed}/{cases}",
        figures="各类得分（%）",
        kind="题类",
        count="题数",
        violations="违规",
        failing="没有通过的题目",
        all_passed="全部通过。",
        expected="应有",
        given="所答",
        refused="（拒答）",
        no_sources="没有出处",
        ask_again="在问答中打开",
        before="与之前的记录比较",
        nothing="不比较",
        gained="新通过",
        lost="不再通过",
        shift="{before} → {after}",
        drafts="题目草稿",
        drafts_note="在问答中按“有误”写下的；补全出处和要点后收进自己的题库。",
        no_drafts="没有草稿",
        question="题目",
        answerable="文件里有答案",
        cite="必引的出处，一行一处（文号 条目）",
        facts="必须说到的，一行一点；几种写法用 | 隔开",
        absent="不得说到的，一行一点",
        save="保存",
        accept="收进题库",
        into="题库名",
        discard="丢弃",
        discard_sure="再按一次，丢弃",
        export="导出 YAML",
        saved="已保存",
        accepted="已收进题库 {name}",
        discarded="已丢弃",
    ),
    "en": TrialWords(
        tab="Evaluation",
        title="Evaluation",
        note="Checks the answers with questions whose sources are known; run it after changes, and see what got worse.",
        questions="Questions",
        built_in="development half that comes with it",
        start="Run",
        stop="Stop",
        asking="Asking",
        cut_off="The connection broke; the run goes on and is listed below when it ends.",
        closed="Questions cannot be run or changed here.",
        closed_hint="Where other machines reach this service the page is for reading; --allow-edit allows it.",
        runs="Runs",
        no_runs="None yet",
        run_line="{passed} of {cases} passed",
        figures="Scores by kind (%)",
        kind="Kind",
        count="Questions",
        violations="Violations",
        failing="Questions that did not pass",
        all_passed="All passed.",
        expected="Expected",
        given="Given",
        refused="(refused)",
        no_sources="no sources",
        ask_again="Open in Ask",
        before="Compare with an earlier run",
        nothing="none",
        gained="Now passing",
        lost="No longer passing",
        shift="{before} → {after}",
        drafts="Drafts",
        drafts_note="Written by Wrong in Ask; complete sources and facts, then add them to a question set of your own.",
        no_drafts="No drafts",
        question="Question",
        answerable="The notices hold the answer",
        cite="Sources that must be cited, one a line (number and item)",
        facts="What must be said, one a line; several wordings with | between",
        absent="What must not be said, one a line",
        save="Save",
        accept="Add to set",
        into="Name of the set",
        discard="Discard",
        discard_sure="Press again to discard",
        export="Export YAML",
        saved="Saved",
        accepted="Added to {name}",
        discarded="Discarded",
    ),
}
