from __future__ import annotations

import pytest
from answer_sample import read_text
from rules_sample import CITY, OPINIONS, draft_for, found, select_for

from rag.answer.plan import select
from rag.answer.selection import ItemScores, Selection
from rag.answer.write import write
from rag.facts import find_facts
from rag.question.query import read_question
from rag.retrieve.scope import gather


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("衡阳市住建局牵头哪些任务？", ("2", "3")),
        ("衡阳市发展改革委牵头哪些任务？", ("2",)),
        ("衡阳市住建局配合哪些任务？", ("1",)),
        ("衡阳市住建局牵头哪几项、配合哪几项？", ("2", "3", "1")),
        ("衡阳2022年底以前要完成哪些任务？", ("1",)),
        ("衡阳2023年到期的任务有哪些？", ("2",)),
        ("衡阳哪些任务每年都要做？", ("3",)),
        ("衡阳2022年以外完成的任务有哪些？", ("2", "3")),
        ("除2022年完成的，衡阳还有哪些任务？", ("2", "3")),
        ("衡阳任务表里完成时间最早的是哪项？", ("1",)),
        ("衡阳任务表里哪项任务最晚完成？", ("2",)),
        ("Which task of the Hengyang list is due first?", ("1",)),
    ],
)
def test_rows_fit_the_department_its_share_and_the_time(question: str, rows: tuple[str, ...]):
    assert found(question) == [(CITY, ("附件", row)) for row in rows]


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("生态环境部配合哪些任务？", ("二", "（一）")),
        ("国家能源局负责哪些任务？", ("二", "（二）")),
        ("财政部负责什么任务？", ("二", "（二）")),
    ],
)
def test_departments_in_brackets_lead_and_help(question: str, path: tuple[str, ...]):
    assert found(question) == [(OPINIONS, path)]


def test_a_department_that_leads_nothing_without_others_is_told_what_it_leads():
    assert found("衡阳市城管局单独牵头的任务有哪些？") == [(CITY, ("附件", "1"))]


def test_who_leads_is_told_by_the_items_that_print_it():
    assert found("居民小区垃圾分类投放由谁牵头？") == [(OPINIONS, ("二", "（一）"))]
    said = " ".join(claim.text for claim in draft_for("居民小区垃圾分类投放由谁牵头？").claims)
    assert "住房城乡建设部牵头，生态环境部配合" in said


PORT = read_text(
    """台政办发〔2025〕6号

台州市人民政府办公室关于印发台州市老旧码头整治行动计划的通知

各县（市、区）人民政府：

一、重点任务

（一）完善制度。（责任单位：市交通局牵头，市财政局配合）

（二）争取资金。（责任单位：省财政厅、省交通厅）

附件

任务清单

| 序号 | 任务 | 工作内容 | 责任单位 | 完成时限 |
|---|---|---|---|---|
| 1 | 整治码头 | 整治椒江码头泊位 | 椒江区政府、市港航集团 | 2026年6月 |
| 2 | 疏浚航道 | 疏浚主航道12公里 | 市交通局、市财政局 | 长期坚持 |
| 3 | 培训船员 | 培训船员 | 市人力社保局 | 2026年9月 |
"""
)


def on_ports(question: str) -> Selection:
    query = read_question(question, notices=(PORT,), max_length=2000)
    return select(query, gather((PORT,), find_facts(PORT)), ItemScores(fused={}))


def paths_on_ports(question: str) -> list[str]:
    return ["".join(one.evidence.item.path) for one in on_ports(question).findings]


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        ("椒江区在码头整治里承担什么任务？", ["附件1"]),
        ("港航集团参与哪几项？", ["附件1"]),
        ("没有截止时间、一直要做的任务是哪项？", ["附件2"]),
        ("省财政厅牵头的有哪些？", ["一（二）"]),
        ("市财政局参与的有几项？", ["附件2", "一（一）"]),
        ("市交通局和市人力社保局分别牵头哪些任务？", ["附件2", "附件3", "一（一）"]),
        ("市交通局和市财政局共同参与的任务？", ["附件2", "一（一）"]),
        ("不是市交通局牵头的任务有哪些？", ["附件1", "附件3", "一（二）"]),
        ("不由市交通局牵头的任务有哪些，是谁牵头？", ["附件1", "附件3", "一（二）"]),
        ("市人力社保局自己一家干、没别的单位配合的有哪些任务？", ["附件3"]),
        ("只有一家单位负责、不用别人配合的任务", ["附件3"]),
        ("市人力社保局独自承担的有哪几项", ["附件3"]),
        ("Which tasks does the human resources bureau do on its own, with no support?", ["附件3"]),
        ("市财政局一共挂了多少项？", ["附件2", "一（一）"]),
        ("市交通局和市财政局有哪些？", ["附件2", "一（一）"]),
        ("附件里2026年要完成的，按序号列一下", ["附件1", "附件3"]),
        ("附件中2026年6月完成的是哪项", ["附件1"]),
        ("市交通局牵头的有几条，分别讲什么", ["附件2", "一（一）"]),
        ("市交通局的任务目标是什么", ["附件2", "一（一）"]),
    ],
)
def test_places_companies_ranks_and_denials_choose_the_duties(question: str, paths: list[str]):
    assert paths_on_ports(question) == paths


def test_a_department_of_another_rank_is_not_the_one_asked_for():
    assert on_ports("省人力社保厅牵头哪些任务？").reason == "duty"


def test_what_is_to_be_done_is_not_the_name_of_the_task():
    (finding,) = on_ports("港航集团参与哪几项？").findings
    assert finding.facts[0].text == "整治椒江码头泊位"


def test_what_a_department_leads_and_what_it_joins_are_counted_apart():
    told = [one.side for one in on_ports("市财政局牵头几项、配合几项？").findings]
    assert told == ["配合：2", "配合：2"]
    query = read_question("市交通局牵头几项、配合几项？", notices=(PORT,), max_length=2000)
    said = [claim.text for claim in write(query, on_ports(query.text)).claims]
    assert said[:2] == ["共 2 项：任务表 1 项，正文 1 条（检索了 1 份通知）：", "**牵头：2**"]


def test_no_task_is_told_where_none_has_one_department_alone():
    assert select_for("衡阳哪些任务没有配合单位？").reason == "duty"


SKILLS = read_text(
    """丽政办发〔2025〕8号

丽水市人民政府办公室关于印发丽水市建筑工人培育行动方案的通知

各县（市、区）人民政府：

一、重点任务

（一）开展技能培训。组织开展建筑工人技能培训，每年不少于5000人次。（责任单位：市建设局、市人力社保局）

（二）落实人才政策。落实建筑工人积分落户和子女入学政策。（责任单位：市人力社保局、市公安局）

（三）搭建培训平台。支持企业建设实训基地，给予场地补助。（责任单位：市经信局、市人力社保局、市科技局）

二、保障措施

（一）强化资金保障。资金由市财政局会同市建设局统筹安排，专款专用。

附件

任务清单

| 序号 | 任务 | 工作内容 | 责任单位 | 完成时限 |
|---|---|---|---|---|
| 1 | 技能培训 | 组织开展建筑工人技能培训，每年不少于5000人次 | 市建设局、市人力社保局 | 每年 |
| 2 | 实训基地 | 支持企业建设实训基地，给予场地补助 | 市科技局、市经信局 | 2026年 |
| 3 | 奖补资金 | 安排奖补资金500万元 | 市建设局、市财政局、市科技局 | 2026年 |
"""
)
FUNDS = read_text(
    """湖建发〔2024〕19号

湖州市住房和城乡建设局关于印发湖州市绿色建筑奖补资金管理办法的通知

各区县住建局：

第一条 市财政局负责奖补资金的预算安排和绩效评价。

第二条 奖补资金由市财政局会同市建设局拨付。本办法由市财政局负责解释。

第三条 省财政厅负责对奖补资金进行监督检查。

第四条 市财政局负责人应当参加评审会议。
"""
)


def on_both(question: str) -> list[tuple[str, str]]:
    query = read_question(question, notices=(SKILLS, FUNDS), max_length=2000)
    facts = (*find_facts(SKILLS), *find_facts(FUNDS))
    found = select(query, gather((SKILLS, FUNDS), facts), ItemScores(fused={}))
    return [(one.evidence.home, "".join(one.evidence.item.path)) for one in found.findings]


def paths_on_skills(question: str) -> list[str]:
    query = read_question(question, notices=(SKILLS,), max_length=2000)
    found = select(query, gather((SKILLS,), find_facts(SKILLS)), ItemScores(fused={}))
    return ["".join(one.evidence.item.path) for one in found.findings]


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        ("市人力社保局有哪些任务？", ["附件1", "一（二）", "一（三）"]),
        ("人力社保局负责什么？", ["附件1", "一（二）", "一（三）"]),
        ("任务清单里市人力社保局有哪些任务？", ["附件1"]),
        ("附件里市人力社保局有哪些任务？", ["附件1"]),
        ("正文里市人力社保局有哪些任务？", ["一（一）", "一（二）", "一（三）"]),
        ("除建设局外谁牵头？", ["附件2", "一（二）", "一（三）"]),
    ],
)
def test_rows_come_first_and_then_the_clauses_that_set_other_tasks(question: str, paths: list[str]):
    assert paths_on_skills(question) == paths


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        ("市科技局要负责哪些任务（包括配合的）？", ["附件2", "附件3", "一（三）"]),
        ("市科技局的任务，连同配合的，一共几项？", ["附件2", "附件3", "一（三）"]),
        ("市科技局牵头哪些任务（包括参与的）？", ["附件2", "附件3", "一（三）"]),
        ("市科技局牵头（含并列牵头）的任务有哪些？", ["附件2"]),
        ("市科技局只配合哪些任务？", ["附件3", "一（三）"]),
        ("市科技局仅配合的任务有哪些？", ["附件3", "一（三）"]),
        ("市科技局牵头哪些任务（不包括配合的）？", ["附件2"]),
    ],
)
def test_what_a_department_joins_is_added_only_or_left_out(question: str, paths: list[str]):
    assert paths_on_skills(question) == paths


@pytest.mark.parametrize("question", ["2026年完成的任务有几项？分别是哪些？", "2026年完成的任务有几项？分别是什么？"])
def test_tasks_that_are_counted_and_then_told_are_not_compared(question: str):
    assert paths_on_skills(question) == ["附件2", "附件3"]


def test_running_words_of_other_notices_set_tasks_too_but_no_other_offices():
    found = on_both("市财政局要承担哪些职责？")
    assert found == [("丽水", "附件3"), ("丽水", "二（一）"), ("湖州", "第一条"), ("湖州", "第二条")]


def test_rows_and_clauses_are_counted_apart():
    query = read_question("市人力社保局有哪些任务？", notices=(SKILLS,), max_length=2000)
    found = select(query, gather((SKILLS,), find_facts(SKILLS)), ItemScores(fused={}))
    draft = write(query, found)
    assert draft.claims[0].text == "共 3 项：任务表 1 项，正文 2 条（检索了 1 份通知）："
    assert draft.columns == ("序号", "任务", "完成时间", "牵头单位", "配合单位", "来源")
    leads = [(row.cells[0], row.cells[3]) for row in draft.rows]
    assert leads == [("1", "市建设局"), ("一（二）", "市人力社保局"), ("一（三）", "市经信局")]
