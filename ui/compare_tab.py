"""The 对照 tab: who does what, as a matrix of places by measures; filled by ``assets/compare.js`` when it is opened."""

from __future__ import annotations

from ui.chat import Answering
from ui.render_compare import frame_html
from ui.tabs import Tab
from ui.widgets import place_html
from ui.words import Words


def build(assistant: Answering, words: Words) -> None:
    """The place of the matrix, empty until the tab is first opened."""
    del assistant
    place_html(frame_html(words=words), name="pr-compare")


TAB = Tab(name="compare", label=lambda words: words.compare_tab, build=build)
