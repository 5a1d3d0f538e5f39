"""What is asked: language, kind, and the Brief, read without any language model."""

from coach.understanding.examples import Example, examples
from coach.understanding.kinds import Head, Reading, read_kind, train
from coach.understanding.language import detect_language
from coach.understanding.read import understand
from coach.understanding.text import clean

__all__ = ["Example", "Head", "Reading", "clean", "detect_language", "examples", "read_kind", "train", "understand"]
