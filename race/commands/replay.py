"""`race replay`: runs one future of a batch again and prints the state after each stage."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from race.base.errors import InputError, RunError
from race.batch.running.replay import Moment, agrees, number_of, replay, stage_named, stored
from race.batch.store.folder import is_batch
from race.batch.store.layout import FAILED
from race.batch.store.manifest import other_version
from race.experiments import open_work

SHOWN_COLUMNS = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race replay`."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of a batch")
    parser.add_argument(
        "--replicate", type=int, required=True, metavar="K", help="number of the future, from 0"
    )
    parser.add_argument("--arm", metavar="ARM", help="the first arm if not given")
    parser.add_argument(
        "--point", type=int, default=0, metavar="P", help="of the sweep; 0 if not given"
    )
    parser.add_argument(
        "--stage", metavar="NAME", help="show only this stage, with what it did to each column"
    )
    parser.add_argument(
        "--quiet", action="store_true", help="only say whether it comes to the same"
    )


def run(args: argparse.Namespace) -> int:
    """Run the future again and print it; 1 where it does not come to what the batch has.

    Raises:
        InputError: there is no such batch, arm, point, replicate or stage.
    """
    if not is_batch(args.folder):
        raise InputError(f"{args.folder}: no batch there; give the folder that --out named")
    work = open_work(args.folder)
    arm = work.manifest.arm(args.arm).id if args.arm else work.manifest.arms[0].id
    number = number_of(work, args.replicate, args.point)
    stage = stage_named(args.stage) if args.stage else None
    stood = stored(args.folder, arm, number, work.manifest.points)
    again = replay(work, arm, number, _teller(stage, quiet=args.quiet))
    ended = f"fails: {again.error}" if again.error else f"digest {again.digest}"
    print(f"arm {arm}, point {args.point}, replicate {args.replicate}: {ended}")
    if stood is None:
        print("the batch has not run it yet")
        return 0
    kept = f"failed: {stood.error}" if stood.status == FAILED else f"digest {stood.digest}"
    if not agrees(again, stood):
        parts = (f"the batch has another end of it: {kept}", other_version(work.manifest))
        raise RunError("; ".join(part for part in parts if part))
    print("the same as in the batch" if not again.error else f"in the batch it {kept}")
    return 0


def _teller(stage: str | None, *, quiet: bool) -> Callable[[Moment], None]:
    def tell(moment: Moment) -> None:
        if quiet or (stage is not None and moment.stage != stage):
            return
        sys.stdout.write(_line(moment))
        for change in moment.changes if stage is not None else ():
            column = change.column
            sys.stdout.write(
                f"    {column.name:20} {change.entries:6,} of {change.of:6,} changed; sum "
                f"{change.before:.6g} -> {change.after:.6g} {column.unit}: {column.doc}\n"
            )
        sys.stdout.flush()

    return tell


def _line(moment: Moment) -> str:
    names = [change.column.name for change in moment.changes]
    more = f" and {len(names) - SHOWN_COLUMNS} more" if len(names) > SHOWN_COLUMNS else ""
    shown = ", ".join(names[:SHOWN_COLUMNS]) + more or "nothing"
    return f"{moment.time:8.2f} {moment.stage:15} {moment.digest[:12]} changed {shown}\n"
