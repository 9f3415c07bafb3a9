"""Project files: the only package that touches SQLite."""
