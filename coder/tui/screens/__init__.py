"""Screens: one per place in the program."""
