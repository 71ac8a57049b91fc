"""The command line: finds the command, loads it, reports its errors.

Nothing heavy is imported here, so that `race --help` answers at once: a command's module is loaded
only when that command was asked for.
"""

import argparse
import difflib
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NamedTuple, NoReturn, Protocol, cast

from race import __version__
from race.base.errors import InputError, RaceError, RunError, ScenarioError

INTERRUPTED = 130
BROKEN_PIPE = 141


class Entry(NamedTuple):
    """One line of the table of commands."""

    module: str
    help: str


class Command(Protocol):
    """What a command module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser, /) -> None:
        """Describe the command's arguments."""

    def run(self, args: argparse.Namespace, /) -> int:
        """Do the work and return the exit code."""


COMMANDS = {
    "play": Entry("race.commands.play", "Play the game"),
    "run": Entry("race.commands.run", "Simulate a scenario and show the gap, year by year"),
    "batch": Entry("race.commands.batch", "Simulate many futures, under several conditions"),
    "slices": Entry("race.commands.slices", "Run a batch in parts, for job arrays"),
    "replay": Entry("race.commands.replay", "Run a future of a batch again, stage by stage"),
    "report": Entry("race.commands.report", "Write a page on what a batch found, with pictures"),
    "scenario": Entry("race.commands.scenario", "Write scenarios: list, new, check, explain, diff"),
    "chips": Entry("race.commands.chips", "Tell which chips an export rule catches, and why"),
    "train-time": Entry("race.commands.train_time", "Tell how long a training run takes"),
    "index": Entry("race.commands.index", "Show who owns how much compute, at any date"),
    "hindcast": Entry("race.commands.hindcast", "Compare the model with published figures"),
    "tournament": Entry(
        "race.commands.tournament", "Play many games by policies and count who wins"
    ),
    "doctor": Entry("race.commands.doctor", "Check that this installation works"),
}


class OneLineParser(argparse.ArgumentParser):
    """An argument parser that reports an error in one line instead of printing its usage."""

    def error(self, message: str) -> NoReturn:
        """Raise the complaint as an error of the user's input.

        Raises:
            InputError: always.
        """
        raise InputError(f"{message}; see '{self.prog} --help'")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0 done, 1 the run failed, 2 the input is wrong, 130 interrupted, 141 nobody reads the output.

    Args:
        arguments: the words after `race`; those of this process when None.
    """
    try:
        try:
            return _run(list(sys.argv[1:] if arguments is None else arguments))
        finally:
            sys.stdout.flush()
    except RaceError as error:
        return _report(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _silence()
    except OSError as error:
        return _report(RunError(_describe(error)))


def _run(arguments: list[str]) -> int:
    if not arguments or arguments[0].startswith("-"):
        return _without_command(arguments)
    name = arguments[0]
    if name not in COMMANDS:
        raise InputError(_unknown_command(name))
    command = cast("Command", importlib.import_module(COMMANDS[name].module))
    parser = OneLineParser(
        prog=f"race {name}", description=f"{COMMANDS[name].help}.", allow_abbrev=False
    )
    command.add_arguments(parser)
    return command.run(parser.parse_args(arguments[1:]))


def _without_command(arguments: list[str]) -> int:
    width = max(len(name) for name in COMMANDS)
    table = "\n".join(f"  {name:{width}}  {entry.help}" for name, entry in COMMANDS.items())
    parser = OneLineParser(
        prog="race",
        usage="race COMMAND ...",
        description="How far behind is everybody else? Three Kilometres measures it.",
        epilog=f"commands:\n{table}\n\n'race COMMAND --help' explains a command.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"three-kilometres {__version__}")
    parser.parse_args(arguments)
    parser.print_help(sys.stderr)
    return InputError.exit_code


def _unknown_command(name: str) -> str:
    close = difflib.get_close_matches(name, COMMANDS, n=1)
    advice = f"did you mean '{close[0]}'?" if close else "see 'race --help'"
    return f"unknown command '{name}'; commands: {', '.join(COMMANDS)}; {advice}"


def _report(error: RaceError) -> int:
    """Print an error: a fault a line for files, else one line in all."""
    if isinstance(error, ScenarioError):
        print(error, file=sys.stderr)
    else:
        print("race:", " ".join(str(error).split()), file=sys.stderr)
    return error.exit_code


def _describe(error: OSError) -> str:
    reason = error.strerror or str(error) or type(error).__name__
    return f"{error.filename}: {reason}" if error.filename is not None else reason


def _silence() -> int:
    """Point standard output nowhere, so that Python's own last flush stays quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return BROKEN_PIPE
