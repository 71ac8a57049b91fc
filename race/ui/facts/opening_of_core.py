"""What the opening shows of a scenario: who may be played, how they stand, how it came to that."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import neutral_orders, opening
from race.play.playing.ground import USUAL_SEAT, Ground, playable
from race.scenario.game.data import GameData
from race.ui.facts.atlas_of_core import atlas_of_core
from race.ui.facts.core import Chronicle
from race.ui.facts.opening import Opening, Run, Seat
from race.ui.names import home_of, kind_of, name_of
from race.ui.words import Words, mark

LEVELS = {"gentle": 1, "fair": 2, "hard": 4, "brutal": 5}
"""Difficulty of a seat as the rules of play call it, 1 to 5."""
CLASS_WORDS = (mark("free"), mark("after notice"), mark("case by case"), mark("denied"))
HISTORY_FROM = 2012.0
HARDEST = 5


def opening_of_core(ground: Ground, name: str, words: Words) -> Opening:
    """Return the opening of a scenario.

    Raises:
        InputError: nobody in it can be led.
    """
    block = make_block(ground.world, ground.book, 1, 0, 1)
    state = opening(initial_state(block), neutral_orders(block), block)
    chronicle = Chronicle(block)
    chronicle.see(state)
    scenario = ground.scenario
    head = scenario.head
    chosen = sorted(playable(ground), key=lambda name: name != USUAL_SEAT)
    seats = tuple(_seat(chronicle, ground.data, actor, words) for actor in chosen)
    return Opening(
        scenario=name, title=head.title, question=head.question, start=head.start.year,
        seats=seats, atlas=atlas_of_core(chronicle, seats[0].actor, words),
        runs=_runs(chronicle, head.start.year),
    )  # fmt: skip


def _seat(chronicle: Chronicle, data: GameData, actor: str, words: Words) -> Seat:
    scenario = chronicle.block.world.scenario
    home = home_of(actor, scenario)
    goal, text = _objective(chronicle, data, actor, words)
    note = words.tr("programme and companies") if actor == home else words.tr("company")
    return Seat(
        actor=actor, name=name_of(actor, scenario, words), home=home,
        kind=kind_of(actor, scenario),
        note=f"{note}, {round(chronicle.years[-1].state.time)}",
        goal=goal, goal_text=text, difficulty=_difficulty(chronicle, data, actor),
        strengths=_strengths(chronicle, home), facts=_start_facts(chronicle, actor, words),
    )  # fmt: skip


def _objective(chronicle: Chronicle, data: GameData, actor: str, words: Words) -> tuple[str, str]:
    """Return how an actor plays in a few words, and what it is to reach."""
    objectives = chronicle.block.world.scenario.objectives.values()
    own = next((row for row in objectives if row.of == actor), None)
    if actor in data.seats:
        seat, language = data.seats[actor], words.language
        return seat.goal.of(language), own.note if own and own.note else seat.plan.of(language)
    if own is not None:
        return own.title_ru if words.russian and own.title_ru else own.title, own.note
    return words.tr("Keep in sight"), words.tr(
        "end nearer than three kilometres, and nearer than without you"
    )


def _difficulty(chronicle: Chronicle, data: GameData, actor: str) -> int:
    """Return 1 to 5: as the rules of play say, else by the distance and the freedom to buy."""
    if actor in data.seats and data.seats[actor].level in LEVELS:
        return LEVELS[data.seats[actor].level]
    ratio = chronicle.figure("ratio", actor)
    far = HARDEST - 1.0 if math.isinf(ratio) else math.log10(max(ratio, 1.0)) * 1.5
    world = chronicle.block.world
    home = world.countries.index(home_of(actor, world.scenario))
    return int(min(max(1 + round(far + 1.5 * float(world.denied[home])), 1), HARDEST))


def _strengths(chronicle: Chronicle, home: str) -> tuple[tuple[str, int, int], ...]:
    """Return the rank of a country in each strength, among all countries but blocs."""
    block = chronicle.block
    world = block.world
    real = [n for n, name in enumerate(world.countries) if name != "EU"]
    rows = list(world.scenario.countries.values())
    people = np.array([row.engineers.value if row.engineers else 0.0 for row in rows])
    grid = block.inputs["country.grid_mw_per_year"][:, 0]
    values: Mapping[str, np.ndarray] = {
        "chips": chronicle.years[-1].figures["compute_h100e"][: len(rows), 0],
        "power": grid,
        "money": block.inputs["country.programme_busd"][:, 0],
        "people": people,
        "supply": 1.0 - world.denied + 0.1 * block.inputs["country.alignment"][:, 0],
    }
    own = world.countries.index(home)
    found = []
    for name, column in values.items():
        rank = 1 + sum(float(column[n]) > float(column[own]) for n in real)
        found.append((name, rank, len(real)))
    return tuple(found)


def _start_facts(chronicle: Chronicle, actor: str, words: Words) -> tuple[tuple[str, str], ...]:
    world = chronicle.block.world
    metres = chronicle.drawn("score.stride_m") / chronicle.drawn("score.plan_years")
    gap = chronicle.figure("training_gap_years", actor)
    home = home_of(actor, world.scenario)
    denied = float(world.denied[world.countries.index(home)]) > 0.0
    distance = words.metres(gap * metres)
    shown = f"{distance} = {words.years(gap)}" if 0.0 < gap < math.inf else words.tr("leads")
    return (
        (words.tr("gap"), shown if math.isfinite(gap) else words.tr("no cluster")),
        (words.tr("largest cluster"),
         f"{words.count(chronicle.figure('largest_cluster_h100e', actor))} H100e"),
        (words.tr("embargo"), words.tr("yes") if denied else words.tr("no")),
    )  # fmt: skip


def _runs(chronicle: Chronicle, start: float) -> tuple[Run, ...]:
    """Return the runs of the record before the start, with those that were the largest yet."""
    found, best = [], 0.0
    rows = sorted(chronicle.block.world.scenario.runs.values(), key=lambda row: row.published.year)
    for row in rows:
        if (
            row.flop is None
            or row.published.year < HISTORY_FROM
            or row.published.year > start + 1.0
        ):
            continue
        record = row.flop > best
        if row.published.year <= start + 0.01 or record or row.country == "RU":
            found.append(Run(row.name, row.published.year, row.flop, row.country or "", record))
        best = max(best, row.flop)
    return tuple(found)
