"""`race tournament`: many games by policies; who wins how often, with which orders, and why."""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import time
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from rich.console import Console

from race.base.arguments import made_folder, within
from race.base.errors import InputError
from race.batch.tournament.games import Games
from race.batch.tournament.run import Cell, Plan, play_cells
from race.batch.tournament.tally import (
    MEASURES,
    Parts,
    Row,
    Use,
    most_in_winning_slots,
    parts_of,
    rank_correlation,
    row_of,
    uses_of,
)
from race.commands.tournament_tables import ARCHETYPE, show
from race.ground_app import game_ground
from race.play.playing.ground import Ground, seats_of

MOST_GAMES = 100_000
MOST_WORKERS = 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race tournament`."""
    parser.add_argument(
        "scenario",
        nargs="?",
        default="2022",
        metavar="SCENARIO",
        help="a shipped name or the path of a file; 2022 if not given",
    )
    parser.add_argument(
        "--games", type=int, default=128, metavar="N", help="games of each cell; 128 if not given"
    )
    parser.add_argument(
        "--seat",
        action="append",
        default=[],
        metavar="ACTOR=POLICY",
        help="one more cell, in which this seat is played by nothing, advisor, random_legal, best, "
        "script:NAME or an archetype; ALL stands for every seat in turn",
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help="of chance; 1 if not given"
    )
    parser.add_argument(
        "--difficulty",
        default="normal",
        metavar="ID",
        help="study, normal, hard or expert; normal if not given",
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=max(os.cpu_count() or 1, 1),
        metavar="N",
        help="processes; one for each core if not given",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write tables as CSV there")


def run(args: argparse.Namespace) -> int:
    """Play the cells and print what came of them.

    Raises:
        InputError: an unknown scenario, actor or policy, or a number that is not allowed.
    """
    within("--games", args.games, 1, MOST_GAMES)
    within("--workers", args.workers, 1, MOST_WORKERS)
    ground = game_ground(args.scenario, {})
    cells = [("", ARCHETYPE), *_cells(args.seat, args.scenario, ground)]
    if sys.stderr.isatty():
        print(f"Playing {args.games * len(cells):,} games, one or two a second.", file=sys.stderr)
    plan = Plan(args.scenario, args.games, args.seed, args.difficulty, args.workers)
    began = time.perf_counter()
    played = play_cells(
        plan,
        [Cell({actor: policy} if actor else {}) for actor, policy in cells],
        game_ground,
    )
    found = dict(zip(cells, played, strict=True))
    seconds = time.perf_counter() - began
    answer = _answer(found, ground, plan, seconds)
    if args.out is not None:
        _write(args.out, answer)
    if args.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        show(answer, Console(highlight=False))
    return 0


def _cells(given: list[str], scenario: str, ground: Ground) -> list[tuple[str, str]]:
    """Read ACTOR=POLICY pairs; ALL stands for every seat."""
    cells: list[tuple[str, str]] = []
    seats = seats_of(ground)
    for pair in given:
        actor, sign, policy = pair.partition("=")
        if not (actor and sign and policy) or actor not in (*seats, "ALL"):
            raise InputError(
                f"--seat: given {pair!r}; allowed: ACTOR=POLICY with ALL or one of "
                f"{', '.join(seats)}"
            )
        cells += [(one, policy) for one in (seats if actor == "ALL" else (actor,))]
    for actor, policy in cells:
        game_ground(scenario, {actor: policy})
    return list(dict.fromkeys(cells))


def _answer(
    found: dict[tuple[str, str], Games], ground: Ground, plan: Plan, seconds: float
) -> dict[str, Any]:
    base = found["", ARCHETYPE]
    levels = {row.actor: row.level for row in ground.data.seats.values()}
    rows = [row_of(base, actor, ARCHETYPE, levels[actor]) for actor in base.seats]
    rows += [
        row_of(games, actor, policy, levels[actor])
        for (actor, policy), games in found.items()
        if actor
    ]
    most = most_in_winning_slots(base)
    return {
        "scenario": plan.scenario,
        "games": plan.games,
        "seed": plan.seed,
        "difficulty": plan.difficulty,
        "seconds": round(seconds, 2),
        "games_per_second": round(plan.games * len(found) / seconds, 2),
        "rows": [asdict(row) for row in sorted(rows, key=lambda row: base.seats.index(row.actor))],
        "orders": [asdict(use) for use in uses_of(base)],
        "most_used_by_winners": most and dict(zip(("actor", "order", "share"), most, strict=True)),
        "variance": [asdict(parts) for parts in _variance(found, base)],
        "rank_correlation": rank_correlation(base),
        "median_turns": float(sorted(base.turns.tolist())[len(base.turns) // 2]),
    }


def _variance(found: dict[tuple[str, str], Games], base: Games) -> list[Parts]:
    """Return the parts of variance of actors that were played by more than one policy."""
    parts = []
    for actor in base.seats:
        by_policy = {policy: games for (one, policy), games in found.items() if one == actor}
        if by_policy:
            whole = {ARCHETYPE: base, **by_policy}
            parts += [parts_of(whole, actor, measure) for measure in MEASURES]
    return parts


def _write(folder: Path, answer: dict[str, Any]) -> None:
    """Write the tables of a tournament into a folder."""
    made_folder(folder)
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    (folder / "tournament.json").write_text(text + "\n", encoding="utf-8")
    for name, record in (("rows", Row), ("orders", Use), ("variance", Parts)):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            names = [one.name for one in fields(record)]
            writer.writerow(_columns(names))
            for row in answer[name]:
                writer.writerow(_cells_of(row, names))


def _columns(names: list[str]) -> list[str]:
    found = []
    for name in names:
        found += (
            [name, f"{name}_low", f"{name}_high"] if name in ("win", "partial", "loss") else [name]
        )
    return found


def _cells_of(row: dict[str, Any], names: list[str]) -> list[Any]:
    found: list[Any] = []
    for name in names:
        value = row[name]
        found += (
            [value["share"], value["low"], value["high"]] if isinstance(value, dict) else [value]
        )
    return found
