"""`race batch`: many futures of a scenario, in several arms and at the points of a sweep."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from race.batch.running.design import Experiment
from race.batch.running.pool import STALL_SECONDS
from race.batch.running.prepare import BLOCK, Prepared
from race.batch.running.runner import run_batch
from race.batch.running.summary import Summary, first_failures
from race.batch.running.target import Target, usual_target
from race.batch.running.way import AllRuns, Bars, Starter, Way
from race.batch.showing.wording import with_unit
from race.batch.store.manifest import Manifest
from race.experiments import local, on_cluster, prepare
from race.scenario.experiments.arms_file import read_arms
from race.scenario.experiments.experiment import AS_IT_IS
from race.scenario.experiments.sweep_file import read_sweep

if TYPE_CHECKING:
    from race.batch.running.stopping import Precision


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race batch`."""
    add_experiment(parser)
    parser.add_argument(
        "--workers",
        type=int,
        metavar="W",
        help="processes; one for each core if not given; 0 runs all in this one",
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="of a Dask scheduler, such as tcp://10.0.0.5:8786; a port alone is one of this "
        "machine, 'local' starts a cluster of W workers",
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=STALL_SECONDS,
        metavar="SECONDS",
        help=f"without a finished step after which a worker hangs; {STALL_SECONDS:g} if not given",
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="carry on the batch that stands in DIR; begin one where none does",
    )
    parser.add_argument(
        "--retry-failed", action="store_true", help="with --resume, run failed futures again"
    )
    parser.add_argument(
        "--precision",
        action="append",
        default=[],
        metavar="MEASURE=HALFWIDTH",
        help="stop before --runs when a median, or the median effect of each arm, is this narrow: "
        "kilometres:CN@2030=2cm; may be given several times",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def add_experiment(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments that say what is to be run, and where it goes."""
    parser.add_argument("scenario", metavar="SCENARIO", help="a shipped name or the path of a file")
    parser.add_argument(
        "--runs", type=int, required=True, metavar="N", help="futures of each arm at each point"
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help="of chance; 1 if not given"
    )
    parser.add_argument(
        "--arms", metavar="FILE", help="a shipped experiment or a file of arms; see docs/batch.md"
    )
    parser.add_argument("--sweep", metavar="FILE", help="a file of a sweep; see docs/batch.md")
    parser.add_argument("--until", type=int, metavar="YEAR", help="the last year to simulate")
    parser.add_argument(
        "--companies",
        default="",
        metavar="A,B",
        help="companies whose figures are kept beside those of the countries, or all",
    )
    parser.add_argument(
        "--block",
        type=int,
        default=BLOCK,
        metavar="B",
        help=f"futures simulated at once; {BLOCK} if not given; results do not depend on it",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder of the batch"
    )


def run(args: argparse.Namespace) -> int:
    """Run what the folder lacks, and print what it came to.

    Raises:
        InputError: something that is named does not exist or is not allowed.
        RunError: another runner is at work in the folder, or it cannot be written.
    """
    prepared = prepare(experiment_of(args), block=args.block)
    goals = _goals(args.precision, prepared)
    way = Way(
        start=_starter(args),
        resume=args.resume,
        retry_failed=args.retry_failed,
        bars=bars(),
        stopping=goals or AllRuns(),
    )
    target = goals.target if goals else usual_target(prepared.scenario, prepared.manifest.until)
    summary = _run(args.out, prepared, target, way)
    if args.json:
        widths = goals.reached(args.out, summary.runs) if goals else None
        print(json.dumps(as_json(summary, widths)))
    else:
        told = goals.told(args.out, summary.runs) if goals else []
        print("\n".join([summary_text(args.out, prepared.manifest, summary), *told]))
    return int(summary.failed == summary.rows)


def _run(folder: Path, prepared: Prepared, target: Target, way: Way) -> Summary:
    try:
        return run_batch(folder, prepared, target, way)
    except KeyboardInterrupt:
        print(
            f"race: {folder}: interrupted; the same command with --resume carries on",
            file=sys.stderr,
        )
        raise


def _goals(texts: list[str], prepared: Prepared) -> Precision | None:
    """Read what --precision asks for, None without it."""
    if not texts:
        return None
    from race.batch.running.stopping import read_precision  # noqa: PLC0415  # SciPy takes a fifth of a second

    manifest = prepared.manifest
    return read_precision(
        texts, prepared.scenario, companies=manifest.companies, until=manifest.until
    )


def experiment_of(args: argparse.Namespace) -> Experiment:
    """Read what the arguments say is to be run.

    Raises:
        InputError: a file that does not exist.
        ScenarioError: a file with faults.
    """
    return Experiment(
        scenario=args.scenario,
        seed=args.seed,
        runs=args.runs,
        arms=read_arms(args.arms) if args.arms else AS_IT_IS,
        sweep=read_sweep(args.sweep) if args.sweep else None,
        companies=tuple(name for name in args.companies.split(",") if name),
        until=args.until,
    )


def as_json(summary: Summary, half_widths: Mapping[str, float] | None = None) -> dict[str, Any]:
    """Return a summary as one object; infinite numbers as None."""
    finite = {
        arm: [value if abs(value) < float("inf") else None for value in values]
        for arm, values in summary.estimates.items()
    }
    numbers = {**asdict(summary), "seconds": round(summary.seconds, 3), "estimates": finite}
    widths = {
        name: width if width < float("inf") else None for name, width in (half_widths or {}).items()
    }
    return numbers | ({"half_widths": widths} if widths else {})


def _starter(args: argparse.Namespace) -> Starter:
    if args.scheduler:
        return on_cluster(args.scheduler, args.workers, args.timeout)
    return local(args.workers, args.timeout)


def bars() -> Bars | None:
    """Return what shows progress, None where nobody looks."""
    if not sys.stderr.isatty():
        return None
    from race.batch.running.progress import Bar  # noqa: PLC0415  # rich takes 50 ms

    return Bar


def summary_text(folder: Path, manifest: Manifest, summary: Summary) -> str:
    """Return what people read of a summary."""
    arms = {arm.id: arm.title for arm in manifest.arms}
    parts = [f"{len(arms)} arm{'s' * (len(arms) > 1)}"]
    parts += [f"{manifest.points:,} points"] if manifest.points > 1 else []
    parts += [f"{summary.runs:,} runs"]
    rate = summary.ran / summary.seconds if summary.seconds > 0.0 else 0.0
    ran = f"ran {summary.ran:,} in {summary.seconds:.1f} s, {rate:,.0f} a second"
    what = f"{summary.rows:,} futures ({' x '.join(parts)}), {summary.failed:,} failed"
    lines = [
        f"{folder}: {what}; {ran}",
        f"data_sha256 {summary.data_sha256}",
        f"{summary.target}: median, and the middle 80 % of futures",
    ]
    width = max(len(title) for title in arms.values())
    for arm, values in summary.estimates.items():
        middle, low, high = (with_unit(value, summary.unit) for value in values)
        lines.append(f"  {arms[arm]:{width}}  {middle} ({low} to {high})")
    if summary.failed:
        lines += [f"failed: {one.error}; {one.command}" for one in first_failures(folder)]
        lines.append(f"all that failed: {folder}/shards/*.failed.*/replicates.parquet")
    return "\n".join(lines)
