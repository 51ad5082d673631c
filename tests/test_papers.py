"""Outlines of official papers of many producers and layouts, read through by a person.

``goldens/papers`` holds each paper as text and what it must be read as; POLICY_RAG_WRITE_GOLDENS=1 writes the latter
anew: read the difference before keeping it. The texts are laws, orders and notices, which are nobody's copyright; lines
are wrapped, numerals widened, blanks taken out and portal lines put in on purpose.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notice_sample import check_whole

from rag.domain import Notice
from rag.parse.notice import read_notice

PAPERS = Path(__file__).resolve().parent / "goldens" / "papers"
WRITE = os.environ.get("POLICY_RAG_WRITE_GOLDENS", "") not in ("", "0")
STEMS = sorted(path.stem for path in PAPERS.glob("*.txt"))


def outline_text(notice: Notice) -> str:
    """The facts of the notice, then a line a unit: its path, its heading, how its text begins and ends."""
    return "\n".join([*_facts(notice), "", *_units(notice), "", *_repairs(notice)]) + "\n"


def _facts(notice: Notice) -> Iterator[str]:
    yield f"{notice.id}｜{notice.title}"
    yield f"发文机关 {'、'.join(notice.issuers) or '未印'}｜{notice.level or '级别不明'}｜{notice.region or '不限'}"
    yield f"成文 {notice.issued}｜印发 {notice.printed}｜施行 {notice.effective}｜有效期至 {notice.valid_until}"
    yield f"试行 {notice.trial}｜废止 {'；'.join(f'{one.title}{one.symbol}' for one in notice.repeals)}"
    yield f"主送 {notice.addressees}｜抄送 {notice.copies}｜公开 {notice.disclosure}"


def _units(notice: Notice) -> Iterator[str]:
    for item in notice.items:
        words = "".join(item.text.split())
        shown = words if len(words) <= 24 else f"{words[:14]}…{words[-8:]}"
        name = "/".join(item.path) or {"head": "〔首〕", "tail": "〔尾〕"}.get(item.kind, "〔·〕")
        yield f"{name}｜{item.kind}｜{item.heading}｜{shown}"


def _repairs(notice: Notice) -> Iterator[str]:
    yield from (f"{repair.kind}：{repair.detail}" for repair in notice.repairs)
    yield from (f"略去 {piece.kind}：{piece.text}" for piece in notice.dropped)


def paper(stem: str) -> tuple[str, Notice]:
    """The text of a paper and the notice that is read from it."""
    path = PAPERS / f"{stem}.txt"
    content = path.read_bytes()
    return content.decode(), read_notice(path, content)


def test_there_are_at_least_twenty_papers() -> None:
    assert len(STEMS) >= 20
    assert sorted(path.stem for path in PAPERS.glob("*.outline")) == STEMS


@pytest.mark.parametrize("stem", STEMS)
def test_a_paper_is_read_as_a_person_reads_it(stem: str) -> None:
    golden = PAPERS / f"{stem}.outline"
    source, notice = paper(stem)
    found = outline_text(notice)
    if WRITE:
        golden.write_text(found, encoding="utf-8")
    assert found.splitlines() == golden.read_text(encoding="utf-8").splitlines()
    check_whole(notice, source)


@pytest.mark.parametrize("stem", STEMS)
def test_each_address_in_a_paper_names_one_place(stem: str) -> None:
    _, notice = paper(stem)
    addressed = [item.path for item in notice.items if item.path]
    assert len(set(addressed)) == len(addressed)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(draws=st.data())
def test_a_paper_whose_lines_were_cut_moved_and_repeated_loses_no_character(draws: st.DataObject) -> None:
    source, _ = paper(draws.draw(st.sampled_from(STEMS)))
    lines = source.splitlines()
    start = draws.draw(st.integers(0, len(lines) - 1))
    lines = lines[start : start + 60]
    for _ in range(draws.draw(st.integers(0, 8))):
        at, other = (draws.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        match draws.draw(st.sampled_from(("cut", "swap", "repeat", "join", "drop"))):
            case "cut":
                lines[at] = lines[at][draws.draw(st.integers(0, 12)) :]
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "repeat":
                lines.insert(at, lines[other])
            case "join":
                lines[at] += lines[other]
            case _:
                lines[at] = ""
    stained = "\n".join(lines)
    if not stained.strip():
        return
    notice = read_notice(Path("a.txt"), stained.encode())
    check_whole(notice, stained)
    addressed = [item.path for item in notice.items if item.path]
    assert len(set(addressed)) == len(addressed)
