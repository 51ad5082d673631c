"""The frame around the tabs as HTML: name, navigation, history, notices of the connection; pure."""

from __future__ import annotations

from collections.abc import Sequence

from rag.domain import Notice
from ui.words import Words


def links_html(styles: Sequence[str], *, words: Words) -> str:
    """What stands in the head of the document: its language, the style sheets `styles` of the assets, the script."""
    sheets = "".join(f'<link rel="stylesheet" href="{words.data_root}page/{name}">' for name in styles)
    script = f'<script type="module" src="{words.data_root}page/page.js"></script>'
    return f'<meta name="pr-page" content="{words.tag}">{sheets}{script}'


def head_html(notices: Sequence[Notice], tabs: Sequence[tuple[str, str]], *, words: Words) -> str:
    """The bar at the top.

    Args:
        notices: The notices that answers come from.
        tabs: Name and label of each tab, in order.
        words: The page's words.
    """
    links = "".join(f'<a href="#/{name}" data-tab="{name}">{label}</a>' for name, label in tabs)
    return (
        f'<a class="pr-skip" href="#pr-box">{words.skip}</a>'
        f'<header class="pr-brand"><h1>{words.name}</h1><nav aria-label="{words.nav}">{links}</nav>'
        f"<p>{words.tagline.format(notices=len(notices))}</p>"
        f'<button type="button" id="pr-past">{words.history}</button>'
        f'<button type="button" id="pr-new">{words.new}</button>'
        f'<a class="pr-language" data-page="{words.other_page}" href="{words.other_page}" hreflang="{words.other_tag}" '
        f'lang="{words.other_tag}">{words.other_name}</a></header>'
    )


def shell_html(*, words: Words) -> str:
    """What lies over the tabs when it is needed: the history, the card of a citation, word of the connection."""
    entry = (
        '<template id="pr-entry"><li>'
        '<button type="button" class="pr-reopen"><strong></strong><em></em><span></span></button>'
        f'<button type="button" class="pr-forget" aria-label="{words.delete}" title="{words.delete}" '
        f'data-sure="{words.forget_sure}">×</button></li>'
        "</template>"
    )
    return (
        f'<dialog id="pr-history" aria-label="{words.history}"><header><h2>{words.history}</h2>'
        f'<button type="button" id="pr-history-close" aria-label="{words.dismiss}">×</button></header>'
        f"<p>{words.history_note}</p>"
        f'<input type="search" id="pr-history-search" aria-label="{words.history_search}" '
        f'placeholder="{words.history_search}"><ul role="list" id="pr-history-list" '
        f'data-count="{words.history_turns}" data-open="{words.history_open}"></ul>'
        f'<p id="pr-history-none" role="status" data-empty="{words.history_empty}" '
        f'data-none="{words.history_none}"></p>'
        f'<button type="button" id="pr-forget-all" data-sure="{words.delete_sure}">{words.delete_all}</button>'
        f"{entry}</dialog>"
        f'<div id="pr-card" role="tooltip" hidden></div>'
        f'<div id="pr-line" role="status" data-off="{words.offline}" data-on="{words.online}" '
        f'data-fault="{words.refused}" data-nowhere="{words.nowhere}"></div>'
    )
