"""The shell commands; click, which they need, comes with the extra `cli`."""
