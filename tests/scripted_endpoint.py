"""An OpenAI-compatible endpoint that does what a test tells it to, over real loopback HTTP.

    with ScriptedEndpoint(Says("…")) as endpoint:
        Settings(base_url=endpoint.url, …)
        endpoint.requests[0].body["messages"]

Steps are used one after the other; the last one repeats. Run as a program it serves until it is stopped:

    python tests/scripted_endpoint.py 8098      answers with the coach's own base text, a little changed
"""

import json
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]
Content = str | Callable[[Body], str]


@dataclass(frozen=True)
class Says:
    """A reply; streamed in pieces of ``size`` characters when the client asks for a stream and ``streams`` is set."""

    content: Content
    size: int = 8
    first_delay: float = 0.0
    delay: float = 0.0
    streams: bool = True
    finish: str | None = "stop"


@dataclass(frozen=True)
class Fails:
    """An error status with the body an OpenAI-compatible server sends."""

    status: int
    message: str = "scripted failure"
    code: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RefusesFormat:
    """Refuses any ``response_format`` and says ``content`` without one."""

    content: Content
    status: int = 400


@dataclass(frozen=True)
class BreaksOff:
    """Closes the connection after these characters of the content."""

    content: Content
    after: int = 20


@dataclass(frozen=True)
class Hangs:
    """Says nothing for so long: before the headers, or after the first piece."""

    seconds: float
    first: str | None = None


@dataclass(frozen=True)
class Drips:
    """Keeps the stream alive with comments and never says anything."""

    seconds: float


@dataclass(frozen=True)
class Sends:
    """Raw bytes as the body of a 200 answer, such as broken JSON."""

    payload: bytes
    content_type: str = "text/event-stream"


@dataclass(frozen=True)
class Redirects:
    """Sends the client elsewhere."""

    location: str


Step = Says | Fails | RefusesFormat | BreaksOff | Hangs | Drips | Sends | Redirects


@dataclass(frozen=True)
class Recorded:
    """A request as it arrived."""

    path: str
    headers: dict[str, str]
    body: Body
    raw: str

    @property
    def words(self) -> str:
        """All message texts together."""
        return "\n".join(str(message["content"]) for message in self.body["messages"])


class ScriptedEndpoint:
    """Serves the steps; a context manager."""

    def __init__(self, *steps: Step) -> None:
        self.requests: list[Recorded] = []
        self.first_token_at: float | None = None  # time.perf_counter() when the last reply's first piece left
        self._steps = list(steps)
        self._lock = threading.Lock()
        self.closing = threading.Event()
        endpoint = self

        class Handler(_Handler):
            owner = endpoint

        self._server = _Server(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        """The base URL for the client."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> "ScriptedEndpoint":
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def then(self, *steps: Step) -> None:
        """Forget the script and go on with these steps."""
        with self._lock:
            self._steps = list(steps)

    def next_step(self, request: Recorded) -> Step:
        """Record the request and take the step for it."""
        with self._lock:
            self.requests.append(request)
            return self._steps.pop(0) if len(self._steps) > 1 else self._steps[0]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that gives up is no error; anything else is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    owner: ScriptedEndpoint
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length", 0))).decode(errors="replace")
        body = json.loads(raw) if self.path.endswith("/chat/completions") else {}
        request = Recorded(self.path, {k.lower(): v for k, v in self.headers.items()}, body, raw)
        try:
            self._do(self.owner.next_step(request), request.body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _do(self, step: Step, body: Body) -> None:
        match step:
            case Says() if step.streams and body.get("stream"):
                self._stream(step, body)
            case Says():
                self._json(200, _completion(_content(step.content, body), step.finish))
            case Fails():
                self._fail(step)
            case RefusesFormat():
                if "response_format" in body:
                    self._fail(Fails(step.status, "response_format is not supported"))
                else:
                    self._stream(Says(step.content), body)
            case BreaksOff():
                self._break_off(step, body)
            case Hangs():
                self._hang(step)
            case Drips():
                self._drip(step)
            case Sends():
                self._send(200, step.payload, step.content_type)
            case Redirects():
                self._send(307, b"", "text/plain", {"location": step.location})

    def _stream(self, step: Says, body: Body) -> None:
        content = _content(step.content, body)
        self._begin()
        time.sleep(step.first_delay)
        self._event(_delta({"role": "assistant", "content": ""}))
        self.owner.first_token_at = time.perf_counter()
        for start in range(0, len(content), step.size):
            self._event(_delta({"content": content[start : start + step.size]}))
            time.sleep(step.delay)
        if step.finish:
            self._event(_delta({}, step.finish))
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _break_off(self, step: BreaksOff, body: Body) -> None:
        self._begin()
        for piece in _content(step.content, body)[: step.after]:
            self._event(_delta({"content": piece}))
        self.close_connection = True  # no last chunk: the client sees the body end too early

    def _hang(self, step: Hangs) -> None:
        if step.first is not None:
            self._begin()
            self._event(_delta({"content": step.first}))
        self.owner.closing.wait(step.seconds)
        self.close_connection = True

    def _drip(self, step: Drips) -> None:
        self._begin()
        end = time.monotonic() + step.seconds
        while time.monotonic() < end and not self.owner.closing.is_set():
            self._chunk(b": still thinking\n\n")
            time.sleep(0.05)
        self.close_connection = True

    def _begin(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()

    def _event(self, payload: Body) -> None:
        self._chunk(f"data: {json.dumps(payload)}\n\n".encode())

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _fail(self, step: Fails) -> None:
        error = {"message": step.message, "type": "scripted", "param": None, "code": step.code}
        self._json(step.status, {"error": error}, step.headers)

    def _json(self, status: int, payload: Body, headers: dict[str, str] | None = None) -> None:
        self._send(status, json.dumps(payload).encode(), "application/json", headers)

    def _send(self, status: int, data: bytes, content_type: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("content-type", content_type)
        self.send_header("content-length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


def _content(content: Content, body: Body) -> str:
    return content(body) if callable(content) else content


def _delta(delta: Body, finish: str | None = None) -> Body:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]}


def _completion(content: str, finish: str | None) -> Body:
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [choice],
        "usage": usage,
    }


def blocks(body: Body) -> dict[str, str]:
    """The fenced material of a request by its heading."""
    user = body["messages"][1]["content"]
    found = re.findall(r"## ([^\n]+)\n<<<(\w+)\n(.*?)\n\2>>>", user, re.DOTALL)
    return {heading: content for heading, _, content in found}


def reply(text: str, subject: str | None = None, body: str | None = None) -> str:
    """The JSON a well-behaved model returns."""
    return json.dumps({"text": text, "subject": subject, "body": body}, ensure_ascii=False)


def base_reworded(body: Body) -> str:
    """A reply made of the base text and draft in the request, recognisable by its first words."""
    found = blocks(body)
    japanese = "土台の文章" in found
    text = found["土台の文章" if japanese else "Base answer"]
    draft = found.get("土台の下書き" if japanese else "Base draft")
    subject, message = None, draft
    if draft and draft.startswith("subject: "):
        subject, _, message = draft.removeprefix("subject: ").partition("\n\n")
    return reply(("順に答えます。" if japanese else "Here is my answer. ") + text, subject, message)


def _serve(port: int) -> Iterator[None]:
    endpoint = ScriptedEndpoint(Says(base_reworded, delay=0.01))
    server = _Server(("127.0.0.1", port), endpoint._server.RequestHandlerClass)
    print(f"http://127.0.0.1:{port}/v1", flush=True)
    server.serve_forever()
    yield


if __name__ == "__main__":
    list(_serve(int(sys.argv[1]) if len(sys.argv) > 1 else 8098))
