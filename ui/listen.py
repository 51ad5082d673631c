"""The socket that the page is served at, and words for why it cannot be had."""

from __future__ import annotations

import errno
import os
import socket
from ipaddress import ip_address

from rag.errors import ServeError


def page_address(listener: socket.socket) -> str:
    """Where a browser on this machine finds what `listener` serves."""
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def is_local(listener: socket.socket) -> bool:
    """Whether only this machine reaches what `listener` serves."""
    return ip_address(listener.getsockname()[0]).is_loopback


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at `host` and `port`, taken before anything slow is opened.

    Raises:
        ServeError: the port is taken or not allowed, or the address is not this machine's.
    """
    try:
        if not 0 <= port <= 65535:
            raise OverflowError("port must be 0-65535")
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, OverflowError) as error:
        raise _not_served(host, port, error) from error
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise _not_served(host, port, error) from error
    return listener


def _not_served(host: str, port: int, error: Exception) -> ServeError:
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 7860
        return ServeError(
            f"端口 {port} 已被其他程序占用（port {port} is in use）。",
            hint=f"请换一个端口，例如 policy-rag serve --port {other}，或先关闭占用它的程序。",
        )
    if code == errno.EACCES:
        return ServeError(
            f"没有权限使用端口 {port}（port {port} is not allowed）。",
            hint="请换一个 1024 以上的端口，例如 policy-rag serve --port 7860。",
        )
    return ServeError(
        f"无法在地址 {host!r}、端口 {port!r} 上提供服务（{error}）。",
        hint="地址请用 127.0.0.1（仅本机）或 0.0.0.0（局域网），端口请用 1024 至 65535。",
    )
