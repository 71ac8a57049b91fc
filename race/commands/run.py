"""`race run`: simulates a scenario and shows the gap, year by year."""

from __future__ import annotations

import argparse
import contextlib
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from race.app import Setting, prepare, simulate
from race.base.arguments import made_folder
from race.base.errors import InputError
from race.batch.showing.countries import main_countries
from race.batch.showing.results import as_json, dump, ends_of, write_csv
from race.batch.showing.tables import closing_sentence, compute_table, gap_table
from race.batch.showing.wording import room
from race.commands.watch import watch
from race.engine.outcome import Outcome
from race.scenario.models.scenario import Scenario

WRITTEN = "charts in gap.png and index.png, every figure in results.csv and run.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race run`."""
    parser.add_argument("scenario", metavar="SCENARIO", help="a shipped name or the path of a file")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help="of chance; 1 if not given"
    )
    parser.add_argument("--until", type=int, metavar="YEAR", help="the last year to simulate")
    parser.add_argument(
        "--overlay",
        action="append",
        default=[],
        metavar="NAME",
        help="an overlay of the scenario to lay over it; may be given several times",
    )
    parser.add_argument(
        "--policy",
        action="append",
        default=[],
        metavar="ACTOR=NAME",
        help="who decides for an actor, such as RU=random_legal; may be given several times",
    )
    parser.add_argument(
        "--replicates",
        type=int,
        default=1,
        metavar="N",
        help="number of random futures; with more than one the figures are medians",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="write results.csv, run.json and charts there"
    )
    parser.add_argument(
        "--watch",
        action="store_true",
        help="run again whenever a file of the scenario changes; a file with faults changes nothing",
    )


def run(args: argparse.Namespace) -> int:
    """Simulate and print; with --out write files too.

    Raises:
        InputError: an unknown scenario, overlay, actor or policy, or a number that is not allowed.
    """
    policies = _policies(args.policy)
    if not args.watch:
        _show(prepare(args.scenario, args.overlay), args, policies)
        return 0
    with contextlib.suppress(KeyboardInterrupt):
        watch(args.scenario, args.overlay, lambda setting: _show(setting, args, policies))
    return 0


def _show(setting: Setting, args: argparse.Namespace, policies: Mapping[str, str]) -> None:
    """Simulate what was asked for; print it, and write the files of --out."""
    outcome = simulate(
        setting,
        seed=args.seed,
        replicates=args.replicates,
        until=args.until,
        policies=policies,
    )
    answer = as_json(outcome, _about(setting, outcome, policies)) if args.json or args.out else {}
    if args.out is not None:
        _write(args.out, outcome, setting, answer, list(policies))
    print(dump(answer) if args.json else _text(outcome, setting, list(policies)), flush=True)
    if args.out is not None:
        print(f"Wrote {args.out}: {WRITTEN}", file=sys.stderr)


def _policies(given: list[str]) -> dict[str, str]:
    """Read ACTOR=NAME pairs, each actor once."""
    policies: dict[str, str] = {}
    for pair in given:
        actor, sign, name = pair.partition("=")
        if not (actor and sign and name):
            raise InputError(
                f"--policy: given {pair!r}; allowed: ACTOR=NAME, such as RU=random_legal"
            )
        if actor in policies:
            raise InputError(f"--policy: {actor} stands twice; keep one of them")
        policies[actor] = name
    return policies


def _about(setting: Setting, outcome: Outcome, policies: Mapping[str, str]) -> dict[str, Any]:
    head = setting.scenario.head
    return {
        "scenario": head.id,
        "title": head.title,
        "overlays": list(setting.scenario.chosen_overlays),
        "policies": dict(policies),
        "ends": {
            name: {"title": setting.scenario.ends[name].title, "share": share, "year": year}
            for name, share, year in ends_of(outcome)
        },
    }


def _text(outcome: Outcome, setting: Setting, asked: list[str]) -> str:
    scenario = setting.scenario
    countries = main_countries(outcome, scenario, asked)
    behind = [name for name in countries if name != countries[0]]
    futures = f"medians of {outcome.replicates} futures"
    if outcome.replicates == 1:
        futures = "one of many futures; medians: --replicates 64"
    return "\n".join(
        [
            f"{scenario.head.title} ({_called(scenario)}): seed {outcome.seed}, {futures}",
            "",
            "Compute owned, by seat of the owner (H100e: 8-bit peak over 1,979 TOP/s)",
            "",
            compute_table(outcome, countries, scenario),
            "",
            textwrap.fill(_gap_heading(setting.scenario), min(room(), 100)),
            "",
            gap_table(outcome, behind),
            "",
            closing_sentence(outcome, behind, scenario),
            *_ends(outcome, scenario),
        ]
    )


def _ends(outcome: Outcome, scenario: Scenario) -> list[str]:
    """Say of each end condition whether it came, and when."""
    lines = []
    for name, share, year in ends_of(outcome):
        title = scenario.ends[name].title
        futures = "" if outcome.replicates == 1 else f" in {100 * share:.0f} % of futures"
        came = "never" if year is None else f"at the end of {year}{futures}"
        lines.append(f"{title}: {came}.")
    return lines


def _called(scenario: Scenario) -> str:
    return " + ".join((scenario.head.id, *scenario.chosen_overlays))


def _gap_heading(scenario: Scenario) -> str:
    stride = scenario.parameters["score.stride_m"].value
    plan = scenario.parameters["score.plan_years"].value
    return (
        "Gap to the leader: how many years longer the fastest pool takes for the largest run so "
        f"far, and the same on the road, {stride:g} m for each {plan:g} years"
    )


def _write(
    folder: Path, outcome: Outcome, setting: Setting, answer: Mapping[str, Any], asked: list[str]
) -> None:
    """Write the four files of a run into a folder, which is made if need be."""
    # matplotlib takes half a second to import
    from race.batch.showing.gap_chart import draw_gap  # noqa: PLC0415
    from race.batch.showing.index_chart import draw_index  # noqa: PLC0415

    made_folder(folder)
    countries = main_countries(outcome, setting.scenario, asked)
    (folder / "run.json").write_text(dump(answer) + "\n", encoding="utf-8")
    write_csv(outcome, folder / "results.csv")
    draw_gap(outcome, setting.scenario, countries, folder / "gap.png")
    draw_index(outcome, setting.scenario, countries, folder / "index.png")
