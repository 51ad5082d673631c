"""Cases are added, replaced and dropped in the files of a set, each change whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from eval_sample import FACT, LIST, ROBOTS, UNKNOWN

from eval.cases import Case, load
from eval.writing import add_cases, comments_of, drop_case, free_id, replace_case
from rag.domain import Turn
from rag.errors import EvalError

EVERYTHING = replace(
    LIST,
    id="是: #1",
    kind="followup",
    history=(Turn(role="user", content="说说 | “机器人”: - #"), Turn(role="assistant", content="好")),
    cite_any=(ROBOTS,),
    cite_also=FACT.cite,
    members_also=("杭州",),
    absent=("7", "null", "- 甲"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set of two files."""
    add_cases(tmp_path / "甲", [FACT, LIST], comment="# 注\n")
    return tmp_path / "甲"


def cases(folder: Path) -> dict[str, Case]:
    return {case.id: case for case in load(folder).cases}


def test_every_field_comes_back_as_it_was_written(folder: Path) -> None:
    add_cases(folder, [EVERYTHING])
    assert cases(folder) == {"fact-01": FACT, "list-01": LIST, EVERYTHING.id: EVERYTHING}
    replace_case(folder, replace(EVERYTHING, question="换一问"))
    assert cases(folder)[EVERYTHING.id].question == "换一问"
    drop_case(folder, EVERYTHING.id)
    assert not (folder / "followup.yaml").exists()


def test_a_case_that_changes_its_kind_moves_to_the_other_file_with_its_comments(folder: Path) -> None:
    replace_case(folder, replace(FACT, kind="list"))
    assert not (folder / "fact.yaml").exists()
    assert cases(folder) == {"fact-01": replace(FACT, kind="list"), "list-01": LIST}
    assert comments_of(folder, "fact-01") == "注\n"


def test_what_was_written_by_hand_beside_it_stays(folder: Path) -> None:
    file = folder / "fact.yaml"
    own = (
        file.read_text(encoding="utf-8")
        + "\n# 手写\n- {id: x, kind: fact, language: zh, split: test, question: 甲？,\n"
    )
    own += "   answerable: false}\n"
    file.write_text(own, encoding="utf-8")
    drop_case(folder, "fact-01")
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# 手写\n- {id: x, kind: fact, language: zh,")
    assert "fact-01" not in text
    drop_case(folder, "x")
    assert not file.exists()


def test_places_become_known_when_a_case_names_them(folder: Path) -> None:
    (folder / "places.yaml").write_text("天津: [Tianjin]\n", encoding="utf-8")
    (folder / "list.yaml").unlink()
    add_cases(folder, [LIST])
    assert load(folder).places == {"天津": ("Tianjin",), "厦门": (), "嘉兴": (), "深圳": (), "郑州": ()}


@pytest.mark.parametrize("wrong", [FACT, replace(FACT, id="fact-02", cite=())])
def test_a_case_that_would_spoil_the_set_is_refused_and_nothing_changes(folder: Path, wrong: Case) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(EvalError):
        add_cases(folder, [UNKNOWN, wrong])
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_case_that_is_not_there_is_neither_replaced_nor_dropped(folder: Path) -> None:
    for change in (lambda: drop_case(folder, "fact"), lambda: replace_case(folder, replace(FACT, id="fact-1"))):
        with pytest.raises(EvalError, match="没有"):
            change()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "甲").write_text("一个文件", encoding="utf-8")
    with pytest.raises(EvalError, match="写不了"):
        add_cases(tmp_path / "甲", [FACT])


def test_the_first_free_id_of_a_kind_is_found() -> None:
    assert free_id("fact", {"fact-01", "fact-03", "list-02"}) == "fact-02"
