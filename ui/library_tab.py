"""The 政策库 tab: every notice to be found and read, with its outline beside it."""

from __future__ import annotations

from ui.chat import Answering
from ui.render_shelf import shelf_frame_html
from ui.render_source import panel_html
from ui.tabs import Tab
from ui.widgets import place_html
from ui.words import Words


def build(assistant: Answering, words: Words) -> None:
    """The frame in which notices are read, and the place where they come and go; see ``assets/library.js``."""
    del assistant  # what it holds may change while the page stays; the script asks for it
    place_html(panel_html(words=words, beside=False), name="pr-library")
    place_html(shelf_frame_html(words=words), name="pr-shelf-view")


TAB = Tab(name="library", label=lambda words: words.library_tab, build=build)
