"""The README's commands are true."""

import re
from pathlib import Path

from race import cli

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.split("#")[0].split()
    for block in re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]


def test_first_two_commands_are_make_run_and_make_test() -> None:
    assert COMMANDS[:2] == [["make", "run"], ["make", "test"]]


def test_every_command_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE)
    allowed = {"make": set(targets), "race": set(cli.COMMANDS)}
    unknown = [words for words in COMMANDS if words[1] not in allowed[words[0]]]
    assert not unknown
