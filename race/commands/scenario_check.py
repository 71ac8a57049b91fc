"""`race scenario check`: finds every mistake of scenario files, then plays a short game of each."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from race.app import TRIAL_REPLICATES, TRIAL_YEARS, known_policies, prepare, try_out
from race.base.arguments import within
from race.base.errors import Fault, InputError, RaceError
from race.scenario.load import find_faults
from race.scenario.models.scenario import Scenario

MOST_YEARS = 50
SECTIONS = (
    "countries", "companies", "chips", "measures", "sites", "routes", "script", "ends", "objectives",
    "hubs",
)  # fmt: skip


@dataclass
class Checked:
    """What was found of one file.

    Attributes:
        file: as it was given.
        faults: what is wrong with its files, or why it could not be played.
        scenario: what was read; None with faults.
        played: by overlay, empty for none, the last year of the short game.
        failed: an invariant did not hold, which is a fault of the program.
    """

    file: str
    faults: list[Fault] = field(default_factory=list)
    scenario: Scenario | None = None
    played: dict[str, int] = field(default_factory=dict)
    failed: bool = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race scenario check`."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="a shipped name or a file")
    parser.add_argument(
        "--years",
        type=int,
        default=TRIAL_YEARS,
        metavar="N",
        help=f"length of the short game, {TRIAL_YEARS} if not given; 0 plays none",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Check every file; 0 if all are good, 2 if one has faults, 1 if one breaks the engine.

    Raises:
        InputError: there is no such file, or a number that is not allowed.
    """
    within("--years", args.years, 0, MOST_YEARS)
    found = [check_file(file, args.years) for file in args.files]
    if args.json:
        print(json.dumps({"files": [_as_json(one) for one in found]}, ensure_ascii=False, indent=2))
    else:
        for one in found:
            _print(one)
    if any(one.failed for one in found):
        return RaceError.exit_code
    return InputError.exit_code if any(one.faults for one in found) else 0


def check_file(file: str, years: int) -> Checked:
    """Find the faults of a file and all its overlays; play each where there are none."""
    checked = Checked(file)
    try:
        checked.faults = find_faults(file, known_policies())
        if not checked.faults:
            checked.scenario = prepare(file).scenario
    except InputError as error:
        checked.faults = [Fault(file, given=str(error))]
    if checked.scenario is not None and years:
        for overlay in ("", *checked.scenario.overlays):
            _play(checked, overlay, years)
    return checked


def _play(checked: Checked, overlay: str, years: int) -> None:
    try:
        setting = prepare(checked.file, [overlay] if overlay else [])
        checked.played[overlay] = try_out(setting, years)
    except RaceError as error:
        what = f"played with overlay {overlay}" if overlay else "played"
        checked.faults.append(Fault(checked.file, key=what, given=str(error)))
        checked.failed |= not isinstance(error, InputError)


def _print(one: Checked) -> None:
    """Print what is good to standard output, and faults, one a line, to standard error."""
    for fault in one.faults:
        print(fault, file=sys.stderr)
    if not one.faults and one.scenario is not None:
        print(f"{one.file}: no fault; {_contents(one.scenario)}")
        if one.played:
            last = max(one.played.values())
            overlays = [name for name in one.played if name]
            also = f", and with each overlay: {', '.join(overlays)}" if overlays else ""
            print(
                f"  played to the end of {last} in {TRIAL_REPLICATES} futures, all checks held{also}"
            )


def _contents(scenario: Scenario) -> str:
    """Count the entries of the sections that are not empty."""
    counted = ((name, len(getattr(scenario, name))) for name in SECTIONS)
    singular = {"countries": "country", "companies": "company", "script": "script entry"}
    plural = {"script": "script entries"}
    return ", ".join(
        f"{n} {singular.get(name, name.removesuffix('s')) if n == 1 else plural.get(name, name)}"
        for name, n in counted
        if n
    )


def _as_json(one: Checked) -> dict[str, Any]:
    faults = [{**fault._asdict(), "file": str(Path(fault.file))} for fault in one.faults]
    overlays = list(one.scenario.overlays) if one.scenario else []
    return {
        "file": one.file,
        "ok": not one.faults,
        "faults": faults,
        "overlays": overlays,
        "played": [{"overlay": name or None, "until": year} for name, year in one.played.items()],
    }
