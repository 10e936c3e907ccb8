"""`httpolite preview`: a local gallery of error pages that follows the files of a theme."""
