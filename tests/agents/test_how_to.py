"""The how-to for policies is true: its example runs, and it names all that a view tells."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from race.api import OWN, PUBLIC, READINGS
from race.engine.view import View

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "how-to"
PAGE = (FOLDER / "policy.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```(\w+)\n(.*?)```", PAGE, flags=re.DOTALL))


def test_the_example_stands_on_the_page_as_it_is() -> None:
    example = (FOLDER / "examples" / "catch_up.py").read_text(encoding="utf-8")
    assert BLOCKS["python"].strip() == example.strip()


def test_the_example_runs_and_shortens_the_gap() -> None:
    done = subprocess.run(
        [sys.executable, str(FOLDER / "examples" / "catch_up.py")],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    years = {
        (actor, policy): float(gap)
        for actor, policy, gap in re.findall(r"(\w+) as (\w+): ([0-9.]+) years", done.stdout)
    }
    for actor in ("BIDU", "YNDX"):
        assert years[actor, "catch_up"] < years[actor, "bystander"]


def test_all_that_a_view_tells_is_on_the_page_with_its_unit() -> None:
    for side in OWN:
        for name, figure in OWN[side].items():
            assert f"| `{name}` | {figure.unit} | {figure.doc} |" in PAGE, name
    for name, reading in READINGS.items():
        assert f"| `{name}` | {reading.side} | {reading.unit} | {reading.doc} |" in PAGE, name
    for name, figure in PUBLIC.items():
        assert f"| `{name}` | {figure.unit} | {figure.doc} |" in PAGE, name


def test_what_the_page_says_a_view_has_it_has() -> None:
    for name in (
        "own",
        "seen",
        "best_seen",
        "public",
        "parameter",
        "limits",
        "standing",
        "uniform",
    ):
        assert f"view.{name}(" in PAGE or f"`{name}(" in PAGE, name
        assert callable(getattr(View, name))
