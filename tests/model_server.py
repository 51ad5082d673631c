"""A chat model on loopback: real HTTP, OpenAI's streaming protocol, and every way of misbehaving that tests need."""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

# "[F3] title › headings\ntext" up to the next source, the title of the passages, or the question
_SOURCE = re.compile(r"\[([PF]\d+)\] (.*?)(?=\n\n\[[PF]\d+\] |\n\n段落 / |\n\n问题 / )", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server does with one request."""

    text: str = ""
    """Streamed four characters a piece; ``{西安…}`` stands for the handle of the source with those words."""
    speak: Callable[[dict[str, str]], str] | None = None
    """Says something of the sources it is given, handle → text, in place of `text`."""
    status: int = 200
    retry_after: str = ""
    """The header that comes with a status that is an error; none where empty."""
    content_type: str = "text/event-stream"
    """Anything else: `text` is the body as it is, and no stream."""
    stall_after: int | None = None
    """Pieces after which nothing more comes until the server stops."""
    pause: float = 0.0
    """Seconds before each piece."""
    drip: bool = False
    """Whether a stalled server goes on sending comments, which are no tokens."""
    end: str = "done"
    """``done``; ``close``: the stream stops without a finish; ``reset``: the connection breaks; ``length``: cut."""


@dataclass(slots=True, kw_only=True)
class ModelServer:
    """A running server, what it is to reply, and what it was asked."""

    url: str = ""
    reply: Reply = field(default_factory=Reply)
    first: list[Reply] = field(default_factory=list)
    """What the first requests get, one each, before `reply`."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    """The authorization header of each request."""
    stopping: threading.Event = field(default_factory=threading.Event)

    def prompt(self) -> str:
        """The last request's user message."""
        return self.requests[-1]["messages"][-1]["content"]


@contextmanager
def serve_model() -> Iterator[ModelServer]:
    """A `ModelServer` on a free port of loopback."""
    server = ModelServer()
    http = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"model": server}))
    http.daemon_threads = True
    server.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        http.shutdown()
        http.server_close()
        thread.join()


def free_url() -> str:
    """The URL of a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    """Answers one request as the `ModelServer` of its subclass says."""

    model: ClassVar[ModelServer]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.model.requests.append(body)
        self.model.keys.append(self.headers["authorization"])
        reply = self.model.first.pop(0) if self.model.first else self.model.reply
        if reply.status != 200:
            error = json.dumps({"error": {"message": "![x](http://evil.example/) out of order"}})
            headers = {"retry-after": reply.retry_after} if reply.retry_after else {}
            self._send_whole(error, reply.status, {"content-type": "application/json", **headers})
            return
        if reply.content_type != "text/event-stream":
            self._send_whole(reply.text, 200, {"content-type": reply.content_type})
            return
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        try:
            self._stream(reply)
        except OSError:
            return  # the client hung up, as it may

    def _send_whole(self, text: str, status: int, headers: dict[str, str]) -> None:
        content = text.encode()
        self.send_response(status)
        for name, value in {**headers, "content-length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _stream(self, reply: Reply) -> None:
        if reply.speak is None:
            text = re.sub(r"\{(.+?)\}", lambda match: _handle_of(self.model.prompt(), match[1]), reply.text)
        else:
            sources = _SOURCE.findall(self.model.prompt())
            text = reply.speak({handle: source.partition("\n")[2] for handle, source in sources})
        for number, start in enumerate(range(0, len(text), 4)):
            if number == reply.stall_after:
                self._stall(drip=reply.drip)
                return
            self.model.stopping.wait(reply.pause)
            self._send({"content": text[start : start + 4]}, finish=None)
        if reply.stall_after is not None:
            self._stall(drip=reply.drip)
        elif reply.end == "reset":
            # SO_LINGER of zero seconds: closing sends RST
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        elif reply.end != "close":
            self._send({}, finish="stop" if reply.end == "done" else "length")
            self.wfile.write(b"data: [DONE]\n\n")

    def _stall(self, *, drip: bool) -> None:
        while not self.model.stopping.wait(0.05):
            if drip:
                self.wfile.write(b": still thinking\n\n")

    def _send(self, delta: dict[str, str], *, finish: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        body = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "test", "choices": [choice]}
        self.wfile.write(f"data: {json.dumps(body)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def _handle_of(prompt: str, words: str) -> str:
    """``[P3]``, the handle of the first source of `prompt` that holds `words`."""
    return next(f"[{handle}]" for handle, source in _SOURCE.findall(prompt) if words in source)
