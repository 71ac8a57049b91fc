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

from rich import box
from rich.console import Console
from rich.table import Table

from race.base.arguments import made_folder, within
from race.base.errors import InputError
from race.batch.showing.wording import digits, distance
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
from race.ground_app import game_ground
from race.play.playing.ground import Ground, seats_of

ARCHETYPE = "archetype"
TARGETS = {"gentle": (55, 75), "fair": (35, 60), "hard": (20, 40), "brutal": (10, 25)}
"""Per cent of wins that the design asks of archetypes, by level of the seat."""
COLUMNS = (
    "win, partial, loss: per cent of games, with the 95 % interval; asked: wins that the level of a "
    "seat asks of its archetype; score (of 100) and gap: medians at the end."
)
"""What stands in the columns of outcomes."""
MOST_GAMES = 100_000
MOST_WORKERS = 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race tournament`."""
    parser.add_argument("scenario", nargs="?", default="2022", metavar="SCENARIO")
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
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--difficulty", default="normal", metavar="ID")
    parser.add_argument(
        "--workers", type=int, default=max(os.cpu_count() or 1, 1), metavar="N", help="processes"
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
        _show(answer, Console(highlight=False))
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


def _show(answer: dict[str, Any], console: Console) -> None:
    console.print(
        f"{answer['games']} games a cell, difficulty {answer['difficulty']}, seed {answer['seed']}: "
        f"{answer['seconds']} s, {answer['games_per_second']} games a second"
    )
    console.print(COLUMNS)
    console.print(_outcomes(answer["rows"]), _orders(answer["orders"]))
    if answer["variance"]:
        console.print(_wins_by_policy(answer["rows"]), _parts(answer["variance"]))
    if most := answer["most_used_by_winners"]:
        console.print(
            f"Most used in one actor's winning games: {most['order']} by {most['actor']}, "
            f"{100 * most['share']:.0f} % of slots."
        )
    console.print(
        f"Correlation of ranks at turn 5 and at the end: {answer['rank_correlation']:.2f}. "
        f"Median length: {answer['median_turns']:.0f} turns."
    )


def _outcomes(rows: list[dict[str, Any]]) -> Table:
    """Return how each actor fared under each policy, with the wins that its level asks for."""
    table = _plain(
        "actor", "level", "asked", "policy", "win %", "partial %", "loss %", "score", "gap"
    )
    for row in rows:
        low, high = TARGETS[row["level"]]
        asked = f"{low}-{high}" if row["policy"] == ARCHETYPE else ""
        table.add_row(
            row["actor"], row["level"], asked, row["policy"],
            *(_percent(row[name]) for name in ("win", "partial", "loss")),
            digits(row["score"]), distance(row["km"]),
        )  # fmt: skip
    return table


def _orders(uses: list[dict[str, Any]]) -> Table:
    """Return how often each order is given, by winners and by whom most."""
    table = _plain("order", "% of slots", "% of winners'", "most by")
    for use in uses:
        table.add_row(
            use["order"], f"{100 * use['share']:.1f}", f"{100 * use['share_of_winners']:.1f}",
            f"{use['actor']} {100 * use['most']:.0f} %",
        )  # fmt: skip
    return table


def _parts(variance: list[dict[str, Any]]) -> Table:
    """Return where the variance of outcomes comes from."""
    table = _plain("actor", "of", "policy", "chance", "both")
    table.title = "where the variance comes from, %"
    for one in variance:
        table.add_row(
            one["actor"], "score" if one["measure"] == "score" else "log10 km",
            *(f"{100 * one[k]:.0f}" for k in ("policy", "chance", "both")),
        )  # fmt: skip
    return table


def _wins_by_policy(rows: list[dict[str, Any]]) -> Table:
    """Return wins of each seat under each policy side by side, with what is asked."""
    policies = list(dict.fromkeys(row["policy"] for row in rows))
    table = _plain("actor", "asked", *policies)
    table.title = "wins, %"
    for actor in dict.fromkeys(row["actor"] for row in rows):
        mine = {row["policy"]: row for row in rows if row["actor"] == actor}
        low, high = TARGETS[mine[ARCHETYPE]["level"]]
        cells = [_percent(mine[name]["win"]) if name in mine else "" for name in policies]
        table.add_row(actor, f"{low}-{high}", *cells)
    return table


def _plain(*columns: str) -> Table:
    """Return a table so narrow that it fits a terminal of 80 columns."""
    return Table(*columns, box=box.SIMPLE_HEAD, padding=0, pad_edge=False, title_justify="left")


def _percent(share: dict[str, float]) -> str:
    return f"{100 * share['share']:.0f} ({100 * share['low']:.0f}-{100 * share['high']:.0f})"


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
