"""Building the index: what it tells, and that the parts agree with one another."""

from __future__ import annotations

from pathlib import Path

from conftest import CORPUS, Built

from rag.domain import Notice
from rag.index.build import build_index
from rag.settings import load_settings


def test_a_build_tells_what_it_read(built: Built, notices: tuple[Notice, ...]) -> None:
    report = built.report
    assert (report.notices, report.rows) == (5, 28)
    assert report.items == sum(bool(item.path) for notice in notices for item in notice.items)
    assert report.characters == sum(not char.isspace() for notice in notices for char in notice.text)


def test_the_index_holds_the_notices_as_they_were_read(built: Built, notices: tuple[Notice, ...]) -> None:
    assert built.report.store.notices == notices
    assert built.report.chunks == len(built.report.store.chunks)
    assert built.report.facts == len(built.report.store.facts)


def test_every_chunk_and_fact_of_the_index_stands_in_its_notice(built: Built) -> None:
    store = built.report.store
    texts = {notice.id: notice.text for notice in store.notices}
    assert [chunk for chunk in store.chunks if texts[chunk.notice][chunk.start : chunk.end] != chunk.text] == []
    assert [fact for fact in store.facts if texts[fact.notice][fact.start : fact.end] != fact.text] == []


def test_a_build_tells_its_stages_in_order(tmp_path: Path) -> None:
    told: list[str] = []
    settings = load_settings(corpus=CORPUS, index=tmp_path / "index")
    build_index(settings, on_progress=lambda stage, done, of, name: told.append(stage))
    assert list(dict.fromkeys(told)) == ["read", "embed", "store"]
