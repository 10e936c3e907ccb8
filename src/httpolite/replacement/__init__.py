"""Which responses may be replaced."""
