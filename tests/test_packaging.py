"""The wheel: what is in it, and that it works where the source cannot be reached."""

from __future__ import annotations

import email
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"

pytestmark = pytest.mark.packaging


def run(*command: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=cwd, env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def binaries(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment that holds the wheel; its requirements are those around us."""
    home = tmp_path_factory.mktemp("home")
    run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home)
    places = {"base": str(home), "platbase": str(home)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=places))
    # Only a folder among the site's own has its .pth files read: an editable install stays out.
    (packages / "around.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    python = Path(sysconfig.get_path("scripts", "venv", vars=places)) / "python"
    pip = (sys.executable, "-m", "pip", "--python", python)
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=home)
    return python.parent


def test_the_wheel_holds_what_is_in_the_source_and_nothing_else(wheel: Path) -> None:
    shipped = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    written = {
        path.relative_to(SOURCE).as_posix()
        for path in (SOURCE / "httpolite").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert shipped == written
    assert {Path(name).suffix for name in shipped} == {
        ".css",
        ".html",
        ".js",
        ".json",
        ".py",
        ".toml",
        ".typed",
    }


@pytest.mark.parametrize(
    "name",
    [
        "py.typed",
        "catalogue/languages.json",
        "catalogue/locales/ar.json",
        "catalogue/locales/en.json",
        "catalogue/locales/zh-Hans.json",
        "catalogue/locales/zh-Hant.json",
        "checks/texts/facts/ar.toml",
        "checks/texts/scripts.toml",
        "rendering/fallback.html",
        "rendering/themes/plain/page.html",
        "rendering/themes/plain/style.css",
        "rendering/themes/plain/theme.toml",
    ],
)
def test_the_wheel_holds_the_files_that_are_not_python(wheel: Path, name: str) -> None:
    assert f"httpolite/{name}" in ZipFile(wheel).namelist()


def test_the_metadata_names_the_extras_the_licence_and_the_command(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        (folder,) = {name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name}
        metadata = email.message_from_bytes(archive.read(f"{folder}/METADATA"))
        commands = archive.read(f"{folder}/entry_points.txt").decode()

        assert f"{folder}/licenses/LICENSE" in archive.namelist()
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.11"
    assert sorted(metadata.get_all("Provides-Extra", [])) == [
        "cli",
        "fastapi",
        "flask",
        "languages",
        "starlette",
        "werkzeug",
    ]
    assert "httpolite = httpolite.__main__:main" in commands


def test_the_installed_wheel_makes_a_page_where_the_source_cannot_be_reached(
    binaries: Path, tmp_path: Path
) -> None:
    code = """
import httpolite
reply = httpolite.ErrorPages().reply(404, accept="text/html", accept_language="zh-TW")
print(httpolite.__file__, reply.status, b'lang="zh-Hant"' in reply.body)
"""
    file, *said = run(binaries / "python", "-c", code, cwd=tmp_path).split()

    assert binaries.parent in Path(file).parents
    assert said == ["404", "True"]


def test_the_installed_command_explains(binaries: Path, tmp_path: Path) -> None:
    assert run(binaries / "httpolite", "explain", "404", cwd=tmp_path).startswith("404 Not Found\n")
