"""The command line finds commands and reports errors in one line with the right exit code."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from race import __version__, cli
from race.base.errors import Fault, InputError, RunError, ScenarioError

Raiser = Callable[[argparse.Namespace], int]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[[Raiser], None]:
    """Give a way to put a function in place of the command `run`."""

    def put(function: Raiser) -> None:
        module = ModuleType("race.commands.run")
        vars(module)["add_arguments"] = lambda parser: parser.add_argument("--seed", type=int)
        vars(module)["run"] = function
        monkeypatch.setitem(sys.modules, "race.commands.run", module)

    return put


def raising(error: BaseException) -> Raiser:
    def fail(args: argparse.Namespace) -> int:
        raise error

    return fail


def test_exit_code_is_that_of_the_command(command: Callable[[Raiser], None]) -> None:
    command(lambda args: int(args.seed))
    assert cli.main(["run", "--seed", "7"]) == 7


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (InputError("no chip 'X'"), 2, "race: no chip 'X'\n"),
        (InputError("no chip\n  'X'"), 2, "race: no chip 'X'\n"),
        (RunError("the disk is full"), 1, "race: the disk is full\n"),
        (
            ScenarioError([Fault("a", 1, 2, given="x"), Fault("b", 3, 4, given="y")]),
            2,
            "a:1:2: x\nb:3:4: y\n",
        ),
        (PermissionError(13, "Permission denied", "/out"), 1, "race: /out: Permission denied\n"),
        (OSError("odd"), 1, "race: odd\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_errors_are_told_without_a_traceback(
    command: Callable[[Raiser], None],
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    text: str,
) -> None:
    command(raising(error))
    assert cli.main(["run"]) == code
    told = capsys.readouterr()
    assert told.err == text
    assert not told.out


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["rnu"], "did you mean 'run'?"),
        (["xyzzy"], "see 'race --help'"),
        (["--frob"], "unrecognized arguments: --frob; see 'race --help'"),
        (["run", "--frob"], "unrecognized arguments: --frob; see 'race run --help'"),
        (["run", "--se", "1"], "unrecognized arguments: --se 1"),
        (["run", "--seed", "x"], "argument --seed: invalid int value: 'x'"),
    ],
)
def test_wrong_words_get_one_clear_line(
    command: Callable[[Raiser], None],
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    text: str,
) -> None:
    command(lambda args: 0)
    assert cli.main(words) == 2
    told = capsys.readouterr().err
    assert told.startswith("race: ")
    assert text in told
    assert told.count("\n") == 1


def test_no_command_shows_the_help_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    assert "commands:" in capsys.readouterr().err


def test_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        cli.main(["--version"])
    assert capsys.readouterr().out == f"three-kilometres {__version__}\n"


@pytest.mark.parametrize("words", [["--help"], ["doctor"]])
def test_a_reader_that_went_away_is_no_noise(words: list[str]) -> None:
    """Where output is not buffered, argparse itself swallows what happens to its help."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "race", *words],
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writer)
    assert not done.stderr
    assert done.returncode in {0, cli.BROKEN_PIPE}
