"""How a fault names values, lists what is allowed, and guesses what was meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from race.base.errors import InputError
from race.scenario.text.scalars import Value

_SHOWN = 60
_LISTED = 12
_LONGEST = 80
"""No suggestion is sought for a longer word."""
_LEAST_BEGINNING = 3
_SHORT = 2
"""Letters of a word in which a typo leaves little."""
_NAMED = 3
"""Names that a suggestion has at most."""


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


def unknown(what: str, given: str, names: Iterable[str]) -> InputError:
    """Return the error of a name that there is not: what is wrong, the names, the nearest one."""
    names = list(names)
    parts = (what, one_of(names), suggestion(given, names))
    return InputError("; ".join(part for part in parts if part))


def suggestion(given: object, names: Iterable[str]) -> str:
    """Ask whether the nearest of the names was meant; empty when none is near.

    A typo in a word of two letters, such as a country's code, is as near to several: up to three
    are named.
    """
    names = list(names)
    near = nearest(given, names)
    if near is None:
        return ""
    several = [f"'{name}'" for name in (near, *_others_as_near(str(given), near, names))]
    return f"did you mean {' or '.join(several)}?"


def nearest(given: object, names: Iterable[str]) -> str | None:
    """Find the name that takes the fewest edits, None when none is near.

    An edit inserts, drops or replaces a letter, or turns two round (Damerau 1964, each place
    edited once). Up to a third of the letters may be wrong, at least one. Of names as near, one
    with the same letters comes first, then one with the same beginning and end.
    """
    if not isinstance(given, str) or not given or len(given) > _LONGEST:
        return None
    names = list(names)
    folded = given.casefold()
    best: tuple[float, float, float, str] | None = None
    most = max(1, len(folded) // 3)
    for name in _akin(folded, names):
        other = name.casefold()
        if abs(len(other) - len(folded)) > most or _apart(folded, other) > most:
            continue
        edits = _edits(folded, other, most)
        if edits <= most:
            rank = (edits, _apart(folded, other), -_shared(given, name), name)
            best = min(best, rank) if best else rank
            most = edits
    return best[3] if best else _begun(folded, names)


def _akin(folded: str, names: Iterable[str]) -> Iterable[str]:
    """Leave out names without the letter of a word of one letter: any other is all wrong."""
    return names if len(folded) > 1 else (name for name in names if folded in name.casefold())


def _others_as_near(given: str, near: str, names: Iterable[str]) -> list[str]:
    """Find others that are an edit away from a short word, the likelier first."""
    if min(len(given), len(near)) > _SHORT:
        return []
    folded = given.casefold()
    others = [
        name
        for name in _akin(folded, names)
        if name != near and _edits(folded, name.casefold(), 1) <= 1
    ]
    others.sort(key=lambda name: (_apart(folded, name.casefold()), -_shared(given, name), name))
    return others[: _NAMED - 1]


def _begun(folded: str, names: Iterable[str]) -> str | None:
    """Find the shortest name that begins with a word, or the longest that the word begins with."""
    if len(folded) < _LEAST_BEGINNING:
        return None
    longer = [name for name in names if name.casefold().startswith(folded)]
    shorter = [
        name
        for name in names
        if len(name) >= _LEAST_BEGINNING and folded.startswith(name.casefold())
    ]
    return min(longer, key=len, default=None) or max(shorter, key=len, default=None)


def _apart(one: str, other: str) -> int:
    """Count letters that must change whatever their order: no word is nearer than that."""
    left, right = Counter(one), Counter(other)
    return max((left - right).total(), (right - left).total())


def _shared(one: str, other: str) -> int:
    """Count the letters that two words share at their beginning and at their end."""
    least = min(len(one), len(other))
    front = next((at for at in range(least) if one[at] != other[at]), least)
    back = next(
        (at for at in range(least - front) if one[-1 - at] != other[-1 - at]), least - front
    )
    return front + back


def _edits(one: str, other: str, most: int) -> int:
    """Count the edits between two words; `most` + 1 stands for all that is more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        new = [at]
        for to, its in enumerate(other, 1):
            cost = min(row[to] + 1, new[to - 1] + 1, row[to - 1] + (letter != its))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == its:
                cost = min(cost, before[to - 2] + 1)
            new.append(cost)
        if min(new) > most and min(row) > most:
            return most + 1
        before, row = row, new
    return row[-1]


def span(low: float | None, high: float | None, above: float | None = None) -> str:
    """Write a range in words: `0 to 1`, `0 or more`, `above 0`; empty where there is none."""
    if low is not None and high is not None:
        return f"{low:g} to {high:g}"
    parts = (
        f"{low:g} or more" if low is not None else "",
        f"above {above:g}" if above is not None else "",
        f"at most {high:g}" if high is not None else "",
    )
    return " and ".join(part for part in parts if part)
