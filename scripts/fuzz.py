"""Look for a header that breaks a reader: `python scripts/fuzz.py accept --seconds 600`.

Needs atheris (`pip install atheris`). An input may take one second; one that takes longer, or
fails a check, is written to a file in the working folder, and the exit status is not 0.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

ROOT = Path(__file__).parent.parent
LONGEST = 8192
WORDS = """
    text/html application/xhtml+xml application/problem+json application/*+json text/* */* ;q= ;q=0
    , ; = - * _ q=0.5 ;a= \\" \\\\ en zh zh-Hant zh-TW sr-Latn pt-BR iw nb cmn x- 00- -01 ff-
    0af7651916cd43dd8448eb211c80319c -b7ad6b7169203331- GMT +0000 Mon Jan 30 2026 00:00:00 Origin
""".split()  # noqa: SIM905 - a list would be three times as long


def main() -> None:
    """Fuzz one reader, or all of them on each input."""
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["httpolite", "email"]):
        checks = import_module("header_checks").CHECKS
        import_module("email.utils")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", choices=[*checks, "all"])
    parser.add_argument("--seconds", type=int, default=60)
    given = parser.parse_args()
    chosen = list(checks.values()) if given.reader == "all" else [checks[given.reader]]

    def run(data: bytes) -> None:
        # Servers hand over bytes as latin-1; an app may give any text, lone surrogates too.
        if data[:1] < b"\x80":
            text = data[1:].decode("latin-1")
        else:
            text = data[1:].decode("utf-8", "surrogateescape")
        for check in chosen:
            check(text)

    with NamedTemporaryFile("w", suffix=".dict", delete=False) as words:
        words.writelines(f'"{word}"\n' for word in WORDS)
    options = (
        f"-max_total_time={given.seconds}",
        f"-max_len={LONGEST}",
        "-len_control=0",
        "-timeout=1",
    )
    atheris.Setup([sys.argv[0], f"-dict={words.name}", *options], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
