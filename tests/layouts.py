"""Random outlines, and the layouts of the genre they are printed in; for the tests that read them back."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from rag.domain import Path
from rag.numerals import write_chinese

WORDS = ("完善政策体系", "加强技术创新", "培育产业工人", "推动标准编制", "健全监管机制", "拓展应用场景", "统筹资金用地")
PARTS = (
    "推动转型升级",
    "形成示范效应",
    "提高1.5倍以上",
    "给予10万元奖励",
    "建设BIM平台",
    "约50%的项目",
    "落实《办法》要求",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A statement of one to three sentences."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A heading with its numbered statements."""

    heading: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its points."""

    heading: str
    points: tuple[Point, ...]


Plan = tuple[Section, ...]

headings = st.sampled_from(WORDS)
clauses = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map("，".join)
leaves = st.lists(clauses, min_size=1, max_size=3).map(lambda parts: Leaf(text="各地" + "。".join(parts) + "。"))
points = st.builds(Point, heading=headings, leaves=st.lists(leaves, min_size=1, max_size=4).map(tuple))
sections = st.builds(Section, heading=headings, points=st.lists(points, min_size=1, max_size=3).map(tuple))
plans = st.lists(sections, min_size=1, max_size=3).map(tuple)


def numbered(plan: Plan) -> list[tuple[Path, str]]:
    """Path and text, without its numeral, of every unit of `plan` in order."""
    found: list[tuple[Path, str]] = []
    for number, section in enumerate(plan, start=1):
        one = write_chinese(number)
        found.append(((one,), section.heading))
        for inner, point in enumerate(section.points, start=1):
            two = f"（{write_chinese(inner)}）"
            found.append(((one, two), point.heading))
            found.extend(((one, two, str(n)), leaf.text) for n, leaf in enumerate(point.leaves, start=1))
    return found


def printed(path: Path) -> str:
    """The numeral of a unit as prose prints it."""
    return {1: f"{path[-1]}、", 2: path[-1], 3: f"{path[-1]}. "}[len(path)]


def as_prose(plan: Plan, *, indent: str = "") -> str:
    """One paragraph a line."""
    lines = [f"{indent}{printed(path)}{text}" for path, text in numbered(plan)]
    return "\n\n".join(["关于试点的通知", "某办〔2024〕9号", *lines]) + "\n"


def as_wrapped(plan: Plan, *, columns: int = 30) -> str:
    """Hard-wrapped at `columns` characters, paragraphs indented by two blanks, an empty line after each."""
    lines = ["关于试点的通知"]
    for path, text in numbered(plan):
        rest = f"  {printed(path)}{text}"
        while rest:
            lines.append(rest[:columns])
            rest = rest[columns:]
    return "\n\n".join(lines) + "\n"


HEADER = ("序号", "工作任务", "主要举措", "经验做法")


def as_pipes(plan: Plan, *, page: int) -> str:
    """A pipe table with HTML in its cells, a new page with its header again after every `page` statements."""
    head = f"| {' | '.join(HEADER)} |\n|---|---|---|---|\n"
    rows: list[str] = []
    taken = 0
    for number, section in enumerate(plan, start=1):
        name = [write_chinese(number), section.heading]
        for inner, point in enumerate(section.points, start=1):
            heading = f"<p>（{write_chinese(inner)}）{point.heading}</p>"
            cell = ""
            for n, leaf in enumerate(point.leaves, start=1):
                if taken and taken % page == 0:
                    if cell:
                        rows.append(_pipe_row(name, heading, cell))
                        name, heading, cell = ["", ""], "", ""
                    rows.append(f"\n{head}")
                cell += f"<p>{n}. {leaf.text}</p>"
                taken += 1
            rows.append(_pipe_row(name, heading, cell))
            name = ["", ""]
    return f"关于试点的通知\n\n{head}{''.join(rows)}"


def _pipe_row(name: list[str], heading: str, cell: str) -> str:
    return f"| {name[0]} | {name[1]} | {heading} | {cell} |\n"


def as_cells(plan: Plan) -> str:
    """A word processor's table as text: a tab opens a cell, an empty line ends the row."""
    rows = ["".join(f"\t{column}\n" for column in HEADER)]
    for number, section in enumerate(plan, start=1):
        name = [write_chinese(number), section.heading]
        for inner, point in enumerate(section.points, start=1):
            body = "\n".join(f"{n}.{leaf.text}" for n, leaf in enumerate(point.leaves, start=1))
            rows.append(f"\t{name[0]}\n\t{name[1]}\n\t（{write_chinese(inner)}）{point.heading}\n\t{body}\n")
            name = ["", ""]
    return "关于试点的通知\n\n" + "\n".join(rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A row of a task list."""

    name: str
    """Of the group; ``""`` where the cell is merged with the one above."""
    text: str
    body: str


tasks = st.lists(
    st.builds(
        Task,
        name=st.one_of(st.just(""), headings),
        text=clauses.map(lambda text: f"研究出台相关政策措施并组织实施，{text}"),
        body=st.sampled_from(("建设局", "财政局、建设局", "科技局、经信局")),
    ),
    min_size=2,
    max_size=9,
)


def as_rows(rows: list[Task], *, page: int) -> str:
    """A table of rows with its header again on every page."""
    header = "序号\t任务名称\t任务要求\t责任单位\n"
    lines: list[str] = []
    for number, row in enumerate(rows, start=1):
        if number > 1 and (number - 1) % page == 0:
            lines.append(f"\n{header}")
        lines.append(f"{number}\t{row.name}\t{row.text}\t{row.body}\n")
    return f"附件\n任务清单\n{header}{''.join(lines)}"
