"""What can be said of a theme without a person looking at it.

`check_theme` finds it, and prints nothing; `httpolite check` and `httpolite preview` show it.
"""
