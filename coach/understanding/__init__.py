"""What is asked: language, kind, and the Brief, read without any language model."""

from coach.understanding.examples import Example, examples
from coach.understanding.heads import reference_texts, train
from coach.understanding.kinds import Head, Reading, read_kind
from coach.understanding.language import detect_language
from coach.understanding.read import understand
from coach.understanding.refinement import refine
from coach.understanding.revision import contextual_query, merge, read_revision
from coach.understanding.text import clean

__all__ = [
    "Example",
    "Head",
    "Reading",
    "clean",
    "contextual_query",
    "detect_language",
    "examples",
    "merge",
    "read_kind",
    "read_revision",
    "reference_texts",
    "refine",
    "train",
    "understand",
]
