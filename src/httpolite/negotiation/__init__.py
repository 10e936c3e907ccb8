"""What the client wants: the format and the language of the answer, read from its headers."""
