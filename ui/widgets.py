"""A piece of the project's own HTML as a gradio widget."""

# gradio's own signatures are partly untyped
# pyright: reportUnknownMemberType=false

from __future__ import annotations


def place_html(html: str, *, name: str = "") -> None:
    """Put `html` into the gradio block that is open, without gradio's own look, under the element id `name`."""
    import gradio as gr

    gr.HTML(html, elem_id=name or None, apply_default_css=False, js_on_load=None, padding=False)
