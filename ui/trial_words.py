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
    lost_line: str
    closed: str
    closed_hint: str
    runs: str
    no_runs: str
    run_line: str
    stopped: str
    stopped_short: str
    figures: str
    crossed: str
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
    edit: str
    copy: str
    report: str
    report_file: str
    before: str
    nothing: str
    gained: str
    lost: str
    violating: str
    broken: str
    compared: str
    measure: str
    was: str
    now: str
    points: str
    chance: str
    drafts: str
    drafts_note: str
    no_drafts: str
    export: str


TRIAL_WORDS: dict[Language, TrialWords] = {
    "zh": TrialWords(
        tab="评测",
        title="评测",
        note="用带标准出处的题目检查回答；改动政策库或设置之后跑一遍，与之前的记录逐题相比。",
        questions="题库",
        built_in="随附的调试题",
        start="开始评测",
        stop="停止",
        asking="正在提问",
        cut_off="与服务的连接断了；评测仍在进行，结束后列在下面。",
        lost_line="与服务的连接断了；写的内容还在，连上后再试。",
        closed="这里不能评测和改动题目。",
        closed_hint="服务对其他机器开放时，网页只供查阅；启动时加 --allow-edit 可以允许。",
        runs="评测记录",
        no_runs="还没有记录",
        run_line="通过 {passed}/{cases}（{share}）",
        stopped="中途停止，只问了 {asked} / {selected} 道。",
        stopped_short="已停止，{asked}/{selected}",
        figures="各类得分（%）",
        crossed="题类与语言：通过 / 题数",
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
        edit="修改这道题",
        copy="复制到自己的题库",
        report="下载报告",
        report_file="评测报告",
        before="与之前的记录比较",
        nothing="不比较",
        gained="新通过",
        lost="不再通过",
        violating="新增违规",
        broken="新增出错",
        compared="逐项比较",
        measure="指标",
        was="之前",
        now="之后",
        points="变化（百分点）",
        chance="p 值",
        drafts="题目草稿",
        drafts_note="在问答中按“有误”写下的；补全出处和要点后收进自己的题库。",
        no_drafts="没有草稿",
        export="导出 YAML",
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
        lost_line="The connection broke; what you wrote is still here. Try again once it is back.",
        closed="Questions cannot be run or changed here.",
        closed_hint="Where other machines reach this service the page is for reading; --allow-edit allows it.",
        runs="Runs",
        no_runs="None yet",
        run_line="{passed} of {cases} passed ({share})",
        stopped="Stopped early: {asked} of {selected} questions were asked.",
        stopped_short="stopped at {asked} of {selected}",
        figures="Scores by kind (%)",
        crossed="Passed, of how many, by kind and language",
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
        edit="Edit the question",
        copy="Copy to a set of your own",
        report="Save the report",
        report_file="evaluation report",
        before="Compare with an earlier run",
        nothing="none",
        gained="Now passing",
        lost="No longer passing",
        violating="New violations",
        broken="Newly failed",
        compared="Measure by measure",
        measure="Measure",
        was="Before",
        now="After",
        points="Change (points)",
        chance="p",
        drafts="Drafts",
        drafts_note="Written by Wrong in Ask; complete sources and facts, then add them to a question set of your own.",
        no_drafts="No drafts",
        export="Export YAML",
    ),
}
