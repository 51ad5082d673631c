"""What a language must have words for: every label that the page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rag.domain import Language, Standing, Tier

Reason = Literal["missing", "source", "number", "held", "unheld"]
"""What may be wrong with an answer; the last two: it refuses what the notices hold, or answers what they do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The labels of one language; ``{…}`` places are filled by the renderer."""

    language: Language
    tag: str
    """BCP 47 tag for the ``lang`` attribute."""
    name: str
    tagline: str
    other_name: str
    """What the link to the other language's page says."""
    other_tag: str
    """BCP 47 tag of the other language."""
    other_page: str
    """Where the other language's page lies, relative to this one."""
    data_root: str
    """Where the HTTP routes lie, relative to this page."""
    welcome: str
    welcome_note: str
    placeholder: str
    box_label: str
    send: str
    stop: str
    new: str
    hint: str
    over_limit: str
    asked: str
    waiting: str
    writing: str
    finished: str
    stopped: str
    abstained: str
    sources: str
    no_sources: str
    more_sources: str
    open_source: str
    body_text: str
    total: str
    total_part: str
    total_apart: str
    """Follows the number of rows where there are fewer items, as the answer counts them, than rows."""
    copy: str
    copied: str
    coverage: str
    by_quoting: str
    by_quoting_because: str
    by_model: str
    took: str
    error: str
    failed: str
    failed_hint: str
    fault: str
    """The program failed in something else than an answer; the hint is the same."""
    catalog: str
    catalog_note: str
    catalog_basis: str
    """On what it rests how a notice is said to stand."""
    all_notices: str
    outline: str
    where: str
    previous: str
    following: str
    close: str
    panel: str
    cited_here: str
    loading: str
    load_failed: str
    skip: str
    nav: str
    ask_tab: str
    library_tab: str
    history: str
    history_note: str
    history_search: str
    history_empty: str
    history_none: str
    history_turns: str
    history_open: str
    delete: str
    delete_all: str
    delete_sure: str
    forget_sure: str
    dismiss: str
    retry: str
    edit: str
    editing: str
    branching: str
    nowhere: str
    copy_link: str
    print_answer: str
    to_word: str
    to_excel: str
    useful: str
    wrong: str
    wrong_ask: str
    wrong_reasons: Mapping[Reason, str]
    wrong_more: str
    wrong_hint: str
    """What is best written there; see `ui.feedback.proposed`."""
    wrong_send: str
    noted: str
    noted_draft: str
    open_draft: str
    taken_back: str
    not_noted: str
    not_made: str
    as_text: str
    sort: str
    sort_by: str
    sort_none: str
    sorted_hint: str
    sorted_sums: str
    """Follows it where cells hold sums of money."""
    chart_sums: str
    chart_sums_note: str
    chart_counts: str
    chart_notices: str
    follow: str
    lost: str
    lost_hint: str
    refused: str
    """The server, or what stands before it, said no without words."""
    offline: str
    online: str
    in_library: str
    find: str
    find_none: str
    find_count: str
    find_next: str
    find_previous: str
    filter_catalog: str
    filter_none: str
    standings: Mapping[Standing, str]
    file_question: str
    file_number: str
    file_notice: str
    file_symbol: str
    file_item: str
    file_quote: str
    file_said: str
    file_made: str
    file_note: str
    save_as: str
    fold: str
    unfold_question: str
    fold_question: str
    scope: str
    scope_notice: str
    scope_level: str
    scope_region: str
    scope_year: str
    scope_issuer: str
    scope_any: str
    scope_in_force: str
    scope_in_force_note: str
    scope_all: str
    colon: str
    day: str
    compare_tab: str
    compare_loading: str
    failed_before: str
    lost_again: str
    clashes: str
    """Above quotes of two notices that contradict each other."""
    find_all: str
    found: str
    found_part: str
    levels: Mapping[Tier, str]
