"""Searches for a script of the whole game for each seat, and writes it beside the shipped ones.

    PYTHONPATH=. python -m tests.agents.best_scripts RU CN --futures 8 --rounds 6

Every candidate is played in the same futures against the archetypes. First come games of some
archetypes, of the adviser and of random legal play; the cards of each future become a script, played
in all futures. Then the best is bettered: years are taken from other scripts, cards left out or
added, and what has more points is kept. At the end it is played in futures that the search never saw,
beside the archetype of the seat.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from race.base.arrays import Floats, Whole
from race.base.rng import Chance
from race.engine.setup import Futures, gather_block
from race.ground_app import ground
from race.paths import scenarios_folder
from race.play.game import Game
from race.play.orders.parameters import places
from race.play.playing.ground import Ground
from race.play.state.placed import CARDS, NO_ORDER, Placed, joined, nothing_placed
from race.play.state.table import Table, resting
from race.scenario.editor.game_schema import FILE_NAME
from race.scenario.editor.json_schema import MODELINE
from race.scenario.game.orders import MOST_PARAMETERS
from race_agents.rivals.players import Players

SEED, TRIED = 1, ("guardian", "fortress", "thrifty", "sprinter", "advisor", "random_legal")
UNSEEN = 1000
"""Futures from here on are those that the search never saw."""
MUTATIONS = 8
DIGITS = 3


@dataclass(frozen=True, eq=False)
class Script:
    """Cards of a seat: `order` (years, CARDS), `values` (years, CARDS, parameters)."""

    order: Whole
    values: Floats


@dataclass(frozen=True, eq=False)
class Played:
    """What came of a game: points at its own end, whether it was won, cards, and which were done."""

    points: Floats
    won: Floats
    order: Whole
    values: Floats
    done: set[tuple[int, int, str]]


def main() -> None:
    """Search for the seats named and write their scripts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seats", nargs="+", metavar="ACTOR")
    parser.add_argument("--futures", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--unseen", type=int, default=16)
    args = parser.parse_args()
    place = ground("2022")
    for seat in args.seats:
        script = search(place, seat, args.futures, args.rounds)
        unseen = range(UNSEEN, UNSEEN + args.unseen)
        base = play(place, seat, unseen)
        found = play(place, seat, unseen, [script])
        note = (
            f"{found.points.mean():.0f} points and {100 * found.won.mean():.0f} % wins in "
            f"{args.unseen} futures that the search did not see; the archetype "
            f"{base.points.mean():.0f} and {100 * base.won.mean():.0f} %"
        )
        write(place, seat, script, found, note)
        print(seat, note, flush=True)  # noqa: T201 - a command says what it did


def search(place: Ground, seat: str, futures: int, rounds: int) -> Script:
    """Return the best script that was found."""
    numbers = range(futures)
    own = next(row.archetype for row in place.data.seats.values() if row.actor == seat)
    pool: list[Script] = []
    for policy in dict.fromkeys((own, *TRIED)):
        game = play(place, seat, numbers, policy=policy)
        pool += [
            Script(game.order[:, :, future], game.values[:, :, :, future])
            for future in np.argsort(-game.points)[:2].tolist()
        ]
    marks = _points(place, seat, numbers, pool)
    ranked = [pool[n] for n in np.argsort(-marks).tolist()]
    best: Script = ranked[0]
    most = float(marks.max())
    chance = Chance(SEED, 0, 1)
    for turn in range(rounds):
        drawn = iter(chance.uniform(f"search.{seat}", turn, 4096)[:, 0].tolist())
        tried = [_changed(best, ranked, drawn) for _ in range(MUTATIONS)]
        marks = _points(place, seat, numbers, tried)
        if marks.max() > most:
            most = float(marks.max())
            ranked.insert(0, tried[int(marks.argmax())])
            best = ranked[0]
    return best


def play(
    place: Ground,
    seat: str,
    futures: Sequence[int],
    scripts: Sequence[Script] = (),
    policy: str = "archetype",
) -> Played:
    """Play all futures: each script in all of them, side by side, or the seat by a policy."""
    copies = max(len(scripts), 1)
    numbers = [number for _ in range(copies) for number in futures]
    game = _game(place, numbers)
    rivals = Players({seat: "nothing" if scripts else policy})
    row, width = game.seat(seat), len(numbers)
    everyone = np.ones(len(game.seats), dtype=bool)
    now = game.start()
    points, won = np.full(width, np.nan), np.zeros(width)
    years: list[tuple[Whole, Floats]] = []
    done: set[tuple[int, int, str]] = set()
    while not game.over(now):
        answers = rivals.answer(now, game.table, game.names(now))
        now, _ = game.choose(now, answers)
        cards = rivals.decide(now, game.table, game.names(now), everyone)
        if scripts:
            cards = joined(_cards(scripts, len(years), row, futures, game.table), cards)
        now, told = game.year(now, cards)
        for one in told:
            if one.kind == "order" and one.ids[1] == seat:
                done.add((len(years), one.replicate, one.ids[0]))
        years.append((cards.order[row], cards.values[row]))
        ends = np.isfinite(now.play.ended) & np.isnan(points)
        points = np.where(ends, game.score(now, seat), points)
        won = np.where(ends, game.verdict(now, seat) == 1.0, won)
    order, values = (np.stack(column) for column in zip(*years, strict=True))
    return Played(points, won, order, values, done)


def _game(place: Ground, numbers: Sequence[int]) -> Game:
    game = Game(
        place.world, place.book, place.data, place.decide,
        played=[row.actor for row in place.data.seats.values()], seed=SEED, count=2,
    )  # fmt: skip
    block = gather_block(place.world, place.book, SEED, Futures(numbers, {}))
    game.table = replace(game.table, block=block, rest=resting(block), shown=len(numbers))
    return game


def _cards(
    scripts: Sequence[Script], year: int, row: int, futures: Sequence[int], table: Table
) -> Placed:
    """Return the cards of a year: each script's in the columns of its futures."""
    placed = nothing_placed(len(table.seats), table.width)
    for n, script in enumerate(scripts):
        if year < len(script.order):
            columns = slice(n * len(futures), (n + 1) * len(futures))
            placed.order[row, :, columns] = script.order[year][:, None]
            placed.values[row, :, :, columns] = script.values[year][..., None]
    return placed


def _points(place: Ground, seat: str, futures: Sequence[int], scripts: Sequence[Script]) -> Floats:
    """Return the mean points of each script."""
    found = play(place, seat, futures, scripts).points
    return np.asarray(found.reshape(len(scripts), len(futures)).mean(axis=1))


def _changed(best: Script, others: Sequence[Script], drawn: Iterator[float]) -> Script:
    """Return the script with one to three changes: a year of another, a card less, a card more."""
    order, values = best.order.copy(), best.values.copy()
    for _ in range(1 + int(3 * next(drawn))):
        year = int(next(drawn) * len(order))
        other = others[int(next(drawn) * len(others))]
        if year >= len(other.order):
            continue
        kind, card = next(drawn), int(next(drawn) * CARDS)
        if kind < 0.4:
            order[year], values[year] = other.order[year], other.values[year]
        elif kind < 0.6:
            order[year, card] = NO_ORDER
        else:
            free = np.flatnonzero(order[year] == NO_ORDER)
            at = int(free[0]) if len(free) and kind < 0.85 else card
            order[year, at] = other.order[year, card]
            values[year, at] = other.values[year, card]
    return Script(order, values)


def write(place: Ground, seat: str, script: Script, found: Played, note: str) -> None:
    """Write a script; cards that were carried out in no future are left out."""
    data = place.data
    orders, table = list(data.orders), _game(place, (0, 1)).table
    lines = [
        f"{MODELINE}../{FILE_NAME}",
        "# Found by tests/agents/best_scripts.py; what is not legal in a future lapses there.",
        f"# {note}.",
        f'game: {{title: "Best known script of {seat}", as: {seat}, seed: {SEED}}}',
        "turns:",
    ]
    first = int(place.world.calendar.start + 1e-6)
    for year, cards in enumerate(script.order):
        done = {order for turn, _, order in found.done if turn == year}
        rows = []
        for card, number in enumerate(cards.tolist()):
            if number == NO_ORDER or orders[number] not in done:
                continue
            settings = []
            parameters = data.orders[orders[number]].parameters
            given = script.values[year, card].tolist()[:MOST_PARAMETERS]
            for (name, parameter), value in zip(parameters.items(), given, strict=False):
                if parameter.kind == "number":
                    low, high = float(parameter.low or 0.0), float(parameter.high or 0.0)
                    shown = min(max(float(f"{value:.{DIGITS}g}"), low), high)
                    settings.append(f"{name}: {shown:g}")
                else:
                    settings.append(f"{name}: {places(parameter, table)[int(value)]}")
            rows.append(f"    - {{{', '.join((f'order: {orders[number]}', *settings))}}}")
        if rows:
            lines += [f"  {first + year}:", *rows]
    path = scenarios_folder() / "game" / "scripts" / f"best-{seat}.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
