"""What the pages name is there: files, links, modules, and examples that run."""

import argparse
import importlib
import re
import shlex
from pathlib import Path

import pytest

from race import cli
from race.scenario.game.script import read_game_script

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("README*.md")])
MADE = "race/_data"
"""Stands only in what is installed."""


def names(page: Path, pattern: str) -> list[str]:
    return sorted(set(re.findall(pattern, page.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    pattern = r"`((?:race|agents|tests|docs|scenarios|assets)/[A-Za-z0-9_/.-]+)`"
    missing = [one for one in names(page, pattern) if not (ROOT / one).exists()]
    assert [one for one in missing if not one.startswith(MADE)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = [link for link in names(page, r"\]\(([^)#]+)\)") if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_and_name_that_a_page_names_is_there(page: Path) -> None:
    found = names(page, r"`(race(?:_agents)?(?:\.[A-Za-z_]\w*)+)`")
    assert [one for one in found if not one.endswith((".po", ".mo")) and not stands(one)] == []


def stands(name: str) -> bool:
    """Tell whether a dotted name is a module, or stands in one."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_is_understood(page: Path) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for line in "".join(blocks).splitlines():
        program, *words = shlex.split(line, comments=True) or [""]
        if program == "race" and words:
            parser = argparse.ArgumentParser(exit_on_error=False)
            importlib.import_module(cli.COMMANDS[words[0]].module).add_arguments(parser)
            parser.parse_args(words[1:])


def test_the_script_of_the_page_on_playing_has_no_fault(tmp_path: Path) -> None:
    text = (ROOT / "docs/how-to/play.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    file = tmp_path / "mine.yaml"
    file.write_text(example, encoding="utf-8")
    assert read_game_script(file).seat == "RU"


def test_the_example_of_the_page_on_play_runs() -> None:
    text = (ROOT / "docs/play.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    known: dict[str, object] = {}
    exec(compile(example, "docs/play.md", "exec"), known)  # noqa: S102 - the example of our own page
    assert len(known["now"].state.country_gap)  # type: ignore[attr-defined]
