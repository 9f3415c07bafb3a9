"""Widgets: they know values, never the store."""
