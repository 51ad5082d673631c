"""manifest.toml is changed entry by entry, and all else in it stays."""

from __future__ import annotations

import tomllib

import pytest

from rag.errors import CorpusError
from rag.index.listing import with_entry, without_entry

MANIFEST = """# the notices of an office

[[notice]]
file = "a.txt"
sha256 = "1"

# the second one is special
[[notice]]
file = "b.txt"
sha256 = "2"
title = "某意见"
"""


def entries(manifest: str) -> list[dict[str, str]]:
    return tomllib.loads(manifest).get("notice", [])


def test_an_entry_is_added_at_the_end():
    changed = with_entry(MANIFEST, '引号".txt', "3", address="某办〔2024〕1号（补）")

    assert changed.startswith(MANIFEST)
    assert entries(changed)[-1] == {"file": '引号".txt', "sha256": "3", "address": "某办〔2024〕1号（补）"}


def test_an_entry_is_taken_out_and_the_next_one_keeps_its_comment():
    assert without_entry(MANIFEST, "a.txt") == (
        "# the notices of an office\n\n# the second one is special\n"
        '[[notice]]\nfile = "b.txt"\nsha256 = "2"\ntitle = "某意见"\n'
    )


def test_what_was_added_is_taken_out_without_a_trace():
    assert without_entry(with_entry(MANIFEST, "c.txt", "3"), "c.txt") == MANIFEST
    assert entries(with_entry("", "c.txt", "3")) == [{"file": "c.txt", "sha256": "3"}]


@pytest.mark.parametrize(
    "manifest", ['notice = [{file = "a.txt", sha256 = "1"}]\n', MANIFEST.replace("a.txt", "c.txt")]
)
def test_an_entry_that_cannot_be_taken_out_by_itself_is_told(manifest: str):
    with pytest.raises(CorpusError, match=r"a\.txt 的条目不能自动删去"):
        without_entry(manifest, "a.txt")
