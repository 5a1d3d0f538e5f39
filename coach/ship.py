"""``make vectors``: embed our own guides once, so that no first start has to, and fit the head of the topics."""

import sys

import numpy as np

from coach.guidance import topics
from coach.guidance.embedding import LocalE5, Vectors
from coach.guidance.guide import content_hash, read_guides
from coach.resources import resource
from coach.understanding import reference_texts

__all__ = ["main", "texts_to_ship"]

_BATCH = 64


def texts_to_ship() -> dict[str, tuple[str, str]]:
    """Every text the index embeds without the user's own material: content hash -> (prefix, text)."""
    sections = read_guides(resource("knowledge", "guides"))
    pairs = [("passage", section.indexed_text) for section in sections]
    pairs += [("query", ask) for section in sections for ask in section.asks]
    pairs += [("query", text) for text in reference_texts(LocalE5.name)]
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
    _ship_topics(embedder, rows)


def _ship_topics(embedder: LocalE5, known: dict[str, Vectors]) -> None:
    """Write ``knowledge/topics.npz`` unless it is of today's guides; ``known`` are vectors by content hash."""
    sections, path = read_guides(resource("knowledge", "guides")), resource("knowledge", "topics.npz")
    if path.exists() and topics.kept_key() == topics.key(sections):
        return
    texts = [text for text, _ in topics.utterances(sections)]
    hashes = [content_hash(f"query: {text}") for text in texts]
    fresh = {name: text for name, text in zip(hashes, texts, strict=True) if name not in known}
    vectors = known | dict(zip(fresh, embedder.queries(list(fresh.values())), strict=True))
    topics.keep_heads(sections, np.stack([vectors[name] for name in hashes]), path)
    print(f"{len(texts)} utterances, {path.stat().st_size // 1024} KB in {path}", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
