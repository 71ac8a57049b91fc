"""`race train-time`: tells how long a training run takes."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from race.batch.showing.wording import short
from race.paths import scenarios_folder
from race.rules.train_time import FABRICS, TEAMS, Request, TrainTime, train_time
from race.scenario.load import load

DATA = Path("data", "training.yaml")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race train-time`."""
    parser.add_argument(
        "--flop", type=float, required=True, metavar="X", help="training compute, such as 2.1e25"
    )
    parser.add_argument(
        "--chip", required=True, metavar="NAME", help="id, name or alias of a chip, such as A100"
    )
    parser.add_argument("--count", type=int, required=True, metavar="N", help="number of chips")
    parser.add_argument(
        "--fabric",
        metavar="F",
        help=f"{', '.join(FABRICS)}; if not given, what clusters of the chip usually have",
    )
    parser.add_argument(
        "--team", default="tuned", metavar="T", help=f"{' or '.join(TEAMS)}; tuned if not given"
    )
    parser.add_argument(
        "--mfu", type=float, metavar="M", help="share of the peak that is used, 0 to 1"
    )
    parser.add_argument(
        "--availability", type=float, metavar="A", help="share of time in which the run advances"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Work out the days and print them with their terms.

    Raises:
        InputError: a number that is not allowed, or a chip, fabric or team that is not known.
    """
    scenario = load(scenarios_folder() / DATA)
    request = Request(
        args.flop, args.chip, args.count, args.fabric, args.team, args.mfu, args.availability
    )
    answer = train_time(scenario, request)
    print(json.dumps(answer.as_json(), indent=2) if args.json else _as_text(answer))
    return 0


def _as_text(answer: TrainTime) -> str:
    days = f"{answer.days:,.1f}" if answer.days < 1000.0 else f"{answer.days:,.0f}"
    years = f" ({answer.years:,.1f} years)" if answer.years >= 1.0 else ""
    return "\n".join(
        [
            f"{short(answer.flop)} FLOP on {answer.count:,} x {answer.chip}: {days} days{years}",
            "",
            f"peak          {answer.peak_tflops:g} TFLOP/s a chip, dense 16 bits",
            f"MFU           {answer.mfu:.3f}{_parts(answer)}",
            f"availability  {answer.availability:g}",
            f"useful speed  {short(answer.useful_flops)} FLOP/s, the product of these and the chips",
        ]
    )


def _parts(answer: TrainTime) -> str:
    parts = answer.mfu_parts
    if parts is None:
        return ", as given"
    texts = [f"{parts.fabric:g} {answer.fabric}"]
    for part, reason in (
        (parts.link, "reduced link"),
        (parts.team, f"{answer.team} team"),
        (parts.size, "more than 4,096 chips"),
    ):
        if abs(part) > 1e-12:
            texts.append(f"{'+' if part > 0.0 else '-'} {abs(part):.3f} {reason}")
    return " = " + " ".join(texts)
