"""The shell command: `httpolite`, also `python -m httpolite`."""

from __future__ import annotations

import io
import sys

_WITHOUT_CLICK = "The httpolite command needs click: install it with pip install 'httpolite[cli]'."


def main() -> None:
    """Run the command line and exit with its status; 2 if it was called wrongly."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # what a terminal cannot show must not end us
    try:
        import click  # noqa: F401 - an extra, so it may be absent
    except ImportError:
        sys.exit(_complaint())
    from httpolite.cli.commands import commands

    commands(prog_name="httpolite")


def _complaint() -> int:
    sys.stderr.write(f"{_WITHOUT_CLICK}\n")
    return 2


if __name__ == "__main__":
    main()
