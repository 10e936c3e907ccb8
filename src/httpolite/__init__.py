"""httpolite: every bare HTTP error becomes a page a person can read, or a problem document."""

from __future__ import annotations

from httpolite.brand import Brand
from httpolite.catalogue.statuses import statuses
from httpolite.errors import (
    HttpoliteError,
    InstallError,
    LanguageError,
    OptionError,
    StatusError,
    ThemeError,
)
from httpolite.pages import ErrorPages
from httpolite.problems import Problem
from httpolite.replies import Reply
from httpolite.requests import RequestFacts

__version__ = "0.1.0"

__all__ = [
    "Brand",
    "ErrorPages",
    "HttpoliteError",
    "InstallError",
    "LanguageError",
    "OptionError",
    "Problem",
    "Reply",
    "RequestFacts",
    "StatusError",
    "ThemeError",
    "statuses",
]
