"""Files as word processors, spreadsheets and portals write them, each read through by a person.

``goldens/producers`` holds each file and what it must be read as; POLICY_RAG_WRITE_GOLDENS=1 writes the latter anew:
read the difference before keeping it. The texts are made up.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from outline_sample import outline_text

from rag.domain import Notice
from rag.parse.notice import read_notice

PRODUCERS = Path(__file__).resolve().parent / "goldens" / "producers"
WRITE = os.environ.get("POLICY_RAG_WRITE_GOLDENS", "") not in ("", "0")
FILES = sorted(path.name for path in PRODUCERS.iterdir() if path.suffix != ".outline")


def produced(name: str) -> Notice:
    path = PRODUCERS / name
    return read_notice(path, path.read_bytes())


def test_every_kind_of_file_is_among_them() -> None:
    assert {Path(name).suffix for name in FILES} == {".docx", ".html", ".pdf", ".txt", ".xlsx"}
    assert sorted(path.stem for path in PRODUCERS.glob("*.outline")) == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_as_a_person_reads_it(name: str) -> None:
    golden = PRODUCERS / f"{name}.outline"
    notice = produced(name)
    found = outline_text(notice)
    if WRITE:
        golden.write_text(found, encoding="utf-8")
    assert found.splitlines() == golden.read_text(encoding="utf-8").splitlines()
    ledger = notice.ledger
    assert ledger.characters == ledger.placed + ledger.dropped
    assert ledger.rows == ledger.rows_indexed + ledger.rows_header + ledger.rows_repeated
    assert "\n".join(item.text for item in notice.items) == notice.text


@pytest.mark.parametrize("name", FILES)
def test_each_address_in_a_file_names_one_place(name: str) -> None:
    addressed = [item.path for item in produced(name).items if item.path]
    assert len(set(addressed)) == len(addressed)


@pytest.mark.parametrize("name", ["city-plan-libreoffice.pdf", "city-plan-libreoffice.html"])
def test_what_an_office_saves_in_another_format_is_the_same_notice(name: str) -> None:
    first, other = produced("city-plan.docx"), produced(name)
    assert [(item.path, item.kind, item.heading) for item in other.items if item.path] == [
        (item.path, item.kind, item.heading) for item in first.items if item.path
    ]
    assert (other.id, other.title, other.issuers, other.issued) == (first.id, first.title, first.issuers, first.issued)
    assert (other.effective, other.valid_until, other.repeals) == (first.effective, first.valid_until, first.repeals)
    rows = [[cell.text for cell in item.cells] for item in first.items]
    assert [[cell.text for cell in item.cells] for item in other.items if item.path] == [
        row for row, item in zip(rows, first.items, strict=True) if item.path
    ]
