"""The labels of the page by language."""

from __future__ import annotations

from rag.domain import Language
from ui.chinese import ZH
from ui.english import EN
from ui.wording import Words

__all__ = ["EN", "WORDS", "ZH", "Words"]

WORDS: dict[Language, Words] = {"zh": ZH, "en": EN}
