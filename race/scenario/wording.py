"""How a fault names values, lists what is allowed, and guesses what was meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from race.scenario.scalars import Value

_SHOWN = 60
_LISTED = 12


def describe(value: Value) -> str:
    """Write a value as it is shown after the word 'given'."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping" if value else "an empty mapping"
    if isinstance(value, tuple):
        return "a list" if value else "an empty list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return repr(value if len(value) <= _SHOWN else value[:_SHOWN] + "...")
    return f"{value:.12g}"


def one_of(names: Iterable[str]) -> str:
    """List what is allowed, cut short where there is much of it."""
    listed = list(names)
    more = f" and {len(listed) - _LISTED} more" if len(listed) > _LISTED else ""
    return "allowed: " + ", ".join(listed[:_LISTED]) + more


def suggestion(given: object, names: Iterable[str]) -> str:
    """Ask whether the nearest of the names was meant; empty when none is near."""
    if not isinstance(given, str):
        return ""
    by_folded = {name.casefold(): name for name in names}
    near = difflib.get_close_matches(given.casefold(), by_folded, n=1, cutoff=0.6)
    return f"did you mean '{by_folded[near[0]]}'?" if near else ""
