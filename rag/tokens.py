"""Door to tiktoken: counts tokens with an encoding that ships as a file; nothing is ever fetched."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import ModelMissing

if TYPE_CHECKING:
    from tiktoken import Encoding

ENCODING = "cl100k_base"

_RANKS = Path(__file__).resolve().parent / "data" / f"{ENCODING}.tiktoken.gz"
_RANKS_SHA256 = "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"
"""Of the unpacked file, as tiktoken's own definition of the encoding states it."""
_SPECIAL = {
    "<|endoftext|>": 100257,
    "<|fim_prefix|>": 100258,
    "<|fim_middle|>": 100259,
    "<|fim_suffix|>": 100260,
    "<|endofprompt|>": 100276,
}
# From tiktoken's definition of cl100k_base (its regex dialect, not Python's): the pieces that are encoded.
# Matches " items", "试点项目" and "123" whole; must not match "1234" whole (digits go by threes).
_PIECE = (
    r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+"
    r"| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
)


def count_tokens(text: str) -> int:
    """How many tokens of cl100k_base `text` has; words that look like special tokens count as plain text.

    Raises:
        ModelMissing: the encoding file is missing or altered.
    """
    return len(_encoding().encode_ordinary(text))


@cache
def _encoding() -> Encoding:
    import base64

    from tiktoken import Encoding

    lines = _read_ranks().splitlines()
    ranks = {base64.b64decode(token): int(rank) for token, _, rank in (line.partition(b" ") for line in lines)}
    return Encoding(name=ENCODING, pat_str=_PIECE, mergeable_ranks=ranks, special_tokens=_SPECIAL)


def _read_ranks() -> bytes:
    """The unpacked encoding file: a line is a token in base64, a blank, and its rank."""
    import gzip
    import hashlib
    import zlib

    hint = "请重新安装 policy-rag。"
    try:
        ranks = gzip.decompress(_RANKS.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise ModelMissing(f"分词编码文件 {_RANKS.name} 无法读取：{error}。", hint=hint) from error
    found = hashlib.sha256(ranks).hexdigest()
    if found != _RANKS_SHA256:
        raise ModelMissing(f"分词编码文件 {_RANKS.name} 的校验和应为 {_RANKS_SHA256!r}，实为 {found!r}。", hint=hint)
    return ranks
