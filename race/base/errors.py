"""Every error that Three Kilometres raises on purpose.

A message says what is wrong, where, what was given, what is allowed and what to do. The command
line prints it on standard error without a traceback and ends with the `exit_code` of its class.

The command line imports this file before anything else, so it does without `dataclasses` and
`pathlib`, which cost 25 of the 150 ms that `race --help` may take.
"""

from collections.abc import Iterable
from os import PathLike
from typing import ClassVar, NamedTuple


class RaceError(Exception):
    """Base of all errors of this project; catch it to catch them all."""

    exit_code: ClassVar[int] = 1


class InputError(RaceError, ValueError):
    """What the user gave is wrong: a name, a date, a number, a file. Exit code 2."""

    exit_code: ClassVar[int] = 2


class RunError(RaceError, RuntimeError):
    """The input was right and the work failed all the same. Exit code 1."""


class Fault(NamedTuple):
    """One fault of a file: where it is, what stands there, what may stand there, what to do.

    Written as `file:line:column: key: given; allowed; advice`. Parts that are not known are left
    empty or None and left out of the text.

    Attributes:
        file: the file as the user named it.
        line: line number from 1.
        column: column number from 1; shown only when the line is known.
        key: dotted path of the key, such as `chips.H100-SXM-80.tdp_w`.
        given: what stands in the file, such as `given 'hot'` or `unknown key`.
        allowed: what may stand there, such as `allowed: a number of watts`.
        advice: what to do, such as `did you mean 'tdp_w'?`.
    """

    file: str | PathLike[str]
    line: int | None = None
    column: int | None = None
    key: str = ""
    given: str = ""
    allowed: str = ""
    advice: str = ""

    def __str__(self) -> str:
        """Give the fault as one line."""
        place = ":".join(str(part) for part in self._place())
        text = "; ".join(part for part in (self.given, self.allowed, self.advice) if part)
        return " ".join(": ".join(part for part in (place, self.key, text) if part).split())

    def _place(self) -> tuple[object, ...]:
        if self.line is None:
            return (self.file,)
        if self.column is None:
            return (self.file, self.line)
        return (self.file, self.line, self.column)


class ScenarioError(InputError):
    """Scenario files are wrong; carries every fault found in them, in file order.

    Attributes:
        faults: the faults, at least one.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults; the message is one line for each."""
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type["ScenarioError"], tuple[tuple[Fault, ...]]]:
        """Let the error travel between processes with its faults."""
        return (type(self), (self.faults,))
