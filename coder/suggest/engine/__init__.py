"""Suggestions ranked by what the words say, what was coded before, and where the interview is."""
