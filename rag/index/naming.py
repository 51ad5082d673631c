"""Which notice of an index is meant where one is to be removed: named exactly, or only hinted at, which is refused."""

from __future__ import annotations

from dataclasses import dataclass

from rag.domain import Notice
from rag.errors import UnknownAddress
from rag.index.store import Store
from rag.mentions import find_notice
from rag.text import fold, squeeze

_BRACKETS = str.maketrans("[【(〔〕】])", "〔〔〔〔〕〕〕〕")
"""Brackets that are written for one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A notice that what was typed only hints at, or that bears a 文号 with others."""

    typed: str
    notice: Notice
    file: str
    """In the corpus."""
    beside: tuple[str, ...] = ()
    """Of a notice that is named by its address: the files of the others that bear its 文号."""


def notice_named(typed: str, store: Store) -> Notice | Guess:
    """The notice whose address, 文号, whole title or file name is `typed`, else the one that it hints at.

    Where the address of one is the 文号 of others too, it is told with them.

    Raises:
        UnknownAddress: none or several fit.
    """
    files = {file.notice: file.name for file in store.sources.files if file.notice}
    wanted = _plain(typed)
    exact = (
        [one for one in store.notices if _plain(one.id) == wanted]
        or [one for one in store.notices if typed in (files.get(one.id), one.source)]
        or [one for one in store.notices if wanted and wanted in (_plain(one.symbol), _plain(one.title))]
    )
    if len(exact) > 1:
        listed = "；".join(f"{one.id}（{files.get(one.id, one.source)}）" for one in exact)
        raise UnknownAddress(f"“{typed}”能对上 {len(exact)} 份通知。", hint=f"请写其中一份的地址或文件名：{listed}。")
    if exact:
        (notice,) = exact
        others = [one for one in store.notices if one is not notice and wanted == _plain(one.symbol)]
        if not others or _plain(notice.id) != wanted:
            return notice
        beside = tuple(files.get(one.id, one.source) for one in others)
        return Guess(typed=typed, notice=notice, file=files.get(notice.id, notice.source), beside=beside)
    notice = find_notice(typed, store.notices)
    return Guess(typed=typed, notice=notice, file=files.get(notice.id, notice.source))


def refuse_guess(guess: Guess) -> bool:
    """Take a notice out only where it is named exactly: its address is exact, whichever others bear its 文号.

    Raises:
        UnknownAddress: it is not.
    """
    if guess.beside:
        return True
    raise UnknownAddress(
        f"“{guess.typed}”不是完整的文号、标题、地址或文件名；它对上的是 {guess.notice.id}（{guess.file}）。",
        hint="请写完整；在命令行确认就是它，可以加 --yes。",
    )


def refuse_several(guess: Guess) -> bool:
    """Take no notice out that was typed as a 文号, where several bear it.

    Raises:
        UnknownAddress: always.
    """
    files = "、".join((guess.file, *guess.beside))
    raise UnknownAddress(
        f"“{guess.typed}”能对上 {1 + len(guess.beside)} 份通知。",
        hint=f"请写其中一份的文件名：{files}；确实是 {guess.file}，可以加 --yes。",
    )


def _plain(name: str) -> str:
    """`name` as names are compared: 建办市函[2025] 190号 is 建办市函〔2025〕190号."""
    return squeeze(fold(name)).translate(_BRACKETS)
