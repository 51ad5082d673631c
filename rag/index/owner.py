"""Whose index is it: a corpus folder that was mistyped must not empty the index of another."""

from __future__ import annotations

from pathlib import Path

from rag.errors import CorpusError, IndexMissing
from rag.index.generation import Layout, read_manifest, read_pointer
from rag.index.sources import Sources, load_sources


def check_owner(layout: Layout, corpus: Path) -> None:
    """Make sure that the index in force, where it holds anything, can be that of `corpus`.

    A folder that was moved or copied with its files is still the same, whatever became of them; one that has none of
    their names is another.

    Raises:
        CorpusError: the folder is missing, or the index was made from another one.
    """
    sources = _sources_in_force(layout)
    if sources is None or not sources.files:
        return
    another = "要另起一个政策库，请用 --index 另指定索引文件夹。"
    if not corpus.is_dir():
        raise CorpusError(
            f"政策库文件夹 {str(corpus)!r} 不存在，而索引里已有通知。", hint=f"路径写错了请改正；{another}"
        )
    if Path(sources.corpus) == corpus.absolute():
        return
    if not any((corpus / one.name).is_file() for one in sources.files):
        raise CorpusError(
            f"索引 {layout.folder} 属于另一个政策库 {sources.corpus}，{corpus} 里没有它收的文件。",
            hint=f"路径写错了请改正；{another}",
        )


def _sources_in_force(layout: Layout) -> Sources | None:
    """What the index in force was made from; None where there is none, or none that can be understood."""
    try:
        pointer = read_pointer(layout)
        read_manifest(layout, pointer)
        return load_sources(layout.generation(pointer.name).sources.read_bytes())
    except (IndexMissing, OSError, ValueError, KeyError, TypeError):
        return None
