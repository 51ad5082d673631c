"""Outlines of official papers of many producers and layouts, read through by a person.

``goldens/papers`` holds each paper as text and what it must be read as; POLICY_RAG_WRITE_GOLDENS=1 writes the latter
anew: read the difference before keeping it. The texts are laws, orders and notices, which are nobody's copyright; lines
are wrapped, numerals widened, blanks taken out and portal lines put in on purpose.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notice_sample import check_whole
from outline_sample import outline_text

from rag.domain import Notice
from rag.parse.notice import read_notice

PAPERS = Path(__file__).resolve().parent / "goldens" / "papers"
WRITE = os.environ.get("POLICY_RAG_WRITE_GOLDENS", "") not in ("", "0")
STEMS = sorted(path.stem for path in PAPERS.glob("*.txt"))


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


def test_a_letter_that_shares_a_number_with_one_of_two_documents_below_it_has_addresses_of_its_own() -> None:
    article = "第七条 市有关部门应当自受理之日起十日内办结。"
    close = "公开方式：主动公开"
    text = f"{article}\n{close}\n{article}\n第八条 公示期为五日。\n{close}\n第二十三条 本办法自印发之日起施行。"

    notice = read_notice(Path("a.txt"), text.encode())

    addressed = [item.path for item in notice.items if item.path]
    assert len(set(addressed)) == len(addressed) == 4
