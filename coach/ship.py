"""``make vectors``: embed our own guides once, so that a first start does not have to."""

import sys

import numpy as np

from coach.guidance.embedding import LocalE5, Vectors
from coach.guidance.guide import content_hash, read_guides
from coach.resources import resource
from coach.understanding import examples

__all__ = ["main", "texts_to_ship"]

_BATCH = 64


def texts_to_ship() -> dict[str, tuple[str, str]]:
    """Every text the index embeds without the user's own material: content hash -> (prefix, text)."""
    sections = read_guides(resource("knowledge", "guides"))
    pairs = [("passage", section.indexed_text) for section in sections]
    pairs += [("query", ask) for section in sections for ask in section.asks]
    pairs += [("query", example.text) for example in examples()]
    return {content_hash(f"{prefix}: {text}"): (prefix, text) for prefix, text in pairs}


def main() -> None:
    """Write ``knowledge/vectors.npz``: keys, rows (float16) and the embedder's name; keeps rows that still fit."""
    embedder, path = LocalE5(), resource("knowledge", "vectors.npz")
    wanted = texts_to_ship()
    rows: dict[str, Vectors] = {}
    if path.exists():
        with np.load(path) as file:
            same = str(file["embedder"]) == embedder.name
            kept = zip(file["keys"].tolist(), file["rows"].astype(np.float32), strict=True)
            rows = {key: row for key, row in kept if same and key in wanted}
    for prefix, embed in (("passage", embedder.passages), ("query", embedder.queries)):
        todo = [(key, text) for key, (kind, text) in wanted.items() if kind == prefix and key not in rows]
        for start in range(0, len(todo), _BATCH):
            batch = todo[start : start + _BATCH]
            rows |= dict(zip([key for key, _ in batch], embed([text for _, text in batch]), strict=True))
            print(f"\r{prefix} {start + len(batch)}/{len(todo)}", end="", file=sys.stderr, flush=True)  # noqa: T201
    keys = sorted(rows)
    stacked = np.stack([rows[key] for key in keys]).astype(np.float16)
    np.savez_compressed(path, keys=np.array(keys), rows=stacked, embedder=np.array(embedder.name))
    print(f"\n{len(keys)} vectors in {path}", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
