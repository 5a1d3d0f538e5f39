"""Everything that writes text for the user, and the checks on it."""
