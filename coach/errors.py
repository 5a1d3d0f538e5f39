"""Errors raised on purpose.

Each carries one sentence that a user of the command line or the page can read and act on. Whatever else
escapes is a defect of ours, and the outermost layer says so in one sentence instead of a traceback.
"""

__all__ = ["CoachError", "InputError", "ModelError", "SettingsError", "StoreError"]


class CoachError(Exception):
    """Something went wrong that the user can understand; ``str(error)`` is the sentence to show."""


class SettingsError(CoachError):
    """A setting has a value that cannot be used; names the variable, the value and what was expected."""


class InputError(CoachError):
    """The text or file handed in cannot be worked with (empty, too long, unreadable)."""


class ModelError(CoachError):
    """The model endpoint refused, hung, broke off or wrote something that cannot be used."""


class StoreError(CoachError):
    """The data folder, the database or the index cannot be opened, read or written."""
