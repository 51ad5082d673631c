"""Which notice is meant where one is removed: what is named exactly goes, what is hinted at is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from answer_sample import LIFTS_TEXT
from office_sample import LIFTS, PLAN, add, indexed, remove

from rag.errors import UnknownAddress

pytestmark = pytest.mark.usefixtures("small_encoder")


@pytest.mark.parametrize(
    "typed",
    [LIFTS, "建办城函[2024] 31号", "建办城函（２０２４）31号", LIFTS_TEXT.splitlines()[2], "lifts.txt"],
)
def test_a_notice_is_named_by_its_number_its_whole_title_or_its_file(office: Path, typed: str):
    add(office, "plan.txt")

    assert [notice.id for notice, _ in remove(office, typed).removed] == [LIFTS]
    assert set(indexed(office)) == {PLAN}


@pytest.mark.parametrize("typed", ["", "。", "没有这份"])
def test_words_that_name_nothing_remove_nothing(office: Path, typed: str):
    with pytest.raises(UnknownAddress, match="在政策库里没有"):
        remove(office, typed)


def test_a_notice_that_is_only_hinted_at_is_not_removed(office: Path):
    with pytest.raises(UnknownAddress, match=f"“31号文”不是完整的.*{LIFTS}（lifts.txt）"):
        remove(office, "31号文")
    assert set(indexed(office)) == {LIFTS}


def test_a_title_that_two_notices_share_removes_neither(office: Path):
    add(office, "changed.txt", choice="both")
    title = LIFTS_TEXT.splitlines()[2]
    with pytest.raises(UnknownAddress, match=r"能对上 2 份通知.*changed\.txt.*lifts\.txt"):
        remove(office, title)

    assert [notice.id for notice, _ in remove(office, "changed.txt").removed] == [f"{LIFTS}（changed）"]
