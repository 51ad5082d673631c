"""Who may change something: the page's own script, and on a page for this machine alone, only under its own names."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request

from rag.errors import NotAllowed

OWN_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
"""Names by which this machine calls itself; another one in a request was made to point here from outside."""


def check_own(request: Request, *, local: bool) -> None:
    """Let a request pass that comes from the page itself, and not from another site open in the same browser.

    Args:
        request: Of a change.
        local: Whether only this machine reaches the page.

    Raises:
        NotAllowed: it comes from elsewhere.
    """
    host = request.headers.get("host", "")
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != host
    renamed = local and urlsplit(f"//{host}").hostname not in OWN_NAMES
    if foreign or renamed:
        raise NotAllowed("这项改动不是从本页面发出的，没有执行。", hint="请在本服务自己的网页上操作。")
