"""The commands: what they are called with, and what is refused."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from httpolite import __version__
from httpolite.catalogue.languages import BASE_LANGUAGE, SHIPPED
from httpolite.cli.explain import explain_code, list_codes
from httpolite.errors import LanguageError
from httpolite.negotiation.accept_language import find_language


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def commands() -> None:
    """Errors of a web app as pages a person can read, in their language."""


def _checked_code(_context: object, _parameter: object, given: str | None) -> int | None:
    if given is None:
        return None
    if not (given.isdecimal() and len(given) <= 9 and 100 <= int(given) <= 599):
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


def _checked_theme(_context: object, _parameter: object, given: str) -> str:
    from httpolite.rendering.themes import built_in_names

    if given not in built_in_names() and not (given and Path(given).is_dir()):
        names = ", ".join(built_in_names())
        raise click.BadParameter(f"{given!r} is neither a built-in theme ({names}) nor a folder.")
    return given


@commands.command()
@click.option(
    "--theme",
    default="plain",
    show_default=True,
    metavar="NAME_OR_PATH",
    callback=_checked_theme,
    help="A built-in theme, or the folder of your own.",
)
@click.option(
    "--port",
    default=0,
    show_default="any free one",
    type=click.IntRange(0, 65535),
    help="The port on 127.0.0.1 to listen on.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
def preview(theme: str, port: int, *, open_browser: bool) -> None:
    """See a theme's pages in a local gallery that follows its files."""
    try:
        from httpolite.cli.preview.serving import serve
    except ImportError as error:  # click may be there without the rest of the extra
        raise click.UsageError(
            f"preview needs {error.name}: install it with pip install 'httpolite[cli]'."
        ) from error
    try:
        serve(theme, port, click.echo, open_browser=open_browser)
    except OSError as error:
        raise click.UsageError(f"port {port} cannot be had: {error.strerror}.") from error


@commands.command()
@click.option(
    "--theme",
    default="plain",
    show_default=True,
    metavar="NAME_OR_PATH",
    callback=_checked_theme,
    help="A built-in theme, or the folder of your own.",
)
@click.option("--all", "every", is_flag=True, help="Check every built-in theme.")
@click.option("--languages", is_flag=True, help="Check the texts of every language instead.")
@click.option(
    "--language",
    "file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="Check a translator's file, such as path/to/xx.json.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CHECK",
    help="Leave out what a check finds, such as size; may be repeated.",
)
@click.pass_context
def check(  # noqa: PLR0913  # click gives each option by itself
    context: click.Context,
    theme: str,
    file: str | None,
    ignore: tuple[str, ...],
    *,
    every: bool,
    languages: bool,
) -> None:
    """Render a theme's pages, or read the texts of languages, and tell what is wrong with them.

    Ends with status 0 if nothing was found, with 1 if something was.
    """
    themed = context.get_parameter_source("theme") is not ParameterSource.DEFAULT
    if sum((themed, every, languages, file is not None)) > 1:
        raise click.UsageError("give only one of --theme, --all, --languages and --language.")
    if languages or file is not None:
        clean = _check_texts(file, ignore)
    else:
        clean = _check_themes(theme, ignore, every=every)
    if not clean:
        context.exit(1)


def _check_themes(theme: str, ignore: tuple[str, ...], *, every: bool) -> bool:
    try:
        from httpolite.cli.check import NAMES, check_and_say
    except ImportError as error:  # click may be there without the rest of the extra
        raise click.UsageError(
            f"check needs {error.name}: install it with pip install 'httpolite[cli]'."
        ) from error
    from httpolite.rendering.themes import built_in_names

    _refuse_unknown(ignore, NAMES)
    return check_and_say(built_in_names() if every else (theme,), ignore, click.echo)


def _check_texts(file: str | None, ignore: tuple[str, ...]) -> bool:
    from httpolite.cli.languages import NAMES, check_language, check_languages

    _refuse_unknown(ignore, NAMES)
    try:
        if file is None:
            return check_languages(ignore, click.echo)
        return check_language(file, ignore, click.echo)
    except LanguageError as error:
        raise click.UsageError(f"{error}.") from error


def _refuse_unknown(ignore: tuple[str, ...], names: tuple[str, ...]) -> None:
    for name in ignore:
        if name not in names:
            raise click.UsageError(f"--ignore: there is no {name!r}; there are {', '.join(names)}.")
