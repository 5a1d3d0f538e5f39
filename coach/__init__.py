"""The networking coach."""
