"""The files of a scenario, merged, for those who ask about single keys: explain and diff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from race.base.errors import InputError, ScenarioError
from race.scenario.files.chain import collect
from race.scenario.files.merge import Merged, merge
from race.scenario.files.overlay import Content
from race.scenario.files.refusals import keys_at
from race.scenario.text.marks import KeyPath, dotted
from race.scenario.text.scalars import Value
from race.scenario.text.wording import suggestion

_SHOWN = 12


def read_merged(name_or_path: str | Path, overlays: Sequence[str] = ()) -> Merged:
    """Read and merge the files of a scenario, whether or not the models would take them.

    Raises:
        InputError: there is no such scenario or overlay.
        ScenarioError: a file cannot be read.
    """
    files = collect(name_or_path)
    if not files.complete:
        raise ScenarioError(files.faults)
    return merge(files, overlays)


def path_of(content: Content, key: str) -> KeyPath:
    """Find the path of a dotted key, such as `parameters.training.share.value` or `chips[0]`.

    Ids may hold dots themselves: of the ids that fit, the longest is taken.

    Raises:
        InputError: nothing stands there.
    """
    path: list[str | int] = []
    at: Value = content
    rest = key
    while rest:
        step, after = _step(at, rest)
        if step is None:
            raise InputError(_nothing(key, tuple(path), at, rest))
        path.append(step)
        at, rest = value_at(at, (step,)), after
    return tuple(path)


def value_at(content: Value, path: KeyPath) -> Value:
    """Give what stands at a path; KeyError where nothing does."""
    at = content
    for part in path:
        at = _inside(at, part)
    return at


def _inside(at: Value, part: str | int) -> Value:
    if isinstance(at, dict) and isinstance(part, str):
        return at[part]
    if isinstance(at, tuple) and isinstance(part, int):
        return at[part]
    raise KeyError(part)


def leaves(content: Value, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Value]]:
    """Go over all values that hold no others, with their paths; empty lists count."""
    if isinstance(content, dict) and content:
        for key, value in content.items():
            yield from leaves(value, (*path, key))
    elif isinstance(content, tuple) and content:
        for at, value in enumerate(content):
            yield from leaves(value, (*path, at))
    else:
        yield path, content


def _step(at: Value, rest: str) -> tuple[str | int | None, str]:
    """Take the first part off a key; None where nothing fits."""
    if isinstance(at, tuple):
        number, closed, after = rest.removeprefix("[").partition("]")
        whole = closed and rest.startswith("[") and number.isascii() and number.isdigit()
        if whole and len(number) < _SHOWN and int(number) < len(at):
            return int(number), after.removeprefix(".")
        return None, rest
    if isinstance(at, dict):
        fitting = [name for name in at if rest == name or rest.startswith((f"{name}.", f"{name}["))]
        if fitting:
            name = max(fitting, key=len)
            return name, rest[len(name) :].removeprefix(".")
    return None, rest


def _nothing(key: str, path: KeyPath, at: Value, rest: str) -> str:
    """Say that a key does not stand, what stands beside it, and what may have been meant."""
    where = f"at {dotted(path)}" if path else "in the scenario"
    if isinstance(at, tuple):
        return f"no key '{key}': a list of {len(at)} stands {where}; write [0] to [{len(at) - 1}]"
    if not isinstance(at, dict):
        return f"no key '{key}': {dotted(path)} is a value and has no keys"
    names = list(at)
    first = rest.partition(".")[0]
    if first in keys_at(path):
        return f"no file of the scenario says '{first}' {where}, where it may stand"
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    standing = f"there are {', '.join(names[:_SHOWN])}{more}"
    near = _of_alias(at, first) or suggestion(first, names) or suggestion(rest, names)
    if not path:
        near = _in_a_section(at, rest) or near
    return "; ".join(part for part in (f"no key '{key}' {where}", standing, near) if part)


def _in_a_section(content: Content, key: str) -> str:
    """Suggest a key whose section was left out, or written in the singular as a batch does."""
    first, _, rest = key.partition(".")
    for section, rows in content.items():
        if not isinstance(rows, dict):
            continue
        if section in (f"{first}s", f"{first[:-1]}ies") and _step(rows, rest)[0] is not None:
            return f"did you mean '{section}.{rest}'?"
        if _step(rows, key)[0] is not None:
            return f"did you mean '{section}.{key}'?"
        if alias := _named(rows, key):
            return f"did you mean '{section}.{alias}'?"
    return ""


def _of_alias(rows: Content, name: str) -> str:
    """Suggest the entry that has a name among its aliases."""
    meant = _named(rows, name)
    return f"did you mean '{meant}'?" if meant else ""


def _named(rows: Content, name: str) -> str:
    """Give the id of the entry that has a name among its aliases; empty if none has."""
    for id_, row in rows.items():
        aliases = row.get("aliases") if isinstance(row, dict) else None
        if isinstance(aliases, tuple) and name in aliases:
            return id_
    return ""
