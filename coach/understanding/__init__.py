"""What is asked: language, kind and the Brief."""
