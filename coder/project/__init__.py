"""The verbs of the program: what the command line and the screen both call."""
