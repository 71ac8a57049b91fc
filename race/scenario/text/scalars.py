"""What a plain scalar of a scenario file means: a number, true, false, null, or text.

Our own closed rules, narrower than YAML's: `NO`, `on`, `0x10`, `1_000` and `1:30` are text, and so
are dates, which the field that takes them reads (`race.scenario.models.values.Moment`).
"""

from __future__ import annotations

import math
import re
from typing import TypeAlias

Scalar: TypeAlias = bool | int | float | str | None
Value: TypeAlias = "Scalar | tuple[Value, ...] | dict[str, Value]"

MAXIMUM_NUMBER_LENGTH = 40
MAXIMUM_DIGITS = 18

_WORDS: dict[str, Scalar] = {"": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*|(?=\.[0-9]))(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_LARGEST_EXACT = 2.0**53


class ScalarError(ValueError):
    """A plain scalar that looks like a number but may not stand in a scenario."""


def resolve(text: str) -> Scalar:
    """Read a plain scalar; whole numbers become int however they are written (`1e6`, `5.0`).

    Raises:
        ScalarError: not a number, infinite, too long, or too small to be told from zero.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "-+.0123456789":
        return text
    if _NOT_FINITE.fullmatch(text):
        raise ScalarError("a finite number")
    if not _NUMBER.fullmatch(text):
        return text
    if len(text) > MAXIMUM_NUMBER_LENGTH:
        raise ScalarError(f"a number of at most {MAXIMUM_NUMBER_LENGTH} characters")
    return _whole(text) if _INTEGER.fullmatch(text) else _real(text)


def _whole(text: str) -> int:
    if len(text.lstrip("+-")) > MAXIMUM_DIGITS:
        raise ScalarError(f"at most {MAXIMUM_DIGITS} digits, or a power of ten such as 1e25")
    return int(text)


def _real(text: str) -> int | float:
    value = float(text)
    if math.isinf(value):
        raise ScalarError("a number below 1.8e308")
    if value == 0.0 and any(digit in "123456789" for digit in re.split("[eE]", text)[0]):
        raise ScalarError("a number above 2.2e-308, or 0")
    if value.is_integer() and abs(value) < _LARGEST_EXACT:
        return int(value)
    return value
