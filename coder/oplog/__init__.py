"""The log of immutable operations and the pure rules that turn it into state."""
