"""What a tab of the page is: its name in the address, its label, its widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.chat import Answering
from ui.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One view of the page; ``ui.app`` holds the list of them, in the order of the navigation."""

    name: str
    """In the address: ``#/library``; its column is ``#pr-view-library``."""
    label: Callable[[Words], str]
    build: Callable[[Answering, Words], None]
    """Puts the tab's widgets into the gradio column that is open when it is called."""
