"""What importing does: little, and nothing that was not asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import httpolite

SOURCE = Path(httpolite.__file__).parent
MODULES = sorted(
    ".".join(("httpolite", *path.relative_to(SOURCE).with_suffix("").parts))
    for path in SOURCE.rglob("*.py")
)
HEAVY = {"asyncio", "email", "http", "importlib.resources", "tomllib", "urllib.request"}
FRAMEWORKS = {"click", "fastapi", "flask", "jinja2", "markupsafe", "starlette", "werkzeug"}

LOADED_BY = """
import json, sys
before = set(sys.modules)
import {module}
print(json.dumps(sorted(set(sys.modules) - before)))
"""
WITHOUT = """
import sys
sys.modules[{absent!r}] = None
import {module}
"""


def python(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)


def test_all_is_sorted_and_names_all_that_is_public() -> None:
    public = {
        name
        for name, value in vars(httpolite).items()
        if not name.startswith("_") and name != "annotations" and not isinstance(value, ModuleType)
    }

    assert httpolite.__all__ == sorted(httpolite.__all__)
    assert set(httpolite.__all__) == public


@pytest.mark.parametrize("module", MODULES)
def test_a_module_can_be_the_first_that_is_imported(module: str) -> None:
    done = python(f"import {module}")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("module", ["httpolite", "httpolite.asgi", "httpolite.wsgi"])
def test_importing_loads_no_framework_no_template_engine_and_nothing_heavy(module: str) -> None:
    loaded = set(json.loads(python(LOADED_BY.format(module=module)).stdout))

    assert module in loaded
    assert not loaded & (HEAVY | FRAMEWORKS)


@pytest.mark.parametrize(
    ("module", "absent", "extra"),
    [
        ("httpolite.fastapi", "fastapi", "fastapi"),
        ("httpolite.flask", "flask", "flask"),
        ("httpolite.starlette", "starlette", "starlette"),
        ("httpolite.werkzeug", "werkzeug", "werkzeug"),
    ],
)
def test_an_adapter_without_its_framework_says_which_extra_brings_it(
    module: str, absent: str, extra: str
) -> None:
    done = python(WITHOUT.format(module=module, absent=absent))

    assert done.returncode == 1
    last_line = done.stderr.splitlines()[-1]
    assert last_line.startswith("ImportError: ")
    assert f"httpolite[{extra}]" in last_line
