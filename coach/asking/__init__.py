"""The over-asking check."""
