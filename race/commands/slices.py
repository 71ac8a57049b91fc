"""`race slices`: a batch in parts, for the job arrays of a cluster."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from race.base.errors import InputError, RunError
from race.batch.running.pool import STALL_SECONDS
from race.batch.running.slices import merge_slices, plan_slices, status_of, work_slice
from race.batch.running.target import Target, usual_target
from race.batch.running.way import Way
from race.commands.batch import add_experiment, as_json, bars, experiment_of, summary_text
from race.experiments import local, open_work, prepare

MOST_LISTED = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race slices`."""
    ways = parser.add_subparsers(dest="what", required=True, metavar="plan|work|status|merge")
    plan = ways.add_parser("plan", help="begin a batch in parts", allow_abbrev=False)
    add_experiment(plan)
    plan.add_argument(
        "--slices", type=int, required=True, metavar="N", help="into how many parts it is cut"
    )
    work = ways.add_parser("work", help="run what is missing of a part", allow_abbrev=False)
    _add_folder(work)
    work.add_argument(
        "--slice", required=True, metavar="i/N", help="which part, such as 3/8; from 1"
    )
    work.add_argument(
        "--workers", type=int, metavar="W", help="processes; one for each core if not given"
    )
    work.add_argument(
        "--timeout",
        type=float,
        default=STALL_SECONDS,
        metavar="SECONDS",
        help=f"without a finished step after which a worker hangs; {STALL_SECONDS:g} if not given",
    )
    for name, does in (("status", "say how far it is"), ("merge", "check and sum up the whole")):
        one = ways.add_parser(name, help=does, allow_abbrev=False)
        _add_folder(one)
        one.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Plan, work at, look at or sum up a batch in parts.

    Raises:
        InputError: something that is named does not exist or is not allowed.
        RunError: somebody is at work, or cells are missing.
    """
    return {"plan": _plan, "work": _work, "status": _status, "merge": _merge}[args.what](args)


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of the batch")


def _plan(args: argparse.Namespace) -> int:
    prepared = prepare(experiment_of(args), block=args.block, slices=args.slices)
    plan_slices(args.out, prepared)
    manifest = prepared.manifest
    cells = manifest.cells * len(manifest.arms)
    print(f"{args.out}: {cells:,} futures in {args.slices} slices")
    print(f"each:  race slices work {args.out} --slice i/{args.slices}")
    print(f"after: race slices merge {args.out}")
    return 0


def _work(args: argparse.Namespace) -> int:
    number, slices = _slice(args.slice)
    way = Way(start=local(args.workers, args.timeout), resume=True, bars=bars())
    ran = work_slice(args.folder, number, slices, _target(args.folder), way)
    print(f"{args.folder}: slice {number}/{slices} is whole; ran {ran:,} futures")
    return 0


def _status(args: argparse.Namespace) -> int:
    status = status_of(args.folder)
    if args.json:
        print(json.dumps(asdict(status)))
        return 0
    missing = sum(status.left.values())
    print(
        f"{args.folder}: {status.cells:,} futures: {status.done:,} done, "
        f"{status.failed:,} failed, {missing:,} missing"
    )
    for name in status.damaged:
        print(f"damaged, will be run again: {name}")
    for number, cells in list(status.left.items())[:MOST_LISTED]:
        print(f"slice {number}: {cells:,} missing")
    if len(status.left) > MOST_LISTED:
        print(f"and {len(status.left) - MOST_LISTED} more slices")
    return 0


def _merge(args: argparse.Namespace) -> int:
    missing = status_of(args.folder).left
    if missing:
        names = ", ".join(map(str, list(missing)[:MOST_LISTED]))
        raise RunError(
            f"{args.folder}: {sum(missing.values()):,} futures are missing, of slices {names}; "
            "run those with 'race slices work'"
        )
    summary = merge_slices(args.folder, _target(args.folder))
    if args.json:
        print(json.dumps(as_json(summary)))
    else:
        print(summary_text(args.folder, open_work(args.folder).manifest, summary))
    return int(summary.failed == summary.rows)


def _target(folder: Path) -> Target:
    work = open_work(folder)
    return usual_target(work.ready(work.manifest.arms[0].id).scenario, work.manifest.until)


def _slice(text: str) -> tuple[int, int]:
    number, sign, slices = text.partition("/")
    if not (sign and number.isdecimal() and slices.isdecimal()):
        raise InputError(f"--slice: given {text!r}; allowed: i/N, such as 3/8")
    return int(number), int(slices)
