"""The guidance material: guides, embeddings, index and search."""
