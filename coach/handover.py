"""Runs a writer beside the reader of its text, so that pieces come out as they are written."""

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

__all__ = ["Handover"]

T = TypeVar("T")


class Handover(Generic[T]):
    """Calls ``work(on_text)`` in a thread; ``pieces`` yields what it hands out, ``result`` returns or raises."""

    def __init__(self, work: Callable[[Callable[[str], None]], T]) -> None:
        self._pieces: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._work = work
        self._result: T | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._result = self._work(self._pieces.put)
        except BaseException as error:  # noqa: BLE001 - carried over and raised in the reader's thread
            self._error = error
        finally:
            self._pieces.put(None)

    def pieces(self) -> Iterator[str]:
        """The pieces of text, until the work is done."""
        while (piece := self._pieces.get()) is not None:
            yield piece

    def result(self) -> T:
        """What the work returned; raises what it raised."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]
