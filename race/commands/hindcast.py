"""`race hindcast`: sets what the model says of 2022 to 2024 beside what was published."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from race.app import MOST_REPLICATES
from race.base.arguments import LARGEST_SEED, made_folder, within
from race.base.errors import InputError
from race.batch.hindcast.answers import ROLE_TITLES, as_list, score_text, table, write_csv
from race.batch.hindcast.bands import with_error_of_structure
from race.batch.hindcast.calibrating import MEMBERS, calibrate
from race.batch.hindcast.comparing import Row, compare, score
from race.batch.hindcast.ensemble import Subject, run_futures
from race.batch.hindcast.holding_back import HeldBack, errors_of_structure, hold_back
from race.batch.hindcast.settling import write_data, write_table
from race.ground_app import ground
from race.paths import scenarios_folder
from race.scenario.experiments.targets import OWN, Target, read_targets

SCENARIO = "2022"
"""Started before all that it is held to."""
RUNS = 500
COLUMNS = """\
from, to     the published range, at least 25 % (6 points, 4 months) to each side
median       the model's, with its 80 % band from p10 to p90
inside       whether the median lies between from and to
error        log10 of the median over the published figure: +0.30 is twice as much
carried      the last figure published before, carried forward
growth       growth between the figures since 2021, carried on"""
"""What stands in the columns of the table."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race hindcast`."""
    parser.add_argument(
        "--runs", type=int, default=RUNS, metavar="N", help=f"random futures; {RUNS} if not given"
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help="of chance; 1 if not given"
    )
    parser.add_argument(
        "--json", action="store_true", help="print every measure to the end of 2026 as one list"
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="write comparison.csv, measures.json and a picture a group there",
    )
    parser.add_argument(
        "--calibrate",
        action="store_true",
        help="calibrate from the priors and cross-validate, needs --out; takes minutes",
    )


def run(args: argparse.Namespace) -> int:
    """Run the futures, compare and print; with --calibrate calibrate instead.

    Raises:
        InputError: a number that is not allowed, or no folder for a calibration.
        RunError: a calibration without its library.
    """
    within("--runs", args.runs, 2, MOST_REPLICATES)
    within("--seed", args.seed, 0, LARGEST_SEED)
    if args.calibrate and args.out is None:
        raise InputError("--calibrate: needs a folder for what it finds; add --out DIR")
    if args.out is not None:
        made_folder(args.out)
    game = ground(SCENARIO)
    subject = Subject(game.world, game.book, game.decide)
    targets = read_targets()
    if args.calibrate:
        return _calibrate(subject, targets, args)
    futures = run_futures(subject, args.seed, range(args.runs))
    series = with_error_of_structure(futures, args.seed, game.scenario.parameters)
    rows, alone = compare(targets, futures, series), compare(targets, futures)
    if args.out is not None:
        _write(args.out, as_list(futures, series), rows, _about(args))
    print(
        json.dumps(as_list(futures, series), allow_nan=False)
        if args.json
        else _text(rows, alone, args)
    )
    return 0


def _about(args: argparse.Namespace) -> str:
    return (
        f"Three Kilometres, race hindcast, seed {args.seed}, {args.runs} futures; "
        "data: Epoch AI CC BY 4.0 and others"
    )


def _text(rows: Sequence[Row], alone: Sequence[Row], args: argparse.Namespace) -> str:
    head = f"Hindcast of scenario {SCENARIO}: seed {args.seed}, {args.runs} futures"
    parts = [head, COLUMNS]
    for role, title in ROLE_TITLES.items():
        parts += [title, table([row for row in rows if row.target.role == role])]
    cover = score(alone).covered
    parts += ["Score", score_text(score(rows), score(rows, OWN), cover)]
    return "\n\n".join(parts)


def _write(folder: Path, measures: list[dict[str, Any]], rows: Sequence[Row], about: str) -> None:
    """Write the comparison, all measures, and a picture for each group."""
    # matplotlib takes half a second to import
    from race.batch.hindcast.pictures import draw_group  # noqa: PLC0415

    write_csv(rows, folder / "comparison.csv")
    lines = ",\n".join(json.dumps(one, allow_nan=False) for one in measures)
    (folder / "measures.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    for group in dict.fromkeys(row.target.group for row in rows):
        of_group = [row for row in rows if row.target.group == group and row.p50 > 0.0]
        draw_group(of_group, group, about, folder / f"{group}.png")


def _calibrate(subject: Subject, targets: Sequence[Target], args: argparse.Namespace) -> int:
    """Calibrate and cross-validate; write what came of it, and changed copies of the data files."""
    posterior = calibrate(subject, targets, seed=args.seed)
    print(f"Calibrated {len(posterior.names)} quantities, {MEMBERS} draws a round.")
    write_table(posterior, args.out / "posterior.csv")
    for file in write_data(posterior, scenarios_folder() / "data", args.out / "data"):
        print(f"wrote {file}")
    held = hold_back(subject, targets, seed=args.seed)
    text = _cross_text(held)
    (args.out / "cross-validation.txt").write_text(text + "\n", encoding="utf-8")
    print(text)
    return 0


def _cross_text(held: Sequence[HeldBack]) -> str:
    """Say how the figures of each group are met that a calibration did not see."""
    lines = ["Figures met by a calibration that has not seen their group, or the last year:"]
    lines += [
        f"  {one.group:10} {len(one.rows):2} figures, {one.inside:.0%} inside, median absolute "
        f"log10 error {one.error:.3f}"
        for one in held
    ]
    everything = [row for one in held for row in one.rows]
    inside = sum(row.inside for row in everything) / len(everything)
    lines.append(f"  all        {len(everything):2} figures, {inside:.0%} inside")
    sizes = ", ".join(f"{size:.3g} {unit}" for unit, size in errors_of_structure(held).items())
    lines.append(f"Error of structure, a standard deviation: {sizes}")
    return "\n".join(lines)
