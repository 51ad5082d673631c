"""Options that several commands have, and the settings that come of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rag.settings import Settings

Corpus = Annotated[Path | None, typer.Option(help="放通知的文件夹 / folder of notices [POLICY_RAG_CORPUS]")]
Index = Annotated[Path | None, typer.Option(help="索引文件夹 / folder of the index [POLICY_RAG_INDEX]")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")]


def settings_of(corpus: Path | None, index: Path | None) -> Settings:
    """The settings in force, with what was typed.

    Raises:
        SettingsError: a value cannot be used.
    """
    from rag.settings import load_settings

    return load_settings(corpus=corpus, index=index)
