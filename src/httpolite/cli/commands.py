"""The commands: what they are called with, and what is refused."""

from __future__ import annotations

import click

from httpolite import __version__
from httpolite.catalogue.languages import BASE_LANGUAGE, SHIPPED
from httpolite.cli.explain import explain_code, list_codes
from httpolite.negotiation.accept_language import find_language


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def commands() -> None:
    """Errors of a web app as pages a person can read, in their language."""


def _checked_code(_context: object, _parameter: object, given: str | None) -> int | None:
    if given is None:
        return None
    if not (given.isdecimal() and 100 <= int(given[:9]) <= 599):
        raise click.BadParameter(
            f"{given!r} is not an HTTP status code: give a number from 100 to 599."
        )
    return int(given)


def _checked_language(_context: object, _parameter: object, given: str) -> str:
    tag = find_language(given, tuple(SHIPPED.languages))
    if tag is None:
        available = ", ".join(SHIPPED.languages)
        raise click.BadParameter(f"there are no texts in {given!r}: give one of {available}.")
    return tag


@commands.command()
@click.argument("code", required=False, callback=_checked_code)
@click.option(
    "--language",
    default=BASE_LANGUAGE,
    show_default=True,
    metavar="TAG",
    callback=_checked_language,
    help="BCP 47 tag of the language of the texts, such as zh-Hant.",
)
def explain(code: int | None, language: str) -> None:
    """Explain a status CODE from 100 to 599; without one, list them all."""
    lines = list_codes(language) if code is None else explain_code(code, language)
    for line in lines:
        click.echo(line)
