"""The README's commands are true."""

import re
from pathlib import Path

from race import cli

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "README.ru.md")


def commands(page: str) -> list[list[str]]:
    """Return the commands of a page, in their order, in words."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [
        line.split("#")[0].split()
        for block in re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
        for line in block.splitlines()
        if line.strip()
    ]


COMMANDS = commands("README.md")


def test_first_two_commands_are_make_run_and_make_test() -> None:
    assert COMMANDS[:2] == [["make", "run"], ["make", "test"]]


def test_every_command_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE)
    allowed = {"make": set(targets), "race": set(cli.COMMANDS)}
    unknown = [words for words in COMMANDS if words[1] not in allowed[words[0]]]
    assert not unknown


def test_the_russian_page_has_the_same_commands() -> None:
    english, russian = ([words[:2] for words in commands(page)] for page in PAGES)
    assert russian == english


def links(page: str) -> set[str]:
    """Return where the links of a page lead, but for the picture and the other page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = set(re.findall(r"\]\(([^)#]+)\)", text))
    return {link for link in found if link not in PAGES and not link.startswith("docs/pictures")}


def test_every_link_leads_somewhere() -> None:
    for page in PAGES:
        assert not [one for one in links(page) if ":" not in one and not (ROOT / one).exists()]


def test_the_russian_page_has_the_same_links() -> None:
    assert links("README.ru.md") == links("README.md")
