"""`race doctor`: tells whether this installation can do what it should."""

import argparse
import importlib
import json
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from race import __version__, paths
from race.base.errors import RaceError

PYTHON_FIRST = (3, 11)
PYTHON_BEFORE = (3, 15)
PACKAGES = {
    "numpy": "numpy",
    "scipy": "scipy",
    "pydantic": "pydantic",
    "yaml": "PyYAML",
    "rich": "rich",
    "platformdirs": "platformdirs",
    "mesa": "mesa",
    "pyarrow": "pyarrow",
    "matplotlib": "matplotlib",
    "SALib": "SALib",
    "PIL": "pillow",
    "pygame": "pygame-ce",
}
"""By the name under which it is imported, the name under which it is installed."""
SMOKE_SCENARIO = "tiny"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: what was looked at.
        ok: whether it is as it should be.
        text: a version, a place, or what is wrong and what to do.
    """

    name: str
    ok: bool
    text: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race doctor`."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Look at everything and print it; 0 if all is well, else 1."""
    findings = examine()
    well = all(finding.ok for finding in findings)
    print(_as_json(findings, well=well) if args.json else _as_text(findings, well=well))
    return 0 if well else 1


def examine() -> list[Finding]:
    """Look at Python, the packages, the data and a smoke run, in this order."""
    return [
        _python(),
        *(_package(name) for name in PACKAGES),
        _data("scenarios", paths.scenarios_folder),
        _data("assets", paths.assets_folder),
        _smoke_run(),
    ]


def _python() -> Finding:
    ok = PYTHON_FIRST <= sys.version_info[:2] < PYTHON_BEFORE
    advice = "" if ok else "; use Python 3.11 to 3.14"
    return Finding("python", ok, f"{platform.python_version()}{advice}")


def _package(name: str) -> Finding:
    # pygame greets on standard output when it is imported, which would spoil --json
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    try:
        module = importlib.import_module(name)
    except ImportError as error:
        return Finding(name, ok=False, text=f"{error}; install three-kilometres again")
    try:
        version = metadata.version(PACKAGES[name])
    except metadata.PackageNotFoundError:
        version = "unknown version"
    if name == "pygame" and not getattr(module, "IS_CE", False):
        advice = "pip uninstall pygame, then pip install --force-reinstall pygame-ce"
        return Finding(name, ok=False, text=f"{version} is not pygame-ce; {advice}")
    return Finding(name, ok=True, text=version)


def _data(name: str, find: Callable[[], Path]) -> Finding:
    try:
        return Finding(name, ok=True, text=str(find()))
    except RaceError as error:
        return Finding(name, ok=False, text=str(error))


def _smoke_run() -> Finding:
    """Load the smallest scenario and simulate one year of it."""
    name = f"one year of {SMOKE_SCENARIO}"
    try:
        from race.app import smoke_run  # noqa: PLC0415  # a package that it needs may be missing

        return Finding(name, ok=True, text=smoke_run(SMOKE_SCENARIO))
    except (ImportError, RaceError) as error:
        return Finding(name, ok=False, text=str(error))


def _as_json(findings: list[Finding], *, well: bool) -> str:
    answer = {
        "version": __version__,
        "ok": well,
        "findings": [asdict(finding) for finding in findings],
    }
    return json.dumps(answer, indent=2)


def _as_text(findings: list[Finding], *, well: bool) -> str:
    width = max(len(finding.name) for finding in findings)
    lines = [f"three-kilometres {__version__}"]
    lines += [
        f"{'ok' if finding.ok else 'BAD':4}{finding.name:{width}}  {finding.text}"
        for finding in findings
    ]
    lines.append("All is well." if well else "Something is wrong: see the lines marked BAD.")
    return "\n".join(lines)
