"""Any OpenAI-compatible endpoint. With coach/guidance/embedding.py the only importer of openai and langchain_openai."""

import json
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from coach.errors import ModelError
from coach.settings import Settings
from coach.writing.stream import REPLY_SCHEMA

__all__ = ["Completion", "Endpoint", "EndpointError", "Talk"]

Talk = list[tuple[str, str]]
_OPENAI = "https://api.openai.com/v1"
_CONNECT_SECONDS = 10.0
# The one retry: after a busy, faulty or unreachable endpoint, and only before any text came.
_RETRY_AFTER, _LONGEST_RETRY_AFTER = 0.3, 5.0
_MOST_CHARACTERS = 40_000  # a model that writes on and on is stopped here
_RESPONSE_FORMAT = {"response_format": {"type": "json_schema", "json_schema": REPLY_SCHEMA}}


class EndpointError(ModelError):
    """The endpoint gave no usable reply; ``reason`` is a key of ``prompts/common/model.yaml``.

    Nothing the endpoint said is repeated, as it may hold the key. ``delivered`` says whether the request left.
    """

    def __init__(self, reason: str, *, delivered: bool = True, retry_after: float | None = None) -> None:
        super().__init__(f"The model endpoint failed: {reason}.")
        self.reason, self.delivered, self.retry_after = reason, delivered, retry_after


@dataclass(frozen=True)
class Completion:
    """What a model wrote; ``finished`` is False when the reply stopped without saying that it was complete."""

    text: str
    finished: bool


@dataclass(frozen=True)
class _Chunk:
    text: str
    finish: str | None


class Endpoint:
    """Asks the model; safe for several threads."""

    def __init__(self, settings: Settings, local: bool) -> None:
        self._settings, self._local = settings, local
        self._lock = threading.Lock()
        self._chat: Any = None
        self._plain = False  # the endpoint refused a response format

    def warm(self) -> None:
        """Import the client library and build the client, which takes most of a second once."""
        with self._lock:
            if self._chat is None:
                self._chat = self._client()

    def complete(self, talk: Talk, deadline: float, on_piece: Callable[[str], None]) -> Completion:
        """Send the messages and return the reply.

        Args:
            talk: pairs of role (system, human, ai) and text.
            deadline: ``time.monotonic()`` by which the whole reply must be there.
            on_piece: receives the pieces of the raw reply as they come.

        Raises:
            EndpointError: there is no reply; says why.
        """
        self.warm()
        retried = False
        while True:
            try:
                return self._ask(talk, deadline, on_piece)
            except EndpointError as error:
                if error.reason == "format" and not self._plain:
                    self._plain = True
                elif error.retry_after is not None and not retried:
                    retried = True
                    if time.monotonic() + error.retry_after >= deadline:
                        raise
                    time.sleep(error.retry_after)
                else:
                    raise

    def _ask(self, talk: Talk, deadline: float, on_piece: Callable[[str], None]) -> Completion:
        """One request in a thread of its own, so that the deadline holds whatever the endpoint does."""
        call = _Call(self._chat, talk, deadline, {} if self._plain else _RESPONSE_FORMAT)
        pieces: list[str] = []
        finish: str | None = None
        for chunk in call.chunks():
            finish = chunk.finish or finish
            if chunk.text:
                pieces.append(chunk.text)
                on_piece(chunk.text)
        return Completion("".join(pieces), finish not in (None, "length"))

    def _client(self) -> Any:
        from langchain_openai import ChatOpenAI
        from openai import DefaultHttpxClient

        settings = self._settings
        transport: dict[str, Any] = {}
        if self._local:
            # What stays on this machine goes through no proxy and follows no redirection to another one.
            client = DefaultHttpxClient(trust_env=False, follow_redirects=False)
            transport = {"http_client": client, "openai_proxy": None}
        return ChatOpenAI(
            model=settings.model,
            base_url=settings.base_url or _OPENAI,
            api_key=settings.api_key or "none",  # type: ignore[arg-type]
            max_retries=0,
            use_responses_api=False,
            stream_usage=False,
            http_socket_options=(),  # the client's own transport, which heeds a proxy for endpoints elsewhere
            **transport,
        )


class _Call:
    """One streaming request; its thread ends by itself when nobody waits any more."""

    def __init__(self, chat: Any, talk: Talk, deadline: float, extra: dict[str, Any]) -> None:
        self._chat, self._talk, self._deadline, self._extra = chat, talk, deadline, extra
        self._queue: queue.SimpleQueue[_Chunk | EndpointError | None] = queue.SimpleQueue()
        self._given_up = threading.Event()
        self._received = 0

    def chunks(self) -> Iterator[_Chunk]:
        """The pieces as they come; raises what went wrong."""
        threading.Thread(target=self._run, name="model-call", daemon=True).start()
        try:
            while True:
                try:
                    found = self._queue.get(timeout=max(0.0, self._deadline - time.monotonic()))
                except queue.Empty:
                    raise EndpointError("timeout") from None
                if found is None:
                    return
                if isinstance(found, EndpointError):
                    raise found
                yield found
        finally:
            self._given_up.set()

    def _run(self) -> None:
        from langsmith import tracing_context
        from openai import OpenAIError

        try:
            # Nothing of a request goes to a tracing service, whatever the environment says.
            with tracing_context(enabled=False):
                self._receive()
        except OpenAIError as error:
            self._queue.put(_classified(error, self._received > 0, bool(self._extra)))
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError):
            # What the client library stumbles over when an endpoint sends something that is no chat completion.
            self._queue.put(EndpointError("broke_off" if self._received else "broken"))
        finally:
            self._queue.put(None)

    def _receive(self) -> None:
        from openai import Timeout

        seconds = max(0.1, self._deadline - time.monotonic())
        asked = {"timeout": Timeout(seconds, connect=min(_CONNECT_SECONDS, seconds)), "extra_body": self._extra}
        try:
            for chunk in self._chat.stream(self._talk, **asked):
                if self._given_up.is_set() or self._received > _MOST_CHARACTERS:
                    return
                self._hand_over(chunk)
        except json.JSONDecodeError:
            raise
        except ValueError:
            # An endpoint that does not stream answers with one JSON object, in which the client sees no events.
            if self._received:
                raise
            self._hand_over(self._chat.invoke(self._talk, **asked))

    def _hand_over(self, message: Any) -> None:
        text = message.text if isinstance(message.text, str) else ""
        self._received += len(text)
        self._queue.put(_Chunk(str(text), message.response_metadata.get("finish_reason")))


def _classified(error: Exception, received: bool, formatted: bool) -> EndpointError:
    """Why the endpoint failed, and whether another try may help."""
    import openai

    if isinstance(error, openai.APITimeoutError):
        return EndpointError("timeout")
    if received:
        return EndpointError("broke_off")
    if isinstance(error, openai.APIConnectionError):
        return EndpointError("connection", delivered=False, retry_after=_RETRY_AFTER)
    if isinstance(error, openai.RateLimitError):
        spent = getattr(error, "code", None) == "insufficient_quota"
        return EndpointError("busy", retry_after=None if spent else _wait(error))
    if isinstance(error, openai.InternalServerError):
        return EndpointError("server", retry_after=_wait(error))
    for kind, reason in (
        (openai.AuthenticationError, "auth"),
        (openai.PermissionDeniedError, "forbidden"),
        (openai.NotFoundError, "model"),
    ):
        if isinstance(error, kind):
            return EndpointError(reason)
    if formatted and isinstance(error, openai.BadRequestError | openai.UnprocessableEntityError):
        return EndpointError("format")
    return EndpointError("refused" if isinstance(error, openai.APIStatusError) else "server")


def _wait(error: Any) -> float:
    """Seconds the endpoint asks to wait, within reason."""
    try:
        asked = float(error.response.headers.get("retry-after", _RETRY_AFTER))
    except ValueError:
        asked = _RETRY_AFTER
    return min(max(asked, 0.0), _LONGEST_RETRY_AFTER)
