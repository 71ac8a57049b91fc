"""`race chips`: tells which chips an export rule catches, and why."""

from __future__ import annotations

import argparse
import json
from collections.abc import Collection, Sequence
from datetime import date, datetime
from pathlib import Path

from race.base.errors import InputError
from race.batch.showing.wording import fitted, room
from race.paths import scenarios_folder
from race.rules.measures import Buyer, Measures
from race.rules.rulings import Ruling, by_text, in_force
from race.scenario.experiments.chip_figures import ChipFigures, of_catalogue
from race.scenario.experiments.chip_file import read_chips
from race.scenario.load import load
from race.scenario.models.moment import day_of
from race.scenario.models.scenario import Scenario
from race.scenario.text.wording import suggestion

CATALOGUE = Path("data", "catalogue.yaml")
USUAL_BUYER = "CN"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race chips`."""
    parser.add_argument(
        "--rule",
        metavar="ID",
        help="this text alone with what it amends, whether in force or not, such as us-2022-10; "
        "for a buyer in an arms-embargoed country unless --to says otherwise",
    )
    parser.add_argument(
        "--on",
        metavar="DATE",
        help="YYYY-MM-DD; today if not given, with --rule the day on which it took effect",
    )
    parser.add_argument(
        "--to",
        metavar="COUNTRY",
        help=f"destination and headquarters of the buyer, such as RU; {USUAL_BUYER} if not given",
    )
    parser.add_argument(
        "--file",
        metavar="CSV",
        type=Path,
        help="a table of chips with the columns name, fp16_dense_tflops, int8_fp8_dense_tops, "
        "fp6_dense_tops, fp4_dense_tops (or tpp for these four), die_area_mm2, total_io_gbs, "
        "mem_tbs, datacenter_marketed, designer_country; the catalogue if not given",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON list of rows")


def run(args: argparse.Namespace) -> int:
    """Classify the chips and print the answer.

    Raises:
        InputError: an unknown rule or country, a wrong date, a file with a fault.
    """
    scenario = load(scenarios_folder() / CATALOGUE)
    measures = Measures(scenario.measures, scenario.groups)
    if args.rule is not None:
        _known("--rule", "rule on chips", args.rule, _rules_on_chips(scenario))
    if args.to is not None:
        _known("--to", "country", args.to, scenario.countries)
    on = day_of("--on", args.on) if args.on is not None else _usual_day(args.rule, scenario)
    chips = _chips(args.file, scenario, with_home=args.rule is None)
    if args.rule is not None:
        buyer = None if args.to is None else Buyer(args.to, args.to)
        rulings = by_text(measures, args.rule, chips, buyer, on)
        heading = f"{args.rule}: {scenario.measures[args.rule].title}"
    else:
        country = args.to or USUAL_BUYER
        rulings = in_force(measures, chips, Buyer(country, country), on)
        heading = f"Measures in force on {on} for a buyer in {scenario.countries[country].name}"
    text = _as_text(rulings, told=args.rule)
    print(_as_json(rulings) if args.json else f"{heading}\n\n{text}")
    return 0


def _chips(file: Path | None, scenario: Scenario, *, with_home: bool) -> list[ChipFigures]:
    if file is not None:
        return read_chips(file, with_home=with_home)
    return [of_catalogue(chip) for chip in scenario.chips.values()]


def _rules_on_chips(scenario: Scenario) -> list[str]:
    """Name the measures that say anything of chips; those on tools or minerals do not."""
    return [name for name, measure in scenario.measures.items() if measure.clauses]


def _known(argument: str, kind: str, given: str, names: Collection[str]) -> None:
    """Refuse a name that is not among some names."""
    if given not in names:
        advice = suggestion(given, names) or "write one of these"
        raise InputError(
            f"{argument}: unknown {kind} {given!r}; allowed: {', '.join(names)}; {advice}"
        )


def _usual_day(rule: str | None, scenario: Scenario) -> date:
    if rule is not None:
        return scenario.measures[rule].effective.first_day
    return datetime.now().astimezone().date()


def _as_json(rulings: Sequence[Ruling]) -> str:
    rows = [
        {
            "chip": ruling.chip,
            "rule": ruling.rule,
            "outcome": ruling.outcome.word,
            "reason": ruling.reason,
        }
        for ruling in rulings
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)


def _as_text(rulings: Sequence[Ruling], told: str | None) -> str:
    """Set the rulings in columns, the reason last because it is long; no rule that is told above."""
    cells = [["chip", "outcome", "rule", "reason"]]
    cells += [[one.chip, one.outcome.word, one.rule or "-", one.reason] for one in rulings]
    if {one.rule for one in rulings} == {told}:
        cells = [[*row[:2], row[3]] for row in cells]
    last = len(cells[0]) - 1
    return fitted(cells, broken=(last,), left=range(last + 1), columns=room())
