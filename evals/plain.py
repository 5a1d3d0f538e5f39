"""The plain baseline: LangChain's recursive splitter and Chroma's similarity search, same guides, same embeddings."""

import tempfile
from pathlib import Path
from typing import Any

from coach.guidance.guide import content_hash, read_guides
from coach.guidance.library import Library
from coach.resources import resource
from coach.section import Section

__all__ = ["PlainSearch"]

# The figures of LangChain's own tutorial.
_CHUNK, _OVERLAP = 1000, 200


class _Embeddings:
    """The library's embedder behind LangChain's interface; chunks are kept on its shelf, so a second run is quick."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        embedder = self._library.embedder
        assert embedder is not None
        keys = {content_hash(f"passage: {text}"): text for text in texts}
        with self._library._shelf() as shelf:
            known = shelf.vectors(list(keys), embedder.name)
            fresh = {key: embedder.passages([text])[0] for key, text in keys.items() if key not in known}
            shelf.keep_vectors(fresh, embedder.name)
        known |= fresh
        return [known[content_hash(f"passage: {text}")].tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        assert self._library.embedder is not None
        vector: list[float] = self._library.embedder.queries([text])[0].tolist()
        return vector


class PlainSearch:
    """``similarity_search`` over the files as they are, comments with people's questions included."""

    def __init__(self, library: Library) -> None:
        import chromadb
        from langchain_chroma import Chroma
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        self._folder = tempfile.TemporaryDirectory()
        self._client = chromadb.PersistentClient(
            self._folder.name, settings=chromadb.config.Settings(anonymized_telemetry=False)
        )
        self.store: Any = Chroma(client=self._client, embedding_function=_Embeddings(library))  # type: ignore[arg-type]
        splitter = RecursiveCharacterTextSplitter(chunk_size=_CHUNK, chunk_overlap=_OVERLAP)
        guides = {section.guide: section for section in read_guides(resource("knowledge", "guides"))}
        for guide in guides:
            text = Path(resource("knowledge", "guides", f"{guide}.md")).read_text(encoding="utf-8")
            chunks = splitter.split_text(text)
            self.store.add_texts(chunks, [{"guide": guide}] * len(chunks))
        self._guides = guides

    def __enter__(self) -> "PlainSearch":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self._folder.cleanup()

    def search(self, query: str, k: int) -> list[Section]:
        """For every chunk found, best first, a section of the guide it comes from."""
        return [self._guides[found.metadata["guide"]] for found in self.store.similarity_search(query, k=k)]
