"""What can be said of a language's texts without a person who speaks it.

`check_texts` finds it, and prints nothing; `httpolite check --languages` and the tests show it.
What is right in one language and wrong in another stands in facts/<tag>.toml, not in the code.
"""
