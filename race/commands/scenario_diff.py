"""`race scenario diff`: tells what two scenarios differ in, in meaning."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from race.scenario.editor.difference import Difference, differences
from race.scenario.load import load
from race.scenario.models.scenario import Scenario

SIGN = "+"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race scenario diff`."""
    help_ = "a shipped name or the path of a file; with overlays as NAME+overlay+overlay"
    parser.add_argument("first", metavar="A", help=help_)
    parser.add_argument("second", metavar="B", help="the same")
    parser.add_argument(
        "--texts", action="store_true", help="list titles, notes and other texts that differ too"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print what differs.

    Raises:
        InputError: an unknown scenario or overlay, or files with faults.
    """
    found = list(differences(_read(args.first), _read(args.second)))
    if args.json:
        rows = [one._asdict() for one in found]
        answer = {"first": args.first, "second": args.second, "differences": rows}
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print(_as_text(found, args.first, args.second, texts=args.texts))
    return 0


def _read(given: str) -> Scenario:
    """Load a scenario, with the overlays that are written after its name."""
    if Path(given).is_file():
        return load(given)
    name, *overlays = given.split(SIGN)
    return load(name, overlays)


def _as_text(found: Sequence[Difference], first: str, second: str, *, texts: bool) -> str:
    told = [one for one in found if texts or not one.is_text]
    lines = [_line(one, first, second) for one in told]
    hidden = len(found) - len(told)
    if hidden:
        what = _count(
            hidden, "title, note or other text differs", "titles, notes or other texts differ"
        )
        lines.append(f"{what}; --texts lists them")
    if not found:
        return f"{first} and {second} mean the same."
    return "\n".join(
        [*lines, f"{_count(len(told), 'difference', 'differences')} in what is simulated or shown."]
    )


def _line(one: Difference, first: str, second: str) -> str:
    if one.kind == "order":
        return f"{one.key}: the same entries in another order"
    if one.kind == "only in the first":
        return f"{one.key}: only in {first}: {one.first}"
    if one.kind == "only in the second":
        return f"{one.key}: only in {second}: {one.second}"
    if one.gone or one.come:
        parts = (
            (f"without {', '.join(one.gone)}", one.gone),
            (f"with {', '.join(one.come)}", one.come),
        )
        return f"{one.key}: {'; '.join(text for text, there in parts if there)}"
    unit = "" if one.unit in ("", "1") else f" {one.unit}"
    times = f" ({one.ratio:.3g} times)" if one.ratio is not None else ""
    return f"{one.key}: {one.first} -> {one.second}{unit}{times}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
