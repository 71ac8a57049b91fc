"""`race index`: shows who owns how much compute, at any date."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from race.app import IndexAt, compute_index, prepare
from race.batch.showing.wording import aligned, amount, fitted, room
from race.rules.clusters import LIST_LENGTH, Cluster, counts, largest_systems, totals
from race.scenario.models.moment import day_of

LINES = 60
"""Rows of the index that are printed; --json gives all."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race index`."""
    parser.add_argument("scenario", metavar="SCENARIO", help="a shipped name or the path of a file")
    parser.add_argument(
        "--at",
        metavar="DATE",
        help="YYYY-MM-DD; the start of the scenario if not given. Up to the start, and on the day "
        "of the published index, the record is read; later days are simulated",
    )
    parser.add_argument(
        "--top500",
        action="store_true",
        help=f"the {LIST_LENGTH} largest systems, with counts and shares by country",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print the index of a day.

    Raises:
        InputError: an unknown scenario, or a day that neither the record nor the scenario has.
    """
    setting = prepare(args.scenario)
    day = day_of("--at", args.at) if args.at is not None else setting.scenario.head.start.first_day
    index = compute_index(setting, day)
    rows = largest_systems(index.clusters) if args.top500 else index.clusters
    if args.json:
        print(json.dumps(_as_json(index, rows, setting.scenario.head.id), ensure_ascii=False))
    else:
        print(_as_text(index, rows, top500=args.top500))
    return 0


def _as_json(index: IndexAt, rows: Sequence[Cluster], scenario: str) -> dict[str, Any]:
    return {
        "scenario": scenario,
        "at": index.day.isoformat(),
        "basis": index.basis,
        "note": index.note,
        "h100e": sum(row.h100e for row in rows),
        "by_category": totals(rows, "category"),
        "by_host": totals(rows, "host"),
        "by_seat": totals(rows, "seat"),
        "by_chip": totals(rows, "chip"),
        "systems_by_host": counts(rows, "host"),
        "clusters": [{"rank": rank, **asdict(row)} for rank, row in enumerate(rows, start=1)],
    }


def _as_text(index: IndexAt, rows: Sequence[Cluster], *, top500: bool) -> str:
    name = f"The {len(rows)} largest systems" if top500 else "Compute index"
    shown = rows[:LINES]
    parts = [
        f"{name} on {index.day} ({index.basis}: {index.note})",
        "H100e: H100-equivalents by the 8-bit peak over 1,979 TOP/s",
        "",
        _clusters(shown),
    ]
    if len(rows) > len(shown):
        parts.append(f"and {len(rows) - len(shown)} more; --json gives all")
    parts += ["", _by_country(rows), "", _by_category(rows)]
    return "\n".join(parts)


def _clusters(rows: Sequence[Cluster]) -> str:
    table = [["", "system", "owner", "host", "class", "chip", "chips", "H100e"]]
    for rank, row in enumerate(rows, start=1):
        owner = f"{row.owner_name} ({row.user})" if row.user else row.owner_name
        chips = "-" if row.chips is None else f"{row.chips:,.0f}"
        kind = row.category.replace("_", " ")
        cells = [row.name, owner, row.host, kind, row.chip or "not given", chips]
        table.append([str(rank), *cells, f"{row.h100e:,.0f}"])
    return fitted(table, broken=(1, 2), left=(1, 2, 3, 4, 5), columns=room())


def _by_country(rows: Sequence[Cluster]) -> str:
    """Return systems and compute by host country, with shares."""
    number, h100e = counts(rows, "host"), totals(rows, "host")
    everything = max(sum(h100e.values()), 1e-12)
    table = [["host", "systems", "share", "H100e", "share"]]
    for country, amount_there in h100e.items():
        of_systems = 100.0 * number[country] / len(rows)
        of_compute = 100.0 * amount_there / everything
        cells = [country, str(number[country]), f"{of_systems:.1f} %", amount(amount_there)]
        table.append([*cells, f"{of_compute:.1f} %"])
    return aligned(table, left=(0,))


def _by_category(rows: Sequence[Cluster]) -> str:
    number, h100e = counts(rows, "category"), totals(rows, "category")
    table = [["class", "systems", "H100e"]]
    table += [
        [kind.replace("_", " "), str(number[kind]), amount(value)] for kind, value in h100e.items()
    ]
    return aligned(table, left=(0,))
