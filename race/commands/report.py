"""`race report`: one page on what a batch found, with its pictures."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

from race.batch.work import Work
from race.experiments import open_work

WRITE = "race.batch.report.write"
"""Loaded by name, because matplotlib and SciPy take a second to import."""


class Write(Protocol):
    """What the module that writes reports offers."""

    def write_report(
        self,
        work: Work,
        folder: Path,
        /,
        *,
        year: int | None,
        actors: Sequence[str],
        explained: str,
        out: Path | None,
    ) -> Path:
        """Write the page and its pictures, and return where the page is."""


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
    module = cast("Write", importlib.import_module(WRITE))
    page = module.write_report(
        work,
        args.folder,
        year=args.year,
        actors=[name for name in args.actors.split(",") if name],
        explained=args.explain,
        out=args.out,
    )
    print(page)
    return 0
