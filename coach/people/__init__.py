"""Contacts and what passed between them."""
