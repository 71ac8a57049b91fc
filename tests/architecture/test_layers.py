"""The parts import one another only downwards, and each has its place."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECK = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
LIGHT = ("race", "race.cli", "race_agents")
HEAVY = ("mesa", "matplotlib", "numpy", "pandas", "pyarrow", "pydantic", "pygame", "scipy", "yaml")


def test_all_import_contracts_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHECK], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_part_of_the_engine_has_a_layer() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    named = set(re.findall(r"[a-z_.]+", " ".join(layers)))
    parts = {
        f"race.{path.stem}"
        for path in (ROOT / "race").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    } - {"race.__init__"}
    assert parts <= named


@pytest.mark.parametrize("module", LIGHT)
def test_import_loads_no_heavy_package(module: str) -> None:
    program = (
        f"import sys, {module}\n"
        f"raise SystemExit(' '.join(name for name in {HEAVY!r} if name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert not done.stderr.strip()


def test_every_folder_of_code_is_a_package() -> None:
    """A folder without `__init__.py` would escape the import contracts unseen."""
    folders = {
        path.parent for top in ("race", "agents/race_agents") for path in (ROOT / top).rglob("*.py")
    }
    assert not [str(folder) for folder in folders if not (folder / "__init__.py").is_file()]
