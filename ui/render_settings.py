"""The 设置 tab as HTML: what this browser keeps, and what the service runs with; no secret is ever in it; pure."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from rag.settings import Settings
from ui.settings_words import SettingsWords, Tried
from ui.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """How much the index holds."""

    notices: int
    items: int
    facts: int


def choices_html(*, words: Words, page: SettingsWords) -> str:
    """What the reader chooses and this browser keeps; the place of the rest."""
    sizes = "".join(
        f'<label><input type="radio" name="size" value="{percent}"{" checked" if percent == "100" else ""}>'
        f"{name}</label>"
        for percent, name in page.sizes.items()
    )
    return (
        f'<div id="pr-settings" data-lang="{words.language}" data-failed="{words.load_failed}">'
        f"<section><h2>{page.reading}</h2><p>{page.reading_note}</p>"
        f'<p class="pr-tongue">{page.language}{words.colon}<strong>'
        f"{'中文' if words.language == 'zh' else 'English'}</strong> "
        f'<a class="pr-language" data-page="{words.other_page}" href="{words.other_page}" '
        f'hreflang="{words.other_tag}" lang="{words.other_tag}">{words.other_name}</a></p>'
        f'<fieldset class="pr-sizes"><legend>{page.size}</legend>{sizes}</fieldset></section>'
        f'<section id="pr-in-use"><p class="pr-none">{words.compare_loading}</p></section></div>'
    )


def in_use_html(
    settings: Settings, holdings: Holdings, *, may_edit: bool, trusted: bool, words: Words, page: SettingsWords
) -> str:
    """What the service runs with.

    Args:
        settings: In force.
        holdings: What the index holds.
        may_edit: Whether notices may be changed on the page.
        trusted: Whether only this machine reads the page; other readers are not told addresses and folders.
        words: The page's words.
        page: Those of this tab.
    """
    held = page.corpus_holds.format(notices=holdings.notices, items=holdings.items, facts=holdings.facts)
    limits = page.limits_are.format(
        top_k=settings.top_k, chunk=settings.chunk_tokens, question=settings.max_question
    )  # fmt: skip
    key = page.key_set if settings.model_key else page.key_unset
    rows: tuple[tuple[str, str, Tried | None], ...] = (
        (page.corpus, held + (f" · {settings.corpus}" if trusted else ""), None),
        (page.index, str(settings.index) if trusted else "", None),
        (page.encoder, settings.encoder or page.built_in, "encoder"),
        (page.reranker, settings.reranker or page.none, "reranker" if settings.reranker else None),
        (page.model, settings.model or page.no_model, "model" if settings.model else None),
        (page.at, _bare(settings.model_url) if settings.model and trusted else "", None),
        (page.key, key if settings.model else "", None),
        (page.limits, limits, None),
        (page.edit, page.edit_yes if may_edit else page.edit_no, None),
        (page.fingerprint, settings.fingerprint(), None),
    )
    lines = "".join(_row(name, value, tried, words, page) for name, value, tried in rows if value)
    return f"<h2>{page.in_use}</h2><p>{page.in_use_note}</p><dl>{lines}</dl>"


def _row(name: str, value: str, tried: Tried | None, words: Words, page: SettingsWords) -> str:
    button = (
        f' <button type="button" class="pr-try" data-what="{tried}" data-trying="{page.trying}" '
        f'aria-label="{name}{words.colon}{page.attempt}">{page.attempt}</button> '
        f'<span class="pr-tried" role="status"></span>'
        if tried
        else ""
    )
    return f"<dt>{name}</dt><dd>{escape(value)}{button}</dd>"


def _bare(url: str) -> str:
    """`url` without the user, password and query that it may carry."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" if url else ""
