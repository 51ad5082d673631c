from __future__ import annotations

import pytest
from rules_sample import CITY, found

from rag.answer.ways.shares import denied_roles

BUREAU, FINANCE = ("建设局",), ("财政局",)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("不由建设局牵头的任务", [("建设局", "lead", False)]),
        ("没有财政局参与的任务", [("财政局", "any", False)]),
        ("建设局不牵头但参与的任务", [("建设局", "lead", False), ("建设局", "any", True)]),
        ("建设局牵头而财政局不配合的任务", [("建设局", "lead", True), ("财政局", "partner", False)]),
        ("tasks that are not led by the bureau", [("建设局", "lead", False), ("财政局", "lead", False)]),
        ("有财政局、但没有建设局参加的任务", [("财政局", "any", True), ("建设局", "any", False)]),
        ("没有财政局和建设局参加的任务", [("财政局", "any", False), ("建设局", "any", False)]),
        ("财政局、建设局都不参加的任务", [("财政局", "any", False), ("建设局", "any", False)]),
        ("有建设局没有财政局的任务", [("建设局", "any", True), ("财政局", "any", False)]),
        ("参加的有建设局、没有财政局", [("建设局", "any", True), ("财政局", "any", False)]),
        ("建设局牵头哪些任务", []),
        ("这项任务是不是由建设局牵头", []),
        ("有没有建设局牵头的任务", []),
        ("建设局不仅牵头而且参与的任务", []),
        ("没有其他部门配合、建设局牵头的任务", []),
    ],
)
def test_a_role_is_denied_to_whom_the_clause_denies_it(text: str, roles: list[tuple[str, str, bool]]):
    assert [(role.names[0], role.share, role.holds) for role in denied_roles(text, (BUREAU, FINANCE))] == roles


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("衡阳不由市住建局牵头的任务有哪些？", ("1",)),
        ("衡阳市住建局不牵头但参与的任务有哪些？", ("1",)),
        ("衡阳没有市住建局配合的任务有哪些？", ("2", "3")),
        ("Which tasks in Hengyang are not led by the housing and urban-rural development bureau?", ("1",)),
    ],
)
def test_tasks_are_those_where_the_denied_role_is_not_had(question: str, rows: tuple[str, ...]):
    assert found(question) == [(CITY, ("附件", row)) for row in rows]
