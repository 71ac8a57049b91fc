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
    "run": Entry("race.commands.run", "simulate a scenario and show the gap, year by year"),
    "chips": Entry("race.commands.chips", "tell which chips an export rule catches, and why"),
    "train-time": Entry("race.commands.train_time", "tell how long a training run takes"),
    "index": Entry("race.commands.index", "show who owns how much compute, at any date"),
    "doctor": Entry("race.commands.doctor", "check that this installation works"),
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
    chosen = arguments[0] if arguments and not arguments[0].startswith("-") else None
    if chosen is not None and chosen not in COMMANDS:
        raise InputError(_unknown_command(chosen))
    command = None
    parser, places = _build_parser()
    if chosen is not None:
        command = cast("Command", importlib.import_module(COMMANDS[chosen].module))
        command.add_arguments(places[chosen])
    parsed = parser.parse_args(arguments)
    if command is None:
        parser.print_help()
        return InputError.exit_code
    return command.run(parsed)


def _build_parser() -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    parser = OneLineParser(
        prog="race",
        description="How far behind is everybody else? Three Kilometres measures it.",
        epilog="'race COMMAND --help' explains a command.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"three-kilometres {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    places = {
        name: commands.add_parser(
            name, help=entry.help, description=_sentence(entry.help), allow_abbrev=False
        )
        for name, entry in COMMANDS.items()
    }
    return parser, places


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


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
