"""The 设置 tab: what this browser keeps, and what the service runs with; filled by ``assets/settings.js``."""

from __future__ import annotations

from ui.chat import Answering
from ui.render_settings import choices_html
from ui.settings_words import SETTINGS_WORDS
from ui.tabs import Tab
from ui.widgets import place_html
from ui.words import Words


def build(assistant: Answering, words: Words) -> None:
    """The choices, and the place of the rest."""
    del assistant
    place_html(choices_html(words=words, page=SETTINGS_WORDS[words.language]), name="pr-settings-view")


TAB = Tab(name="settings", label=lambda words: SETTINGS_WORDS[words.language].tab, build=build)
