"""The 问答 tab: the conversation on the left, the source of what it cites on the right."""

# gradio's own signatures are partly untyped
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from ui.chat import Answering
from ui.render import hint_html, talk_html, welcome_html
from ui.render_scope import scope_html
from ui.render_source import panel_html
from ui.tabs import Tab
from ui.widgets import place_html
from ui.words import Words


def build(assistant: Answering, words: Words) -> None:
    """The widgets; what they do is in ``assets/ask.js``, since the conversation is kept in the browser."""
    import gradio as gr

    with gr.Row(elem_classes="pr-desk"):
        with gr.Column(elem_id="pr-talk"):
            with gr.Column(elem_id="pr-scroll"):
                with gr.Column(elem_id="pr-welcome"):
                    place_html(welcome_html(assistant.suggestions(words.language), words=words), name="pr-greeting")
                place_html(talk_html(words=words))
            place_html(scope_html(assistant.notices, words=words), name="pr-scopes")
            with gr.Row(elem_id="pr-ask"):
                gr.Textbox(
                    elem_id="pr-box", label=words.box_label, show_label=False, container=False, autofocus=True,
                    placeholder=words.placeholder, lines=1, max_lines=6,
                )  # fmt: skip
                gr.Button(words.send, elem_id="pr-send", variant="primary", scale=0)
                gr.Button(words.stop, elem_id="pr-stop", scale=0)
            place_html(hint_html(assistant.settings.max_question, words=words), name="pr-hint")
        place_html(panel_html(words=words), name="pr-source")


TAB = Tab(name="ask", label=lambda words: words.ask_tab, build=build)
