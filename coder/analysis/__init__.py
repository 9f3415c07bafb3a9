"""What is counted over codings, and how: pure functions from values to tables."""
