"""What every HTTP status means, in every language."""
