"""What `race tournament` prints: outcomes, the use of orders, where the variance comes from."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from race.batch.showing.wording import digits, distance

ARCHETYPE = "archetype"
TARGETS = {"gentle": (55, 75), "fair": (35, 60), "hard": (20, 40), "brutal": (10, 25)}
"""Per cent of wins that the design asks of archetypes, by level of the seat."""
COLUMNS = (
    "win, partial, loss: per cent of games, with the 95 % interval; asked: wins that the level of a "
    "seat asks of its archetype; score (of 100) and gap: medians at the end."
)
"""What stands in the columns of outcomes."""


def show(answer: dict[str, Any], console: Console) -> None:
    """Print the tables of an answer."""
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
