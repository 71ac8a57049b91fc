"""`race scenario`: everything for those who write scenarios."""

from __future__ import annotations

import argparse
import importlib
from typing import cast

from race.cli import Command, Entry, OneLineParser
from race.scenario.text.wording import unknown

ACTIONS = {
    "list": Entry("race.commands.scenario_list", "List the shipped scenarios"),
    "new": Entry("race.commands.scenario_new", "Write a commented starter that runs as it is"),
    "check": Entry("race.commands.scenario_check", "Find every mistake, then play a short game"),
    "schema": Entry("race.commands.scenario_schema", "Print the JSON Schema for editors"),
    "explain": Entry(
        "race.commands.scenario_explain", "Tell what a key is and where it comes from"
    ),
    "diff": Entry("race.commands.scenario_diff", "Tell what two scenarios differ in"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race scenario`: an action and what it is given."""
    width = max(len(name) for name in ACTIONS)
    table = "\n".join(f"  {name:{width}}  {entry.help}" for name, entry in ACTIONS.items())
    parser.usage = "race scenario ACTION ..."
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = f"actions:\n{table}\n\n'race scenario ACTION --help' explains an action."
    parser.add_argument("action", metavar="ACTION", help="what to do")
    words = parser.add_argument("words", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    words.required = False  # argparse asks for it by its name all the same


def run(args: argparse.Namespace) -> int:
    """Do an action and return its exit code.

    Raises:
        InputError: what the action was given is wrong.
    """
    if args.action not in ACTIONS:
        raise unknown(f"unknown action '{args.action}'", args.action, ACTIONS)
    entry = ACTIONS[args.action]
    command = cast("Command", importlib.import_module(entry.module))
    parser = OneLineParser(
        prog=f"race scenario {args.action}", description=f"{entry.help}.", allow_abbrev=False
    )
    command.add_arguments(parser)
    return command.run(parser.parse_args(args.words))
