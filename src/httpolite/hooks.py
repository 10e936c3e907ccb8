"""Hooks: what a user's own callables say of a request; nothing they do can break a reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httpolite.negotiation.accept_language import find_language
from httpolite.options import DEFAULT_FORMATS, HOOKS
from httpolite.requests import checked_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from httpolite.journal import Journal
    from httpolite.negotiation.accept import Format
    from httpolite.requests import RequestFacts

    Facts = RequestFacts | None


class Hooks:
    """The callables among the options; one that raises or says nonsense is told once, and ignored."""

    __slots__ = ("_journal", "_offered", "_options", "any")

    def __init__(self, options: Any, offered: tuple[str, ...], journal: Journal) -> None:
        self._options = options
        self._offered = offered
        self._journal = journal
        self.any = (
            callable(options.default_format)
            or callable(options.replace)
            or any(getattr(options, name) is not None for name in HOOKS)
        )

    def on_error(self, *told: Any) -> None:
        """Tell of a reply that is to be made."""
        self._ask("on_error", _is_anything, *told)

    def request_id(self, facts: Facts) -> str | None:
        """Return the id that the app has for the request, if it is fit."""
        return checked_id(self._ask("request_id", _is_text, facts))

    def default_format(self, facts: Facts) -> Format:
        """Return the format for who accepts anything."""
        format: Format | None = self._ask("default_format", _is_format, facts)
        return format or "json"

    def language(self, facts: Facts) -> str | None:
        """Return the language that the app has chosen."""
        tag: str | None = self._ask("language", self._is_language, facts)
        return tag

    def nonce(self, facts: Facts) -> str | None:
        """Return the nonce of the app's Content-Security-Policy."""
        nonce: str | None = self._ask("nonce", _is_text, facts)
        return nonce

    def replace(self, *response: Any) -> bool:
        """Return whether a response is to go."""
        return bool(self._ask("replace", _is_decision, *response))

    def _ask(self, name: str, fits: Callable[[Any], bool], *args: Any) -> Any:
        try:
            said = getattr(self._options, name)(*args)
            if said is None or fits(said):
                return said
        except Exception as error:
            fault = f"{name} raised and was ignored: {type(error).__name__}"
            self._journal.once(fault, error)
        else:
            kind = type(said).__name__
            self._journal.once(f"{name} returned what will not do and was ignored: {kind}")
        return None

    def _is_language(self, said: Any) -> bool:
        # One that is not offered is no fault; an object may name one, such as Babel's Locale.
        return _is_text(said) or find_language(str(said), self._offered) is not None


def _is_anything(_said: Any) -> bool:
    return True


def _is_text(said: Any) -> bool:
    return issubclass(type(said), str)  # isinstance would believe a mock


def _is_format(said: Any) -> bool:
    return _is_text(said) and said in DEFAULT_FORMATS


def _is_decision(said: Any) -> bool:
    return bool(said) or True  # whatever is true or false; arrays are neither, and raise
