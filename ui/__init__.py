"""The chat page: four pages on one coach. Run by ``coach ui``; see ``ui/launch.py``."""
