"""The screen: the only package that touches Textual."""
