"""The 评测 tab: question sets are run, what did not pass is looked at, drafts become questions."""

from __future__ import annotations

from ui.chat import Answering
from ui.render_trial import frame_html
from ui.tabs import Tab
from ui.trial_words import TRIAL_WORDS
from ui.widgets import place_html
from ui.words import Words


def build(assistant: Answering, words: Words) -> None:
    """The place of the view, empty until the tab is first opened."""
    del assistant
    place_html(frame_html(words=words, page=TRIAL_WORDS[words.language]), name="pr-trial-view")


TAB = Tab(name="trial", label=lambda words: TRIAL_WORDS[words.language].tab, build=build)
