"""`race report`: one page on what a batch found, with its pictures."""

from __future__ import annotations

import argparse
from pathlib import Path

from race.experiments import open_work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race report`."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of a batch")
    parser.add_argument(
        "--year",
        type=int,
        metavar="YEAR",
        help="the year that is asked about; the last if not given",
    )
    parser.add_argument(
        "--actors",
        default="",
        metavar="A,B",
        help="countries to show beside the leader, such as CN,RU",
    )
    parser.add_argument(
        "--explain",
        default="",
        metavar="OUTCOME",
        help="describe the futures of an outcome, such as 'kilometres:RU@2030>300m'; needs the "
        "extra discovery",
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where the report goes; DIR/report if not given"
    )


def run(args: argparse.Namespace) -> int:
    """Write the report and print where it is.

    Raises:
        InputError: there is no batch, it is damaged, or it lacks the year or the actor.
        RunError: the report cannot be written.
    """
    work = open_work(args.folder)
    from race.batch.report.write import write_report  # noqa: PLC0415  # matplotlib takes a second

    page = write_report(
        work,
        args.folder,
        year=args.year,
        actors=[name for name in args.actors.split(",") if name],
        explained=args.explain,
        out=args.out,
    )
    print(page)
    return 0
