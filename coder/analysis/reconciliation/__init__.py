"""Where the coders of a document differ, what to propose there, and what was decided; pure."""
