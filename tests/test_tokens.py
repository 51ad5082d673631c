"""Token counts with the encoding that ships with the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag import tokens
from rag.errors import ModelMissing
from rag.tokens import count_tokens


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("hello world", 2),
        ("tiktoken is great!", 6),
        ("1234", 2),
        ("智能建造", 5),
        ("<|endoftext|>", 7),
    ],
)
def test_counts_are_those_of_cl100k_base(text: str, count: int) -> None:
    assert count_tokens(text) == count


def test_a_whole_is_never_more_tokens_than_its_sentences() -> None:
    one, two = "合肥出台政策，给予资金补贴。", "最高200万元。"
    assert count_tokens(one + two) <= count_tokens(one) + count_tokens(two)


def test_an_altered_encoding_file_is_refused_with_a_hint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import gzip

    altered = tmp_path / "altered.tiktoken.gz"
    altered.write_bytes(gzip.compress(b"IQ== 0\n"))
    monkeypatch.setattr(tokens, "_RANKS", altered)
    tokens._encoding.cache_clear()
    with pytest.raises(ModelMissing, match="重新安装"):
        count_tokens("试点")
    monkeypatch.setattr(tokens, "_RANKS", tmp_path / "missing")
    with pytest.raises(ModelMissing, match="无法读取"):
        count_tokens("试点")
    monkeypatch.undo()
    assert count_tokens("试点") > 0
